"""What `peel list` says."""

from __future__ import annotations

from peelcli.queries.select import JudgmentRow, Listing
from peelcli.report.answer import Answer
from peelcli.report.day import day_notes
from peelcli.report.grades import judgment_cell
from peelcli.report.tables import Cell, Report, table_of
from peelcli.text import counted


def list_answer(listing: Listing, day: str | None = None) -> Answer:
    """Return the answer, as of a day if there is one."""
    undated = listing.undated
    return Answer("list", listing, lambda: list_report(listing, day), day, undated)


def count_answer(listing: Listing, day: str | None = None) -> Answer:
    """Return just how many there are."""
    count, undated = len(listing.rows), listing.undated
    report = Report(counted(count, "judgment"), (), day_notes(day, undated))
    return Answer("count", listing, lambda: report, day, undated, lines=lambda: f"{count}\n")


def list_report(listing: Listing, day: str | None = None) -> Report:
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
    notes = day_notes(day, listing.undated)
    return Report(counted(len(rows), "judgment"), (table,) if rows else (), notes)


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
