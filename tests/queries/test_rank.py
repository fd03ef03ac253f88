"""Forces in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import with_judgment

from peelcli.errors import UsageError
from peelcli.filters import Filter
from peelcli.queries.rank import rank
from peelcli.terms import Basis, Level, Status

if TYPE_CHECKING:
    from peelcli.facade import PeelData


def test_only_forces_with_a_grade_for_each_question_are_ranked(tiny: PeelData) -> None:
    found = rank(tiny, tiny.rounds[2003])
    assert found.round is tiny.rounds[2003]
    assert [question.key for question in found.questions] == [
        ("kindness", None),
        ("tidiness", None),
    ]
    assert [(row.force.id, row.rank, row.mean, row.grades) for row in found.ranked] == [
        ("erewhon", 1, 2.5, 2),
        ("ruritania", 2, 3.0, 2),
    ]
    # Outstanding in the one that it has; that one alone says nothing of the other.
    (apart,) = found.too_few
    assert (apart.force.id, apart.rank, apart.mean, apart.grades) == (
        "ruritania-south",
        None,
        None,
        1,
    )
    assert [question.key for question in apart.lacks] == [("tidiness", None)]


def test_a_question_counts_where_more_than_half_of_all_forces_have_a_grade(tiny: PeelData) -> None:
    found = rank(tiny, tiny.rounds[2002], level=Level.QUESTIONS)
    assert [question.key for question in found.questions] == [
        ("kindness", None),
        ("kindness", "listening"),
    ]
    near = rank(
        tiny, tiny.rounds[2002], level=Level.QUESTIONS, wanted=Filter(regions=["Near Side"])
    )
    assert near.questions == found.questions
    assert [row.force.id for row in near.ranked] == ["ruritania"]


def test_the_questions_can_be_chosen(tiny: PeelData) -> None:
    found = rank(tiny, tiny.rounds[2003], questions=["overall"], pillars=["kindness"])
    assert [row.force.id for row in found.ranked] == ["ruritania-south", "ruritania", "erewhon"]
    found = rank(tiny, tiny.rounds[2003], questions=["listening"])
    assert [row.force.id for row in found.ranked] == ["erewhon", "ruritania"]
    with pytest.raises(UsageError, match=r"2003/04 did not grade desks; it graded overall, greet"):
        rank(tiny, tiny.rounds[2003], questions=["desks"])


def test_ties_share_a_place(tiny: PeelData) -> None:
    place = (2003, "kindness", None)
    same = tiny.by_force["erewhon"][place].grade
    dataset = with_judgment(tiny, "ruritania", place, grade=same)
    found = rank(dataset, tiny.rounds[2003], questions=["overall"], pillars=["kindness"])
    assert [(row.force.id, row.rank, row.is_tied) for row in found.ranked] == [
        ("ruritania-south", 1, False),
        ("erewhon", 2, True),
        ("ruritania", 2, True),
    ]


def test_derived_grades_are_counted(tiny: PeelData) -> None:
    dataset = with_judgment(tiny, "erewhon", (2003, "tidiness", None), basis=Basis.DERIVED)
    found = rank(dataset, tiny.rounds[2003])
    assert [(row.force.id, row.derived) for row in found.ranked] == [
        ("erewhon", 1),
        ("ruritania", 0),
    ]


def test_a_force_that_was_not_graded_is_not_ranked(tiny: PeelData) -> None:
    dataset = with_judgment(
        tiny, "erewhon", (2003, "tidiness", None), grade=None, status=Status.NOT_GRADED
    )
    found = rank(dataset, tiny.rounds[2003], questions=["overall"])
    assert [row.force.id for row in found.ranked] == ["ruritania"]


def test_nobody_and_nothing(tiny: PeelData) -> None:
    nobody = rank(tiny, tiny.rounds[2003], wanted=Filter(nations=["Elsewhere"]))
    assert (nobody.needed, nobody.ranked, nobody.too_few) == (2, (), ())
    nothing = rank(tiny._replace(by_force={}), tiny.rounds[2003])
    assert (nothing.needed, nothing.ranked, len(nothing.too_few)) == (0, (), 3)


def test_the_shipped_round_of_areas_is_ranked_by_the_usual_eight(shipped: PeelData) -> None:
    found = rank(shipped, shipped.rounds[2023])
    assert found.needed == 8
    assert {row.grades for row in found.ranked} == {8}


def test_a_grade_of_exactly_half_of_the_forces_does_not_count(tiny: PeelData) -> None:
    two = {name: tiny.forces[name] for name in ("erewhon", "ruritania-south")}
    dataset = tiny._replace(forces=two)
    assert dataset.judgment("ruritania-south", 2003, ("tidiness", None)) is None
    found = rank(dataset, dataset.rounds[2003])
    assert [question.key for question in found.questions] == [("kindness", None)]
