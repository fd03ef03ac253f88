"""All forces in one round: who got which grades."""

from collections.abc import Collection
from typing import NamedTuple

from peelcli.filters import EVERYTHING, Filter, known_pillars
from peelcli.finding import find_among
from peelcli.model import Dataset, Force, Question, Round
from peelcli.queries.grid import ForceCell, GradeCell, cell_at, graded_rows_of
from peelcli.terms import Level, QuestionKey, level_of


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
    """The columns that forces are sorted by, best grade first; empty: by name."""
    is_of_all: bool
    """Whether no force was filtered out."""

    @property
    def undated(self) -> int:
        """How many places are left out because their day is not known."""
        return sum(row.cell.is_undated for row in self.cells)

    @property
    def cells(self) -> list[ForceCell]:
        """Every place, force by force."""
        return [
            ForceCell(row.force, self.round, question, cell)
            for _, rows in self.groups
            for row in rows
            for question, cell in zip(self.questions, row.cells, strict=True)
        ]


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


def sort_columns(
    round_: Round, text: str, pillars: Collection[str], level: Level
) -> tuple[tuple[QuestionKey, ...], Level]:
    """Return the columns that a text names to sort by, and the level at which they are there.

    `name` is none, `grade` all in turn; anything else is a pillar, question or area. Raises
    UsageError for anything that the round has not graded.
    """
    columns = {
        (question.id or question.pillar or ""): question.key
        for question in graded_rows_of(round_, pillars, Level.QUESTIONS)
    }
    found = find_among("sort column", ("name", "grade", *columns), text)
    if found == "name":
        return (), level
    if found == "grade":
        return tuple(question.key for question in graded_rows_of(round_, pillars, level)), level
    key = columns[found]
    return (key,), level if level_of(key) is Level.PILLAR_GRADES else Level.QUESTIONS
