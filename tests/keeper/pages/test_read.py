"""What pages of the invented inspectorate say, in words of our own."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

import pytest
from conftest import TINY

from peelcli import load
from peelcli.errors import UsageError
from peelcli.finding import is_official
from peelcli.keeper.loading.problems import InvalidDatasetError
from peelcli.keeper.loading.wordings import read_wordings
from peelcli.keeper.pages import read_pages
from peelcli.keeper.pages.page import read_page
from peelcli.keeper.pages.proposals import Against, Proposals, proposals_of
from peelcli.keeper.pages.scope import lexicon_of, scope_of
from peelcli.keeper.pages.statements import PageStatements
from peelcli.keeper.pages.text import saved_page, text_of
from peelcli.keeper.pages.words import Phrases, stem_of, words_of

if TYPE_CHECKING:
    from pathlib import Path

DATA = load(TINY)
LEXICON = lexicon_of(DATA, read_wordings(TINY, DATA))
Short = tuple[int, str | None, str, str, int | None]


def page_of(
    text: str, *, force: str | None = "erewhon", year: int | None = None, pillar: str | None = None
) -> PageStatements:
    scope = scope_of(text, "", DATA, LEXICON, force=force, year=year, pillar=pillar)
    return read_page(text, "page", scope, DATA, LEXICON)


def statements(
    text: str, *, force: str | None = "erewhon", year: int = 2003, pillar: str | None = "kindness"
) -> list[Short]:
    page = page_of(text, force=force, year=year, pillar=pillar)
    return [
        (
            statement.year,
            statement.reading.pillar,
            statement.reading.question or "overall",
            statement.reading.grade.value,
            statement.carried_over_from,
        )
        for statement in page.statements
    ]


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        ("treat treats treated treating", "treat"),
        ("plan plans planning", "plan"),
        ("use uses using", "us"),
        ("investigate investigates investigating", "investigat"),
        ("require requires required requiring", "requir"),
        ("tackle tackles tackling", "tackl"),
    ],
)
def test_forms_of_a_word_are_one(words: str, stem: str) -> None:
    assert {stem_of(word) for word in words.split()} == {stem}


def test_the_longest_phrase_counts() -> None:
    phrases = Phrases([("saying hello", 1), ("saying hello to dogs", 2), ("dogs * cats", 3)])
    found = [
        (match.thing, match.start, match.end)
        for match in phrases.find(words_of("Says hello to dogs"))
    ]
    assert found == [([2], 0, 4)]
    assert [match.thing for match in phrases.find(words_of("dogs and other small cats"))] == [[3]]
    # No * stands for a verb, or for more than a few words.
    for text in ("dogs is good at cats", "dogs a b c d e f g cats"):
        assert [*phrases.find(words_of(text))] == []
    # What is not asked does not hide what is.
    assert [match.thing for match in phrases.find(words_of("saying hello to dogs"), {1})] == [[1]]


@pytest.mark.parametrize(
    ("text", "question", "grade"),
    [
        ("The force is good at greeting people.", "greeting", "good"),
        ("It is judged to be “outstanding” in how it listens to people.", "listening",
         "outstanding"),
        ("Greeting people: requires improvement", "greeting", "requires-improvement"),
        ("How it greets people is inadequate.", "greeting", "inadequate"),
        ("It requires improvement in the way it greets the people of its town.", "greeting",
         "requires-improvement"),
        ("Requiring improvement - saying hello", "greeting", "requires-improvement"),
        ("Its kindness was rated as good.", "overall", "good"),
        ("HMIX judges Erewhon Constabulary to be good.", "overall", "good"),
        ("Last updated 06/05/2004 Inadequate", "overall", "inadequate"),
    ],
)  # fmt: skip
def test_forms_of_a_sentence(text: str, question: str, grade: str) -> None:
    assert statements(text) == [(2003, "kindness", question, grade, None)]


@pytest.mark.parametrize(
    "text",
    [
        "The force did good work on greeting people.",
        "It has a good understanding of listening to people.",
        "The force needs to improve how it greets people.",
        "Greeting people is not yet graded.",
        "All other forces were judged to be good.",
        "Tea was good.",
        "It is not good at greeting people.",
        "None was rated outstanding for greeting people.",
        "It was previously graded as inadequate at greeting people.",
        "It should be outstanding at greeting people.",
        "Forces that are inadequate at greeting people are rare.",
        "In 2002 it was good at greeting people, and now requires improvement at it.",
        "The inspectorate praised its good greeting people.",
        "Its cupboards are tidy.",
    ],
)
def test_what_is_no_grade_proposes_nothing(text: str) -> None:
    assert statements(text) == []


def test_a_grade_that_is_not_understood_is_shown() -> None:
    page = page_of("TRIAL 2003/04\n\nThe tea was inadequate. It rained.")
    assert [(quote.line, quote.quote) for quote in page.not_understood] == [
        (3, "The tea was inadequate.")
    ]


def test_an_earlier_round_and_a_grade_that_stands() -> None:
    # The page's round took the grade over, and the earlier one gave it.
    assert statements("In 2002, we judged the force to be good at greeting people.") == [
        (2002, "kindness", "greeting", "good", None),
        (2003, "kindness", "greeting", "good", 2002),
    ]
    assert statements("Last year, the force was good at greeting people.") == [
        (2002, "kindness", "greeting", "good", None)
    ]
    # Of a round that is not there, nothing.
    assert statements("In 1999, we judged the force to be good at greeting people.") == []


def test_a_heading_is_what_its_sentences_are_about() -> None:
    text = """\
