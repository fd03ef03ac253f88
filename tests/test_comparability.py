"""What can be compared with what, on the invented inspectorate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from peelcli.comparability import (
    breaks_between,
    comparable_keys,
    comparable_rounds_before,
    is_comparable,
    reason_against,
)
from peelcli.rules import ComparableRounds, Comparisons
from peelcli.terms import Level

if TYPE_CHECKING:
    from peelcli.data import PeelData
    from peelcli.terms import QuestionKey

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
    tiny: PeelData, year: int, other: int, key: QuestionKey, expected: bool
) -> None:
    assert is_comparable(tiny.comparisons, year, other, key) is expected


def test_rounds_compare_at_all_when_anything_of_them_does(tiny: PeelData) -> None:
    rounds = tiny.rounds
    assert comparable_keys(tiny.comparisons, rounds[2001], rounds[2003]) == (KINDNESS,)
    assert comparable_keys(tiny.comparisons, rounds[2001], rounds[2006]) == ()
    # A rule that names both rounds says nothing where they did not grade the same.
    rule = tiny.comparisons.comparable[1]._replace(years=(2001, 2002))
    only = Comparisons(comparable=(rule,))
    assert comparable_keys(only, rounds[2001], rounds[2002]) == ()
    assert reason_against(only, rounds[2001], rounds[2002]) is not None


def test_areas_compare_where_a_rule_names_them(tiny: PeelData) -> None:
    first = tiny.rounds[2006]
    second = first._replace(year=2009, last_year=2011, label="TRIAL 2009-11")
    rule = ComparableRounds((2006, 2009), (), Level.PILLAR_GRADES, (), ("listening",))
    rules = Comparisons(comparable=(rule,))
    assert comparable_keys(rules, first, second) == ((None, "listening"),)
    assert is_comparable(rules, 2006, 2009, (None, "listening"))
    assert not is_comparable(rules, 2006, 2009, (None, "greeting"))
    assert not is_comparable(rules, 2006, 2009, ("kindness", "listening"))
    assert reason_against(rules, first, second) is None


def test_the_reason_is_the_datas_in_either_direction(tiny: PeelData) -> None:
    rounds = tiny.rounds
    for number, other in ((2003, 2006), (2006, 2003), (2001, 2006)):
        reason = reason_against(tiny.comparisons, rounds[number], rounds[other])
        assert reason == ("There are five grades now.", ("https://trial.example/compare",))
    assert reason_against(tiny.comparisons, rounds[2001], rounds[2002]) is None


def test_all_reasons_between_two_rounds_are_given(tiny: PeelData) -> None:
    (partial, full) = tiny.comparisons.breaks
    both = Comparisons(breaks=(partial._replace(pillars=None), full))
    reason = reason_against(both, tiny.rounds[2001], tiny.rounds[2006])
    assert reason is not None
    assert reason.text == "The greeting of 2001 was another. There are five grades now."
    assert reason.sources == ("https://trial.example/compare",)


def test_the_comparable_rounds_before_graded_the_same(tiny: PeelData) -> None:
    def before(year: int, key: QuestionKey) -> list[int]:
        return [round_.year for round_ in comparable_rounds_before(tiny, year, key)]

    assert before(2003, KINDNESS) == [2002, 2001]
    assert before(2002, TIDINESS) == []
    assert before(2003, ("tidiness", "cupboards")) == []
    assert before(2006, (None, "greeting")) == []


def test_real_rules(shipped: PeelData) -> None:
    rules = shipped.comparisons
    assert is_comparable(rules, 2014, 2015, ("efficiency", None))
    assert not is_comparable(rules, 2014, 2015, ("effectiveness", None))
    assert is_comparable(rules, 2015, 2018, ("effectiveness", "preventing-crime"))
    assert not is_comparable(rules, 2015, 2016, ("legitimacy", "treating-public"))
    assert is_comparable(rules, 2016, 2018, ("legitimacy", "treating-public"))
    assert not is_comparable(rules, 2014, 2015, ("efficiency", "financial-position"))
    for year in (2014, 2015, 2016, 2017, 2018, 2021):
        for other in (2021, 2023):
            rounds = shipped.rounds[year], shipped.rounds[other]
            assert year == other or comparable_keys(rules, *rounds) == ()


def test_where_no_source_says_anything_nothing_compares(tiny: PeelData) -> None:
    reason = reason_against(Comparisons(), tiny.rounds[2001], tiny.rounds[2002])
    assert reason == ("No source says that TRIAL 2001 and TRIAL 2002 can be compared.", ())


def test_a_rule_for_just_two_rounds_covers_both(tiny: PeelData) -> None:
    rule = tiny.comparisons.comparable[1]
    only = Comparisons(comparable=(rule,))
    assert rule.years == (2002, 2003)
    assert comparable_keys(only, tiny.rounds[2002], tiny.rounds[2003]) == (TIDINESS,)
    assert comparable_keys(only, tiny.rounds[2001], tiny.rounds[2002]) == ()


def test_breaks_stand_between_two_rounds_or_they_do_not(tiny: PeelData) -> None:
    between = {
        (number, other): [b.after for b in breaks_between(tiny.comparisons, number, other)]
        for number in tiny.rounds
        for other in tiny.rounds
        if number < other
    }
    assert between == {
        (2001, 2002): [2002],
        (2001, 2003): [2002],
        (2001, 2006): [2002, 2006],
        (2002, 2003): [],
        (2002, 2006): [2006],
        (2003, 2006): [2006],
    }
