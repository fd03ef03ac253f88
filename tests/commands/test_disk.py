"""Nothing on disk changes but what -o names."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from conftest import TINY, contents

from peelcli.render import formats_of

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Peel

COMMANDS = (
    "brief erewhon", "show erewhon --sources", "diff 2002 2003 --all", "overview 2003",
    "compare erewhon ruritania", "map 2003 --pillar tidiness", "list --round all", "stats all",
    "trend erewhon", "forces", "rounds", "questions", "coverage", "check",
    "check --against old", "check --pages pages", "read pages/page.txt", "export", "export --panel",
    "schema show", "import --template erewhon 2003", "import rows.csv --into data --dry-run",
)  # fmt: skip
PAGE = "TRIAL 2002, kindness\nRuritania Police is good at greeting people."
ROWS = (
    "force,year,pillar,question,grade,sources\n"
    "ruritania,2002,kindness,greeting,good,https://trial.example/r\n"
)


@pytest.fixture
def home(peel: Peel) -> Path:
    """A folder with a dataset, an older one, pages, rows, and files that are nobody's business."""
    for name in ("data", "old"):
        shutil.copytree(TINY, peel.folder / name)
    (peel.folder / "pages").mkdir()
    (peel.folder / "pages" / "page.txt").write_text(PAGE)
    (peel.folder / "rows.csv").write_text(ROWS)
    for name in ("notes.txt", ".hidden", "files.txt", "data/notes.txt", "index.html", "x.db"):
        (peel.folder / name).write_text("dear")
    return peel.folder


def state(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    """Return what is there, with times and modes."""
    stats = {name: (folder / name).stat() for name in contents(folder)}
    return {
        name: (data, stats[name].st_mtime_ns, stats[name].st_mode)
        for name, data in contents(folder).items()
    }


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_changes_nothing(peel: Peel, home: Path, command: str) -> None:
    before = state(home)
    ran = peel(*command.split(), env={"PEEL_DATA": "data"})
    assert ran.code == 0, ran.err
    assert ran.out or command == "check"
    assert state(home) == before


def endings_of(command: str) -> set[str]:
    """Return the endings of the formats that the answer of a command line has."""
    name = command.split(maxsplit=1)[0]
    return {ending.removeprefix(".") for endings in formats_of(name).values() for ending in endings}


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["csv", "json", "html", "svg", "md", "xlsx"])
@pytest.mark.parametrize("command", COMMANDS[:13])
def test_a_command_changes_the_named_file_alone(
    peel: Peel, home: Path, command: str, ending: str
) -> None:
    if ending not in endings_of(command):
        pytest.skip("a format that this command does not have")
    before = state(home)
    for _ in range(2):
        ran = peel(*command.split(), "-o", f"answer.{ending}", env={"PEEL_DATA": "data"})
        assert (ran.code, ran.out) == (0, ""), ran.err
    after = state(home)
    assert after.pop(f"answer.{ending}")
    assert after == before


@pytest.mark.parametrize("broken", ["show nobody", "list --round 1066", "map", "diff 2002 nowhere"])
def test_a_command_that_fails_changes_nothing(peel: Peel, home: Path, broken: str) -> None:
    before = state(home)
    assert peel(*broken.split(), "-o", "notes.csv", env={"PEEL_DATA": "data"}).code == 2
    assert state(home) == before
