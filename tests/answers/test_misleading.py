"""Answers whose every word is true and that say something false, each with a law against it."""

from __future__ import annotations

import json
import random
import re
import shutil
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from conftest import TINY, with_judgment
from reports import SAID, replace_in, with_report

import peelcli
from peelcli.answers.grid import CellKind, cell_at
from peelcli.answers.reported import lines_of_later
from peelcli.as_of import as_of
from peelcli.model import is_thin
from peelcli.render import PAPER, formats_of, render
from peelcli.terms import Basis, Grade, Status

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Peel

    from peelcli.data import PeelData
    from peelcli.model import Question

ENV = {"PEEL_DATA": str(TINY)}
MOVED = r"(?:compare: |; )(.+?) went from (.+?) in (\d{4})"
DATA = peelcli.load()
GAP = ("2014", "2015", "2016", "2017")


def dataset(folder: Path, rounds: dict[str, str], judgments: str, **more: str) -> Path:
    """Write a dataset of one force, Alfa, in rounds of areas or pillars."""
    (folder / "judgments").mkdir(parents=True)
    (folder / "forces.yaml").write_text("alfa: {name: Alfa Police, region: N, nation: X}\n")
    (folder / "questions.yaml").write_text(more.get("questions", "questions: {a: Area, b: Bee}\n"))
    (folder / "comparisons.yaml").write_text(more.get("comparisons", "{}\n"))
    (folder / "rounds.yaml").write_text(
        "".join(
            f"{year}: {{label: PEEL {year}, scale: [{scale}], published: x, "
            f"source: 'https://e.org/a', {more.get('asked', 'areas: {a: A, b: B}')}}}\n"
            for year, scale in rounds.items()
        )
    )
    (folder / "judgments" / "alfa.yaml").write_text(
        f"{judgments}sources: {{s: 'https://e.org/a'}}\n"
    )
    return folder


@pytest.mark.parametrize("command", ["overview", "list", "map", "show"])
def test_the_grades_and_marks_of_a_force_are_the_same_whichever_are_shown(command: str) -> None:
    chance = random.Random(command)  # noqa: S311
    for force in chance.sample([*DATA.forces], 5):
        if command == "overview":
            wanted = [r for r in DATA.overview(2023).rows() if r["force"] == force]
            assert DATA.overview(2023, force=force).rows() == wanted
        elif command == "list":
            wanted = [r for r in DATA.list(round="all").rows() if r["force"] == force]
            assert DATA.list(round="all", force=force).rows() == wanted
        elif command == "map":
            found = DATA.map(question="leadership", force=force).rows()
            plain = DATA.map(question="leadership").rows()
            assert [row | {"outlined": False} for row in found] == plain
        else:
            for pillar in ("efficiency", "legitimacy"):
                rows = DATA.show(force, pillar=pillar).rows()
                assert rows == [r for r in DATA.show(force).rows() if r["pillar"] == pillar]


# R3: what a number is a number of


def test_compare_counts_rows_in_which_all_have_a_grade(peel: Peel) -> None:
    for forces in (["west-midlands", "west-yorkshire"], ["gmp", "merseyside"], ["derbyshire",
                   "notts", "kent"]):  # fmt: skip
        found = DATA.compare(*forces)
        grades: dict[object, list[object]] = {}
        for row in found.rows():
            grades.setdefault((row["year"], row["question"]), []).append(row["grade"])
        shared = [of for of in grades.values() if all(of)]
        differing = sum(len({*of}) > 1 for of in shared)
        who = "both" if len(forces) == 2 else "all"
        rows = f"{len(shared)} row{'' if len(shared) == 1 else 's'}"
        text = peel("compare", *forces).out
        assert f"differ in {differing} of the {rows} in which {who} have a grade." in text
        assert shared


def test_the_latest_round_is_one_in_which_a_row_is_shared(tiny: PeelData) -> None:
    place = (2006, None, "greeting")
    other = with_judgment(tiny, "ruritania", place, question="listening")
    judgments = dict(other.by_force["ruritania"])
    judgments[2006, None, "listening"] = judgments.pop(place)
    erewhon = dict(tiny.by_force["erewhon"])
    del erewhon[2006, None, "listening"]
    data = tiny._replace(by_force={**tiny.by_force, "ruritania": judgments, "erewhon": erewhon})
    found = data.compare("erewhon", "ruritania")
    assert [round_.year for round_, _ in found.result.rounds] == [2003]
    # Where there is none, the latest in which each has a grade, and it says 0 of 0.
    alone = data._replace(
        by_force={
            force: {place: judgment for place, judgment in of.items() if place[0] == 2006}
            for force, of in data.by_force.items()
        }
    )
    report = alone.compare("erewhon", "ruritania").report()
    assert "the latest round in which both have grades" in report.title
    assert "differ in 0 of the 0 rows" in report.notes[0]


