"""Filters: which judgments are meant."""

import re
from collections.abc import Collection
from typing import NamedTuple, Self

from peelcli.finding import (
    Texts,
    find_among,
    find_day,
    find_forces,
    find_grades,
    find_group,
    find_pillars,
    find_questions,
    find_round,
    find_statuses,
    find_years,
    is_all,
)
from peelcli.model import Dataset, Force, Judgment
from peelcli.rests_on import BASES, words_for
from peelcli.terms import OVERALL, Grade, Status
from peelcli.text import day_of_words, month_of_words

# Compiled when first used, here and in finding and text: most calls name no day or round.
_DAY = r"\s*\d{4}-\d{1,2}-\d{1,2}\s*"


class Bound(NamedTuple):
    """One end of a span of time; a judgment of unknown date is outside any days."""

    year: int | None = None
    """The round."""
    day: str | None = None
    """The day of publication."""


class Filter(NamedTuple):
    """Conditions for judgments; an empty field lets everything through."""

    forces: Collection[str] = ()
    years: Collection[int] = ()
    pillars: Collection[str] = ()
    questions: Collection[str] = ()
    """Ids of questions; OVERALL is a pillar's own grade."""
    grades: Collection[Grade] = ()
    statuses: Collection[Status] = ()
    bases: frozenset[str] = frozenset()
    """What grades rest on, as in `rests_on`."""
    since: Bound = Bound()
    until: Bound = Bound()
    members: Collection[str] | None = None
    """Ids of the forces of groups; None where no group is named."""

    def lets_force_through(self, force: Force) -> bool:
        """Return whether a force's judgments are wanted."""
        return (not self.forces or force.id in self.forces) and (
            self.members is None or force.id in self.members
        )

    @property
    def is_choosy(self) -> bool:
        """Whether some judgments of a wanted force are not wanted."""
        chosen = (self.years, self.pillars, self.questions, self.grades, self.statuses, self.bases)
        return any(chosen) or self.since != Bound() or self.until != Bound()

    @property
    def takes_all_of_a_question(self) -> bool:
        """Whether every judgment of a wanted question is wanted, whatever it says."""
        chosen = (self.grades, self.statuses, self.bases)
        return not any(chosen) and self.since.day is None and self.until.day is None

    @property
    def has_day(self) -> bool:
        """Whether a span of days is asked about."""
        return self.since.day is not None or self.until.day is not None

    def without_days(self) -> Self:
        """Return the same without the days."""
        return self._replace(
            since=self.since._replace(day=None), until=self.until._replace(day=None)
        )

    def lets_through(self, judgment: Judgment) -> bool:
        """Return whether a judgment of a wanted force is wanted."""
        year, day = judgment.year, judgment.published
        return (
            (not self.years or year in self.years)
            and (not self.pillars or judgment.pillar in self.pillars)
            and (not self.questions or (judgment.question or OVERALL) in self.questions)
            and (not self.grades or judgment.grade in self.grades)
            and (not self.statuses or judgment.status in self.statuses)
            and (not self.bases or not self.bases.isdisjoint(words_for(judgment)))
            and (self.since.year is None or year >= self.since.year)
            and (self.until.year is None or year <= self.until.year)
            and (self.since.day is None or (day is not None and day >= self.since.day))
            and (self.until.day is None or (day is not None and day <= self.until.day))
        )


EVERYTHING = Filter()


def judgment_filter(
    dataset: Dataset,
    *,
    forces: Texts = None,
    years: Texts = None,
    pillars: Texts = None,
    questions: Texts = None,
    grades: Texts = None,
    statuses: Texts = None,
    bases: Texts = None,
    since: Texts = None,
    until: Texts = None,
    groups: Texts = None,
) -> Filter:
    """Return the filter that texts, as they are typed, describe. Raises UsageError."""
    ids = find_forces(dataset, forces)
    found = [find_group(dataset, text) for text in groups or ()]
    wanted_pillars = find_pillars(dataset, pillars)
    wanted_questions = find_questions(dataset, questions)
    return Filter(
        forces=ids,
        # All rounds are no filter: to look at each judgment's round takes a while.
        years=find_years(
            dataset,
            () if any(map(is_all, years or ())) else years,
            ids,
            wanted_pillars,
            wanted_questions,
        ),
        pillars=wanted_pillars,
        questions=wanted_questions,
        grades=find_grades(grades),
        statuses=find_statuses(statuses),
        bases=frozenset(find_among("basis", BASES, text) for text in bases or ()),
        since=_bound(dataset, since, is_start=True),
        until=_bound(dataset, until, is_start=False),
        members=frozenset(id_ for group in found for id_ in group.forces) if found else None,
    )


def _bound(dataset: Dataset, texts: Texts, *, is_start: bool) -> Bound:
    """Return one end of a span: the latest of several starts, or the earliest of several ends."""
    years, days = [], []
    for text in texts or ():
        if month := month_of_words(text):
            days.append(f"{month}-{'01' if is_start else '31'}")  # ISO days compare as texts
        elif re.fullmatch(_DAY, day := day_of_words(text)):
            days.append(find_day(day) or "")
        else:
            years.append(find_round(dataset, text).year)
    pick = max if is_start else min
    return Bound(pick(years, default=None), pick(days, default=None))
