"""A force's grades as grids: one of rounds with areas, and one of rounds with pillars."""

from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import NamedTuple

from peelcli.comparability import Reason, reason_against
from peelcli.model import Dataset, Force, Question, Round
from peelcli.queries.change import change_since_last_inspection
from peelcli.queries.grid import GradeCell, cell_at, rows_of
from peelcli.terms import Level


class GridRow(NamedTuple):
    """A pillar, question or area, with a cell for each round of its grid."""

    question: Question
    """As the latest of the rounds asks it."""
    cells: tuple[GradeCell, ...]


class Apart(NamedTuple):
    """A round that can't be compared with the one before."""

    round: Round
    before: Round
    reason: Reason
    compares_with: Round | None
    """The latest earlier round that it does compare with."""


class Grid(NamedTuple):
    """Rounds of one kind: with pillars, or with areas."""

    rounds: tuple[Round, ...]
    rows: tuple[GridRow, ...]
    apart: tuple[Apart, ...]
    """Rounds that can't be compared with the one before."""


def grids(
    dataset: Dataset,
    force: Force,
    rounds: tuple[Round, ...],
    pillars: Collection[str],
    level: Level,
) -> tuple[Grid, ...]:
    """Return the grids of a force that have rows: areas before pillars."""
    with_pillars = tuple(round_ for round_ in rounds if round_.pillars)
    with_areas = tuple(round_ for round_ in rounds if not round_.pillars)
    return tuple(
        grid
        for alike in (with_areas, with_pillars)
        if (grid := _grid(dataset, force, alike, pillars, level)).rows
    )


def _grid(
    dataset: Dataset,
    force: Force,
    rounds: tuple[Round, ...],
    pillars: Collection[str],
    level: Level,
) -> Grid:
    rows = tuple(
        GridRow(question, tuple(_cell(dataset, force, round_, question) for round_ in rounds))
        for question in rows_of(rounds, pillars, level)
    )
    return Grid(rounds, rows, tuple(_apart(dataset, rounds)))


def _cell(dataset: Dataset, force: Force, round_: Round, question: Question) -> GradeCell:
    cell = cell_at(dataset, force.id, round_, question.key)
    if cell.judgment is None:
        return cell
    return cell._replace(change=change_since_last_inspection(dataset, cell.judgment))


def _apart(dataset: Dataset, rounds: tuple[Round, ...]) -> Iterator[Apart]:
    everyone = tuple(dataset.rounds.values())
    for index, (before, round_) in enumerate(pairwise(everyone)):
        reason = reason_against(dataset.comparisons, before, round_) if round_ in rounds else None
        if reason is not None:
            earlier = (
                one
                for one in reversed(everyone[:index])
                if reason_against(dataset.comparisons, one, round_) is None
            )
            yield Apart(round_, before, reason, next(earlier, None))