# R4: a fact of the report does not depend on what is shown of it


@pytest.mark.parametrize("force", ["cleveland", "kent", "west-midlands"])
def test_show_of_a_pillar_says_nothing_of_areas(peel: Peel, force: str) -> None:
    for pillar in ("legitimacy", "efficiency", "effectiveness"):
        out = peel("show", force, "--pillar", pillar).out
        assert "Graded areas" not in out
        assert "Report " not in out
    whole = re.findall(r"^Graded areas.*", peel("show", force).out, re.MULTILINE)
    assert whole == re.findall(r"^Graded areas.*", peel("show", force, "--questions").out, re.M)
    assert whole


# R7: JSON on every legal scale


@pytest.mark.parametrize("scale", ["good, inadequate", "outstanding, good, adequate"])
def test_json_has_a_number_for_every_grade(peel: Peel, tmp_path: Path, scale: str) -> None:
    block = "2014: {report: {address: s, counts: {good: 1}}, sources: [s], a: good}\n"
    folder = dataset(tmp_path / "cs", {"2014": scale}, block)
    assert peel("check", str(folder)).code == 0
    for command in ("show", "brief"):
        document = peel(command, "alfa", "--json", "--data", str(folder)).json
        report = document["reports"][0] if command == "show" else document["report"]
        assert report["counts"] == {grade.value: int(grade is Grade.GOOD) for grade in Grade}


# R8: every order, rounds both ways


@pytest.mark.slow
@pytest.mark.parametrize("sort", ["force", "change", "question"])
def test_every_order_with_rounds_both_ways(peel: Peel, sort: str) -> None:
    for text, other in (("2021", "2018"), ("2023", "2016")):
        for more in ([], ["--questions"], ["--all"]):
            arguments = ["diff", text, other, "--anyway", "--sort", sort, *more]
            ran = peel(*arguments, "--json")
            assert (ran.code, ran.err) == (0, "")
            back = peel("diff", other, text, "--anyway", "--sort", sort, *more, "--json")
            assert len(ran.json["changes"]) == len(back.json["changes"])


# R9: a derived grade says so wherever it is shown


def test_a_derived_grade_is_marked_everywhere(peel: Peel) -> None:
    out = peel("diff", "2017", "2018", "--force", "humberside", "--pillar", "efficiency").out
    assert "Requires improvement (worked out) -> Good, up 1" in out
    path = peel("trend", "humberside", "--pillar", "efficiency").out
    assert "2017 Requires improvement (worked out)" in path
    before = peel("brief", "derbyshire", "--round", "2017").out
    assert re.search(r"preventing crime +Good «2016 ≈", before)
    out = peel("stats", "2023", "--question", "leadership").out
    assert re.search(r"Worked out\nLeadership .* 8\n", out)


RECORDS = {
    "overview": ["overview", "2023"],
    "compare": ["compare", "derbyshire", "kent"],
    "map": ["map", "--question", "leadership"],
    "list": ["list"],
    "brief": ["brief", "derbyshire"],
    "show": ["show", "derbyshire"],
    "diff": ["diff", "2016", "2017", "--all"],
    "trend": ["trend", "derbyshire"],
}


@pytest.mark.parametrize("name", RECORDS)
def test_every_record_with_a_grade_has_its_basis(peel: Peel, name: str) -> None:
    def look(value: Any) -> None:
        if isinstance(value, list):
            for item in value:
                look(item)
        if not isinstance(value, dict):
            return
        for key, inner in value.items():
            look(inner)
            if key in ("grade", "before", "after") and inner in [*Grade]:
                basis = "basis" if key == "grade" else f"{key}_basis"
                assert value[basis] in [*Basis]
            if key == "path":
                assert len(value["basis"]) == len(inner)

    look(peel(*RECORDS[name], "--json").json)


# R10, R11, F8: an unknown day is not an old one


