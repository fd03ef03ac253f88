"""Runs the command line; every mistake of a user ends here, as one paragraph and an exit code."""

import gc
import os
import sys
from typing import NoReturn

from peelcli.errors import ExitCode, PeelError


def main() -> NoReturn:
    """Run `peel` with the process's arguments, and exit."""
    # A call is over before anything that it drops would be worth collecting, and taking down
    # what it has built would cost as much again as many a command: nothing is left to be done.
    gc.disable()
    code = _run()
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            code = code or ExitCode.OUTPUT
    os._exit(code)


def _run() -> int:
    try:
        from peelcli.cli import app

        app(prog_name="peel")
    except PeelError as error:
        from peelcli.output import say

        say(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else ExitCode.OK
    return ExitCode.OK


if __name__ == "__main__":
    main()
