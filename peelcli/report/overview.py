"""What `peel overview` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.report.answer import Answer
from peelcli.report.fields import CELL_FIELDS, Fields, cell_fields
from peelcli.report.grades import question_label, still_cell
from peelcli.report.model import Cell, Column, Report, Row, Table
from peelcli.report.standing import standing_notes, with_standing

if TYPE_CHECKING:
    from peelcli.queries.as_of import Standing
    from peelcli.queries.overview import Overview


def overview_answer(overview: Overview, standing: Standing | None = None) -> Answer:
    """Return the answer."""
    return Answer(
        document=lambda: with_standing(overview_document(overview), standing),
        items="rows",
        columns=CELL_FIELDS,
        report=lambda: overview_report(overview, standing),
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


def overview_report(overview: Overview, standing: Standing | None = None) -> Report:
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
        cell.judgment is None for _, rows in overview.groups for row in rows for cell in row.cells
    )
    notes = [f"{overview.round.short_label}: {overview.round.missing}"]
    if not lacks or not overview.round.missing:
        notes = []
    if not overview.questions:
        notes.append("Nothing to show: the round has no such pillars.")
        tables = ()
    return Report(
        f"All forces, {overview.round.label}", tables, (*notes, *standing_notes(standing))
    )