def test_undated_grades_are_counted_apart(peel: Peel) -> None:
    out = peel("brief", "kent", "--since", "2023-10-01").out
    undated = sum(
        row["published"] is None for row in DATA.brief("kent").rows() if row["grade"] is not None
    )
    assert undated
    assert f"0 grades here, {undated} of unknown day;" in out
    out = peel("brief", "gmp", "--round", "2017", "--since", "2017-11-01").out
    new = sum(
        bool(row["grade"] and row["published"] and row["published"] > "2017-11-01")
        for row in DATA.brief("gmp", round=2017).rows()
    )
    assert f"{new} grades here; " in out
    for option in (["--since", "2025-01-01"], ["--until", "2014-12-01", "--round", "all"]):
        found = peel("list", *option, "--json").json
        assert found["undated_left_out"] > 0
        text = peel("list", *option).out
        assert f"{found['undated_left_out']} more judgments of unknown day are left out." in text
    assert "undated_left_out" not in peel("list", "--since", "2018", "--json").json
    one = peel("list", "--force", "erewhon", "--since", "2001-01-01", "--round", "2006", env=ENV)
    assert "1 more judgment of unknown day is left out." in one.out


# R13: side by side means the same pillar


def test_side_by_side_is_never_across_pillars(tmp_path: Path) -> None:
    folder = dataset(tmp_path / "two", {"2014": "good, inadequate", "2015": "good, inadequate"},
        "2014: {p: {sources: [s], a: good}}\n2015: {r: {sources: [s], a: inadequate}}\n",
        questions="pillars: {p: Pee, r: Arr}\nquestions: {a: Ask}\n",
        asked="pillars: {p: {questions: {a: A}}, r: {questions: {a: B}}}",
    )  # fmt: skip
    data = peelcli.load(folder)
    assert data.brief("alfa").document()["moves"] == []
    assert data.diff(2014, 2015, anyway=True, questions=True).rows() == []


# R14: against the last round that compares


@pytest.fixture
def gap(tmp_path: Path) -> PeelData:
    """Rounds of which the second compares with no other."""
    blocks = "2014: {sources: [s], a: inadequate}\n2015: {sources: [s], a: good}\n"
    folder = dataset(tmp_path / "gap", dict.fromkeys(GAP, "good, inadequate"),
        blocks + "2016: {sources: [s], a: good}\n",
        comparisons="comparable:\n  - {rounds: [2014, 2016, 2017], areas: all, "
        "sources: ['https://e.org/a']}\n",
    )  # fmt: skip
    return peelcli.load(folder)


def test_a_brief_moves_against_the_last_round_that_compares(gap: PeelData) -> None:
    answer = gap.brief("alfa", round=2016)
    (move,) = answer.document()["moves"]
    assert (move["from"], move["change"], move["steps"]) == (2014, "improved", 1)
    captions = [table.caption for table in answer.report().tables]
    assert captions == ["Grades", "What moved"]
    (said,) = [
        sentence for sentence in answer.document()["unsafe"] if sentence.startswith('"Improved"')
    ]
    assert "no source says that the grades of the two rounds can be compared" in said
    assert "the inspectorate says" not in said


def test_a_round_between_without_grades_is_named(gap: PeelData) -> None:
    judgments = {
        place: judgment for place, judgment in gap.by_force["alfa"].items() if place[0] != 2015
    }
    data = gap._replace(by_force={"alfa": judgments})
    notes = data.brief("alfa", round=2016).report().notes
    assert "PEEL 2015 lies between: none of its grades is in the dataset." in notes


def test_what_does_not_compare_is_named_beside_what_does(peel: Peel) -> None:
    out = peel("brief", "cleveland", "--round", "2015").out
    assert "No source says that these compare with PEEL 2014: " in out
    out = peel("show", "cleveland", "--questions", "--pillar", "efficiency").out
    assert "2014 and 2015 can't be compared for financial position." in out
    out = peel("show", "derbyshire", "--questions", "--pillar", "legitimacy").out
    assert "can't be compared for" not in out.split("2018/19")[0]


# R15: not graded only where it is proved


