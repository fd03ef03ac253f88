"""Rounds beside each other in one answer that can't be compared, and the forces that they share."""

from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from peelcli.comparability import Reason, is_comparable, reason_against
from peelcli.model import Dataset, Round
from peelcli.terms import QuestionKey


class NotCompared(NamedTuple):
    """Two rounds, one after the other in an answer, whose grades can't be compared."""

    before: Round
    after: Round
    why_not: Reason
    same_forces: int
    """How many forces have grades for the same questions of both."""


def not_compared(
    dataset: Dataset, places: Collection[tuple[int, QuestionKey]]
) -> Iterator[NotCompared]:
    """Yield the rounds whose grades for no question in the answer can be compared.

    `places` are the years and questions in the answer. Rounds that share no question there are
    not set against each other.
    """
    by_year: dict[int, set[QuestionKey]] = {}
    for year, key in places:
        by_year.setdefault(year, set()).add(key)
    for year, other in pairwise(sorted(by_year)):
        # An area is the same question as one of a pillar when it has its id.
        ids = {key[1]: key for key in by_year[year]}
        shared = [(ids[key[1]], key) for key in by_year[other] if key[1] in ids]
        compares = any(
            earlier == key and is_comparable(dataset.comparisons, year, other, key)
            for earlier, key in shared
        )
        if shared and not compares:
            before, after = dataset.rounds[year], dataset.rounds[other]
            reason = reason_against(dataset.comparisons, before, after)
            labels = f"{before.label} and {after.label}"
            said = f"No source says that these grades of {labels} can be compared."
            both = sum(
                any(
                    _has_grade(dataset, force, year, earlier)
                    and _has_grade(dataset, force, other, key)
                    for earlier, key in shared
                )
                for force in dataset.forces
            )
            yield NotCompared(before, after, reason or Reason(said, ()), both)


def same_forces_of(
    dataset: Dataset, places: Iterable[tuple[int, QuestionKey]]
) -> dict[QuestionKey, frozenset[str]]:
    """Return, for each question, the forces that have a grade in every one of its rounds."""
    years: dict[QuestionKey, set[int]] = {}
    for year, key in places:
        years.setdefault(key, set()).add(year)
    return {
        key: frozenset(
            force
            for force in dataset.forces
            if all(_has_grade(dataset, force, year, key) for year in of)
        )
        for key, of in years.items()
    }


def _has_grade(dataset: Dataset, force: str, year: int, key: QuestionKey) -> bool:
    judgment = dataset.judgment(force, year, key)
    return judgment is not None and judgment.grade is not None
