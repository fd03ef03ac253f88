"""How much of each round is in the dataset, and on what kind of page it rests."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from peelcli.model import Dataset, Force, Question, Round
from peelcli.queries.grid import CellKind, cell_at
from peelcli.queries.reported import Reported, reported
from peelcli.terms import Basis, Level


class CoverageBy(StrEnum):
    """The rows of a coverage."""

    PILLAR = "pillar"
    """A pillar of a round and a level: its own grade, or its questions; or all areas."""
    FORCE = "force"
    """A force in a round."""


class CoverageRow(NamedTuple):
    """How many of the judgments that a round must have given are in the dataset."""

    round: Round
    pillar: str | None
    level: Level | None
    """None when the row is of all levels."""
    force: Force | None
    in_dataset: int
    """Grades."""
    not_graded: int
    """Judgments that say that there is no grade."""
    out_of: int
    """Questions that the round graded, times the forces."""
    by_basis: Mapping[Basis, int]
    """How many judgments rest on what kind of page, the not graded ones too."""
    left_out: int
    """Judgments that are left out, as of a day."""
    undated: int
    """Those of them whose day is not known."""
    not_in_report: int
    """Areas that the force's report did not grade."""
    reported: Reported | None = None
    """How much of a force's report is there, where the row is of one."""

    @property
    def missing(self) -> int:
        """How many are not in the dataset."""
        there = self.in_dataset + self.not_graded + self.left_out + self.not_in_report
        return self.out_of - there

    @property
    def graded_in_report(self) -> int | None:
        """How many areas the force's report graded, where that is known."""
        return self.reported.graded if self.reported else None


def coverage(
    dataset: Dataset, *, years: Collection[int] = (), by: CoverageBy = CoverageBy.PILLAR
) -> tuple[CoverageRow, ...]:
    """Return the coverage of some rounds, or of all."""
    rounds = dataset.rounds_meant(years)
    forces = tuple(dataset.forces.values())
    if by is CoverageBy.FORCE:
        return tuple(
            _row(dataset, round_, _graded(round_), (force,), force=force)
            for force in forces
            for round_ in rounds
        )
    rows = []
    for round_ in rounds:
        groups: dict[tuple[str | None, Level], list[Question]] = {}
        for question in _graded(round_):
            groups.setdefault((question.pillar, question.level), []).append(question)
        for (pillar, level), questions in groups.items():
            rows.append(_row(dataset, round_, questions, forces, pillar=pillar, level=level))
    return tuple(rows)


def _reported(dataset: Dataset, force: Force, round_: Round) -> Reported | None:
    judgments = dataset.by_force.get(force.id, {}).values()
    return reported(dataset.report(force.id, round_.year), round_, judgments)


def _graded(round_: Round) -> list[Question]:
    return [question for question in round_.questions if question.graded]


def _row(
    dataset: Dataset,
    round_: Round,
    questions: Iterable[Question],
    forces: tuple[Force, ...],
    *,
    pillar: str | None = None,
    level: Level | None = None,
    force: Force | None = None,
) -> CoverageRow:
    keys = [question.key for question in questions]
    cells = [cell_at(dataset, one.id, round_, key) for one in forces for key in keys]
    found = [cell.judgment for cell in cells if cell.judgment is not None]
    graded = sum(judgment.grade is not None for judgment in found)
    bases = Counter(judgment.basis for judgment in found)
    return CoverageRow(
        round_,
        pillar,
        level,
        force,
        graded,
        len(found) - graded,
        len(keys) * len(forces),
        {basis: bases[basis] for basis in Basis},
        sum(cell.kind is CellKind.LEFT_OUT for cell in cells),
        sum(cell.is_undated for cell in cells),
        sum(cell.kind is CellKind.NOT_IN_REPORT for cell in cells),
        _reported(dataset, force, round_) if force else None,
    )
