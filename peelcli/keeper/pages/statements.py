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


def counts_in(text: str) -> tuple[tuple[Grade, int], ...]:
    """Return how many areas got which grade, where a page says so of more than one grade."""
    found: dict[Grade, int] = {}
    for match in COUNT.finditer(text):
        word, number = match[1].casefold(), match[2].casefold()
        value = "requires-improvement" if word.startswith("requir") else word
        count = int(number) if number.isdigit() else _NUMBER.index(number) + 1
        if found.setdefault(Grade(value), count) != count:
            return ()
    return tuple((grade, found[grade]) for grade in Grade if grade in found)
