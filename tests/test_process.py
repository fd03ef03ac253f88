"""How a process ends: what is flushed, what can't be, and with which code."""

from __future__ import annotations

import errno
import gc
import io
import runpy
import signal
import sys
from typing import TYPE_CHECKING

import pytest
from conftest import Failing, Screen, Stream

from peelcli import output
from peelcli.__main__ import main, run
from peelcli.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    """Undo what a short process does for speed, and its way with Ctrl-C."""
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)
    gc.unfreeze()
    gc.enable()


class Held(io.TextIOWrapper):
    """A stream that fails when it is flushed at the end."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(Failing(error), "utf-8")
        self.error = error

    def flush(self) -> None:
        """Fail."""
        raise self.error


def ended(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Return the code with which a process of this command line ends."""
    monkeypatch.setattr(sys, "argv", ["peel", *arguments])
    with pytest.raises(SystemExit) as end:
        main()
    assert isinstance(end.value.code, int)
    return end.value.code


def test_a_process_ends_with_the_commands_code(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = Stream(), Stream()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    assert ended(monkeypatch, "forces", "--region", "wales") == 0
    assert out.text.startswith("4 forces\n")
    assert ended(monkeypatch, "show", "nowhere") == 2
    assert "there is no force" in err.text
    monkeypatch.setattr(sys, "stderr", None)
    assert ended(monkeypatch, "show", "nowhere") == 2
    assert ended(monkeypatch, "forces") == 0


@pytest.mark.parametrize(
    ("error", "code"),
    [(OSError(errno.ENOSPC, "No space left on device"), 4), (KeyboardInterrupt(), 130)],
)
def test_what_cannot_be_flushed_ends_it_too(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int
) -> None:
    monkeypatch.setattr(sys, "stdout", Held(error))
    monkeypatch.setattr(sys, "stderr", Stream())
    monkeypatch.setattr("peelcli.__main__.run", lambda: 0)
    assert ended(monkeypatch, "forces") == code


def test_talk_that_cannot_be_written_changes_no_code(monkeypatch: pytest.MonkeyPatch) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr(sys, "stdout", Stream())
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(Failing(full), "utf-8", write_through=True))
    assert ended(monkeypatch, "show", "nowhere") == 2
    assert ended(monkeypatch, "check") == 0
    monkeypatch.setattr(sys, "stderr", Held(full))
    assert ended(monkeypatch, "forces") == 0


@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129)])
def test_a_signal_ends_it_as_shells_report_it(
    monkeypatch: pytest.MonkeyPatch, name: str, code: int
) -> None:
    number = getattr(signal, name, None)
    if number is None:
        pytest.skip("there is no such signal here")
    monkeypatch.setattr(sys, "stdout", Stream())
    before = signal.signal(number, signal.SIG_DFL)

    def run() -> int:
        try:
            signal.raise_signal(number)
        except KeyboardInterrupt:
            return 130
        return 0

    monkeypatch.setattr("peelcli.__main__.run", run)
    try:
        assert ended(monkeypatch, "forces") == code
        # One that is ignored, as under `nohup`, stays so.
        signal.signal(number, signal.SIG_IGN)
        assert ended(monkeypatch, "forces") == 0
    finally:
        signal.signal(number, before)


def test_it_runs_as_a_module(monkeypatch: pytest.MonkeyPatch) -> None:
    out = Stream()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "argv", ["peel", "forces", "--region", "wales"])
    monkeypatch.delitem(sys.modules, "peelcli.__main__")
    with pytest.raises(SystemExit) as end:
        runpy.run_module("peelcli", run_name="__main__")
    assert (end.value.code, out.text[:8]) == (0, "4 forces")


@pytest.mark.parametrize("arguments", [["forces"], ["list", "--json"], ["--help"]])
def test_a_reader_that_has_gone_ends_it_in_silence(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    pipe = Failing(BrokenPipeError(errno.EPIPE, "Broken pipe"))
    err = Stream()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(pipe, "utf-8", write_through=True))
    monkeypatch.setattr(sys, "stderr", err)
    assert (run(arguments), err.text) == (141, "")


def test_a_disk_that_is_full_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    full = Failing(OSError(errno.ENOSPC, "No space left on device"))
    err = Stream()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(full, "utf-8"))
    monkeypatch.setattr(sys, "stderr", err)
    assert run(["forces", "--json"]) == 4
    assert err.text == "peel: the answer could not be written: No space left on device\n"


def test_there_is_nowhere_to_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(OutputError, match="standard output is closed"):
        output.write_utf8("x")
    monkeypatch.setattr(sys, "stderr", None)
    output.say("nobody reads this")


def test_a_pipe_named_as_the_file_may_be_closed_too(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as end, output.replacing(tmp_path / "x"):
        raise BrokenPipeError
    assert end.value.code == 141
    assert not [*tmp_path.iterdir()]


def test_marks_that_a_screen_lacks_are_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    for screen in (Stream, Screen):
        out = screen(encoding="ascii")
        monkeypatch.setattr(sys, "stdout", out)
        assert run(["show", "derbyshire", "--round", "2016"]) == 0
        assert "Outstanding" in out.text
        assert out.text.isascii()


def test_a_screen_of_an_unknown_encoding_gets_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    class Odd(io.StringIO):
        encoding = "nonsense"

    monkeypatch.setattr(sys, "stdout", Odd())
    assert not output._is_unicode()


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_that_an_import_turns_into_an_error_ends_it_as_others(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    number = getattr(signal, name, None)
    if number is None:
        pytest.skip(f"there is no {name} here")

    def importing() -> int:
        try:
            signal.raise_signal(number)
        except KeyboardInterrupt as error:
            raise RuntimeError("Error calling __set_name__") from error
        return 0

    usual = signal.default_int_handler if name == "SIGINT" else signal.SIG_DFL
    before = signal.signal(number, usual)
    try:
        monkeypatch.setattr("peelcli.__main__.run", importing)
        assert ended(monkeypatch) == 128 + number
    finally:
        signal.signal(number, before)


def test_an_error_without_a_signal_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing() -> int:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("peelcli.__main__.run", failing)
    with pytest.raises(RuntimeError, match="a fault of ours"):
        main()
