"""Paths of grades from inspection to inspection, through rounds that can be compared."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import groupby, pairwise
from typing import NamedTuple

from peelcli.comparability import is_comparable
from peelcli.filters import known_forces, known_pillars
from peelcli.model import Dataset, Force, Judgment, Question, Round
from peelcli.queries.change import Direction, Kind, change_between
from peelcli.queries.grid import cell_at, rows_of
from peelcli.rules import Comparisons
from peelcli.terms import Grade, Level, Status


class TrendSort(StrEnum):
    """The order of the paths; by force within each."""

    FORCE = "force"
    DIRECTION = "direction"
    """Improving, declining, steady, mixed."""
    GRADE = "grade"
    """The last grade, best first."""


class Run(NamedTuple):
    """A grade that a force had in some rounds in a row."""

    grade: Grade
    rounds: int
    first: int
    last: int
    inspections: int
    """In how many of the rounds it was inspected; in the others it was carried over."""


class Path(NamedTuple):
    """One force's grades for one question, through comparable rounds."""

    force: Force
    question: Question
    judgments: tuple[Judgment, ...]
    """From an inspection on; with those that carry a grade of the path over."""
    moves_up: int
    moves_down: int
    runs: tuple[Run, ...]
    """The earliest first."""

    @property
    def direction(self) -> Direction:
        """Where it leads."""
        if self.moves_up and self.moves_down:
            return Direction.MIXED
        if self.moves_up:
            return Direction.IMPROVING
        return Direction.DECLINING if self.moves_down else Direction.STEADY

    @property
    def last_grade(self) -> Grade:
        """The grade that it ends with."""
        return self.runs[-1].grade

    @property
    def moves(self) -> int:
        """How often the grade changed from one inspection to the next."""
        return self.moves_up + self.moves_down

    @property
    def longest_run(self) -> Run:
        """The longest run of a grade, the latest of equals."""
        return max(self.runs, key=lambda run: (run.rounds, run.last))


class Directions(NamedTuple):
    """How many forces' paths lead where, for one question."""

    question: Question
    span: tuple[Round, ...]
    counts: Mapping[Direction, int]


class Trend(NamedTuple):
    """The answer of `trend`."""

    paths: tuple[Path, ...]
    """By force, then question."""
    national: Mapping[Question, Mapping[Direction, int]]
    """How many of the forces' paths lead where."""
    spans: Mapping[Question, tuple[Round, ...]]
    """The comparable rounds that a question's paths run through."""
    undated: int
    """How many judgments of these rounds were left out because their day is not known."""

    @property
    def directions(self) -> list[Directions]:
        """The counts, question by question."""
        return [Directions(q, self.spans[q], counts) for q, counts in self.national.items()]


def trend(
    dataset: Dataset,
    forces: Collection[str] = (),
    *,
    pillars: Collection[str] = (),
    questions: Collection[str] = (),
    level: Level = Level.PILLAR_GRADES,
    sort: TrendSort = TrendSort.FORCE,
) -> Trend:
    """Return the paths of some forces, or of all.

    A question's paths run through the longest row of rounds of which each can be compared with
    the one before in the row. A force's path joins its inspections there, across rounds of which
    it has no grade; where two neighbours can't be compared, or a grade was carried over from an
    inspection that is not in the dataset and differed, another path begins, and the one with most
    inspections counts, the latest of equals. A path takes two inspections. Raises UsageError for
    ids that there are not.
    """
    forces, pillars = known_forces(dataset, forces), known_pillars(dataset, pillars)
    spans = {
        question: span
        for question in rows_of(dataset.rounds_meant(), pillars, level, questions)
        if len(span := _span(dataset, question)) > 1
    }
    paths = []
    undated = 0
    for force in dataset.forces.values():
        if forces and force.id not in forces:
            continue
        for question, span in spans.items():
            path = _path(dataset, force, question, span)
            if path is not None:
                paths.append(path)
            undated += sum(
                cell_at(dataset, force.id, round_, question.key).is_undated for round_ in span
            )
    if sort is TrendSort.DIRECTION:
        paths.sort(key=lambda path: list(Direction).index(path.direction))
    elif sort is TrendSort.GRADE:
        paths.sort(key=lambda path: list(Grade).index(path.last_grade))
    counted = Counter((path.question, path.direction) for path in paths)
    national = {q: {way: counted[q, way] for way in Direction} for q in spans}
    return Trend(tuple(paths), national, spans, undated)


def _span(dataset: Dataset, question: Question) -> tuple[Round, ...]:
    """Return the longest row of comparable rounds that graded a question, the latest of equals."""
    rows: list[tuple[Round, ...]] = []
    for round_ in dataset.rounds.values():
        if round_.graded(question.key) is None:
            continue
        before = [
            row
            for row in rows
            if is_comparable(dataset.comparisons, row[-1].year, round_.year, question.key)
        ]
        rows.append((*max(before, key=_length_and_end, default=()), round_))
    return max(rows, key=_length_and_end, default=())


def _length_and_end(row: tuple[Round, ...]) -> tuple[int, int]:
    return len(row), row[-1].year


def _path(
    dataset: Dataset, force: Force, question: Question, span: tuple[Round, ...]
) -> Path | None:
    found = (dataset.judgment(force.id, round_.year, question.key) for round_ in span)
    pieces = _pieces(dataset.comparisons, (one for one in found if one is not None))
    judgments = max(pieces, key=lambda piece: (len(_inspections(piece)), piece[0].year), default=[])
    inspections = _inspections(judgments)
    if len(inspections) < 2:  # noqa: PLR2004 - a path takes two
        return None
    changes = [
        change_between(before, after, dataset.rounds[after.year].scale, comparable=True).kind
        for before, after in pairwise(inspections)
    ]
    return Path(
        force,
        question,
        tuple(judgments),
        changes.count(Kind.IMPROVED),
        changes.count(Kind.DECLINED),
        _runs(judgments, [round_.year for round_ in span]),
    )


def _inspections(judgments: Iterable[Judgment]) -> list[Judgment]:
    return [one for one in judgments if one.status is Status.INSPECTED]


def _pieces(comparisons: Comparisons, judgments: Iterable[Judgment]) -> list[list[Judgment]]:
    """Return rows of judgments in each of which every inspection compares with the one before."""
    pieces: list[list[Judgment]] = []
    piece: list[Judgment] = []
    for one in judgments:
        if one.status is Status.INSPECTED:
            last = _inspections(piece)[-1:]
            if not last or not is_comparable(comparisons, last[0].year, one.year, one.key):
                piece = []
                pieces.append(piece)
            piece.append(one)
        elif one.status is Status.CARRIED_OVER:
            if piece and piece[-1].grade is one.grade:
                piece.append(one)
            else:
                piece = []
    return pieces


def _runs(judgments: Iterable[Judgment], years: Sequence[int]) -> tuple[Run, ...]:
    """Return the runs of equal grades; a round of `years` without a grade ends a run."""
    judgments = [*judgments]
    grades = {one.year: one.grade for one in judgments}
    inspected = {one.year for one in judgments if one.status is Status.INSPECTED}
    runs = []
    for grade, group in groupby(years, key=grades.get):
        run = list(group)
        if grade is not None:
            runs.append(Run(grade, len(run), run[0], run[-1], len(inspected.intersection(run))))
    return tuple(runs)
