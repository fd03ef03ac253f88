"""The grades that were published by a day."""

from typing import TypeVar, cast

from peelcli.errors import UsageError
from peelcli.model import Dataset
from peelcli.terms import ReadOnly
from peelcli.text import is_day

D = TypeVar("D", bound=Dataset)


def as_of(dataset: D, day: str | None) -> D:
    """Return the dataset as it was on a day like `2016-12-08`, or that of all days for none.

    A dataset as of another day has all the rest in `whole`. Judgments without a date are left out
    too. The rounds stay, because they compare alike on any day; `not_yet_out` names those whose
    known days all lie later. Raises UsageError for a text that is not a day.
    """
    if dataset.whole is not None:
        dataset = cast("D", dataset.whole)
    if day is None:
        return dataset
    if not is_day(day):
        raise UsageError(f"{day[:60]!r} is not a day; write it like 2016-12-08")
    by_force = {
        force: ReadOnly(
            (place, judgment)
            for place, judgment in judgments.items()
            if judgment.published is not None and judgment.published <= day
        )
        for force, judgments in dataset.by_force.items()
    }
    left_out = {
        (force, place): judgment
        for force, judgments in dataset.by_force.items()
        for place, judgment in judgments.items()
        if place not in by_force[force]
    }
    days: dict[int, list[str]] = {}
    for judgments in dataset.by_force.values():
        for judgment in judgments.values():
            if judgment.published is not None:
                days.setdefault(judgment.year, []).append(judgment.published)
    not_yet_out = (
        year
        for year in dataset.rounds
        if f"{year}" > day[:4] or (year in days and min(days[year]) > day)
    )
    # A report whose day is not known was out once a grade of it was.
    out = {
        (force, judgment.year)
        for force, judgments in by_force.items()
        for judgment in judgments.values()
        if judgment.report is not None
    }
    reports = {
        force: ReadOnly(
            (year, report)
            for year, report in found.items()
            if (report.published <= day if report.published else (force, year) in out)
        )
        for force, found in dataset.reports.items()
    }
    return dataset._replace(
        by_force=ReadOnly(by_force),
        left_out=ReadOnly(left_out),
        not_yet_out=frozenset(not_yet_out),
        reports=ReadOnly((force, known) for force, known in reports.items() if known),
        day=day,
        whole=dataset,
    )
