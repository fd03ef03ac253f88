"""The errors a user can cause, and the exit code that each of them ends with."""

import errno
import sys
from collections.abc import Mapping


class ExitCode:
    """The exit codes of the process."""

    OK = 0
    DIFFERENT = 1
    """Only with --exit-code: the grades differ."""
    USAGE = 2
    DATASET = 3
    OUTPUT = 4
    NETWORK = 5
    """A page could not be fetched; the others were."""
    SIGNALLED = 128
    """And the number of the signal that ended it, as shells report it."""
    INTERRUPTED = 130
    READER_GONE = 141
    """The reader closed the pipe; the code that shells report for a process killed by SIGPIPE."""


MEANINGS = {
    ExitCode.OK: "done",
    ExitCode.DIFFERENT: "with `diff --exit-code`: a grade improved or declined; with `read "
    "--exit-code`: the dataset contradicts a page; with `check --against --exit-code`: something "
    "changed; with `update`: a page contradicts the dataset",
    ExitCode.USAGE: "the command line is wrong: an unknown force, round, option ...",
    ExitCode.DATASET: "the dataset can't be read or is not valid; with `diff --exit-code`: the "
    "rounds can't be compared",
    ExitCode.OUTPUT: "the answer could not be written",
    ExitCode.NETWORK: "with `fetch` or `update`: a page could not be fetched; the others were",
    ExitCode.SIGNALLED: "and the number of the signal that ended it: 129 for SIGHUP, 143 for "
    "SIGTERM",
    ExitCode.INTERRUPTED: "interrupted",
    ExitCode.READER_GONE: "the reader closed the pipe, as `head` does",
}
"""What the exit codes say: `peel help exit-codes`, the man page and docs/scripts.md have these."""


class PeelWarning(UserWarning):
    """An input that was taken for something else; the message says for what."""


class PeelError(Exception):
    """An error that the user can mend. Its text is one paragraph for standard error."""

    exit_code = ExitCode.USAGE


class UsageError(PeelError):
    """The command line names something that does not exist, or is ambiguous."""


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
