"""`peel diff` as a process: rows, summary, refusals, filters, exit codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Peel

KINDS = [
    "improved",
    "declined",
    "unchanged",
    "carried-over",
    "not-graded",
    "missing",
    "not-comparable",
    "left-out",
]


def test_json_has_every_field_of_the_contract(peel: Peel) -> None:
    answer = peel("diff", "2016", "2017", "--all", "--json").json
    fields = ["from", "to", "comparable", "reason", "summary", "changes", "reason_source"]
    assert list(answer) == fields
    assert (answer["from"], answer["to"]) == (2016, 2017)
    assert answer["comparable"] is True
    assert answer["reason"] is None
    assert list(answer["summary"]) == ["compared", *KINDS]
    assert len(answer["changes"]) == 43 * 3
    for row in answer["changes"]:
        assert list(row) == [
            "force",
            "region",
            "pillar",
            "question",
            "before",
            "after",
            "change",
            "steps",
            "carried_over_from",
            "before_basis",
            "after_basis",
        ]
    counted = [row["change"] for row in answer["changes"]]
    assert {kind: counted.count(kind) for kind in KINDS} == {
        kind: answer["summary"][kind] for kind in KINDS
    }
    assert answer["summary"]["compared"] == sum(answer["summary"][kind] for kind in KINDS[:4])
    assert answer["summary"]["not-graded"] == 2


def test_default_rows_are_the_moves(peel: Peel) -> None:
    rows = peel("diff", "2016", "2017", "--json").json["changes"]
    assert {row["change"] for row in rows} == {"improved", "declined"}
    assert all(row["steps"] > 0 for row in rows if row["change"] == "improved")
    assert all(row["steps"] < 0 for row in rows if row["change"] == "declined")


def test_only_picks_kinds(peel: Peel) -> None:
    rows = peel("diff", "2016", "2017", "--only", "improved", "--json").json["changes"]
    assert {row["change"] for row in rows} == {"improved"}
    both = peel("diff", "2016", "2017", "--only", "not-graded", "--only", "improved", "--json")
    assert {row["change"] for row in both.json["changes"]} == {"improved", "not-graded"}
    wrong = peel("diff", "2016", "2017", "--only", "improvd")
    assert wrong.code == 2
    assert "improved" in wrong.err


def test_last_line_counts(peel: Peel) -> None:
    last = peel("diff", "2016", "2017").out.splitlines()[-1]
    summary = peel("diff", "2016", "2017", "--json").json["summary"]
    assert last == (
        f"{summary['compared']} compared: {summary['improved']} improved, "
        f"{summary['declined']} declined, {summary['unchanged']} unchanged, "
        f"{summary['carried-over']} carried over. Not compared: "
        f"{summary['not-graded']} not graded, {summary['missing']} not in the dataset."
    )


@pytest.mark.parametrize(("one", "other"), [("2018", "2021"), ("2021", "2023"), ("2016", "2023")])
def test_incomparable_rounds_are_refused_with_the_reason(peel: Peel, one: str, other: str) -> None:
    answer = peel("diff", one, other, "--json").json
    assert answer["comparable"] is False
    assert "compar" in answer["reason"]
    assert answer["changes"] == []
    assert answer["summary"]["compared"] == 0
    assert answer["summary"]["improved"] == answer["summary"]["declined"] == 0
    text = peel("diff", one, other)
    assert text.code == 0
    assert answer["reason"] in text.out
    assert "->" not in text.out


def test_anyway_lists_pairs_without_moves(peel: Peel) -> None:
    answer = peel("diff", "2021", "2023", "--anyway", "--json").json
    assert answer["comparable"] is False
    assert len(answer["changes"]) == answer["summary"]["not-comparable"] > 0
    assert {row["change"] for row in answer["changes"]} == {"not-comparable"}
    assert {row["steps"] for row in answer["changes"]} == {None}
    text = peel("diff", "2021", "2023", "--anyway", "--force", "derbyshire").out
    assert "Requires improvement | Requires improvement, not comparable" in text
    assert not set("▲▼") & set(text)
    assert "->" not in text


@pytest.mark.parametrize(
    ("one", "other"),
    [("2018", "2021"), ("2018/19", "2021/22"), ("2018-19", "2021-22"), ("PEEL 2018/19", "2021")],
)
def test_spellings_of_rounds(peel: Peel, one: str, other: str) -> None:
    answer = peel("diff", one, other, "--json").json
    assert (answer["from"], answer["to"]) == (2018, 2021)


def test_reverse_shows_the_reverse(peel: Peel) -> None:
    there = peel("diff", "2016", "2017", "--all", "--json").json
    back = peel("diff", "2017", "2016", "--all", "--json").json
    swapped = {"improved": "declined", "declined": "improved"}
    assert [
        row
        | {
            "before_basis": row["after_basis"],
            "after_basis": row["before_basis"],
            "before": row["after"],
            "after": row["before"],
            "change": swapped.get(row["change"], row["change"]),
            "steps": -row["steps"] if row["steps"] else row["steps"],
        }
        for row in there["changes"]
    ] == back["changes"]


def test_filters_narrow_rows_and_counts(peel: Peel) -> None:
    wales = peel("diff", "2016", "2017", "--region", "wales", "--all", "--json").json
    assert {row["region"] for row in wales["changes"]} == {"Wales"}
    assert sum(wales["summary"][kind] for kind in KINDS) == 4 * 3
    two = peel(
        "diff", "2016", "2017", "--force", "kent", "--force", "gwent",
        "--pillar", "legitimacy", "--all", "--json",
    ).json  # fmt: skip
    assert [(row["force"], row["pillar"]) for row in two["changes"]] == [
        ("gwent", "legitimacy"),
        ("kent", "legitimacy"),
    ]


def test_questions_are_compared_only_where_both_rounds_ask_the_same(peel: Peel) -> None:
    rows = peel("diff", "2017", "2018", "--questions", "--all", "--json").json["changes"]
    asked = {(row["pillar"], row["question"]) for row in rows}
    assert ("efficiency", "planning-future") in asked
    assert ("efficiency", "meeting-demand") not in asked
    assert ("efficiency", "understanding-demand") not in asked
    text = peel("diff", "2017", "2018", "--questions").out
    assert "Graded in PEEL 2018/19 only: efficiency (meeting demand)." in text
    old = peel("diff", "2015", "2016", "--questions", "--all", "--json").json["changes"]
    assert {row["pillar"] for row in old if row["question"]} == {"effectiveness"}


def test_exit_code(peel: Peel) -> None:
    assert peel("diff", "2016", "2017", "--exit-code").code == 1
    assert peel("diff", "2016", "2017").code == 0
    assert peel("diff", "2016", "2017", "--exit-code", "--force", "cumbria").code == 0
    assert peel("diff", "2018", "2021", "--exit-code", "--anyway").code == 3


def test_what_a_report_did_not_grade_is_not_called_missing(peel: Peel) -> None:
    out = peel("diff", "2021", "2023", "--only", "not-graded", "--force", "cleveland").out
    assert "Recording crime data  Good -> Not graded in this report" in out
    assert "Not in the dataset" not in out.split("\n\n")[1]
