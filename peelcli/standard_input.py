"""What is written into a command."""

import sys

from peelcli.errors import UsageError


def standard_input(most: int = -1) -> bytes:
    """Return the bytes of standard input, or `most` of them. Raises UsageError if it is closed."""
    if sys.stdin is None or sys.stdin.closed:
        raise UsageError("standard input is closed; name a file")
    return sys.stdin.buffer.read(most)
