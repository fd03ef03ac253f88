"""All forces in one round: who got which grades."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from peelcli.model import Level
from peelcli.queries.grid import GradeCell, cell_at, graded_rows_of
from peelcli.queries.select import EVERYTHING, Filter

if TYPE_CHECKING:
    from collections.abc import Collection

    from peelcli.model import Dataset, Force, Question, Round


class OverviewSort(Enum):
    """In which order forces stand."""

    NAME = "name"
    GRADE = "grade"
    """Best first: by the first column, then the next; what has no grade comes last."""


class OverviewRow(NamedTuple):
    """One force's grades."""

    force: Force
    cells: tuple[GradeCell, ...]
    """One per question of the overview."""


class Overview(NamedTuple):
    """The answer of `overview`."""

    round: Round
    questions: tuple[Question, ...]
    groups: tuple[tuple[str | None, tuple[OverviewRow, ...]], ...]
    """Rows by region, or all in one group that has no name."""


def overview(
    dataset: Dataset,
    round_: Round,
    *,
    wanted: Filter = EVERYTHING,
    pillars: Collection[str] = (),
    level: Level = Level.PILLAR_GRADES,
    sort: OverviewSort = OverviewSort.NAME,
    by_region: bool = False,
) -> Overview:
    """Return the grades of the wanted forces in one round."""
    questions = graded_rows_of(round_, pillars, level)
    rows = [
        OverviewRow(
            force, tuple(cell_at(dataset, force.id, round_, question.key) for question in questions)
        )
        for force in dataset.forces.values()
        if wanted.lets_force_through(force)
    ]
    if sort is OverviewSort.GRADE:
        rows.sort(key=lambda row: _ranks(row, round_))
    regions: dict[str | None, list[OverviewRow]] = {}
    for row in rows:
        regions.setdefault(row.force.region if by_region else None, []).append(row)
    ordered = sorted(regions.items(), key=lambda item: item[0] or "")
    return Overview(round_, questions, tuple((name, tuple(group)) for name, group in ordered))


def _ranks(row: OverviewRow, round_: Round) -> list[int]:
    grades = [cell.judgment.grade if cell.judgment else None for cell in row.cells]
    return [round_.scale.index(one) if one else len(round_.scale) for one in grades]
