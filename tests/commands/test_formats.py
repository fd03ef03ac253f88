"""Every command in every format: one writer each, shared by all."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sys
import xml.etree.ElementTree as ET
from fractions import Fraction
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import jsonschema
import pytest
from conftest import TINY, slow_but, without_escapes
from markdown_it import MarkdownIt

from peelcli.forms import COMMANDS as SCHEMAS
from peelcli.render import FORMATS, ONLY_OF, formats_of
from peelcli.render.colours import COLOURS
from peelcli.render.table import _letters
from peelcli.terms import Grade

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Peel

COMMANDS = {
    "brief": ["brief", "erewhon"],
    "show": ["show", "erewhon"],
    "diff": ["diff", "2002", "2003", "--all", "--questions"],
    "overview": ["overview", "2003", "--by", "region"],
    "compare": ["compare", "erewhon", "ruritania", "--round", "all"],
    "map": ["map", "2003", "--pillar", "tidiness"],
    "list": ["list", "--force", "erewhon"],
    "stats": ["stats", "--by", "region"],
    "trend": ["trend", "erewhon"],
    "forces": ["forces"],
    "rounds": ["rounds"],
    "questions": ["questions"],
    "coverage": ["coverage"],
    "check": ["check"],
    "init": ["init", "--diff", str(TINY)],
    "fetch": ["fetch", "https://trial.example/a", "--list"],
    "update": ["update", "erewhon", "--round", "2006-08", "--into", "new", "--dry-run"],
    "read": ["read", str(TINY.parent / "keeper" / "pages" / "page.txt")],
}
NOTHING = ("check", "update")
"""What has no table to show here."""
ENV = {"PEEL_DATA": str(TINY)}


class Page(HTMLParser):
    """What a page has, as a browser without style would tell it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and data.strip():
            self.texts.setdefault(self.open[-1], []).append(data.strip())

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_every_command_with_json_is_tried_here() -> None:
    assert set(COMMANDS) == set(SCHEMAS) - {"export"}


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_json_keeps_to_the_printed_schema(peel: Peel, name: str) -> None:
    schema = json.loads(peel("schema", name).out)
    jsonschema.Draft202012Validator.check_schema(schema)
    document = peel(*COMMANDS[name], "--json", env=ENV).json
    jsonschema.validate(document, schema)
    assert peel(*COMMANDS[name], "--format", "json", env=ENV).json == document


@pytest.mark.parametrize("name", COMMANDS)
def test_flat_formats_have_the_same_items(peel: Peel, name: str) -> None:
    document = peel(*COMMANDS[name], "--json", env=ENV).json
    lines = peel(*COMMANDS[name], "--format", "jsonl", env=ENV).out.splitlines()
    items = [json.loads(line) for line in lines]
    assert items in document.values()
    rows = list(csv.DictReader(io.StringIO(peel(*COMMANDS[name], "--format", "csv", env=ENV).out)))
    assert len(rows) == len(items)
    for row, item in zip(rows, items, strict=True):
        assert list(row) == list(item)
        for column, value in item.items():
            if value is None:
                assert row[column] == ""
            elif isinstance(value, str | int) and not isinstance(value, bool):
                assert row[column] == str(value)
    tabs = peel(*COMMANDS[name], "--format", "tsv", env=ENV).out.splitlines()
    assert len(tabs) == len(items) + 1
    assert len({line.count("\t") for line in tabs}) == 1


@pytest.mark.parametrize("name", COMMANDS)
def test_markdown_tables_are_even(peel: Peel, name: str) -> None:
    out = peel(*COMMANDS[name], "--format", "markdown", env=ENV).out
    assert out.startswith("## ")
    blocks = [block.splitlines() for block in out.split("\n\n") if block.startswith("|")]
    assert blocks or name in NOTHING
    for block in blocks:
        assert re.fullmatch(r"\|( -{3}:? \|)+", block[1])
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in block}) == 1


