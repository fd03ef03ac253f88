"""Runs the command line as a process: prints what went wrong, and exits with a code."""

import gc
import os
import signal
import sys
from contextlib import suppress
from typing import NoReturn

from peelcli.errors import ExitCode


def main() -> NoReturn:
    """Run `peel` with the process's arguments, and exit."""
    # The process is short, so garbage collection only costs time, at its end above all.
    gc.disable()
    ended = _end_like_an_interrupt()
    code: int = ExitCode.INTERRUPTED
    with suppress(KeyboardInterrupt):
        try:
            code = run()
            _end_at_once()
        except Exception:
            # Until 3.12, a class that is being made turns an interrupt into an error of its own.
            if not ended:
                raise
    if code == ExitCode.INTERRUPTED and ended:
        code = ExitCode.SIGNALLED + ended[0]
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            if stream is sys.stdout:
                code = code or ExitCode.OUTPUT
            # The interpreter would try again, and print a traceback.
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        except KeyboardInterrupt:
            code = ExitCode.INTERRUPTED
    gc.freeze()
    sys.exit(code)


def _end_like_an_interrupt() -> list[int]:
    """Have the signals that end a process leave no half of a file; return where they are noted."""
    noted: list[int] = []

    def end(number: int, _: object) -> NoReturn:
        noted.append(number)
        raise KeyboardInterrupt

    usual = (signal.SIG_DFL, signal.default_int_handler)
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # Under `nohup`, one is ignored.
        if number is not None and signal.getsignal(number) in usual:
            signal.signal(number, end)
    return noted


def _end_at_once() -> None:
    """Have signals end the process as they end others: what is to be written is written."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)


def run(arguments: list[str] | None = None) -> int:
    """Run a command line, by default the process's own, and return the exit code."""
    try:
        from peelcli.cli import run_commands

        return run_commands(arguments)
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED


if __name__ == "__main__":
    main()
