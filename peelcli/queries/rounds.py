"""The reference data: rounds and questions, with what can be compared with what."""

from collections.abc import Collection
from typing import NamedTuple

from peelcli.comparability import Reason, comparable_keys, reason_against
from peelcli.filters import known_pillars
from peelcli.model import Dataset, ForceReport, Question, Round


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
    latest = max((one.year for one in dataset.rounds_with_grades()), default=0)
    begun = dataset.begun_since(latest)
    before: Round | None = None
    for round_ in dataset.rounds.values():
        reason = reason_against(dataset.comparisons, before, round_) if before else None
        rows.append(RoundRow(round_, before, reason, round_ in begun))
        before = round_
    return tuple(rows)


def reports(dataset: Dataset) -> tuple[ForceReport, ...]:
    """Return all reports on forces, by force, then round."""
    return tuple(one for found in dataset.reports.values() for one in found.values())


def questions(
    dataset: Dataset, *, years: Collection[int] = (), pillars: Collection[str] = ()
) -> tuple[QuestionRow, ...]:
    """Return the questions of all rounds or some, graded or not."""
    pillars = known_pillars(dataset, pillars)
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
