"""What leaves the tool: sources of each grade, an origin, the address of a refusal, fragments."""

from __future__ import annotations

import re
import shutil
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from conftest import TINY, without_escapes
from reports import WHOLE, with_report

import peelcli
from peelcli import load
from peelcli.render.colours import COLOURS
from peelcli.render.table import _letters
from peelcli.terms import Grade

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Peel

ENV = {"PEEL_DATA": str(TINY)}
STORY = "https://paper.example/story?a=1&b=2"
REPORT = "https://trial.example/r"
SHOWING_GRADES = {
    "show": ["show", "erewhon", "--round", "2006"],
    "overview": ["overview", "2006"],
    "compare": ["compare", "erewhon", "ruritania", "--round", "2006"],
    "list": ["list", "--round", "2006"],
    "bands": ["list", "--round", "2006", "--sort", "grade"],
    "diff": ["diff", "2003", "2006", "--anyway"],
}


@pytest.fixture
def data(tmp_path: Path) -> tuple[str, str]:
    """The options that name a dataset with a report."""
    return ("--data", str(with_report(shutil.copytree(TINY, tmp_path / "dataset"), WHOLE)))


@pytest.mark.parametrize("name", SHOWING_GRADES)
def test_sources_are_numbered_and_each_stands_once(
    peel: Peel, data: tuple[str, str], name: str
) -> None:
    out = peel(*SHOWING_GRADES[name], "--sources", *data).out
    table, listed = out.split("\nSources\n")
    lines = dict(re.findall(r"^\[(\d+)\] (\S+)", listed, re.MULTILINE))
    assert len(set(lines.values())) == len(lines) >= 1
    numbers = {n for some in re.findall(r"\[([\d,]+)\]", table) for n in some.split(",")}
    assert numbers == set(lines)
    # The report states none of these grades here: it stands apart, to check them.
    assert REPORT not in lines.values()
    if name not in ("diff", "show"):
        assert out.rstrip().endswith(f"\nTo check\n{REPORT}")
    assert "Sources" not in peel(*SHOWING_GRADES[name], *data).out


def test_the_story_is_the_source_and_the_report_is_to_check(
    peel: Peel, data: tuple[str, str]
) -> None:
    out = peel("show", "erewhon", "--round", "2006", "--sources", *data).out
    assert re.search(r"^Greeting people +Adequate ≈ \[1\]$", out, re.MULTILINE)
    assert f"[1] {STORY}\n" in out
    assert re.search(rf"^To check +{re.escape(REPORT)}$", out, re.MULTILINE)
    assert out.count(REPORT) == 1


def test_the_path_of_a_trend_has_its_sources(peel: Peel) -> None:
    out = peel("trend", "erewhon", "--sources", env=ENV).out
    assert "[1" in out.split("\nSources\n")[0]
    assert "https://trial.example/erewhon" in out.split("\nSources\n")[1]


def test_details_print_each_address_once(peel: Peel, data: tuple[str, str]) -> None:
    out = peel("show", "erewhon", "--questions", "--details", *data).out
    for address in (STORY, "https://trial.example/erewhon"):
        assert out.count(f"{address}\n") == 1
    assert "TRIAL 2003/04, Kindness, listening: Outstanding [" in out


def test_html_links_each_grade_to_its_first_source(peel: Peel, data: tuple[str, str]) -> None:
    out = peel("overview", "2006", "--format", "html", *data).out
    story = STORY.replace("&", "&amp;")
    assert f'<td class="adequate"><a href="{story}">Adequate</a>' in out
    assert '<a href="https://trial.example/ruritania">Inadequate</a>' in out
    numbered = peel("overview", "2006", "--sources", "--format", "html", *data).out
    assert '<sup><a href="#source-1">1</a></sup>' in numbered
    assert f'<li id="source-1"><a href="{story}">{story}</a></li>' in numbered
    assert (
        f'To check</h2>\n<ul class="sources">\n<li><a href="{REPORT}">{REPORT}</a></li>' in numbered
    )


def test_markdown_lists_the_sources(peel: Peel, data: tuple[str, str]) -> None:
    out = peel("overview", "2006", "--sources", "--format", "markdown", *data).out
    assert r"Adequate ≈ \[1\]" in out
    assert f"\n1. <{STORY}>" in out
    assert f"\nTo check:\n\n- <{REPORT}>\n" in out


def test_json_of_a_grid_has_the_report_and_the_sources(peel: Peel, data: tuple[str, str]) -> None:
    for arguments in (["overview", "2006"], ["compare", "erewhon", "ruritania"]):
        rows = peel(*arguments, "--json", *data).json["rows"]
        found = {(row["force"], row["question"]): row for row in rows}
        one, other = found["erewhon", "greeting"], found["ruritania", "listening"]
        assert (one["report"], one["sources"]) == (REPORT, [STORY])
        assert (other["report"], other["sources"]) == (None, [])


