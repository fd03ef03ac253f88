"""What `peel diff` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.model import Status, in_sentence
from peelcli.queries.change import COMPARED, MOVES, Kind
from peelcli.report.answer import Answer
from peelcli.report.day import day_notes, with_day
from peelcli.report.fields import CHANGE_FIELDS, Fields, change_fields, summary_fields
from peelcli.report.model import Cell, Column, Report, Row, Table
from peelcli.report.wording import counted

if TYPE_CHECKING:
    from peelcli.model import Judgment, Question
    from peelcli.queries.diff import Diff, DiffRow


def diff_answer(diff: Diff, day: str | None = None) -> Answer:
    """Return the answer, as of a day if there is one."""
    return Answer(
        document=lambda: with_day(diff_document(diff, day), day, diff.undated),
        items="changes",
        columns=CHANGE_FIELDS,
        report=lambda: diff_report(diff, day),
    )


def diff_document(diff: Diff, day: str | None = None) -> Fields:
    """Return the answer as JSON has it."""
    return {
        "from": diff.before.year,
        "to": diff.after.year,
        "comparable": diff.comparable,
        "reason": diff.reason,
        "summary": summary_fields(diff.summary, day),
        "changes": [change_fields(row) for row in diff.rows],
    }


def diff_report(diff: Diff, day: str | None = None) -> Report:
    """Return the answer for people."""
    title = f"{diff.before.label} to {diff.after.label}"
    if diff.reason is not None:
        notes = [f"These rounds can't be compared. {diff.reason}", _pairs_anyway(diff)]
    else:
        notes = [*diff.partial_reasons]
        notes += [f"Graded in {one.label} only: {_listed(asked)}." for one, asked in diff.unpaired]
        notes.append(_summary(diff))
    has_questions = any(row.question.id for row in diff.rows)
    headings = ["Force", "Pillar", "Question", "Change"]
    if not has_questions:
        headings.remove("Question")
    table = Table(
        caption=title,
        columns=tuple(Column(heading) for heading in headings),
        rows=tuple(_row(row, has_questions=has_questions) for row in diff.rows),
    )
    notes += day_notes(day, diff.undated)
    return Report(title, (table,) if diff.rows else (), tuple(notes))


def _row(row: DiffRow, *, has_questions: bool) -> Row:
    cells = [Cell(row.force.short_name), Cell(row.pillar_name or "")]
    if has_questions:
        cells.append(Cell(row.question.name if row.question.id else ""))
    grade = row.after.grade if row.change.kind in MOVES and row.after else None
    return Row((*cells, Cell(_move(row), grade)))


def _move(row: DiffRow) -> str:
    kind, steps = row.change
    if kind is Kind.UNCHANGED:
        return f"{_grade_text(row.after)}, unchanged"
    before, after = (
        _grade_text(row.before, row.left_out[0]),
        _grade_text(row.after, row.left_out[1]),
    )
    pair = f"{before} -> {after}"
    if steps:
        return f"{pair}, {'up' if steps > 0 else 'down'} {abs(steps)}"
    if kind is Kind.NOT_COMPARABLE:
        return f"{before} | {after}, not comparable"
    return pair


def _grade_text(judgment: Judgment | None, is_left_out: bool = False) -> str:
    if judgment is None:
        return "Left out" if is_left_out else "Not in the dataset"
    if judgment.grade is None:
        return "Not graded"
    if judgment.status is Status.CARRIED_OVER:
        return f"{judgment.grade.label} (carried over from {judgment.carried_over_from})"
    return judgment.grade.label


def _listed(questions: tuple[Question, ...]) -> str:
    by_pillar: dict[str | None, list[str]] = {}
    for question in questions:
        name = question.name_in_sentence if question.id else "pillar grade"
        by_pillar.setdefault(question.pillar_name, []).append(name)
    return "; ".join(
        f"{in_sentence(pillar)} ({', '.join(names)})" if pillar else ", ".join(names)
        for pillar, names in by_pillar.items()
    )


def _pairs_anyway(diff: Diff) -> str:
    count = diff.summary.counts[Kind.NOT_COMPARABLE]
    pairs = f"{counted(count, 'pair')} of grades {'shares' if count == 1 else 'share'} a question"
    if diff.rows or not count:
        return f"{pairs}; none was compared."
    return f"{pairs}; --anyway lists them, not compared."


def _summary(diff: Diff) -> str:
    counts = diff.summary.counts
    inside = ", ".join(f"{counts[kind]} {kind.label}" for kind in COMPARED)
    apart = [Kind.NOT_GRADED, Kind.MISSING]
    apart += [kind for kind in (Kind.LEFT_OUT, Kind.NOT_COMPARABLE) if counts[kind]]
    outside = ", ".join(f"{counts[kind]} {kind.label}" for kind in apart)
    return f"{diff.summary.compared} compared: {inside}; apart from these {outside}."
