"""From a site of reports to a dataset that is up to date."""

from __future__ import annotations

import csv
import io
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import TINY, Peel, on_terminal, posix
from site_of_reports import (
    Grades,
    Reply,
    Site,
    drawn_grades,
    report_page,
    running_site,
    table_page,
)

from peelcli import load
from peelcli.keeper.loading import shipped_dataset
from peelcli.keeper.pages.report_facts import ReportFacts, with_facts
from peelcli.keeper.update import wanted_for
from peelcli.model import Findings, ForceReport
from peelcli.options import is_agreed
from peelcli.terms import Grade

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peelcli.data import PeelData

TABLES = (2001, 2002, 2003)
UPDATE = ("update", "--into", "new", "--pause", "0")


class World:
    """A site with reports drawn at random, and a dataset that knows its addresses."""

    def __init__(self, site: Site, folder: Path, seed: int = 1) -> None:
        self.site, self.folder, self.reference = site, folder, folder / "reference"
        shutil.copytree(TINY, self.reference)
        for path in (self.reference / "judgments").iterdir():
            path.unlink()
        rounds = self.reference / "rounds.yaml"
        text = rounds.read_text("utf-8").replace("https://trial.example", site.address)
        for year in TABLES:
            source = f"  source: {site.address}/{year}\n"
            table = f"  grades-tables: ['{site.address}/table-{year}']\n"
            text = text.replace(source, source + table)
        source = f"  source: {site.address}/2006\n"
        pattern = f"  report-pattern: {site.address}/reports/{{force}}\n"
        rounds.write_text(text.replace(source, source + pattern), "utf-8")
        self.data = load(self.reference)
        self.numbers = random.Random(seed)  # noqa: S311 - not a secret
        self.grades = drawn_grades(self.data, self.numbers)
        self.fill()
        self.env = {"PEEL_DATA": str(self.reference)}

    def fill(self) -> None:
        """Put the pages there."""
        for year in TABLES:
            self.site.page(
                f"/table-{year}", table_page(self.data, self.data.rounds[year], self.grades)
            )
        for force in self.data.forces:
            page = report_page(self.data, force, self.data.rounds[2006], self.grades, self.numbers)
            self.site.page(f"/reports/{force}", page)

    @property
    def found(self) -> Grades:
        """The grades of the dataset that was filled."""
        new = load(self.folder / "new")
        return {
            (judgment.force, *judgment.place): judgment.grade
            for of in new.by_force.values()
            for judgment in of.values()
            if judgment.grade
        }


@pytest.fixture
def world(peel: Peel) -> Iterator[World]:
    with running_site() as site:
        yield World(site, peel.folder)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_an_empty_dataset_is_brought_back_whole_and_right(peel: Peel, seed: int) -> None:
    with running_site() as site:
        world = World(site, peel.folder, seed)
        ran = peel(*UPDATE, "--yes", env=world.env)
        assert (ran.code, world.found) == (0, world.grades)
        assert peel("check", "new").code == 0
        # The second time nothing changes.
        before = {path: path.read_bytes() for path in (peel.folder / "new").rglob("*.yaml")}
        again = peel(*UPDATE, "--yes", "--json", env=world.env)
        assert again.code == 0
        assert all(row["new"] == row["official"] == 0 for row in again.json["forces"])
        assert {path: path.read_bytes() for path in (peel.folder / "new").rglob("*.yaml")} == before