@pytest.mark.parametrize(
    ("block", "kind"),
    [
        ("areas-graded: 1", CellKind.MISSING),
        ("areas-graded: 1, counts: {good: 1}", CellKind.NOT_IN_REPORT),
        ("counts: {good: 1}", CellKind.NOT_IN_REPORT),
        ("areas-graded: 2, counts: {good: 1}", CellKind.MISSING),
        ("areas-graded: 2, counts: {good: 1, not-counted: [b]}", CellKind.MISSING),
        ("counts: {good: 1, not-counted: [b]}", CellKind.MISSING),
        ("counts: {good: 2}", CellKind.MISSING),
    ],
)
def test_an_area_is_not_graded_only_where_that_is_proved(
    peel: Peel, tmp_path: Path, block: str, kind: CellKind
) -> None:
    text = f"2014: {{report: {{address: s, {block}}}, sources: [s], a: good}}\n"
    folder = dataset(tmp_path / "nc", {"2014": ", ".join(Grade)}, text)
    data = peelcli.load(folder)
    assert cell_at(data, "alfa", data.rounds[2014], (None, "b")).kind is kind
    safe = data.brief("alfa").document()["safe"]
    proves = "areas-graded: 1, counts" in block
    assert any("the report on Alfa graded 1 area" in sentence for sentence in safe) is proves
    assert not any("was graded in 1 area" in sentence for sentence in safe)
    if "areas-graded: 2, counts: {good: 1}" in block:
        out = peel("show", "alfa", "--data", str(folder)).out
        assert "1 of 1 in the dataset (by the count of the day; the report's page says 2)" in out


def test_the_shipped_dash_is_never_against_the_reports_page() -> None:
    for force, found in DATA.reports.items():
        for year, report in found.items():
            cells = [cell_at(DATA, force, DATA.rounds[year], q.key)
                     for q in DATA.rounds[year].questions if q.graded]  # fmt: skip
            if any(cell.kind is CellKind.NOT_IN_REPORT for cell in cells):
                separate = DATA.rounds[year].reported_separately
                own = [
                    judgment
                    for judgment in DATA.by_force[force].values()
                    if judgment.year == year
                    and judgment.grade
                    and judgment.question not in separate
                ]
                assert report.counts
                assert report.areas_graded is None or len(own) >= report.areas_graded


# R16: as of a day, left out is not missing


@pytest.mark.parametrize("day", ["2015-06-30", "2017-06-30", "2021-12-31", "2024-01-01"])
def test_nothing_left_out_is_called_missing(day: str) -> None:
    then = DATA.as_of(day)
    for force, (year, *key) in then.left_out:
        cell = cell_at(then, force, DATA.rounds[int(year)], (key[0], key[1]))
        assert cell.kind is CellKind.LEFT_OUT
    now = {(row["force"], row["year"], row["pillar"], row["question"]): row["status"]
           for row in DATA.panel().rows()}  # fmt: skip
    for row in then.panel().rows():
        place = (row["force"], row["year"], row["pillar"], row["question"])
        # What is missing on a day is missing on all days.
        assert (row["status"] == "missing") == (now[place] == "missing"), place


def test_texts_as_of_a_day_do_not_say_that_nothing_is_known(peel: Peel) -> None:
    out = peel("brief", "cleveland", "--round", "2023", "--as-of", "2024-01-01").out
    assert "published 11 April 2025, after the day that is asked about" in out
    assert "https://hmicfrs.justiceinspectorates.gov.uk/peel-reports/cleveland-2023-25/" in out
    assert "None of its grades was out by then; 8 came out later." in out
    assert "None of its grades is in the dataset" not in out
    out = peel("coverage", "2023", "--as-of", "2024-01-01").out
    assert re.search(r"\d+ are left out, as of that day\.", out)
    row = DATA.as_of("2024-01-01").coverage(2023).result[0]
    assert f"The other {row.missing} may exist; we have not found them." in out
    assert row.missing == DATA.coverage(2023).result[0].missing


def test_a_round_that_was_not_out_says_so_whatever_is_known_of_its_day(peel: Peel) -> None:
    out = peel("brief", "derbyshire", "--round", "2016", "--as-of", "2016-01-01").out
    assert "Published  not out by the day that is asked about" in out
    report = DATA.reports["kent"][2023]
    lines = dict(lines_of_later(DATA.rounds[2023], report._replace(published=None), 3))
    assert lines["Round"] == "PEEL 2023-25, not known to be out by the day that is asked about"
    assert lines["Graded areas"] == "3 grades left out"


def test_as_of_twice_starts_from_the_whole(tiny: PeelData) -> None:
    twice = DATA.as_of("2016-12-31").as_of("2020-01-01")
    assert twice == DATA.as_of("2020-01-01")
    assert len(twice.judgments()) == len(DATA.as_of("2020-01-01").judgments())
    assert DATA.as_of("2016-12-31").as_of(None) == DATA
    assert as_of(as_of(tiny, "2002-12-31"), None) is tiny


