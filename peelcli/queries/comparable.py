"""What "comparable" means: data/comparisons.yaml names both rounds, for that pillar and level.

The inspectorate's own words on it are at the addresses that the data gives, above all
https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/what-is-peel/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.model import Level

if TYPE_CHECKING:
    from peelcli.model import Break, Comparisons, Dataset, QuestionKey, Round


def level_of(key: QuestionKey) -> Level:
    """Return the level that a place in a round belongs to; an area is at the first."""
    pillar, question = key
    return Level.PILLAR_GRADES if question is None or pillar is None else Level.QUESTIONS


def is_comparable(comparisons: Comparisons, year: int, other: int, key: QuestionKey) -> bool:
    """Return whether two rounds' grades for the same question can be compared."""
    if year == other:
        return True
    pillar, level = key[0], level_of(key)
    return any(
        year in rule.years
        and other in rule.years
        and rule.level is level
        and pillar in rule.pillars
        for rule in comparisons.comparable
    )


def are_comparable_at_all(comparisons: Comparisons, year: int, other: int) -> bool:
    """Return whether any grades of two rounds can be compared."""
    return year == other or any({year, other} <= rule.years for rule in comparisons.comparable)


def breaks_between(comparisons: Comparisons, year: int, other: int) -> tuple[Break, ...]:
    """Return the stated reasons that stand between two rounds, in the order of the data."""
    first, last = sorted((year, other))
    return tuple(one for one in comparisons.breaks if first <= one.before and one.after <= last)


def reason_against(comparisons: Comparisons, one: Round, other: Round) -> str | None:
    """Return why nothing of two rounds can be compared, or None if something can."""
    if are_comparable_at_all(comparisons, one.year, other.year):
        return None
    general = [b for b in breaks_between(comparisons, one.year, other.year) if b.pillars is None]
    if general:
        return " ".join(b.reason for b in general)
    return f"No source says that {one.label} and {other.label} can be compared."


def comparable_round_before(dataset: Dataset, year: int, key: QuestionKey) -> Round | None:
    """Return the last earlier round whose grade for the same question can be compared."""
    for round_ in reversed(tuple(dataset.rounds.values())):
        if round_.year < year and is_comparable(dataset.comparisons, round_.year, year, key):
            asked = round_.question(key)
            if asked is not None and asked.graded:
                return round_
    return None
