"""The website: every link, id and number of it, and what it may not do to a folder."""

from __future__ import annotations

import csv
import html
import io
import json
import posixpath
import re
import shutil
import sqlite3
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple
from zipfile import ZipFile

import pytest
from conftest import TINY

import peelcli
from peelcli.site import TITLE, site_files
from peelcli.site.frame import Site
from peelcli.site.pages import pages_of
from peelcli.terms import Grade

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Peel

ENV = {"PEEL_DATA": str(TINY)}
FIVE = ("derbyshire", "kent", "greater-manchester", "sussex", "city-of-london")


class Tag(NamedTuple):
    """A tag with its attributes and the text in it."""

    name: str
    of: dict[str, str | None]


class Read(HTMLParser):
    """What is in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[Tag] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(Tag(tag, dict(attrs)))
        if tag not in ("meta", "link", "br", "input") and not self.rawdata.endswith("/>"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(Tag(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [tag.of for tag in self.tags if tag.name == name]


@pytest.fixture(scope="module")
def site() -> dict[str, bytes]:
    return site_files(peelcli.load(), Site(TITLE))


@pytest.fixture(scope="module")
def pages(site: dict[str, bytes]) -> dict[str, Read]:
    return {name: Read(text.decode()) for name, text in site.items() if name.endswith(".html")}


@pytest.mark.slow
def test_it_is_small_and_the_same_each_time(site: dict[str, bytes]) -> None:
    assert len(site) <= 200
    assert sum(map(len, site.values())) <= 8_000_000
    again = site_files(peelcli.load(), Site(TITLE))
    assert again.keys() == site.keys()
    assert [name for name, content in site.items() if again[name] != content] == []


def test_there_is_a_page_for_all(site: dict[str, bytes]) -> None:
    data = peelcli.load()
    assert {f"forces/{force}.html" for force in data.forces} <= site.keys()
    assert {f"rounds/{round_.year}.html" for round_ in data.rounds_meant()} <= site.keys()
    graded = {q.key for round_ in data.rounds_meant() for q in round_.questions if q.graded}
    assert len([name for name in site if name.startswith("questions/")]) == len(graded)
    (moves,) = [text.decode() for name, text in site.items() if name == "moves.html"]
    assert re.findall(r'<h2 class="title">(PEEL[^<]+)', moves) == [
        "PEEL 2014 to PEEL 2015", "PEEL 2015 to PEEL 2016", "PEEL 2016 to PEEL 2017",
        "PEEL 2017 to PEEL 2018/19",
    ]  # fmt: skip


def test_every_link_leads_somewhere(site: dict[str, bytes], pages: dict[str, Read]) -> None:
    ids = {
        name: Counter(tag.of["id"] for tag in page.tags if tag.of.get("id"))
        for name, page in pages.items()
    }
    for name, found in ids.items():
        assert [text for text, times in found.items() if times > 1] == [], name
    followed = 0
    for name, page in pages.items():
        assert page.open == [], name
        for tag in page.tags:
            for key in ("href", "src"):
                address = tag.of.get(key)
                if address is None or address == "data:,":
                    continue
                if re.match(r"https?://", address):
                    # To read, and never to load.
                    assert tag.name == "a", (name, address)
                    continue
                path, _, anchor = address.partition("#")
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
                target = target if path else name
                assert target in site, (name, address)
                if anchor:
                    assert anchor in ids[target], (name, address)
                followed += 1
    assert followed > 5_000


def test_every_page_is_sound(pages: dict[str, Read], site: dict[str, bytes]) -> None:
    for name, page in pages.items():
        assert page.all("html") == [{"lang": "en-GB"}]
        (policy,) = [tag for tag in page.all("meta") if tag.get("http-equiv")]
        assert "default-src 'none'" in (policy["content"] or "")
        assert "unsafe" not in (policy["content"] or "")
        for once in ("h1", "main", "header", "nav", "footer", "title"):
            assert page.all(once), (name, once)
        assert len(page.all("h1")) == len(page.all("main")) == 1
        assert page.all("a")[0] == {"class": "skip", "href": "#main"}
        script, about = page.all("script")
        assert (script["src"] or "").endswith("script.js")
        assert about == {"type": "application/ld+json"}
        text = site[name].decode()
        # The policy would stop these.
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", text), name
        tables = len(page.all("table"))
        assert len(page.all("caption")) == tables
        assert all(tag.get("scope") for tag in page.all("th"))


def test_each_grade_of_five_forces_is_on_its_page(site: dict[str, bytes]) -> None:
    data = peelcli.load()
    for force in FIVE:
        text = site[f"forces/{force}.html"].decode()
        found = dict(re.findall(r'<section id="(\d{4}-[^"]+)">\n<h3[^>]*>([^<]+)', text))
        expected = {}
        for row in data.show(force).document()["judgments"]:
            parts = (str(row["year"]), row["pillar"], row["question"] or "overall")
            expected["--".join(part for part in parts if part)] = row
        assert found.keys() == expected.keys()
        for anchor, heading in found.items():
            row = expected[anchor]
            label = row["grade"].replace("-", " ").capitalize() if row["grade"] else "Not graded"
            carried = f", carried over from {row['carried_over_from']}"
            end = f"{label}{carried if row['carried_over_from'] else ''}"
            assert heading.strip().endswith(f": {end}"), (force, anchor)
        for row in data.brief(force).document()["rows"]:
            for standing in row["standing"]:
                if standing["against"] == "all":
                    cells = (standing["higher"], standing["same"], standing["lower"])
                    assert "".join(f'<td class="number">{n}</td>' for n in cells) in text


def test_numbers_of_rounds_and_questions(site: dict[str, bytes]) -> None:
    data = peelcli.load()
    for row in data.stats("all", questions=True).document()["rows"]:
        graded = sum(row[grade.value] for grade in peelcli.Grade)
        path = "--".join(part for part in (row["pillar"], row["question"] or "overall") if part)
        for page in (f"questions/{path}.html", f"rounds/{row['year']}.html"):
            text = site[page].decode()
            for grade in peelcli.Grade:
                count = row[grade.value]
                if count:
                    said = f"{grade.label.lower()}: {count} of {graded} ("
                    assert said in text, (page, said)


def test_downloads_hold_the_dataset(site: dict[str, bytes]) -> None:
    data = peelcli.load()
    size = len(data.judgments())
    with zipfile.ZipFile(io.BytesIO(site["downloads/judgments.csv.zip"])) as archive:
        text = archive.read("judgments.csv").decode()
    assert len(list(csv.DictReader(io.StringIO(text)))) == size
    with ZipFile(io.BytesIO(site["downloads/datapackage.zip"])) as archive:
        assert archive.read("judgments.csv").decode() == text
    with ZipFile(io.BytesIO(site["downloads/peel.sqlite.zip"])) as archive:
        base = sqlite3.connect(":memory:")
        base.deserialize(archive.read("peel.sqlite"))
        assert base.execute("select count(*) from judgments").fetchone() == (size,)


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_an_old_site_is_replaced_whole_and_nothing_else_is(peel: Peel) -> None:
    ran = peel("site", "public", env=ENV)
    assert (ran.code, ran.out) == (0, "")
    folder = peel.folder / "public"
    assert f"peel: {len(files_in(folder))} files in 'public'" in ran.err
    first = files_in(folder)
    assert "forces/erewhon.html" in first
    assert peel("site", "public", "--only", "ruritania", env=ENV).code == 0
    second = files_in(folder)
    assert first - second == {
        "forces/erewhon.html", "forces/ruritania-south.html",
        "data/erewhon.json", "data/ruritania-south.json",
    }  # fmt: skip
    kept = {text: (folder / text).read_bytes() for text in second}
    for foreign in ("notes.txt", "forces/mine.html"):
        (folder / foreign).write_text("mine")
        ran = peel("site", "public", env=ENV)
        assert (ran.code, ran.out) == (4, "")
        assert f"has '{foreign}', which peel did not write; name another folder" in ran.err
        assert (folder / foreign).read_text() == "mine"
        assert {text: (folder / text).read_bytes() for text in second} == kept
        (folder / foreign).unlink()
    for empty in ("drafts", "forces/drafts"):
        (folder / empty).mkdir()
        assert peel("site", "public", env=ENV).code == 4
        assert (folder / empty).is_dir()
        (folder / empty).rmdir()
    outside = peel.folder / "outside.html"
    outside.write_text("mine")
    (folder / "forces" / "link.html").symlink_to(outside)
    assert peel("site", "public", env=ENV).code == 4
    assert outside.read_text() == "mine"
    (peel.folder / "file").write_text("mine")
    assert peel("site", "file", env=ENV).code == 4
    assert (peel.folder / "file").read_text() == "mine"


def test_options(peel: Peel) -> None:
    arguments = ("--title", "Ours & <b>theirs</b>", "--group", "near side", "--as-of", "2002-03-31")
    assert peel("site", "public", *arguments, env=ENV).code == 0
    folder = peel.folder / "public"
    assert {path.stem for path in (folder / "forces").iterdir()} == {"ruritania", "ruritania-south"}
    index = (folder / "index.html").read_text("utf-8")
    assert "<h1>Ours &amp; &lt;b&gt;theirs&lt;/b&gt;</h1>" in index
    assert "As of 2002-03-31: only grades published by then." in index
    assert peel("site", "public", "--as-of", "1900-01-01", env=ENV).code == 0
    assert "no force" in peel("site", "public", "--only", "xyzzy", env=ENV).err


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    folder = shutil.copytree(TINY, tmp_path / "data")
    for name, old, new in (
        (
            "forces.yaml",
            "Erewhon Constabulary",
            "'</title><script>alert(1)</script> \"&<b> Police'",
        ),
        ("forces.yaml", "region: Far Side", "region: '<img src=x onerror=alert(1)>'"),
        (
            "questions.yaml",
            "greeting: Greeting people",
            "greeting: '</svg><script>alert(2)</script>'",
        ),
    ):
        path = folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
    files = site_files(peelcli.load(folder), Site("</h1><script>alert(3)</script>"))
    for name, content in files.items():
        if name.endswith(".html"):
            text = content.decode()
            page = Read(text)
            assert page.open == [], name
            assert len(page.all("script")) == 2, name
            assert page.all("img") == [], name
            assert not re.search(r"<[^>]*\sonerror=", text), name


def test_a_round_that_graded_nothing_has_a_page(peel: Peel) -> None:
    dataset = shutil.copytree(TINY, peel.folder / "data")
    with (dataset / "rounds.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "2010:\n  label: TRIAL 2010\n  scale: [good, inadequate]\n"
            "  published: in 2010\n  source: https://trial.example/2010\n  areas:\n"
            "    tea: {title: Making tea, graded: false}\n"
        )
    assert peel("site", "public", "--data", "data").code == 0
    page = (peel.folder / "public" / "rounds" / "2010.html").read_text("utf-8")
    assert "Nothing to show" in page


def test_forces_without_tiles_have_no_map(peel: Peel) -> None:
    dataset = shutil.copytree(TINY, peel.folder / "data")
    path = dataset / "forces.yaml"
    path.write_text(re.sub(r"  tile: .*\n", "", path.read_text("utf-8")), "utf-8")
    assert peel("site", "public", "--data", "data").code == 0
    page = (peel.folder / "public" / "questions" / "greeting.html").read_text("utf-8")
    assert "<svg" not in page.split("Map of")[1].split("<h2")[0]


def test_no_page_takes_the_place_of_another(dataset: Path) -> None:
    for name, old, new in (
        ("questions.yaml", "  tea: Making tea",
         "  tea: Making tea\n  kindness-overall: All kindness"),
        ("rounds.yaml", "    greeting: Greeting all people",
         "    greeting: Greeting all people\n    kindness-overall: All kindness"),
        ("forces.yaml", "name: Erewhon Constabulary", "name: Listening"),
    ):  # fmt: skip
        path = dataset / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
    data = peelcli.load(dataset)
    pages = [page.path for page in pages_of(data, Site(TITLE), ())]
    assert len(pages) == len(set(pages))
    assert {"questions/kindness--overall.html", "questions/kindness-overall.html"} <= {*pages}
    # A name that a force and a question share leads to neither, rather than to the other.
    index = next(page for page in pages_of(data, Site(TITLE), ()) if page.path == "index.html")
    assert '<a href="forces/erewhon.html">Listening' in index.body
    for page in pages_of(data, Site(TITLE), ()):
        if page.path.startswith("rounds/"):
            assert not re.search(
                r'<a href="[^"]*questions/listening.html">Listening</a>', page.body
            )


def test_programs_get_the_same(site: dict[str, bytes], peel: Peel) -> None:
    data = peelcli.load()
    for force in FIVE:
        assert json.loads(site[f"data/{force}.json"]) == peel("show", force, "--json").json
    text = site["data/panel.csv"].decode()
    assert text == peel("export", "--panel", "--format", "csv").out
    assert len(list(csv.DictReader(io.StringIO(text)))) == len(data.panel())
    feed = ET.fromstring(site["feed.xml"])  # noqa: S314 - our own
    atom = "{http://www.w3.org/2005/Atom}"
    days = [entry.findtext(f"{atom}updated") or "" for entry in feed.iter(f"{atom}entry")]
    assert len(days) == 40
    assert days == sorted(days, reverse=True)
    assert days[0] == feed.findtext(f"{atom}updated")
    ids = [entry.findtext(f"{atom}id") for entry in feed.iter(f"{atom}entry")]
    assert len(set(ids)) == len(ids)
    for name, content in site.items():
        if name.endswith(".html"):
            (found,) = re.findall(r'application/ld\+json">(.*?)</script>', content.decode())
            assert json.loads(found)["@context"] == "https://schema.org", name


def test_a_site_that_knows_its_address(peel: Peel) -> None:
    arguments = ("--base-url", "https://a.example/peel", "--contact", "https://a.example/who")
    assert peel("site", "public", *arguments, env=ENV).code == 0
    folder = peel.folder / "public"
    sitemap = (folder / "sitemap.xml").read_text("utf-8")
    pages = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    assert {found.removeprefix("https://a.example/peel/")
            for found in re.findall(r"<loc>(.*?)</loc>", sitemap)} == pages  # fmt: skip
    index = (folder / "index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://a.example/peel/index.html">' in index
    assert 'run by <a href="https://a.example/who">' in index
    assert '<link href="https://a.example/peel/index.html"/>' in (folder / "feed.xml").read_text()
    assert peel("site", "other", "--base-url", "here", env=ENV).code == 2
    for who, said in (("Ann <b>", "run by Ann &lt;b&gt;."), ("a@b.example", "mailto:a@b.example")):
        assert peel("site", "public", "--contact", who, env=ENV).code == 0
        assert said in (folder / "about.html").read_text("utf-8")
        assert not (folder / "sitemap.xml").exists()


def test_the_pages_say_what_the_grades_rest_on(site: dict[str, bytes]) -> None:
    rows = [row for row in peelcli.load().overview() if row["grade"]]
    own = sum(row["rests_on"] in ("report", "inspectorate") for row in rows)
    said = f"Of {len(rows)} grades of PEEL 2023-25, {own} were read on its own pages, and "
    for name in ("index.html", "about.html"):
        text = site[name].decode()
        assert f"{said}{len(rows) - own} in the press or elsewhere." in text
        assert "PEEL 2025-27 has begun" in text
        assert 'href="https://www.police.uk/"' in text
    about = site["about.html"].decode()
    assert "peel-assessments/what-is-peel/how-we-inspect-peel/" in about
    for grade in Grade:
        assert f"<dt>{grade.label}</dt><dd>" in about


def test_two_rounds_that_do_not_compare_stand_with_the_reason(site: dict[str, bytes]) -> None:
    for name, content in site.items():
        text = content.decode("utf-8", "replace")
        if name.startswith("forces/") and ">2021/22<" in text and ">2023-25<" in text:
            shown = text.partition("Every round")[2].partition("<details")[0]
            assert "2023-25 can't be compared with the earlier rounds." in html.unescape(shown), (
                name
            )