# R18 and thin counts: of how many


def test_a_count_of_some_grades_says_of_how_many_known(peel: Peel) -> None:
    for row in DATA.stats(2023).rows():
        out = peel("list", "--grade", "inadequate", "--sort", "grade", "--question",
                   row["question"]).out  # fmt: skip
        known = sum(row[grade.value] for grade in Grade)
        if row["inadequate"]:
            assert f"{row['inadequate']} of the {known} forces whose grade is known" in out
    out = peel("list", "--question", "leadership", "--sort", "grade").out
    assert re.search(r"PEEL 2023-25: \d+ of 43 forces\n", out)


@pytest.mark.parametrize("command", [["stats"], ["list", "--sort", "grade"], ["map"]])
def test_thin_counts_warn(peel: Peel, command: list[str]) -> None:
    known = {row["question"]: sum(row[grade.value] for grade in Grade)
             for row in DATA.stats(2023).rows()}  # fmt: skip
    for question, number in known.items():
        out = peel(*command, "--question", question).out
        said = "fewer than two thirds" in out.lower()
        assert said == is_thin(number, 43), question
    assert is_thin(known["disrupting-soc"], 43)


def test_missing_remarks_stand_below_counts(peel: Peel) -> None:
    remark = "2015: of the efficiency and legitimacy questions only a few grades"
    assert remark in peel("stats", "2015", "--questions").out
    assert remark in peel("list", "--round", "2015", "--question", "engagement-and-fairness",
                          "--sort", "grade").out  # fmt: skip


# R19: two kinds of absence


def test_what_neither_round_graded_or_had_out_is_not_missing() -> None:
    then = DATA.as_of("2025-07-24")
    found = then.diff("previous", "latest", all=True, anyway=True)
    kinds = {CellKind.JUDGED, CellKind.LEFT_OUT, CellKind.NOT_IN_REPORT, CellKind.MISSING}
    for row in found.result.rows:
        assert {*row.kinds} <= kinds
        assert (row.change.kind == "missing") == (CellKind.MISSING in row.kinds)
        if row.change.kind == "left-out":
            assert CellKind.LEFT_OUT in row.kinds


def test_a_left_out_grade_is_not_one_that_the_report_did_not_give(
    peel: Peel, tmp_path: Path
) -> None:
    block = (
        "2014: {report: {address: s, published: 2014-06-01, counts: {good: 1}}, sources: [s], "
        "a: good, b: {grade: inadequate, published: 2015-01-01}}\n"
    ).replace("counts: {good: 1}", "counts: {good: 1, not-counted: [b]}")
    folder = dataset(tmp_path / "nc", {"2014": ", ".join(Grade)}, block)
    out = peel("diff", "2014", "2014", "--as-of", "2014-12-31", "--all", "--data", str(folder)).out
    assert "Left out -> Left out" in out
    assert "Not graded in this report" not in out


# R21 to R24


def test_reasons_are_about_what_is_asked() -> None:
    notes = " ".join(DATA.diff(2015, 2016, question="preventing-crime").report().notes)
    assert "efficiency" not in notes
    assert "legitimacy" not in notes
    assert "efficiency" in " ".join(DATA.diff(2015, 2016, questions=True).report().notes)


def test_groups_that_overlap_count_each_force_once(peel: Peel) -> None:
    (peel.folder / "g.yaml").write_text(
        "aa: {name: A, forces: [kent, essex, sussex]}\nbb: {name: B, forces: [kent, surrey]}\n"
    )
    options = ("--groups", "g.yaml", "--by", "group")
    out = peel("overview", *options).out
    assert out.startswith("4 forces, PEEL 2023-25")
    named = peel("overview", *options, "--group", "aa", "--group", "bb").out
    assert named.startswith(out)
    undated = peel("overview", *options, "--as-of", "2024-06-30", "--json").json
    alone = peel("overview", "--groups", "g.yaml", "--group", "aa", "--group", "bb", "--as-of",
                 "2024-06-30", "--json").json  # fmt: skip
    assert undated["undated_left_out"] == alone["undated_left_out"]
    counted = peel("stats", "2023", *options, "--as-of", "2024-06-30", "--group", "aa",
                   "--group", "bb", "--json").json["undated_left_out"]  # fmt: skip
    assert counted == alone["undated_left_out"]


