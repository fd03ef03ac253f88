"""A force's grades as grids: one of rounds with areas, and one of rounds with pillars."""

from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import NamedTuple

from peelcli.answers.change import change_since_last_inspection
from peelcli.answers.grid import GradeCell, cell_at, rows_of
from peelcli.comparability import Reason, breaks_between, is_comparable, reason_against
from peelcli.model import Dataset, Force, Question, Round
from peelcli.rules import Break
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


class PartlyApart(NamedTuple):
    """Two neighbours of a grid that compare, but not for some of its rows."""

    round: Round
    before: Round
    questions: tuple[Question, ...]
    """Those that both graded for the force, and that can't be compared."""
    reasons: tuple[Break, ...]
    """Why, where a source says so."""


class Grid(NamedTuple):
    """Rounds of one kind: with pillars, or with areas."""

    rounds: tuple[Round, ...]
    rows: tuple[GridRow, ...]
    apart: tuple[Apart, ...]
    """Rounds that can't be compared with the one before."""
    partly_apart: tuple[PartlyApart, ...] = ()


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
    apart = tuple(_apart(dataset, rounds))
    return Grid(rounds, rows, apart, tuple(_partly_apart(dataset, rounds, rows)))


def _cell(dataset: Dataset, force: Force, round_: Round, question: Question) -> GradeCell:
    cell = cell_at(dataset, force.id, round_, question.key)
    if cell.judgment is None:
        return cell
    return cell._replace(change=change_since_last_inspection(dataset, cell.judgment))


def _partly_apart(
    dataset: Dataset, rounds: tuple[Round, ...], rows: tuple[GridRow, ...]
) -> Iterator[PartlyApart]:
    for index, (before, round_) in enumerate(pairwise(rounds)):
        if reason_against(dataset.comparisons, before, round_) is not None:
            continue
        questions = tuple(
            row.question
            for row in rows
            if all(cell.judgment and cell.judgment.grade for cell in row.cells[index : index + 2])
            and not is_comparable(dataset.comparisons, before.year, round_.year, row.question.key)
        )
        if questions:
            reasons = tuple(
                break_
                for break_ in breaks_between(dataset.comparisons, before.year, round_.year)
                if any(
                    (break_.pillars is None or question.pillar in break_.pillars)
                    and break_.level in (None, question.level)
                    for question in questions
                )
            )
            yield PartlyApart(round_, before, questions, reasons)


def _apart(dataset: Dataset, rounds: tuple[Round, ...]) -> Iterator[Apart]:
    everyone = tuple(dataset.rounds.values())
    for index, (before, round_) in enumerate(pairwise(everyone)):
        reason = reason_against(dataset.comparisons, before, round_) if round_ in rounds else None
        if reason is not None:
            earlier = (
                round_before
                for round_before in reversed(everyone[:index])
                if reason_against(dataset.comparisons, round_before, round_) is None
            )
            yield Apart(round_, before, reason, next(earlier, None))
