"""What `peel list` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.report.answer import Answer
from peelcli.report.day import day_notes, with_day
from peelcli.report.fields import JUDGMENT_FIELDS, Fields, judgment_fields
from peelcli.report.grades import judgment_cell
from peelcli.report.model import Cell, Column, Report, Row, Table
from peelcli.report.wording import counted

if TYPE_CHECKING:
    from peelcli.model import Dataset, Judgment


def list_answer(dataset: Dataset, judgments: tuple[Judgment, ...], undated: int = 0) -> Answer:
    """Return the answer; `undated` counts what it leaves out, as of the dataset's day."""
    return Answer(
        document=lambda: with_day(list_document(dataset, judgments), dataset.day, undated),
        items="judgments",
        columns=JUDGMENT_FIELDS,
        report=lambda: list_report(dataset, judgments, undated),
    )


def count_answer(count: int, day: str | None = None, undated: int = 0) -> Answer:
    """Return just how many there are."""
    document = {"count": count, "rows": [{"count": count}]}
    return Answer(
        document=lambda: with_day(document, day, undated),
        items="rows",
        columns=("count",),
        report=lambda: Report(counted(count, "judgment"), (), day_notes(day, undated)),
        lines=lambda: f"{count}\n",
    )


def list_document(dataset: Dataset, judgments: tuple[Judgment, ...]) -> Fields:
    """Return the answer as JSON has it."""
    return {"judgments": [judgment_fields(one, dataset.rounds[one.year]) for one in judgments]}


def list_report(dataset: Dataset, judgments: tuple[Judgment, ...], undated: int = 0) -> Report:
    """Return the answer for people."""
    has_questions = any(one.question and one.pillar for one in judgments)
    headings = ["Force", "Round", "Pillar", "Question", "Grade", "Published"]
    if not any(one.question for one in judgments):
        headings.remove("Question")
    elif not has_questions and not any(one.pillar for one in judgments):
        headings.remove("Pillar")
    table = Table(
        caption="Judgments",
        columns=tuple(Column(heading) for heading in headings),
        rows=tuple(_row(dataset, one, headings) for one in judgments),
    )
    count = counted(len(judgments), "judgment")
    return Report(count, (table,) if judgments else (), day_notes(dataset.day, undated))


def _row(dataset: Dataset, judgment: Judgment, headings: list[str]) -> Row:
    round_ = dataset.rounds[judgment.year]
    question = round_.question(judgment.key)
    cells = {
        "Force": Cell(dataset.forces[judgment.force].short_name),
        "Round": Cell(round_.short_label),
        "Pillar": Cell((question and question.pillar_name) or ""),
        "Question": Cell(question.name if question and question.id else ""),
        "Grade": judgment_cell(judgment),
        "Published": Cell(judgment.published or "not known"),
    }
    return Row(tuple(cells[heading] for heading in headings))
