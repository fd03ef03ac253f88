"""The report of `peel list`."""

from peelcli.queries.select import JudgmentRow, Listing
from peelcli.report.grades import judgment_cell
from peelcli.report.tables import Cell, Report, table_of
from peelcli.text import counted


def list_report(listing: Listing) -> Report:
    """Return the answer for people."""
    rows = listing.rows
    judgments = [row.judgment for row in rows]
    headings = ["Force", "Round", "Pillar", "Question", "Grade", "Published"]
    if not any(one.question for one in judgments):
        headings.remove("Question")
    elif not any(one.pillar for one in judgments):
        headings.remove("Pillar")
    cells = (_cells(listing, row) for row in rows)
    table = table_of("Judgments", headings, [[one[name] for name in headings] for one in cells])
    return Report(counted(len(rows), "judgment"), (table,) if rows else ())


def count_report(listing: Listing) -> Report:
    """Return how many there are, for people."""
    return Report(counted(len(listing.rows), "judgment"), ())


def count_lines(listing: Listing) -> str:
    """Return how many there are, alone on a line."""
    return f"{len(listing.rows)}\n"


def _cells(listing: Listing, row: JudgmentRow) -> dict[str, str | Cell]:
    question = row.round.question(row.judgment.key)
    return {
        "Force": listing.forces[row.judgment.force].short_name,
        "Round": row.round.short_label,
        "Pillar": (question and question.pillar_name) or "",
        "Question": question.name if question and question.id else "",
        "Grade": judgment_cell(row.judgment),
        "Published": row.judgment.published or "not known",
    }
