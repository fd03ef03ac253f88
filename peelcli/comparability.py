"""The meaning of "comparable": data/comparisons.yaml names both rounds for that kind of grade.

The inspectorate's own words on it are at the addresses that the data gives, above all
https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/what-is-peel/
"""

from collections.abc import Iterator

from peelcli.model import Break, Comparisons, Dataset, Round
from peelcli.terms import QuestionKey, level_of


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
        for question in one.questions
        if question.graded
        and other.graded(question.key)
        and is_comparable(comparisons, one.year, other.year, question.key)
    )


def breaks_between(comparisons: Comparisons, year: int, other: int) -> tuple[Break, ...]:
    """Return the stated reasons that stand between two rounds, in the order of the data."""
    first, last = sorted((year, other))
    return tuple(one for one in comparisons.breaks if first <= one.before and one.after <= last)


def reason_against(comparisons: Comparisons, one: Round, other: Round) -> str | None:
    """Return why nothing of two rounds can be compared, or None if some pair of grades can."""
    if one.year == other.year or comparable_keys(comparisons, one, other):
        return None
    breaks = breaks_between(comparisons, one.year, other.year)
    reasons = [b.reason for b in breaks if b.pillars is None] or [b.reason for b in breaks]
    if reasons:
        return " ".join(reasons)
    return f"No source says that {one.label} and {other.label} can be compared."


def comparable_rounds_before(dataset: Dataset, year: int, key: QuestionKey) -> Iterator[Round]:
    """Yield the earlier rounds whose grades for the same question can be compared, latest first."""
    for round_ in reversed(tuple(dataset.rounds.values())):
        is_earlier = round_.year < year and round_.graded(key)
        if is_earlier and is_comparable(dataset.comparisons, round_.year, year, key):
            yield round_
