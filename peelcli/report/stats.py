"""What `peel stats` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.model import Grade
from peelcli.report.answer import Answer
from peelcli.report.day import day_notes, nothing_to_show, with_day
from peelcli.report.fields import Fields, stats_columns, stats_fields
from peelcli.report.grades import question_label
from peelcli.report.model import Cell, Column, Mark, Report, Row, Table

if TYPE_CHECKING:
    from collections.abc import Sized

    from peelcli.queries.stats import StatsRow


def stats_answer(rows: tuple[StatsRow, ...], day: str | None = None) -> Answer:
    """Return the answer, as of a day if there is one."""
    undated = sum(row.undated for row in rows)
    columns = stats_columns(by_nation=any(row.nation for row in rows), as_of_a_day=day is not None)

    def document() -> Fields:
        rows_of_fields = [stats_fields(row, columns) for row in rows]
        return with_day({"rows": rows_of_fields}, day, undated)

    return Answer(
        document=document,
        items="rows",
        columns=columns,
        report=lambda: stats_report(rows, day, undated),
    )


def stats_report(rows: tuple[StatsRow, ...], day: str | None = None, undated: int = 0) -> Report:
    """Return the answer for people."""
    used = [grade for grade in Grade if any(grade in row.round.scale for row in rows)]
    grouped = "Region" if any(row.region for row in rows) else "Nation"
    headings = ["Round", "Question"]
    if any(row.region or row.nation for row in rows):
        headings.append(grouped)
    apart = [("Not graded", "N/g"), ("Missing", "Miss.")]
    if any(row.left_out for row in rows):
        apart.append(("Left out", "Left"))
    table = Table(
        caption="How many forces got each grade",
        columns=(
            *map(Column, headings),
            *(Column(grade.label, grade.code, is_number=True) for grade in used),
            Column("Shares"),
            *(Column(heading, short, is_number=True) for heading, short in apart),
        ),
        rows=tuple(_row(row, used, headings, apart) for row in rows),
    )
    letters = ", ".join(f"{grade.code[0]} {grade.label.lower()}" for grade in used)
    note = f"Shares are of the forces that have a grade. Letters: {letters}."
    notes = (note if rows else nothing_to_show(day), *day_notes(day, undated))
    return Report(table.caption, (table,) if rows else (), notes)


def _row(row: StatsRow, used: list[Grade], headings: list[str], apart: Sized) -> Row:
    names = [row.round.short_label, question_label(row.question), row.region or row.nation or ""]
    outside = [row.not_graded, row.missing, row.left_out]
    bar = tuple((grade, row.counts[grade]) for grade in used) if row.graded else ()
    return Row(
        (
            *(Cell(name) for name, _ in zip(names, headings, strict=False)),
            *(_count_cell(row, grade) for grade in used),
            Cell(bar=bar),
            *(Cell(str(count)) for count in outside[: len(apart)]),
        )
    )


def _count_cell(row: StatsRow, grade: Grade) -> Cell:
    if grade not in row.round.scale:
        return Cell(marks=((Mark.NO_SUCH_GRADE, ""),))
    count = row.counts[grade]
    if not row.graded:
        return Cell(str(count))
    # Halves up, as readers reckon; round() would take 62.5 for 62.
    percent = (200 * count + row.graded) // (2 * row.graded)
    return Cell(f"{count} ({percent}%)", short=str(count))