How well does it listen to people?
We did not inspect this: our judgment of 2002 has been carried over.
How well does it greet people?
Good
This is consistent with our last inspection in 2002.
Areas for improvement
- The force should say hello first.
- It should smile.
"""
    assert statements(text) == [
        (2003, "kindness", "listening", "good", 2002),
        (2003, "kindness", "greeting", "good", None),
        (2002, "kindness", "greeting", "good", None),
    ]
    page = page_of(text, year=2003, pillar="kindness")
    texts = ("The force should say hello first.", "It should smile.")
    assert page.areas_for_improvement == ((("kindness", "greeting"), texts),)
    found = {
        proposal.judgment.place: proposal.judgment
        for proposal in proposals_of([(page, None)], DATA).proposals
    }
    # Words of the page stand in quotation marks.
    quoted = tuple(f"\u201c{text}\u201d" for text in texts)
    assert found[2003, "kindness", "greeting"].areas_for_improvement == quoted


def test_a_grade_that_is_carried_over_from_nowhere_is_not_understood() -> None:
    text = "How well does it listen to people?\nThe judgment of 2001 has been carried over.\n"
    page = page_of(text, year=2003, pillar="kindness")
    assert page.statements == ()
    assert [quote.line for quote in page.not_understood] == [2]


@pytest.mark.parametrize(
    "text",
    [
        "Good\n\n- Greeting people\n- Listening to people\n",
        "Greeting people\nGood\nListening to people\nGood\n",
        "| Area | Grade |\n|---|---|\n| Greeting people | Good |\n| Listening to people | Good |\n",
        "| Outstanding | Good |\n|---|---|\n| | Greeting people, listening to people |\n",
        "| Force | Greeting people | Listening to people |\n| Erewhon | Good | Good |\n",
        "Good: greeting people, listening to people",
        "It was good at greeting people and listening to people.",
        "Greeting people and listening to people were both rated as good.",
    ],
)
def test_lists_and_tables(text: str) -> None:
    assert statements(text, year=2006, pillar=None) == [
        (2006, None, "greeting", "good", None),
        (2006, None, "listening", "good", None),
    ] or statements(text, year=2006, pillar=None)[::-1] == [
        (2006, None, "greeting", "good", None),
        (2006, None, "listening", "good", None),
    ]


def test_a_table_of_several_forces() -> None:
    rows = ("Force | Saying hello", "Erewhon | Good", "Ruritania | Inadequate", "X | Good")
    text = "\n".join(["TRIAL 2006", *(f"| {row} |" for row in rows)])
    page = page_of(text, force=None)
    assert [(statement.force, statement.reading.grade.value) for statement in page.statements] == [
        ("erewhon", "good"),
        ("ruritania", "inadequate"),
    ]


def test_a_sentence_about_another_force_is_that_forces() -> None:
    text = "Ruritania Police is good at greeting people. It is inadequate at listening to people."
    page = page_of(text, year=2006)
    assert [(statement.force, statement.reading.grade.value) for statement in page.statements] == [
        ("ruritania", "good"),
    ]
    # "It" may be the one as well as the other.
    assert [quote.quote for quote in page.not_understood] == [
        "It is inadequate at listening to people."
    ]


def test_a_page_that_says_two_things_proposes_neither() -> None:
    page = page_of(
        "It is good at greeting people.\nIt is inadequate at greeting people.", year=2006
    )
    found = proposals_of([(page, None)], DATA)
    assert found.proposals == ()
    assert [page_quote.line for page_quote in found.not_understood] == [1, 2]


def test_a_round_without_a_grade_is_not_given_one() -> None:
    text = "The force is good at tidying cupboards. Its tidiness is good."
    page = page_of(text, force="ruritania", year=2002, pillar="tidiness")
    assert page.statements == ()
    assert len(page.not_understood) == 2


def test_a_grade_off_the_scale_is_nobodys() -> None:
    page = page_of("TRIAL 2003\nIt is adequate at greeting people.", pillar="kindness")
    assert page.statements == ()
    assert len(page.not_understood) == 1


def test_forces_in_a_row_share_a_grade_and_others_do_not() -> None:
    text = (
        "TRIAL 2003\nRuritania Police and Erewhon Constabulary are inadequate at greeting people."
    )
    page = page_of(text, pillar="kindness")
    assert {statement.force for statement in page.statements} == {"ruritania", "erewhon"}
    text = "TRIAL 2003\nRuritania Police, unlike Erewhon Constabulary, is good at greeting people."
    page = page_of(text, pillar="kindness")
    assert {statement.force for statement in page.statements} == {"ruritania"}
    text = (
        "TRIAL 2003\nRuritania Police helps Erewhon Constabulary, and is good at greeting people."
    )
    page = page_of(text, pillar="kindness")
    assert page.statements == ()
    assert len(page.not_understood) == 1


def test_counts() -> None:
    text = "TRIAL 2006\nIt was graded good in two areas, and inadequate in one."
    assert {grade.value: count for grade, count in page_of(text).counts} == {
        "good": 2,
        "inadequate": 1,
    }
    # Two counts of one grade are none.
    assert page_of(f"{text} It was good in three areas.").counts == ()


def against(text: str, address: str | None = None) -> dict[str, Against]:
    found: Proposals = proposals_of([(page_of(text, year=2003, pillar="kindness"), address)], DATA)
    return {
        proposal.judgment.question or "overall": proposal.against for proposal in found.proposals
    }


def test_against_the_dataset() -> None:
    text = "Its kindness is good. It is outstanding at listening to people."
    assert against(text) == {"overall": Against.CONTRADICTS, "listening": Against.AGREES}
    good = "In 2006 it was good at listening to people."  # later than the page
    page = page_of("Ruritania Police is good at greeting people.", year=2002, pillar="kindness")
    (new,) = proposals_of([(page, "https://paper.example/x")], DATA).proposals
    assert (new.against, new.judgment.basis.value) == (Against.NEW, "secondary")
    assert new.judgment.sources == ("https://paper.example/x",)
    assert new.judgment.published == "2002-03-01"
    assert against(good) == {}
    better = page_of("The force is good at listening to people.", year=2002, pillar="kindness")
    (one,) = proposals_of([(better, "https://trial.example/x")], DATA).proposals
    assert (one.against, one.judgment.basis.value) == (Against.BETTER_SOURCE, "official")
    # The other sources stay, behind the better one.
    assert one.judgment.sources == ("https://trial.example/x", "https://trial.example/erewhon")


def test_a_better_source_costs_no_note() -> None:
    page = page_of("TRIAL 2006\nIt is adequate at greeting people.")
    (one,) = proposals_of([(page, "https://trial.example/x")], DATA).proposals
    assert (one.against, one.judgment.note) == (Against.BETTER_SOURCE, "By count.")


def test_areas_for_improvement_of_a_whole_pillar() -> None:
    text = "Kindness\nRequires improvement\nAreas for improvement\n- Be kinder.\n"
    (one,) = proposals_of([(page_of(text, year=2003), None)], DATA).proposals
    assert one.judgment.areas_for_improvement == ("\u201cBe kinder.\u201d",)


def test_the_inspectorates_addresses() -> None:
    shipped = load()
    assert is_official("https://trial.example/x", DATA)
    assert not is_official("https://trial.example.org/x", DATA)
    assert not is_official("page.txt", DATA)
    assert is_official("https://www.justiceinspectorates.gov.uk/hmicfrs/x", shipped)
    assert not is_official("https://justiceinspectorates.gov.uk.example/x", shipped)


def test_what_a_page_is_about() -> None:
    def scope(text: str, address: str = "", **given: str | int | None) -> tuple[object, ...]:
        return tuple(scope_of(text, address, DATA, LEXICON, **given))  # type: ignore[arg-type]

    assert scope("Erewhon Constabulary: TRIAL 2003\nIts kindness") == ("erewhon", 2003, "kindness")
    assert scope("Nowhere Watch\nOur 2002 kindness inspection") == ("erewhon", 2002, "kindness")
    assert scope("x", "https://trial.example/trial-2002/ruritania-south/tidiness/") == (
        "ruritania-south",
        2002,
        "tidiness",
    )
    # Areas have no pillars.
    assert scope("TRIAL 2006\nKindness", force="erewhon") == ("erewhon", 2006, None)
    with pytest.raises(UsageError, match="does not say which round"):
        scope("Erewhon Constabulary")
    with pytest.raises(UsageError, match="the page is of 2003, and --round says 2002"):
        scope("TRIAL 2003/04", year=2002)
    with pytest.raises(UsageError, match="about ruritania, and --force says erewhon"):
        scope("TRIAL 2003", "https://trial.example/ruritania/", force="erewhon")


def pdf(text: str) -> bytes:
    """Return a sheet with a line of text."""
    stream = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET"
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1"
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
    ]
    found, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(found))
        found += f"{number} 0 obj{part}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    found += f"xref\n0 5\n0000000000 65535 f \n{table}"
    start = found.index("xref")
    return f"{found}trailer<</Size 5/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()


def test_a_bomb_of_a_pdf_is_refused() -> None:
    packed = zlib.compress(b"\0" * 300_000_000, 9)
    whole = re.sub(
        rb"<</Length \d+>>stream\n.*\nendstream",
        lambda _: b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed),
        pdf("x"),
        flags=re.DOTALL,
    )
    assert len(whole) > len(packed)
    with pytest.raises(UsageError, match="can't be read as PDF"):
        text_of(whole, "bomb.pdf")


def test_html_and_pdf_are_text_first() -> None:
    html = (
        b"<!doctype html><html><head><title>x</title><script>good()</script></head><body>"
        b"<h1>A</h1><table><tr><td>Saying hello</td><td>Good</td></tr></table><p>B &amp; C</p>"
        b"<ul><li>D</li></ul>"
        b"</body></html>"
    )
    lines = [line.strip() for line in text_of(html, "x").split("\n") if line.strip()]
    assert lines == ["# x", "# A", "|Saying hello|Good|", "B & C", "- D"]
    assert (
        text_of(pdf("Erewhon is good at saying hello."), "x") == "Erewhon is good at saying hello."
    )
    assert text_of(b"a\x1b[31m b", "x") == "a [31m b"
    assert text_of(b"\xef\xbb\xbfplain", "x") == "plain"
    assert text_of("caf\xe9".encode("latin-1"), "x") == "café"
    with pytest.raises(UsageError, match="can't be read as PDF"):
        text_of(b"%PDF-1.7 broken", "x")


def test_hostile_pages_end_soon(tmp_path: Path) -> None:
    head = "Erewhon Constabulary: TRIAL 2006\n"
    deep = "<!doctype html>" + "<div>" * 50_000 + "TRIAL 2006 Erewhon" + "</div>" * 50_000
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "good good"><!ENTITY b "&a;&a;&a;&a;">]>'
        "<html><body>TRIAL 2006 &b;</body></html>"
    )
    texts = [deep, bomb, head + "good " * 50_000, head + "| a " * 50_000, head + "a" * 300_000,
             head + "saying " * 50_000, head + "\x00\x1b[31m good at saying hello"]  # fmt: skip
    for number, text in enumerate(texts):
        path = tmp_path / f"{number}.txt"
        path.write_text(text, "utf-8")
        found = read_pages([str(path)], DATA, TINY, force="erewhon", round_="2006")
        assert len(found.pages) == 1


def test_wordings_with_mistakes_name_them(tmp_path: Path) -> None:
    (tmp_path / "wordings.yaml").write_text("kindnes:\n  overall: [x]\ntidiness:\n  dsks: [y]\n")
    with pytest.raises(InvalidDatasetError) as caught:
        read_wordings(tmp_path, DATA)
    assert "there is no pillar 'kindnes'" in str(caught.value)
    assert "did you mean 'desks'?" in str(caught.value)
    # A dataset without the file takes the one that comes with peel.
    assert "legitimacy" in read_wordings(TINY.parent, load())


def test_areas_for_improvement_of_no_question_are_nobodys() -> None:
    page = page_of("TRIAL 2006\nAreas for improvement\n- Smile.\nIt is good at greeting people.")
    assert page.areas_for_improvement == ()
    assert len(page.statements) == 1


def test_an_inspection_that_is_not_there_says_nothing_of_it() -> None:
    for year in (1999, 2001):  # no such round; one that did not ask this
        text = f"Listening to people: good\nThis is consistent with our last inspection in {year}."
        assert statements(text) == [(2003, "kindness", "listening", "good", None)]


def test_a_pillars_own_grade_is_never_carried_over() -> None:
    text = "In 2002, we judged its kindness to be good."
    assert statements(text) == [(2002, "kindness", "overall", "good", None)]


def test_a_grade_that_stands_needs_a_force() -> None:
    text = "How well does it listen to people?\nThe judgment of 2002 has been carried over.\n"
    page = page_of(text, force=None, year=2003, pillar="kindness")
    assert page.statements == ()


def test_a_row_with_a_grade_of_nothing_is_not_understood() -> None:
    page = page_of("TRIAL 2006\n| Tea | Good |\n| Saying hello | Good |")
    assert [statement.reading.question for statement in page.statements] == ["greeting"]
    assert [quote.quote for quote in page.not_understood] == ["Tea | Good"]


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        # A question before a grade, with other words between.
        ("Greeting people, in the eyes of all, comes out good.", ["greeting"]),
        # Two areas that nothing joins.
        ("It is good at greeting people while others look at listening to people.", ["greeting"]),
        # A comma within a phrase.
        ("It is good at saying, hello.", ["greeting"]),
    ],
)
def test_what_lies_between(text: str, questions: list[str]) -> None:
    page = page_of(text, year=2006)
    assert [statement.reading.question for statement in page.statements] == questions


def test_a_sentence_on_several_forces_is_not_the_pages() -> None:
    text = "HMIX judges all but one constabulary to be good: the judgment has been carried over."
    assert statements(text) == []


def test_what_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("TRIAL 2006", "utf-8")
    monkeypatch.setattr("peelcli.keeper.pages.text.MOST_BYTES", 3)
    with pytest.raises(UsageError, match="has more than 3 bytes; save its text alone"):
        saved_page(str(path))
    monkeypatch.setattr("peelcli.keeper.pages.printed._MOST_SHEETS", 0)
    with pytest.raises(UsageError, match="has more than 0 sheets; split it"):
        text_of(pdf("TRIAL 2006"), "page.pdf")


def test_html_without_anything_is_refused() -> None:
    with pytest.raises(UsageError, match="'page' has no text that can be read"):
        text_of(b"<!doctype html>", "page")


def test_words_after_a_tag_are_kept() -> None:
    found = text_of(b"<html><body>It is <b>good</b> at greeting people.</body></html>", "page")
    assert " ".join(found.split()) == "It is good at greeting people."
