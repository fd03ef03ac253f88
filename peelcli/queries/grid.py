"""The places of a grid: a force's judgment in one round, or the reason that there is none."""

from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import NamedTuple

from peelcli.model import Dataset, Force, Judgment, Question, Round
from peelcli.queries.change import Change
from peelcli.queries.reported import reported
from peelcli.terms import Level, QuestionKey


class CellKind(StrEnum):
    """The state of one place of one round."""

    JUDGED = "judged"
    MISSING = "missing"
    """The round graded it, but the force's judgment is not in the dataset."""
    LEFT_OUT = "left-out"
    """It is in the dataset, but was not published on the day that is asked about."""
    NOT_IN_REPORT = "not-in-report"
    """The force's report graded other areas, and all of them are in the dataset."""
    NO_GRADE = "no-grade"
    """The round gave no force a grade for it, or did not ask it."""


class GradeCell(NamedTuple):
    """One place of a grid."""

    kind: CellKind
    judgment: Judgment | None = None
    change: Change | None = None
    """Since the last inspection before, in `show`; None where there is none to compare."""
    is_undated: bool = False
    """It is left out because its day is not known."""


class ForceCell(NamedTuple):
    """A place of a grid, with the force, round and question that it is of."""

    force: Force
    round: Round
    question: Question
    cell: GradeCell
    differs: bool = False
    """Whether two of the forces beside each other got different grades."""

    @property
    def status(self) -> str:
        """How the judgment came about, or why there is none."""
        return self.cell.judgment.status if self.cell.judgment else self.cell.kind

    @property
    def carried_over_from(self) -> int | None:
        """The round whose grade stands, where it was carried over."""
        return self.cell.judgment.carried_over_from if self.cell.judgment else None


def cell_at(dataset: Dataset, force: str, round_: Round, key: QuestionKey) -> GradeCell:
    """Return a force's place in a round."""
    if round_.graded(key) is None:
        return GradeCell(CellKind.NO_GRADE)
    judgment = dataset.judgment(force, round_.year, key)
    if judgment is not None:
        return GradeCell(CellKind.JUDGED, judgment)
    left_out = dataset.left_out.get((force, (round_.year, *key)))
    if left_out is None:
        is_known = is_not_in_report(dataset, force, round_, key)
        return GradeCell(CellKind.NOT_IN_REPORT if is_known else CellKind.MISSING)
    return GradeCell(CellKind.LEFT_OUT, is_undated=dataset.is_undated(left_out))


def is_not_in_report(dataset: Dataset, force: str, round_: Round, key: QuestionKey) -> bool:
    """Return whether a force's report is known not to grade an area that has no judgment.

    An area that is reported separately may have its grade elsewhere.
    """
    if not dataset.reports or key[1] in round_.reported_separately:
        return False
    found = reported(dataset, force, round_)
    return found is not None and found.is_whole


def rows_of(
    rounds: Iterable[Round], pillars: Collection[str], level: Level
) -> tuple[Question, ...]:
    """Return the questions of rounds, each once, as the latest round words it.

    Without the questions that none of them graded. Pillar by pillar, each pillar's questions in
    the order in which the rounds first asked them.
    """
    rounds = tuple(rounds)
    latest: dict[QuestionKey, Question] = {}
    for round_ in rounds:
        latest |= {question.key: question for question in round_.asked_at(level, pillars)}
    by_pillar: dict[str | None, list[Question]] = {
        question.pillar: [] for round_ in rounds for question in round_.questions
    }
    for question in latest.values():
        by_pillar[question.pillar].append(question)
    ever_graded = {
        question.key for round_ in rounds for question in round_.questions if question.graded
    }
    return tuple(
        question
        for asked in by_pillar.values()
        for question in sorted(asked, key=lambda one: one.id is not None)
        if question.level is Level.PILLAR_GRADES or question.key in ever_graded
    )


def graded_rows_of(
    round_: Round, pillars: Collection[str] = (), level: Level = Level.PILLAR_GRADES
) -> tuple[Question, ...]:
    """Return the questions that a round graded, in the order of its reports."""
    return tuple(one for one in rows_of((round_,), pillars, level) if one.graded)
