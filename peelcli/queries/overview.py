"""All forces in one round: who got which grades."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from peelcli.model import Level
from peelcli.queries.grid import GradeCell, cell_at, graded_rows_of
from peelcli.queries.select import EVERYTHING, Filter, known_pillars

if TYPE_CHECKING:
    from collections.abc import Collection

    from peelcli.model import Dataset, Force, Question, QuestionKey, Round


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
    sorted_by: tuple[Question, ...]
    """What the forces are sorted by, best grade first; empty: by name."""
    is_of_all: bool
    """Whether no force was filtered out."""


def overview(
    dataset: Dataset,
    round_: Round,
    *,
    wanted: Filter = EVERYTHING,
    pillars: Collection[str] = (),
    level: Level = Level.PILLAR_GRADES,
    sort_by: Collection[QuestionKey] = (),
    by_region: bool = False,
) -> Overview:
    """Return the grades of the wanted forces in one round.

    Forces stand by name, or by their grades for `sort_by`, best first, by the first of these
    questions, then the next. A force without that grade stands behind those that have one.
    """
    questions = graded_rows_of(round_, known_pillars(dataset, pillars), level)
    columns = {question.key: index for index, question in enumerate(questions)}
    sort_columns = [columns[key] for key in sort_by if key in columns]
    rows = [
        OverviewRow(
            force, tuple(cell_at(dataset, force.id, round_, question.key) for question in questions)
        )
        for force in dataset.forces.values()
        if wanted.lets_force_through(force)
    ]
    rows.sort(key=lambda row: [_position(row.cells[index], round_) for index in sort_columns])
    regions: dict[str | None, list[OverviewRow]] = {}
    for row in rows:
        regions.setdefault(row.force.region if by_region else None, []).append(row)
    ordered = sorted(regions.items(), key=lambda item: item[0] or "")
    return Overview(
        round_,
        questions,
        tuple((name, tuple(group)) for name, group in ordered),
        tuple(questions[index] for index in sort_columns),
        len(rows) == len(dataset.forces),
    )


def _position(cell: GradeCell, round_: Round) -> int:
    grade = cell.judgment.grade if cell.judgment else None
    return round_.scale.index(grade) if grade else len(round_.scale)
