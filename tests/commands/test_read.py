"""`peel read` and `peel check --pages`, as processes."""

from __future__ import annotations

import csv
import io
import shutil
from typing import TYPE_CHECKING

from conftest import TINY

if TYPE_CHECKING:
    from conftest import Peel

ENV = {"PEEL_DATA": str(TINY)}
PAGE = """\
Ruritania Police: TRIAL 2002, kindness

The force is good at greeting people. It is good at listening to people.
It was inadequate in one area, and good in two.
The tea was outstanding.
"""


def test_a_page_for_people(peel: Peel) -> None:
    (peel.folder / "page.txt").write_text(PAGE)
    ran = peel("read", "page.txt", env=ENV)
    assert (ran.code, ran.err) == (0, "")
    rows = [line.split() for line in ran.out.splitlines() if line.startswith("ruritania")]
    assert [row[3:8] for row in rows] == [
        ["Kindness:", "greeting", "people", "Good", "new"],
        ["Kindness:", "listening", "Good", "contradicts", "3"],
    ]
    assert "The page counts 2 good, 1 inadequate; found: 2 good, 0 inadequate." in ran.out
    assert "page.txt:5  The tea was outstanding." in ran.out
    assert "2 proposals in 1 page: 1 new, 1 contradicts." in ran.out


def test_json_and_exit_codes(peel: Peel) -> None:
    (peel.folder / "page.txt").write_text(PAGE)
    ran = peel("read", "page.txt", "--json", "--exit-code", env=ENV)
    assert ran.code == 1
    (page,) = ran.json["pages"]
    assert (page["page"], page["force"], page["year"]) == ("page.txt", "ruritania", 2002)
    assert page["counts"]["good"] == 2
    first, second = ran.json["proposals"]
    assert (first["question"], first["grade"], first["against"]) == ("greeting", "good", "new")
    assert (second["line"], second["quote"]) == (3, "It is good at listening to people.")
    assert [row["line"] for row in ran.json["not_understood"]] == [5]
    (peel.folder / "page.txt").write_text("TRIAL 2002\nIt is good at greeting people.")
    assert peel("read", "page.txt", "--force", "erewhon", "--exit-code", env=ENV).code == 0


def test_from_a_page_to_the_dataset(peel: Peel) -> None:
    shutil.copytree(TINY, peel.folder / "data")
    (peel.folder / "page.txt").write_text("TRIAL 2002\nIts kindness. It is good at saying hello.")
    address = "https://paper.example/hello"
    ran = peel.shell(
        f"peel read - --force ruritania --source {address} --format csv --data data < page.txt "
        "| peel import - --into data && peel show ruritania --json --data data"
    )
    assert ran.code == 0, ran.err
    assert '"question": "greeting",' in ran.out
    assert address in ran.out
    rows = list(csv.DictReader(io.StringIO(
        peel("read", "page.txt", "--force", "ruritania", "--format", "csv", "--data", "data").out
    )))  # fmt: skip
    assert rows[0]["quote"] == "It is good at saying hello."
    assert rows[0]["against"] == "agrees"


def test_errors_say_what_to_do(peel: Peel) -> None:
    (peel.folder / "page.txt").write_text("It is good at greeting people.")
    for arguments, message in (
        (
            ["page.txt"],
            "page.txt: the page does not say which round it belongs to; "
            "name it with peel read PAGE --round",
        ),
        (["none.txt"], "'none.txt' can't be read: No such file or directory"),
        (["page.txt", "--round", "1999"], "there is no round 1999"),
        (["page.txt", "--force", "xyzzy"], "there is no force 'xyzzy'"),
    ):
        ran = peel("read", *arguments, env=ENV)
        assert (ran.code, ran.out) == (2, "")
        assert message in ran.err


def test_a_folder_of_pages(peel: Peel) -> None:
    folder = peel.folder / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text(PAGE)
    (folder / "b.md").write_text(
        "# Erewhon Constabulary: TRIAL 2006\n\n| Saying hello | Adequate |\n"
    )
    (folder / ".hidden").write_text("\xff")
    found = peel("check", "--pages", "pages", "--json", env=ENV).json
    assert [row["page"] for row in found["pages"]] == ["pages/a.txt", "pages/b.md"]
    kinds = [row["against"] for row in found["proposals"]]
    assert kinds == ["new", "contradicts", "agrees"]
    assert peel("check", "--pages", "nowhere", env=ENV).code == 2


def test_areas_for_improvement_and_a_page_without_grades(peel: Peel) -> None:
    (peel.folder / "page.txt").write_text(
        "TRIAL 2003/04\nHow well does it greet people?\nGood\nAreas for improvement\n- Smile.\n"
    )
    read = ("read", "page.txt", "--force", "erewhon", "--pillar", "kindness")
    assert "Area for improvement (greeting): Smile." in peel(*read, env=ENV).out
    (peel.folder / "page.txt").write_text("TRIAL 2003/04\nIt rained.\n")
    assert "0 proposals in 1 page" in peel(*read, "--format", "html", env=ENV).out
