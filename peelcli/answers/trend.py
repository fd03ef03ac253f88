"""Paths of grades from inspection to inspection, through rounds that can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from peelcli.answers.change import Direction, Kind, change_between
from peelcli.answers.form import Form
from peelcli.answers.grid import cell_at, rows_of
from peelcli.comparability import is_comparable
from peelcli.contract import list_of, one_of, or_null, records_of
from peelcli.model import Dataset, Force, Judgment, Question, Round
from peelcli.records import COUNT, GRADE, NUMBER, PLACE, TEXT, TEXTS, fields, get
from peelcli.rules import Comparisons
from peelcli.terms import Basis, Grade, Level, Status
from peelcli.text import counted

if TYPE_CHECKING:
    from peelcli.answers.tables import Cell, Report, Table


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

    A question's paths run through the longest row of rounds that can each be compared with
    the one before in the row. A force's path joins its inspections there, across rounds
    without a grade; where two neighbours can't be compared, or a grade was carried over from an
    inspection that is not in the dataset and differed, another path begins, and the one with most
    inspections counts, the latest of equals. A path takes two inspections. Raises UsageError for
    ids that there are not.
    """
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
    pieces = _pieces(dataset.comparisons, (judgment for judgment in found if judgment is not None))
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
    return [judgment for judgment in judgments if judgment.status is Status.INSPECTED]


def _pieces(comparisons: Comparisons, judgments: Iterable[Judgment]) -> list[list[Judgment]]:
    """Return rows of judgments; each inspection compares with the one before it in the row."""
    pieces: list[list[Judgment]] = []
    piece: list[Judgment] = []
    for judgment in judgments:
        if judgment.status is Status.INSPECTED:
            last = _inspections(piece)[-1:]
            if not last or not is_comparable(
                comparisons, last[0].year, judgment.year, judgment.key
            ):
                piece = []
                pieces.append(piece)
            piece.append(judgment)
        elif judgment.status is Status.CARRIED_OVER:
            if piece and piece[-1].grade is judgment.grade:
                piece.append(judgment)
            else:
                piece = []
    return pieces


def _runs(judgments: Iterable[Judgment], years: Sequence[int]) -> tuple[Run, ...]:
    """Return the runs of equal grades; a round of `years` without a grade ends a run."""
    judgments = [*judgments]
    grades = {judgment.year: judgment.grade for judgment in judgments}
    inspected = {judgment.year for judgment in judgments if judgment.status is Status.INSPECTED}
    runs = []
    for grade, group in groupby(years, key=grades.get):
        run = list(group)
        if grade is not None:
            runs.append(Run(grade, len(run), run[0], run[-1], len(inspected.intersection(run))))
    return tuple(runs)


