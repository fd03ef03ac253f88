"""What happened between two judgments, on the invented inspectorate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from conftest import with_judgment

from peelcli.answers.change import (
    MOVES,
    Change,
    Kind,
    change_between,
    change_since_last_inspection,
    kinds_meant,
)
from peelcli.errors import UsageError
from peelcli.terms import Grade, Status

if TYPE_CHECKING:
    from peelcli.data import PeelData
    from peelcli.model import Dataset, Judgment
    from peelcli.terms import Place


def the(dataset: Dataset, force: str, place: Place) -> Judgment:
    return dataset.by_force[force][place]


def between(dataset: Dataset, force: str, one: Place, other: Place) -> Change:
    before, after = the(dataset, force, one), the(dataset, force, other)
    return change_between(before, after, dataset.rounds[2002].scale, comparable=True)


def test_moves_count_the_steps_on_the_scale(tiny: PeelData) -> None:
    kindness = (2001, "kindness", None), (2002, "kindness", None), (2003, "kindness", None)
    first, second, third = kindness
    assert between(tiny, "erewhon", first, second) == Change(Kind.IMPROVED, 1)
    assert between(tiny, "erewhon", second, third) == Change(Kind.DECLINED, -2)
    assert between(tiny, "ruritania", second, third) == Change(Kind.UNCHANGED, 0)


def test_carried_over_is_never_a_move_nor_unchanged_in_either_direction(tiny: PeelData) -> None:
    old, new = (2002, "kindness", "greeting"), (2003, "kindness", "greeting")
    assert between(tiny, "erewhon", old, new) == Change(Kind.CARRIED_OVER, None)
    assert between(tiny, "erewhon", new, old) == Change(Kind.CARRIED_OVER, None)


def test_not_graded_and_missing_are_kinds_of_their_own(tiny: PeelData) -> None:
    scale = tiny.rounds[2002].scale
    ungraded = the(tiny, "ruritania", (2002, "tidiness", None))
    graded = the(tiny, "ruritania", (2003, "tidiness", None))
    assert change_between(ungraded, graded, scale, comparable=True).kind is Kind.NOT_GRADED
    assert change_between(None, ungraded, scale, comparable=True).kind is Kind.MISSING
    assert change_between(None, graded, scale, comparable=False).kind is Kind.MISSING
    assert change_between(graded, graded, scale, comparable=False) == Change(
        Kind.NOT_COMPARABLE, None
    )


def test_since_the_last_inspection(tiny: PeelData) -> None:
    def since(force: str, *place: str | int | None) -> Change | None:
        year, pillar, question = place
        assert isinstance(year, int)
        key = (str(pillar), str(question) if question else None)
        return change_since_last_inspection(tiny, the(tiny, force, (year, *key)))

    assert since("erewhon", 2001, "kindness", None) is None
    assert since("erewhon", 2002, "kindness", None) == Change(Kind.IMPROVED, 1)
    assert since("ruritania", 2003, "tidiness", None) == Change(Kind.NOT_GRADED, None)


def chain(tiny: PeelData, **second: Any) -> Change | None:
    """Return erewhon's change in 2003: good in 2001, then as given, then requires improvement."""
    place = (2002, "kindness", None)
    dataset = with_judgment(tiny, "erewhon", place, **second)
    return change_since_last_inspection(dataset, the(dataset, "erewhon", (2003, *place[1:])))


def test_what_was_carried_over_counts_when_it_was_inspected(tiny: PeelData) -> None:
    carried = {"status": Status.CARRIED_OVER, "carried_over_from": 2001, "grade": Grade.GOOD}
    assert chain(tiny, **carried) == Change(Kind.DECLINED, -1)


def test_a_round_that_gave_no_grade_hides_no_move(tiny: PeelData) -> None:
    assert chain(tiny, status=Status.NOT_GRADED, grade=None) == Change(Kind.DECLINED, -1)


def test_across_a_judgment_that_is_not_there_nothing_is_known(tiny: PeelData) -> None:
    judgments = dict(tiny.by_force["erewhon"])
    del judgments[2002, "kindness", None]
    dataset = tiny._replace(by_force={"erewhon": judgments})
    last = the(dataset, "erewhon", (2003, "kindness", None))
    assert change_since_last_inspection(dataset, last) == Change(Kind.MISSING, None)


