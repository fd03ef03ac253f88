"""The report of `peel compare`."""

from peelcli.queries.compare import CompareRow, Comparison
from peelcli.report.grades import question_label, span_of, still_cell
from peelcli.report.tables import NOTHING_TO_SHOW, Cell, Column, Mark, Report, Row, Table
from peelcli.text import counted

_MOST_NAMED = 2


def compare_report(comparison: Comparison, *, is_latest: bool = False) -> Report:
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
    labels = [round_.label for round_, _ in comparison.rounds]
    rounds = " and ".join(labels) if len(labels) <= _MOST_NAMED else f"{labels[0]} to {labels[-1]}"
    shared = sum(row.is_shared for row in rows)
    who = "both" if len(comparison.forces) == _MOST_NAMED else "all"
    differing = sum(row.differs and row.is_shared for row in rows)
    note = (
        f"The forces' grades differ in {differing} of the {counted(shared, 'row')} in which {who} "
        "have a grade."
    )
    if is_latest and shared:
        rounds += f", the latest round in which {who} have a grade for the same question"
    elif is_latest:
        rounds += f", the latest round in which {who} have grades"
    title = ", ".join(force.short_name for force in comparison.forces)
    return Report(
        f"{title}: {rounds}" if rounds else title,
        tables,
        (note if rows else NOTHING_TO_SHOW,),
        sentence=_sentence(comparison) if labels else "",
    )


def _sentence(comparison: Comparison) -> str:
    *most, last = (force.short_name for force in comparison.forces)
    forces = f"{', '.join(most)} and {last}" if most else last
    if len(most) > _MOST_NAMED:
        forces = counted(len(comparison.forces), "force")
    return f"The grades of {forces} {span_of([round_ for round_, _ in comparison.rounds])}"


def _row(row: CompareRow) -> Row:
    marks = ((Mark.DIFFERS, ""),) if row.differs else ()
    name = Cell(question_label(row.question), marks=marks, stands_out=row.differs)
    return Row((name, *map(still_cell, row.cells)))
