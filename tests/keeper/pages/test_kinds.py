"""Kinds of sentences and pages, each read rightly or left with a reason."""

from __future__ import annotations

import email.message
import json
import plistlib
import re
import textwrap
import time
from io import BytesIO
from pathlib import Path

import docx
import pytest
from conftest import TINY, Peel

from peelcli import load
from peelcli.errors import UsageError
from peelcli.keeper.loading.wordings import read_wordings
from peelcli.keeper.pages import read_pages
from peelcli.keeper.pages.page import read_page
from peelcli.keeper.pages.scope import lexicon_of, scope_of
from peelcli.keeper.pages.statements import PageStatements
from peelcli.keeper.pages.text import text_of

DATA = load(TINY)
LEXICON = lexicon_of(DATA, read_wordings(TINY, DATA))
Found = set[tuple[str, str, str]]


def read(text: str, *, force: str | None = "erewhon", pillar: str | None = None,
         year: int | None = 2006) -> PageStatements:  # fmt: skip
    scope = scope_of(text, "", DATA, LEXICON, force=force, year=year, pillar=pillar)
    return read_page(text, "page", scope, DATA, LEXICON)


def found(page: PageStatements) -> Found:
    return {
        (statement.force, statement.reading.question or "overall", statement.reading.grade.value)
        for statement in page.statements
    }


LEFT = {
    "How good is the force at greeting people?": "a question or a wish",
    "Is the force good at greeting people?": "a question or a wish",
    "The force expects to be graded good at greeting people.": "a question or a wish",
    "To be good at greeting people, it needs more hats.": "a question or a wish",
    "Nobody would call it good at greeting people.": "a question or a wish",
    "The force will be good at greeting people.": "a question or a wish",
    "It isn't good at greeting people.": "says that it is not so",
    "Each force is outstanding, good, adequate, requires improvement or inadequate at greeting "
    "people.": "all grades at once",
    "The report before had found it inadequate at greeting people.": "speaks of an earlier report",
    "At its last inspection it was good at greeting people.": "speaks of an earlier report",
    "Two years ago it was good at greeting people.": "speaks of an earlier report",
    "It has lost its good grade for greeting people.": "speaks of an earlier report",
    "The mayor, who rejects this, says: the force is good at greeting people.": "somebody's own "
    "claim",
    '"We are good at greeting people," he said.': "somebody's own claim",
    "The fire service is good at greeting people.": "another body",
    "The council is good at greeting people.": "another body",
    "In 2005 it was graded good at greeting people.": "speaks of 2005, which is no round",
    "In 2031 it was graded good at greeting people.": "speaks of a later year",
    "Most forces are good at greeting people.": "speaks of several forces",
    "Ruritania and its friends were good at greeting people.": "names another force or none",
    "The force has good plans for greeting people.": "names no question for each grade",
    "The hats were inadequate.": "names no question for each grade",
}


@pytest.mark.parametrize("sentence", LEFT)
def test_a_sentence_that_states_no_grade_is_left_with_its_reason(sentence: str) -> None:
    page = read(sentence)
    assert found(page) == set()
    assert [quote.reason for quote in page.not_understood] == [LEFT[sentence]]


HELLO = {("erewhon", "greeting", "good")}
BOTH = {("erewhon", "greeting", "good"), ("erewhon", "listening", "good")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Unlike last year, the force is good at greeting people.", HELLO),
        ("Since the 2003 inspection it is good at greeting people.", HELLO),
        ("Its chief, who came in 2001, says that it was graded good at greeting people.", HELLO),
        ("Greeting people: adequate \u2192 good", HELLO),
        ("Greeting people, once adequate, is now rated good.", HELLO),
        ("It is good at greeting people, but must improve listening to people.", HELLO),
        ("It is good at greeting people; and listening to people.", BOTH),
        ("It is good at greeting people and at listening to people.", BOTH),
        ("Areas graded good\n\u2022 Greeting people\n\u2022 Listening to people", BOTH),
        ("It was graded good at:-\n\u25ba Greeting people.\n\u25ba Listening to people.", BOTH),
        ("Greeting people\tGood\nListening to people\tGood", BOTH),
        ("Two areas were good. Among these are greeting people and listening to people.", BOTH),
        ("It is rated good by His Majesty's Inspectorate of Constabulary and Fire & Rescue "
         "Services for greeting people.", HELLO),
        ("The force is good at gree\u00adting\u200b people.", HELLO),
        ("Ruritania Police is good at greeting people; Erewhon Constabulary is adequate at "
         "listening to people.",
         {("ruritania", "greeting", "good"), ("erewhon", "listening", "adequate")}),
        ("Ruritania Police and Erewhon Constabulary are both good at greeting people.",
         {("ruritania", "greeting", "good"), ("erewhon", "greeting", "good")}),
        ("Unlike Ruritania Police, the force is good at greeting people.", HELLO),
        ("Ruritania & South Police is good at greeting people.",
         {("ruritania-south", "greeting", "good")}),
        ("RAS Police is good at greeting people.", {("ruritania-south", "greeting", "good")}),
    ],
)  # fmt: skip
def test_a_statement_in_every_form(text: str, expected: Found) -> None:
    assert found(read(text)) == expected


