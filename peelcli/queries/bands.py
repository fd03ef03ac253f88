"""The order of a listing; by grade, a line a grade for every question of every round."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from peelcli.filters import Filter
from peelcli.model import Dataset, Force, Judgment, Question, Round
from peelcli.queries.grid import CellKind, cell_at
from peelcli.queries.rounds_apart import NotCompared, not_compared, same_forces_of
from peelcli.queries.select import JudgmentRow, listing, select
from peelcli.terms import Grade


class ListSort(StrEnum):
    """The order of a listing; by force, then round, within each."""

    FORCE = "force"
    GRADE = "grade"
    """By round and question, the best grade first."""
    PUBLISHED = "published"
    """The latest day first, a day not known last."""


class Bands(NamedTuple):
    """One question of one round."""

    round: Round
    question: Question
    by_grade: tuple[tuple[Grade | None, tuple[Judgment, ...]], ...]
    """The judgments with each grade that occurs, best first; those without a grade last."""
    absent: tuple[tuple[CellKind, tuple[Force, ...]], ...]
    """The wanted forces without a judgment, by why; empty where only some grades are wanted."""
    forces: int
    """How many forces are wanted."""
    known: int
    """How many of them have a grade, of whatever kind."""

    @property
    def graded(self) -> int:
        """How many of them have one of the wanted grades."""
        return sum(len(found) for grade, found in self.by_grade if grade)


class SortedListing(NamedTuple):
    """The answer of `list`."""

    rows: tuple[JudgmentRow, ...]
    undated: int
    """How many more would be there if their day were known."""
    forces: Mapping[str, Force]
    bands: tuple[Bands, ...] = ()
    """The same rows by grade, where they are sorted so."""
    undated_outside: int | None = None
    """How many more would match if their day were known; None where no day is asked about."""
    apart: tuple[NotCompared, ...] = ()
    """Rounds of the answer that can't be compared."""


def sorted_listing(
    dataset: Dataset, wanted: Filter, sort: ListSort, *, same_forces: bool = False
) -> SortedListing:
    """Return the wanted judgments with their rounds, in some order.

    `same_forces` leaves only forces that have a grade in each of the rounds that graded a question.
    """
    rows, undated, forces = listing(dataset, wanted)
    if same_forces:
        rows = tuple(_of_same_forces(dataset, rows))
    outside = None
    if wanted.has_day:
        free = wanted.without_days()
        outside = sum(one.published is None for one in select(dataset, free))
    shown = dict.fromkeys((row.round.year, row.judgment.key) for row in rows)
    apart = tuple(not_compared(dataset, shown))
    in_bands: tuple[Bands, ...] = ()
    if sort is ListSort.GRADE:
        in_bands = bands(dataset, wanted, [row.judgment for row in rows])
        rows = tuple(
            JudgmentRow(one, band.round)
            for band in in_bands
            for _, judgments in band.by_grade
            for one in judgments
        )
    elif sort is ListSort.PUBLISHED:
        rows = tuple(sorted(rows, key=lambda row: row.judgment.published or "", reverse=True))
    return SortedListing(rows, undated, forces, in_bands, outside, apart)


def _of_same_forces(dataset: Dataset, rows: Iterable[JudgmentRow]) -> Iterator[JudgmentRow]:
    found = [*rows]
    places = dict.fromkeys((row.round.year, row.judgment.key) for row in found)
    members = same_forces_of(dataset, places)
    for row in found:
        if row.judgment.force in members[row.judgment.key]:
            yield row


def bands(dataset: Dataset, wanted: Filter, judgments: Iterable[Judgment]) -> tuple[Bands, ...]:
    """Return the bands of the places where judgments stand, in the rounds' order."""
    judgments = tuple(judgments)
    forces = [one for one in dataset.forces.values() if wanted.lets_force_through(one)]
    found = {one.place for one in judgments}
    return tuple(
        _bands(dataset, round_, question, forces, judgments, wanted)
        for round_ in dataset.rounds.values()
        for question in round_.questions
        if (round_.year, *question.key) in found
    )


def _bands(
    dataset: Dataset,
    round_: Round,
    question: Question,
    forces: list[Force],
    judgments: tuple[Judgment, ...],
    wanted: Filter,
) -> Bands:
    by_grade: dict[Grade | None, list[Judgment]] = {grade: [] for grade in (*round_.scale, None)}
    for one in judgments:
        if one.place == (round_.year, *question.key):
            by_grade[one.grade].append(one)
    known = (dataset.judgment(force.id, round_.year, question.key) for force in forces)
    absent: dict[CellKind, list[Force]] = {}
    for force in forces if wanted.takes_all_of_a_question else ():
        kind = cell_at(dataset, force.id, round_, question.key).kind
        if kind is not CellKind.JUDGED:
            absent.setdefault(kind, []).append(force)
    return Bands(
        round_,
        question,
        tuple((grade, tuple(found)) for grade, found in by_grade.items() if found),
        tuple((kind, tuple(absent[kind])) for kind in CellKind if kind in absent),
        len(forces),
        sum(bool(one and one.grade) for one in known),
    )