def test_a_force_known_to_have_no_grade_is_not_unknown(peel: Peel) -> None:
    rows = DATA.brief("durham").rows()
    (row,) = [other for other in rows if other["question"] == "recording-crime-data"]
    standing = row["standing"][0]
    stats = next(other for other in DATA.stats(2023).rows() if other["question"] == row["question"])
    assert standing["missing"] == stats["missing"]
    assert standing["not_graded"] == stats["not-graded"] > 0
    known = sum(standing[how] for how in ("higher", "same", "lower"))
    assert re.search(rf"Recording crime data .* {known}\n", peel("brief", "durham").out)


def test_latest_means_the_same_in_diff_as_elsewhere(peel: Peel) -> None:
    found = peel("diff", "previous", "latest", "--pillar", "legitimacy", "--json").json
    assert (found["from"], found["to"]) == (2017, 2018)
    found = peel("diff", "--question", "understanding-demand", "--json").json
    assert (found["from"], found["to"]) == (2016, 2017)
    ran = peel("diff", "--question", "leadership")
    assert (ran.code, "no two rounds can be compared there" in ran.err) == (2, True)


# R25


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("areas-graded: 99, counts: {good: 1}", "the round has only 2 areas"),
        ("areas-graded: 3", "the round has only 2 areas"),
        ("areas-graded: 2", None),
        ("areas-graded: 2, counts: {good: 1}", None),
    ],
)
def test_a_report_has_no_more_areas_than_its_round(
    peel: Peel, tmp_path: Path, block: str, said: str | None
) -> None:
    text = f"2014: {{report: {{address: s, {block}}}, sources: [s], a: good}}\n"
    folder = dataset(tmp_path / "t", {"2014": ", ".join(Grade)}, text)
    ran = peel("check", str(folder))
    assert (ran.code, said is None or said in ran.out) == (0 if said is None else 3, True)


# F4: counts of rounds that can't be compared


@pytest.mark.parametrize("command", [["stats", "2021", "2023"], ["list", "--round", "2021",
                         "--round", "2023"]])  # fmt: skip
@pytest.mark.parametrize("name", ["table", "markdown", "html", "svg", "json"])
def test_counts_of_rounds_apart_say_so(peel: Peel, command: list[str], name: str) -> None:
    if name not in formats_of(command[0]):
        pytest.skip("a list is no picture")
    arguments = [*command, "--question", "responding-to-public", "--format", name]
    out = peel(*arguments).out
    text = " ".join(re.sub(r"<[^>]+>", " ", out).replace("&#x27;", "'").split())
    if name == "json":
        (one,) = json.loads(out)["not_comparable"]
        assert (one["from"], one["to"]) == (2021, 2023)
        assert one["reason"].startswith("The reports of PEEL 2023-25 say")
        assert one["reason_source"].startswith("https://hmicfrs")
    else:
        assert "2021/22 and 2023-25 can't be compared. The reports of PEEL 2023-25 say" in text
        assert re.search(r"\d+ forces have a grade in both\.", text)
    arguments[arguments.index("responding-to-public")] = "investigating-crime"
    same = command if command[0] == "list" else ["stats", "2023"]
    alone = peel(*same, "--question", "leadership", "--json").json
    assert alone["not_comparable"] == []


def test_rounds_that_compare_in_part_say_nothing() -> None:
    assert DATA.stats([2016, 2017]).document()["not_comparable"] == []
    rows = DATA.stats("all", question="investigating-crime").rows()
    compares = {row["year"]: row["comparable_with"] for row in rows}
    assert compares[2016] == [2015, 2017, 2018]
    assert compares[2023] == []


@pytest.mark.parametrize("command", ["stats", "list"])
def test_the_same_forces_are_those_with_a_grade_in_every_round(command: str) -> None:
    question = "responding-to-public"
    graded = [
        {row["force"] for row in DATA.list(round=year, question=question).rows() if row["grade"]}
        for year in (2021, 2023)
    ]
    both = graded[0] & graded[1]
    if command == "stats":
        answer = DATA.stats([2021, 2023], question=question, same_forces=True)
        for row in answer.rows():
            assert sum(row[grade.value] for grade in Grade) == row["forces"] == len(both)
        found = answer.document()["not_comparable"]
        assert [item["same_forces"] for item in found] == [len(both)]
        assert "Only forces that have a grade in each" in " ".join(answer.report().notes)
    else:
        listed = DATA.list(round=[2021, 2023], question=question, same_forces=True)
        assert {row["force"] for row in listed.rows()} == both
        assert "Only forces that have a grade in each" in " ".join(listed.report().notes)


