"""Wording that several reports share."""

from __future__ import annotations


def counted(count: int, what: str) -> str:
    """Return how many there are of something: `1 file`, `2,143 judgments`."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"
