"""The report of `peel stats`."""

from collections.abc import Callable, Iterator, Sequence

from peelcli.model import is_thin
from peelcli.queries.rounds_apart import NotCompared
from peelcli.queries.stats import StatsRow
from peelcli.report.grades import (
    apart_notes,
    missing_notes,
    question_label,
    thin_note,
    titled_by_round,
)
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
from peelcli.text import in_sentence, percent

_MOST_NAMED = 4

_APART: tuple[tuple[str, str, Callable[[StatsRow], int]], ...] = (
    ("Not graded", "N/g", lambda row: row.not_graded),
    ("Not in the dataset", "?", lambda row: row.missing),
    ("Left out", "Left", lambda row: row.left_out),
    ("Worked out", "≈", lambda row: row.derived),
)
"""Headings of what has no grade, and of grades that are worked out, each with a shorter form; a
column only where some are."""


_BY: tuple[tuple[str, Callable[[StatsRow], str | None]], ...] = (
    ("Region", lambda row: row.region),
    ("Nation", lambda row: row.nation),
    ("Group", lambda row: row.group),
)


def stats_report(
    rows: tuple[StatsRow, ...],
    *,
    is_latest: bool = False,
    apart: Sequence[NotCompared] = (),
    same_forces: bool = False,
) -> Report:
    """Return the answer for people; `apart` are rounds in it that can't be compared."""
    used = [grade for grade in Grade if any(grade in row.round.scale for row in rows)]
    names = ["Round", "Question"]
    for heading, get in _BY:
        if any(map(get, rows)):
            names.append(heading)
    more = [
        (heading, short, get) for heading, short, get in _APART if any(get(row) for row in rows)
    ]
    table = table_of(
        "How many forces got each grade",
        [
            *names,
            *numbers(*((grade.label, grade.code) for grade in used)),
            Column("Shares", is_dispensable=True),
            *numbers(*((heading, short) for heading, short, _ in more)),
        ],
        [
            (
                *_names(row)[: len(names)],
                *(_count(row, grade) for grade in used),
                Cell(bar=tuple((g, row.counts[g]) for g in used) if row.graded else ()),
                *(str(get(row)) for _, _, get in more),
            )
            for row in rows
        ],
    )
    if not rows:
        return Report(table.caption, (), (NOTHING_TO_SHOW,))
    table = titled_by_round(table, [row.round for row in rows], is_latest=is_latest)
    notes = [*apart_notes(apart), *_notes(rows, same_forces=same_forces)]
    hints = ["To count every round: `peel stats all`"] if is_latest else []
    if apart and not same_forces:
        hints.append("--same-forces counts only forces that have a grade in each of these rounds.")
    return Report(table.caption, (table,), tuple(notes), hints=tuple(hints))


def _notes(rows: tuple[StatsRow, ...], *, same_forces: bool) -> Iterator[str]:
    if same_forces:
        yield "Only forces that have a grade in each of these rounds are counted."
    else:
        yield "Shares are of the forces that have a grade."
        thin = [row for row in rows if is_thin(row.graded, row.forces)]
        if thin and len(rows) == 1:
            yield thin_note(thin[0].graded, thin[0].forces)
        elif thin:
            names = "; ".join(
                f"{_row_name(row, rows)} (of the {row.graded} of {row.forces} that are known)"
                for row in thin[:_MOST_NAMED]
            )
            more = f" and {len(thin) - _MOST_NAMED} more" if len(thin) > _MOST_NAMED else ""
            yield (
                "Fewer than two thirds of the grades are known here, so don't read a pattern from "
                f"these numbers: {names}{more}."
            )
    yield from missing_notes(row.round for row in rows if row.missing)


def _row_name(row: StatsRow, rows: tuple[StatsRow, ...]) -> str:
    """Return what tells a row from the others."""
    year, name, of = _names(row)
    several = len({one.round.year for one in rows}) > 1
    parts = [year if several else "", of, in_sentence(name)]
    return " ".join(part for part in parts if part)


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
