"""One force's grades."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.answers.change import Change, Kind
from peelcli.answers.show import show, show_report
from peelcli.rules import Comparisons
from peelcli.terms import Level

if TYPE_CHECKING:
    from peelcli.data import PeelData


def test_narrowing(tiny: PeelData) -> None:
    force = tiny.forces["erewhon"]
    everything = show(tiny, force)
    assert (everything.force, everything.level) == (force, Level.PILLAR_GRADES)
    assert len(everything.rows) == 15
    assert [len(grid.rounds) for grid in everything.grids] == [1, 3]
    narrow = show(tiny, force, years=[2002], pillars=["tidiness"])
    assert {(row.judgment.year, row.judgment.pillar) for row in narrow.rows} == {(2002, "tidiness")}
    assert [round_.year for round_ in narrow.rounds] == [2002]
    assert [[row.question.key for row in grid.rows] for grid in narrow.grids] == [
        [("tidiness", None)]
    ]
    assert show(tiny, force, years=[2006], pillars=["tidiness"]).grids == ()


def test_rounds_that_stand_apart(tiny: PeelData) -> None:
    areas, pillars = show(tiny, tiny.forces["erewhon"]).grids
    assert pillars.apart == ()
    (apart,) = areas.apart
    assert (apart.round.year, apart.before.year) == (2006, 2003)
    assert (apart.reason.text, apart.compares_with) == ("There are five grades now.", None)
    assert apart.reason.sources == ("https://trial.example/compare",)


def test_a_round_that_compares_with_one_further_back_says_so(tiny: PeelData) -> None:
    rule = tiny.comparisons.comparable[0]._replace(years=(2001, 2003))
    dataset = tiny._replace(comparisons=Comparisons((rule,)))
    _, grid = show(dataset, tiny.forces["erewhon"]).grids
    assert [
        (apart_.round.year, apart_.before.year, apart_.compares_with and apart_.compares_with.year)
        for apart_ in grid.apart
    ] == [(2002, 2001, None), (2003, 2002, 2001)]
    (row, _) = grid.rows
    assert [cell.change for cell in row.cells] == [None, None, Change(Kind.DECLINED, -1)]


def test_a_cell_has_the_change_since_the_last_inspection(tiny: PeelData) -> None:
    _, grid = show(tiny, tiny.forces["erewhon"]).grids
    (row, _) = grid.rows
    assert [cell.change for cell in row.cells] == [
        None,
        Change(Kind.IMPROVED, 1),
        Change(Kind.DECLINED, -2),
    ]


def test_grids_go_as_deep_as_asked(tiny: PeelData) -> None:
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
    assert show(tiny._replace(by_force={}), tiny.forces["erewhon"]).rows == ()


def test_a_dataset_says_how_much_there_is(tiny: PeelData) -> None:
    assert repr(tiny) == "<Dataset of 3 forces, 4 rounds, 25 judgments>"


def test_the_report_names_the_round_that_compares(tiny: PeelData) -> None:
    rule = tiny.comparisons.comparable[0]._replace(years=(2001, 2003))
    dataset = tiny._replace(comparisons=Comparisons((rule,)))
    _, pillars = show_report(show(dataset, tiny.forces["erewhon"])).tables
    assert any(
        "TRIAL 2003/04 can't be compared with TRIAL 2002; arrows in TRIAL 2003/04 look back to "
        "TRIAL 2001." in note
        for note in pillars.notes
    )