def test_a_pillar_s_own_grade_needs_the_force_or_overall() -> None:
    asked = {"year": 2003, "pillar": "kindness"}
    own = {("erewhon", "overall", "good")}
    assert found(read("We judged the force to be good.", **asked)) == own  # type: ignore[arg-type]
    assert found(read("It was rated good overall.", **asked)) == own  # type: ignore[arg-type]
    assert found(read("In all, the force was judged to be good.", **asked)) == set()  # type: ignore[arg-type]
    for text in ("Its hats were judged to be good.", "The county has good schools, he said.",
                 "The force was judged good for its hats."):  # fmt: skip
        assert found(read(text, **asked)) == set()  # type: ignore[arg-type]


def test_the_page_s_own_name_is_no_pillar() -> None:
    text = "TRIAL looks at kindness and tidiness of each force.\nErewhon was rated good."
    assert scope_of(text, "", DATA, LEXICON, year=2003).pillar is None


STORY = (
    "TRIAL 2006-08\n\nErewhon Constabulary is good at greeting people, and the way in which it "
    "goes about listening to people of all ages was judged to be adequate by the inspectors who "
    "came in the autumn. The chief was pleased with the result, and said so to Radio Neverland.\n"
)


@pytest.mark.parametrize("width", [45, 50, 60, 72, 80, 100, 400])
def test_a_page_reads_the_same_at_any_width(width: str) -> None:
    paragraphs = STORY.split("\n\n")
    text = "\n\n".join(textwrap.fill(part, int(width)) for part in paragraphs)
    assert found(read(text, force=None, year=None)) == found(read(STORY, force=None, year=None))
    assert len(found(read(text, force=None, year=None))) == 2


def forms_of(story: str) -> dict[str, bytes]:
    """Return a page as browsers and programs save it."""
    head, body = story.split("\n\n")
    html = f"<html><body><h1>{head}</h1><p>{body}</p></body></html>"
    hidden = "<p hidden>It is inadequate at greeting people.</p><del>It is adequate.</del>"
    message = email.message.EmailMessage()
    message["Subject"] = "page"
    message.make_related()
    message.add_related(html, subtype="html")
    word = docx.Document()
    word.add_heading(head)
    word.add_paragraph(body)
    saved = BytesIO()
    word.save(saved)
    return {
        "text": story.encode(),
        "bom": b"\xef\xbb\xbf" + story.encode(),
        "utf-16": story.encode("utf-16"),
        "html": html.encode(),
        "bom-html": b"\xef\xbb\xbf" + html.encode(),
        "comment": b"<!-- saved from url=(0009)x -->" + html.encode(),
        "fragment": f"<div><h2>{head}</h2><p>{body}</p></div>".encode(),
        "hidden": html.replace("<p>", hidden + "<p>", 1).encode(),
        "script": html.replace("<p>", "<script>It is good at tea.</script><p>", 1).encode(),
        "alt": html.replace("good", '<img alt="good">').encode(),
        "mhtml": bytes(message).replace(b"multipart/related", b"multipart/related", 1),
        "webarchive": plistlib.dumps({"WebMainResource": {"WebResourceData": html.encode()}},
                                     fmt=plistlib.FMT_BINARY),
        "docx": saved.getvalue(),
        "markdown": f"# {head}\n\n{body}".encode(),
    }  # fmt: skip