def test_a_question_of_one_round_has_all_its_forces(tiny: PeelData) -> None:
    rows = tiny.stats([2003, 2006], same_forces=True).rows()
    alone = tiny.stats(2003).rows()
    assert [row["forces"] for row in rows if row["pillar"]] == [
        sum(row[grade.value] for grade in Grade) for row in alone
    ]
    assert tiny.stats(2006, same_forces=True).rows()


# Readings


def test_a_grade_carried_over_from_another_question_names_it(peel: Peel) -> None:
    safe = DATA.brief("kent", round=2018).document()["safe"]
    assert "meeting demand (efficiency), outstanding of 2017 for understanding demand" in (
        " ".join(safe)
    )
    out = peel("show", "kent", "--round", "2018", "--questions").out
    assert (
        "PEEL 2018/19 meeting demand: carried over from 2017 understanding demand, whose place"
        in out
    )


def test_a_run_says_how_often_it_was_inspected(peel: Peel) -> None:
    out = peel("trend", "kent", "--pillar", "effectiveness", "--questions").out
    assert re.search(r"Good, 4 rounds \(2015-2018\), 2 inspections", out)
    rows = DATA.trend("kent", pillar="effectiveness", questions=True).rows()
    for row in rows:
        assert row["longest_run_inspections"] <= row["longest_run_rounds"]
    assert "No path: there are no two inspections" in peel("trend", "--question", "leadership").out


def test_separate_reports_are_named(peel: Peel, tmp_path: Path) -> None:
    said = "2023-25: graded in separate reports: disrupting serious organised crime."
    assert said in peel("show", "cleveland", "--round", "latest").out
    folder = with_report(shutil.copytree(TINY, tmp_path / "dataset"), singing="good")
    assert "graded in separate reports: singing." in peel("show", "erewhon", "--data",
                                                          str(folder)).out  # fmt: skip
    replace_in(folder / "rounds.yaml", "  reported-separately: [singing]\n", "")
    assert "graded in separate" not in peel("show", "erewhon", "--data", str(folder)).out


def test_grades_upside_down_turn_every_sentence(tiny: PeelData) -> None:
    """Mirror every grade on its scale: what was up is down, what was higher lower."""

    def mirrored(data: PeelData) -> PeelData:
        return data._replace(
            by_force={
                force: {
                    place: judgment._replace(
                        grade=judgment.grade
                        and data.rounds[judgment.year].scale[::-1][
                            data.rounds[judgment.year].scale.index(judgment.grade)
                        ]
                    )
                    for place, judgment in of.items()
                }
                for force, of in data.by_force.items()
            }
        )

    turn = {"improved": "declined", "declined": "improved"}
    for data in (tiny, DATA):
        other = mirrored(data)
        first, second = data.diff(all=True).rows(), other.diff(all=True).rows()
        assert [turn.get(row["change"], row["change"]) for row in first] == [
            row["change"] for row in second
        ]
        for force in [*data.forces][:6]:
            if not any(judgment.grade for judgment in data.by_force[force].values()):
                continue
            here, there = data.brief(force), other.brief(force)
            for row, mirror in zip(here.rows(), there.rows(), strict=True):
                for one, two in zip(row["standing"], mirror["standing"], strict=True):
                    assert (one["higher"], one["lower"]) == (two["lower"], two["higher"])
                    assert (one["same"], one["missing"]) == (two["same"], two["missing"])


# Laws


def completed(data: PeelData, number: int) -> PeelData:
    """Return a dataset in which every grade that is missing is there, drawn at random."""
    chance = random.Random(number)  # noqa: S311 - nothing is kept secret
    by_force = {force: dict(of) for force, of in data.by_force.items()}
    some = next(iter(data.judgments(grade="good")))
    for row in data.panel().rows():
        if row["status"] == "missing":
            key = (row["pillar"], None if row["question"] == "overall" else row["question"])
            one = some._replace(
                force=row["force"], year=row["year"], pillar=key[0], question=key[1],
                grade=chance.choice(data.rounds[row["year"]].scale), carried_over_from=None,
                status=Status.INSPECTED, published=None,
            )  # fmt: skip
            by_force.setdefault(row["force"], {})[one.place] = one
    return data._replace(by_force=by_force)