@pytest.mark.parametrize("name", COMMANDS)
def test_html_is_one_accessible_page(peel: Peel, name: str) -> None:
    text = peel(*COMMANDS[name], "--format", "html", env=ENV).out
    page = Page(text)
    assert page.open == []
    assert page.of("html") == [{"lang": "en-GB"}]
    assert len(page.of("h1")) == 1
    # A picture has titles of its own.
    assert page.texts["title"][0] == page.texts["h1"][0]
    tables = len(page.of("table"))
    assert tables or name in NOTHING
    assert len(page.of("caption")) == len(page.of("thead")) == len(page.of("tbody")) == tables
    assert {head["scope"] for head in page.of("th")} <= {"col", "row"}
    # It needs nothing else: no script, no style sheet, no font, no picture from elsewhere.
    assert not {"link", "img", "iframe", "image", "use"} & {tag for tag, _ in page.tags}
    assert page.of("script") == ([] if name == "brief" else [{}])
    assert "@import" not in text
    assert "url(" not in text
    # A sheet of paper has no night.
    assert ("prefers-color-scheme: dark" in text) == (name != "brief")
    assert "@media print" in text
    for tag, attributes in page.tags:
        if attributes.get("role") == "img":
            assert attributes["aria-label"], tag


def test_html_says_grades_in_words_and_reads_marks_aloud(peel: Peel) -> None:
    page = Page(peel("show", "erewhon", "--questions", "--format", "html", env=ENV).out)
    cells = page.texts["a"]
    assert {"Good", "Outstanding", "Requires improvement"} <= set(cells)
    assert {"not asked", "not graded"} <= set(page.texts["td"])
    missing = Page(peel("overview", "2006", "--format", "html", env=ENV).out)
    assert "not in the dataset" in missing.texts["td"]
    labels = {attributes["aria-label"] for attributes in page.of("span")}
    assert "carried over: not inspected, the grade of that year stands" in labels
    assert "improved since the last inspection that can be compared" in labels
    classes = {str(attributes.get("class")) for attributes in page.of("td")}
    assert {"good", "outstanding", "requires-improvement"} <= classes


@pytest.mark.parametrize("name", ONLY_OF["svg"])
def test_svg_is_a_picture_that_needs_nothing_else(peel: Peel, name: str) -> None:
    out = peel(*COMMANDS[name], "--format", "svg", env=ENV).out
    root = ET.fromstring(out)  # noqa: S314 - our own
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "@font-face" not in out
    assert "http" not in re.sub(r"<(title|desc|text)\b.*?</\1>|xmlns=.http[^ ]*", "", out)


@pytest.mark.parametrize(
    ("ending", "start"),
    [
        (".json", '{\n  "force"'),
        (".jsonl", '{"force"'),
        (".csv", "force,year,"),
        (".tsv", "force\tyear\t"),
        (".md", "## Erewhon"),
        (".HTML", "<!doctype html>"),
        (".svg", "<svg"),
        (".txt", "Erewhon Constabulary"),
    ],
)
def test_a_files_ending_picks_the_format(peel: Peel, ending: str, start: str) -> None:
    ran = peel("show", "erewhon", "-o", f"answer{ending}", env=ENV)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    text = (peel.folder / f"answer{ending}").read_text("utf-8")
    assert text.startswith(start)
    assert "\x1b" not in text
    (written,) = peel.folder.iterdir()
    assert written.name == f"answer{ending}"


def test_contradictions_and_unknown_formats(peel: Peel) -> None:
    for arguments, hint in (
        (["--json", "--format", "csv"], "contradict"),
        (["--format", "xml"], "the formats are table, json"),
        (["-o", "answer.odt"], "use --format"),
    ):
        ran = peel("show", "erewhon", *arguments, env=ENV)
        assert (ran.code, ran.out) == (2, "")
        assert hint in ran.err
    assert peel("show", "erewhon", "-o", "x.odt", "--format", "csv", env=ENV).code == 0
    text = ["table", "json", "jsonl", "csv", "tsv", "markdown", "html", "svg"]
    assert list(FORMATS) == [*text, "parquet", "xlsx", "docx", "pdf", "png"]


