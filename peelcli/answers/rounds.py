"""The reference data: rounds and questions, with what can be compared with what."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from peelcli.answers.form import Form
from peelcli.answers.reported import begun_notes
from peelcli.comparability import Reason, comparable_keys, reason_against
from peelcli.contract import records_of
from peelcli.model import Dataset, Force, ForceReport, Question, Round
from peelcli.records import FORCE, QUESTION, ROUND, fields, same
from peelcli.terms import OVERALL
from peelcli.text import counted

if TYPE_CHECKING:
    from peelcli.answers.tables import Cell, Report


class RoundRow(NamedTuple):
    """A round, and whether it can be compared with the one before."""

    round: Round
    before: Round | None
    why_not: Reason | None
    """Why nothing of it can be compared with the round before; None if something can."""

    has_only_begun: bool = False
    """The dataset has no judgment of it yet."""

    @property
    def limits(self) -> tuple[str, ...]:
        """Remarks for users of its grades, on missing ones too."""
        missing = (self.round.missing,) if self.round.missing else ()
        return (*missing, *self.round.limits)


class QuestionRow(NamedTuple):
    """A question of a round, and the other rounds whose grades for it can be compared."""

    round: Round
    question: Question
    comparable_with: tuple[Round, ...]


def rounds(dataset: Dataset) -> tuple[RoundRow, ...]:
    """Return all rounds, the earliest first."""
    rows = []
    latest = max((round_.year for round_ in dataset.rounds_with_grades()), default=0)
    begun = dataset.begun_since(latest)
    before: Round | None = None
    for round_ in dataset.rounds.values():
        reason = reason_against(dataset.comparisons, before, round_) if before else None
        rows.append(RoundRow(round_, before, reason, round_ in begun))
        before = round_
    return tuple(rows)


def reports(dataset: Dataset) -> tuple[ForceReport, ...]:
    """Return all reports on forces, by force, then round."""
    return tuple(report for found in dataset.reports.values() for report in found.values())


def questions(
    dataset: Dataset, *, years: Collection[int] = (), pillars: Collection[str] = ()
) -> tuple[QuestionRow, ...]:
    """Return the questions of all rounds or some, graded or not."""
    return tuple(
        QuestionRow(round_, question, _comparable_with(dataset, round_, question))
        for round_ in (dataset.rounds_meant(years) if years else dataset.rounds.values())
        for question in round_.questions
        if not pillars or question.pillar in pillars
    )


def _comparable_with(dataset: Dataset, round_: Round, question: Question) -> tuple[Round, ...]:
    return tuple(
        other
        for other in dataset.rounds.values()
        if other is not round_
        and question.key in comparable_keys(dataset.comparisons, round_, other)
    )


def forces_report(forces: tuple[Force, ...]) -> Report:
    """Return the forces for people."""
    from peelcli.answers.tables import Report, table_of

    headings = ("Id", "Name", "Region", "Nation", "Also found as")
    rows = [(force.id, force.name, force.region, force.nation, _others(force)) for force in forces]
    table = table_of("Forces", headings, rows)
    return Report(counted(len(forces), "force"), (table,) if forces else ())


def rounds_report(rows: tuple[RoundRow, ...]) -> Report:
    """Return the rounds for people."""
    from peelcli.answers.tables import Report, table_of

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
    from peelcli.answers.grades import titled_by_round
    from peelcli.answers.tables import Column, Report, table_of

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
    from peelcli.answers.grades import question_label

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
    from peelcli.answers.tables import Cell

    if row.before is None:
        return Cell("the first round")
    if row.why_not is None:
        return Cell("can be compared, in part at least")
    return Cell(row.why_not.text, sources=row.why_not.sources)


FORCES = Form(
    "forces",
    fields(("forces", records_of(FORCE), same, "by id")),
    forces_report,
    rows="forces",
    has_day=False,
    about="""List the forces, with the names they are found by.

\b
Examples:
  peel forces --group south-east
  peel forces --format csv
""",
)


ROUNDS = Form(
    "rounds",
    fields(("rounds", records_of(ROUND), same, "the earliest first")),
    rounds_report,
    rows="rounds",
    has_day=False,
    about="""List the rounds, and which can be compared with the one before.

\b
Examples:
  peel rounds
  peel rounds --json
""",
)


QUESTIONS = Form(
    "questions",
    fields(("questions", records_of(QUESTION), same, "round by round")),
    questions_report,
    rows="questions",
    has_day=False,
    about="""List the questions of each round, and what they compare with.

\b
Examples:
  peel questions --round 2018 --pillar legitimacy
  peel questions --round 2021 --round 2023
""",
)