def test_the_head_says_what_is_known_of_the_report(peel: Peel, data: tuple[str, str]) -> None:
    out = peel("show", "erewhon", *data).out
    assert out.splitlines()[1:6] == [
        "Round                  TRIAL 2006-08, published 9 August 2007 (the day of the first press "
        "story)",
        f"To check               {REPORT}",
        "Graded areas           2 of 2 in the dataset",
        "Causes of concern      0",
        "Areas for improvement  3; Tea, above all.",
    ]
    assert "To check  " not in peel("show", "erewhon", "--round", "2003", *data).out


def test_the_head_says_what_is_not_known(peel: Peel) -> None:
    assert peel("show", "erewhon", env=ENV).out.splitlines()[1:4] == [
        "Round         TRIAL 2006-08, published on a day that is not known",
        "To check      its address is not in the dataset",
        "Graded areas  2 in the dataset; how many there are is not known",
    ]


@pytest.mark.parametrize("name", ["html", "markdown", "svg", "table"])
def test_what_leaves_ends_in_its_origin(peel: Peel, tmp_path: Path, name: str) -> None:
    folder = shutil.copytree(TINY, tmp_path / "dataset")
    (folder / "version.yaml").write_text("version: '7'\nday: 2008-01-02\n", "utf-8")
    ending = {"html": "html", "markdown": "md", "svg": "svg", "table": "txt"}[name]
    ran = peel("overview", "-o", f"answer.{ending}", "--data", str(folder))
    assert ran.code == 0
    text = (peel.folder / f"answer.{ending}").read_text("utf-8")
    words = re.sub(r"<[^>]+>|[\[\]\\]|\(https[^)]*\)", "", text).replace("&#160;", " ")
    words = " ".join(words.split())
    assert f"peel {peelcli.__version__}, dataset 7 of 2 January 2008, 25 judgments. " in words
    assert (
        "Contains public sector information licensed under the Open Government Licence v3.0."
        in words
    )
    if name != "table":
        assert peel("overview", "--format", name, "--data", str(folder)).out == text


def test_a_table_on_a_terminal_or_in_a_pipe_has_no_origin(peel: Peel) -> None:
    assert "Licence" not in peel("overview", env=ENV).out
    assert "Licence" not in peel.on_screen(100, "overview", env=ENV).out


@pytest.mark.parametrize(
    "line", ["brief erewhon", "list", "stats", "diff 2003 2006", "show erewhon"]
)
def test_what_is_published_does_not_speak_of_options(peel: Peel, line: str) -> None:
    said = re.compile(r"(?<!-)--[a-z]|peel [a-z]+ ")
    for name in ("html", "markdown", "svg"):
        out = peel(*line.split(), "--format", name, env=ENV).out
        text = re.sub(r"<style>.*?</style>", "", out, flags=re.DOTALL)
        assert not said.search(re.sub(r"<[^>]+>|peel \d", "", text)), name
    if line.startswith("brief"):
        assert said.search(peel(*line.split(), env=ENV).out)


def test_a_refusal_names_the_address_that_says_so(peel: Peel) -> None:
    source = "https://trial.example/compare"
    found = peel("diff", "2003", "2006", "--json", env=ENV).json
    assert (found["reason"], found["reason_source"]) == ("There are five grades now.", source)
    assert peel("diff", "2002", "2003", "--json", env=ENV).json["reason_source"] is None
    assert f"\n  {source}\n" in peel("diff", "2003", "2006", env=ENV).out
    html = peel("diff", "2003", "2006", "--format", "html", env=ENV).out
    assert f'There are five grades now. (<a href="{source}">source</a>)' in html
    markdown = peel("diff", "2003", "2006", "--format", "markdown", env=ENV).out
    assert f"There are five grades now. ([source](<{source}>))" in markdown
    rounds = {row["year"]: row for row in peel("rounds", "--json", env=ENV).json["rounds"]}
    assert rounds[2006]["reason_source"] == source
    assert rounds[2002]["reason_source"] is None
    assert f"[1] {source}" in peel("rounds", env=ENV).out
    assert f"\n  {source}\n" in peel("show", "erewhon", env=ENV).out


def test_the_shipped_refusals_name_the_inspectorate(peel: Peel) -> None:
    for rounds in (("2018", "2021"), ("2021", "2023")):
        found = peel("diff", *rounds, "--json").json
        assert "justiceinspectorates.gov.uk" in found["reason_source"]


def test_a_fragment_has_no_page_around_it(peel: Peel) -> None:
    out = peel("overview", "2006", "--fragment", env=ENV).out
    assert out.startswith('<div class="peel" lang="en-GB">\n<style>')
    assert out.endswith("</div>\n")
    assert not re.search(r"<(html|head|body|title|main|h1)[ >]", out)
    assert '<h2 class="title">All forces, TRIAL 2006-08</h2>' in out
    page = peel("overview", "2006", "--format", "html", env=ENV).out
    table = re.compile(r"<table>.*</table>", re.DOTALL)
    assert table.findall(out) == table.findall(page)
    # Its style touches nothing of the page that it stands in.
    style = re.findall(r"<style>(.*?)</style>", out, re.DOTALL)[0]
    selectors = re.findall(r"^\s*([.a-z@*][^{}]*?)\s*\{", style, re.MULTILINE)
    assert selectors
    for some in selectors:
        for item in some.split(", "):
            assert item.startswith((".peel", "body.peel", "@media")), item


