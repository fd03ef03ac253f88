"""Runs the command line; every mistake of a user ends here, as one paragraph and an exit code."""

from __future__ import annotations

import gc
import os
import sys

from peelcli import TYPE_CHECKING
from peelcli.errors import ExitCode, PeelError

if TYPE_CHECKING:
    from typing import NoReturn


def main() -> NoReturn:
    """Run `peel` with the process's arguments, and exit."""
    # A call is over before anything that it drops would be worth collecting, and taking down
    # what it has built would cost as much again as many a command: nothing is left to be done.
    gc.disable()
    code = run()
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            code = code or ExitCode.OUTPUT
        except KeyboardInterrupt:
            code = ExitCode.INTERRUPTED
    os._exit(code)


def run(arguments: list[str] | None = None) -> int:
    """Run a command line, by default the process's own, and return the exit code."""
    try:
        from peelcli.cli import run_commands

        return run_commands(arguments)
    except PeelError as error:
        from peelcli.output import say

        say(str(error))
        return error.exit_code
    except OSError as error:
        # What no one nearer to it has foreseen: a name too long, a disk that fails.
        from peelcli.output import say

        say(f"{str(error.filename or 'a file')[:200]!r} can't be used: {error.strerror or error}")
        return ExitCode.OUTPUT
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else ExitCode.OK


if __name__ == "__main__":
    main()
