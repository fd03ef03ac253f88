"""The forces with each grade: a line a grade, for every question of every round that is listed."""

from collections.abc import Iterable
from typing import NamedTuple

from peelcli.filters import Filter
from peelcli.model import Dataset, Force, Judgment, Question, Round
from peelcli.queries.grid import CellKind, cell_at
from peelcli.terms import Grade


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

    @property
    def graded(self) -> int:
        """How many of them have one of the wanted grades."""
        return sum(len(found) for grade, found in self.by_grade if grade)


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
    )
