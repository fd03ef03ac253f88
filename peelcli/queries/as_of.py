"""The grades that stood on a day: those published by then."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from peelcli.queries.select import select

if TYPE_CHECKING:
    from peelcli.model import Dataset
    from peelcli.queries.select import Filter


class Standing(NamedTuple):
    """The day that is asked about, and what had to be left out of the answer."""

    day: str
    undated: int
    """Judgments whose date is not known."""


def as_of(dataset: Dataset, day: str | None, wanted: Filter) -> tuple[Dataset, Standing | None]:
    """Return the dataset as it was on an ISO day, or as it is when there is none.

    Where the date is not known, a judgment can't be said to have stood: it is left out, and
    those that are wanted are counted. Rounds of which nothing was published yet are not there.
    """
    if day is None:
        return dataset, None
    stood = {
        force: {
            place: one
            for place, one in judgments.items()
            if one.published is not None and one.published <= day
        }
        for force, judgments in dataset.by_force.items()
    }
    left_out = frozenset(
        (force, place)
        for force, judgments in dataset.by_force.items()
        for place in judgments
        if place not in stood[force]
    )
    years = {place[0] for judgments in stood.values() for place in judgments}
    rounds = {year: round_ for year, round_ in dataset.rounds.items() if year in years}
    undated = sum(one.published is None for one in select(dataset, wanted))
    then = dataset._replace(by_force=stood, rounds=rounds, left_out=dataset.left_out | left_out)
    return then, Standing(day, undated)
