"""The places of a grid: a force's judgment in one round, or the reason that there is none."""

from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from peelcli.answers.change import Change
from peelcli.comparability import origin_key
from peelcli.errors import UsageError, refuse_beside
from peelcli.finding import find_among
from peelcli.model import Dataset, Force, ForceReport, Judgment, Question, Round
from peelcli.rests_on import RestsOn, rests_on
from peelcli.terms import OVERALL, Grade, Level, QuestionKey


class CellKind(StrEnum):
    """The state of one place of one round."""

    JUDGED = "judged"
    MISSING = "missing"
    """The round graded it, but the force's judgment is not in the dataset."""
    LEFT_OUT = "left-out"
    """It is in the dataset, but was not published on the day that is asked about."""
    NOT_IN_REPORT = "not-in-report"
    """The force's report graded other areas, and all of them are in the dataset."""
    NO_GRADE = "no-grade"
    """The round gave no force a grade for it, or did not ask it."""


class GradeCell(NamedTuple):
    """One place of a grid."""

    kind: CellKind
    judgment: Judgment | None = None
    change: Change | None = None
    """Since the last inspection before, in `show`; None where there is none to compare."""
    is_undated: bool = False
    """It is left out because its day is not known."""
    is_asked: bool = True
    """The round asked it, graded or not."""

    @property
    def status(self) -> str:
        """How the judgment came about, or why there is none."""
        return self.judgment.status if self.judgment else self.kind

    @property
    def grade(self) -> Grade | None:
        """The grade, where there is one."""
        return self.judgment.grade if self.judgment else None

    @property
    def report(self) -> str | None:
        """The address of the official report, where it is known."""
        return self.judgment.report if self.judgment else None

    @property
    def sources(self) -> tuple[str, ...]:
        """The addresses that the judgment rests on."""
        return self.judgment.sources if self.judgment else ()

    @property
    def basis(self) -> str | None:
        """The kind of page that the judgment rests on."""
        return self.judgment.basis if self.judgment else None

    @property
    def rests_on(self) -> RestsOn | None:
        """What the judgment rests on, in a word."""
        return rests_on(self.judgment) if self.judgment else None

    @property
    def note(self) -> str | None:
        """What a user of the grade should know."""
        return self.judgment.note if self.judgment else None

    @property
    def carried_over_from(self) -> int | None:
        """The round whose grade stands, where it was carried over."""
        return self.judgment.carried_over_from if self.judgment else None


class ForceCell(NamedTuple):
    """A place of a grid, with the force, round and question that it is of."""

    force: Force
    round: Round
    question: Question
    cell: GradeCell
    differs: bool = False
    """Whether two of the forces beside each other got different grades."""
    is_outlined: bool = False
    """Whether the force is marked on a map."""

    @property
    def status(self) -> str:
        """How the judgment came about, or why there is none."""
        return self.cell.status


def cell_at(dataset: Dataset, force: str, round_: Round, key: QuestionKey) -> GradeCell:
    """Return a force's place in a round."""
    if round_.graded(key) is None:
        return GradeCell(CellKind.NO_GRADE, is_asked=round_.question(key) is not None)
    judgment = dataset.judgment(force, round_.year, key)
    if judgment is not None:
        return GradeCell(CellKind.JUDGED, judgment)
    left_out = dataset.left_out.get((force, (round_.year, *key)))
    if left_out is not None:
        return GradeCell(CellKind.LEFT_OUT, is_undated=dataset.is_undated(left_out))
    if not _is_not_in_report(dataset.whole or dataset, force, round_, key):
        return GradeCell(CellKind.MISSING)
    # A report that was not out yet had said nothing.
    is_out = dataset.report(force, round_.year) is not None
    return GradeCell(CellKind.NOT_IN_REPORT if is_out else CellKind.LEFT_OUT)


def _is_not_in_report(dataset: Dataset, force: str, round_: Round, key: QuestionKey) -> bool:
    """Return whether a force's report is proved not to grade an area that has no judgment.

    An area that is reported separately, or that the counts leave out, may have a grade.
    """
    report = dataset.report(force, round_.year)
    if report is None or key[1] in (*round_.reported_separately, *report.not_counted):
        return False
    return is_whole(report, round_, dataset.by_force.get(force, {}).values())