def test_a_fragment_is_html_and_nothing_else(peel: Peel) -> None:
    for options in (["--json"], ["--format", "csv"], ["-o", "x.csv"]):
        ran = peel("overview", "--fragment", *options, env=ENV)
        assert ran.code == 2
        assert "--fragment is HTML" in ran.err or "html" in ran.err
    assert peel("overview", "--fragment", "-o", "x.html", env=ENV).code == 0
    assert (peel.folder / "x.html").read_text("utf-8").startswith("<div")


def test_the_shipped_addresses_have_nothing_stray() -> None:
    dataset = load()
    cited = {source for of in dataset.by_force.values() for judgment in of.values()
             for source in judgment.sources}  # fmt: skip
    cited |= {source for of in dataset.reports.values() for report in of.values()
              for source in (*report.sources, report.address or "https://x.y/")}  # fmt: skip
    assert len(cited) > 500
    for address in cited:
        assert not address.endswith("?"), address
        assert "//" not in address.split("://", 1)[1], address


def seen_without_red_and_green(colour: str) -> tuple[float, float, float]:
    """Return the linear red, green and blue that a person without green cones sees.

    The matrix is that of Machado, Oliveira and Fernandes (2009) for deuteranopia.
    """
    values = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values]
    matrix = (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    )
    red, green, blue = (sum(a * b for a, b in zip(row, linear, strict=True)) for row in matrix)
    return red, green, blue


@pytest.mark.parametrize("which", [0, 2], ids=["day", "night"])
def test_grades_are_told_apart_without_red_and_green(which: int) -> None:
    shown = [seen_without_red_and_green(colours[which]) for colours in COLOURS.values()]
    for one, other in combinations(shown, 2):
        assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 0.1
    # From blue to yellow, one after the other: no grade is a paler other one.
    blueness = [blue - (red + green) / 2 for red, green, blue in shown]
    ends = sorted(range(5), key=lambda n: -blueness[n])
    assert set(ends[:2]) == {0, 1}
    assert ends[2] == 2
    assert set(ends[3:]) == {3, 4}


def test_signs_tell_themselves(peel: Peel) -> None:
    out = peel("overview", "2002", "--questions", env=ENV).out
    assert "n/g not graded: the inspectorate gave no grade" in out
    assert re.search(r"^\? not in the dataset$", out, re.MULTILINE)
    out = peel("show", "erewhon", "--questions", env=ENV).out
    assert "empty: not asked in that round" in out
    row = next(line for line in out.splitlines() if line.startswith("Tidy cupboards"))
    assert row.split() == ["Tidy", "cupboards", "Good", "«2002"]
    html = peel("show", "erewhon", "--questions", "--format", "html", env=ENV).out
    assert '<td class="absent">not asked</td>' in html
    assert '<td class="absent">not graded</td>' in html


def test_not_graded_in_this_report_is_said(peel: Peel, tmp_path: Path) -> None:
    folder = with_report(shutil.copytree(TINY, tmp_path / "dataset"), WHOLE)
    path = folder / "rounds.yaml"
    before, _, after = path.read_text("utf-8").rpartition("      graded: false\n")
    path.write_text(before + after, "utf-8")
    data = ("--data", str(folder))
    out = peel("overview", *data).out
    assert re.search(r"^Erewhon .* -$", out, re.MULTILINE)
    assert re.search(r"^Ruritania .* \?$", out, re.MULTILINE)
    assert "- not graded in this report" in out
    assert "not graded in this report" in peel("overview", "--format", "html", *data).out
    statuses = {
        row["force"]: row["status"]
        for row in peel("overview", "--json", *data).json["rows"]
        if row["question"] == "tea"
    }
    assert statuses["erewhon"] == "not-in-report"
    assert statuses["ruritania"] == "missing"


def test_codes_are_the_same_everywhere(peel: Peel) -> None:
    assert peel("list", "--grade", "ri", "--round", "all", "--count", env=ENV).out == peel(
        "list", "--grade", "requires-improvement", "--round", "all", "--count", env=ENV
    ).out  # fmt: skip
    out = peel("stats", "2003", env=ENV).out
    assert "RI requires improvement" in out
    assert re.search(r"\bRI-+", out)
    narrow = without_escapes(peel.on_screen(34, "overview", "2003", env=ENV).out)
    assert re.search(r"RI\b", narrow)


def test_shares_are_whole_at_every_width() -> None:
    for counts in ((1, 1, 1, 40, 0), (0, 0, 0, 1, 0), (20, 20, 0, 2, 1)):
        bar = tuple(zip(Grade, counts, strict=True))
        for width in (20, 30):
            letters = _letters(bar, width)
            assert sum(count for _, count in letters) == width
            for grade, count in letters:
                assert count >= len(grade.code)
