"""What `peel coverage` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.model import Basis, Level
from peelcli.report.answer import Answer
from peelcli.report.day import day_notes, with_day
from peelcli.report.fields import COVERAGE_FIELDS, Fields, coverage_fields
from peelcli.report.model import Cell, Column, Report, Row, Table

if TYPE_CHECKING:
    from peelcli.queries.coverage import CoverageRow

_COUNTS = (
    ("In dataset", "In"),
    ("Not graded", "N/g"),
    ("Missing", "Miss."),
    ("Out of", "Of"),
    ("Official", "Off."),
    ("Secondary", "Sec."),
    ("Derived", "Der."),
    ("Left out", "Left"),
)
"""Headings, some with a shorter form."""


def coverage_answer(rows: tuple[CoverageRow, ...], day: str | None = None) -> Answer:
    """Return the answer, as of a day if there is one."""
    undated = sum(row.undated for row in rows)
    columns = COVERAGE_FIELDS if day is None else (*COVERAGE_FIELDS, "left_out")

    def document() -> Fields:
        return with_day({"rows": [coverage_fields(row, columns) for row in rows]}, day, undated)

    return Answer(
        document=document,
        items="rows",
        columns=columns,
        report=lambda: coverage_report(rows, day, undated),
    )


def coverage_report(
    rows: tuple[CoverageRow, ...], day: str | None = None, undated: int = 0
) -> Report:
    """Return the answer for people."""
    counts = _COUNTS if day is not None else _COUNTS[:-1]
    by_force = any(row.force for row in rows)
    headings = ("Force", "Round") if by_force else ("Round", "Pillar", "Level")
    table = Table(
        caption="What of each round is in the dataset",
        columns=(
            *map(Column, headings),
            *(Column(heading, short, is_number=True) for heading, short in counts),
        ),
        rows=tuple(_row(row, len(headings) + len(counts)) for row in rows),
    )
    limits: dict[str, None] = {}
    for row in rows:
        if row.missing and row.round.missing:
            limits[f"{row.round.short_label}: {row.round.missing}"] = None
    found, out_of = sum(row.in_dataset for row in rows), sum(row.out_of for row in rows)
    total = (
        f"{found:,} of {out_of:,} grades are in the dataset. "
        "Missing grades may exist; we have not found them."
    )
    return Report(table.caption, (table,), (*limits, total, *day_notes(day, undated)))


def _row(row: CoverageRow, width: int) -> Row:
    if row.force is not None:
        names = [row.force.short_name, row.round.short_label]
    else:
        pillar = next((q.pillar_name for q in row.round.questions if q.pillar == row.pillar), "")
        names = [row.round.short_label, pillar or "", _level(row)]
    counts = (row.in_dataset, row.not_graded, row.missing, row.out_of)
    bases = (row.by_basis[basis] for basis in Basis)
    texts = (*names, *counts, *bases, row.left_out)
    return Row(tuple(Cell(str(one)) for one in texts[:width]))


def _level(row: CoverageRow) -> str:
    if row.pillar is None:
        return "areas"
    return "pillar grade" if row.level is Level.PILLAR_GRADES else "questions"
