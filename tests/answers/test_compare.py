"""Forces side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from peelcli.answers.compare import compare
from peelcli.as_of import as_of
from peelcli.errors import UsageError
from peelcli.terms import Level

if TYPE_CHECKING:
    from peelcli.data import PeelData


def test_the_latest_round_of_all(tiny: PeelData) -> None:
    forces = tiny.forces
    found = compare(tiny, [forces["erewhon"], forces["ruritania"]])
    assert [round_.year for round_, _ in found.rounds] == [2006]
    found = compare(tiny, list(forces.values()))
    assert [round_.year for round_, _ in found.rounds] == [2003]
    assert found.forces == tuple(forces.values())


def test_the_latest_round_that_graded_the_pillar(tiny: PeelData) -> None:
    found = compare(tiny, list(tiny.forces.values())[:2], pillars=["tidiness"])
    ((round_, rows),) = found.rounds
    assert round_.year == 2003
    assert [row.question.key for row in rows] == [("tidiness", None)]


def test_a_round_that_has_nothing_of_a_pillar_is_left_out(tiny: PeelData) -> None:
    forces = [tiny.forces["erewhon"], tiny.forces["ruritania"]]
    found = compare(tiny, forces, years=[2002, 2006], pillars=["tidiness"])
    assert [round_.year for round_, _ in found.rounds] == [2002]


def test_differences(tiny: PeelData) -> None:
    forces = [tiny.forces["erewhon"], tiny.forces["ruritania"]]
    found = compare(tiny, forces, years=[2002, 2003], level=Level.QUESTIONS)
    differing = {
        (round_.year, row.question.key) for round_, rows in found.rounds for row in rows
        if row.differs
    }  # fmt: skip
    assert differing == {
        (2002, ("kindness", None)),
        (2002, ("kindness", "listening")),
        (2003, ("kindness", None)),
        (2003, ("kindness", "listening")),
        (2003, ("tidiness", None)),
    }


def test_forces_that_never_met(tiny: PeelData) -> None:
    empty = tiny._replace(by_force={})
    with pytest.raises(
        UsageError, match=r"^there is no round in which .* have grades; name one with `round=`$"
    ):
        compare(empty, list(tiny.forces.values()))


def test_it_takes_two(tiny: PeelData) -> None:
    force = tiny.forces["erewhon"]
    for forces in ([], [force], [force, force]):
        with pytest.raises(UsageError, match=r"^name at least two .* with `group=`$"):
            compare(tiny, forces)


def test_years_cells_and_how_many_are_undated(tiny: PeelData) -> None:
    forces = list(tiny.forces.values())
    found = compare(tiny, forces, years=[2002, 2003])
    assert found.years == [2002, 2003]
    assert found.undated == 0
    assert [(cell.round.year, cell.question.pillar, cell.force.id) for cell in found.cells] == [
        (year, pillar, force.id)
        for year in (2002, 2003)
        for pillar in ("kindness", "tidiness")
        for force in forces
    ]
    differs = {(cell.round.year, cell.question.pillar): cell.differs for cell in found.cells}
    for year, rows in found.rounds:
        for row in rows:
            assert differs[year.year, row.question.pillar] == row.differs
    then = as_of(tiny, "2999-01-01")
    undated = [
        judgment for judgment in tiny.judgments(question="overall") if judgment.published is None
    ]
    years = sorted({judgment.year for judgment in undated})
    assert compare(then, list(then.forces.values()), years=years).undated == len(undated)
