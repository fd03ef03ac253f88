"""The report of `peel stats`."""

from collections.abc import Callable

from peelcli.queries.stats import StatsRow
from peelcli.report.grades import question_label, titled_by_round
from peelcli.report.tables import (
    NOTHING_TO_SHOW,
    Cell,
    Column,
    Mark,
    Report,
    numbers,
    table_of,
)
from peelcli.terms import Grade
from peelcli.text import percent

_APART: tuple[tuple[str, str, Callable[[StatsRow], int]], ...] = (
    ("Not graded", "N/g", lambda row: row.not_graded),
    ("Not in the dataset", "?", lambda row: row.missing),
    ("Left out", "Left", lambda row: row.left_out),
)
"""Headings of what has no grade, each with a shorter form; a column only where some are."""


_BY: tuple[tuple[str, Callable[[StatsRow], str | None]], ...] = (
    ("Region", lambda row: row.region),
    ("Nation", lambda row: row.nation),
    ("Group", lambda row: row.group),
)


def stats_report(rows: tuple[StatsRow, ...], *, is_latest: bool = False) -> Report:
    """Return the answer for people."""
    used = [grade for grade in Grade if any(grade in row.round.scale for row in rows)]
    names = ["Round", "Question"]
    for heading, get in _BY:
        if any(map(get, rows)):
            names.append(heading)
    apart = [
        (heading, short, get) for heading, short, get in _APART if any(get(row) for row in rows)
    ]
    table = table_of(
        "How many forces got each grade",
        [
            *names,
            *numbers(*((grade.label, grade.code) for grade in used)),
            Column("Shares", is_dispensable=True),
            *numbers(*((heading, short) for heading, short, _ in apart)),
        ],
        [
            (
                *_names(row)[: len(names)],
                *(_count(row, grade) for grade in used),
                Cell(bar=tuple((g, row.counts[g]) for g in used) if row.graded else ()),
                *(str(get(row)) for _, _, get in apart),
            )
            for row in rows
        ],
    )
    if not rows:
        return Report(table.caption, (), (NOTHING_TO_SHOW,))
    table = titled_by_round(table, [row.round for row in rows], is_latest=is_latest)
    note = "Shares are of the forces that have a grade."
    hints = ("peel stats all counts every round.",) if is_latest else ()
    return Report(table.caption, (table,), (note,), hints=hints)


def _names(row: StatsRow) -> tuple[str, ...]:
    return (
        row.round.short_label,
        question_label(row.question),
        row.region or row.nation or row.group or "",
    )


def _count(row: StatsRow, grade: Grade) -> Cell:
    if grade not in row.round.scale:
        return Cell(marks=((Mark.NO_SUCH_GRADE, ""),))
    count = row.counts[grade]
    if not row.graded:
        return Cell(str(count))
    return Cell(f"{count} ({percent(count, row.graded)})", short=str(count))
