"""Forces in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.model import Level
from peelcli.queries.rank import rank
from peelcli.queries.select import Filter

if TYPE_CHECKING:
    from peelcli.model import Dataset


def test_mean_position_on_the_scale(tiny: Dataset) -> None:
    found = rank(tiny, tiny.rounds[2003])
    assert found.round is tiny.rounds[2003]
    assert found.needed == 1
    assert [(row.force.id, row.rank, row.mean, row.grades) for row in found.ranked] == [
        ("ruritania-south", 1, 1.0, 1),
        ("erewhon", 2, 2.5, 2),
        ("ruritania", 3, 3.0, 2),
    ]


def test_ties_share_a_place_and_too_few_have_none(tiny: Dataset) -> None:
    found = rank(tiny, tiny.rounds[2002], level=Level.QUESTIONS)
    assert found.needed == 3
    assert [(row.force.id, row.rank) for row in found.ranked] == [("erewhon", 1)]
    assert [row.force.id for row in found.too_few] == ["ruritania", "ruritania-south"]
    assert all(row.rank is None for row in found.too_few)


def test_ties(shipped: Dataset) -> None:
    found = rank(shipped, shipped.rounds[2018])
    for row in found.ranked:
        better = sum(other.mean < row.mean for other in found.ranked)  # type: ignore[operator]  # the ranked have means
        assert row.rank == better + 1
    assert sum(row.rank == found.ranked[0].rank for row in found.ranked) >= 1


def test_only_the_wanted_forces_and_pillars(tiny: Dataset) -> None:
    found = rank(
        tiny, tiny.rounds[2003], wanted=Filter(regions=["Near Side"]), pillars=["tidiness"]
    )
    assert [(row.force.id, row.rank, row.mean) for row in found.ranked] == [("ruritania", 1, 4.0)]
    assert [(row.force.id, row.mean) for row in found.too_few] == [("ruritania-south", None)]
    nobody = rank(tiny, tiny.rounds[2003], wanted=Filter(nations=["Elsewhere"]))
    assert (nobody.needed, nobody.ranked, nobody.too_few) == (1, (), ())
