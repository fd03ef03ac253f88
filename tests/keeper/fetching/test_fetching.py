"""Pages come whole, politely, and once; what fails is said."""

from __future__ import annotations

import csv
import os
import re
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from conftest import TINY, Peel, posix
from site_of_reports import Reply, Site, packed, running_site

from peelcli import __version__, load
from peelcli.errors import UsageError
from peelcli.keeper.fetching import client, fetch, listed
from peelcli.keeper.fetching.client import agent
from peelcli.keeper.fetching.folder import PagesFolder
from peelcli.keeper.fetching.wanted import Wanted, wanted_pages
from peelcli.model import ForceReport

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STORY = "<h1>TRIAL 2006-08</h1><p>Erewhon Constabulary is good at greeting people.</p>"


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as site:
        yield site


def one(site: Site, path: str, folder: Path, pause: float = 0) -> tuple[str | None, str | None]:
    """Fetch one address, and return what became of the request."""
    (found,) = fetch([Wanted(f"{site.address}{path}", "test")], folder, pause=pause)
    return found.outcome, found.problem


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "pages.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_page_comes_as_it_is_and_is_listed(site: Site, tmp_path: Path) -> None:
    address = site.page("/a", STORY, headers={"ETag": '"1"', "Last-Modified": "then"})
    folder = tmp_path / "pages"
    wanted = Wanted(address, "test", "erewhon", 2006, "kindness")
    heard: list[Wanted] = []
    (found,) = fetch([wanted], folder, pause=0, came=heard.append)
    assert (found.outcome, found.size, found.problem, heard) == ("new", len(STORY), None, [wanted])
    (row,) = rows(folder)
    assert (folder / row["file"]).read_text() == STORY
    assert row["file"].startswith("127-0-0-1-")
    assert row["file"].endswith(".html")
    assert row["address"] == row["answered"] == address
    assert [row[name] for name in ("force", "round", "pillar", "status", "bytes", "etag")] == [
        "erewhon", "2006", "kindness", "200", str(len(STORY)), '"1"',
    ]  # fmt: skip
    assert row["last_modified"] == "then"
    assert len(row["sha256"]) == 64
    assert row["fetched"].endswith("Z")
    assert {path.name for path in folder.iterdir()} == {"pages.csv", row["file"]}
    headers = dict(site.asked[-1][1])
    assert headers["User-Agent"] == agent()
    # Asked again, only what changed comes.
    assert one(site, "/a", folder) == ("unchanged", None)
    assert site.asked[-1][1]["If-None-Match"] == '"1"'
    assert listed([wanted, Wanted("http://x.example/", "y")], folder)[0].size == len(STORY)
    assert listed([wanted], None)[0].size is None


def test_a_page_that_changed_keeps_its_old_file_by_day(site: Site, tmp_path: Path) -> None:
    site.page("/a", STORY)
    assert one(site, "/a", tmp_path) == ("new", None)
    assert one(site, "/a", tmp_path) == ("unchanged", None)
    for number in range(2):
        site.page("/a", f"{STORY}{number}")
        assert one(site, "/a", tmp_path) == ("changed", None)
    (row,) = rows(tmp_path)
    old = sorted(path.name for path in tmp_path.iterdir() if path.name != "pages.csv")
    assert len(old) == 3
    assert (tmp_path / row["file"]).read_text() == f"{STORY}1"
    day = row["fetched"][:10]
    assert sum(day in name for name in old) == 2
    # A file that somebody changed is fetched again.
    (tmp_path / row["file"]).write_text("mine")
    assert one(site, "/a", tmp_path) == ("new", None)


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        (Reply(status=404), "404 Not Found"),
        (Reply(status=410), "410 Gone"),
        (Reply(status=503), "503 Service Unavailable"),
        (Reply(status=429, headers={"Retry-After": "999"}), "429: asks to wait 999 seconds"),
        (Reply(b"x", headers={"Content-Type": "image/png"}), "is image/png, which peel does not"),
        (Reply(status=302, headers={"Location": "/a"}), "redirects in a circle"),
        (Reply(status=302, headers={"Location": "ftp://x.example/"}), "leads to ftp://x.example/"),
        (Reply(b"x" * 500, breaks_off=100), "broke off"),
        (Reply(b"x" * 500, breaks_off=0), "broke off"),
    ],
)  # fmt: skip
def test_what_fails_is_said_and_the_rest_goes_on(
    site: Site, tmp_path: Path, reply: Reply, problem: str
) -> None:
    site.replies["/a"] = reply
    good = site.page("/b", STORY)
    wanted = [Wanted(f"{site.address}/a", "bad"), Wanted(good, "good")]
    bad, fine = fetch(wanted, tmp_path, pause=0)
    assert (bad.outcome, fine.outcome) == ("failed", "new")
    assert bad.problem is not None
    assert problem in bad.problem
    assert [row["address"] for row in rows(tmp_path)] == [good]


