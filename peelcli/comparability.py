"""The meaning of "comparable": data/comparisons.yaml names both rounds for that kind of grade.

The inspectorate's own words on it are at the addresses that the data gives, above all
https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/what-is-peel/
"""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from peelcli.errors import UsageError
from peelcli.finding import find_round
from peelcli.model import Dataset, Judgment, Round
from peelcli.rules import Break, Comparisons
from peelcli.terms import OVERALL, Level, QuestionKey, level_of


def is_comparable(comparisons: Comparisons, year: int, other: int, key: QuestionKey) -> bool:
    """Return whether a source says that two rounds' grades for a question can be compared."""
    if year == other:
        return True
    pillar, question = key
    level = level_of(key)
    return any(
        year in rule.years
        and other in rule.years
        and (
            question in rule.areas
            if pillar is None
            else rule.level is level and pillar in rule.pillars
        )
        for rule in comparisons.comparable
    )


def comparable_keys(comparisons: Comparisons, one: Round, other: Round) -> tuple[QuestionKey, ...]:
    """Return the questions that both rounds graded and whose grades can be compared."""
    return tuple(
        question.key
        for question in one.graded_questions
        if other.graded(question.key)
        and is_comparable(comparisons, one.year, other.year, question.key)
    )


def breaks_between(comparisons: Comparisons, year: int, other: int) -> tuple[Break, ...]:
    """Return the stated reasons that stand between two rounds, in the order of the data."""
    first, last = sorted((year, other))
    return tuple(
        break_ for break_ in comparisons.breaks if first <= break_.before and break_.after <= last
    )


def partial_breaks(
    dataset: Dataset,
    before: Round,
    after: Round,
    pillars: Collection[str],
    level: Level,
    questions: Collection[str],
) -> tuple[Break, ...]:
    """Return the stated reasons that stand between grades of some pillars, level and questions.

    Empty `pillars` or `questions` mean all.
    """
    both = (*before.asked_at(level, pillars), *after.asked_at(level, pillars))
    asked = [
        question for question in both if not questions or (question.id or OVERALL) in questions
    ]
    wanted = {question.pillar for question in asked}
    levels = {question.level for question in asked}
    return tuple(
        break_
        for break_ in breaks_between(dataset.comparisons, before.year, after.year)
        if (break_.pillars is None or wanted.intersection(break_.pillars))
        and (break_.level is None or break_.level in levels)
    )


class Reason(NamedTuple):
    """Why nothing of two rounds can be compared."""

    text: str
    sources: tuple[str, ...]
    """The addresses that say so; empty where no source says that they can be compared."""

    @property
    def source(self) -> str | None:
        """The first of these addresses."""
        return next(iter(self.sources), None)


def reason_against(comparisons: Comparisons, one: Round, other: Round) -> Reason | None:
    """Return why nothing of two rounds can be compared, or None if some pair of grades can."""
    if one.year == other.year or comparable_keys(comparisons, one, other):
        return None
    breaks = breaks_between(comparisons, one.year, other.year)
    whole = [break_ for break_ in breaks if break_.pillars is None] or breaks
    if whole:
        sources = dict.fromkeys(break_.source for break_ in whole)
        return Reason(" ".join(break_.reason for break_ in whole), tuple(sources))
    return Reason(f"No source says that {one.label} and {other.label} can be compared.", ())


def latest_comparable(
    dataset: Dataset, pillars: Collection[str] = (), questions: Collection[str] = ()
) -> tuple[Round, Round] | None:
    """Return the latest two rounds that have grades which can be compared, or None.

    Grades of these pillars and questions, where some are named.
    """
    rounds = dataset.rounds_with_grades((), pillars, questions)
    pairs = ((round_, other) for other in reversed(rounds) for round_ in reversed(rounds))
    return next(
        (
            (round_, other)
            for round_, other in pairs
            if round_.year < other.year
            and any(
                (not pillars or pillar in pillars)
                and (not questions or (question or OVERALL) in questions)
                for pillar, question in comparable_keys(dataset.comparisons, round_, other)
            )
        ),
        None,
    )


def rounds_to_compare(
    dataset: Dataset,
    before: str | None,
    after: str | None,
    forces: Collection[str],
    pillars: Collection[str] = (),
    questions: Collection[str] = (),
) -> tuple[Round, Round]:
    """Return the two rounds that texts name, or without any the latest two that can be compared.

    Of these pillars and questions, where some are named. Raises UsageError where a text names no
    round, or one of the two is absent.
    """
    if before is not None and after is not None:
        first, second = (
            find_round(dataset, text, forces, pillars, questions) for text in (before, after)
        )
        return first, second
    if before is not None or after is not None:
        raise UsageError("name two rounds to compare, like 2016 and 2017")
    found = latest_comparable(dataset, pillars, questions)
    if found is None:
        raise UsageError("no two rounds can be compared there; name two to see why not")
    return found


def why_not_newer(
    dataset: Dataset,
    after: Round,
    pillars: Collection[str] = (),
    questions: Collection[str] = (),
) -> tuple[Round, Reason] | None:
    """Return the latest round, where it is later than `after`, and why nothing compares with it."""
    *_, before, latest = (*[after] * 2, *dataset.rounds_with_grades((), pillars, questions))
    reason = reason_against(dataset.comparisons, before, latest)
    return (latest, reason) if reason and latest.year > after.year else None


def comparable_rounds_before(dataset: Dataset, year: int, key: QuestionKey) -> Iterator[Round]:
    """Yield the earlier rounds whose grades for the same question can be compared, latest first."""
    for round_ in reversed(tuple(dataset.rounds.values())):
        is_earlier = round_.year < year and round_.graded(key)
        if is_earlier and is_comparable(dataset.comparisons, round_.year, year, key):
            yield round_


def origin_key(judgment: Judgment, origin: Round, comparisons: Comparisons) -> QuestionKey | None:
    """Return the question of the round it comes from whose grade a carried-over judgment takes.

    None when that round neither asked the same question nor one that this one replaced.
    """
    for related in comparisons.related:
        if (
            related.later_year == judgment.year
            and related.later == judgment.key
            and related.earlier_year == origin.year
            and related.carries is not None
        ):
            return (related.earlier[0][0], related.carries)
    asked = origin.question(judgment.key)
    return asked.key if asked and asked.graded else None
