"""The rules of comparison, as data/comparisons.yaml has them."""

from typing import NamedTuple

from peelcli.terms import Level, QuestionKey


class ComparableRounds(NamedTuple):
    """A source says that these rounds' grades for the same questions can be compared."""

    years: tuple[int, ...]
    pillars: tuple[str, ...]
    """Empty where it speaks of areas."""
    level: Level
    sources: tuple[str, ...]
    areas: tuple[str, ...] = ()
    """Ids of areas; empty where it speaks of pillars."""


class Break(NamedTuple):
    """A source says why grades on its two sides can't be compared."""

    before: int
    """The last round on the near side."""
    after: int
    """The first round on the far side."""
    pillars: tuple[str, ...] | None
    """The pillars that it speaks of; None: every pillar, and the areas."""
    level: Level | None
    """The grades that it speaks of; None: all."""
    reason: str
    source: str


class Related(NamedTuple):
    """Questions of two rounds that are related but not identical."""

    earlier_year: int
    earlier: tuple[QuestionKey, ...]
    later_year: int
    later: QuestionKey
    note: str
    carries: str | None = None
    """The earlier question whose grade the later one takes when it is carried over."""


class Comparisons(NamedTuple):
    """The rules of comparison, as the inspectorate states them."""

    comparable: tuple[ComparableRounds, ...] = ()
    breaks: tuple[Break, ...] = ()
    related: tuple[Related, ...] = ()