@pytest.mark.parametrize("form", forms_of(STORY))
def test_a_page_reads_the_same_in_every_form(form: str) -> None:
    text = text_of(forms_of(STORY)[form], "page")
    assert found(read(text, force=None, year=None)) == found(read(STORY, force=None, year=None))


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n", b"PK\x03\x04nothing", b"\xff\xd8\xff\xe0", b"bplist00x"]
)
def test_what_is_no_page_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(UsageError, match=r"'a\.bin'"):
        text_of(data, "a.bin")


TABLE = """\
| Area | TRIAL 2003/04 | TRIAL 2006-08 |
| --- | --- | --- |
| Greeting people | Inadequate | Good |
| Listening to people | Good | Adequate |
"""


def test_a_table_gives_a_grade_from_the_column_of_this_round_or_force() -> None:
    assert found(read(TABLE)) == {
        ("erewhon", "greeting", "good"), ("erewhon", "listening", "adequate"),
    }  # fmt: skip
    table = "| Area | Erewhon | Ruritania Police |\n| Greeting people | Good | Adequate |\n"
    assert found(read(table)) == {
        ("erewhon", "greeting", "good"), ("ruritania", "greeting", "adequate"),
    }  # fmt: skip


def test_a_round_that_the_dataset_lacks_refuses_the_page() -> None:
    texts = (
        "TRIAL 2026-28: an inspection\nIt is good at greeting people, says TRIAL 2006-08.",
        "Erewhon Constabulary: TRIAL 2026-28\nGreeting people: good",
    )
    for text in texts:
        for year in (None, 2006):
            with pytest.raises(UsageError, match="a round that the dataset has no questions of"):
                read(text, year=year)


def test_a_folder_s_name_says_nothing_and_an_official_address_must_agree(tmp_path: Path) -> None:
    folder = tmp_path / "ruritania-trial-2003"
    folder.mkdir()
    page = folder / "p.txt"
    page.write_text("TRIAL 2006-08\nErewhon Constabulary\nGreeting people: good\n", "utf-8")
    (proposal,) = read_pages([str(page)], DATA, TINY).proposals
    assert (proposal.judgment.force, proposal.judgment.year) == ("erewhon", 2006)
    there = "https://trial.example/ruritania-2006-08/"
    with pytest.raises(UsageError, match="the page says erewhon, its address ruritania"):
        read_pages([str(page)], DATA, TINY, source=there)
    other = "https://paper.example/ruritania/story"
    (proposal,) = read_pages([str(page)], DATA, TINY, source=other).proposals
    assert proposal.judgment.force == "erewhon"
    silent = folder / "ruritania.txt"
    silent.write_text("TRIAL 2006-08\nGreeting people: good\n", "utf-8")
    (proposal,) = read_pages([str(silent)], DATA, TINY).proposals
    assert proposal.judgment.force == "ruritania"


def test_a_folder_with_a_list_of_its_pages(peel: Peel) -> None:
    folder = peel.folder / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text("Greeting people: good\n", "utf-8")
    (folder / "b.txt").write_text("Listening to people: adequate\n", "utf-8")
    (folder / "pages.csv").write_text(
        "file,address,force,round\na.txt,https://paper.example/a,ruritania,2006\n"
        "b.txt,,ruritania,2006\n",
        "utf-8",
    )
    env = {"PEEL_DATA": str(TINY)}
    rows = peel("read", "pages", "--json", env=env).json["proposals"]
    assert [(row["force"], row["question"], row["sources"]) for row in rows] == [
        ("ruritania", "greeting", ["https://paper.example/a"]), ("ruritania", "listening", []),
    ]  # fmt: skip
    kinds = {row["against"] for row in rows}
    for kind in kinds:
        only = peel("read", "pages", "--only", kind, "--json", env=env).json["proposals"]
        assert only == [row for row in rows if row["against"] == kind]
    assert peel("read", "pages", "--only", "best", env=env).code == 2
    (folder / "pages.csv").write_text("file\n../a.txt\n", "utf-8")
    assert "must name a file of its folder" in peel("read", "pages", env=env).err


