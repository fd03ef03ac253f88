"""What changed between two states, field by field."""

from __future__ import annotations

from peelcli.keeper.revision import Edit, State, Table, revisions

KEY = ("erewhon", "2001", "kindness", "greeting")
OTHER = ("erewhon", "2001", "kindness", "")
REPORT = ("erewhon", "2006")


def state(grade: str = "good", *, report: str | None = None, **more: str) -> State:
    judgments: Table = {KEY: {"grade": grade, "note": "", **more}}
    reports: Table = {} if report is None else {REPORT: {"address": report}}
    return {"judgments": judgments, "reports": reports}


def test_the_same_is_no_change() -> None:
    assert revisions(state(), state()) == ()


def test_each_field_that_changed_is_a_change() -> None:
    one, other = revisions(state(), state("inadequate", note="x"))
    assert (one.field, one.before, one.after) == ("grade", "good", "inadequate")
    assert (other.field, other.before, other.after, other.edit) == ("note", "", "x", Edit.CHANGED)
    assert (one.table, one.force, one.year, one.place) == (
        "judgments",
        "erewhon",
        2001,
        ("kindness", "greeting"),
    )


def test_what_came_and_went() -> None:
    new = state(report="https://trial.example/r")
    new = {**new, "judgments": {OTHER: {"grade": "good"}}}
    found = revisions(state(), new)
    assert [
        (revision.table, revision.edit, revision.field, revision.before, revision.after)
        for revision in found
    ] == [
        ("judgments", Edit.ADDED, "grade", None, "good"),
        ("judgments", Edit.REMOVED, "grade", "good", None),
        ("reports", Edit.ADDED, "address", None, "https://trial.example/r"),
    ]
    assert [revision.place for revision in found] == [
        ("kindness", None),
        ("kindness", "greeting"),
        (None, None),
    ]


def test_a_field_that_an_old_package_lacks_is_no_change() -> None:
    assert revisions(state(), state(report=None, basis="official")) == ()
