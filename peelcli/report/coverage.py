"""The report of `peel coverage`."""

from peelcli.queries.coverage import CoverageRow
from peelcli.report.tables import Report, numbers, table_of
from peelcli.terms import Basis, Level

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
"""Headings, each with a shorter form; the last only as of a day."""


def coverage_report(rows: tuple[CoverageRow, ...]) -> Report:
    """Return the answer for people."""
    by_force = any(row.force for row in rows)
    counts = _COUNTS if any(row.left_out for row in rows) else _COUNTS[:-1]
    table = table_of(
        "What of each round is in the dataset",
        [*(("Force", "Round") if by_force else ("Round", "Pillar", "Level")), *numbers(*counts)],
        [(*_names(row), *_counts(row)[: len(counts)]) for row in rows],
    )
    limits = dict.fromkeys(
        f"{row.round.short_label}: {row.round.missing}"
        for row in rows
        if row.missing and row.round.missing
    )
    found, out_of = sum(row.in_dataset for row in rows), sum(row.out_of for row in rows)
    total = (
        f"{found:,} of {out_of:,} grades are in the dataset. "
        "Missing grades may exist; we have not found them."
    )
    return Report(table.caption, (table,), (*limits, total))


def _names(row: CoverageRow) -> tuple[str, ...]:
    if row.force is not None:
        return row.force.short_name, row.round.short_label
    pillar = next((q.pillar_name for q in row.round.questions if q.pillar == row.pillar), "")
    level = "pillar grade" if row.level is Level.PILLAR_GRADES else "questions"
    return row.round.short_label, pillar or "", level if row.pillar else "areas"


def _counts(row: CoverageRow) -> list[str]:
    bases = (row.by_basis[basis] for basis in Basis)
    return list(
        map(str, (row.in_dataset, row.not_graded, row.missing, row.out_of, *bases, row.left_out))
    )
