"""`peel round`: rounds and areas added to a dataset, the rest letter by letter as it was."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import pytest
from conftest import contents

from peelcli import load
from peelcli.commands import round as command
from peelcli.errors import UsageError
from peelcli.keeper.layout.entries import (
    entry_lines,
    items_of,
    keys_of,
    with_entries,
    with_missing,
    without_entry,
)

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Peel

SOURCE = "https://trial.example/round"
PLANTS = "watering-plants-lawns-and-the-potted"
REPORT = """\
<!doctype html><title>TRIAL 2009-11: Erewhon Constabulary</title>
<h1>TRIAL 2009-11: Erewhon Constabulary</h1><p>These are the grades.</p>
<table><tr><th>Area</th><th>Grade</th></tr><tr><td>Feeding the cat</td><td>Inadequate</td></tr>
</table>
<h2>Greeting all people</h2><p>Good</p>
<h2>How good is the force at watering plants, lawns and the potted trees of the station?</h2>
<p>Adequate</p>
<p>Waking up: outstanding</p>
<h2>Requires improvement</h2><ul><li>Winding clocks</li></ul>
"""


def added(peel: Peel, *arguments: str) -> tuple[int, str, str]:
    return peel("round", "add", *arguments, "--data", "dataset")


def changed_lines(before: dict[str, bytes], after: dict[str, bytes], name: str) -> list[str]:
    """Return the lines that came or went."""
    one, other = (each[name].decode().splitlines() for each in (before, after))
    return [line for line in difflib.ndiff(one, other) if line[0] in "+-"]


def test_a_new_round_has_the_areas_of_its_report(peel: Peel, dataset: Path) -> None:
    (peel.folder / "page.html").write_text(REPORT, "utf-8")
    before = contents(dataset)
    code, _, err = added(peel, "2009-11", "--from-report", "page.html")
    assert (code, "say which address describes TRIAL 2009-11, with --source" in err) == (2, True)
    assert contents(dataset) == before
    code, out, err = added(peel, "2009-11", "--from-report", "page.html", "--source", SOURCE)
    assert code == 0, err
    assert "TRIAL 2009-11 has 5 new areas; assumed:" in err
    assert "its grades are those of TRIAL 2006-08: outstanding, good, adequate" in err
    assert "compared with no other round, until `peel round comparable` says so" in err
    assert "'Feeding the cat' is a new area, with the id feeding-the-cat\n" in err
    assert f"of the station?' is a new area, with the id {PLANTS}\n" in err
    assert "Winding clocks" in out
    after = contents(dataset)
    assert changed_lines(before, after, "rounds.yaml") == [
        "+ 2009:",
        "+   label: TRIAL 2009-11",
        "+   scale: [outstanding, good, adequate, requires-improvement, inadequate]",
        "+   published: force by force, from 2009",
        f"+   source: {SOURCE}",
        "+   areas:",
        "+     greeting: Greeting all people",
        f"+     {PLANTS}: How good is the force at watering plants, lawns and the potted trees of "
        "the station?",
        "+     feeding-the-cat: Feeding the cat",
        "+     waking-up: Waking up",
        "+     winding-clocks: Winding clocks",
    ]
    assert {name for name in after if after[name] != before[name]} == {
        "rounds.yaml", "questions.yaml",
    }  # fmt: skip
    assert peel("check", "dataset", "--strict").code == 0
    # What the page says of the round is now read.
    (peel.folder / "page.html").write_text(REPORT.partition("<p>Waking")[0], "utf-8")
    found = peel("read", "page.html", "--data", "dataset", "--json").json["proposals"]
    assert {row["question"]: row["grade"] for row in found} == {
        "greeting": "good", PLANTS: "adequate",
        "feeding-the-cat": "inadequate",
    }  # fmt: skip
    # A second report adds the areas that the first had not.
    page = REPORT.replace("Erewhon Constabulary", "Ruritania Police").replace("Waking up", "Rest")
    (peel.folder / "page.html").write_text(page, "utf-8")
    assert "has 1 new area" in added(peel, "2009", "--from-report", "page.html")[2]
    assert "has 0 new areas" in added(peel, "2009", "--from-report", "page.html")[2]


def test_areas_come_from_a_list_or_from_another_round(peel: Peel, dataset: Path) -> None:
    (peel.folder / "areas").write_text("# Ours\n\nWinding clocks\nGREETING ALL PEOPLE.\n", "utf-8")
    assert added(peel, "2009-11", "--areas", "areas", "--source", SOURCE)[0] == 0
    assert added(peel, "TRIAL 2012", "--like", "2006", "--source", SOURCE)[0] == 0
    found = load(dataset).rounds
    assert [question.id for question in found[2009].questions] == ["winding-clocks", "greeting"]
    assert found[2012].label == "TRIAL 2012"
    assert [(q.id, q.graded) for q in found[2012].questions] == [
        ("greeting", True), ("listening", True), ("tea", False),
    ]  # fmt: skip
    assert peel("check", "dataset", "--strict").code == 0


def test_a_round_that_has_begun_gets_the_areas_it_lacks(peel: Peel, dataset: Path) -> None:
    path = dataset / "rounds.yaml"
    text = path.read_text("utf-8").replace("  areas:\n", "  more-areas: true\n  areas:\n")
    path.write_bytes(text.replace("\n", "\r\n").encode())
    asked = peel("rounds", "--data", "dataset", "--json").out
    assert "Only 3 of its areas are known here; the other areas are not known." in asked
    (peel.folder / "areas").write_text("Winding clocks\n", "utf-8")
    code, _, err = added(peel, "2006", "--areas", "areas")
    assert (code, "these are all areas of TRIAL 2006-08" in err) == (0, True)
    after = path.read_bytes()
    assert b"more-areas" not in after
    assert b"    winding-clocks: Winding clocks\r\n" in after
    assert b"\n" not in after.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["2009"], "one of --from-report, --areas and --like"),
        (["2009", "--like", "2006", "--areas", "x"], "one of --from-report, --areas and --like"),
        (["soon", "--like", "2006"], "'soon' is not a round; write it like 2025-27"),
        (["2009", "--like", "2003", "--source", SOURCE], "TRIAL 2003/04 has pillars, and no areas"),
        (["2009", "--like", "2006", "--source", "here"], "--source 'here' is not an address"),
        (["2009", "--areas", "none", "--source", SOURCE], "'none' can't be read: No such file"),
        (["2009", "--areas", "blank", "--source", SOURCE], "the list of areas is empty"),
        (["2009", "--areas", "signs", "--source", SOURCE], "'?!' is no title of an area"),
        (["2009", "--areas", "taken", "--source", SOURCE], "'Desks' would have the id 'desks'"),
        (["2009", "--from-report", "blank", "--source", SOURCE], "the page has no heading with a"),
        (["2003", "--like", "2006"], "TRIAL 2003/04 has pillars; its questions are all there"),
        (["2006-07", "--like", "2006"], "is TRIAL 2006-08, and not TRIAL 2006-07"),
        (["2006", "--like", "2006", "--source", SOURCE], "TRIAL 2006-08 has a source already"),
        (["2006", "--from-report", "other.html"], "the page is of 2009-11, a round that the"),
        (["2009-30", "--like", "2006", "--source", SOURCE], "the label must name 2009 first"),
    ],
)  # fmt: skip
def test_what_can_t_be_added_is_refused(
    peel: Peel, dataset: Path, arguments: list[str], said: str
) -> None:
    for name, text in (("blank", "\n"), ("signs", "?!\n"), ("taken", "Desks\n"),
                       ("other.html", REPORT)):  # fmt: skip
        (peel.folder / name).write_text(text, "utf-8")
    before = contents(dataset)
    code, out, err = added(peel, *arguments)
    assert (code, out) == (3 if "label" in said else 2, "")
    assert said in err
    assert contents(dataset) == before


def test_a_report_of_another_round_is_refused(peel: Peel, dataset: Path) -> None:
    (peel.folder / "page.html").write_text(REPORT.replace("2009-11", "2006-08"), "utf-8")
    before = contents(dataset)
    code, _, err = added(peel, "2009", "--from-report", "page.html", "--source", SOURCE)
    assert (code, "the page is of TRIAL 2006-08, and not of TRIAL 2009" in err) == (2, True)
    (peel.folder / "page.html").write_text("Winding clocks\n\nGood\n", "utf-8")
    assert contents(dataset) == before
    code, _, err = added(peel, "2009", "--from-report", "page.html", "--source", SOURCE)
    assert (code, "the page names no round; it is taken for TRIAL 2009" in err) == (0, True)


def test_the_shipped_dataset_gets_no_round(peel: Peel) -> None:
    ran = peel("round", "add", "2027", "--like", "2023", "--source", SOURCE)
    assert (ran.code, "or set PEEL_DATA; `peel init FOLDER` makes one" in ran.err) == (2, True)


def test_somebody_at_a_terminal_is_asked_for_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("typer.prompt", lambda _, err: SOURCE if err else None)
    assert command._address(None, "2009") == SOURCE
    assert command._address("https://a.example/page", "2009") == "https://a.example/page"


def test_two_rounds_compare_once_somebody_says_so(peel: Peel, dataset: Path) -> None:
    data = ("--data", "dataset")
    added(peel, "2009-11", "--like", "2006", "--source", SOURCE)
    before = contents(dataset)
    ran = peel(
        "round", "comparable", "2009", "2006", "--area", "Listening", "--source", SOURCE, *data
    )
    assert ran.code == 0, ran.err
    assert ran.err == "peel: TRIAL 2006-08 and TRIAL 2009-11 compare in 1 area: Listening\n"
    assert changed_lines(before, contents(dataset), "comparisons.yaml") == [
        "+   - rounds: [2006, 2009]",
        "+     areas: [listening]",
        "+     sources:",
        f"+       - {SOURCE}",
    ]
    again = ("--area", "listening", "--source", SOURCE)
    assert "says so already" in peel("round", "comparable", "2006", "2009", *again, *data).err
    ran = peel("round", "comparable", "2006", "2009", "--source", SOURCE, *data)
    assert "compare in 2 areas: Greeting people; Listening" in ran.err
    assert peel("check", "dataset", "--strict").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["2006", "2006", "--source", SOURCE], "TRIAL 2006-08 is named twice"),
        (["2003", "2006", "--source", "x"], "--source 'x' is not an address"),
        (["2006", "2009", "--area", "desks", "--source", SOURCE], "has no area 'desks'"),
        (["2003", "2006", "--source", SOURCE], "comparisons.yaml says that TRIAL 2003/04 and"),
        (["2006", "2012", "--source", SOURCE], "there is no round 2012"),
    ],
)
def test_what_can_t_be_said_of_two_rounds(
    peel: Peel, dataset: Path, arguments: list[str], said: str
) -> None:
    added(peel, "2009-11", "--like", "2006", "--source", SOURCE)
    before = contents(dataset)
    ran = peel("round", "comparable", *arguments, "--data", "dataset")
    assert ran.code in (2, 3)
    assert said in ran.err
    assert contents(dataset) == before


def test_rules_begin_in_a_file_that_has_none(peel: Peel, dataset: Path) -> None:
    added(peel, "2009-11", "--like", "2006", "--source", SOURCE)
    for name in ("erewhon", "ruritania", "ruritania-south"):
        (dataset / "judgments" / f"{name}.yaml").unlink()
    (dataset / "comparisons.yaml").write_text("not-comparable: []\n")
    ran = peel("round", "comparable", "2006", "2009", "--source", SOURCE, "--data", "dataset")
    assert ran.code == 0, ran.err
    assert (
        (dataset / "comparisons.yaml").read_text().startswith("not-comparable: []\ncomparable:\n")
    )


# Entries

TEXT = """\
# Ours
"a b":  # first
  x: 1

  # of y
  y: [2,
    3]
