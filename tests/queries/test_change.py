"""What happened between two judgments, on the invented inspectorate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conftest import with_judgment

from peelcli.model import Grade, Status
from peelcli.queries.change import Change, Kind, change_between, change_since_last_inspection

if TYPE_CHECKING:
    from peelcli.model import Dataset, Judgment, Place


def the(dataset: Dataset, force: str, place: Place) -> Judgment:
    return dataset.by_force[force][place]


def between(dataset: Dataset, force: str, one: Place, other: Place) -> Change:
    before, after = the(dataset, force, one), the(dataset, force, other)
    return change_between(before, after, dataset.rounds[2002].scale, comparable=True)


def test_moves_count_the_steps_on_the_scale(tiny: Dataset) -> None:
    kindness = (2001, "kindness", None), (2002, "kindness", None), (2003, "kindness", None)
    first, second, third = kindness
    assert between(tiny, "erewhon", first, second) == Change(Kind.IMPROVED, 1)
    assert between(tiny, "erewhon", second, third) == Change(Kind.DECLINED, -2)
    assert between(tiny, "ruritania", second, third) == Change(Kind.UNCHANGED, 0)


def test_carried_over_is_never_a_move_nor_unchanged_in_either_direction(tiny: Dataset) -> None:
    old, new = (2002, "kindness", "greeting"), (2003, "kindness", "greeting")
    assert between(tiny, "erewhon", old, new) == Change(Kind.CARRIED_OVER, None)
    assert between(tiny, "erewhon", new, old) == Change(Kind.CARRIED_OVER, None)


def test_not_graded_and_missing_are_kinds_of_their_own(tiny: Dataset) -> None:
    scale = tiny.rounds[2002].scale
    ungraded = the(tiny, "ruritania", (2002, "tidiness", None))
    graded = the(tiny, "ruritania", (2003, "tidiness", None))
    assert change_between(ungraded, graded, scale, comparable=True).kind is Kind.NOT_GRADED
    assert change_between(None, ungraded, scale, comparable=True).kind is Kind.MISSING
    assert change_between(None, graded, scale, comparable=False).kind is Kind.MISSING
    assert change_between(graded, graded, scale, comparable=False) == Change(
        Kind.NOT_COMPARABLE, None
    )


def test_since_the_last_inspection(tiny: Dataset) -> None:
    def since(force: str, *place: str | int | None) -> Change | None:
        year, pillar, question = place
        assert isinstance(year, int)
        key = (str(pillar), str(question) if question else None)
        return change_since_last_inspection(tiny, the(tiny, force, (year, *key)))

    assert since("erewhon", 2001, "kindness", None) is None
    assert since("erewhon", 2002, "kindness", None) == Change(Kind.IMPROVED, 1)
    assert since("ruritania", 2003, "tidiness", None) == Change(Kind.NOT_GRADED, None)


def test_an_arrow_looks_back_to_the_round_that_a_grade_was_carried_from(shipped: Dataset) -> None:
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


def test_no_arrow_where_the_round_that_a_grade_comes_from_does_not_compare(tiny: Dataset) -> None:
    key = ("kindness", "greeting")
    # 2002 takes its grade from 2001, whose greeting was another; 2003 was inspected.
    carried = {"status": Status.CARRIED_OVER, "carried_over_from": 2001, "grade": Grade.INADEQUATE}
    dataset = with_judgment(tiny, "erewhon", (2002, *key), **carried)
    seen = {"status": Status.INSPECTED, "carried_over_from": None}
    dataset = with_judgment(dataset, "erewhon", (2003, *key), **seen)
    assert change_since_last_inspection(dataset, dataset.by_force["erewhon"][2003, *key]) is None


def test_every_kind_has_a_name_for_readers() -> None:
    assert [kind.label for kind in Kind] == [
        "improved",
        "declined",
        "unchanged",
        "carried over",
        "not graded",
        "not in the dataset",
        "not comparable",
    ]