@pytest.mark.parametrize("name", slow_but(["show", "list"], COMMANDS))
def test_a_format_that_an_answer_lacks_is_refused_with_those_that_have_it(
    peel: Peel, name: str
) -> None:
    shutil.copytree(TINY, peel.folder / "data")
    command = [*COMMANDS[name], *([] if name == "check" else ["--data", "data"])]
    lacking = set(FORMATS) - set(formats_of(name))
    assert "parquet" in lacking
    for format_ in lacking:
        endings = [] if name in ("fetch", "update") else [["-o", f"x{FORMATS[format_][0]}"]]
        for option in (["--format", format_], *endings):
            ran = peel(*command, *option)
            assert (ran.code, ran.out) == (2, "")
            assert ran.err.startswith(f"peel: {format_} is for {', '.join(ONLY_OF[format_])} alone")
    assert not [*peel.folder.glob("x.*")]


def test_what_could_be_markup_is_inert(peel: Peel) -> None:
    forces = shutil.copytree(TINY, peel.folder / "data") / "forces.yaml"
    hostile = "name: '[red]<b>Ere|whon</b> *&* Police'"
    forces.write_text(forces.read_text().replace("name: Erewhon Constabulary", hostile))
    arguments = ("show", "erewhon", "--data", "data")
    assert peel(*arguments).out.startswith("[red]<b>Ere|whon</b> *&* Police")
    html = peel(*arguments, "--format", "html").out
    assert "<b>Ere" not in html
    assert "[red]&lt;b&gt;Ere|whon&lt;/b&gt; *&amp;* Police" in html
    markdown = peel(*arguments, "--format", "markdown").out
    assert r"\[red\]\<b\>Ere\|whon\</b\> \*\&\* Police" in markdown
    assert "&lt;b&gt;" in peel(*arguments, "--format", "svg").out


def luminance(colour: str) -> float:
    """Return the relative luminance as https://www.w3.org/TR/WCAG21/ defines it."""
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(
        share * number for share, number in zip((0.2126, 0.7152, 0.0722), linear, strict=True)
    )


@pytest.mark.parametrize("grade", Grade)
def test_html_colours_have_enough_contrast(grade: Grade) -> None:
    day_back, day_text, night_back, night_text = COLOURS[grade]
    for pair in ((day_back, day_text), (night_back, night_text)):
        dark, light = sorted(map(luminance, pair))
        assert (light + 0.05) / (dark + 0.05) >= 4.5


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "erewhon"],
        ["overview", "2002"],
        ["compare", "erewhon", "ruritania", "--year", "2002"],
        ["list"],
        ["list", "--count"],
        ["stats", "2002"],
    ],
)
def test_as_of_leaves_out_and_says_so(peel: Peel, arguments: list[str]) -> None:
    now = peel(*arguments, "--json", env=ENV).json
    then = peel(*arguments, "--as-of", "2002-03-31", "--json", env=ENV).json
    assert "as_of" not in now
    assert then.pop("as_of") == "2002-03-31"
    # Of 2002 one judgment has no date: a question, so that pillar grades alone lack none.
    undated = then.pop("undated_left_out")
    assert undated == (1 if arguments[0] in ("list", "show") else 0)
    assert then != now
    assert peel(*arguments, "--as-of", "2999-01-01", "--json", env=ENV).json["as_of"]
    text = peel(*arguments, "--as-of", "2002-03-31", env=ENV).out
    assert "As of 2002-03-31: only grades published by then." in text or "--count" in arguments
    wrong = peel(*arguments, "--as-of", "March 2002", env=ENV)
    assert wrong.code == 2
    assert "write it like 2016-12-08" in wrong.err


def test_counts_as_of_a_day_add_up(peel: Peel) -> None:
    def rows(*options: str) -> list[dict[str, object]]:
        found: list[dict[str, object]] = peel("stats", "2002", *options, "--json", env=ENV).json[
            "rows"
        ]
        return found

    counted = (*(grade.value for grade in Grade), "not-graded", "missing")
    for options in ([], ["--by", "nation"]):
        assert {row["left-out"] for row in rows(*options)} == {0}
        for row in rows(*options, "--as-of", "2002-03-31"):
            assert sum(int(str(row[name])) for name in (*counted, "left-out")) == 3
            assert bool(row["nation"]) == bool(options)


def test_since_and_until(peel: Peel) -> None:
    def counted(*arguments: str) -> int:
        return int(peel("list", "--count", *arguments, env=ENV).out)

    assert counted("--since", "2003") == 12
    assert counted("--since", "2001", "--since", "2003/04") == 12
    assert counted("--until", "2001") == 2
    assert counted("--since", "2004-01-02", "--until", "2004-05-06") == 6