c: >-
  long
  text
# before d
d:
  # a word
- one
-
  two: 2
# end
"""


def test_entries_are_found_added_and_taken_away() -> None:
    assert keys_of(TEXT) == ["a b", "c", "d"]
    assert keys_of(TEXT, ("a b",)) == ["x", "y"]
    assert entry_lines(TEXT, ("a b", "y")) == ["y: [2,", "  3]"]
    assert items_of(TEXT, "d") == [["- one"], ["-", "  two: 2"]]
    more = with_entries(TEXT, ("a b",), ["z: 3"])
    assert "    3]\n  z: 3\nc: >-\n" in more
    assert without_entry(more, ("a b", "z")) == TEXT
    assert without_entry(TEXT, ("a b", "none")) == TEXT
    assert without_entry(TEXT, ("c",)) == TEXT.replace("c: >-\n  long\n  text\n", "")
    assert with_entries(TEXT, (), ["e: 5"]).endswith("  two: 2\ne: 5\n# end\n")
    assert with_entries("a:\n", ("a",), ["b: 1"]) == "a:\n  b: 1\n"
    assert with_missing("a:\n  b: 1\n", "a:\n  c:\n    - 1\n", ("a",)) == (
        "a:\n  b: 1\n  c:\n    - 1\n"
    )
    for path, said in (
        (("n",), "there is no n"),
        (("a b", "y", "q"), "must be on lines of its own"),
    ):
        with pytest.raises(UsageError, match=said):
            with_entries(TEXT, path, ["q: 1"])


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_other_letter_of_a_file_stays(ending: str) -> None:
    before = (
        f"# of\u2028one's own{ending}a:{ending}  b: 1{ending}\n# between{ending}c:{ending}  d: 2"
    )
    added = with_entries(before, ("a",), ["e: 3"])
    line = f"  e: 3{ending}"
    at = before.index(ending, before.index("b: 1")) + len(ending)
    assert added == f"{before[:at]}{line}{before[at:]}{ending}"
    assert without_entry(added, ("a", "e")) == f"{before}{ending}"
