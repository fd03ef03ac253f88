"""Two rounds, pair by pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import with_judgment

from peelcli.answers.change import Kind
from peelcli.answers.diff import DiffRow, diff
from peelcli.answers.grid import CellKind, GradeCell, cell_at
from peelcli.comparability import rounds_to_compare
from peelcli.errors import UsageError
from peelcli.filters import Filter
from peelcli.terms import Level, Status

if TYPE_CHECKING:
    from peelcli.data import PeelData
    from peelcli.model import Judgment, Round
    from peelcli.terms import Place, QuestionKey


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
    for number, other in ((2002, 2003), (2003, 2002)):
        rows = diff(
            dataset, tiny.rounds[number], tiny.rounds[other], level=Level.QUESTIONS,
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
    for forces in (["ruritania", "ruritania-south"], ["erewhon"]):
        found = diff(
            tiny, tiny.rounds[2001], tiny.rounds[2002], wanted=Filter(members=forces),
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
        assert tuple(break_.reason for break_ in found.partial_reasons) == expected


def test_a_force_without_judgments_has_pairs_too(tiny: PeelData) -> None:
    found = diff(tiny._replace(by_force={}), tiny.rounds[2001], tiny.rounds[2002])
    assert found.summary.counts[Kind.MISSING] == 3


def test_a_label_with_braces_is_a_text(tiny: PeelData) -> None:
    rounds = {**tiny.rounds, 2002: tiny.rounds[2002]._replace(label="TRIAL {0} {x} 2002")}
    data = tiny._replace(rounds=rounds)
    title = data.diff(2002, 2003).report().title
    assert title == "TRIAL {0} {x} 2002 to TRIAL 2003/04"


def are(row: DiffRow, kind: CellKind) -> tuple[bool, bool]:
    """Return of which sides there is nothing, for that reason."""
    return row.kinds[0] is kind, row.kinds[1] is kind


def test_a_pair_that_reports_did_not_grade_is_not_missing(
    tiny: PeelData, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tiny._replace(reports={"erewhon": {}})  # some force has a report
    absent: set[tuple[str, int, str | None]] = set()

    def cell(data: PeelData, force: str, round_: Round, key: QuestionKey) -> GradeCell:
        found = cell_at(data, force, round_, key)
        is_absent = found.judgment is None and (force, round_.year, key[1]) in absent
        return GradeCell(CellKind.NOT_IN_REPORT) if is_absent else found

    monkeypatch.setattr("peelcli.answers.diff.cell_at", cell)

    def rows() -> dict[str, tuple[Kind, tuple[bool, bool]]]:
        found = diff(data, tiny.rounds[2003], tiny.rounds[2006], kinds=tuple(Kind))
        return {
            row.force.id: (row.change.kind, are(row, CellKind.NOT_IN_REPORT))
            for row in found.rows
            if row.question.id == "listening"
        }

    # Ruritania has a grade in 2003 alone, its south in none of the two, Erewhon in both.
    assert rows() == {
        "erewhon": (Kind.NOT_COMPARABLE, (False, False)),
        "ruritania": (Kind.MISSING, (False, False)),
        "ruritania-south": (Kind.MISSING, (False, False)),
    }
    absent.add(("ruritania", 2003, "listening"))  # it has a grade
    absent.add(("ruritania-south", 2003, "listening"))
    assert rows()["ruritania"] == (Kind.MISSING, (False, False))
    assert rows()["ruritania-south"] == (Kind.MISSING, (True, False))
    absent |= {("ruritania", 2006, "listening"), ("erewhon", 2006, "listening")}
    assert rows()["ruritania"] == (Kind.NOT_GRADED, (False, True))
    assert rows()["erewhon"] == (Kind.NOT_COMPARABLE, (False, False))
    absent.add(("ruritania-south", 2006, "listening"))
    assert rows()["ruritania-south"] == (Kind.NOT_GRADED, (True, True))
    absent.remove(("ruritania-south", 2003, "listening"))
    assert rows()["ruritania-south"] == (Kind.MISSING, (False, True))


def test_what_a_day_leaves_out_is_counted_for_each_side(tiny: PeelData) -> None:
    places: dict[int, Place] = {year: (year, "kindness", None) for year in (2002, 2003)}

    def row(*years: int) -> tuple[Kind, tuple[bool, bool], int]:
        judgments = {place: judgment for place, judgment in tiny.by_force["erewhon"].items()
                     if place not in [places[year] for year in years]}  # fmt: skip
        left_out: dict[tuple[str, Place], Judgment] = {
            ("erewhon", places[year]): tiny.by_force["erewhon"][places[year]] for year in years
        }
        data = tiny._replace(
            by_force={**tiny.by_force, "erewhon": judgments}, left_out=left_out, day="2001-01-01"
        )
        found = diff(data, tiny.rounds[2002], tiny.rounds[2003], kinds=tuple(Kind),
                     wanted=Filter(forces={"erewhon"}), pillars=["kindness"])  # fmt: skip
        (one,) = found.rows
        return one.change.kind, are(one, CellKind.LEFT_OUT), found.undated

    assert row()[:2] == (Kind.DECLINED, (False, False))
    assert row(2002)[:2] == (Kind.LEFT_OUT, (True, False))
    assert row(2003)[:2] == (Kind.LEFT_OUT, (False, True))
    assert row(2002, 2003)[:2] == (Kind.LEFT_OUT, (True, True))


def test_a_pair_of_pillar_and_area_has_the_pillars_name(tiny: PeelData) -> None:
    for number, other in ((2003, 2006), (2006, 2003)):
        rows = diff(tiny, tiny.rounds[number], tiny.rounds[other], kinds=tuple(Kind)).rows
        assert {(row.pillar, row.pillar_name) for row in rows} == {("kindness", "Kindness")}


def test_a_reason_counts_where_one_of_the_two_rounds_asks(tiny: PeelData) -> None:
    def without(year: int, pillar: str) -> PeelData:
        asked = {
            key: question for key, question in tiny.rounds[year].asked.items() if key[0] != pillar
        }
        return tiny._replace(rounds={**tiny.rounds, year: tiny.rounds[year]._replace(asked=asked)})

    for data in (tiny, without(2001, "kindness"), without(2002, "kindness")):
        found = diff(data, data.rounds[2001], data.rounds[2002], level=Level.QUESTIONS)
        if found.why_not is None:
            assert [break_.reason for break_ in found.partial_reasons] == [
                "The greeting of 2001 was another."
            ]
    comparisons = tiny.comparisons._replace(
        comparable=tuple(
            comparable_rounds._replace(years=(2001, 2002, 2003))
            for comparable_rounds in tiny.comparisons.comparable
        ),
        breaks=(tiny.comparisons.breaks[0]._replace(before=2002, after=2003),),
    )
    for year in (2002, 2003):
        data = without(year, "kindness")._replace(comparisons=comparisons)
        found = diff(data, data.rounds[2002], data.rounds[2003], level=Level.QUESTIONS)
        assert found.why_not is None
        assert [break_.reason for break_ in found.partial_reasons] == [
            "The greeting of 2001 was another."
        ]


def test_two_rounds_are_named_or_none(tiny: PeelData) -> None:
    latest = rounds_to_compare(tiny, "previous", "latest", ["ruritania-south"])
    assert [round_.year for round_ in latest] == [2002, 2003]
    assert [round_.year for round_ in rounds_to_compare(tiny, None, None, ())] == [2002, 2003]
    for before, after in (("2002", None), (None, "2002")):
        with pytest.raises(UsageError) as refused:
            rounds_to_compare(tiny, before, after, ())
        assert str(refused.value) == "name two rounds to compare, like 2016 and 2017"
