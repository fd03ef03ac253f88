"""The errors a user can cause, and the exit code that each of them ends with."""


class ExitCode:
    """What the process ends with; README.md documents the same list."""

    OK = 0
    DIFFERENT = 1
    """Only with --exit-code: the grades differ."""
    USAGE = 2
    DATASET = 3
    OUTPUT = 4
    INTERRUPTED = 130
    READER_GONE = 141
    """The pipe was closed from the other end; what a shell reports for any tool that it ends so."""


class PeelError(Exception):
    """Something the user can mend. Its text is one clear paragraph for standard error."""

    exit_code = ExitCode.USAGE


class UsageError(PeelError):
    """The command line names something that does not exist, or is ambiguous."""


class OutputError(PeelError):
    """The answer could not be written."""

    exit_code = ExitCode.OUTPUT


class DatasetError(PeelError):
    """The dataset can't be read, or breaks its own rules."""

    exit_code = ExitCode.DATASET