def test_details_in_every_format_for_people(peel: Peel) -> None:
    arguments = ("show", "erewhon", "--questions", "--details")
    address = "https://paper.example/story?a=1&b=2"
    markdown = peel(*arguments, "--format", "markdown", env=ENV).out
    assert "- Note: Said so: twice." in markdown
    assert markdown.count(f"<{address}>") == 1
    assert "2. <https://trial.example/erewhon>" in markdown
    html = peel(*arguments, "--format", "html", env=ENV).out
    assert "<dt>Note</dt><dd>Said so: twice.</dd>" in html
    assert '<li id="source-1"><a href="https://paper.example/story?a=1&amp;b=2">' in html
    assert "Area for improvement  Answer back less." in peel(*arguments, env=ENV).out


def test_no_heading_is_split_at_80_columns(peel: Peel) -> None:
    env = {"TERM": "xterm-256color"}
    for arguments in (
        ("overview", "2018"),
        ("overview", "2017", "--by", "region"),
        ("overview", "2023"),
        ("compare", "derbyshire", "notts", "kent", "essex", "--questions", "--year", "2018"),
        ("show", "derbyshire", "--questions"),
        ("stats", "2018"),
        ("coverage",),
    ):
        for columns in (56, 64, 80, 92, 100, 120):
            shown = without_escapes(peel.on_screen(columns, *arguments, env=env).out)
            words = set(re.findall(r"[A-Za-z]+", shown))
            for word in ("Effectiveness", "Nottinghamshire", "Legitimacy", "Derbyshire"):
                parts = {word[:cut] for cut in range(4, len(word))} - {"Derby"}
                assert not parts & words, (arguments, columns, word)
            # An address is never broken, so that it can be copied.
            lines = [line for line in shown.splitlines() if "https://" not in line]
            assert max(map(len, lines)) <= columns


def test_a_table_turned_into_a_list_has_its_first_heading(peel: Peel) -> None:
    shown = without_escapes(peel.on_screen(30, "forces", env=ENV).out)
    assert "Id  erewhon" in shown


def test_every_grade_that_occurs_has_a_letter_in_its_shares(peel: Peel) -> None:
    counts = tuple(zip(Grade, (1, 41, 0, 0, 1), strict=True))
    for width in (6, 30):
        letters = dict(_letters(counts, width))
        assert letters.keys() == {Grade.OUTSTANDING, Grade.GOOD, Grade.INADEQUATE}
        assert sum(letters.values()) == width
        assert min(letters.values()) == 1
    assert _letters(((Grade.GOOD, 1), (Grade.INADEQUATE, 1)), 30) == [
        (Grade.GOOD, 15),
        (Grade.INADEQUATE, 15),
    ]
    text = peel("stats", "2018", "--questions").out
    for line in text.splitlines():
        bar = re.search(r" ([OGRI]{30}) ", line)
        if bar:
            shares = re.findall(r"(\d+) \((\d+)%\)", line)
            assert len(set(bar[1])) == sum(count != "0" for count, _ in shares)


def test_percentages_are_rounded_as_readers_do(peel: Peel) -> None:
    rows = peel("stats", "--questions", "--json").json["rows"]
    lines = [line for line in peel("stats", "--questions").out.splitlines() if "%)" in line]
    shown = [re.findall(r"(\d+) \((\d+)%\)", line) for line in lines]
    assert len(shown) == sum(any(row[grade] for grade in Grade) for row in rows)
    for cells in shown:
        total = sum(int(count) for count, _ in cells)
        for count, percent in cells:
            exact = Fraction(100 * int(count), total)
            assert int(percent) == exact.__floor__() + (exact % 1 >= Fraction(1, 2))


def test_no_sign_turns_into_a_question_mark_in_any_locale(peel: Peel) -> None:
    env = ENV | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for arguments in (["stats", "all"], ["questions"], ["stats", "all", "--as-of", "2003-01-01"]):
        out = peel(*arguments, env=env).out
        assert "?" not in re.sub(r"\w\?", "", out)


