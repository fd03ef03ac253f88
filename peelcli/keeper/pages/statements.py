"""What pages say, before it is held against the dataset."""

import re
from typing import NamedTuple

from peelcli.keeper.pages.read import Reading
from peelcli.keeper.pages.words import Thing
from peelcli.terms import Grade


class Statement(NamedTuple):
    """What a page says of one force's question in one round."""

    force: str
    year: int
    reading: Reading
    carried_over_from: int | None = None


class Quote(NamedTuple):
    """A sentence of a page that has a grade, and why it states none."""

    line: int
    quote: str
    reason: str


class PageStatements(NamedTuple):
    """What was found in a page."""

    name: str
    force: str | None
    year: int
    statements: tuple[Statement, ...]
    not_understood: tuple[Quote, ...]
    areas_for_improvement: tuple[tuple[Thing, tuple[str, ...]], ...]
    counts: tuple[tuple[Grade, int], ...]
    """How many areas got which grade, as the page says."""


_NUMBER = "one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
COUNT = re.compile(
    r"(outstanding|good|adequate|inadequate|requir\w{0,8} (?:some )?improvement)"
    r"['\u2019\"\u201d]?,? "
    rf"(?:grades? )?in (?:a further |another )?({'|'.join(_NUMBER)}|\d\d?)\b(?! pillars?)",
    re.IGNORECASE | re.ASCII,
)


_NUMBER_FIRST = re.compile(
    rf"\b({'|'.join(_NUMBER)}|\d\d?) (?:areas? |of them )?(?:was |were |are |is )?"
    r"(?:graded |rated |judged |found )?(?:as )?['\u2018\"\u201c]?"
    r"(outstanding|good|adequate|inadequate|requir\w{0,8} (?:some )?improvement)\b(?! \w+s\b)",
    re.IGNORECASE | re.ASCII,
)
"""`four were adequate`, `three good`."""
_FEWEST_GRADES = 2


def number_of(text: str) -> int | None:
    """Return the number that a word or digits stand for, up to twelve in words."""
    if text.isdecimal():
        return int(text)
    word = text.casefold()
    return _NUMBER.index(word) + 1 if word in _NUMBER else None


def counts_in(text: str) -> tuple[tuple[Grade, int], ...]:
    """Return how many areas got which grade, where a page says so of more than one grade.

    A page that counts one grade twice, and differently, counts nothing.
    """
    by_grade = [(match[1], match[2]) for match in COUNT.finditer(text)]
    first = [(match[2], match[1]) for match in _NUMBER_FIRST.finditer(text)]
    # "One good area" alone is no count.
    if len({word.casefold()[:6] for word, _ in first}) >= _FEWEST_GRADES:
        by_grade += first
    found: dict[Grade, int] = {}
    for word, number in by_grade:
        is_improvement = word.casefold().startswith("requir")
        value = "requires-improvement" if is_improvement else word.casefold()
        count = number_of(number)
        if count is None or found.setdefault(Grade(value), count) != count:
            return ()
    return tuple((grade, found[grade]) for grade in Grade if grade in found)
