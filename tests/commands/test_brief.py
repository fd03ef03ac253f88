"""`peel brief`: one page, in every format; and groups of forces on the command line."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
import pypdf
import pytest
from conftest import TINY, without_escapes

from peelcli import load
from peelcli.render import PAPER, render, render_binary

if TYPE_CHECKING:
    from conftest import Peel

ENV = {"PEEL_DATA": str(TINY)}
DATA = load()
REPORT = "https://hmicfrs.justiceinspectorates.gov.uk/peel-reports/derbyshire-2023-25/"
GROUPS = """\
twins:
  name: The twins
  forces: [ruritania, ruritania-south]
  day: 2005-01-01
  source: https://trial.example/twins
own:
  name: Ours
  forces: [erewhon, ruritania]
"""


@pytest.fixture
def groups(peel: Peel) -> tuple[str, str]:
    (peel.folder / "groups.yaml").write_text(GROUPS, "utf-8")
    return ("--groups", "groups.yaml")


def test_the_page_has_its_parts_in_order(peel: Peel) -> None:
    out = peel("brief", "derbyshire").out
    parts = [
        "Derbyshire Constabulary: PEEL 2023-25",
        f"\nTo check   {REPORT}",
        "\nKnown here, 8 of 8 grades. Requires improvement: ",
        "\nNot known here, of a separate report: disrupting serious organised crime.\n",
        "\nOf 8 grades ",
        "\nArea  ",
        "\nAgainst PEEL 2021/22: can't be compared.",
        "\nSafe to print\n",
        "\nNot safe\n",
        "\nSources\n[1] ",
    ]  # fmt: skip
    places = [out.index(part) for part in parts]
    assert places == sorted(places)
    assert "Licence" not in out
    assert out.count(REPORT) == 2  # to check, and where it says that rounds don't compare
    assert "official report" not in out


def test_every_part_that_has_nothing_says_so(peel: Peel) -> None:
    out = peel("brief", "ruritania-south", "--round", "2006", env=ENV).out
    for words in (
        "Published  on a day that is not known",
        "its address is not in the dataset",
        "None of its grades is in the dataset.",
        "Nothing: none of its grades is in the dataset.",
    ):
        assert words in out
    first = peel("brief", "erewhon", "--round", "2001", env=ENV).out
    assert "What moved: nothing earlier of this force is in the dataset." in first


def test_a_round_that_compares_shows_the_moves(peel: Peel) -> None:
    out = peel("brief", "derbyshire", "--round", "2016").out
    assert re.search(r"^Legitimacy +2015 Good +Outstanding +up 1$", out, re.MULTILINE)
    out = peel("brief", "derbyshire", "--round", "2018").out
    assert "was not inspected on these, and the earlier grades stand: " in out
    assert "treating the workforce (legitimacy), good of 2017." in out
    manchester = peel("brief", "gmp", "--round", "2017").out
    assert re.search(r"^Efficiency +2016 Good +n/g +not graded$", manchester, re.MULTILINE)
    assert "Efficiency, not graded: The inspection was called off" in manchester
    assert "Known here, 1 of 3 pillars and 4 of 10 questions." in manchester


def test_json_has_what_the_contract_says(peel: Peel) -> None:
    found = peel("brief", "sussex", "--group", "london", "--json").json
    assert found["force"]["id"] == "sussex"
    assert (found["year"], found["round"]) == (2023, "PEEL 2023-25")
    assert found["report"]["year"] == 2023
    rows = {row["question"]: row for row in found["rows"]}
    standing = rows["investigating-crime"]["standing"]
    assert [group["against"] for group in standing] == ["all", "South East", "London"]
    assert all(sum(one[how] for how in ("higher", "same", "lower", "missing")) == count
               for one, count in zip(standing, (42, 4, 2), strict=True))  # fmt: skip
    assert peel("brief", "kent", "--json").json["rows"][0]["standing"] == []
    assert found["safe"]
    assert found["unsafe"]
    assert found["moves"][0]["change"] == "not-comparable"
    assert found["reason"].startswith("The reports of PEEL 2023-25 say")
    assert found["sources"]
    assert [group["id"] for group in found["groups"]] == ["South East", "London"]


def test_forces_beside_and_what_is_new(peel: Peel) -> None:
    out = peel("brief", "erewhon", "--with", "ruritania", "--since", "2007-08-08", env=ENV).out
    heading = next(line for line in out.splitlines() if line.startswith("Area"))
    assert heading.split()[:3] == ["Area", "Grade", "Ruritania"]
    assert re.search(r"^Greeting people +Adequate ≈ \* ", out, re.MULTILINE)
    assert "New since 8 August 2007: 1 grade here, 1 of unknown day; grades of 0 other" in out
    assert "* new: published since the day of the last page" in out
    ran = peel("brief", "erewhon", "--since", "soon", env=ENV)
    assert (ran.code, "is not a day" in ran.err) == (2, True)


def test_as_of_a_day_is_the_same_page_again(peel: Peel) -> None:
    out = peel("brief", "erewhon", "--as-of", "2004-12-31", env=ENV).out
    assert out.startswith("Erewhon Constabulary: TRIAL 2003/04\n")
    assert "As of 2004-12-31" in out


def test_text_fits_80_columns(peel: Peel) -> None:
    for force in ("derbyshire", "kent", "city-of-london"):
        shown = without_escapes(peel.on_screen(80, "brief", force).out)
        assert max(len(line) for line in shown.splitlines() if "https://" not in line) <= 80


def test_html_has_its_colours_in_the_cells_and_no_variables(peel: Peel) -> None:
    out = peel("brief", "derbyshire", "--format", "html").out
    assert 'class="requires-improvement" style="background:#a8500f;color:#ffffff"' in out
    assert "var(" not in out
    assert "@page { size: A4" in out
    assert '<td class="number">11</td><td class="number">18</td><td class="number">3</td>' in out
    assert out.count("<table>") == 1
    assert "(official report)" not in out
    assert "Open Government Licence v3.0" in out
    fragment = peel("brief", "derbyshire", "--fragment").out
    assert fragment.startswith('<div class="peel"')


@pytest.mark.slow
@pytest.mark.parametrize("force", ["derbyshire", "kent", "gmp", "gloucestershire"])
def test_html_prints_on_one_page(peel: Peel, force: str) -> None:
    chromium, pdfinfo = shutil.which("chromium"), shutil.which("pdfinfo")
    if not chromium or not pdfinfo:
        pytest.skip("Chromium or pdfinfo is not installed")
    assert peel("brief", force, "-o", "page.html").code == 0
    subprocess.run(
        [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--user-data-dir={peel.folder / 'profile'}", "--print-to-pdf=page.pdf", "page.html"],
        cwd=peel.folder, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    done = subprocess.run(
        [pdfinfo, "page.pdf"], cwd=peel.folder, check=True, capture_output=True, text=True
    )
    assert re.search(r"^Pages: +1$", done.stdout, re.MULTILINE)


def test_word_has_headings_tables_and_colours(peel: Peel) -> None:
    assert peel("brief", "lancashire", "-o", "page.docx").code == 0
    first = (peel.folder / "page.docx").read_bytes()
    page = docx.Document(str(peel.folder / "page.docx"))
    headings = [paragraph.text for paragraph in page.paragraphs if paragraph.style and
                str(paragraph.style.name).startswith("Heading")]  # fmt: skip
    assert headings == [
        "Lancashire Constabulary: PEEL 2023-25", "Grades", "From separate reports",
        "Safe to print", "Not safe", "Sources",
    ]  # fmt: skip
    assert [len(table.columns) for table in page.tables] == [7, 8]
    about = page.core_properties
    assert (about.author, about.comments, about.language) == ("peel", "", "en-GB")
    assert about.created is not None
    assert about.created.isoformat()[:10] == load().version_day
    assert page.styles["Normal"].font.size == docx.shared.Pt(10)
    text = zipfile.ZipFile(peel.folder / "page.docx").read("word/document.xml").decode()
    assert 'w:fill="A8500F"' in text
    assert peel("brief", "lancashire", "-o", "page.docx").code == 0
    assert (peel.folder / "page.docx").read_bytes() == first


def test_a_page_for_every_force(peel: Peel) -> None:
    assert peel("brief", "--all", "-o", "pages", env=ENV).code == 0
    names = sorted(path.name for path in (peel.folder / "pages").iterdir())
    assert names == ["erewhon.html", "peel-files.txt", "ruritania-south.html", "ruritania.html"]
    one = peel("brief", "ruritania", "--format", "html", env=ENV).out
    assert (peel.folder / "pages" / "ruritania.html").read_text("utf-8") == one
    of_round = ("brief", "--all", "--round", "2006", "--format", "markdown", "-o", "round")
    assert peel(*of_round, env=ENV).code == 0
    names = sorted(path.name for path in (peel.folder / "round").iterdir())
    assert names == ["erewhon.md", "peel-files.txt", "ruritania.md"]
    (peel.folder / "mine").mkdir()
    (peel.folder / "mine" / "letter.txt").write_text("mine", "utf-8")
    ran = peel("brief", "--all", "-o", "mine", env=ENV)
    assert ran.code == 4
    assert [path.name for path in (peel.folder / "mine").iterdir()] == ["letter.txt"]
    for arguments in (["--all"], [], ["erewhon", "--all", "-o", "pages"]):
        assert (
            "name a force or a --question, or say --all -o FOLDER"
            in peel("brief", *arguments, env=ENV).err
        )


def test_groups_on_the_command_line(peel: Peel, groups: tuple[str, str]) -> None:
    rows = peel("overview", "2003", "--group", "twins", *groups, "--json", env=ENV).json
    assert {row["force"] for row in rows["rows"]} == {"ruritania", "ruritania-south"}
    assert rows["groups"] == [{
        "id": "twins", "name": "The twins", "forces": ["ruritania", "ruritania-south"],
        "day": "2005-01-01", "source": "https://trial.example/twins",
    }]  # fmt: skip
    out = peel("overview", "2003", "--group", "twins", *groups, env=ENV).out
    assert "The twins: 2 forces, as of 1 January 2005.\n  https://trial.example/twins\n" in out
    for command in (["diff", "2002", "2003"], ["stats", "2003"], ["list"],
                    ["compare"], ["brief", "ruritania"]):  # fmt: skip
        found = peel(*command, "--group", "own", *groups, env=ENV).out
        assert "Ours: 2 forces, a group of your own." in found, command
    environment = ENV | {"PEEL_GROUPS": str(peel.folder / "groups.yaml")}
    assert peel("overview", "2003", "--group", "own", env=environment).code == 0
    by = peel("stats", "2003", "--pillar", "kindness", "--by", "group", *groups, "--json", env=ENV)
    assert [row["group"] for row in by.json["rows"]] == ["twins", "own"]
    tables = peel("overview", "2003", "--by", "group", *groups, env=ENV).out
    assert "\nThe twins\n" in tables
    assert "\nOurs\n" in tables


def test_forces_and_completion_know_groups(peel: Peel, groups: tuple[str, str]) -> None:
    found = peel("forces", "--group", "twins", *groups, "--json", env=ENV).json
    assert [row["id"] for row in found["forces"]] == ["ruritania", "ruritania-south"]
    assert found["groups"][0]["id"] == "twins"
    environment = ENV | {
        "PEEL_GROUPS": str(peel.folder / "groups.yaml"),
        "_PEEL_COMPLETE": "complete_bash",
        "COMP_WORDS": "peel list --group tw",
        "COMP_CWORD": "3",
    }
    assert peel(env=environment).out.split() == ["twins"]


def test_a_region_is_a_group(peel: Peel) -> None:
    by_group = peel("overview", "2018", "--group", "south-west", "--json").json["rows"]
    assert by_group == peel("overview", "2018", "--region", "south-west", "--json").json["rows"]
    twice = peel("list", "--group", "wales", "--group", "london", "--round", "2018", "--json").json
    assert {row["force"] for row in twice["judgments"]} == {
        force.id for force in load().forces.values() if force.region in ("Wales", "London")
    }
    found = peel("compare", "--group", "wales", "--json").json["forces"]
    assert len(found) == 4
    exported = peel("export", "--group", "wales", "--round", "2018").out.splitlines()
    assert {line.split(",")[0] for line in exported[1:]} == {row["id"] for row in found}
    assert "there is no group 'welsh'" in peel("list", "--group", "welsh").err


def test_a_file_of_groups_that_is_wrong_is_said(peel: Peel) -> None:
    (peel.folder / "g.yaml").write_text("a: {name: A, forces: [kent, kemt]}\n", "utf-8")
    ran = peel("overview", "--group", "a", "--groups", "g.yaml")
    assert ran.code == 3
    assert "g.yaml:1:29: there is no force 'kemt'; did you mean kent?" in ran.err


def test_a_page_says_that_nothing_compares(peel: Peel) -> None:
    dataset = shutil.copytree(TINY, peel.folder / "data")
    (dataset / "judgments" / "ruritania.yaml").write_text(
        "2002:\n  tidiness:\n    sources: [trial]\n    overall: good\n"
        "2003:\n  published: 2003-05-06\n  kindness:\n    sources: [trial]\n    overall: good\n"
        "sources:\n  trial: https://trial.example/ruritania\n",
        "utf-8",
    )
    out = peel("brief", "ruritania", "--data", "data").out
    assert "What moved: no earlier grade that compares is in the dataset." in out


def test_a_page_of_a_question(peel: Peel) -> None:
    out = peel("brief", "--question", "responding-to-public").out
    rows = DATA.map(question="responding-to-public").rows()
    grades = [row["grade"] for row in rows if row["grade"]]
    worst = grades.count("inadequate")
    assert f"Grades known here: {len(grades)} of 43 forces: {worst} inadequate, " in out
    assert re.search(rf"^Inadequate +{worst} +Cambridgeshire, ", out, re.MULTILINE)
    assert re.search(rf"^Not in the dataset +{43 - len(grades)} ", out, re.MULTILINE)
    assert f"of the {len(grades)} forces whose grade is known were graded inadequate at" in out
    assert "Is it getting worse? That can't be told: The reports of PEEL 2023-25 say" in out
    both = DATA.stats([2021, 2023], question="responding-to-public").document()
    number = both["not_comparable"][0]["same_forces"]
    assert f"{number} forces have a known grade in PEEL 2021/22 and in PEEL 2023-25." in out
    sources = {source for row in rows for source in row["sources"]}
    assert all(source in out for source in sources)
    assert "(official report)" not in out


def test_every_question_page_is_counted_again() -> None:
    said = re.compile(
        r"(\S+) of the (\d+) forces whose grade is known (?:was|were) graded (.+?) at"
    )
    words = ["Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"]
    pages = 0
    for round_ in DATA.rounds.values():
        for question in round_.questions:
            if not question.graded or not question.id:
                continue
            asked: Any = {"round": round_.year, "question": question.id}
            if not any(row["grade"] for row in DATA.list(**asked).rows()):
                continue
            page = DATA.brief(pillar=question.pillar or (), **asked).document()
            pages += 1
            rows = [row for row in DATA.list(**asked).rows() if row["pillar"] == question.pillar]
            known = [row["grade"] for row in rows if row["grade"]]
            for sentence in page["safe"]:
                match = said.match(sentence)
                if match is None:
                    continue
                number = words.index(match[1]) if match[1] in words else int(match[1])
                assert int(match[2]) == len(known)
                assert known.count(match[3].replace(" ", "-")) == number
            for band in page["bands"]:
                assert band["count"] == len(band["forces"]) == known.count(band["grade"])
            assert sum(band["count"] for band in page["bands"]) == len(known)
            assert len(page["safe"]) <= 5
    assert pages > 30


def test_a_question_page_of_rounds_that_compare_says_what_moved(peel: Peel) -> None:
    out = peel("brief", "--pillar", "legitimacy", "--round", "2016").out
    changes = DATA.diff(2015, 2016, pillar="legitimacy", all=True).rows()
    fell = sum(row["change"] == "declined" for row in changes)
    rose = sum(row["change"] == "improved" for row in changes)
    assert f" {fell} fell, " in out
    assert f" {rose} rose" in out
    first = peel("brief", "--pillar", "effectiveness", "--round", "2015", env=None).out
    assert "Is it getting worse? " in first
    for arguments in (["kent", "--question", "leadership"], ["--question", "leadership",
                      "--with", "kent"], ["--question", "leadership", "--all"]):  # fmt: skip
        assert peel("brief", *arguments).code == 2


def test_pdf_is_one_sheet_with_marks_and_the_same_each_time(peel: Peel) -> None:
    pytest.importorskip("typst")
    assert peel("brief", "gwent", "-o", "page.pdf", "--by", "A. Nalyst").code == 0
    first = (peel.folder / "page.pdf").read_bytes()
    assert peel("brief", "gwent", "-o", "page.pdf", "--by", "A. Nalyst").code == 0
    assert (peel.folder / "page.pdf").read_bytes() == first
    page = pypdf.PdfReader(str(peel.folder / "page.pdf"))
    assert len(page.pages) == 1
    root: Any = page.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    text = " ".join(page.pages[0].extract_text().split())
    assert "Gwent Police: PEEL 2023-25" in text
    assert "by A. Nalyst" in text
    annotations: Any = page.pages[0]["/Annots"]
    links = {mark.get_object()["/A"]["/URI"] for mark in annotations}
    row_sources = {source for row in DATA.brief("gwent").rows() for source in row["sources"]}
    assert row_sources <= links
    fonts: Any = page.pages[0]["/Resources"]
    for font in fonts["/Font"].values():
        inner = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & {*inner.get_object()}


@pytest.mark.slow
def test_every_force_fits_one_sheet() -> None:
    pytest.importorskip("typst")
    for force in DATA.forces:
        sheet = render_binary(DATA.brief(force), "pdf")
        assert len(pypdf.PdfReader(BytesIO(sheet)).pages) == 1, force


@pytest.mark.slow
@pytest.mark.parametrize("name", ["table", "markdown", "html", "docx"])
def test_no_page_cites_a_report_for_a_grade_that_it_does_not_state(name: str) -> None:
    for force in DATA.forces:
        answer = DATA.brief(force)
        rows = answer.rows()
        assert all(row["sources"] for row in rows if row["grade"])
        stated = {source for row in rows for source in row["sources"]}
        numbered = set(answer.report().sources)
        assert numbered == stated
        shown = DATA.show(force, sources=True)
        found = {source for row in shown.rows() for source in row["sources"]}
        assert set(shown.report().sources) <= found
        if name == "docx":
            continue
        text = render(answer, name, PAPER)
        assert "official report" not in text


def test_who_prepares_a_page_is_named(peel: Peel) -> None:
    out = peel("brief", "kent", "--by", "A. Nalyst", "-o", "page.md")
    assert out.code == 0
    text = (peel.folder / "page.md").read_text("utf-8")
    assert "Prepared from peel " in text
    assert "judgments, by A. Nalyst. Contains" in text
    assert "Comments: of the Commissioner due by 22 August 2025" in (
        peel("brief", "gwent", "--format", "markdown").out
    )


@pytest.mark.parametrize(
    ("basis", "check"),
    [("press", "rests_on"), ("report", "rests_on"), ("secondary", "basis"), ("counts", "rests_on")],
)
def test_a_list_by_what_grades_rest_on(peel: Peel, basis: str, check: str) -> None:
    rows = peel("list", "--basis", basis, "--round", "all", "--json").json["judgments"]
    assert {row[check] for row in rows} == {basis}
    others = [row for row in DATA.list(round="all").rows() if row[check] == basis]
    assert rows == others
    inferred = peel("list", "--basis", "inferred", "--json").json["judgments"]
    assert all("infer" in row["note"].casefold() for row in inferred)
    assert "there is no basis 'rumour'" in peel("list", "--basis", "rumour").err


@pytest.mark.parametrize("ending", ["docx", "pdf", "html", "md"])
def test_a_question_page_in_every_format(peel: Peel, ending: str) -> None:
    asked = ("brief", "--question", "responding-to-public", "-o", f"q.{ending}")
    assert peel(*asked).code == 0
    path = peel.folder / f"q.{ending}"
    if ending == "docx":
        tables = docx.Document(str(path)).tables
        text = " ".join(cell.text for row in tables[0].rows for cell in row.cells)
    elif ending == "pdf":
        text = " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(str(path)).pages)
    else:
        text = path.read_text("utf-8")
    for row in DATA.map(question="responding-to-public").result.cells:
        assert row.force.short_name in " ".join(text.split()), row.force.id
    assert ("<svg" in text) == (ending == "html")


def test_a_question_of_which_nothing_is_known(peel: Peel) -> None:
    asked = ("brief", "--question", "leadership", "--round", "2023", "--as-of", "2022-01-01")
    out = peel(*asked).out
    assert "None of these grades is in the dataset." in out
    assert "no earlier round here has these grades" in out
    found = peel(*asked, "--json").json
    assert (found["bands"], found["safe"]) == ([], [])


def test_a_report_of_which_only_the_causes_of_concern_are_known(peel: Peel) -> None:
    dataset = shutil.copytree(TINY, peel.folder / "data")
    path = dataset / "judgments" / "erewhon.yaml"
    text = path.read_text("utf-8")
    path.write_text(
        text.replace(
            "2006:\n",
            "2006:\n  report:\n    address: trial\n    causes-of-concern: {number: 2}\n",
            1,
        ),
        "utf-8",
    )
    out = peel("brief", "erewhon", "--data", "data").out
    assert "\nCauses of concern: 2.\nKnown here, 2 grades. " in out
    path.write_text(text.replace("2006:\n", "2006:\n  report: {address: trial}\n", 1), "utf-8")
    out = peel("brief", "erewhon", "--data", "data").out
    assert "trial.example/erewhon\n\nKnown here, 2 grades. " in out


def test_coverage_says_how_much_was_read_where(peel: Peel) -> None:
    (row,) = DATA.coverage(2023).rows()
    said = (
        f"2023-25: {row['official']} of {row['in_dataset'] + row['not_graded']} judgments were "
        f"read on the inspectorate's pages, {row['secondary']} in the press"
    )
    assert said in peel("coverage", "2023").out
    assert "were read on" not in peel("coverage", "2023", "--as-of", "2022-01-01").out