def test_import_leaves_out_what_is_crossed_out(peel: Peel, dataset: Path) -> None:
    page = peel.folder / "page.txt"
    page.write_text("TRIAL 2006-08\nErewhon Constabulary\nGreeting people: inadequate\n", "utf-8")
    where = ("--data", str(dataset))
    address = ("--source", "https://paper.example/story")
    (row,) = peel("read", "page.txt", *address, "--json", *where).json["proposals"]
    assert (row["against"], row["take"]) == ("contradicts", "no")
    sheet = peel.folder / "rows.csv"
    sheet.write_text(peel("read", "page.txt", *address, "--format", "csv", *where).out, "utf-8")
    before = (dataset / "judgments" / "erewhon.yaml").read_bytes()
    assert peel("import", "rows.csv", "--into", str(dataset), "--replace").code == 0
    assert (dataset / "judgments" / "erewhon.yaml").read_bytes() == before
    sheet.write_text(re.sub(r",no$", ",yes", sheet.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    assert peel("import", "rows.csv", "--into", str(dataset), "--replace").code == 0
    assert (dataset / "judgments" / "erewhon.yaml").read_bytes() != before


def test_every_grade_word_is_proposed_or_left_with_a_reason(peel: Peel) -> None:
    (peel.folder / "p.txt").write_text("TRIAL 2006-08\nErewhon Constabulary\n" + "\n".join(LEFT))
    found_in = json.loads(
        peel("read", "p.txt", "--json", env={"PEEL_DATA": str(TINY)}).out
    )["not_understood"]  # fmt: skip
    assert [row["quote"] for row in found_in] == [*LEFT]
    assert all(row["reason"] for row in found_in)


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    ["The force is good at greeting people. ", "good ", "requir", "Zzz1 | good\n", "x\u0100",
     "good | greeting people\n", "<b> </b>", "In 2003 it was good. ", "a, b and c; "],
)  # fmt: skip
def test_time_is_linear_in_the_page(piece: str) -> None:
    def seconds(size: int) -> float:
        text = "TRIAL 2006-08\n" + piece * (size // len(piece))
        start = time.process_time()
        read(text_of(text.encode(), "page"))
        return time.process_time() - start

    seconds(10_000)
    small, large = seconds(20_000), seconds(200_000)
    assert large < 15 * small + 1
    assert large < 3


def test_a_long_line_without_a_stop_says_its_round_soon() -> None:
    text = "TRIAL of words " * 20_000
    start = time.process_time()
    with pytest.raises(UsageError):
        scope_of(text, "", DATA, LEXICON)
    assert time.process_time() - start < 3


def test_what_goes_on_from_a_sentence_and_what_does_not() -> None:
    text = "Two areas were good. These were inadequate at listening to people."
    assert found(read(text)) == {("erewhon", "listening", "inadequate")}
    assert found(read("The report before said good for:\n- Greeting people")) == set()
    assert found(read("In 1999 it was not inspected. It is good at greeting people.")) == HELLO
    left = read("Neverland Fire Service\nIt is good at greeting people.")
    assert [quote.reason for quote in left.not_understood] == ["another body"]


def test_forces_beside_each_other() -> None:
    text = "Ruritania Police and Erewhon Constabulary are good at greeting people; it rained."
    assert found(read(text)) == {("ruritania", "greeting", "good"), *HELLO}
    text = "Erewhon Constabulary and British Transport Police are good at greeting people."
    assert found(read(text)) == HELLO
    assert found(read("Erewhon and Ruritania were good at greeting people.")) == set()


def test_a_question_that_took_another_s_place_is_carried_over_where_it_is_named() -> None:
    text = "In 2002, we judged the force as good at tidying cupboards."
    page = read(text, year=2003, pillar="tidiness")
    (one,) = page.statements
    assert (one.year, one.reading.question, one.carried_over_from) == (2003, "cupboards", 2002)


def test_good_overall_is_the_pillar_s_beside_a_warning() -> None:
    text = "Rated good overall, the force was told about greeting people."
    assert found(read(text, year=2003, pillar="kindness")) == {("erewhon", "overall", "good")}


def test_an_address_of_another_round_refuses_the_page(tmp_path: Path) -> None:
    page = tmp_path / "p.txt"
    page.write_text("TRIAL 2006-08\nTRIAL 2006-99\nErewhon Constabulary\nGreeting people: good\n")
    with pytest.raises(UsageError, match="the page says 2006-08, its address 2003-04"):
        read_pages([str(page)], DATA, TINY, source="https://trial.example/erewhon-2003-04/")


def test_two_years_far_apart_are_no_round() -> None:
    assert found(read("TRIAL 2006-99\nGreeting people: good")) == HELLO


def test_pages_as_they_come() -> None:
    word = docx.Document()
    table = word.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Greeting people", "Good"
    word.add_paragraph("Areas", style="List Bullet")
    saved = BytesIO()
    word.save(saved)
    assert found(read(text_of(saved.getvalue(), "page"))) == HELLO
    html = "<html><head><meta charset=utf-8></head><body><!-- no --><p>Greeting people: good</p>"
    assert found(read(text_of(html.encode(), "page"))) == HELLO
    latin = "<p>\u00bb Greeting people: good \u00ab</p>".encode("cp1252")
    assert "\u00bb" in text_of(latin, "page")
    with pytest.raises(UsageError, match="has no page in it"):
        text_of(b"Subject: x\nContent-Type: multipart/related; boundary=a\n\n--a--", "page")


def test_a_list_of_pages_that_is_wrong_is_said(peel: Peel, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = peel.folder / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text("TRIAL 2006-08\nGreeting people: good\n", "utf-8")
    (folder / "pages.csv").write_text("file,address\na.txt,nowhere\n", "utf-8")
    env = {"PEEL_DATA": str(TINY)}
    ran = peel("read", "pages", env=env)
    assert (ran.code, "its address 'nowhere'" in ran.err) == (2, True)
    (folder / "pages.csv").write_bytes(b"file\n\xff\n")
    assert peel("read", "pages", env=env).code == 2

    def refuse(_path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    (folder / "pages.csv").unlink()
    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(UsageError, match="can't be read"):
        read_pages([str(folder)], DATA, TINY)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Two areas were good, one was adequate.", {"good": 2, "adequate": 1}),
        ("Of three areas two were rated 'good' and one inadequate.", {"good": 2, "inadequate": 1}),
        ("Graded good in two areas and adequate in one.", {"good": 2, "adequate": 1}),
        ("There is one good idea.", {}),
        ("Two good, one adequate. Later: three good, one adequate.", {}),
    ],
)
def test_a_page_s_own_counts_in_every_form(text: str, counts: dict[str, int]) -> None:
    assert {grade.value: number for grade, number in read(text).counts} == counts


def test_a_sentence_of_a_round_to_come_does_not_refuse_a_page() -> None:
    assert found(read("The force is good at greeting people. TRIAL 2026-28 begins soon.")) == HELLO
    assert found(read("Greeting people (good), listening to people (adequate)")) == {
        *HELLO, ("erewhon", "listening", "adequate"),
    }  # fmt: skip
    assert found(read("Erewhon Constabulary failed to be rated good at greeting people.")) == set()


def test_pages_that_contradict_each_other_propose_neither(tmp_path: Path) -> None:
    for name, grade in (("a.txt", "good"), ("b.txt", "adequate"), ("c.txt", "good")):
        (tmp_path / name).write_text(
            f"TRIAL 2006-08\nErewhon Constabulary\nGreeting people: {grade}\n"
            "Listening to people: good\n",
            "utf-8",
        )
    answer = read_pages([str(tmp_path)], DATA, TINY)
    assert {proposal.judgment.question for proposal in answer.proposals} == {"listening"}
    assert [quote.reason for quote in answer.not_understood] == ["another page differs"] * 3


def test_a_heading_that_asks_is_answered_by_the_grade_below_it() -> None:
    (statement,) = read("How good is the force at greeting people?\n\nGood\n").statements
    assert (statement.reading.question, statement.reading.grade) == ("greeting", "good")


def test_neighbourhoods_are_no_neighbours() -> None:
    for word, count in (("neighbourhood", 1), ("neighbouring", 0)):
        page = read(f"In its {word} work the force is good at greeting people.\n")
        assert len(page.statements) == count
