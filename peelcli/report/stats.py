"""What `peel stats` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.model import Grade
from peelcli.report.answer import Answer
from peelcli.report.fields import Fields, stats_columns, stats_fields
from peelcli.report.grades import question_label
from peelcli.report.model import Cell, Column, Report, Row, Table
from peelcli.report.standing import standing_notes, with_standing

if TYPE_CHECKING:
    from collections.abc import Sized

    from peelcli.queries.as_of import Standing
    from peelcli.queries.stats import StatsRow


def stats_answer(rows: tuple[StatsRow, ...], standing: Standing | None = None) -> Answer:
    """Return the answer."""
    columns = stats_columns(
        by_nation=any(row.nation for row in rows), as_of_a_day=standing is not None
    )

    def document() -> Fields:
        return with_standing({"rows": [stats_fields(row, columns) for row in rows]}, standing)

    return Answer(
        document=document,
        items="rows",
        columns=columns,
        report=lambda: stats_report(rows, standing),
    )


def stats_report(rows: tuple[StatsRow, ...], standing: Standing | None = None) -> Report:
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
    note = "Shares are of the forces that have a grade. Letters: " + ", ".join(
        f"{grade.code[0]} {grade.label.lower()}" for grade in used
    )
    return Report(table.caption, (table,) if rows else (), (f"{note}.", *standing_notes(standing)))


def _row(row: StatsRow, used: list[Grade], headings: list[str], apart: Sized) -> Row:
    names = [row.round.short_label, question_label(row.question), row.region or row.nation or ""]
    outside = [row.not_graded, row.missing, row.left_out]
    bar = tuple((grade, row.counts[grade]) for grade in used) if row.graded else ()
    return Row(
        (
            *(Cell(name) for name, _ in zip(names, headings, strict=False)),
            *(Cell(_count(row, grade), short=_count(row, grade).split()[0]) for grade in used),
            Cell(bar=bar),
            *(Cell(str(count)) for count in outside[: len(apart)]),
        )
    )


def _count(row: StatsRow, grade: Grade) -> str:
    if grade not in row.round.scale:
        return "–"
    count = row.counts[grade]
    return f"{count} ({round(100 * count / row.graded)}%)" if row.graded else str(count)
