"""Which judgments a filter means, and which ends of time it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from peelcli.errors import UsageError
from peelcli.filters import (
    EVERYTHING,
    Bound,
    Filter,
    judgment_filter,
)
from peelcli.finding import find_day, find_day_before
from peelcli.terms import Grade, Status

if TYPE_CHECKING:
    from peelcli.data import PeelData


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({}, {}),
        ({"forces": ["erw", "ruritania"]}, {"forces": {"erewhon", "ruritania"}}),
        ({"years": ["2002", "2003/04"]}, {"years": {2002, 2003}}),
        ({"years": ["all"]}, {}),
        ({"years": ["2002", "all"]}, {}),
        # The latest round in which these forces have a grade for these pillars and questions.
        ({"years": ["latest"]}, {"years": {2006}}),
        ({"years": ["latest"], "forces": ["ruritania-south"]},
         {"years": {2003}, "forces": {"ruritania-south"}}),
        ({"years": ["latest"], "pillars": ["kind"]}, {"years": {2003}, "pillars": {"kindness"}}),
        ({"years": ["latest"], "questions": ["desks"]}, {"years": {2002}, "questions": {"desks"}}),
        ({"grades": ["ri", "good"]}, {"grades": {Grade.REQUIRES_IMPROVEMENT, Grade.GOOD}}),
        ({"statuses": ["carried"]}, {"statuses": {Status.CARRIED_OVER}}),
        ({"groups": ["far side"]}, {"members": {"erewhon"}}),
        ({"groups": ["Far Side"]}, {"members": {"erewhon"}}),
        ({"since": ["2002", "2003"]}, {"since": Bound(2003)}),
        ({"since": ["2002-03"]}, {"since": Bound(None, "2002-03-01")}),
        ({"until": ["2002-02"]}, {"until": Bound(None, "2002-02-31")}),
        ({"until": ["2002", "2003"]}, {"until": Bound(2002)}),
        ({"since": ["2002-01-01", " 2003-01-01 "]}, {"since": Bound(None, "2003-01-01")}),
        ({"until": ["2003-01-01", "2002-01-01", "2006"]}, {"until": Bound(2006, "2002-01-01")}),
    ],
)  # fmt: skip
def test_texts_are_a_filter(
    tiny: PeelData, texts: dict[str, list[str]], expected: dict[str, Any]
) -> None:
    found = judgment_filter(tiny, **texts)
    fields = {
        name: set(value) if isinstance(value, frozenset) else value
        for name, value in found._asdict().items()
        if value != EVERYTHING._asdict()[name] and value != frozenset()
    }
    assert fields == expected


@pytest.mark.parametrize(
    ("option", "typed", "message"),
    [
        ("forces", "kemt", "there is no force 'kemt'"),
        ("pillars", "kindnes1", "there is no pillar 'kindnes1'; did you mean 'kindness'?"),
        ("pillars", "x", "there is no pillar 'x'; the pillars are kindness, tidiness"),
        (
            "questions",
            "x",
            "there is no question 'x'; the questions are overall, greeting, listening, desks",
        ),
        ("grades", "x", "there is no grade 'x'; the grades are outstanding, good, adequate"),
        ("statuses", "x", "there is no status 'x'; the statuses are inspected, carried-over"),
        ("groups", "x", "there is no group 'x'; the groups are Far Side, Neverland, Near Side"),
        ("groups", "x", "there is no group 'x'; the groups are "),
        ("since", "2002-13-01", "'2002-13-01' is not a day; write it like 2016-12-08"),
        ("until", "1999", "there is no round 1999; the rounds are TRIAL 2001, TRIAL 2002"),
    ],
)
def test_what_names_nothing_is_refused(
    tiny: PeelData, option: str, typed: str, message: str
) -> None:
    with pytest.raises(UsageError) as refused:
        judgment_filter(tiny, **{option: [typed]})
    assert str(refused.value).startswith(message)


def test_a_filter_lets_through_what_it_names(tiny: PeelData) -> None:
    judgments = [judgment for of in tiny.by_force.values() for judgment in of.values()]

    def count(**conditions: Any) -> int:
        return sum(map(Filter(**conditions).lets_through, judgments))

    assert count() == len(judgments) == 25
    for name, value in (
        ("years", 2002), ("pillars", "kindness"), ("grades", Grade.GOOD),
        ("statuses", Status.CARRIED_OVER),
    ):  # fmt: skip
        field = {"years": "year", "pillars": "pillar", "grades": "grade", "statuses": "status"}
        expected = sum(getattr(judgment, field[name]) == value for judgment in judgments)
        assert count(**{name: {value}}) == expected
        assert 0 < expected < 25
    assert count(questions={"overall"}) == sum(judgment.question is None for judgment in judgments)
    days = sorted(judgment.published for judgment in judgments if judgment.published)
    day, year = days[len(days) // 2], 2002
    assert count(since=Bound(day=day)) == sum(other_day >= day for other_day in days)
    assert count(until=Bound(day=day)) == sum(other_day <= day for other_day in days)
    assert count(since=Bound(year=year)) == sum(judgment.year >= year for judgment in judgments)
    assert count(until=Bound(year=year)) == sum(judgment.year <= year for judgment in judgments)


def test_a_filter_lets_forces_through(tiny: PeelData) -> None:
    def forces(**conditions: Any) -> list[str]:
        wanted = Filter(**conditions)
        return [force.id for force in tiny.forces.values() if wanted.lets_force_through(force)]

    assert len(forces()) == 3
    assert forces(forces={"erewhon"}) == ["erewhon"]
    assert forces(members={"ruritania"}) == ["ruritania"]
    assert forces(members=()) == []


@pytest.mark.parametrize(
    ("conditions", "is_choosy", "takes_all"),
    [
        ({}, False, True),
        ({"forces": {"erewhon"}}, False, True),
        ({"years": {2002}}, True, True),
        ({"pillars": {"kindness"}}, True, True),
        ({"questions": {"desks"}}, True, True),
        ({"grades": {Grade.GOOD}}, True, False),
        ({"statuses": {Status.INSPECTED}}, True, False),
        ({"since": Bound(2002)}, True, True),
        ({"until": Bound(2002)}, True, True),
        ({"since": Bound(day="2002-01-01")}, True, False),
        ({"until": Bound(day="2002-01-01")}, True, False),
    ],
)
def test_what_a_filter_leaves_out(
    conditions: dict[str, Any], is_choosy: bool, takes_all: bool
) -> None:
    found = Filter(**conditions)
    assert (found.is_choosy, found.takes_all_of_a_question) == (is_choosy, takes_all)


@pytest.mark.parametrize("typed", ["2001-07", "July 2001", "jul 2001", " July, 2001 "])
def test_a_month_is_its_first_day_as_a_start_and_its_last_as_an_end(
    tiny: PeelData, typed: str
) -> None:
    found = judgment_filter(tiny, since=[typed], until=[typed])
    assert (found.since.day, found.until.day) == ("2001-07-01", "2001-07-31")
    assert find_day_before(typed) == "2001-06-30"


@pytest.mark.parametrize("typed", ["2 July 2001", "2001-07-02", "2 Jul 2001"])
def test_a_day_is_written_in_figures_or_in_words(tiny: PeelData, typed: str) -> None:
    assert judgment_filter(tiny, since=[typed]).since.day == "2001-07-02"
    assert find_day_before(typed) == find_day(typed) == "2001-07-02"


@pytest.mark.parametrize("typed", ["Julember 2001", "2001-13", "July", "July 01", "32 July 2001"])
def test_what_is_no_day_and_no_month_is_refused(typed: str) -> None:
    with pytest.raises(UsageError, match="is not a day; write it like"):
        find_day_before(typed)
