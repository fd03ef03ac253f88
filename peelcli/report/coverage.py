"""The report of `peel coverage`."""

from collections.abc import Callable, Iterator

from peelcli.queries.coverage import CoverageRow
from peelcli.report.grades import titled_by_round
from peelcli.report.reported import areas_of
from peelcli.report.tables import Report, numbers, table_of
from peelcli.terms import Basis, Level

_COUNTS: tuple[tuple[str, str, Callable[[CoverageRow], int]], ...] = (
    ("In dataset", "In", lambda row: row.in_dataset),
    ("Not graded", "N/g", lambda row: row.not_graded),
    ("Not in report", "N/r", lambda row: row.not_in_report),
    ("Left out", "Left", lambda row: row.left_out),
    ("Not in dataset", "?", lambda row: row.missing),
    ("Out of", "Of", lambda row: row.out_of),
    *(
        (basis.value.capitalize(), f"{basis.value.capitalize()[:3]}.",
         lambda row, basis=basis: row.by_basis[basis])
        for basis in Basis
    ),
)  # fmt: skip
"""Headings, each with a shorter form; a column only where it has a number."""


def coverage_report(rows: tuple[CoverageRow, ...]) -> Report:
    """Return the answer for people."""
    by_force = any(row.force for row in rows)
    counts = [(long, short, get) for long, short, get in _COUNTS if any(map(get, rows))]
    with_reports = any(row.force and not row.round.pillars for row in rows)
    table = table_of(
        "How complete the dataset is",
        [
            *(("Force", "Round") if by_force else ("Round", "Pillar", "Level")),
            *numbers(*((long, short) for long, short, _ in counts)),
            *(["Of the report's areas"] if with_reports else []),
        ],
        [
            (
                *_names(row),
                *(str(get(row)) for _, _, get in counts),
                *([_of_report(row)] if with_reports else []),
            )
            for row in rows
        ],
    )
    table = titled_by_round(table, [row.round for row in rows])
    limits = dict.fromkeys(
        f"{row.round.short_label}: {row.round.missing}"
        for row in rows
        if row.missing and row.round.missing
    )
    return Report(table.caption, (table,), (*limits, " ".join(_total(rows))))


def _total(rows: tuple[CoverageRow, ...]) -> Iterator[str]:
    """Yield how many grades there are, of how many, and what is known of the others."""
    found, out_of = sum(row.in_dataset for row in rows), sum(row.out_of for row in rows)
    yield f"{found:,} of {out_of:,} grades are in the dataset."
    none = sum(row.not_graded + row.not_in_report for row in rows)
    if none:
        yield f"{none:,} {_are(none)} known not to have been given."
    if left_out := sum(row.left_out for row in rows):
        yield f"{left_out:,} {_are(left_out)} left out, as of that day."
    if missing := sum(row.missing for row in rows):
        yield f"The other {missing:,} may exist; we have not found them."


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _of_report(row: CoverageRow) -> str:
    if row.round.pillars:
        return ""
    return areas_of(row.reported) if row.reported else "not known"


def _names(row: CoverageRow) -> tuple[str, ...]:
    if row.force is not None:
        return row.force.short_name, row.round.short_label
    pillar = next((q.pillar_name for q in row.round.questions if q.pillar == row.pillar), "")
    level = "pillar grade" if row.level is Level.PILLAR_GRADES else "questions"
    return row.round.short_label, pillar or "", level if row.pillar else "areas"
