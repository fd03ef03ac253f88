"""Text of unknown origin, made harmless to a terminal."""

from __future__ import annotations


def inert(text: str) -> str:
    """Return a text in which what does not print stands as its escape, line breaks aside.

    Names of files, keys of data and options as they were typed come back in messages; what they
    hold must not move the cursor, colour the screen or turn what follows around.
    """
    return "".join(
        one if one.isprintable() or one == "\n" else one.encode("unicode_escape").decode("ascii")
        for one in text
    )
