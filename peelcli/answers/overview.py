"""All forces in one round: who got which grades."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from peelcli.answers.cells import CELL_FIELDS, CITED_FIELDS
from peelcli.answers.form import Form
from peelcli.answers.grid import (
    CellKind,
    ForceCell,
    GradeCell,
    cell_at,
    named_rows_of,
    position,
    sort_keys,
)
from peelcli.answers.reported import begun_notes
from peelcli.contract import records_of
from peelcli.errors import UsageError
from peelcli.filters import EVERYTHING, Filter
from peelcli.model import Dataset, Force, Group, Question, Round, is_thin
from peelcli.records import (
    NUMBER,
    PLACE,
    TEXT,
    fields,
    get,
)
from peelcli.terms import Level, level_of
from peelcli.text import counted, in_sentence

if TYPE_CHECKING:
    from peelcli.answers.tables import Headline, Report


class OverviewBy(StrEnum):
    """The tables of an overview."""

    ALL = "all"
    REGION = "region"
    GROUP = "group"
    """The named groups, which may share forces."""


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
    """Rows by region or group, or all in one that has no name."""
    sorted_by: tuple[Question, ...]
    """The columns that forces are sorted by; empty: by name."""
    is_of_all: bool
    """Whether no force was filtered out."""
    begun: tuple[Round, ...] = ()
    """Rounds that began after it, where it is the latest here."""
    worst_first: bool = False
    """Whether the worst grade stands first, rather than the best."""

    @property
    def undated(self) -> int:
        """How many places are left out because their day is not known; groups may share some."""
        return len({(row.force.id, row.question.key) for row in self.cells if row.cell.is_undated})

    @property
    def forces(self) -> int:
        """How many forces there are; groups may share some."""
        return len({row.force.id for _, rows in self.groups for row in rows})

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
    questions: Collection[str] = (),
    level: Level = Level.PILLAR_GRADES,
    sort: str | None = None,
    worst_first: bool = False,
    by: OverviewBy = OverviewBy.ALL,
    groups: Collection[Group] = (),
) -> Overview:
    """Return the grades of the wanted forces in one round.

    Forces stand by name, or by the grades that `sort` names, as `sort_keys` reads it, best first,
    or worst first. A force without that grade stands behind those that have one. Raises UsageError
    for a question that the round did not grade.
    """
    sort_by = sort_keys(round_, pillars, level, sort, questions, worst_first=worst_first)
    if any(level_of(key) is Level.QUESTIONS for key in sort_by):
        level = Level.QUESTIONS
    asked = named_rows_of(round_, pillars, level, questions)
    columns = {question.key: index for index, question in enumerate(asked)}
    sort_columns = [columns[key] for key in sort_by if key in columns]
    rows = [
        OverviewRow(
            force, tuple(cell_at(dataset, force.id, round_, question.key) for question in asked)
        )
        for force in dataset.forces.values()
        if wanted.lets_force_through(force)
    ]
    rows.sort(
        key=lambda row: [
            position(row.cells[index], round_, worst_first=worst_first) for index in sort_columns
        ]
    )
    ordered: list[tuple[str | None, list[OverviewRow]]] = [(None, rows)]
    if by is OverviewBy.REGION:
        regions = sorted({row.force.region for row in rows})
        ordered = [(name, [row for row in rows if row.force.region == name]) for name in regions]
    elif by is OverviewBy.GROUP:
        chosen = tuple(groups) or tuple(dataset.groups.values())
        ordered = [
            (group.name, [row for row in rows if row.force.id in group.forces]) for group in chosen
        ]
        if not chosen:
            raise UsageError("there is no group to show by; name one with `group=` or `groups=`")
    return Overview(
        round_,
        asked,
        tuple((name, tuple(group)) for name, group in ordered),
        tuple(asked[index] for index in sort_columns),
        {row.force.id for _, of in ordered for row in of} == {*dataset.forces},
        dataset.begun_since(round_.year),
        worst_first,
    )


CELL = fields(*CELL_FIELDS, *CITED_FIELDS)


def overview_report(overview: Overview, *, is_latest: bool = False) -> Report:
    """Return the answer for people."""
    from peelcli.answers.grades import labelled, question_label, still_cell
    from peelcli.answers.map import tiles_of
    from peelcli.answers.tables import NOTHING_TO_SHOW, Column, Report, table_of

    columns = [
        Column(question_label(question), holds_grades=True) for question in overview.questions
    ]
    tables = tuple(
        table_of(
            region or overview.round.label,
            ["Force", *columns],
            [(row.force.short_name, *map(still_cell, row.cells)) for row in rows],
            is_captioned=True,
        )
        for region, rows in overview.groups
    )
    notes = []
    if overview.sorted_by:
        by = ", then by ".join(question.name_in_sentence for question in overview.sorted_by)
        first = "worst" if overview.worst_first else "best"
        notes.append(f"Sorted by {by}: {first} grade first, forces without that grade last.")
    notes += begun_notes(overview.begun)
    if not overview.questions:
        notes.append(NOTHING_TO_SHOW)
        tables = ()
    forces = "All forces" if overview.is_of_all else counted(overview.forces, "force")
    title = f"{forces}, {labelled(overview.round, is_latest=is_latest)}"
    tiles = tiles_of(overview.cells) if len(overview.questions) == 1 else ()
    headline = _headline(overview, in_sentence(forces))
    return Report(title, tables, tuple(notes), tiles=tiles, headline=headline)


def _headline(overview: Overview, forces: str) -> Headline:
    """Return the picture's words: how many of the grades that are known are the worst ones."""
    from peelcli.answers.grades import question_label
    from peelcli.answers.headline import finding_of, known_of, source_line
    from peelcli.answers.tables import Headline

    cells = [row.cell for row in overview.cells]
    judgments = [cell.judgment for cell in cells if cell.judgment and cell.judgment.grade]
    counts = Counter(judgment.grade for judgment in judgments if judgment.grade)
    what = f"The grades of {forces} in {overview.round.label}"
    if len(overview.questions) == 1:
        (question,) = overview.questions
        title = finding_of(counts, overview.round.scale, question)
        if is_thin(counts.total(), len(cells)):
            title = ""
        what = f"{question_label(question)}, {overview.round.label}"
    else:
        worst = [grade for grade in overview.round.scale if counts[grade]][-1:]
        title = "".join(
            f"{counts[grade]} of the {counts.total()} grades known of {overview.round.label} "
            f"{'is' if counts[grade] == 1 else 'are'} {in_sentence(grade.label)}"
            for grade in worst
        )
    missing = sum(cell.kind is CellKind.MISSING for cell in cells)
    known = known_of(counts.total(), len(cells))
    if len(overview.questions) != 1:
        known = f"{counted(counts.total(), 'grade')} known, {missing} not in the dataset."
    return Headline(
        title or what,
        f"{what}. {known}" if title else known,
        source_line(judgments, [overview.round]),
    )


OVERVIEW = Form(
    "overview",
    fields(
        ("year", NUMBER, get("round.year"), PLACE["year"]),
        ("round", TEXT, get("round.label"), "the round's label"),
        ("rows", records_of(CELL), get("cells"), "force by force"),
    ),
    overview_report,
    about="""Show the grades of all forces in one round.

Without a round, it shows the latest.

\b
Examples:
  peel overview --sort investigating-crime --worst-first
  peel overview --round 2018/19 --by region --group england
""",
    words={
        "by": "One table of all forces, or a table for each region or group.",
    },
    choices={"by": OverviewBy},
)
