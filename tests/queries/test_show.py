"""One force's grades."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.model import Level
from peelcli.queries.show import show

if TYPE_CHECKING:
    from peelcli.model import Dataset


def test_narrowing(tiny: Dataset) -> None:
    force = tiny.forces["erewhon"]
    everything = show(tiny, force)
    assert (everything.force, everything.level) == (force, Level.PILLAR_GRADES)
    assert len(everything.judgments) == 15
    assert [len(grid.rounds) for grid in everything.grids] == [3, 1]
    narrow = show(tiny, force, years=[2002], pillars=["tidiness"])
    assert {(one.year, one.pillar) for one in narrow.judgments} == {(2002, "tidiness")}
    assert [round_.year for round_ in narrow.rounds] == [2002]
    assert [[row.question.key for row in grid.rows] for grid in narrow.grids] == [
        [("tidiness", None)]
    ]
    assert show(tiny, force, years=[2006], pillars=["tidiness"]).grids == ()


def test_rounds_that_stand_apart(tiny: Dataset) -> None:
    pillars, areas = show(tiny, tiny.forces["erewhon"]).grids
    assert pillars.apart == ()
    assert [(round_.year, reason) for round_, reason in areas.apart] == [
        (2006, "There are five grades now.")
    ]


def test_grids_go_as_deep_as_asked(tiny: Dataset) -> None:
    found = show(tiny, tiny.forces["erewhon"], years=[2002], level=Level.QUESTIONS)
    assert found.level is Level.QUESTIONS
    (grid,) = found.grids
    assert [row.question.key for row in grid.rows] == [
        ("kindness", None),
        ("kindness", "greeting"),
        ("kindness", "listening"),
        ("tidiness", None),
        ("tidiness", "desks"),
        ("tidiness", "drawers"),
    ]
    assert show(tiny._replace(by_force={}), tiny.forces["erewhon"]).judgments == ()