DIRECTIONS = fields(
    ("pillar", or_null(TEXT), get("question.pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), get("question.id"), PLACE["question"]),
    ("years", list_of(NUMBER), lambda row: [round_.year for round_ in row.span],
     "the comparable rounds that the paths run through"),
    *(
        (way.value, COUNT, lambda row, way=way: row.counts[way], "forces with such a path")
        for way in Direction
    ),
)  # fmt: skip

PATH = fields(
    ("force", TEXT, get("force.id"), "the force's id"),
    ("pillar", or_null(TEXT), get("question.pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), get("question.id"), PLACE["question"]),
    ("direction", one_of(Direction), get("direction"), "how the grade moved along the path"),
    ("moves", COUNT, get("moves"), "how often the grade changed from inspection to inspection"),
    ("first_year", NUMBER, lambda row: row.judgments[0].year, "the first round of the path"),
    ("first_grade", GRADE, lambda row: row.judgments[0].grade, "the grade there"),
    ("last_year", NUMBER, lambda row: row.judgments[-1].year, "the last round of the path"),
    ("last_grade", GRADE, lambda row: row.judgments[-1].grade, "the grade there"),
    ("longest_run_grade", GRADE, get("longest_run.grade"), "the grade of the longest run"),
    ("longest_run_rounds", COUNT, get("longest_run.rounds"), "how many rounds that run has"),
    ("longest_run_from", NUMBER, get("longest_run.first"), "the first round of that run"),
    ("longest_run_to", NUMBER, get("longest_run.last"),
     "the last round of that run, the latest of equal ones"),
    ("path", TEXTS, lambda row: [f"{judgment.year}:{judgment.grade}" for judgment in row.judgments],
     "`year:grade`, the earliest first"),
    ("carried_over", list_of(NUMBER),
     lambda row: [j.year for j in row.judgments if j.carried_over_from is not None],
     "the years of the path in which the grade was carried over"),
    ("longest_run_inspections", COUNT, get("longest_run.inspections"),
     "in how many rounds of that run it was inspected"),
    ("basis", TEXTS, lambda row: [f"{j.year}:{j.basis}" for j in row.judgments],
     "`year:basis`, what kind of page each grade rests on"),
)  # fmt: skip


_MOST_RUNS = 10
_NOTE = (
    "A path joins inspections whose rounds can be compared, across rounds without a grade. "
    "A grade that was carried over (from the round in brackets) is never a move."
)


def trend_report(trend: Trend, *, is_national: bool = False) -> Report:
    """Return the paths of forces for people, or how many lead where."""
    return _national(trend) if is_national else _forces(trend)


def _forces(trend: Trend) -> Report:
    from peelcli.answers.grades import question_label
    from peelcli.answers.tables import Cell, Report, numbers, table_of

    table = table_of(
        "Paths through comparable rounds",
        ["Force", "Question", "Path", "Direction", *numbers("Moves"), "Longest run"],
        [
            (
                path.force.short_name,
                question_label(path.question),
                Cell(
                    " > ".join(map(_step, path.judgments)),
                    path.last_grade,
                    sources=_sources(path),
                ),
                path.direction.value,
                str(path.moves),
                _run_cell(path.longest_run),
            )
            for path in trend.paths
        ],
    )
    return Report(table.caption, (table,) if trend.paths else (), (_note(trend),))


def _note(trend: Trend) -> str:
    return _NOTE if trend.paths else "No path: there are no two inspections that can be compared."


def _sources(path: Path) -> tuple[str, ...]:
    cited = (source for judgment in path.judgments for source in judgment.sources)
    return tuple(dict.fromkeys(cited))


def _step(judgment: Judgment) -> str:
    origin = judgment.carried_over_from
    label = judgment.grade.label if judgment.grade else ""
    remarks = [f"from {origin}"] if origin else []
    remarks += ["worked out"] if judgment.basis is Basis.DERIVED else []
    inside = f" ({', '.join(remarks)})" if remarks else ""
    return f"{judgment.year} {label}{inside}"


def _run_cell(run: Run) -> Cell:
    from peelcli.answers.tables import Cell

    years = f"{run.first}-{run.last}" if run.rounds > 1 else str(run.first)
    seen = f", {counted(run.inspections, 'inspection')}" if run.inspections < run.rounds else ""
    return Cell(f"{run.grade.label}, {counted(run.rounds, 'round')} ({years}){seen}", run.grade)


def _national(trend: Trend) -> Report:
    from peelcli.answers.grades import question_label
    from peelcli.answers.tables import Report, numbers, table_of

    directions = table_of(
        "How many forces' paths lead where",
        ["Question", "Rounds", *numbers(*(way.value.capitalize() for way in Direction))],
        [
            (
                question_label(direction.question),
                f"{direction.span[0].short_label} to {direction.span[-1].short_label}",
                *(str(direction.counts[way]) for way in Direction),
            )
            for direction in trend.directions
        ],
        is_captioned=True,
    )
    tables = (directions, _best_runs(trend)) if trend.paths else ()
    return Report("All forces through comparable rounds", tables, (_note(trend),))


def _best_runs(trend: Trend) -> Table:
    """Return the longest runs of the best grades, equal ones in one row so that none is cut off."""
    from peelcli.answers.grades import question_label
    from peelcli.answers.tables import table_of

    forces: dict[tuple[Run, Question], list[str]] = {}
    for path in trend.paths:
        longest = {run.grade: run for run in sorted(path.runs, key=lambda run: run.rounds)}
        for run in longest.values():
            if run.rounds > 1:
                forces.setdefault((run, path.question), []).append(path.force.short_name)
    order = list(Grade)
    best = sorted(forces, key=lambda one: (order.index(one[0].grade), -one[0].rounds))
    left = len(best) - _MOST_RUNS
    note = f"{counted(left, 'other run')} of lower grades or of fewer rounds."
    return table_of(
        "The longest runs of the best grades",
        ("Longest run", "Question", "Forces"),
        [
            (_run_cell(run), question_label(question), _named(forces[run, question]))
            for run, question in best[:_MOST_RUNS]
        ],
        notes=(note,) if left > 0 else (),
        is_captioned=True,
    )


def _named(forces: list[str]) -> str:
    return f"{len(forces)}: {', '.join(forces)}" if len(forces) > 1 else forces[0]


TREND = Form(
    "trend",
    fields(
        ("directions", records_of(DIRECTIONS), get("directions"), "question by question"),
        ("rows", records_of(PATH), get("paths"), "force by force"),
    ),
    trend_report,
    about="""Show paths of grades through comparable rounds.

\b
Examples:
  peel trend kent derbyshire
  peel trend --pillar efficiency
""",
    words={
        "force": "Forces; without any, counts over all forces.",
        "sort": "By force, by direction, or the best last grade first.",
    },
    choices={"sort": TrendSort},
)
