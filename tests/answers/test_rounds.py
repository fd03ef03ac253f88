"""Rounds and questions, and what compares with what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.answers.rounds import questions, rounds

if TYPE_CHECKING:
    from peelcli.data import PeelData


def test_rounds_against_the_round_before(tiny: PeelData) -> None:
    found = rounds(tiny)
    assert [(row.round.year, row.why_not and row.why_not.text) for row in found] == [
        (2001, None),
        (2002, None),
        (2003, None),
        (2006, "There are five grades now."),
    ]
    earlier = [row.before for row in found]
    assert earlier == [None, *(row.round for row in found[:-1])]
    assert earlier[0] is None


def test_questions_compare_with(tiny: PeelData) -> None:
    found = {
        (row.round.year, *row.question.key): [other.year for other in row.comparable_with]
        for row in questions(tiny)
    }
    assert found[2001, "kindness", None] == [2002, 2003]
    assert found[2001, "kindness", "greeting"] == []
    assert found[2003, "kindness", "greeting"] == [2002]
    assert found[2001, "tidiness", None] == []
    assert found[2006, None, "tea"] == []
    narrowed = questions(tiny, years=[2002], pillars=["tidiness"])
    assert [(row.round.year, row.question.key) for row in narrowed] == [
        (2002, ("tidiness", None)),
        (2002, ("tidiness", "desks")),
        (2002, ("tidiness", "drawers")),
    ]


def test_remarks_on_a_round(tiny: PeelData) -> None:
    assert [row.limits for row in rounds(tiny)] == [
        (),
        ("some grades of 2002 were lost in the post.",),
        ("Drawers and desks were put together.",),
        (),
    ]