HOSTILE = "https://e.org/<script>alert(1)</script>|x"


def test_markdown_of_hostile_texts_is_inert_and_even(peel: Peel, dataset: Path) -> None:
    path = dataset / "judgments" / "erewhon.yaml"
    path.write_text(path.read_text().replace("https://trial.example/erewhon", f"'{HOSTILE}'"))
    forces = dataset / "forces.yaml"
    name = "https://e.org/ | <b>Police</b>"
    forces.write_text(forces.read_text().replace("Erewhon Constabulary", f"'{name}'"))
    arguments = ("--format", "markdown", "--data", str(dataset))
    details = peel("show", "erewhon", "--details", *arguments).out
    assert "<https://e.org/%3Cscript%3Ealert(1)%3C/script%3E%7Cx>" in details
    assert "<script" not in details
    for text in (details, peel("forces", *arguments).out):
        html = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
        assert "<script" not in html
        assert "<b>Police" not in html
    rows = [line for line in peel("forces", *arguments).out.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {6}


def test_tsv_changes_nothing_but_line_breaks_and_tabs(peel: Peel, dataset: Path) -> None:
    forces = dataset / "forces.yaml"
    forces.write_text(forces.read_text().replace("Far Side", "two  sp\u00a0x"))
    rows = peel("forces", "--format", "tsv", "--data", str(dataset)).out.splitlines()
    assert rows[1].split("\t")[3] == "two  sp\u00a0x"


def test_pillars_and_initials_go_by_their_names(peel: Peel, dataset: Path) -> None:
    questions = dataset / "questions.yaml"
    text = questions.read_text().replace("kindness: Kindness", "kindness: ICT & use of force")
    questions.write_text(text.replace("listening: Listening", "listening: CCTV"))
    where = ("--data", str(dataset))
    for arguments in (
        ["show", "erewhon", "--questions", "--details"],
        ["diff", "2002", "2003", "--questions", "--all"],
        ["list", "--round", "all"],
        ["coverage"],
        ["stats", "all", "--questions"],
        ["compare", "erewhon", "ruritania", "--questions", "--year", "2003"],
        ["trend", "erewhon", "--questions"],
        ["questions"],
    ):
        out = peel(*arguments, *where).out
        assert "ICT & use of force" in out
        assert "indness" not in out
        assert "iCT" not in out
        assert "cCTV" not in out


def test_forces_of_one_short_name_go_by_their_whole_names(peel: Peel, dataset: Path) -> None:
    forces = dataset / "forces.yaml"
    text = forces.read_text().replace("Ruritania & South Police", "Ruritania Constabulary")
    forces.write_text(text)
    out = peel("overview", "2003", "--data", str(dataset)).out
    assert re.search(r"^Ruritania Police ", out, re.MULTILINE)
    assert re.search(r"^Ruritania Constabulary ", out, re.MULTILINE)
    assert re.search(r"^Erewhon ", out, re.MULTILINE)


def test_a_character_that_xml_lacks_is_refused(peel: Peel, dataset: Path) -> None:
    forces = dataset / "forces.yaml"
    before = forces.read_text()
    for escape in ("\\uFFFE", "\\uFFFF", "\\uD800"):
        forces.write_text(before.replace("Ruritania Police", f'"Alfa {escape} Police"'))
        ran = peel("check", str(dataset))
        assert ran.code == 3
        assert "forces.yaml:10" in ran.out
        script = "import yaml; del yaml.CSafeLoader; from peelcli.__main__ import run; "
        script += f"run(['check', '{dataset}'])"
        assert "forces.yaml:10" in peel.shell(f'{sys.executable} -c "{script}"').out


def test_titles_say_of_how_many_forces_and_why_there_is_nothing(peel: Peel) -> None:
    assert peel("overview", "2018").out.startswith("All forces, PEEL 2018/19\n")
    one = peel("overview", "2018", "--force", "kent").out
    assert one.startswith("1 force, PEEL 2018/19\n")
    nothing = peel("stats", "2014", "--pillar", "legitimacy").out
    assert "Letters" not in nothing
    assert "Nothing to show: these rounds graded nothing that you asked for." in nothing
    early = peel("show", "derbyshire", "--as-of", "2010-01-01").out
    assert "Nothing was published by 2010-01-01" in early
    for arguments in (["2018", "--question", "leadership"], ["2014", "--pillar", "legitimacy"]):
        out = peel("stats", *arguments, "--as-of", "2024-01-01").out
        assert "these rounds graded nothing that you asked for" in out
        assert "Nothing was published" not in out


def test_one_pair_is_one_pair(peel: Peel, dataset: Path) -> None:
    path = dataset / "judgments" / "erewhon.yaml"
    path.write_text(path.read_text().replace("  listening: {grade: outstanding, publ", "#"))
    out = peel("diff", "2003", "2006", "--force", "erewhon", "--data", str(dataset)).out
    assert "\n1 pair of grades shares a question; none was compared.\n" in out
    # Help has the option.
    assert "--anyway" not in out


def test_areas_can_be_declared_comparable(peel: Peel, dataset: Path) -> None:
    rounds = dataset / "rounds.yaml"
    later = rounds.read_text().split("2006:\n")[1].replace("2006", "2009").replace("-08", "-11")
    rounds.write_text(f"{rounds.read_text()}2009:\n{later}")
    comparisons = dataset / "comparisons.yaml"
    rule = "comparable:\n  - rounds: [2006, 2009]\n    areas: {}\n    sources: [https://a.b/c]\n"
    path = dataset / "judgments" / "erewhon.yaml"
    grades = "2009:\n  sources: [story]\n  greeting: good\n  listening: good\n"
    path.write_text(path.read_text().replace("sources:\n  story", f"{grades}sources:\n  story"))
    where = ("--data", str(dataset))
    without = comparisons.read_text()
    for areas, compared in (("all", 2), ("[listening]", 1)):
        comparisons.write_text(without.replace("comparable:\n", rule.format(areas), 1))
        answer = peel("diff", "2006", "2009", "--json", "--all", *where).json
        assert (answer["comparable"], answer["reason"]) == (True, None)
        assert [row["change"] for row in answer["changes"]].count("improved") == compared - 1
        assert answer["summary"]["declined"] == 1
        assert answer["summary"]["not-comparable"] == 2 - compared
        assert "▼" in peel("show", "erewhon", *where).out
        found = peel("questions", "2009", "--json", *where).json["questions"]
        assert sum(row["comparable_with"] == [2006] for row in found) == compared
        paths = peel("trend", "erewhon", "--json", *where).json["rows"]
        assert [item["direction"] for item in paths if item["question"] == "listening"] == [
            "declining"
        ]


@pytest.mark.parametrize("format_", ["markdown", "html"])
def test_forces_of_a_band_stand_in_one_cell(peel: Peel, format_: str) -> None:
    bands = ("list", "--question", "greeting", "--sort", "grade")
    assert peel(*bands, "--format", format_, "-o", "bands", env=ENV).code == 0
    text = (peel.folder / "bands").read_text("utf-8")
    assert re.search(r"Ruritania (\\&|&amp;) South", text)


def test_a_count_is_a_page_too(peel: Peel) -> None:
    assert "3 judgments" in peel("list", "--count", "--format", "markdown", env=ENV).out


def test_a_list_without_rows_says_of_which_round(peel: Peel) -> None:
    out = peel("list", "--grade", "inadequate", "--force", "erewhon", env=ENV).out
    assert out.startswith("0 judgments in the latest round\n")


def test_coverage_of_each_force(peel: Peel) -> None:
    out = peel("coverage", "2006", "2003", "--by", "force", env=ENV).out
    assert re.search(r"^Erewhon +TRIAL 2006-08 .* not known$", out, re.MULTILINE)
    assert re.search(r"^Erewhon +TRIAL 2003/04 .* 0$", out, re.MULTILINE)


def test_an_overview_says_how_it_is_sorted_and_that_it_is_empty(peel: Peel) -> None:
    out = peel("overview", "--sort", "greeting", env=ENV).out
    assert "Sorted by greeting people: best grade first, forces without that grade last." in out
    out = peel("overview", "2006", "--pillar", "kindness", env=ENV).out
    assert out == (
        "All forces, TRIAL 2006-08\n\n"
        "Nothing to show: these rounds graded nothing that you asked for.\n"
    )
