"""What can be compared with what, on the invented inspectorate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from peelcli.model import Comparisons
from peelcli.queries.comparable import (
    are_comparable_at_all,
    breaks_between,
    comparable_round_before,
    is_comparable,
    reason_against,
)

if TYPE_CHECKING:
    from peelcli.model import Dataset, QuestionKey

KINDNESS = ("kindness", None)
TIDINESS = ("tidiness", None)
GREETING = ("kindness", "greeting")


@pytest.mark.parametrize(
    ("year", "other", "key", "expected"),
    [
        (2001, 2003, KINDNESS, True),
        (2003, 2001, KINDNESS, True),
        (2001, 2002, TIDINESS, False),
        (2001, 2002, GREETING, False),
        (2002, 2003, GREETING, True),
        (2003, 2006, GREETING, False),
        (2006, 2006, (None, "greeting"), True),
        (2002, 2003, (None, "greeting"), False),
    ],
)
def test_grades_compare_only_where_the_data_says_so(
    tiny: Dataset, year: int, other: int, key: QuestionKey, expected: bool
) -> None:
    assert is_comparable(tiny.comparisons, year, other, key) is expected


def test_rounds_compare_at_all_when_anything_of_them_does(tiny: Dataset) -> None:
    assert are_comparable_at_all(tiny.comparisons, 2001, 2003)
    assert not are_comparable_at_all(tiny.comparisons, 2001, 2006)


def test_the_reason_is_the_datas_in_either_direction(tiny: Dataset) -> None:
    rounds = tiny.rounds
    for one, other in ((2003, 2006), (2006, 2003), (2001, 2006)):
        reason = reason_against(tiny.comparisons, rounds[one], rounds[other])
        assert reason == "There are five grades now."
    assert reason_against(tiny.comparisons, rounds[2001], rounds[2002]) is None


def test_all_reasons_between_two_rounds_are_given(tiny: Dataset) -> None:
    (partial, full) = tiny.comparisons.breaks
    both = Comparisons(breaks=(partial._replace(pillars=None), full))
    reason = reason_against(both, tiny.rounds[2001], tiny.rounds[2006])
    assert reason == "The greeting of 2001 was another. There are five grades now."


def test_the_comparable_round_before_graded_the_same(tiny: Dataset) -> None:
    before = comparable_round_before(tiny, 2003, KINDNESS)
    assert before is not None
    assert before.year == 2002
    assert comparable_round_before(tiny, 2002, TIDINESS) is None
    assert comparable_round_before(tiny, 2003, ("tidiness", "cupboards")) is None
    assert comparable_round_before(tiny, 2006, (None, "greeting")) is None


def test_real_rules(shipped: Dataset) -> None:
    rules = shipped.comparisons
    assert is_comparable(rules, 2014, 2015, ("efficiency", None))
    assert not is_comparable(rules, 2014, 2015, ("effectiveness", None))
    assert is_comparable(rules, 2015, 2018, ("effectiveness", "preventing-crime"))
    assert not is_comparable(rules, 2015, 2016, ("legitimacy", "treating-public"))
    assert is_comparable(rules, 2016, 2018, ("legitimacy", "treating-public"))
    assert not is_comparable(rules, 2014, 2015, ("efficiency", "financial-position"))
    for one in (2014, 2015, 2016, 2017, 2018):
        assert not are_comparable_at_all(rules, one, 2021)
        assert not are_comparable_at_all(rules, one, 2023)
    assert not are_comparable_at_all(rules, 2021, 2023)


def test_where_no_source_says_anything_nothing_compares(tiny: Dataset) -> None:
    reason = reason_against(Comparisons(), tiny.rounds[2001], tiny.rounds[2002])
    assert reason == "No source says that TRIAL 2001 and TRIAL 2002 can be compared."


def test_a_rule_for_just_two_rounds_covers_both(tiny: Dataset) -> None:
    rule = tiny.comparisons.comparable[1]
    only = Comparisons(comparable=(rule,))
    assert rule.years == {2002, 2003}
    assert are_comparable_at_all(only, 2002, 2003)
    assert not are_comparable_at_all(only, 2001, 2002)


def test_breaks_stand_between_two_rounds_or_they_do_not(tiny: Dataset) -> None:
    between = {
        (one, other): [b.after for b in breaks_between(tiny.comparisons, one, other)]
        for one in tiny.rounds
        for other in tiny.rounds
        if one < other
    }
    assert between == {
        (2001, 2002): [2002],
        (2001, 2003): [2002],
        (2001, 2006): [2002, 2006],
        (2002, 2003): [],
        (2002, 2006): [2006],
        (2003, 2006): [2006],
    }
