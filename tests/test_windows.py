"""What is different on Windows, as far as another system can play it."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
import threading
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from conftest import TINY, Failing

from peelcli import atomic, cli, output
from peelcli.__main__ import run
from peelcli.atomic import lock, replacing_file, replacing_folder
from peelcli.errors import is_reader_gone

if TYPE_CHECKING:
    from conftest import Peel

ROOT = Path(__file__).parent.parent
fcntl = pytest.importorskip("fcntl", reason="this plays Windows on other systems")


class Windows(ModuleType):
    """The module `sys`, as it is on Windows."""

    def __getattr__(self, name: str) -> Any:
        return "win32" if name == "platform" else getattr(sys, name)


@pytest.fixture(autouse=True)
def windows(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Play Windows in peel's modules, and return for how long it slept."""
    pauses: list[float] = []
    for module in ("atomic", "errors", "output", "keeper.loading.cache"):
        monkeypatch.setattr(f"peelcli.{module}.sys", Windows("sys"))
    monkeypatch.setattr(atomic, "sleep", pauses.append)
    return pauses


class Locking(ModuleType):
    """The module `msvcrt`, whose waits end with an error now and then."""

    LK_LOCK = 1

    def __init__(self) -> None:
        super().__init__("msvcrt")
        self.calls = 0

    def locking(self, handle: int, mode: int, size: int) -> None:
        """Lock a file, or give up as after ten seconds."""
        assert (mode, size) == (self.LK_LOCK, 1)
        self.calls += 1
        if self.calls % 2:
            raise OSError(errno.EDEADLK, "Resource deadlock avoided")
        fcntl.flock(handle, fcntl.LOCK_EX)


def remove_unless_open(path: str) -> None:
    """Remove a file, but not one that another thread has locked."""
    handle = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.unlink(path)  # noqa: PTH108 - `remove` is what is played here
    finally:
        os.close(handle)


def test_one_at_a_time_holds_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "msvcrt", Locking())
    monkeypatch.setattr(os, "remove", remove_unless_open)
    inside, most = 0, 0

    def work() -> None:
        nonlocal inside, most
        with lock(tmp_path / "new" / "dataset"):
            inside += 1
            most = max(most, inside)
            assert (tmp_path / "new" / ".peel-lock").exists()
            inside -= 1

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
    assert not [*tmp_path.rglob(".peel-lock")]
    with lock(tmp_path / "other" / "dataset"):
        pass
    assert not (tmp_path / "other").exists()


def test_a_lock_that_cannot_be_had_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locking(*_: int) -> None:
        raise OSError(errno.EACCES, "Permission denied")

    monkeypatch.setitem(
        sys.modules,
        "msvcrt",
        SimpleNamespace(LK_LOCK=1, locking=locking),
    )
    with pytest.raises(PermissionError), lock(tmp_path / "dataset"):
        pytest.fail("nothing holds the lock")


def busy(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Let renames fail so often, as while another program has the file open."""
    left = times
    replace = Path.replace

    def replacing(self: Path, target: Path) -> Path:
        nonlocal left
        left -= 1
        if left >= 0:
            raise PermissionError(errno.EACCES, "Access is denied", str(self))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", replacing)


def test_a_file_that_is_open_elsewhere_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, windows: list[float]
) -> None:
    (tmp_path / "file").write_text("before", "utf-8")
    busy(monkeypatch, 3)
    with replacing_file(tmp_path / "file") as staged:
        staged.write(b"after")
    assert (tmp_path / "file").read_text("utf-8") == "after"
    assert len(windows) == 3


def test_a_folder_that_is_open_elsewhere_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, windows: list[float]
) -> None:
    (tmp_path / "folder").mkdir()
    busy(monkeypatch, 2)
    with replacing_folder(tmp_path / "folder") as staged:
        (staged / "new").touch()
    assert (tmp_path / "folder" / "new").exists()
    assert (len(windows), [path.name for path in tmp_path.iterdir()]) == (2, ["folder"])


def test_a_file_that_stays_open_is_told(peel: Peel, monkeypatch: pytest.MonkeyPatch) -> None:
    (peel.folder / "x.json").write_text("before", "utf-8")
    busy(monkeypatch, 1_000)
    ran = peel("forces", "-o", "x.json")
    assert (ran.code, ran.err) == (4, "peel: 'x.json' could not be written: Access is denied\n")
    assert (peel.folder / "x.json").read_text("utf-8") == "before"
    assert [path.name for path in peel.folder.iterdir()] == ["x.json"]


@pytest.mark.parametrize("arguments", [["forces"], ["list", "--json"], ["--help"]])
def test_a_closed_pipe_ends_it_in_silence(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    pipe, err = Failing(OSError(errno.EINVAL, "Invalid argument")), io.StringIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(pipe, "utf-8", write_through=True))
    monkeypatch.setattr(sys, "stderr", err)
    assert (run(arguments), err.getvalue()) == (141, "")


def test_an_error_of_a_file_is_no_closed_pipe() -> None:
    assert not is_reader_gone(OSError(errno.EINVAL, "Invalid argument", "a?b"))
    assert cli.exit_code_of(OSError(errno.EINVAL, "Invalid argument", "a?b")) == 4
    assert is_reader_gone(BrokenPipeError(errno.EPIPE, "Broken pipe"))


def test_a_console_is_asked_for_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    console = SimpleNamespace(just_fix_windows_console=lambda: asked.append("colours"))
    monkeypatch.setitem(sys.modules, "colorama", console)
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    assert not output._is_terminal()
    assert asked == []
    monkeypatch.setattr(out, "isatty", lambda: True)
    assert output._is_terminal()
    assert asked == ["colours"]


def test_a_file_system_without_such_links_gets_copies(
    peel: Peel, dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(*_: Any, **__: Any) -> None:
        raise NotImplementedError("link: follow_symlinks unavailable on this platform")

    monkeypatch.setitem(sys.modules, "msvcrt", Locking())
    monkeypatch.setattr(os, "link", link)
    (dataset / "judgments" / "erewhon.yaml").write_text(
        (TINY / "judgments" / "erewhon.yaml").read_text("utf-8") + "\n\n", "utf-8"
    )
    assert peel("check", "dataset", "--fix").code == 0
    assert {path.name for path in (dataset / "judgments").iterdir()} == {
        path.name for path in (TINY / "judgments").iterdir()
    }


@pytest.mark.slow
def test_the_tests_are_collected_without_modules_of_posix() -> None:
    script = (
        "import sys, pytest\n"
        "for name in ('fcntl', 'grp', 'pty', 'pwd', 'resource', 'termios'):\n"
        "    sys.modules[name] = None\n"
        "sys.exit(pytest.main(['--collect-only', '-q', '-n', '0', '-p', 'no:cacheprovider']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:]
    assert "error" not in done.stdout.splitlines()[-1]
