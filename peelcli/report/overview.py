"""What `peel overview` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.queries.grid import CellKind
from peelcli.report.answer import Answer
from peelcli.report.day import day_notes, with_day
from peelcli.report.fields import CELL_FIELDS, Fields, cell_fields
from peelcli.report.grades import question_label, still_cell
from peelcli.report.model import Cell, Column, Report, Row, Table
from peelcli.report.wording import counted

if TYPE_CHECKING:
    from peelcli.queries.overview import Overview


def overview_answer(overview: Overview, day: str | None = None) -> Answer:
    """Return the answer, as of a day if there is one."""
    cells = (cell for _, rows in overview.groups for row in rows for cell in row.cells)
    undated = sum(cell.is_undated for cell in cells)
    return Answer(
        document=lambda: with_day(overview_document(overview), day, undated),
        items="rows",
        columns=CELL_FIELDS,
        report=lambda: overview_report(overview, day, undated),
    )


def overview_document(overview: Overview) -> Fields:
    """Return the answer as JSON has it."""
    return {
        "year": overview.round.year,
        "round": overview.round.label,
        "rows": [
            cell_fields(row.force, overview.round, question, cell)
            for _, rows in overview.groups
            for row in rows
            for question, cell in zip(overview.questions, row.cells, strict=True)
        ],
    }


def overview_report(overview: Overview, day: str | None = None, undated: int = 0) -> Report:
    """Return the answer for people."""
    columns = (
        Column("Force"),
        *(Column(question_label(one), holds_grades=True) for one in overview.questions),
    )
    tables = tuple(
        Table(
            caption=region or overview.round.label,
            columns=columns,
            rows=tuple(
                Row((Cell(row.force.short_name), *map(still_cell, row.cells))) for row in rows
            ),
            is_captioned=True,
        )
        for region, rows in overview.groups
    )
    lacks = any(
        cell.kind is CellKind.MISSING
        for _, rows in overview.groups
        for row in rows
        for cell in row.cells
    )
    notes = [f"{overview.round.short_label}: {overview.round.missing}"]
    if not lacks or not overview.round.missing:
        notes = []
    if overview.sorted_by:
        by = ", then by ".join(question.name_in_sentence for question in overview.sorted_by)
        notes.append(f"Sorted by {by}: best grade first, forces without that grade last.")
    if not overview.questions:
        notes.append("Nothing to show: the round has no such pillars.")
        tables = ()
    count = sum(len(rows) for _, rows in overview.groups)
    forces = "All forces" if overview.is_of_all else counted(count, "force")
    title = f"{forces}, {overview.round.label}"
    return Report(title, tables, (*notes, *day_notes(day, undated)))
