"""Which judgments a filter lets through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from peelcli.answers.select import JudgmentRow, listing, select
from peelcli.errors import UsageError
from peelcli.filters import EVERYTHING, Bound, Filter
from peelcli.terms import Grade, Status

if TYPE_CHECKING:
    from peelcli.data import PeelData
    from peelcli.model import Dataset


NEAR = ("ruritania", "ruritania-south")
NEVERLAND = ("erewhon", *NEAR)


def count(dataset: Dataset, wanted: Filter) -> int:
    return len(list(select(dataset, wanted)))


def test_bounds_of_rounds_and_of_days(tiny: PeelData) -> None:
    assert count(tiny, Filter(since=Bound(year=2003))) == 12
    assert count(tiny, Filter(until=Bound(year=2001))) == 2
    assert count(tiny, Filter(since=Bound(day="2004-01-02"), until=Bound(day="2004-05-06"))) == 6


def test_a_day_leaves_out_what_has_no_date(tiny: PeelData) -> None:
    undated = [judgment for judgment in tiny.judgments() if judgment.published is None]
    assert len(undated) == 3
    for wanted in (
        Filter(since=Bound(day="1900-01-01")),
        Filter(until=Bound(day="2999-01-01")),
    ):
        assert count(tiny, wanted) == 25 - 3
        assert not set(undated) & set(select(tiny, wanted))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Filter(forces=["erewhon"]), 15),
        (Filter(years=[2006]), 3),
        (Filter(pillars=["tidiness"]), 8),
        (Filter(questions=["overall"]), 12),
        (Filter(grades=[Grade.OUTSTANDING]), 4),
        (Filter(statuses=[Status.CARRIED_OVER]), 3),
        (Filter(members=NEAR), 10),
        (Filter(members=NEVERLAND), 25),
        (Filter(members=()), 0),
        (Filter(until=Bound(year=2001)), 2),
    ],
)
def test_each_filter(tiny: PeelData, wanted: Filter, expected: int) -> None:
    assert count(tiny, wanted) == expected


def test_from_python(tiny: PeelData) -> None:
    assert len(tiny.judgments()) == 25
    assert tiny.judgments(force="erw") == tiny.judgments(force=["Erewhon Constabulary"])
    found = tiny.judgments(year=[2002, "2003/04"], question="overall", grade=Grade.OUTSTANDING)
    assert [(judgment.force, judgment.year) for judgment in found] == [
        ("erewhon", 2002),
        ("ruritania-south", 2003),
    ]
    with pytest.raises(UsageError, match="there is no force 'utopia'"):
        tiny.judgments(force="utopia")


def test_a_force_without_judgments(tiny: PeelData) -> None:
    assert count(tiny._replace(by_force={}), EVERYTHING) == 0


def test_a_row_has_the_wording_of_its_question(tiny: PeelData) -> None:
    for row in listing(tiny, EVERYTHING).rows:
        question = tiny.rounds[row.judgment.year].question(row.judgment.key)
        assert question is not None
        assert row.title == question.title
    other = JudgmentRow(row.judgment._replace(question="nothing"), row.round)
    assert other.title is None
