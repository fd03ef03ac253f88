"""Machines that lack what others have, and users who change things meanwhile."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from conftest import TINY, clean_environment, contents, linux, on_terminal, posix, without_escapes

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Peel

pytestmark = pytest.mark.slow


# A traceback from where peel could listen. Before, the interpreter may print one of its own.
IN_PEEL = re.compile(r'peelcli.__main__\.py", line \d+, in (main|run)')


@pytest.mark.parametrize("columns", [1, 5, 20, 40])
def test_terminals_too_narrow_for_anything(peel: Peel, columns: int) -> None:
    for command in (["show", "kent", "--questions"], ["overview", "2023"], ["stats", "2018"]):
        text = without_escapes(on_terminal(peel, columns, *command, env={}))
        assert "Traceback" not in text
        assert "Good" in text.replace("\n", "") or "G" in text


@pytest.mark.parametrize("settings", [{"TERM": ""}, {"TERM": "dumb"}, {"TERM": "nonsense"}])
def test_terminals_of_no_known_kind(peel: Peel, settings: dict[str, str]) -> None:
    text = on_terminal(peel, 80, "show", "derbyshire", env=settings)
    assert "Outstanding" in text
    if settings["TERM"] == "dumb":
        assert "\x1b" not in text


@pytest.mark.parametrize(
    "settings",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "POSIX", "PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "utf-16"},
    ],
)
def test_locales_that_are_not_utf8(peel: Peel, settings: dict[str, str]) -> None:
    document = peel("show", "derbyshire", "--json").out
    # For programs it is UTF-8 whatever the locale says.
    assert peel.process("show", "derbyshire", "--json", env=settings).out == document
    script = " ".join(f"{key}={value}" for key, value in settings.items())
    ran = peel.shell(f"{script} peel show derbyshire --details > shown; echo $?")
    assert (ran.out, ran.err) == ("0\n", "")
    assert b"Outstanding" in (peel.folder / "shown").read_bytes().replace(b"\0", b"")


def test_streams_that_are_closed(peel: Peel) -> None:
    assert peel.shell("peel show kent <&-").code == 0
    assert peel.shell("peel show kent 2>&-").code == 0
    assert peel.shell("peel show nowhere 2>&-").code == 2
    assert peel.shell("peel show kent >&- 2>&-").code == 4
    assert peel.shell("peel --help >&-").err == ""


@linux
def test_a_disk_that_is_full(peel: Peel) -> None:
    for line in ("peel show kent", "peel export", "peel list --json", "peel --help"):
        ran = peel.shell(f"{line} > /dev/full")
        assert ran.code in (1, 4)
        assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "command",
    [
        "export -o out.csv",
        "export --format json -o out.json",
        "export --format sqlite -o out.db",
        "export --format datapackage -o out",
        "show kent --questions --details --format html -o out.html",
        "import all.csv --into out",
    ],
)
def test_a_disk_with_little_room_is_left_as_it_was(peel: Peel, command: str) -> None:
    assert peel("export", "-o", "all.csv").code == 0
    # No file may grow beyond 8 KiB.
    ran = peel.shell(f"ulimit -f 8; peel {command}")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("peel: ")
    assert ran.err.count("\n") == 1
    assert [path.name for path in peel.folder.iterdir()] == ["all.csv"]
    # What stood there before still stands.
    assert peel.shell(f"peel {command}").code == 0
    before = contents(peel.folder)
    if "import" not in command:
        assert peel.shell(f"ulimit -f 8; peel {command}").code == 4
        assert contents(peel.folder) == before


@linux
def test_an_interrupt_while_it_writes_leaves_nothing(peel: Peel) -> None:
    assert peel("export", "-o", "all.csv").code == 0
    ends = set()
    for wait in (0.1, 0.2, 0.3, 0.4, 0.5):
        ran = peel.shell(f"timeout -s INT {wait} peel import all.csv --into out; echo $?")
        ends.add(ran.out)
        assert not IN_PEEL.search(ran.err)
        left = {path.name for path in peel.folder.iterdir()}
        assert left in ({"all.csv"}, {"all.csv", "out"})
        if "out" in left:
            assert peel("check", "out", "--strict").code == 0
            shutil.rmtree(peel.folder / "out")
    # What `timeout` says of a command that it interrupted, or else the command's own end.
    assert ends <= {"124\n", "0\n"}


@posix
def test_an_interrupt_ends_it_in_silence(peel: Peel, tmp_path: Path) -> None:
    environment = clean_environment() | {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    for wait in (0.02, 0.05, 0.08, 0.12):
        with subprocess.Popen(
            [peel.path, "show", "kent", "--json"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            cwd=peel.folder,
        ) as process:
            time.sleep(wait)
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=20)
        if process.returncode == 130:
            assert (out, err) == (b"", b"")
        elif process.returncode != 0:
            assert out == b""
            assert not IN_PEEL.search(err.decode())


def test_a_home_that_cannot_be_written(peel: Peel, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / ".cache").write_text("a file where a folder should be")
    ran = peel.shell(f"unset XDG_CACHE_HOME; HOME={home} peel show kent --json")
    assert (ran.code, ran.err) == (0, "")
    assert (home / ".cache").read_text() == "a file where a folder should be"


def test_a_dataset_edited_while_it_is_read(peel: Peel, tmp_path: Path) -> None:
    dataset = shutil.copytree(TINY, tmp_path / "dataset")
    path = dataset / "judgments" / "ruritania.yaml"
    states = [path.read_text(), path.read_text().replace("overall: good", "overall: inadequate")]
    expected = set()
    for state in states:
        path.write_text(state)
        expected.add(peel("show", "ruritania", "--json", "--data", str(dataset)).out)
    assert len(expected) == 2
    done = threading.Event()

    def edit() -> None:
        number = 0
        while not done.is_set():
            number += 1
            new = path.with_name("new")
            new.write_text(states[number % 2])
            new.replace(path)
            time.sleep(0.003)

    editor = threading.Thread(target=edit)
    editor.start()
    env = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    try:
        with ThreadPoolExecutor(8) as pool:
            ran = list(
                pool.map(
                    lambda _: peel.process(
                        "show", "ruritania", "--json", "--data", str(dataset), env=env
                    ),
                    range(40),
                )
            )
    finally:
        done.set()
        editor.join()
    assert {call.code for call in ran} == {0}
    assert {call.out for call in ran} <= expected


def test_many_at_once_on_a_cold_cache(peel: Peel, tmp_path: Path) -> None:
    env = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    with ThreadPoolExecutor(12) as pool:
        ran = list(pool.map(lambda _: peel.process("diff", "2016", "2017", env=env), range(12)))
    assert len({call.out for call in ran}) == 1
    assert {(call.code, call.err) for call in ran} == {(0, "")}
    kept = [path.suffix for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert kept == [".peel"]
