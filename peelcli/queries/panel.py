"""Every force, round and question that was asked, graded or not: a balanced panel."""

from typing import NamedTuple

from peelcli.comparability import comparable_keys
from peelcli.model import Dataset, Force, Judgment, Question, Round
from peelcli.queries.grid import CellKind, cell_at


class PanelRow(NamedTuple):
    """One force's place in one round."""

    force: Force
    round: Round
    question: Question
    kind: CellKind
    judgment: Judgment | None
    is_comparable: bool
    """Whether the round's grades for the question compare with those of the round before."""

    @property
    def status(self) -> str:
        """How the judgment came about, or why there is none."""
        return self.judgment.status if self.judgment else self.kind

    @property
    def position(self) -> int | None:
        """The place of the grade on its round's scale, 1 being the best."""
        grade = self.judgment.grade if self.judgment else None
        return None if grade is None else self.round.scale.index(grade) + 1


def panel(dataset: Dataset) -> tuple[PanelRow, ...]:
    """Return a row for every force, every round and every question that the round asked.

    By force, then round, then as the reports have them. As of a day, without the rounds of which
    nothing can have been out.
    """
    asked = []
    before: Round | None = None
    for round_ in dataset.rounds_meant():
        keys = comparable_keys(dataset.comparisons, before, round_) if before else ()
        asked += [(round_, question, question.key in keys) for question in round_.questions]
        before = round_
    return tuple(
        PanelRow(force, round_, question, cell.kind, cell.judgment, is_comparable)
        for force in dataset.forces.values()
        for round_, question, is_comparable in asked
        for cell in [cell_at(dataset, force.id, round_, question.key)]
    )
