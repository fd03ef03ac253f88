"""The report of `peel stats`."""

from peelcli.queries.stats import StatsRow
from peelcli.report.grades import question_label
from peelcli.report.tables import NOTHING_TO_SHOW, Cell, Column, Mark, Report, numbers, table_of
from peelcli.terms import Grade


def stats_report(rows: tuple[StatsRow, ...]) -> Report:
    """Return the answer for people."""
    used = [grade for grade in Grade if any(grade in row.round.scale for row in rows)]
    names = ["Round", "Question"]
    if any(row.region or row.nation for row in rows):
        names.append("Region" if any(row.region for row in rows) else "Nation")
    apart = [("Not graded", "N/g"), ("Missing", "Miss.")]
    if any(row.left_out for row in rows):
        apart.append(("Left out", "Left"))
    table = table_of(
        "How many forces got each grade",
        [
            *names,
            *numbers(*((grade.label, grade.code) for grade in used)),
            Column("Shares"),
            *numbers(*apart),
        ],
        [
            (
                *_names(row)[: len(names)],
                *(_count(row, grade) for grade in used),
                Cell(bar=tuple((g, row.counts[g]) for g in used) if row.graded else ()),
                *map(str, (row.not_graded, row.missing, row.left_out)[: len(apart)]),
            )
            for row in rows
        ],
    )
    letters = ", ".join(f"{grade.code[0]} {grade.label.lower()}" for grade in used)
    note = f"Shares are of the forces that have a grade. Letters: {letters}."
    if not rows:
        return Report(table.caption, (), (NOTHING_TO_SHOW,))
    return Report(table.caption, (table,), (note,))


def _names(row: StatsRow) -> tuple[str, ...]:
    return row.round.short_label, question_label(row.question), row.region or row.nation or ""


def _count(row: StatsRow, grade: Grade) -> Cell:
    if grade not in row.round.scale:
        return Cell(marks=((Mark.NO_SUCH_GRADE, ""),))
    count = row.counts[grade]
    if not row.graded:
        return Cell(str(count))
    # Round halves up; round() would turn 62.5 into 62.
    percent = (200 * count + row.graded) // (2 * row.graded)
    return Cell(f"{count} ({percent}%)", short=str(count))
