"""Runs the command line; every mistake of a user ends here, as one paragraph and an exit code."""

import sys

from peelcli.errors import ExitCode, PeelError


def main() -> None:
    """Run `peel` with the process's arguments, and exit."""
    try:
        _die_quietly_with_the_reader()
        from peelcli.cli import app

        app(prog_name="peel")
    except PeelError as error:
        from peelcli.output import say

        say(str(error))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(ExitCode.INTERRUPTED)


def _die_quietly_with_the_reader() -> None:
    """Let `peel ... | head -1` end as any other tool does, without a word."""
    import signal

    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)


if __name__ == "__main__":
    main()
