"""A map: one question, every force, its place."""

from __future__ import annotations

import pytest
from conftest import TINY

from peelcli import load
from peelcli.answers.map import force_map
from peelcli.data import PeelData
from peelcli.errors import UsageError


def test_a_row_a_force_with_code_and_tile(tiny: PeelData) -> None:
    found = tiny.map(2003, pillar="tidiness", group="near side")
    assert [(row["force"], row["code"], row["tile"], row["outlined"]) for row in found.rows()] == [
        ("erewhon", "ERW", [2, 1], False),
        ("ruritania", "RUR", [1, 2], True),
        ("ruritania-south", "RAS", [], True),
    ]
    grades = {row["force"]: (row["grade"], row["status"]) for row in found.rows()}
    shown = tiny.overview(2003, pillar="tidiness").rows()
    assert grades == {row["force"]: (row["grade"], row["status"]) for row in shown}


def test_it_shows_one_question(tiny: PeelData) -> None:
    for pillar in ([], ["tidiness", "kindness"]):
        with pytest.raises(
            UsageError, match=r"shows one question of TRIAL 2003/04; name one: `pillar=` "
        ):
            tiny.map(2003, pillar=pillar)
    with pytest.raises(UsageError, match=r"name one: `question=` greeting, listening"):
        tiny.map(2006)
    with pytest.raises(UsageError, match="did not grade"):
        tiny.map(2003, question="desks")
    # A round of one question needs no name.
    one = next(iter(tiny.rounds[2006].asked.items()))
    lone = tiny.rounds[2006]._replace(asked=dict([one]))
    assert force_map(tiny, lone).question == one[1]


def test_the_latest_round_is_that_of_the_question(tiny: PeelData) -> None:
    assert tiny.map(pillar="tidiness").document()["year"] == 2003
    assert tiny.map(question="greeting").document()["year"] == 2006


def test_missing_undated_and_thin(tiny: PeelData) -> None:
    of_2003 = force_map(tiny, tiny.rounds[2003], pillars=["tidiness"])
    kinds = [row.status for row in of_2003.cells]
    assert of_2003.missing == kinds.count("missing")
    of_2006 = force_map(tiny, tiny.rounds[2006], questions=["greeting"])
    # Two thirds are not fewer than two thirds.
    assert (of_2006.missing, of_2006.is_thin, of_2006.undated) == (1, False, 0)
    other = force_map(tiny, tiny.rounds[2006], questions=["listening"])
    assert (other.missing, other.is_thin) == (2, True)
    then = tiny.as_of("2002-03-31")
    for question in ("greeting", "desks"):
        rows = force_map(then, then.rounds[2002], questions=[question])
        assert rows.undated == sum(row.cell.is_undated for row in rows.cells)


def test_codes_and_tiles_of_the_shipped_forces_are_their_own(shipped: PeelData) -> None:
    codes = [force.code for force in shipped.forces.values()]
    tiles = [force.tile for force in shipped.forces.values()]
    assert len(set(codes)) == len(set(tiles)) == 43
    assert None not in tiles
    assert all(len(code) == 3 and code.isupper() for code in codes)
    # What the map prints can be typed.
    for force in shipped.forces.values():
        assert shipped.show(force.code).result.force == force
    # As many columns as fit a terminal of 64.
    assert max(column for column, _ in filter(None, tiles)) <= 7


def test_a_code_is_the_first_short_alias() -> None:
    forces = load(TINY).forces
    assert forces["erewhon"]._replace(aliases=("backwards",)).code == "ERE"
    assert forces["erewhon"]._replace(aliases=("backwards", "er", "erw")).code == "ER"
