"""One force's grades in every round, laid out as grids of rounds that asked alike."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from peelcli.model import Level
from peelcli.queries.change import Change, change_since_last_inspection
from peelcli.queries.comparable import reason_against

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from peelcli.model import Dataset, Force, Judgment, Question, QuestionKey, Round


class CellKind(Enum):
    """What there is to say at one place of one round."""

    JUDGED = "judged"
    MISSING = "missing"
    """The round graded it, but the force's judgment is not in the dataset."""
    NO_GRADE = "no-grade"
    """The round gave no force a grade for it, or did not ask it."""


@dataclass(frozen=True)
class Cell:
    """One place of a grid."""

    kind: CellKind
    judgment: Judgment | None = None
    change: Change | None = None
    """Against the comparable round before; None where there is none."""


@dataclass(frozen=True)
class GridRow:
    """A pillar, question or area, with a cell for each round of its grid."""

    question: Question
    """As the latest of the rounds asks it."""
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Grid:
    """Rounds of one make: with pillars, or with areas."""

    rounds: tuple[Round, ...]
    rows: tuple[GridRow, ...]
    apart: tuple[tuple[Round, str], ...]
    """Rounds that can't be compared with the one before, and why."""


@dataclass(frozen=True)
class ForceGrades:
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


def cell_at(dataset: Dataset, force: str, round_: Round, key: QuestionKey) -> Cell:
    """Return what there is to say of a force at one place of a round."""
    asked = round_.question(key)
    if asked is None or not asked.graded:
        return Cell(CellKind.NO_GRADE)
    judgment = dataset.judgment(force, round_.year, key)
    if judgment is None:
        return Cell(CellKind.MISSING)
    return Cell(CellKind.JUDGED, judgment, change_since_last_inspection(dataset, judgment))


def rows_of(
    rounds: Iterable[Round], pillars: Collection[str], level: Level
) -> tuple[Question, ...]:
    """Return what rounds asked, each question once as the latest round asks it.

    Without the questions that none of them graded.

    Pillar by pillar, each pillar's questions in the order in which the rounds first asked them.
    """
    rounds = tuple(rounds)
    latest: dict[QuestionKey, Question] = {}
    for round_ in rounds:
        for question in round_.questions:
            wanted = level is Level.QUESTIONS or question.is_headline
            if wanted and (not pillars or question.pillar in pillars):
                latest[question.key] = question
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
        if question.is_headline or question.key in ever_graded
    )


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