def test_what_passes_is_tried_again_as_late_as_the_host_asks(site: Site, tmp_path: Path) -> None:
    page = Reply(STORY.encode(), headers={"Content-Type": "text/html"})
    site.replies["/a"] = Reply(status=429, headers={"Retry-After": "1"}, then=page)
    start = time.monotonic()
    assert one(site, "/a", tmp_path) == ("new", None)
    assert time.monotonic() - start >= 1
    site.replies["/b"] = Reply(status=500, then=Reply(status=502, then=page))
    assert one(site, "/b", tmp_path) == ("new", None)
    assert site.times("/b") == 3


def test_a_page_that_broke_off_is_resumed(site: Site, tmp_path: Path) -> None:
    text = STORY * 900
    whole = Reply(text.encode(), headers={"Content-Type": "text/html", "ETag": '"1"'})
    site.replies["/a"] = whole._replace(breaks_off=40_000, then=whole)
    outcome, problem = one(site, "/a", tmp_path)
    assert outcome == "failed"
    assert problem is not None
    assert problem.startswith("broke off")
    assert rows(tmp_path) == []
    assert one(site, "/a", tmp_path) == ("new", None)
    assert site.asked[-1][1]["Range"].startswith("bytes=")
    assert (tmp_path / rows(tmp_path)[0]["file"]).read_text() == text
    # One that is another by now comes whole.
    other = whole._replace(body=b"<p>other</p>", headers={**whole.headers, "ETag": '"2"'})
    site.replies["/b"] = whole._replace(breaks_off=40_000, then=other)
    one(site, "/b", tmp_path)
    assert one(site, "/b", tmp_path) == ("new", None)
    # And one whose rest is not there.
    part = PagesFolder(tmp_path).part(f"{site.address}/c")
    part.write_bytes(b"x" * 500_000)
    part.with_name(f"{part.name}.from").write_text('"1"')
    site.replies["/c"] = whole
    assert one(site, "/c", tmp_path) == ("new", None)
    # Without a tag, or packed, it can't be resumed.
    for headers in ({}, {"ETag": '"1"', "Content-Encoding": "gzip"}):
        body = packed(text) if headers else text.encode()
        fine = Reply(body, headers={"Content-Type": "text/html"} | headers)
        site.replies["/d"] = fine._replace(breaks_off=200, then=fine)
        assert one(site, "/d", tmp_path)[0] == "failed"
        assert one(site, "/d", tmp_path)[0] in ("new", "unchanged")
        assert "Range" not in site.asked[-1][1]


def test_a_packed_page_is_unpacked_and_a_weak_tag_is_none_to_resume_by(
    site: Site, tmp_path: Path
) -> None:
    site.page("/a", packed(STORY), headers={"Content-Encoding": "gzip", "ETag": 'W/"1"'})
    assert one(site, "/a", tmp_path) == ("new", None)
    assert (tmp_path / rows(tmp_path)[0]["file"]).read_text() == STORY