def is_whole(report: ForceReport, round_: Round, judgments: Iterable[Judgment]) -> bool:
    """Return whether it is proved that a report graded no other area than is there.

    All grades that it counts must be there. The number on its own page proves nothing, because it
    can count areas that were reported separately and added later; where it is higher than the
    number of the force's own grades, it shows that one is missing.
    """
    here = [judgment for judgment in judgments if judgment.year == round_.year and judgment.grade]
    own = [judgment for judgment in here if judgment.question not in round_.reported_separately]
    return (
        bool(report.counts)
        and len(report.counted(round_, here)) == report.graded
        and (report.areas_graded is None or len(own) >= report.areas_graded)
    )


def origins_of(
    dataset: Dataset, judgments: Iterable[Judgment]
) -> Iterator[tuple[QuestionKey, Question]]:
    """Yield where a grade is carried over from an earlier question that has another name."""
    for judgment in judgments:
        origin = dataset.rounds.get(judgment.carried_over_from or 0)
        key = origin and origin_key(judgment, origin, dataset.comparisons)
        if origin and key and key != judgment.key:
            yield judgment.key, origin.asked[key]


def rows_of(
    rounds: Iterable[Round],
    pillars: Collection[str],
    level: Level,
    questions: Collection[str] = (),
) -> tuple[Question, ...]:
    """Return the questions of rounds, each once, as the latest round words it.

    Where some are named, at whatever level, these alone. Without the questions that none of the
    rounds graded. Pillar by pillar, each pillar's questions in the order in which the rounds first
    asked them.
    """
    rounds = tuple(rounds)
    level = Level.QUESTIONS if questions else level
    latest: dict[QuestionKey, Question] = {}
    for round_ in rounds:
        latest |= {question.key: question for question in round_.asked_at(level, pillars)}
    by_pillar: dict[str | None, list[Question]] = {
        question.pillar: [] for round_ in rounds for question in round_.questions
    }
    for question in latest.values():
        by_pillar[question.pillar].append(question)
    ever_graded = {question.key for round_ in rounds for question in round_.graded_questions}
    return tuple(
        question
        for asked in by_pillar.values()
        for question in sorted(asked, key=lambda one: one.id is not None)
        if (question.level is Level.PILLAR_GRADES or question.key in ever_graded)
        and (not questions or (question.id or OVERALL) in questions)
    )


def graded_rows_of(
    round_: Round,
    pillars: Collection[str] = (),
    level: Level = Level.PILLAR_GRADES,
    questions: Collection[str] = (),
) -> tuple[Question, ...]:
    """Return the questions that a round graded, all or the named, in the order of its reports."""
    return tuple(
        question for question in rows_of((round_,), pillars, level, questions) if question.graded
    )


def named_rows_of(
    round_: Round,
    pillars: Collection[str],
    level: Level,
    questions: Collection[str],
) -> tuple[Question, ...]:
    """Return the same. Raises UsageError for a named question that the round did not grade."""
    found = graded_rows_of(round_, pillars, level, questions)
    absent = sorted({*questions} - {question.id or OVERALL for question in found})
    if absent:
        asked = graded_rows_of(round_, pillars, Level.QUESTIONS)
        known = dict.fromkeys(question.id or OVERALL for question in asked)
        raise UsageError(
            f"{round_.label} did not grade {' and '.join(absent)}; it graded {', '.join(known)}"
        )
    return found


def sort_keys(
    round_: Round,
    pillars: Collection[str],
    level: Level,
    text: str | None,
    questions: Collection[str] = (),
    *,
    worst_first: bool = False,
) -> tuple[QuestionKey, ...]:
    """Return the questions that a text names to sort by, one after the other.

    `name` is none, `grade` all down to that level; anything else is a pillar, question or area.
    Without a text it is `name`, or `grade` where the worst come first. Raises UsageError for
    anything that the round has not graded, and where the worst come first by name.
    """
    columns = {
        (question.id or question.pillar or ""): question.key
        for question in graded_rows_of(round_, pillars, Level.QUESTIONS, questions)
    }
    default = "grade" if worst_first else "name"
    found = default
    if text is not None:
        found = find_among("sort column", ("name", "grade", *columns), text)
    if worst_first and found == "name":
        refuse_beside("`worst_first=`", {"`sort=` name": True})
    if found == "grade":
        asked = graded_rows_of(round_, pillars, level, questions)
        return tuple(question.key for question in asked)
    return () if found == "name" else (columns[found],)


def position(cell: GradeCell, round_: Round, *, worst_first: bool = False) -> int:
    """Return where a grade stands on its round's scale, from 0; behind it where there is none."""
    grade = cell.judgment.grade if cell.judgment else None
    scale = round_.scale[::-1] if worst_first else round_.scale
    return scale.index(grade) if grade else len(scale)
