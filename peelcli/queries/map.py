"""One question of one round, force by force, with each force's place on a map of tiles."""

from collections.abc import Collection
from typing import NamedTuple

from peelcli.errors import UsageError
from peelcli.model import Dataset, Question, Round, is_thin
from peelcli.queries.grid import CellKind, ForceCell, cell_at, graded_rows_of, named_rows_of
from peelcli.terms import Level


class ForceMap(NamedTuple):
    """The answer of `map`."""

    round: Round
    question: Question
    cells: tuple[ForceCell, ...]
    """One a force, by name."""

    @property
    def undated(self) -> int:
        """How many places are left out because their day is not known."""
        return sum(row.cell.is_undated for row in self.cells)

    @property
    def missing(self) -> int:
        """How many forces' judgments are not in the dataset."""
        return sum(row.cell.kind is CellKind.MISSING for row in self.cells)

    @property
    def is_thin(self) -> bool:
        """Whether fewer than two thirds of the forces have a grade here."""
        known = sum(bool(row.cell.judgment and row.cell.judgment.grade) for row in self.cells)
        return is_thin(known, len(self.cells))


def force_map(
    dataset: Dataset,
    round_: Round,
    *,
    pillars: Collection[str] = (),
    questions: Collection[str] = (),
    outlined: Collection[str] = (),
) -> ForceMap:
    """Return all forces' grades for the one question that pillars and questions name.

    Raises UsageError where they name none that the round graded, or several.
    """
    found = named_rows_of(round_, pillars, Level.PILLAR_GRADES, questions)
    if len(found) != 1:
        asked = graded_rows_of(round_, level=Level.QUESTIONS)
        known = dict.fromkeys(one.id for one in asked if one.id)
        pillar = f"`pillar=` {', '.join(round_.pillars)}, or " if round_.pillars else ""
        raise UsageError(
            f"a map shows one question of {round_.label}; name one: {pillar}`question=` "
            f"{', '.join(known)}"
        )
    cells = tuple(
        ForceCell(
            force,
            round_,
            found[0],
            cell_at(dataset, force.id, round_, found[0].key),
            is_outlined=force.id in outlined,
        )
        for force in dataset.forces.values()
    )
    return ForceMap(round_, found[0], cells)
