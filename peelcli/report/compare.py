"""What `peel compare` says."""

from __future__ import annotations

from peelcli.queries.compare import CompareRow, Comparison
from peelcli.report.answer import Answer
from peelcli.report.day import day_notes, nothing_to_show
from peelcli.report.grades import question_label, still_cell
from peelcli.report.tables import Cell, Column, Mark, Report, Row, Table
from peelcli.text import counted

_MOST_NAMED = 2


def compare_answer(comparison: Comparison, day: str | None = None) -> Answer:
    """Return the answer, as of a day if there is one."""
    undated = sum(row.cell.is_undated for row in comparison.cells)
    return Answer(
        "compare", comparison, lambda: compare_report(comparison, day, undated), day, undated
    )


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
    note = f"The forces' grades differ in {differing} of {counted(len(rows), 'row')}."
    title = ", ".join(force.short_name for force in comparison.forces)
    return Report(
        f"{title}: {rounds}" if rounds else title,
        tables,
        (note if rows else nothing_to_show(day), *day_notes(day, undated)),
    )


def _row(row: CompareRow) -> Row:
    marks = ((Mark.DIFFERS, ""),) if row.differs else ()
    name = Cell(question_label(row.question), marks=marks, stands_out=row.differs)
    return Row((name, *map(still_cell, row.cells)))
