"""The reports of `peel forces`, `peel rounds` and `peel questions`."""

from peelcli.model import Force
from peelcli.queries.rounds import QuestionRow, RoundRow
from peelcli.report.grades import question_label, titled_by_round
from peelcli.report.reported import begun_notes
from peelcli.report.tables import Cell, Column, Report, Source, table_of
from peelcli.terms import OVERALL
from peelcli.text import counted


def forces_report(forces: tuple[Force, ...]) -> Report:
    """Return the forces for people."""
    headings = ("Id", "Name", "Region", "Nation", "Also found as")
    rows = [(one.id, one.name, one.region, one.nation, _others(one)) for one in forces]
    table = table_of("Forces", headings, rows)
    return Report(counted(len(forces), "force"), (table,) if forces else ())


def rounds_report(rows: tuple[RoundRow, ...]) -> Report:
    """Return the rounds for people."""
    headings = ("Round", "Published", "Grades", "Against the round before")
    cells = [
        (row.round.short_label, row.round.published, str(len(row.round.scale)), _against(row))
        for row in rows
    ]
    notes = (
        *(f"{row.round.label}: {note}" for row in rows for note in row.limits),
        *begun_notes(row.round for row in rows if row.has_only_begun),
    )
    table = table_of("Rounds", headings, cells)
    return Report("Rounds", (table,), notes, lists_sources=True)


def questions_report(rows: tuple[QuestionRow, ...]) -> Report:
    """Return the questions of rounds for people."""
    title = Column("Title", is_dispensable=True)
    headings = ("Round", "Question", "Id", "Graded", "Compares with", title)
    table = table_of("What the rounds asked", headings, map(_question, rows))
    main = tuple(
        cells._replace(is_main=row.question.id is None)
        for row, cells in zip(rows, table.rows, strict=True)
    )
    table = table._replace(rows=main)
    table = titled_by_round(table, [row.round for row in rows])
    return Report(table.caption, (table,) if rows else ())


def _question(row: QuestionRow) -> tuple[str | Cell, ...]:
    return (
        row.round.short_label,
        question_label(row.question),
        row.question.id or OVERALL,
        "yes" if row.question.graded else "no",
        ", ".join(other.short_label for other in row.comparable_with) or "none",
        row.question.title or "",
    )


def _others(force: Force) -> str:
    former = [force.former_name] if force.former_name else []
    return ", ".join([*former, *force.aliases])


def _against(row: RoundRow) -> Cell:
    if row.before is None:
        return Cell("the first round")
    if row.why_not is None:
        return Cell("can be compared, in part at least")
    return Cell(row.why_not.text, sources=tuple(map(Source, row.why_not.sources)))
