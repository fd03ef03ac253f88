"""What `peel compare` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.report.answer import Answer
from peelcli.report.day import day_notes, nothing_to_show, with_day
from peelcli.report.fields import COMPARE_FIELDS, Fields, cell_fields, force_fields
from peelcli.report.grades import question_label, still_cell
from peelcli.report.model import Cell, Column, Mark, Report, Row, Table
from peelcli.report.wording import counted

if TYPE_CHECKING:
    from peelcli.queries.compare import CompareRow, Comparison

_MOST_NAMED = 2


def compare_answer(comparison: Comparison, day: str | None = None) -> Answer:
    """Return the answer, as of a day if there is one."""
    cells = (cell for _, rows in comparison.rounds for row in rows for cell in row.cells)
    undated = sum(cell.is_undated for cell in cells)
    return Answer(
        document=lambda: with_day(compare_document(comparison), day, undated),
        items="rows",
        columns=COMPARE_FIELDS,
        report=lambda: compare_report(comparison, day, undated),
    )


def compare_document(comparison: Comparison) -> Fields:
    """Return the answer as JSON has it."""
    return {
        "forces": [force_fields(force) for force in comparison.forces],
        "years": [round_.year for round_, _ in comparison.rounds],
        "rows": [
            cell_fields(force, round_, row.question, cell) | {"differs": row.differs}
            for round_, rows in comparison.rounds
            for row in rows
            for force, cell in zip(comparison.forces, row.cells, strict=True)
        ],
    }


def compare_report(comparison: Comparison, day: str | None = None, undated: int = 0) -> Report:
    """Return the answer for people."""
    columns = (
        Column("Question"),
        *(Column(force.short_name, holds_grades=True) for force in comparison.forces),
    )
    tables = tuple(
        Table(round_.label, columns, tuple(map(_row, rows)), is_captioned=True)
        for round_, rows in comparison.rounds
    )
    rows = [row for _, rows in comparison.rounds for row in rows]
    differing = sum(row.differs for row in rows)
    labels = [round_.label for round_, _ in comparison.rounds]
    rounds = " and ".join(labels) if len(labels) <= _MOST_NAMED else f"{labels[0]} to {labels[-1]}"
    notes = [f"The forces' grades differ in {differing} of {counted(len(rows), 'row')}."]
    if not rows:
        notes = [nothing_to_show(day)]
    title = ", ".join(force.short_name for force in comparison.forces)
    heading = f"{title}: {rounds}" if rounds else title
    return Report(heading, tables, (*notes, *day_notes(day, undated)))


def _row(row: CompareRow) -> Row:
    marks = ((Mark.DIFFERS, ""),) if row.differs else ()
    name = Cell(question_label(row.question), marks=marks, stands_out=row.differs)
    return Row((name, *map(still_cell, row.cells)))
