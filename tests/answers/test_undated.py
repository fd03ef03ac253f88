"""How many judgments an answer as of a day leaves out because their day is not known.

In `tiny` these are erewhon's listening of 2002 and 2006, and ruritania's greeting of 2006.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import with_judgment

from peelcli.answers.coverage import coverage
from peelcli.answers.diff import diff
from peelcli.answers.listing import ListSort, sorted_listing
from peelcli.answers.select import listing
from peelcli.answers.show import show
from peelcli.answers.stats import stats
from peelcli.answers.trend import trend
from peelcli.as_of import as_of
from peelcli.filters import EVERYTHING
from peelcli.terms import Level

if TYPE_CHECKING:
    from peelcli.data import PeelData


@pytest.fixture
def then(tiny: PeelData) -> PeelData:
    """Everything with a known day was published by then."""
    return as_of(tiny, "2999-01-01")


def test_none_without_a_day(tiny: PeelData) -> None:
    assert listing(tiny, EVERYTHING).undated == 0
    assert diff(tiny, tiny.rounds[2003], tiny.rounds[2006]).undated == 0
    assert trend(tiny, level=Level.QUESTIONS).undated == 0


def test_listing_and_show(then: PeelData) -> None:
    assert listing(then, EVERYTHING).undated == 3
    assert listing(then, EVERYTHING).forces == then.forces
    assert [show(then, force).undated for force in then.forces.values()] == [2, 1, 0]


def test_diff_counts_both_rounds(then: PeelData) -> None:
    rounds = then.rounds
    assert diff(then, rounds[2002], rounds[2003]).undated == 0
    assert diff(then, rounds[2002], rounds[2003], level=Level.QUESTIONS).undated == 1
    assert diff(then, rounds[2003], rounds[2006]).undated == 2


def test_trend_counts_all_paths(tiny: PeelData) -> None:
    assert trend(as_of(tiny, "2999-01-01"), level=Level.QUESTIONS).undated == 1
    dataset = with_judgment(tiny, "ruritania", (2003, "tidiness", None), published=None)
    dataset = with_judgment(dataset, "erewhon", (2002, "kindness", None), published=None)
    then = as_of(dataset, "2999-01-01")
    assert trend(then).undated == 2
    assert trend(then, level=Level.QUESTIONS).undated == 3
    assert trend(then, pillars=["tidiness"]).undated == 1


def test_coverage_counts_what_is_left_out(then: PeelData) -> None:
    left_out = {(row.round.year, row.pillar, row.level): row.left_out for row in coverage(then)}
    assert left_out[2002, "kindness", Level.QUESTIONS] == 1
    assert left_out[2006, None, Level.PILLAR_GRADES] == 2
    assert sum(left_out.values()) == 3
    assert sum(row.undated for row in coverage(then)) == 3


def test_rounds_that_were_not_out_yet(tiny: PeelData) -> None:
    assert as_of(tiny, "2000-12-31").not_yet_out == {2001, 2002, 2003, 2006}
    assert as_of(tiny, "2001-02-28").not_yet_out == {2001, 2002, 2003, 2006}
    assert as_of(tiny, "2001-03-01").not_yet_out == {2002, 2003, 2006}
    assert as_of(tiny, "2002-02-28").not_yet_out == {2002, 2003, 2006}
    assert as_of(tiny, "2999-01-01").not_yet_out == frozenset()


def test_stats_and_sorted_lists_count_them_too(then: PeelData) -> None:
    rows = {(stat.question.key): stat.undated for stat in stats(then, years=[2006])}
    assert rows == {(None, "greeting"): 1, (None, "listening"): 1}
    rows = {
        stat.question.key: stat.undated for stat in stats(then, years=[2002], level=Level.QUESTIONS)
    }
    assert (rows["kindness", "listening"], sum(rows.values())) == (1, 1)
    for sort in ListSort:
        assert sorted_listing(then, EVERYTHING, sort).undated == 3
        assert sorted_listing(then, EVERYTHING, sort).forces is then.forces


def test_of_one_question_each_undated_grade_counts(tiny: PeelData) -> None:
    data = with_judgment(tiny, "ruritania", (2002, "kindness", None), published=None)
    data = with_judgment(data, "erewhon", (2002, "kindness", None), published=None)
    (first, *_) = stats(as_of(data, "2999-01-01"), years=[2002], pillars=["kindness"])
    assert (first.left_out, first.undated) == (2, 2)
