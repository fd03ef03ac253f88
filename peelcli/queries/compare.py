"""Forces side by side, and where their grades differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from peelcli.errors import UsageError
from peelcli.model import Level
from peelcli.queries.grid import GradeCell, cell_at, graded_rows_of
from peelcli.queries.select import known_pillars

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from peelcli.model import Dataset, Force, Question, QuestionKey, Round


class CompareRow(NamedTuple):
    """One question, and what each force got for it."""

    question: Question
    cells: tuple[GradeCell, ...]
    """One per force."""

    @property
    def differs(self) -> bool:
        """Whether two of the forces got different grades."""
        return len({c.judgment.grade for c in self.cells if c.judgment and c.judgment.grade}) > 1


class Comparison(NamedTuple):
    """The answer of `compare`."""

    forces: tuple[Force, ...]
    rounds: tuple[tuple[Round, tuple[CompareRow, ...]], ...]


def compare(
    dataset: Dataset,
    forces: Sequence[Force],
    *,
    years: Collection[int] = (),
    pillars: Collection[str] = (),
    level: Level = Level.PILLAR_GRADES,
) -> Comparison:
    """Return forces' grades side by side in the named rounds, or the latest that all have.

    Raises UsageError where there is no such round, or fewer than two forces.
    """
    forces = tuple(dict.fromkeys(forces))
    pillars = known_pillars(dataset, pillars)
    if len(forces) < 2:  # noqa: PLR2004 - comparing takes two
        raise UsageError("name at least two forces to compare, or a region with --region-of FORCE")
    rounds = dataset.rounds_meant(years)
    if not years:
        rounds = (_latest_of_all(dataset, forces, pillars, level),)
    found = []
    for round_ in rounds:
        rows = tuple(
            CompareRow(
                question,
                tuple(cell_at(dataset, force.id, round_, question.key) for force in forces),
            )
            for question in graded_rows_of(round_, pillars, level)
        )
        if rows:
            found.append((round_, rows))
    return Comparison(forces, tuple(found))


def force_and_neighbours(dataset: Dataset, force: Force) -> tuple[Force, ...]:
    """Return a force, and after it the others of its region."""
    others = (one for one in dataset.forces.values() if one.region == force.region)
    return (force, *(one for one in others if one.id != force.id))


def _latest_of_all(
    dataset: Dataset, forces: tuple[Force, ...], pillars: Collection[str], level: Level
) -> Round:
    for round_ in reversed(tuple(dataset.rounds.values())):
        keys = [question.key for question in graded_rows_of(round_, pillars, level)]
        if all(_has_a_grade(dataset, force, round_, keys) for force in forces):
            return round_
    raise UsageError("there is no round in which all of these forces have grades; name a --year")


def _has_a_grade(dataset: Dataset, force: Force, round_: Round, keys: list[QuestionKey]) -> bool:
    judgments = (dataset.judgment(force.id, round_.year, key) for key in keys)
    return any(one is not None and one.grade is not None for one in judgments)
