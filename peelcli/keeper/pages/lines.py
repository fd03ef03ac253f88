"""The lines of a page as its writer meant them: what was wrapped at a width is one line again."""

import re
from collections.abc import Iterator

_LEAST_WIDTH = 40
"""A page with narrower lines than these is a list, not wrapped text."""
_SURE_WIDTH = 60
_LITTLE_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "but",
        "by",
        "for",
        "from",
        "had",
        "has",
        "have",
        "in",
        "is",
        "its",
        "of",
        "on",
        "or",
        "that",
        "the",
        "their",
        "to",
        "was",
        "were",
        "which",
        "with",
    ]
)
"""After one of these a line goes on, even with a capital."""
_STOPS = ".!?:|"
BULLETS = r"-*\u2022\u25ba\u25b6\u25aa\u25cf\u25e6\u2023\u2013\u00b7\u2043"
"""The signs that open an item of a list."""
_OPENS = re.compile(rf"^\s*(?:[{BULLETS}#|>]|\d+[.)])")
_GOES_ON = re.compile(r"^\s*[\u2018\u201c\"'(]?[a-z\u2026&]")
_GRADE_ALONE = re.compile(
    r"^\W*(?:outstanding|good|adequate|inadequate|requires? improvement)\W*$", re.IGNORECASE
)


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line with its number, counted from 1; a wrapped one has that of its start."""
    lines = text.split("\n")
    widths = _widths(lines)
    start, whole = 0, ""
    for place, line in enumerate(lines):
        if whole and _is_wrapped(lines[place - 1], line, widths[place]):
            whole = f"{whole.rstrip()} {line.strip()}"
            continue
        if whole.strip():
            yield start + 1, whole
        start, whole = place, line
    if whole.strip():
        yield start + 1, whole


def _widths(lines: list[str]) -> list[int]:
    """Return for each line how long the longest is of those around it without a gap."""
    widths: list[int] = []
    run: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            run.append(line)
            continue
        widths += [max(map(len, run), default=0)] * len(run) + [0]
        run = []
    return widths


def _is_wrapped(before: str, line: str, width: int) -> bool:
    """Return whether a line goes on where the one before it had no room for its first word."""
    ended = before.rstrip()
    if not line.strip() or not ended or "\t" in before + line or "|" in before + line:
        return False
    if _OPENS.match(line) or _GRADE_ALONE.match(before):
        return False
    if ended[-1] in _STOPS and not (ended.endswith(" is:") and _GRADE_ALONE.match(line)):
        return False
    first = line.split(maxsplit=1)[0]
    had_no_room = width >= _LEAST_WIDTH and len(ended) + 1 + len(first) > width
    is_open = ended.split()[-1].casefold() in _LITTLE_WORDS
    if _GRADE_ALONE.match(line):
        # In a list of areas and grades, a line each, an area's name has room behind it.
        is_open = is_open or ended.endswith(" is:")
        return is_open or (had_no_room and width >= _SURE_WIDTH and bool(_GOES_ON.match(line)))
    if _GOES_ON.match(line):
        return had_no_room or ended[-1] in ",;" or len(ended) >= _LEAST_WIDTH
    return had_no_room and (is_open or width >= _SURE_WIDTH)
