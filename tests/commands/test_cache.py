"""The cache as users meet it: `peel cache`, and calls that never show that there is one."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from conftest import TINY, clean_environment

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Peel


@pytest.mark.parametrize(
    "settings",
    [
        {"XDG_CACHE_HOME": "/proc/nothing/here"},
        {"XDG_CACHE_HOME": "relative"},
        {"XDG_CACHE_HOME": "", "HOME": "/proc/nothing"},
        {"XDG_CACHE_HOME": "/dev/null"},
    ],
)
def test_no_place_for_a_cache_is_no_failure(peel: Peel, settings: dict[str, str]) -> None:
    ran = peel("show", "erewhon", "--json", "--data", str(TINY), env=settings)
    assert (ran.code, ran.err) == (0, "")


def test_no_home_at_all(peel: Peel) -> None:
    ran = peel.shell(f"unset HOME XDG_CACHE_HOME; peel show erewhon --json --data {TINY}")
    assert (ran.code, ran.err) == (0, "")


def test_the_command_says_where_and_clears(peel: Peel, tmp_path: Path) -> None:
    env = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    assert peel("cache", env=env).out == f"{tmp_path}/cache/peel\n"
    assert peel("show", "kent", env=env).code == 0
    assert len(list((tmp_path / "cache").rglob("*.peel"))) == 1
    assert peel("cache", "--clear", env=env).err == "peel: 1 cached dataset removed\n"
    assert not list((tmp_path / "cache").rglob("*.peel"))


@pytest.mark.parametrize("arguments", [["show", "kent"], ["diff", "2016", "2017"], ["list"]])
def test_json_imports_no_rich_no_yaml_and_no_pydantic(
    peel: Peel, tmp_path: Path, arguments: list[str]
) -> None:
    env = clean_environment() | {"XDG_CACHE_HOME": str(tmp_path / "cache")}

    def imported(script: str) -> set[str]:
        command = [sys.executable, "-X", "importtime", "-c", script, *arguments, "--json"]
        done = subprocess.run(
            command, env=env, cwd=peel.folder, capture_output=True, text=True, check=True
        )
        return {line.split("|")[-1].strip() for line in done.stderr.splitlines()}

    call = (
        "import sys; sys.argv = ['peel', *sys.argv[1:]]\nfrom peelcli.__main__ import main; main()"
    )
    imported(call)  # fills the cache
    by_peel = imported(call)
    assert {"typer", "json", "peelcli.keeper.loading.cache"} <= by_peel
    assert not {"rich", "yaml", "pydantic"} & by_peel
    # Some versions of Python have Typer import dataclasses; peel does not.
    assert "dataclasses" not in by_peel - imported("import typer")
