"""Ranks forces by the mean position of their grades. The inspectorate publishes no ranking."""

from collections import Counter
from collections.abc import Collection
from enum import StrEnum
from typing import NamedTuple

from peelcli.filters import EVERYTHING, Filter, known_pillars
from peelcli.model import Dataset, Force, Judgment, Question, Round
from peelcli.queries.grid import GradeCell, cell_at, named_rows_of
from peelcli.terms import Basis, Level


class RankSort(StrEnum):
    """The order of the ranked forces."""

    RANK = "rank"
    NAME = "name"


class RankRow(NamedTuple):
    """One force's place."""

    force: Force
    rank: int | None
    """Shared by forces of the same mean; None without a grade for each of the questions."""
    is_tied: bool
    mean: float | None
    """The mean position of its grades on the round's scale, 1 being the best; None without."""
    grades: int
    """For how many of the questions it has a grade."""
    derived: int
    """How many of these grades are derived from stated facts."""
    lacks: tuple[Question, ...]
    """The questions for which it has no grade."""


class Ranking(NamedTuple):
    """The answer of `rank`."""

    round: Round
    questions: tuple[Question, ...]
    """Every ranked force has a grade for each of these."""
    ranked: tuple[RankRow, ...]
    too_few: tuple[RankRow, ...]
    undated: int
    """How many judgments were left out because their day is not known."""
    of: int
    """How many forces have a place, shown or not."""
    forces: int
    """How many forces there are."""

    @property
    def needed(self) -> int:
        """How many grades a force needs to be ranked."""
        return len(self.questions)


def rank(
    dataset: Dataset,
    round_: Round,
    *,
    pillars: Collection[str] = (),
    questions: Collection[str] = (),
    level: Level = Level.PILLAR_GRADES,
    wanted: Filter = EVERYTHING,
    sort: RankSort = RankSort.RANK,
) -> Ranking:
    """Order the wanted forces by the mean position of their grades on the round's scale.

    Only forces that have a grade for each of the same questions are ranked: the named ones
    (`overall` is a pillar's own grade), or else those for which more than half of all forces have
    one, whichever forces are wanted. Raises UsageError for a question that the round did not grade.
    """
    pillars = known_pillars(dataset, pillars)
    asked = named_rows_of(round_, pillars, level, questions)
    rows = {
        force.id: [cell_at(dataset, force.id, round_, question.key) for question in asked]
        for force in dataset.forces.values()
    }
    if not questions:
        known = Counter(i for cells in rows.values() for i, one in enumerate(cells) if _grade(one))
        usual = [i for i in range(len(asked)) if 2 * known[i] > len(rows)]
        asked = tuple(asked[i] for i in usual)
        rows = {force: [cells[i] for i in usual] for force, cells in rows.items()}
    # A force's place is that among all, whichever are shown.
    totals = {
        force: sum(round_.scale.index(one.grade) + 1 for one in graded if one.grade)
        for force, cells in rows.items()
        if asked and len(graded := _graded(cells)) == len(asked)
    }
    tied = Counter(totals.values())
    places, better = {}, 0
    for total, count in sorted(tied.items()):
        places[total] = better + 1
        better += count
    chosen = {
        force.id: rows[force.id]
        for force in dataset.forces.values()
        if wanted.lets_force_through(force)
    }
    ranked: list[RankRow] = []
    too_few: list[RankRow] = []
    for force, cells in chosen.items():
        graded = _graded(cells)
        own = totals.get(force)
        row = RankRow(
            dataset.forces[force],
            None if own is None else places[own],
            own is not None and tied[own] > 1,
            None if own is None else own / len(asked),
            len(graded),
            sum(one.basis is Basis.DERIVED for one in graded),
            tuple(q for q, one in zip(asked, cells, strict=True) if not _grade(one)),
        )
        (too_few if own is None else ranked).append(row)
    if sort is RankSort.RANK:
        ranked.sort(key=lambda row: row.rank or 0)
    undated = sum(one.is_undated for cells in chosen.values() for one in cells)
    return Ranking(round_, asked, tuple(ranked), tuple(too_few), undated, len(totals), len(rows))


def _graded(cells: list[GradeCell]) -> list[Judgment]:
    return [one.judgment for one in cells if one.judgment and one.judgment.grade]


def _grade(cell: GradeCell) -> object:
    return cell.judgment and cell.judgment.grade