@pytest.mark.slow
@pytest.mark.parametrize("round_", [2016, 2018, 2021, 2023])
def test_a_safe_sentence_holds_for_every_completion(round_: int) -> None:
    for number in range(3):
        whole = completed(DATA, number)
        assert not [row for row in whole.panel().rows() if row["status"] == "missing"]
        for force in DATA.forces:
            if not any(year == round_ for year, *_ in DATA.by_force.get(force, {})):
                continue
            before = DATA.brief(force, round=round_)
            after = {row.question.key: row for row in whole.brief(force, round=round_).result.rows}
            for sentence in before.document()["safe"]:
                if match := SAID.fullmatch(sentence):
                    (row,) = [
                        row
                        for row in after.values()
                        if in_words(row.question) == match["what"]
                        and row.cell.grade
                        and row.cell.grade.label.lower() == match["grade"]
                    ]
                    there = row.standings[0]
                    grew = there.known - int(match["known"])
                    for name in ("higher", "same", "lower"):
                        some = int(match[name])
                        assert some <= getattr(there, name) <= some + grew, sentence
                    continue
                for name, text, year in re.findall(MOVED, sentence):
                    grades = {
                        judgment.grade.label.lower()
                        for judgment in whole.by_force[force].values()
                        if judgment.year == int(year) and judgment.grade
                        and in_words(whole.rounds[int(year)].asked[judgment.key]) == name
                    }  # fmt: skip
                    assert text in grades, sentence
                report = before.result.report
                numbers = re.search(r"graded \d+ areas?: (.+)\.|counted \d+ areas? of .+: (.+)\.",
                                    sentence)  # fmt: skip
                if numbers:
                    said = (numbers[1] or numbers[2]).split(", ")
                    assert report is not None
                    assert sorted(said) == sorted(
                        f"{count} {grade.label.lower()}" for grade, count in report.counts if count
                    )
                assert not re.search(r"\b(?:most|all|none|nothing|never|only)\b", sentence)


def in_words(question: Question) -> str:
    name = question.name_in_sentence
    return (
        f"{name} ({question.pillar_name.lower()})" if question.id and question.pillar_name else name
    )


def areas_first(data: PeelData) -> PeelData:
    """Return the invented dataset with its round of areas before those of pillars."""
    last = data.rounds[2006]
    rounds = {2000: last._replace(year=2000, last_year=2000, label="TRIAL 2000")}
    rounds |= {year: round_ for year, round_ in data.rounds.items() if year != 2006}
    by_force = {
        force: {
            moved.place: moved
            for judgment in of.values()
            for moved in [judgment._replace(year=2000) if judgment.year == 2006 else judgment]
        }
        for force, of in data.by_force.items()
    }
    return data._replace(rounds=rounds, by_force=by_force, reports={})


@pytest.mark.slow
@pytest.mark.parametrize("command", ["diff", "list", "overview", "stats", "trend"])
@pytest.mark.parametrize("data", ["tiny", "areas-first", "shipped"])
def test_every_order_of_every_command_in_every_order_of_rounds(
    tiny: PeelData, data: str, command: str
) -> None:
    of = {"tiny": tiny, "areas-first": areas_first(tiny), "shipped": DATA}[data]
    ask = getattr(of, command)
    orders = {
        "diff": ("force", "change", "question"), "list": ("force", "grade", "published"),
        "overview": ("name", "grade"),
        "stats": ("question", "grade"), "trend": ("force", "direction", "grade"),
    }[command]  # fmt: skip
    years = [year for year, round_ in of.rounds.items() if not round_.begun]
    pairs = list(permutations(years[-3:-1] if data == "shipped" else years, 2))
    for sort in orders:
        found = []
        for pair in pairs:
            if command == "diff":
                asked = ask(*pair, questions=True, all=True, anyway=True, sort=sort)
            elif command == "list":
                asked = ask(round=pair, sort=sort)
            elif command == "stats":
                asked = ask(pair, sort=sort)
            elif command == "trend":
                asked = ask(*[*of.forces][:3], sort=sort)
            else:
                asked = ask(pair[0], sort=sort)
            found.append(len(asked))
            json.dumps(asked.document())
            assert render(asked, "table", PAPER)
        if command == "diff":  # one row a force and question, whichever round comes first
            assert [found[pairs.index((two, number))] for number, two in pairs] == found
