"""What `peel forces`, `peel rounds` and `peel questions` say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.model import OVERALL
from peelcli.report.answer import Answer
from peelcli.report.fields import (
    FORCE_FIELDS,
    QUESTION_FIELDS,
    ROUND_FIELDS,
    full_force_fields,
    question_fields,
    round_fields,
)
from peelcli.report.grades import question_label
from peelcli.report.model import Cell, Column, Report, Row, Table
from peelcli.report.wording import counted

if TYPE_CHECKING:
    from peelcli.model import Force
    from peelcli.queries.reference import QuestionRow, RoundRow


def forces_answer(forces: tuple[Force, ...]) -> Answer:
    """Return the forces."""
    return Answer(
        document=lambda: {"forces": [full_force_fields(force) for force in forces]},
        items="forces",
        columns=FORCE_FIELDS,
        report=lambda: _forces_report(forces),
    )


def rounds_answer(rows: tuple[RoundRow, ...]) -> Answer:
    """Return the rounds."""
    return Answer(
        document=lambda: {"rounds": [round_fields(row) for row in rows]},
        items="rounds",
        columns=ROUND_FIELDS,
        report=lambda: _rounds_report(rows),
    )


def questions_answer(rows: tuple[QuestionRow, ...]) -> Answer:
    """Return what rounds asked."""
    return Answer(
        document=lambda: {"questions": [question_fields(row) for row in rows]},
        items="questions",
        columns=QUESTION_FIELDS,
        report=lambda: _questions_report(rows),
    )


def _forces_report(forces: tuple[Force, ...]) -> Report:
    table = Table(
        caption="Forces",
        columns=tuple(map(Column, ("Id", "Name", "Region", "Nation", "Also found as"))),
        rows=tuple(
            Row(
                tuple(
                    Cell(text)
                    for text in (force.id, force.name, force.region, force.nation, _others(force))
                )
            )
            for force in forces
        ),
    )
    return Report(counted(len(forces), "force"), (table,) if forces else ())


def _others(force: Force) -> str:
    former = [force.former_name] if force.former_name else []
    return ", ".join([*former, *force.aliases])


def _rounds_report(rows: tuple[RoundRow, ...]) -> Report:
    table = Table(
        caption="Rounds",
        columns=tuple(map(Column, ("Round", "Published", "Grades", "Against the round before"))),
        rows=tuple(
            Row(
                tuple(
                    Cell(text)
                    for text in (
                        row.round.label,
                        row.round.published,
                        str(len(row.round.scale)),
                        _against(row),
                    )
                )
            )
            for row in rows
        ),
    )
    notes = [
        f"{row.round.label}: {note}"
        for row in rows
        for note in ((row.round.missing or ""), *row.round.limits)
        if note
    ]
    return Report("Rounds", (table,), tuple(notes))


def _against(row: RoundRow) -> str:
    if row.before is None:
        return "the first round"
    return "can be compared, in part at least" if row.reason is None else row.reason


def _questions_report(rows: tuple[QuestionRow, ...]) -> Report:
    table = Table(
        caption="Questions",
        columns=tuple(map(Column, ("Round", "Question", "Id", "Graded", "Compares with", "Title"))),
        rows=tuple(
            Row(
                tuple(
                    Cell(text)
                    for text in (
                        row.round.short_label,
                        question_label(row.question),
                        row.question.id or OVERALL,
                        "yes" if row.question.graded else "no",
                        ", ".join(other.short_label for other in row.comparable_with) or "none",
                        row.question.title or "",
                    )
                ),
                is_main=row.question.id is None,
            )
            for row in rows
        ),
    )
    return Report("What the rounds asked", (table,) if rows else ())
