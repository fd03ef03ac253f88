"""The lines of a page as its writer meant them: what was wrapped at a width is one line again."""

import re
from collections.abc import Iterator

_LEAST_WIDTH = 40
"""A page with narrower lines than these is a list, not wrapped text."""
_SURE_WIDTH = 60
_NARROW = 20
"""So narrow may a column of sentences be."""
_FEWEST_WORDS = 3
_HYPHENS = ("-", "\u00ad", "\u2010")
_WHOLE = ("counter", "self", "well")
"""What stands before a hyphen of its own."""
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
        if whole and _is_parted(lines[place - 1], line):
            # "counter-" and "corruption" are two words.
            is_one = not whole.rstrip()[:-1].casefold().endswith(_WHOLE)
            whole = f"{whole.rstrip()[:-1]}{'' if is_one else ' '}{line.strip()}"
            continue
        if whole and _is_wrapped(lines[place - 1], line, *widths[place]):
            whole = f"{whole.rstrip()} {line.strip()}"
            continue
        if whole.strip():
            yield start + 1, whole
        start, whole = place, line
    if whole.strip():
        yield start + 1, whole


def _widths(lines: list[str]) -> list[tuple[int, bool]]:
    """Return for each line how long the longest is of those around it without a gap.

    And whether these are sentences: one of them ends with a stop, and most have some words.
    """
    widths: list[tuple[int, bool]] = []
    run: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            run.append(line)
            continue
        words = sum(len(text.split()) for text in run)
        is_prose = any(text.rstrip().endswith(".") for text in run)
        is_prose = is_prose and words >= _FEWEST_WORDS * len(run)
        widths += [(max(map(len, run), default=0), is_prose)] * len(run) + [(0, False)]
        run = []
    return widths


def _is_parted(before: str, line: str) -> bool:
    """Return whether a word goes on behind a hyphen at the end of a line."""
    ended = before.rstrip()
    return ended.endswith(_HYPHENS) and ended[-2:-1].isalpha() and line.strip()[:1].islower()


def _is_wrapped(before: str, line: str, width: int, is_prose: bool) -> bool:
    """Return whether a line goes on where the one before it had no room for its first word."""
    ended = before.rstrip()
    if not line.strip() or not ended or "\t" in before + line or "|" in before + line:
        return False
    is_stopped = ended[-1] in _STOPS
    if is_stopped and ended.endswith(" is:") and _GRADE_ALONE.match(line):
        is_stopped = False
    if is_stopped or _OPENS.match(line) or _GRADE_ALONE.match(before):
        return False
    first = line.split(maxsplit=1)[0]
    least = _NARROW if is_prose else _LEAST_WIDTH
    had_no_room = width >= least and len(ended) + 1 + len(first) > width
    is_open = ended.split()[-1].casefold() in _LITTLE_WORDS
    if is_prose and width < _LEAST_WIDTH and line.strip()[:1].islower():
        is_sentence = len(ended.split()) > 1 and (line.rstrip().endswith(".") or is_open)
        return is_sentence or not _GRADE_ALONE.match(line)
    if _GRADE_ALONE.match(line):
        # In a list of areas and grades, a line each, an area's name has room behind it.
        goes_on = had_no_room and width >= _SURE_WIDTH and bool(_GOES_ON.match(line))
        return is_open or ended.endswith(" is:") or goes_on
    goes_on = ended[-1] in ",;" or len(ended) >= _LEAST_WIDTH
    is_full = had_no_room and (is_open or width >= _SURE_WIDTH)
    return had_no_room or goes_on or is_open if _GOES_ON.match(line) else is_full