def test_the_log_leads_from_each_grade_to_its_page_and_sentence(peel: Peel, world: World) -> None:
    peel(*UPDATE, "--yes", env=world.env)
    with (peel.folder / "new-updates.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(world.grades)
    for row in rows:
        assert row["address"].startswith(world.site.address)
        assert len(row["sha256"]) == 64
        assert (peel.folder / row["file"]).is_file()
        assert row["sentence"]
        assert (row["before"], row["basis_after"]) == ("", "official")
    # A second run adds what it changes.
    taken = load(peel.folder / "new").by_force["erewhon"]
    lines = peel("export", "--force", "erewhon", "--data", "new").out.splitlines(keepends=True)
    assert len(lines) == len(taken) + 1


def test_what_is_gone_comes_back_and_what_was_altered_is_listed(peel: Peel, world: World) -> None:
    peel(*UPDATE, "--yes", env=world.env)
    rows = peel("export", "--data", "new").out.splitlines(keepends=True)
    kept = [row for row in rows if "erewhon,2002" not in row]
    kept = [row.replace(",official,", ",secondary,") if "ruritania,2003" in row else row
            for row in kept]  # fmt: skip
    place = next(at for at, row in enumerate(kept) if row.startswith("ruritania,2001"))
    grade = next(grade for grade in Grade if f",{grade.value},inspected" in kept[place])
    other = Grade.GOOD if grade is Grade.INADEQUATE else Grade.INADEQUATE
    kept[place] = kept[place].replace(f",{grade.value},inspected", f",{other.value},inspected")
    (peel.folder / "rows.csv").write_text("".join(kept), "utf-8")
    shutil.rmtree(peel.folder / "new")
    assert peel("import", "rows.csv", "--into", "new", env=world.env).code == 0
    ran = peel(*UPDATE, "--yes", "--json", env=world.env)
    assert ran.code == 1
    (wrong,) = ran.json["contradictions"]
    assert (wrong["force"], wrong["year"]) == ("ruritania", 2001)
    assert wrong["grade"] != wrong["page_grade"]
    assert wrong["address"] == f"{world.site.address}/table-2001"
    right = dict(world.grades)
    key = (wrong["force"], wrong["year"], wrong["pillar"], wrong["question"])
    found = dict(world.found)
    assert found.pop(key) != right.pop(key)
    assert found == right
    official = sum(row["official"] for row in ran.json["forces"])
    assert official == sum(of[:2] == ("ruritania", 2003) for of in right)
    shown = peel(*UPDATE, "--yes", env=world.env)
    assert "the dataset has" in shown.out


@pytest.mark.slow
def test_from_the_shipped_dataset_with_grades_taken_away_and_altered(
    peel: Peel,
) -> None:
    forces, numbers = ("kent", "gwent", "derbyshire"), random.Random(1)  # noqa: S311 - no secret
    with running_site() as site:
        folder = peel.folder / "new"
        shutil.copytree(shipped_dataset(), folder)
        rounds = folder / "rounds.yaml"
        own = re.compile(r"https://(?:www|hmicfrs)\.justiceinspectorates\.gov\.uk")
        rounds.write_text(own.sub(site.address, rounds.read_text("utf-8")), "utf-8")
        for path in (folder / "judgments").iterdir():
            path.write_text(own.sub(site.address, path.read_text("utf-8")), "utf-8")
        data = load(folder)
        grades: dict[tuple[str, int, str | None, str | None], Grade] = {
            (judgment.force, *judgment.place): judgment.grade
            for force in forces
            for judgment in data.by_force[force].values()
            if judgment.grade
        }
        for round_ in data.rounds.values():
            for address in round_.grades_tables:
                site.page(address.removeprefix(site.address), table_page(data, round_, grades))
            for force in forces if not round_.pillars else ():
                report = data.report(force, round_.year)
                if report and report.address:
                    page = report_page(data, force, round_, grades, numbers)
                    site.page(report.address.removeprefix(site.address), page)
        with_page = {place for place in grades if place[1] >= 2015}
        header, *rows = peel("export", "--data", "new").out.splitlines(keepends=True)
        gone = [row for row in rows if row.startswith(("kent,2023", "gwent,2021", "gwent,2016"))]
        (altered,) = (row for row in rows if row.startswith("derbyshire,2016,")
                      and ",legitimacy,,How legit" in row)  # fmt: skip
        wrong = altered.replace(",outstanding,inspected", ",inadequate,inspected")
        kept = [wrong if row == altered else row for row in rows if row not in gone]
        (peel.folder / "rows.csv").write_text(header + "".join(kept), "utf-8")
        shutil.move(folder, peel.folder / "old")
        env = {"PEEL_DATA": str(peel.folder / "old")}
        assert peel("import", "rows.csv", "--into", "new", env=env).code == 0
        ran = peel("update", *forces, "--into", "new", "--yes", "--pause", "0", "--json", env=env)
    assert gone
    assert wrong != altered
    assert [row["grade"] for row in ran.json["contradictions"]] == ["inadequate"]
    found = {
        (judgment.force, *judgment.place): judgment.grade
        for force in forces
        for judgment in load(folder).by_force[force].values()
        if judgment.grade
    }
    place = ("derbyshire", 2016, "legitimacy", None)
    assert found[place] is Grade.INADEQUATE
    assert {key: found.get(key) for key in with_page - {place}} == {
        key: grades[key] for key in with_page - {place}
    }


def test_a_dry_run_and_no_answer_write_nothing(peel: Peel, world: World) -> None:
    ran = peel(*UPDATE, "--dry-run", env=world.env)
    assert ran.code == 0
    assert f"{len(world.grades)} grades to add, 0 to get their official page." in ran.out
    assert not (peel.folder / "new").exists()
    assert (peel.folder / "new-pages" / "pages.csv").exists()
    ran = peel(*UPDATE, env=world.env)
    assert (ran.code, "say --yes, or --dry-run" in ran.err) == (2, True)
    assert not (peel.folder / "new").exists()
    assert peel("update", env=world.env).code == 2
    (peel.folder / "new-updates.csv").mkdir()
    ran = peel(*UPDATE, "--yes", env=world.env)
    assert (ran.code, "its log" in ran.err) == (4, True)


def test_the_dataset_may_be_the_folder_at_hand(peel: Peel, world: World) -> None:
    assert peel(*UPDATE, "--yes", env=world.env).code == 0
    for place, into in (("new", "."), ("new/judgments", "..")):
        update = f"PEEL_DATA='{world.reference}' peel update --into {into} --yes --pause 0"
        ran = peel.shell(f"cd {place} && {update}")
        assert (ran.code, ran.err) == (0, "")
        assert [path.name for path in peel.folder.rglob("*-pages")] == ["new-pages"]


@posix
def test_a_terminal_is_asked(peel: Peel, world: World) -> None:
    for answer, written in ((b"n\n", False), (b"y\n", True)):
        shown = on_terminal(peel, 80, *UPDATE, "erewhon", typed=answer, env=world.env)
        assert "changes to new?" in shown
        assert (peel.folder / "new").exists() is written


@pytest.mark.parametrize("answer", [True, False])
def test_the_answer_counts(monkeypatch: pytest.MonkeyPatch, answer: bool) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr("typer.confirm", lambda *_, **__: answer)
    assert is_agreed(1, Path("new"), yes=False) is answer


def test_what_fails_and_what_is_of_another_round_is_said(peel: Peel, world: World) -> None:
    world.site.replies["/reports/erewhon"] = Reply(status=410)
    page = "<h1>TRIAL 2009-11: Ruritania Police</h1><h2>Handling hats</h2><p>Good</p>" \
           "<table><tr><td>Pouring tea</td><td>Adequate</td></tr></table>"  # fmt: skip
    world.site.page("/reports/ruritania", page)
    asked = "".join(f"<h2>{q.title}</h2><img src='badge.png'>" for q in
                    world.data.rounds[2006].questions)  # fmt: skip
    head = "<h1>TRIAL 2006-08: Ruritania &amp; South Police</h1>"
    world.site.page("/reports/ruritania-south", f"{head}{asked}<p>Desks: tidying desks.</p>")
    ran = peel(*UPDATE, "--round", "2006-08", "--dry-run", env=world.env)
    assert ran.code == 5
    assert "410 Gone" in ran.out
    assert "the page is of 2009-11, a round that the dataset has no questions of" in ran.out
    assert "it grades 'Handling hats', 'Pouring tea'" in ran.out
    assert "1 could not be fetched" in ran.out


def test_grades_that_a_script_draws_are_said_to_be(peel: Peel, world: World) -> None:
    year = 2002
    questions = [question.title for question in world.data.rounds[year].questions]
    asked = "".join(f"<h2>{title}</h2><img src='badge.png'>" for title in questions)
    world.site.page(f"/table-{year}", f"<h1>TRIAL {year}</h1>{asked}")
    ran = peel(*UPDATE, "--round", str(year), "--dry-run", env=world.env)
    assert "print the page to PDF" in ran.out


def test_what_a_report_says_beside_its_grades(peel: Peel, world: World) -> None:
    page = """<h1>TRIAL 2006-08: Erewhon Constabulary</h1><p>Published 4 May 2007</p>
    <p>We made graded judgments in two of these three areas.</p>
    <p>The force is good in one area and inadequate in 1 area.</p>
    <h2>Greeting all people</h2><p>Good</p><h3>Area for improvement</h3><p>Smile more often.</p>
    <h2>Listening to all people</h2><p>Inadequate</p>
    <h3>Cause of concern</h3><p>Nobody listens.</p>
    <h3>Areas for improvement</h3><ul><li>Sit down.</li><li>Smile more often.</li></ul>"""
    world.site.page("/reports/erewhon", page)
    call = (*UPDATE, "erewhon", "--round", "2006-08")
    ran = peel(*call, "--yes", env=world.env)
    assert ran.code == 0
    assert "More is known of 1 report" in ran.out
    report = load(peel.folder / "new").report("erewhon", 2006)
    assert report is not None
    assert (report.published, report.published_basis) == ("2007-05-04", "official")
    assert report.areas_graded == 2
    assert {grade: count for grade, count in report.counts if count} == {
        Grade.GOOD: 1,
        Grade.INADEQUATE: 1,
    }
    judgments = load(peel.folder / "new").by_force["erewhon"].values()
    assert {judgment.published for judgment in judgments} == {"2007-05-04"}
    assert report.causes_of_concern is not None
    assert report.causes_of_concern.texts == ("\u201cNobody listens.\u201d",)
    assert report.areas_for_improvement is not None
    assert report.areas_for_improvement.number == 2
    assert peel("check", "--strict", "new").code == 0
    # A second time it is known; another page does not change it.
    assert "More is known" not in peel(*call, "--yes", env=world.env).out
    world.site.page("/reports/erewhon", page.replace("4 May", "5 May").replace("Sit", "Lie"))
    ran = peel(*call, "--yes", "--json", env=world.env)
    assert ran.json["reports"] == []
    assert "\u201cNobody listens.\u201d" in peel("brief", "erewhon", "--data", "new").out


def test_texts_are_added_where_their_number_is_known() -> None:
    facts = ReportFacts(None, 99, (), ("a",), ("b", "c"))
    known = ForceReport("erewhon", 2006, "https://trial.example/x", "2007-01-01", "press", (), 3,
                        (), (), (), Findings(1, (), ()), Findings(3, (), ()))  # fmt: skip
    found = with_facts(known, facts, load(TINY).rounds[2006])
    assert (found.published, found.published_basis, found.areas_graded) == (
        "2007-01-01",
        "press",
        3,
    )
    assert found.causes_of_concern == Findings(1, ("a",), ())
    assert found.areas_for_improvement == Findings(3, (), ())


def test_a_page_that_another_host_answered_tells_no_report(peel: Peel, world: World) -> None:
    with running_site("127.0.0.2") as other:
        page = report_page(world.data, "erewhon", world.data.rounds[2006], world.grades,
                           world.numbers)  # fmt: skip
        there = other.page("/b", page)
        world.site.replies["/reports/erewhon"] = Reply(status=301, headers={"Location": there})
        ran = peel(*UPDATE, "erewhon", "--round", "2006-08", "--dry-run", "--json", env=world.env)
    assert ran.json["reports"] == []
    assert sum(row["new"] for row in ran.json["forces"]) == 2


def test_a_long_list_is_cut_for_people(peel: Peel, world: World) -> None:
    lines = "".join(f"<p>Its hat number {n} is good.</p>" for n in range(15))
    world.site.page("/reports/erewhon", f"<h1>TRIAL 2006-08: Erewhon Constabulary</h1>{lines}")
    ran = peel(*UPDATE, "erewhon", "--round", "2006-08", "--dry-run", env=world.env)
    assert "5 more; --format json has all" in ran.out
    ran = peel(*UPDATE, "erewhon", "--round", "2006-08", "--dry-run", "--json", env=world.env)
    assert len(ran.json["not_understood"]) >= 15


def test_what_is_up_to_date_needs_nothing(world: World) -> None:
    data: PeelData = world.data
    assert len(wanted_for(data, data, (), ())) == len(TABLES) + len(data.forces)
    assert len(wanted_for(data, data, ["erewhon"], [2006])) == 1
    assert len(wanted_for(data, data, (), [2001])) == 1


@pytest.mark.slow
@posix
def test_killed_at_any_moment_the_next_run_goes_on(peel: Peel, world: World) -> None:
    call = [sys.executable, "-m", "peelcli", *UPDATE, "--yes"]
    env = os.environ | world.env
    for moment in range(8):
        process = subprocess.Popen(call, cwd=peel.folder, env=env, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)  # fmt: skip
        time.sleep(0.2 + moment * 0.08)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if (peel.folder / "new").exists():
            assert peel("check", "new").code == 0
    subprocess.run(call, cwd=peel.folder, env=env, capture_output=True, check=True)
    assert world.found == world.grades


NO_NETWORK = (
    "brief erewhon", "show erewhon", "compare erewhon ruritania", "overview", "map 2006", "diff",
    "stats", "trend", "list", "forces", "rounds", "questions", "coverage", "check", "export",
    "schema show", "cache", "fetch --list", "fetch --missing --list", "export -o x.csv",
    "import rows.csv --into new --dry-run", "read page.txt", "site -o site", "--help",
)  # fmt: skip


@pytest.mark.parametrize("command", NO_NETWORK)
def test_no_other_command_opens_a_connection(
    peel: Peel, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection is opened")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    (peel.folder / "page.txt").write_text("TRIAL 2006-08\nErewhon Constabulary is good.")
    (peel.folder / "rows.csv").write_text("force,year,question,grade,sources\n")
    ran = peel(*command.split(), env={"PEEL_DATA": str(TINY)})
    assert "a connection is opened" not in ran.err
    assert ran.code in (0, 2, 3)
