"""All forces of a round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from peelcli.answers.grid import CellKind, sort_keys
from peelcli.answers.overview import OverviewBy, overview
from peelcli.as_of import as_of
from peelcli.errors import UsageError
from peelcli.filters import Filter
from peelcli.terms import Level

if TYPE_CHECKING:
    from peelcli.data import PeelData


def test_by_name_and_by_grade(tiny: PeelData) -> None:
    by_name = overview(tiny, tiny.rounds[2003])
    assert [question.key for question in by_name.questions] == [
        ("kindness", None),
        ("tidiness", None),
    ]
    assert by_name.round is tiny.rounds[2003]
    ((group, rows),) = by_name.groups
    assert group is None
    assert [row.force.id for row in rows] == ["erewhon", "ruritania", "ruritania-south"]
    assert by_name.sorted_by == ()
    by_grade = overview(tiny, tiny.rounds[2003], sort="grade")
    ((_, rows),) = by_grade.groups
    assert [row.force.id for row in rows] == ["ruritania-south", "ruritania", "erewhon"]
    assert [question.key for question in by_grade.sorted_by] == [
        ("kindness", None),
        ("tidiness", None),
    ]


def test_by_one_column_a_force_without_that_grade_is_last(tiny: PeelData) -> None:
    found = overview(tiny, tiny.rounds[2003], sort="tidiness")
    ((_, rows),) = found.groups
    # The first by kindness has no grade for tidiness.
    assert [row.force.id for row in rows] == ["erewhon", "ruritania", "ruritania-south"]
    assert [question.key for question in found.sorted_by] == [("tidiness", None)]


def test_whether_all_forces_are_there(tiny: PeelData) -> None:
    assert overview(tiny, tiny.rounds[2003]).is_of_all
    assert not overview(tiny, tiny.rounds[2003], wanted=Filter(members=["erewhon"])).is_of_all


def test_by_region(tiny: PeelData) -> None:
    groups = overview(tiny, tiny.rounds[2006], by=OverviewBy.REGION).groups
    assert [(name, [row.force.id for row in rows]) for name, rows in groups] == [
        ("Far Side", ["erewhon"]),
        ("Near Side", ["ruritania", "ruritania-south"]),
    ]


def test_regions_stand_by_name_not_by_their_forces(tiny: PeelData) -> None:
    swapped = {"Far Side": "Near Side", "Near Side": "Far Side"}
    dataset = tiny._replace(
        forces={
            id_: force._replace(region=swapped[force.region]) for id_, force in tiny.forces.items()
        }
    )
    groups = overview(dataset, dataset.rounds[2003], by=OverviewBy.REGION).groups
    assert [name for name, _ in groups] == ["Far Side", "Near Side"]


def test_regions_stand_by_name_whatever_the_order_of_forces(tiny: PeelData) -> None:
    groups = overview(tiny, tiny.rounds[2003], sort="kindness", by=OverviewBy.REGION).groups
    assert [name for name, _ in groups] == ["Far Side", "Near Side"]


def test_only_the_wanted_forces_and_pillars(tiny: PeelData) -> None:
    found = overview(
        tiny,
        tiny.rounds[2003],
        wanted=Filter(members=["ruritania", "ruritania-south"]),
        pillars=["tidiness"],
    )
    ((_, rows),) = found.groups
    assert [row.force.id for row in rows] == ["ruritania", "ruritania-south"]
    assert [question.key for question in found.questions] == [("tidiness", None)]


def test_what_is_missing_is_not_what_had_no_grade(tiny: PeelData) -> None:
    ((_, rows),) = overview(tiny, tiny.rounds[2002]).groups
    kinds = {row.force.id: [cell.kind for cell in row.cells] for row in rows}
    assert kinds["ruritania"] == [CellKind.JUDGED, CellKind.JUDGED]
    with_questions = overview(tiny, tiny.rounds[2001], level=Level.QUESTIONS)
    assert [question.key for question in with_questions.questions] == [
        ("kindness", None),
        ("kindness", "greeting"),
    ]
    ((_, rows),) = with_questions.groups
    assert [row.cells[0].kind for row in rows] == [
        CellKind.JUDGED,
        CellKind.MISSING,
        CellKind.MISSING,
    ]


def test_what_to_sort_by(tiny: PeelData) -> None:
    round_ = tiny.rounds[2003]
    level = Level.PILLAR_GRADES
    both = (("kindness", None), ("tidiness", None))
    assert sort_keys(round_, (), level, "name") == ()
    assert sort_keys(round_, (), level, "Grade") == both
    assert sort_keys(round_, ["tidiness"], level, "grade") == (both[1],)
    assert sort_keys(round_, (), level, "tidi") == (both[1],)
    assert sort_keys(round_, (), level, "cupboards") == (("tidiness", "cupboards"),)
    with pytest.raises(UsageError, match="there is no sort column 'cupboards'"):
        sort_keys(round_, ["kindness"], level, "cupboards")
    with pytest.raises(UsageError, match="there is no sort column 'tidiness'"):
        sort_keys(round_, (), level, "tidiness", ["cupboards"])


def test_a_sort_column_below_a_pillar_is_shown(tiny: PeelData) -> None:
    found = overview(tiny, tiny.rounds[2003], sort="cupboards")
    assert ("tidiness", "cupboards") in [question.key for question in found.questions]
    assert [question.id for question in found.sorted_by] == ["cupboards"]


def test_only_the_named_questions(tiny: PeelData) -> None:
    found = overview(tiny, tiny.rounds[2003], questions=["cupboards", "overall"])
    assert [question.key for question in found.questions] == [
        ("kindness", None),
        ("tidiness", None),
        ("tidiness", "cupboards"),
    ]
    with pytest.raises(UsageError, match=r"TRIAL 2003/04 did not grade tea; it graded overall, "):
        overview(tiny, tiny.rounds[2003], questions=["tea"])


def test_cells_and_how_many_are_undated(tiny: PeelData) -> None:
    found = overview(tiny, tiny.rounds[2003])
    assert [(cell.force.id, cell.question.pillar) for cell in found.cells] == [
        (force, pillar) for force in tiny.forces for pillar in ("kindness", "tidiness")
    ]
    assert found.undated == 0
    then = as_of(tiny, "2999-01-01")
    kinds = [cell.cell.kind for cell in overview(then, then.rounds[2003]).cells]
    undated = [judgment for judgment in tiny.judgments(year=2003) if judgment.published is None]
    at_pillars = [judgment for judgment in undated if judgment.question is None]
    assert overview(then, then.rounds[2003]).undated == len(at_pillars)
    assert kinds.count(CellKind.LEFT_OUT) == len(at_pillars)
