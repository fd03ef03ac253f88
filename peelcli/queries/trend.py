"""Paths of grades through rounds that can be compared, and never beyond."""

from __future__ import annotations

from collections import Counter
from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from peelcli.model import Level
from peelcli.queries.change import Kind, change_since_last_inspection
from peelcli.queries.comparable import comparable_round_before
from peelcli.queries.grid import rows_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from peelcli.model import Dataset, Force, Grade, Judgment, Question, Round


class Direction(Enum):
    """Where a path leads."""

    IMPROVING = "improving"
    """It has moves, all of them up."""
    DECLINING = "declining"
    """It has moves, all of them down."""
    STEADY = "steady"
    """It has no moves."""
    MIXED = "mixed"
    """It has moves both ways."""


class Run(NamedTuple):
    """A grade that stood for some rounds on end."""

    grade: Grade
    rounds: int
    first: int
    last: int


class Path(NamedTuple):
    """One force's grades for one question, through comparable rounds."""

    force: Force
    question: Question
    judgments: tuple[Judgment, ...]
    """Those with a grade, carried over or not."""
    moves_up: int
    moves_down: int

    @property
    def direction(self) -> Direction:
        """Where it leads."""
        if self.moves_up and self.moves_down:
            return Direction.MIXED
        if self.moves_up:
            return Direction.IMPROVING
        return Direction.DECLINING if self.moves_down else Direction.STEADY

    @property
    def moves(self) -> int:
        """How often the grade changed from one inspection to the next."""
        return self.moves_up + self.moves_down

    def longest_run(self, rounds: Sequence[int]) -> Run:
        """Return the longest run of a grade, the latest of equals.

        `rounds` are those that asked the question; one without a grade ends a run.
        """
        grades = {one.year: one.grade for one in self.judgments}
        runs = []
        for grade, years in groupby(rounds, key=grades.get):
            stood = list(years)
            if grade is not None:
                runs.append(Run(grade, len(stood), stood[0], stood[-1]))
        return max(runs, key=lambda run: (run.rounds, run.last))


class Trend(NamedTuple):
    """The answer of `trend`."""

    paths: tuple[tuple[Path, Run], ...]
    """By force, then question, with the longest run of each."""
    national: Mapping[Question, Mapping[Direction, int]]
    """How many of the forces' paths lead where."""
    spans: Mapping[Question, tuple[Round, ...]]
    """The comparable rounds that a question's paths run through."""


def trend(
    dataset: Dataset,
    forces: Collection[str] = (),
    *,
    pillars: Collection[str] = (),
    level: Level = Level.PILLAR_GRADES,
) -> Trend:
    """Return the paths of some forces, or of all.

    A question's path runs through the longest row of rounds of which each can be compared with
    the one before. One that was graded in a single round has no path.
    """
    spans = {
        question: span
        for question in rows_of(dataset.rounds.values(), pillars, level)
        if len(span := _span(dataset, question)) > 1
    }
    paths = []
    for force in dataset.forces.values():
        if forces and force.id not in forces:
            continue
        for question, span in spans.items():
            path = _path(dataset, force, question, span)
            if len(path.judgments) > 1:
                paths.append((path, path.longest_run([round_.year for round_ in span])))
    counted = Counter((path.question, path.direction) for path, _ in paths)
    national = {q: {way: counted[q, way] for way in Direction} for q in spans}
    return Trend(tuple(paths), national, spans)


def _span(dataset: Dataset, question: Question) -> tuple[Round, ...]:
    """Return the longest row of comparable rounds that graded a question, the latest of equals."""
    best: tuple[Round, ...] = ()
    span: tuple[Round, ...] = ()
    for round_ in dataset.rounds.values():
        asked = round_.question(question.key)
        if asked is None or not asked.graded:
            continue
        before = comparable_round_before(dataset, round_.year, question.key)
        span = (*span, round_) if span and before is span[-1] else (round_,)
        if len(span) >= len(best):
            best = span
    return best


def _path(dataset: Dataset, force: Force, question: Question, span: tuple[Round, ...]) -> Path:
    found = (dataset.judgment(force.id, round_.year, question.key) for round_ in span)
    judgments = tuple(one for one in found if one is not None and one.grade is not None)
    changes = [
        change
        for one in judgments
        if (change := change_since_last_inspection(dataset, one)) is not None
    ]
    up = sum(change.kind is Kind.IMPROVED for change in changes)
    down = sum(change.kind is Kind.DECLINED for change in changes)
    return Path(force, question, judgments, up, down)
