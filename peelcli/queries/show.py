"""One force's grades in every round, laid out as grids of rounds that asked alike."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from peelcli.model import Level
from peelcli.queries.comparable import reason_against
from peelcli.queries.grid import GradeCell, cell_at, rows_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from peelcli.model import Dataset, Force, Judgment, Question, Round


class GridRow(NamedTuple):
    """A pillar, question or area, with a cell for each round of its grid."""

    question: Question
    """As the latest of the rounds asks it."""
    cells: tuple[GradeCell, ...]


class Grid(NamedTuple):
    """Rounds of one make: with pillars, or with areas."""

    rounds: tuple[Round, ...]
    rows: tuple[GridRow, ...]
    apart: tuple[tuple[Round, str], ...]
    """Rounds that can't be compared with the one before, and why."""


class ForceGrades(NamedTuple):
    """The answer of `show`."""

    force: Force
    rounds: tuple[Round, ...]
    judgments: tuple[Judgment, ...]
    """All that the narrowing lets through, questions included."""
    grids: tuple[Grid, ...]
    level: Level


def show(
    dataset: Dataset,
    force: Force,
    *,
    years: Collection[int] = (),
    pillars: Collection[str] = (),
    level: Level = Level.PILLAR_GRADES,
) -> ForceGrades:
    """Return a force's grades, of some years and pillars only where these are named.

    `level` says how deep the grids go; the judgments are always all there are.
    """
    rounds = tuple(r for r in dataset.rounds.values() if not years or r.year in years)
    judgments = tuple(
        judgment
        for judgment in dataset.by_force.get(force.id, {}).values()
        if (not years or judgment.year in years) and (not pillars or judgment.pillar in pillars)
    )
    with_pillars = tuple(round_ for round_ in rounds if round_.pillars)
    with_areas = tuple(round_ for round_ in rounds if not round_.pillars)
    grids = tuple(
        grid
        for alike in (with_pillars, with_areas)
        if (grid := _grid(dataset, force, alike, pillars, level)).rows
    )
    return ForceGrades(force, rounds, judgments, grids, level)


def _grid(
    dataset: Dataset,
    force: Force,
    rounds: tuple[Round, ...],
    pillars: Collection[str],
    level: Level,
) -> Grid:
    rows = tuple(
        GridRow(
            question, tuple(cell_at(dataset, force.id, round_, question.key) for round_ in rounds)
        )
        for question in rows_of(rounds, pillars, level)
    )
    everyone = tuple(dataset.rounds.values())
    apart = tuple(
        (round_, reason)
        for previous, round_ in pairwise(everyone)
        if round_ in rounds
        and (reason := reason_against(dataset.comparisons, previous, round_)) is not None
    )
    return Grid(rounds, rows, apart)
