"""Nothing of a user's is lost: peel replaces what it can tell to be its own, and what -o names."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import TINY, clean_environment, contents, linux, posix

from peelcli import atomic
from peelcli.atomic import replacing_file, replacing_folder, shared_lock
from peelcli.output import _write_into
from peelcli.own_folder import LIST

if TYPE_CHECKING:
    from conftest import Peel

ENV = {"PEEL_DATA": str(TINY)}
DATA = f"--data {TINY}"
FOLDERS = {
    "site": "site there",
    "briefs": "brief --all -o there",
    "package": "export --format datapackage -o there",
}
"""Every command that replaces a folder."""


# Standard output


@linux
def test_a_stream_is_known_by_its_number_its_name_and_its_file(
    peel: Peel, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = peel("rounds", "--json", env=ENV).out
    reader, writer = os.pipe()
    assert peel("rounds", "--json", "-o", f"/dev/fd/{writer}", env=ENV).code == 0
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as pipe:
        assert pipe.read() == answer
    peel("rounds", "--json", "-o", "/dev/stderr", env=ENV)
    assert capfd.readouterr().err == answer
    with monkeypatch.context() as changed:
        changed.setattr("sys.stdout", None)
        _write_into(os.dup(2), b"talk")
    assert capfd.readouterr().err == "talk"
    file = peel.folder / "rounds.json"
    with file.open("wb", buffering=0) as out:
        saved = os.dup(1)
        os.dup2(out.fileno(), 1)
        try:
            out.write(b"before\n")
            assert peel("rounds", "--json", "-o", str(file), env=ENV).code == 0
        finally:
            os.dup2(saved, 1)
            os.close(saved)
    assert file.read_text("utf-8") == f"before\n{answer}"


@posix
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "f.json"])
def test_a_stream_of_the_shell_is_written_into(peel: Peel, name: str) -> None:
    if not Path(name).exists() and name.startswith("/"):
        pytest.skip("there is no such file here")
    options = f"list --count --json {DATA} -o {name} --format json"
    ran = peel.shell(f"(echo before; peel {options}; echo after) > f.json; cat f.json")
    answer = peel("list", "--count", "--json", env=ENV).out
    assert (ran.code, ran.out) == (0, f"before\n{answer}after\n")
    ran = peel.shell(f"echo keep > f.json; peel {options} >> f.json; cat f.json")
    assert ran.out == f"keep\n{answer}"


@posix
def test_other_streams_are_written_into_too(peel: Peel) -> None:
    answer = peel("forces", "--json", env=ENV).out
    options = f"forces --json {DATA}"
    ran = peel.shell(f"peel {options} -o /dev/stderr 2> e.txt; cat e.txt")
    assert ran.out == answer
    ran = peel.shell(f"(echo one; peel {options} -o /dev/fd/3; echo two) 3> t.txt; cat t.txt")
    assert ran.out == f"one\ntwo\n{answer}"
    assert peel.shell(f"peel {options} -o /dev/fd/9").code == 4
    ran = peel.shell(f"peel {options} -o x.json > x.json; cat x.json")
    assert ran.out == answer


# Folders


@pytest.mark.parametrize("command", FOLDERS)
def test_a_folder_of_peels_own_is_replaced_and_no_other(peel: Peel, command: str) -> None:
    arguments = FOLDERS[command].split()
    folder = peel.folder / "there"
    folder.mkdir()
    assert peel(*arguments, env=ENV).code == 0
    first = contents(folder)
    assert LIST in first
    assert peel(*arguments, env=ENV).code == 0
    assert contents(folder) == first
    name = next(text for text in first if text != LIST)
    sound = first[name]

    def refused(said: str) -> None:
        before = contents(folder)
        ran = peel(*arguments, env=ENV)
        assert (ran.code, ran.out) == (4, "")
        assert said in ran.err
        assert contents(folder) == before

    (folder / name).write_bytes(sound + b"my remarks")
    refused(f"has '{name}', which has changed since peel wrote it; name another folder")
    (folder / name).write_bytes(sound)
    (folder / "thesis.txt").write_text("mine")
    refused("has 'thesis.txt', which peel did not write")
    (folder / "thesis.txt").unlink()
    (folder / LIST).unlink()
    refused("which peel did not write")
    # A list of one's own is none of peel's.
    names = sorted(contents(folder))
    (folder / LIST).write_text("\n".join([*names, LIST, ""]))
    refused("which peel did not write")
    (folder / LIST).write_bytes(first[LIST])
    (folder / name).unlink()
    assert peel(*arguments, env=ENV).code == 0
    assert contents(folder) == first


@pytest.mark.parametrize("command", FOLDERS)
def test_a_folder_that_lists_itself_is_not_peels(peel: Peel, command: str) -> None:
    folder = peel.folder / "there"
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine")
    (folder / "files.txt").write_text("files.txt\nthesis.txt\n")
    # Saved pages and tables by names that peel would use.
    for name in ("erewhon.html", "ruritania.html", "forces.csv", "index.html"):
        (folder / name).write_text("mine")
    before = contents(folder)
    assert peel(*FOLDERS[command].split(), env=ENV).code == 4
    assert contents(folder) == before


@posix
def test_a_list_that_is_a_link_is_no_list(peel: Peel) -> None:
    arguments = FOLDERS["package"].split()
    assert peel(*arguments, env=ENV).code == 0
    listed = peel.folder / "there" / LIST
    listed.rename(peel.folder / "kept")
    listed.symlink_to(peel.folder / "kept")
    assert peel(*arguments, env=ENV).code == 4


def test_a_mounted_folder_is_written_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "mounted"
    folder.mkdir()
    (folder / "old").mkdir()
    (folder / "old" / "file").touch()
    number = folder.stat().st_ino
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == folder)
    with replacing_folder(folder) as staged:
        (staged / "new").touch()
    assert contents(tmp_path).keys() == {"mounted/new"}
    assert folder.stat().st_ino == number


# Databases


def database(path: Path, *statements: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_somebodys_database_is_not_replaced(peel: Peel) -> None:
    path = peel.folder / "m.db"
    database(path, "CREATE TABLE notes (x)", "INSERT INTO notes VALUES (1)")
    before = path.read_bytes()
    ran = peel("export", "-o", "m.db", env=ENV)
    assert (ran.code, ran.out) == (4, "")
    assert ran.err == (
        "peel: 'm.db' is not replaced: it has 'notes', which peel does not write; "
        "name another file\n"
    )
    assert path.read_bytes() == before
    path.write_bytes(b"SQLite format 3\0 and no more")
    assert "can't be read" in peel("export", "-o", "m.db", env=ENV).err


def test_a_database_of_peels_own_is_replaced(peel: Peel) -> None:
    assert peel("export", "-o", "x.db", env=ENV).code == 0
    first = (peel.folder / "x.db").read_bytes()
    assert peel("export", "-o", "x.db", env=ENV).code == 0
    assert (peel.folder / "x.db").read_bytes() == first
    (peel.folder / "x.db").write_bytes(b"")
    assert peel("export", "-o", "x.db", env=ENV).code == 0
    database(peel.folder / "x.db", "CREATE VIEW mine AS SELECT 1")
    assert "it has 'mine'" in peel("export", "-o", "x.db", env=ENV).err


@pytest.mark.parametrize("ending", ["-wal", "-journal", "-shm"])
def test_a_database_in_use_is_not_replaced(peel: Peel, ending: str) -> None:
    assert peel("export", "-o", "x.db", env=ENV).code == 0
    beside = peel.folder / f"x.db{ending}"
    beside.write_bytes(b"log")
    before = contents(peel.folder)
    ran = peel("export", "--round", "2002", "-o", "x.db", env=ENV)
    assert ran.code == 4
    assert f"a program has it open, or did not close it: 'x.db{ending}' is beside it" in ran.err
    assert contents(peel.folder) == before


def test_a_database_that_another_program_writes_stays_sound(peel: Peel) -> None:
    assert peel("export", "-o", "x.db", env=ENV).code == 0
    with contextlib.closing(sqlite3.connect(peel.folder / "x.db")) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("UPDATE forces SET region = 'North'")
        other.commit()
        assert peel("export", "-o", "x.db", env=ENV).code == 4
        assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert peel("export", "-o", "x.db", env=ENV).code == 0


# Links and modes


@posix
def test_a_planted_link_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    monkeypatch.setattr(os, "urandom", lambda count: b"\0" * count)
    staged = atomic._beside(tmp_path / "x.csv", ".part")
    staged.symlink_to(precious)
    with pytest.raises(FileExistsError), replacing_file(tmp_path / "x.csv"):
        pytest.fail("somebody knew the name")
    assert precious.read_text() == "mine"


@posix
def test_names_cannot_be_guessed(tmp_path: Path) -> None:
    names = {atomic._beside(tmp_path / "x.csv", ".part").name for _ in range(100)}
    assert len(names) == 100


def swap(folder: Path, text: str | None) -> None:
    """Take the unfinished file of a folder away, and perhaps put another in its place."""
    (staged,) = folder.glob("*.part")
    staged.unlink()
    if text is not None:
        staged.write_text(text)


@posix
def test_what_took_the_place_of_the_new_file_is_not_put_in_place(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("before")
    with pytest.raises(OSError, match="took the place"), replacing_file(path) as file:  # noqa: PT012
        file.write(b"after")
        swap(tmp_path, "theirs")
    assert path.read_text() == "before"
    with pytest.raises(OSError, match="took the place"), replacing_file(path):
        swap(tmp_path, None)
    assert path.read_text() == "before"


@posix
def test_what_is_write_protected_is_not_replaced(
    peel: Peel, dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (peel.folder / "x.csv").write_text("mine")
    assert peel(*FOLDERS["site"].split(), env=ENV).code == 0
    row = "ruritania,2001,greeting,good,https://a.example/b"
    (peel.folder / "rows.csv").write_text(f"force,year,question,grade,sources\n{row}\n")
    before = contents(peel.folder)
    # Root may write anywhere: play somebody else.
    monkeypatch.setattr(os, "access", lambda _, mode: mode != os.W_OK)
    for arguments in (
        ["forces", "-o", "x.csv"],
        [*FOLDERS["site"].split()],
        ["import", "rows.csv", "--into", str(dataset)],
    ):
        ran = peel(*arguments, env=ENV)
        assert (ran.code, ran.out) == (4, "")
        assert "it is write-protected" in ran.err
        assert contents(peel.folder) == before


@posix
def test_a_protected_folder_inside_can_be_removed(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "inside").mkdir(parents=True)
    (folder / "inside" / "file").touch()
    outside = tmp_path / "outside"
    outside.mkdir(0o500)
    (folder / "link").symlink_to(outside)
    (folder / "inside").chmod(0o500)
    with replacing_folder(folder) as staged:
        (staged / "new").touch()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "outside"]
    assert outside.stat().st_mode & 0o777 == 0o500


@posix
def test_a_file_that_may_only_be_written_is_written(peel: Peel) -> None:
    (peel.folder / "x.csv").write_text("before")
    (peel.folder / "x.csv").chmod(0o200)
    assert peel("forces", "-o", "x.csv", env=ENV).code == 0


# What a kill leaves


def ended_process() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        pass
    return process.pid


@posix
def test_leftovers_of_processes_that_ended_go_with_the_next_run(
    peel: Peel, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = atomic._start_of_names()
    dead, alive = ended_process(), os.getppid()
    for name in (f"{start}{dead}-0a.part", f"{start}{alive}-0a.part", ".peel-notes", "notes"):
        (peel.folder / name).write_text("x")
    (peel.folder / f"{start}{dead}-0b.old" / "x").mkdir(parents=True)
    kept = {f"{start}{alive}-0a.part", ".peel-notes", "notes", "x.json"}
    peel.folder.chmod(0o777)  # others could give our files such names
    assert peel("forces", "-o", "x.json", env=ENV).code == 0
    assert len([*peel.folder.iterdir()]) == len(kept) + 2
    peel.folder.chmod(0o755)
    # One of somebody else runs on.
    kill = os.kill

    def killing(number: int, sign: int) -> None:
        if number == alive:
            raise PermissionError
        kill(number, sign)

    monkeypatch.setattr(os, "kill", killing)
    assert peel("forces", "-o", "x.json", env=ENV).code == 0
    assert {path.name for path in peel.folder.iterdir()} == kept
    monkeypatch.undo()
    assert not atomic._has_ended(os.getpid())


@linux
@pytest.mark.slow
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("arguments", FOLDERS.values())
def test_signals_leave_nothing_behind(peel: Peel, name: str, arguments: str) -> None:
    number = getattr(signal, name)
    codes = set()
    for wait in (0.05, 0.2, 0.5):
        with subprocess.Popen(
            [peel.path, *arguments.split()],
            cwd=peel.folder,
            env=clean_environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            time.sleep(wait)
            process.send_signal(number)
        codes.add(process.returncode)
        assert {path.name for path in peel.folder.iterdir()} <= {"there"}
    # Killed before peel could listen, ended as shells report it, or done.
    assert codes <= {-number, 128 + number, 0}


@linux
def test_a_folder_is_replaced_in_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "old").touch()
    monkeypatch.setattr(atomic, "rename", lambda *_: pytest.fail("that takes two steps"))
    with replacing_folder(folder) as staged:
        (staged / "new").touch()
    assert contents(tmp_path).keys() == {"folder/new"}
    assert not atomic._exchanged(tmp_path / "nowhere", folder)
    with monkeypatch.context() as changed:
        changed.setitem(sys.modules, "ctypes", None)
        assert not atomic._exchanged(folder, folder)
    monkeypatch.setattr("peelcli.atomic.sys.platform", "darwin")
    assert not atomic._exchanged(folder, folder)


@posix
def test_a_reader_waits_for_an_import(dataset: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    with shared_lock(dataset), shared_lock(dataset):
        handle = os.open(dataset.parent, os.O_RDONLY)
        with pytest.raises(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.close(handle)
    with atomic.lock(dataset):
        pass
    with shared_lock(dataset / "nowhere" / "at all"):
        pass
