"""The errors a user can cause, and the exit code that each of them ends with."""

import errno
import sys
from collections.abc import Mapping


class ExitCode:
    """The exit codes of the process; README.md lists the same."""

    OK = 0
    DIFFERENT = 1
    """Only with --exit-code: the grades differ."""
    USAGE = 2
    DATASET = 3
    OUTPUT = 4
    NETWORK = 5
    """A page did not come; the others did."""
    SIGNALLED = 128
    """And the number of the signal that ended it, as shells report it."""
    INTERRUPTED = 130
    READER_GONE = 141
    """The reader closed the pipe; the code that shells report for a process killed by SIGPIPE."""


class PeelWarning(UserWarning):
    """An input that was taken for something else; the message says for what."""


class PeelError(Exception):
    """An error that the user can mend. Its text is one paragraph for standard error."""

    exit_code = ExitCode.USAGE


class UsageError(PeelError):
    """The command line names something that does not exist, or is ambiguous."""


class NothingAskedError(UsageError):
    """No command was named. Its text shows some."""


class OutputError(PeelError):
    """The answer could not be written."""

    exit_code = ExitCode.OUTPUT


class DatasetError(PeelError):
    """The dataset can't be read, or breaks its own rules."""

    exit_code = ExitCode.DATASET


def refuse_beside(option: str, others: Mapping[str, object]) -> None:
    """Raise UsageError where other options are given that would do nothing beside this one."""
    idle = [name for name, value in others.items() if value]
    if idle:
        does = "do" if len(idle) > 1 else "does"
        raise UsageError(f"{' and '.join(idle)} {does} nothing beside {option}; leave one out")


def is_reader_gone(error: Exception) -> bool:
    """Return whether a write failed because the reader closed the pipe.

    Windows then says EINVAL: https://github.com/python/cpython/issues/79935.
    """
    if sys.platform != "win32" or not isinstance(error, OSError):
        return isinstance(error, BrokenPipeError)
    # With a name, it is an error of that file.
    return error.errno in (errno.EPIPE, errno.EINVAL) and error.filename is None
