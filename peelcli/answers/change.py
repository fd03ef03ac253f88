"""The change between two judgments: a move, none, or a reason that it is not known."""

from collections.abc import Iterable
from typing import NamedTuple

from peelcli.comparability import comparable_rounds_before
from peelcli.finding import find_among
from peelcli.model import Dataset, Judgment
from peelcli.terms import Grade, Ordered, Status


class Kind(Ordered):
    """Every pair of judgments is of exactly one kind."""

    IMPROVED = "improved"
    DECLINED = "declined"
    UNCHANGED = "unchanged"
    CARRIED_OVER = "carried-over"
    """At least one of the two was not inspected in its round, so nothing was compared."""
    NOT_GRADED = "not-graded"
    MISSING = "missing"
    """At least one of the two is not in the dataset."""
    NOT_COMPARABLE = "not-comparable"
    LEFT_OUT = "left-out"
    """At least one of the two is left out, as of a day; neither is missing."""

    @property
    def label(self) -> str:
        """The kind as a reader sees it."""
        return "not in the dataset" if self is Kind.MISSING else self.value.replace("-", " ")


MOVES = frozenset({Kind.IMPROVED, Kind.DECLINED})
COMPARED = (Kind.IMPROVED, Kind.DECLINED, Kind.UNCHANGED, Kind.CARRIED_OVER)


def kinds_meant(
    texts: Iterable[str] | None, *, everything: bool = False, anyway: bool = False
) -> frozenset[Kind]:
    """Return the kinds of rows to show: those that texts name, or all, or else the moves.

    `anyway` adds pairs that can't be compared. Raises UsageError for an unknown kind.
    """
    label = Kind.MISSING.label
    found = (find_among("kind", [*Kind, label], text) for text in texts or ())
    kinds = {Kind.MISSING if text == label else Kind(text) for text in found}
    if everything:
        kinds |= set(Kind) - {Kind.NOT_COMPARABLE}
    if anyway:
        kinds.add(Kind.NOT_COMPARABLE)
    return frozenset(kinds if texts or everything else kinds | MOVES)


class Direction(Ordered):
    """Where a path leads."""

    IMPROVING = "improving"
    """It has moves, all of them up."""
    DECLINING = "declining"
    """It has moves, all of them down."""
    STEADY = "steady"
    """All of its inspections gave the same grade."""
    MIXED = "mixed"
    """It has moves both ways."""


class Change(NamedTuple):
    """The change between two judgments."""

    kind: Kind
    steps: int | None
    """Grades up (positive) or down on the scale; None unless both were inspected."""


def change_between(
    before: Judgment | None,
    after: Judgment | None,
    scale: tuple[Grade, ...],
    *,
    comparable: bool,
) -> Change:
    """Return the change between two judgments of the same question.

    A pair with a missing judgment is always MISSING. A pair with a carried-over judgment is never
    a move and never unchanged, because its round did not inspect.
    """
    if before is None or after is None:
        return Change(Kind.MISSING, None)
    if before.grade is None or after.grade is None:
        return Change(Kind.NOT_GRADED, None)
    if not comparable:
        return Change(Kind.NOT_COMPARABLE, None)
    if Status.CARRIED_OVER in (before.status, after.status):
        return Change(Kind.CARRIED_OVER, None)
    steps = scale.index(before.grade) - scale.index(after.grade)
    if steps == 0:
        return Change(Kind.UNCHANGED, 0)
    return Change(Kind.IMPROVED if steps > 0 else Kind.DECLINED, steps)


def change_since_last_inspection(dataset: Dataset, judgment: Judgment) -> Change | None:
    """Return the change since the last inspection before, or None if there is none to compare."""
    found = last_compared(dataset, judgment)
    return found[1] if found else None


def last_compared(dataset: Dataset, judgment: Judgment) -> tuple[Judgment | None, Change] | None:
    """Return the last inspection before and the change since, or None if none can be compared.

    Among the rounds that compare with the judgment's, the latest counts. Where it carried a grade
    over, that grade's own inspection counts; where it gave no grade, the round before it. Where
    its judgment is not in the dataset, the last inspection is not known.
    """
    origin = None
    found = None
    for round_ in comparable_rounds_before(dataset, judgment.year, judgment.key):
        if origin is not None and round_.year > origin:
            continue
        if origin is not None and round_.year < origin:
            return None  # the round of the inspection does not compare
        before = dataset.judgment(judgment.force, round_.year, judgment.key)
        origin = before.carried_over_from if before else None
        if origin is None:
            scale = dataset.rounds[judgment.year].scale
            found = before, change_between(before, judgment, scale, comparable=True)
            if before is None or before.grade is not None:
                return found
    return None if origin is not None else found