def test_a_chain_of_carried_over_grades_hides_no_move(tiny: PeelData) -> None:
    key = ("kindness", None)
    later = tiny.rounds[2003]._replace(year=2004)
    rule = tiny.comparisons.comparable[0]._replace(years=(2001, 2002, 2003, 2004))
    dataset = tiny._replace(
        rounds={**tiny.rounds, 2004: later},
        comparisons=tiny.comparisons._replace(comparable=(rule,)),
    )
    first = the(tiny, "erewhon", (2001, *key))
    carried = first._replace(status=Status.CARRIED_OVER, grade=Grade.GOOD)
    judgments = [
        first,
        carried._replace(year=2002, carried_over_from=2001),
        carried._replace(year=2003, carried_over_from=2002),
        first._replace(year=2004, grade=Grade.INADEQUATE),
    ]
    dataset = dataset._replace(
        by_force={"erewhon": {judgment.place: judgment for judgment in judgments}}
    )
    found = change_since_last_inspection(dataset, judgments[-1])
    assert found == Change(Kind.DECLINED, -2)


def test_an_arrow_looks_back_to_the_round_that_a_grade_was_carried_from(shipped: PeelData) -> None:
    found = [
        (judgment, change)
        for judgment in shipped.judgments()
        if judgment.year == 2018
        and judgment.carried_over_from is None
        and (before := shipped.judgment(judgment.force, 2017, judgment.key))
        and before.carried_over_from == 2016
        and (change := change_since_last_inspection(shipped, judgment))
    ]
    assert found
    for judgment, change in found:
        origin = shipped.judgment(judgment.force, 2016, judgment.key)
        scale = shipped.rounds[2018].scale
        assert change == change_between(origin, judgment, scale, comparable=True)


def test_no_arrow_where_the_round_that_a_grade_comes_from_does_not_compare(tiny: PeelData) -> None:
    key = ("kindness", "greeting")
    # 2002 takes its grade from 2001, whose greeting was another; 2003 was inspected.
    carried = {"status": Status.CARRIED_OVER, "carried_over_from": 2001, "grade": Grade.INADEQUATE}
    dataset = with_judgment(tiny, "erewhon", (2002, *key), **carried)
    seen = {"status": Status.INSPECTED, "carried_over_from": None}
    dataset = with_judgment(dataset, "erewhon", (2003, *key), **seen)
    assert change_since_last_inspection(dataset, dataset.by_force["erewhon"][2003, *key]) is None


@pytest.mark.parametrize(
    ("years", "origin", "expected"),
    [
        # What lies between the inspection and the round that carries its grade over is passed by.
        ({2001, 2002, 2003, 2004}, 2001, Change(Kind.DECLINED, -2)),
        # The inspection of 2002 is not of a round that compares.
        ({2001, 2003, 2004}, 2002, None),
    ],
)
def test_the_inspection_itself_must_be_of_a_round_that_compares(
    tiny: PeelData, years: set[int], origin: int, expected: Change | None
) -> None:
    rule = tiny.comparisons.comparable[0]._replace(years=tuple(years))
    first = the(tiny, "erewhon", (2001, "kindness", None))
    judgments = [
        first,
        first._replace(year=2002, grade=Grade.OUTSTANDING),
        first._replace(year=2003, status=Status.CARRIED_OVER, carried_over_from=origin),
        first._replace(year=2004, grade=Grade.INADEQUATE),
    ]
    dataset = tiny._replace(
        rounds={**tiny.rounds, 2004: tiny.rounds[2003]._replace(year=2004)},
        comparisons=tiny.comparisons._replace(comparable=(rule,)),
        by_force={"erewhon": {judgment.place: judgment for judgment in judgments}},
    )
    assert change_since_last_inspection(dataset, judgments[-1]) == expected


def test_every_kind_has_a_name_for_readers() -> None:
    assert [kind.label for kind in Kind] == [
        "improved",
        "declined",
        "unchanged",
        "carried over",
        "not graded",
        "not in the dataset",
        "not comparable",
        "left out",
    ]


def test_kinds_to_show() -> None:
    assert kinds_meant(None) == MOVES
    assert kinds_meant(["unchanged"]) == {Kind.UNCHANGED}
    assert kinds_meant(["not in the dataset"]) == {Kind.MISSING}
    assert kinds_meant(None, everything=True) == set(Kind) - {Kind.NOT_COMPARABLE}
    assert kinds_meant(None, anyway=True) == MOVES | {Kind.NOT_COMPARABLE}
    assert kinds_meant(["improved"], anyway=True) == {Kind.IMPROVED, Kind.NOT_COMPARABLE}
    with pytest.raises(UsageError, match="there is no kind 'vanished'"):
        kinds_meant(["vanished"])
