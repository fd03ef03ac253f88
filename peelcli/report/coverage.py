"""What `peel coverage` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.model import Basis, Level
from peelcli.report.answer import Answer
from peelcli.report.fields import COVERAGE_FIELDS, coverage_fields
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
)
"""Headings, some with a shorter form."""


def coverage_answer(rows: tuple[CoverageRow, ...]) -> Answer:
    """Return the answer."""
    return Answer(
        document=lambda: {"rows": [coverage_fields(row) for row in rows]},
        items="rows",
        columns=COVERAGE_FIELDS,
        report=lambda: coverage_report(rows),
    )


def coverage_report(rows: tuple[CoverageRow, ...]) -> Report:
    """Return the answer for people."""
    by_force = any(row.force for row in rows)
    headings = ("Force", "Round") if by_force else ("Round", "Pillar", "Level")
    table = Table(
        caption="What of each round is in the dataset",
        columns=(
            *map(Column, headings),
            *(Column(heading, short, is_number=True) for heading, short in _COUNTS),
        ),
        rows=tuple(_row(row) for row in rows),
    )
    limits: dict[str, None] = {}
    for row in rows:
        if row.missing and row.round.missing:
            limits[f"{row.round.short_label}: {row.round.missing}"] = None
    found, out_of = sum(row.in_dataset for row in rows), sum(row.out_of for row in rows)
    total = f"{found:,} of {out_of:,} grades are in the dataset; a missing one we have not found."
    return Report(table.caption, (table,), (*limits, total))


def _row(row: CoverageRow) -> Row:
    if row.force is not None:
        names = [row.force.short_name, row.round.short_label]
    else:
        names = [row.round.short_label, (row.pillar or "").capitalize(), _level(row)]
    counts = (row.in_dataset, row.not_graded, row.missing, row.out_of)
    bases = (row.by_basis[basis] for basis in Basis)
    return Row(tuple(Cell(str(one)) for one in (*names, *counts, *bases)))


def _level(row: CoverageRow) -> str:
    if row.pillar is None:
        return "areas"
    return "pillar grade" if row.level is Level.PILLAR_GRADES else "questions"
