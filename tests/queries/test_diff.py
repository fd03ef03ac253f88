"""Two rounds, pair by pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conftest import with_judgment

from peelcli.filters import Filter
from peelcli.queries.change import Kind
from peelcli.queries.diff import diff
from peelcli.terms import Level, Status

if TYPE_CHECKING:
    from peelcli.facade import PeelData
    from peelcli.model import Round
    from peelcli.terms import QuestionKey


def test_rows_reasons_and_what_is_unpaired(tiny: PeelData) -> None:
    rounds = tiny.rounds
    found = diff(tiny, rounds[2001], rounds[2002], level=Level.QUESTIONS, kinds=tuple(Kind))
    assert found.comparable
    assert (found.before, found.after) == (rounds[2001], rounds[2002])
    (partial,) = found.partial_reasons
    assert partial.reason == "The greeting of 2001 was another."
    assert [
        (round_.year, [question.key for question in alone]) for round_, alone in found.unpaired
    ] == [
        (
            2002,
            [
                ("kindness", "listening"),
                ("tidiness", None),
                ("tidiness", "desks"),
                ("tidiness", "drawers"),
            ],
        )
    ]
    kinds = {(row.force.id, row.question.key): row.change.kind for row in found.rows}
    assert kinds["erewhon", ("kindness", None)] is Kind.IMPROVED
    assert kinds["erewhon", ("kindness", "greeting")] is Kind.NOT_COMPARABLE
    assert kinds["ruritania", ("kindness", None)] is Kind.MISSING
    assert diff(tiny, rounds[2001], rounds[2002]).partial_reasons == ()
    assert (
        diff(
            tiny, rounds[2001], rounds[2002], level=Level.QUESTIONS, pillars=["tidiness"]
        ).partial_reasons
        == ()
    )


def test_pillars_and_areas_pair_by_their_ids(tiny: PeelData) -> None:
    found = diff(tiny, tiny.rounds[2003], tiny.rounds[2006], kinds=tuple(Kind))
    assert not found.comparable
    assert found.why_not is not None
    assert found.why_not.text == "There are five grades now."
    assert found.why_not.source == "https://trial.example/compare"
    assert found.partial_reasons == ()
    assert {(row.pillar, row.question.id) for row in found.rows} == {
        ("kindness", "greeting"),
        ("kindness", "listening"),
    }
    assert found.summary.compared == found.summary.moves == 0
    back = diff(tiny, tiny.rounds[2006], tiny.rounds[2003], kinds=tuple(Kind))
    for one, (before, after) in ((found, (2003, 2006)), (back, (2006, 2003))):
        said = {
            (row.force.id, row.question.id): row.change.kind
            for row in one.rows
            if row.force.id != "ruritania-south"
        }
        assert said == {
            ("erewhon", "greeting"): Kind.NOT_COMPARABLE,
            ("erewhon", "listening"): Kind.NOT_COMPARABLE,
            ("ruritania", "greeting"): Kind.MISSING,
            ("ruritania", "listening"): Kind.MISSING,
        }
        assert {
            (row.before.year, row.after.year) for row in one.rows if row.before and row.after
        } == {(before, after)}
        # As the later of the two asks it, and in its order.
        assert [row.question.title for row in one.rows][:2] == [
            "Greeting all people",
            "Listening to all people",
        ]


def test_a_pillar_picks_the_areas_that_pair_with_its_questions(tiny: PeelData) -> None:
    one, other = tiny.rounds[2003], tiny.rounds[2006]
    for before, after in ((one, other), (other, one)):
        found = diff(tiny, before, after, pillars=["kindness"], kinds=tuple(Kind))
        assert len(found.rows) == 6
        assert diff(tiny, before, after, pillars=["tidiness"], kinds=tuple(Kind)).rows == ()


def test_of_two_that_were_carried_over_the_later_one_says_from_where(tiny: PeelData) -> None:
    place = (2002, "kindness", "greeting")
    carried = {"status": Status.CARRIED_OVER, "carried_over_from": 2001}
    dataset = with_judgment(tiny, "erewhon", place, **carried)
    for one, other in ((2002, 2003), (2003, 2002)):
        rows = diff(
            dataset, tiny.rounds[one], tiny.rounds[other], level=Level.QUESTIONS,
            kinds=[Kind.CARRIED_OVER],
        ).rows  # fmt: skip
        assert [(row.force.id, row.question.key, row.carried_over_from) for row in rows] == [
            ("erewhon", place[1:], 2002),
            ("ruritania", ("kindness", "listening"), 2002),
        ]


def test_a_grade_carried_over_in_the_earlier_round_only(tiny: PeelData) -> None:
    key = ("kindness", "listening")
    carried = {"status": Status.CARRIED_OVER, "carried_over_from": 2001}
    dataset = with_judgment(tiny, "erewhon", (2002, *key), **carried)
    rows = diff(
        dataset, tiny.rounds[2002], tiny.rounds[2003], level=Level.QUESTIONS,
        kinds=[Kind.CARRIED_OVER],
    ).rows  # fmt: skip
    assert [
        row.carried_over_from
        for row in rows
        if row.force.id == "erewhon" and row.question.key == key
    ] == [2001]


def test_what_a_round_did_not_grade_is_not_unpaired(tiny: PeelData) -> None:
    found = diff(tiny, tiny.rounds[2001], tiny.rounds[2003])
    assert [(r.year, [q.key for q in alone]) for r, alone in found.unpaired] == [
        (2003, [("tidiness", None)])
    ]


def test_where_a_grade_was_carried_from(tiny: PeelData) -> None:
    rows = diff(
        tiny, tiny.rounds[2002], tiny.rounds[2003], level=Level.QUESTIONS,
        kinds=[Kind.CARRIED_OVER],
    ).rows  # fmt: skip
    assert [(row.force.id, row.question.id, row.carried_over_from) for row in rows] == [
        ("erewhon", "greeting", 2002),
        ("ruritania", "listening", 2002),
    ]


def test_only_the_wanted_forces_make_rows_and_counts(tiny: PeelData) -> None:
    for region, forces in (
        ("Near Side", ["ruritania", "ruritania-south"]),
        ("Far Side", ["erewhon"]),
    ):
        found = diff(
            tiny, tiny.rounds[2001], tiny.rounds[2002], wanted=Filter(regions=[region]),
            kinds=tuple(Kind),
        )  # fmt: skip
        assert [row.force.id for row in found.rows] == forces
        kinds = [row.change.kind for row in found.rows]
        assert found.summary.counts == {kind: kinds.count(kind) for kind in Kind}


def test_what_is_unpaired_keeps_to_the_pillars(tiny: PeelData) -> None:
    found = diff(
        tiny, tiny.rounds[2002], tiny.rounds[2003], pillars=["kindness"], level=Level.QUESTIONS
    )
    assert found.unpaired == ()
    found = diff(
        tiny, tiny.rounds[2002], tiny.rounds[2003], pillars=["tidiness"], level=Level.QUESTIONS
    )
    assert [(r.year, [q.id for q in alone]) for r, alone in found.unpaired] == [
        (2002, ["desks", "drawers"]),
        (2003, ["cupboards"]),
    ]


def test_rows_stand_in_the_order_of_the_later_round(tiny: PeelData) -> None:
    later = tiny.rounds[2006]
    turned = later._replace(asked=dict(reversed(list(later.asked.items()))))
    there = diff(tiny, tiny.rounds[2003], turned, kinds=tuple(Kind))
    back = diff(tiny, turned, tiny.rounds[2003], kinds=tuple(Kind))
    for found in (there, back):
        assert [row.question.id for row in found.rows][:2] == ["listening", "greeting"]


def without(round_: Round, *keys: QuestionKey) -> Round:
    return round_._replace(asked={k: q for k, q in round_.asked.items() if k not in keys})


def test_reasons_speak_of_what_was_asked_at_that_level(tiny: PeelData) -> None:
    reasons, source = ("The greeting of 2001 was another.",), ("https://trial.example/compare",)
    # A pillar without a grade of its own still has questions.
    one, other = (without(tiny.rounds[year], ("kindness", None)) for year in (2001, 2002))
    assert diff(tiny, one, other, level=Level.QUESTIONS).why_not == (*reasons, source)
    # A reason about questions says nothing of a pillar that has none.
    of_all = tiny.comparisons.breaks[0]._replace(pillars=None)
    dataset = tiny._replace(comparisons=tiny.comparisons._replace(breaks=(of_all,)))
    bare = without(tiny.rounds[2002], ("tidiness", "desks"), ("tidiness", "drawers"))
    for pillar, expected in (("tidiness", ()), ("kindness", reasons)):
        found = diff(dataset, tiny.rounds[2001], bare, pillars=[pillar], level=Level.QUESTIONS)
        assert tuple(one.reason for one in found.partial_reasons) == expected


def test_a_force_without_judgments_has_pairs_too(tiny: PeelData) -> None:
    found = diff(tiny._replace(by_force={}), tiny.rounds[2001], tiny.rounds[2002])
    assert found.summary.counts[Kind.MISSING] == 3


def test_a_label_with_braces_is_a_text(tiny: PeelData) -> None:
    rounds = {**tiny.rounds, 2002: tiny.rounds[2002]._replace(label="TRIAL {0} {x} 2002")}
    data = tiny._replace(rounds=rounds)
    sentence = data.diff(2002, 2003).report().sentence
    assert sentence == "What moved from TRIAL {0} {x} 2002 to TRIAL 2003/04"