def test_robots_txt_is_obeyed(site: Site, tmp_path: Path) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /*?view=\nCrawl-delay: 0.2\n")
    site.page("/a?view=table", STORY)
    site.page("/b", STORY)
    outcome, problem = one(site, "/a?view=table", tmp_path)
    assert (outcome, site.times("/a?view=table")) == ("failed", 0)
    assert problem is not None
    assert problem.startswith("the robots.txt of 127.0.0.1")
    start = time.monotonic()
    assert one(site, "/b", tmp_path) == ("new", None)
    assert time.monotonic() - start >= 0.2
    site.replies["/robots.txt"] = Reply(status=500)
    outcome, problem = one(site, "/b", tmp_path)
    assert outcome == "failed"
    assert problem is not None
    assert "can't be read (500" in problem
    site.replies["/robots.txt"] = Reply(status=302, headers={"Location": "/robots"})
    site.page("/robots", "User-agent: *\nDisallow: /\n")
    assert "forbids it" in (one(site, "/b", tmp_path)[1] or "")
    site.replies["/robots.txt"] = Reply(b"x" * 90, breaks_off=3)
    assert "can't be read" in (one(site, "/b", tmp_path)[1] or "")


def test_a_host_that_asks_for_a_longer_pause_slows_no_other(site: Site, tmp_path: Path) -> None:
    site.page("/robots.txt", "User-agent: *\nCrawl-delay: 7\n")
    slept: list[float] = []
    asking = client.Client(0, slept.append)
    with running_site() as other:
        for place in (site, other, other):
            place.page("/a", STORY)
            asking.get(f"{place.address}/a", tmp_path / "page", client.Known())
    longest, *rest = sorted(slept, reverse=True)
    assert 6 < longest <= 7
    assert not any(rest)


def test_a_redirect_is_followed_as_the_other_host_allows(site: Site, tmp_path: Path) -> None:
    with running_site() as other:
        there = other.page("/b", STORY)
        site.replies["/a"] = Reply(status=301, headers={"Location": there})
        assert one(site, "/a", tmp_path) == ("new", None)
        assert rows(tmp_path)[0]["answered"] == there
        other.page("/robots.txt", "User-agent: *\nDisallow: /\n")
        assert "forbids it" in (one(site, "/a", tmp_path)[1] or "")
    for step in range(12):
        site.replies[f"/{step}"] = Reply(status=302, headers={"Location": f"/{step + 1}"})
    assert one(site, "/0", tmp_path)[1] == "redirects more than 10 times"


def test_limits_of_size_and_time(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.page("/a", "x" * 5000)
    monkeypatch.setattr(client, "MOST_BYTES", 1000)
    assert one(site, "/a", tmp_path)[1] == "has more than 1,000 bytes"
    assert [path.stat().st_size for path in tmp_path.glob(".*.part")] == [0]
    monkeypatch.undo()
    monkeypatch.setattr(client, "_LONGEST", -1.0)
    assert "took more than" in (one(site, "/a", tmp_path)[1] or "")
    monkeypatch.undo()
    monkeypatch.setattr(client, "_TIMEOUTS", (1, 0.1))
    site.page("/b", STORY, waits=2.0)
    assert "broke off: the host did not answer in time" in (one(site, "/b", tmp_path)[1] or "")


def test_a_host_is_told_whom_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    assert agent().startswith(f"peelcli/{__version__} (")
    assert "no contact was set" in agent()
    monkeypatch.setenv("PEEL_CONTACT", "data@force.example")
    assert "contact: data@force.example" in agent()
    monkeypatch.setenv("PEEL_CONTACT", "a\nb")
    assert "no contact was set" in agent()


def test_without_the_extra_it_says_what_to_install(
    peel: Peel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "requests", None)
    ran = peel("fetch", "http://x.example/", "-o", "pages", env={"PEEL_DATA": str(TINY)})
    assert (ran.code, ran.out) == (2, "")
    assert re.search(r"fetching pages needs requests; install it with: .+\[read\]'", ran.err)


def test_a_host_of_the_newer_internet(peel: Peel) -> None:
    env = {"PEEL_DATA": str(TINY)}
    try:
        with running_site("::1") as site:
            address = site.page("/a", STORY)
            ran = peel("fetch", address, "-o", "pages", "--pause", "0", env=env)
    except OSError:
        pytest.skip("there is no IPv6 here")
    assert ran.code == 0, ran.out
    ran = peel("read", "pages", "--json", env=env)
    assert ran.json["proposals"][0]["sources"][-1] == address


def test_a_pause_between_two_requests(site: Site, tmp_path: Path) -> None:
    site.page("/a", STORY)
    start = time.monotonic()
    assert one(site, "/a", tmp_path, pause=0.3) == ("new", None)
    # robots.txt, then the page.
    assert time.monotonic() - start >= 0.3


def test_an_error_in_a_few_words() -> None:
    assert client._short(ValueError("what is\n this")) == "what is this"
    assert client._short(ValueError()) == "ValueError"


def test_hosts_that_are_not_there(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/a"
    (found,) = fetch([Wanted(address, "test")], tmp_path, pause=0)
    assert found.problem is not None
    assert "the host refused the connection" in found.problem


def test_a_folder_of_other_things_is_refused(site: Site, tmp_path: Path, peel: Peel) -> None:
    (tmp_path / "mine.txt").write_text("x")
    site.page("/a", STORY)
    with pytest.raises(UsageError, match="has other things in it than pages"):
        one(site, "/a", tmp_path)
    (tmp_path / "pages.csv").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(UsageError, match="can't be read"):
        one(site, "/a", tmp_path)
    (tmp_path / "pages.csv").write_text("file,address\n../x,http://x.example/\n")
    assert one(site, "/a", tmp_path) == ("new", None)
    ran = peel("fetch", f"{site.address}/a", "-o", str(tmp_path / "mine.txt"), "--pause", "0")
    assert ran.code in (2, 4)


@pytest.mark.slow
@posix
def test_interrupted_at_any_moment_the_next_call_goes_on(site: Site, tmp_path: Path) -> None:
    paths = [f"/{number}" for number in range(12)]
    addresses = [site.page(path, f"{STORY}{path}", waits=0.02) for path in paths]
    call = [sys.executable, "-m", "peelcli", "fetch", *addresses, "-o", "pages", "--pause", "0"]
    for moment in range(6):
        process = subprocess.Popen(
            call,
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"LANG": "C.UTF-8"},
        )
        time.sleep(0.25 + moment * 0.06)
        process.send_signal(signal.SIGKILL if moment % 2 else signal.SIGINT)
        process.wait()
        folder = tmp_path / "pages"
        for row in rows(folder) if (folder / "pages.csv").exists() else ():
            assert (folder / row["file"]).stat().st_size == int(row["bytes"])
    assert subprocess.run(call, cwd=tmp_path, check=True, capture_output=True).returncode == 0
    assert len(rows(tmp_path / "pages")) == len(paths)


def test_what_is_wanted() -> None:
    data = load(TINY)
    reports = wanted_pages(data, (), [2006])
    assert {each.year for each in reports} <= {2006}
    cited = wanted_pages(data, ["erewhon"], [2002], sources=True)
    assert {each.force for each in cited} == {"erewhon"}
    assert all("grade" in each.reason for each in cited)
    guess = data.rounds[2006]._replace(report_pattern="https://trial.example/{force}/x",
                                       report_spellings={"ruritania": "rur"})  # fmt: skip
    round_ = data.rounds[2002]._replace(grades_tables=("https://trial.example/all",))
    bare = data._replace(by_force={}, reports={}, rounds={2002: round_, 2006: guess})
    assert [each.address.split("/")[3] for each in wanted_pages(bare, (), ())] == [
        "erewhon", "rur", "ruritania-south",
    ]  # fmt: skip
    assert all("is a guess" in each.reason for each in wanted_pages(bare, (), ()))
    (table,) = wanted_pages(bare, (), (), tables=True)
    assert (table.address, table.force) == ("https://trial.example/all", None)
    assert wanted_pages(bare._replace(rounds={2006: data.rounds[2006]}), (), ()) == ()
    known = ForceReport("erewhon", 2006, "https://trial.example/own", None, None, (), None, (),
                        ("https://paper.example/count",), (), None, None)  # fmt: skip
    named = data._replace(reports={"erewhon": {2006: known}})
    assert [each.address for each in wanted_pages(named, ["erewhon"], [2006])] == [known.address]
    sources = wanted_pages(named, ["erewhon"], [2006], sources=True)
    assert sources[-1].address == "https://paper.example/count"
    # Before there were reports on forces, the inspectorate's pages that are cited stand for them.
    pages = wanted_pages(data, ["erewhon"], [2003])
    assert pages
    assert all("trial.example" in each.address for each in pages)
    assert wanted_pages(data, (), (), missing=True) != reports


def test_the_command(site: Site, peel: Peel) -> None:
    env = {"PEEL_DATA": str(TINY)}
    good, bad = site.page("/a", STORY), f"{site.address}/nowhere"
    ran = peel("fetch", good, bad, good, "-o", "pages", "--pause", "0", env=env)
    assert (ran.code, ran.err) == (5, "")
    assert "2 pages: 1 new, 1 failed." in ran.out
    assert "404 Not Found" in ran.out
    ran = peel("fetch", good, "-o", "pages", "--pause", "0", "--json", env=env)
    assert (ran.code, ran.json["pages"][0]["outcome"]) == (0, "unchanged")
    asked = len(site.asked)
    ran = peel("fetch", "erewhon", "--round", "2002", "--sources", "--list", env=env)
    assert ran.code == 0
    assert "to ask for" in ran.out
    assert peel("fetch", "--list", "-o", "pages", good, "--json", env=env).json["pages"][0]["bytes"]
    assert len(site.asked) == asked
    assert peel("fetch", env=env).code == 2
    assert "Nothing to show" in peel("fetch", "--tables", "--list", env=env).out
    # A folder of pages is read with what its list says.
    ran = peel("read", "pages", "--json", env=env)
    assert [row["question"] for row in ran.json["proposals"]] == ["greeting"]
    assert ran.json["proposals"][0]["sources"][-1] == good


def test_read_takes_an_address_and_keeps_the_page(
    site: Site, peel: Peel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    env = {"PEEL_DATA": str(TINY), "XDG_CACHE_HOME": str(tmp_path)}
    address = site.page("/a", STORY)
    for times in range(2):
        ran = peel("read", address, "--json", env=env)
        assert ran.json["proposals"][0]["sources"][-1] == address
        assert ("is read as it came on" in ran.err) is bool(times)
    assert site.times("/a") == 1
    assert "and 1 page removed" in peel("cache", "--clear", env=env).err
    assert "page" not in peel("cache", "--clear", env=env).err
    ran = peel("read", f"{site.address}/none", env=env)
    assert (ran.code, "could not be fetched: 404" in ran.err) == (2, True)
    (tmp_path / "peel" / "pages" / "pages.csv").unlink(missing_ok=True)
    (tmp_path / "peel" / "pages").mkdir(parents=True, exist_ok=True)
    (tmp_path / "peel" / "pages" / "x").write_text("mine")
    assert peel("cache", "--clear", env=env).code == 0
    assert (tmp_path / "peel" / "pages" / "x").exists()
    monkeypatch.setattr("peelcli.keeper.fetching.cached.cache_folder", lambda: None)
    assert "no place for a cache" in peel("read", address, env=env).err


def test_a_page_that_another_host_answered_is_that_host_s(site: Site, peel: Peel) -> None:
    env = {"PEEL_DATA": str(TINY)}
    with running_site() as other:
        there = other.page("/b", STORY)
        site.replies["/a"] = Reply(status=301, headers={"Location": there})
        peel("fetch", f"{site.address}/a", "-o", "pages", "--pause", "0", env=env)
    ran = peel("read", "pages", "--json", env=env)
    assert ran.json["proposals"][0]["sources"][-1] == there
