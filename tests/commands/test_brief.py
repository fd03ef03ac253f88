"""`peel brief`: one page, in every format; and groups of forces on the command line."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from conftest import TINY, without_escapes

from peelcli import load

if TYPE_CHECKING:
    from conftest import Peel

ENV = {"PEEL_DATA": str(TINY)}
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
        f"\nReport        {REPORT}",
        "\nGraded areas  8 of 8 in the dataset",
        "\nIts grades here: ",
        "\nHow it stands\n",
        "\nSide by side, no change implied\n",
        "\nAgainst PEEL 2021/22: can't be compared.",
        "\nTo improve\n",
        "\nSafe to print\n",
        "\nNot safe\n",
        f"\nSources\n[1] {REPORT} (official report)",
    ]  # fmt: skip
    places = [out.index(part) for part in parts]
    assert places == sorted(places)
    assert "Licence" not in out


def test_every_part_that_has_nothing_says_so(peel: Peel) -> None:
    out = peel("brief", "ruritania-south", "--round", "2006", env=ENV).out
    for words in (
        "published on a day that is not known",
        "its address is not in the dataset",
        "how many there are is not known",
        "None of its grades is in the dataset.",
        "Causes of concern      nothing in the dataset",
        "Nothing: none of its grades is in the dataset.",
    ):
        assert words in out
    first = peel("brief", "erewhon", "--round", "2001", env=ENV).out
    assert "What moved: nothing earlier of this force is in the dataset." in first


def test_a_round_that_compares_shows_the_moves(peel: Peel) -> None:
    out = peel("brief", "derbyshire", "--round", "2016").out
    assert re.search(r"^Legitimacy +2015 Good +Outstanding +up 1$", out, re.MULTILINE)
    out = peel("brief", "derbyshire", "--round", "2018").out
    assert "not inspected on treating the workforce (legitimacy); its grade of 2017, good" in out
    manchester = peel("brief", "gmp", "--round", "2017").out
    assert re.search(r"^Efficiency +n/g", manchester, re.MULTILINE)
    assert re.search(r"^Efficiency +2016 Good +n/g +not graded$", manchester, re.MULTILINE)
    assert "Efficiency, not graded: The inspection was called off" in manchester
    assert "Graded  5 of 13 pillars and questions" in manchester


def test_json_has_what_the_contract_says(peel: Peel) -> None:
    found = peel("brief", "sussex", "--group", "london", "--json").json
    assert found["force"]["id"] == "sussex"
    assert (found["year"], found["round"]) == (2023, "PEEL 2023-25")
    assert found["report"]["year"] == 2023
    rows = {row["question"]: row for row in found["rows"]}
    standing = rows["investigating-crime"]["standing"]
    assert [one["against"] for one in standing] == ["all", "South East", "London"]
    assert all(sum(one[how] for how in ("higher", "same", "lower", "missing")) == count
               for one, count in zip(standing, (42, 4, 2), strict=True))  # fmt: skip
    assert peel("brief", "kent", "--json").json["rows"][0]["standing"] == []
    assert found["safe"]
    assert found["unsafe"]
    assert found["moves"][0]["change"] == "not-comparable"
    assert found["reason"].startswith("The reports of PEEL 2023-25 say")
    assert found["sources"]
    assert [one["id"] for one in found["groups"]] == ["South East", "London"]


def test_forces_beside_and_what_is_new(peel: Peel) -> None:
    out = peel("brief", "erewhon", "--with", "ruritania", "--since", "2007-08-08", env=ENV).out
    heading = next(line for line in out.splitlines() if line.startswith("Area"))
    assert heading.split()[:3] == ["Area", "Erewhon", "Ruritania"]
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
    assert 'class="requires-improvement" style="background:#fdca94;color:#4a2500"' in out
    assert "var(" not in out
    assert "@page { size: A4" in out
    assert 'aria-label="11 higher, 18 same, 3 lower"' in out
    assert out.count("<table>") == 2
    assert "Open Government Licence v3.0" in out
    fragment = peel("brief", "derbyshire", "--fragment").out
    assert fragment.startswith('<div class="peel"')


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
    assert peel("brief", "derbyshire", "-o", "page.docx").code == 0
    first = (peel.folder / "page.docx").read_bytes()
    page = docx.Document(str(peel.folder / "page.docx"))
    headings = [paragraph.text for paragraph in page.paragraphs if paragraph.style and
                str(paragraph.style.name).startswith("Heading")]  # fmt: skip
    assert headings == [
        "Derbyshire Constabulary: PEEL 2023-25", "How it stands",
        "Side by side, no change implied", "To improve", "Safe to print", "Not safe", "Sources",
    ]  # fmt: skip
    assert [len(table.columns) for table in page.tables] == [4, 3]
    text = zipfile.ZipFile(peel.folder / "page.docx").read("word/document.xml").decode()
    assert 'w:fill="FDCA94"' in text
    assert peel("brief", "derbyshire", "-o", "page.docx").code == 0
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
        assert "name a force, or say --all -o FOLDER" in peel("brief", *arguments, env=ENV).err


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
    assert [one["id"] for one in found["forces"]] == ["ruritania", "ruritania-south"]
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
    assert {one["force"] for one in twice["judgments"]} == {
        force.id for force in load().forces.values() if force.region in ("Wales", "London")
    }
    found = peel("compare", "--group", "wales", "--json").json["forces"]
    assert len(found) == 4
    exported = peel("export", "--group", "wales", "--round", "2018").out.splitlines()
    assert {line.split(",")[0] for line in exported[1:]} == {one["id"] for one in found}
    assert "there is no group 'welsh'" in peel("list", "--group", "welsh").err


def test_a_file_of_groups_that_is_wrong_is_said(peel: Peel) -> None:
    (peel.folder / "g.yaml").write_text("a: {name: A, forces: [kent, kemt]}\n", "utf-8")
    ran = peel("overview", "--group", "a", "--groups", "g.yaml")
    assert ran.code == 3
    assert "g.yaml:1:29: there is no force 'kemt'; did you mean 'kent'?" in ran.err


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
