"""Rows and cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from peelcli.answers.grid import (
    CellKind,
    ForceCell,
    cell_at,
    graded_rows_of,
    named_rows_of,
    rows_of,
)
from peelcli.errors import UsageError
from peelcli.terms import Level

if TYPE_CHECKING:
    from peelcli.data import PeelData


def test_rows_are_pillar_by_pillar_its_own_grade_first(tiny: PeelData) -> None:
    with_pillars = [round_ for round_ in tiny.rounds.values() if round_.pillars]
    rows = rows_of(with_pillars, (), Level.QUESTIONS)
    assert [question.key for question in rows] == [
        ("kindness", None),
        ("kindness", "greeting"),
        ("kindness", "listening"),
        ("tidiness", None),
        ("tidiness", "desks"),
        ("tidiness", "drawers"),
        ("tidiness", "cupboards"),
    ]
    assert [q.key for q in rows_of(with_pillars, (), Level.PILLAR_GRADES)] == [
        ("kindness", None),
        ("tidiness", None),
    ]
    assert [q.key for q in rows_of(with_pillars, ("tidiness",), Level.PILLAR_GRADES)] == [
        ("tidiness", None)
    ]
    # As the latest round asks it.
    areas = rows_of(tiny.rounds.values(), (), Level.QUESTIONS)
    assert next(q.title for q in areas if q.key == ("kindness", "greeting")) == (
        "Does it greet people?"
    )


def test_what_no_round_graded_is_no_row_unless_it_is_a_pillar_or_area(tiny: PeelData) -> None:
    round_ = tiny.rounds[2002]
    asked = dict(round_.asked)
    asked["tidiness", "desks"] = asked["tidiness", "desks"]._replace(graded=False)
    ungraded = round_._replace(asked=asked)
    keys = [question.key for question in rows_of((ungraded,), (), Level.QUESTIONS)]
    assert ("tidiness", "desks") not in keys
    assert ("tidiness", "drawers") in keys
    assert ("tidiness", None) in [
        q.key for q in rows_of((tiny.rounds[2001],), (), Level.PILLAR_GRADES)
    ]
    assert [q.key for q in graded_rows_of(tiny.rounds[2001])] == [("kindness", None)]
    assert [q.key for q in graded_rows_of(tiny.rounds[2006])] == [
        (None, "greeting"),
        (None, "listening"),
    ]


def test_cells(tiny: PeelData) -> None:
    def kind(force: str, year: int, *key: str | None) -> CellKind:
        return cell_at(tiny, force, tiny.rounds[year], (key[0], key[1])).kind

    assert kind("erewhon", 2002, "kindness", None) is CellKind.JUDGED
    assert kind("ruritania", 2002, "tidiness", "desks") is CellKind.MISSING
    assert kind("erewhon", 2001, "tidiness", None) is CellKind.NO_GRADE
    assert kind("erewhon", 2001, "kindness", "listening") is CellKind.NO_GRADE


def test_how_a_cell_came_about(tiny: PeelData) -> None:
    found = {}
    for force in tiny.forces.values():
        for round_ in tiny.rounds.values():
            for question in round_.questions:
                cell = cell_at(tiny, force.id, round_, question.key)
                one = ForceCell(force, round_, question, cell)
                judgment = tiny.judgment(force.id, round_.year, question.key)
                found[force.id, round_.year, question.key] = one
                assert one.status == (judgment.status if judgment else cell.kind)
                assert one.cell.carried_over_from == (judgment and judgment.carried_over_from)
    assert {"inspected", "carried-over", "not-graded", "missing"} <= {
        str(place.status) for place in found.values()
    }


def test_a_place_without_a_grade_says_whether_it_was_asked(tiny: PeelData) -> None:
    def asked(year: int, key: tuple[str | None, str | None]) -> tuple[CellKind, bool]:
        cell = cell_at(tiny, "erewhon", tiny.rounds[year], key)
        return cell.kind, cell.is_asked

    assert asked(2001, ("tidiness", None)) == (CellKind.NO_GRADE, True)
    assert asked(2001, ("tidiness", "desks")) == (CellKind.NO_GRADE, False)
    assert asked(2002, ("tidiness", "desks")) == (CellKind.JUDGED, True)


def test_what_a_round_did_not_grade_is_named(tiny: PeelData) -> None:
    with pytest.raises(UsageError) as refused:
        named_rows_of(tiny.rounds[2002], ["kindness"], Level.QUESTIONS, ["tea", "desks"])
    assert str(refused.value) == (
        "TRIAL 2002 did not grade desks and tea; it graded overall, greeting, listening"
    )
