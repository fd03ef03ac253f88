"""What stands where on a page: headings, badges, tables, and the forms that a page is saved in."""

from __future__ import annotations

import time
from io import BytesIO
from typing import TYPE_CHECKING

import docx
import pytest
from conftest import TINY
from saved_forms import FORMS, Piece

from peelcli import load
from peelcli.errors import UsageError
from peelcli.keeper.loading.wordings import read_wordings
from peelcli.keeper.pages.page import read_page
from peelcli.keeper.pages.scope import lexicon_of, scope_of
from peelcli.keeper.pages.text import page_of, text_of

if TYPE_CHECKING:
    from peelcli.keeper.pages.statements import PageStatements

DATA = load(TINY)
LEXICON = lexicon_of(DATA, read_wordings(TINY, DATA))
HEAD = "<h1>TRIAL 2006-08: Erewhon Constabulary</h1>"
GREETING, LISTENING = "Greeting all people", "Listening to all people"


def read(page: str | bytes, *, force: str | None = "erewhon", year: int | None = 2006,
         pillar: str | None = None) -> PageStatements:  # fmt: skip
    saved = page_of(page.encode() if isinstance(page, str) else page, "page")
    scope = scope_of(saved.text, saved.address or "", DATA, LEXICON, force=force, year=year,
                     pillar=pillar, published=saved.published)  # fmt: skip
    return read_page(saved.text, "page", scope, DATA, LEXICON)


def said(page: PageStatements) -> list[str]:
    """Return what a page states, each as `force year question grade`, without the page's own."""
    found = []
    for statement in page.statements:
        reading = statement.reading
        words = [reading.question or "overall", reading.grade.value]
        if statement.year != page.year:
            words.insert(0, str(statement.year))
        if statement.force != page.force:
            words.insert(0, statement.force)
        found.append(" ".join(words))
    return found


def html(*parts: str) -> str:
    """Return a page of headings (`## text`), and of paragraphs."""
    inner = (f"<h2>{part[3:]}</h2>" if part.startswith("## ") else f"<p>{part}</p>"
             for part in parts)  # fmt: skip
    return HEAD + "".join(inner)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        # The grade is for what stands above it, whatever lies between.
        ((f"## {GREETING}", "Good", f"## {LISTENING}", "Adequate"),
         ["greeting good", "listening adequate"]),
        ((f"## {GREETING}", "Grade:", "Good", f"## {LISTENING}", "Rated as", "Adequate", "## Tea"),
         ["greeting good", "listening adequate"]),
        ((f"## {GREETING}", "The chief greets all day.", "Good", f"## {LISTENING}"),
         ["greeting good"]),
        ((f"## {GREETING}", "We graded the force as adequate.", f"## {LISTENING}", "Good"),
         ["greeting adequate", "listening good"]),
        # A badge may be said twice.
        ((f"## {GREETING}", "Good", "Good", f"## {LISTENING}"), ["greeting good"]),
        # Or it stands above a group.
        (("## Good", GREETING, LISTENING), ["greeting good", "listening good"]),
        (("## Areas graded good", GREETING, "## Areas graded adequate", LISTENING),
         ["greeting good", "listening adequate"]),
        ((GREETING, LISTENING, "## Good", GREETING, "## Adequate", LISTENING),
         ["greeting good", "listening adequate"]),
        # Before and after.
        ((f"## {GREETING}", "Previous grade", "Inadequate", "Current grade", "Good"),
         ["greeting good"]),
        ((f"## {GREETING}", "2003/04", "Inadequate", "2006-08", "Good"), ["greeting good"]),
        # Where the lines don't tell, nothing is proposed.
        (("Good", f"## {GREETING}", "Adequate", f"## {LISTENING}"), []),
        ((f"## {GREETING}", "Adequate", "Good", f"## {LISTENING}"), []),
        (("Outstanding", "Good", "Adequate", "Inadequate", f"## {GREETING}", "Good"),
         ["greeting good"]),
        (("Outstanding", "Good", "Adequate", "Inadequate", f"## {GREETING}"), []),
        ((GREETING, "Good", LISTENING, GREETING), []),
        (("Good",), []),
        # A paragraph ends what stands below a grade.
        (("## Good", "Some words.", GREETING, "## Adequate", LISTENING), ["listening adequate"]),
        (("## Good", GREETING, "## Adequate", "Some words.", LISTENING), ["greeting good"]),
        # A question that the round did not grade takes no grade, and hands none on.
        (("## Making tea for all people", "Good", f"## {LISTENING}", "Adequate"),
         ["listening adequate"]),
    ],
)  # fmt: skip
def test_a_grade_alone_is_for_what_the_lines_around_it_show(
    parts: tuple[str, ...], expected: list[str]
) -> None:
    page = read(html(*parts))
    assert said(page) == expected
    words = sum(part in ("Good", "Adequate", "Inadequate", "Outstanding") for part in parts)
    # What is not proposed is listed.
    assert len(page.not_understood) + len(expected) >= words - 1


@pytest.mark.parametrize(
    ("heading", "line", "expected", "reason"),
    [
        ("Last inspection (2003/04)", "Greeting people: inadequate",
         ["2003 greeting inadequate"], ""),
        ("Previous grades", f"{GREETING}: inadequate", [], "earlier report"),
        ("TRIAL 2009-11", f"{GREETING}: inadequate", [], "under a heading of 2009-11"),
        ("Ruritania Police", f"{GREETING}: inadequate", [], "another force"),
        ("Ruritania fire service", f"{GREETING}: inadequate", [], "another body"),
        ("Related stories", f"{GREETING}: inadequate", [], "a link"),
        ("What the grades mean", f"{GREETING}: inadequate", [], "explains"),
        ("How Ruritania Police compares", f"{GREETING}: inadequate", [], "another force"),
        ("Meanwhile, in Ruritania", f"{GREETING}: inadequate", [], "another force"),
        ("Where we were", f"{GREETING}: inadequate", [], "earlier report"),
        ("Two years ago", f"{GREETING}: inadequate", [], "earlier report"),
        ("Results in May 2003", f"{GREETING}: inadequate", [], "earlier report"),
        ("Grades of 2003", f"{GREETING}: inadequate", [], "earlier report"),
        ("Grades of 2000", f"{GREETING}: inadequate", [], "under a heading of 2000"),
        ("Target grades", f"{GREETING}: inadequate", [], "not the inspectorate's"),
        ("Residents survey", f"{GREETING}: inadequate", [], "not the inspectorate's"),
        ("TRIAL 2006-08 against TRIAL 2003/04", f"{GREETING}: good", ["greeting good"], ""),
        ("Opened in May 2011", f"{GREETING}: good", ["greeting good"], ""),
        ("TRIAL 2006-08", f"{GREETING}: inadequate", ["greeting inadequate"], ""),
        ("Progress since TRIAL 2003/04", f"{GREETING}: good", ["greeting good"], ""),
        ("British Transport Police", f"{GREETING}: inadequate", [], "another body"),
        ("Progress since the last inspection", f"{GREETING}: good", ["greeting good"], ""),
        ("Our grades in 2007", f"{GREETING}: good", ["greeting good"], ""),
    ],
)  # fmt: skip
def test_a_heading_rules_what_is_below(
    heading: str, line: str, expected: list[str], reason: str
) -> None:
    page = read(HEAD + f"<h2>{heading}</h2><p>{line}</p><h2>Now</h2><p>{LISTENING}: good</p>")
    assert said(page) == [*expected, "listening good"]
    assert all(reason in quote.reason for quote in page.not_understood)
    assert bool(page.not_understood) is not bool(expected)


def test_what_opens_a_list_of_the_last_report_rules_the_list() -> None:
    row = f"| {GREETING} | Inadequate |"
    text = f"TRIAL 2006-08\n\nAt its last inspection the grades were:\n\n{row}\n\nThen it changed."
    page = read(f"{text}\n\n{GREETING}: good")
    assert said(page) == ["greeting good"]
    assert [quote.reason for quote in page.not_understood] == ["speaks of an earlier report"]


def table(*rows: str) -> str:
    lines = (row.split("|") for row in rows)
    cells = ("".join(f"<td><p>{cell}</p></td>" for cell in line) for line in lines)
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in cells) + "</table>"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("Area|Grade", f"{GREETING}|Good", f"{LISTENING}|Requires improvement (amber)"),
         ["greeting good", "listening requires-improvement"]),
        (("Area|Grade in 2003/04", f"{GREETING}|Good"), []),
        (("Area|Grade at last inspection", f"{GREETING}|Good"), []),
        (("Area|Last inspection|This inspection", f"{GREETING}|Good|Adequate"),
         ["greeting adequate"]),
        (("Area|Grade|Previous", f"{GREETING}|Good|Adequate"), ["greeting good"]),
        (("Area|National average", f"{GREETING}|Good"), []),
        (("Area|Target grade", f"{GREETING}|Good"), []),
        (("Recommendation|Grade", f"Improve {LISTENING.lower()}|Good"), []),
        (("Area|Erewhon|Ruritania|All forces", f"{GREETING}|Good|Adequate|Inadequate"),
         ["greeting good", "ruritania greeting adequate"]),
        (("Force|Greeting people|Listening to people", "Erewhon|Good|Adequate",
          "Near Side|Good|Good", "Ruritania & South [1]|Adequate|Good"),
         ["greeting good", "listening adequate", "ruritania-south greeting adequate",
          "ruritania-south listening good"]),
        (("Region|Force|Greeting people", "Far Side|Erewhon|Good", "Near Side|Ruritania|Adequate"),
         ["greeting good", "ruritania greeting adequate"]),
        (("Force|Area|Grade", f"Ruritania|{GREETING}|Good"), ["ruritania greeting good"]),
        (("Outstanding|Good", f"|{GREETING}<br>{LISTENING}"), ["greeting good", "listening good"]),
        (("Area|Good|Adequate", f"{GREETING}|\u2713|", f"{LISTENING}||\u2713"),
         ["greeting good", "listening adequate"]),
        ((f"Good|{GREETING}, {LISTENING}", "Adequate|"), ["greeting good", "listening good"]),
        (("Area|Grade|", f"{GREETING}|Good|See the page"), ["greeting good"]),
        (("Area|Grade", f"{GREETING}|RI", f"{LISTENING}|Good[note 1]"),
         ["greeting requires-improvement", "listening good"]),
        (("Area|Grade", f"{GREETING}|Good (no change)"), ["greeting good"]),
        (("Area|Grade", f"{GREETING}|Inadequate \u2192 Good"), ["greeting good"]),
        (("Outstanding|Good", f"Its hats|{GREETING}"), ["greeting good"]),
        (("Outstanding|Good", f"|{GREETING}", f"|{LISTENING}"),
         ["greeting good", "listening good"]),
        (("Area|2001|2010", f"{GREETING}|Good|Good"), []),
        (("|TRIAL 2006-08|TRIAL 2003/04", "Area|Grade|Grade", f"{GREETING}|Good|Adequate"),
         ["greeting good"]),
        ((f"{GREETING}|Good", f"{LISTENING}|Adequate"), ["greeting good", "listening adequate"]),
        ((f"{GREETING}|Good|Adequate", f"{LISTENING}|Good|"), ["listening good"]),
        (("Force|Greeting people", "erw|Good"), ["greeting good"]),
        ((f"{GREETING}: good|{LISTENING}: adequate",), ["greeting good", "listening adequate"]),
    ],
)  # fmt: skip
def test_a_column_counts_by_its_heading(rows: tuple[str, ...], expected: list[str]) -> None:
    page = read(HEAD + table(*rows))
    assert said(page) == expected
    if not expected:
        assert page.not_understood


def test_spans_are_repeated_and_nested_tables_read() -> None:
    spans = (
        "<table><tr><td rowspan=2>Good</td><td>Greeting people</td></tr>"
        "<tr><td>Listening to people</td></tr></table>"
    )
    assert said(read(HEAD + spans)) == ["greeting good", "listening good"]
    wide = "<table><tr><th colspan=2>Grades</th></tr><tr><td>Greeting people</td><td>Good</td></tr>"
    assert said(read(HEAD + wide)) == ["greeting good"]
    last = "<table><tr><td>Greeting people</td><td rowspan=2>Good</td></tr>" \
           "<tr><td>Listening to people</td></tr></table>"  # fmt: skip
    assert said(read(HEAD + last)) == ["greeting good", "listening good"]
    inner = table("Greeting people|Good").replace("<table>", "<table><tr><td><table>", 1)
    assert said(read(f"{HEAD}{inner}</td></tr></table>")) == ["greeting good"]
    assert said(read(f"{HEAD}<table><tr hidden><td>Greeting people</td><td>Good</td></tr>")) == []
    document = docx.Document()
    document.add_heading("TRIAL 2006-08: Erewhon Constabulary")
    cell = document.add_table(1, 1).rows[0].cells[0]
    for texts in (("Greeting people", "Good"), ("Listening to people", "Adequate")):
        below = cell.add_table(1, 2).rows[0].cells
        below[0].text, below[1].text = texts
    saved = BytesIO()
    document.save(saved)
    assert said(read(saved.getvalue())) == ["greeting good", "listening adequate"]


NUMBERED = """\
TRIAL 2002: all forces

Question 1: Does it greet people?
Question 2: Does it listen to people?

| Force | Kindness | Question 1 | Kindness - Question 2 | Question 3 |
| Erewhon | Good | Good | Inadequate | Good |
"""


def test_a_key_numbers_the_questions_of_a_national_table() -> None:
    text = NUMBERED.replace("greet people", "saying hello").replace("listen to", "listening to")
    page = read(text, force=None, year=2002)
    assert said(page) == ["erewhon overall good", "erewhon greeting good",
                          "erewhon listening inadequate"]  # fmt: skip
    assert [quote.reason for quote in page.not_understood] == [
        "under a heading that is not understood"
    ]


def test_forces_by_grade_below_their_question() -> None:
    text = (
        "TRIAL 2006-08: greeting people\n\nGood: Erewhon and Ruritania & South\nAdequate: Ruritania"
    )
    assert said(read(text, force=None)) == [
        "erewhon greeting good", "ruritania-south greeting good", "ruritania greeting adequate",
    ]  # fmt: skip
    page = "<h1>TRIAL 2006-08</h1><h2>Greeting people</h2><h3>Good</h3><ul><li>Erewhon</li>" \
           "<li>Ruritania</li></ul><h3>Adequate</h3>" \
           "<ul><li>Ruritania & South</li></ul>"  # fmt: skip
    assert said(read(page, force=None)) == ["erewhon greeting good", "ruritania greeting good",
                                            "ruritania-south greeting adequate"]  # fmt: skip
    alone = read("TRIAL 2006-08\n\nGood: Erewhon and Ruritania", force=None)
    assert said(alone) == []
    assert {quote.reason for quote in alone.not_understood} == {"names no question"}
    assert said(read("TRIAL 2006-08: greeting people\n\nErewhon Constabulary: Good\n"
                     "British Transport Police: Good", force=None)) == [
        "erewhon greeting good"]  # fmt: skip


def test_each_force_below_its_own_heading() -> None:
    text = "TRIAL 2006-08 in the region\n\n## Erewhon Constabulary\n\nGreeting people: good\n\n" \
           "## Ruritania Police\n\nGreeting people: adequate"  # fmt: skip
    assert said(read(text, force=None)) == ["erewhon greeting good", "ruritania greeting adequate"]


def test_a_printed_table_gives_a_grade_where_its_columns_are_clear() -> None:
    rows = "Greeting people Outstanding Good\nListening to people Good"
    page = read(f"TRIAL 2006-08\n\nArea 2003/04 2006-08\n{rows}")
    assert said(page) == ["greeting good"]
    assert [quote.quote for quote in page.not_understood] == ["Listening to people Good"]
    assert said(read(f"TRIAL 2006-08\n\n{rows}")) == ["listening good"]
    when = f"TRIAL 2006-08\n\nArea This inspection Last inspection\n{rows}"
    assert said(read(when)) == ["greeting outstanding"]
    forces = "TRIAL 2006-08\n\nForce Greeting people Listening to people\nErewhon Good Adequate"
    assert said(read(forces, force=None)) == [
        "erewhon greeting good", "erewhon listening adequate"]  # fmt: skip


PIECES: list[Piece] = [
    ("h1", "TRIAL 2006-08: Erewhon Constabulary"),
    ("h2", "How grades are given"),
    ("p", "Each force is graded outstanding, good, adequate, requires improvement or inadequate."),
    ("h2", "What was found"),
    ("p", "Inspectors spoke to officers, and read what people had said about the service."),
    ("p", "We found that Erewhon Constabulary, which looked after more people than in other "
          "years, was good at greeting people."),
    ("li", "Listening to people: adequate"),
    ("h2", "Ruritania Police"),
    ("p", "Greeting people: inadequate"),
    ("h2", "Contact"),
    ("table", [["Press", "01632 960001"], ["Web", "example.org"]]),
]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_whole_page_reads_the_same_in_every_form(form: str) -> None:
    page = read(FORMS[form](PIECES), force=None, year=None)
    assert (page.force, page.year) == ("erewhon", 2006)
    assert set(said(page)) == {"greeting good", "listening adequate"}


def test_a_page_says_its_round_by_title_address_or_day() -> None:
    story = "<p>Erewhon Constabulary is good at greeting people.</p>"
    titled = f"<title>TRIAL 2006-08: Erewhon Constabulary</title>{story}"
    assert said(read(f"<html>{titled}", force=None, year=None)) == ["greeting good"]
    where = "https://trial.example/erewhon/trial-2006/"
    for mark in (f"<!-- saved from url=(0041){where} -->", f'<link rel="canonical" href="{where}">',
                 f'<meta property="og:url" content="{where}">'):  # fmt: skip
        page = f"<html><head>{mark}</head><body>{story}</body></html>"
        saved = page_of(page.encode(), "page")
        assert saved.address == where
        assert said(read(page, force=None, year=None)) == ["greeting good"]
    assert page_of(b"<html><link rel=canonical href='x'><p>y", "page").address is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Published 14 March 2001\nErewhon Constabulary is kind.", 2001),
        ("14/03/2001\nErewhon Constabulary is kind.", 2001),
        ("March 30, 2001\nErewhon Constabulary is kind.", 2001),
        ("2001-03-01\nErewhon Constabulary is kind.", 2001),
        ("Published 14 April 2001\nErewhon Constabulary is kind.", None),
        ("1 January 2001\nErewhon Constabulary is kind.", None),
        ("99 March 2001\nErewhon Constabulary is kind.", None),
        ("14 March 2001\nAll forces are kind.", None),
    ],
)
def test_the_day_of_a_page_is_that_of_a_round(text: str, year: int | None) -> None:
    if year is None:
        with pytest.raises(UsageError, match="does not say which round"):
            scope_of(text, "", DATA, LEXICON)
    else:
        assert scope_of(text, "", DATA, LEXICON).year == year


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2001-03-14T08:00:00Z">',
        '<script type="application/ld+json">{"datePublished": "2001-03-14"}</script>',
        '<time datetime="2001-03-14">yesterday</time>',
    ],
)
def test_the_day_of_a_page_may_stand_in_its_head(head: str) -> None:
    page = f"<html><head>{head}</head><body><p>Erewhon Constabulary is kind.</p></body></html>"
    assert page_of(page.encode(), "page").published == "2001-03-14"
    assert read(page, force=None, year=None).year == 2001


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It was graded good at greeting people, up from inadequate in 2003.", ["greeting good"]),
        ("Greeting people: good (previously inadequate)", ["greeting good"]),
        ("Although good at greeting people, it has work to do in listening to people.",
         ["greeting good"]),
        ("Not only is it good at greeting people, it is adequate at listening to people.",
         ["greeting good", "listening adequate"]),
        ("Greeting people, where it is good, and listening to people, where it is adequate.",
         ["greeting good", "listening adequate"]),
        ("Its staff are good at greeting people, inspectors judged.", ["greeting good"]),
        ("The force, which moved in 2003, is good at greeting people.", ["greeting good"]),
        ("Is it inadequate?", []),
        ("For greeting people it received 'adequate', and for listening to people 'outstanding'.",
         ["greeting adequate", "listening outstanding"]),
        ("Greeting people went up to good and listening to people down to adequate.",
         ["greeting good", "listening adequate"]),
        ("The report praised its greeting people, rated outstanding, and its listening to people, "
         "rated good.", ["greeting outstanding", "listening good"]),
        ("Greeting people: was Good, now Outstanding", []),
        ("It got a good for greeting people.", ["greeting good"]),
        ("It is adequate at greeting people, and listening to people was rated good.",
         ["greeting adequate", "listening good"]),
        ("It is adequate at greeting people and listening to people was good.",
         ["greeting adequate", "listening good"]),
        ("It is good at tea, and greeting people and listening to people were adequate.", []),
        ("It is good at keeping its files tidy when greeting people.", []),
        ("When it was last inspected, the force was judged good at greeting people.", []),
        ("A force is judged good at greeting people when its files are complete.", []),
        ("\u201cThe force is good at greeting people, as we all know,\u201d she said.", []),
        ("The 2010 report rated it good at greeting people.", []),
        ("Unlike in the previous year, it is good at greeting people.", ["greeting good"]),
        ("Greeting people, previously adequate, is now good.", ["greeting good"]),
        ("The inspectors once more rated it good at greeting people.", ["greeting good"]),
        ("The force, created in 1967, is good at greeting people.", ["greeting good"]),
        ("Greeting people: inadequate -> good", ["greeting good"]),
        ("It is ade\u00adquate at gree\u00adting people.", ["greeting adequate"]),
        ("Every area but greeting people was graded good.", []),
        ("Greeting people aside, every area was adequate.", []),
        ("It was hardly good at greeting people.", []),
        ("It came close to being graded good at greeting people.", []),
        ("Inspectors stopped short of rating it good at greeting people.", []),
        ("A draft of the report had it as good at greeting people.", []),
        ("The chairman called it good at greeting people.", []),
        ("Its sister force is good at greeting people.", []),
        ("It would move from adequate to good at greeting people.", []),
        ("Greeting people is hard when pay is inadequate.", []),
        ("It was rated good at greeting people in a report published on 14 May 2010.", []),
    ],
)  # fmt: skip
def test_what_a_sentence_is_about(sentence: str, expected: list[str]) -> None:
    page = read(f"TRIAL 2006-08\n\n{sentence}")
    assert said(page) == expected
    assert expected or page.not_understood


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Erewhon Constabulary was rated good at greeting people, and Ruritania Police was rated "
         "adequate.", ["erewhon greeting good", "ruritania greeting adequate"]),
        ("For greeting people, Erewhon Constabulary was good and Ruritania Police was adequate.",
         ["erewhon greeting good", "ruritania greeting adequate"]),
        ("Erewhon was rated good and Ruritania adequate at greeting people.",
         ["ruritania greeting adequate"]),
        ("Erewhon and Ruritania are good at greeting people.", []),
        ("Erewhon Constabulary and Ruritania Police were good and adequate respectively at "
         "greeting people.", []),
        ("Erewhon was rated good at greeting people.", ["erewhon greeting good"]),
        ("The Ruritania force is adequate at greeting people.", ["ruritania greeting adequate"]),
        ("In Ruritania the weather is good for greeting people.", []),
    ],
)  # fmt: skip
def test_forces_in_a_sentence(sentence: str, expected: list[str]) -> None:
    assert said(read(f"TRIAL 2006-08\n\n{sentence}", force=None)) == expected


def test_the_overall_judgment_is_the_pillar_s() -> None:
    head = "<h1>TRIAL 2003/04: Erewhon Constabulary</h1><p>Overall judgment</p><p>Good</p>"
    page = f"{head}<h2>Greeting people</h2><p>Inadequate</p>"
    assert said(read(page, year=2003, pillar="kindness")) == ["overall good", "greeting inadequate"]
    assert said(read(page, year=2003)) == ["greeting inadequate"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was said in the report that came out on a Friday to be in-\nadequate at greeting "
         "people.",
         ["greeting inadequate"]),
        ("The extent to which Erewhon Constabulary was greeting people in the year is:\ngood",
         ["greeting good"]),
        ("It was graded inade-\nquate at greeting people by those who came.",
         ["greeting inadequate"]),
        ("Greeting people was graded\noutstanding by the inspectors,\nand listening to people\n"
         "requires improvement.", ["greeting outstanding", "listening requires-improvement"]),
        ("It is good at\ngreeting people and it\nwas rated inadequate at\nlistening to people "
         "and it\nwas said to be better.", ["greeting good", "listening inadequate"]),
    ],
)  # fmt: skip
def test_a_narrow_column_and_a_parted_word(text: str, expected: list[str]) -> None:
    assert sorted(said(read(f"TRIAL 2006-08\n\n{text}"))) == expected


def test_a_first_heading_that_is_empty_moves_no_column() -> None:
    rows = "\tErewhon\tRuritania\nGreeting people\tGood\tAdequate"
    assert said(read(f"TRIAL 2006-08\n\n{rows}")) == [
        "greeting good", "ruritania greeting adequate"]  # fmt: skip
    bars = "  | Erewhon | Ruritania\nGreeting people | Good | Adequate"
    assert said(read(f"TRIAL 2006-08\n\n{bars}")) == [
        "greeting good", "ruritania greeting adequate"]  # fmt: skip


def test_what_stands_above_a_table_says_whose_it_is() -> None:
    rows = "<tr><td>Greeting people</td><td>Inadequate</td></tr>"
    for above in ("<table><caption>Grades of Ruritania Police</caption>",
                  "<p>Table 2: Grades of Ruritania Police</p><table>"):  # fmt: skip
        page = read(f"{HEAD}{above}{rows}</table>")
        assert said(page) == []
        assert [quote.reason for quote in page.not_understood] == [
            "under a heading of another force"
        ]
    page = read(f"{HEAD}<p>Ruritania Police was graded as follows:</p><ul><li>Greeting people: bad"
                "</li></ul>")  # fmt: skip
    assert said(page) == []


def test_a_sentence_below_a_badge_says_that_it_was_carried_over() -> None:
    text = "TRIAL 2003/04: Erewhon Constabulary\n\nGreeting people\n\nGood\n\nThis was not " \
           "inspected, and our judgment of 2002 has been carried over."  # fmt: skip
    (statement,) = read(text, year=2003, pillar="kindness").statements
    assert statement.carried_over_from == 2002
    other = text.replace("2002", "2001").replace("Greeting", "Listening to")
    assert [each.carried_over_from for each in read(other, year=2003, pillar="kindness").statements
            ] == [None]  # fmt: skip


def test_a_fire_service_s_page_is_another_body_s() -> None:
    page = read("Erewhon Fire and Rescue Service: how good is it?\nGreeting people: Good")
    assert said(page) == []


def test_lines_of_links_and_of_other_bodies_are_headings_too() -> None:
    text = "TRIAL 2006-08\n\nSee also\n\nGreeting people: inadequate"
    assert said(read(text)) == []
    text = "TRIAL 2006-08\n\nRuritania fire service\n\nIt is good at greeting people."
    (quote,) = read(text).not_understood
    assert quote.reason == "another body"


def test_a_badge_of_another_question_is_not_carried_over() -> None:
    text = "TRIAL 2003/04\n\nGreeting people\n\nGood\n\nListening to people\n\nThis was not " \
           "inspected, and our judgment of 2002 has been carried over."  # fmt: skip
    found = read(text, year=2003, pillar="kindness").statements
    (greeting,) = (each for each in found if each.reading.question == "greeting")
    assert greeting.carried_over_from is None


def test_good_overall_is_the_pillar_s_own() -> None:
    text = "TRIAL 2003/04\n\nRated good overall, the force was urged to look at greeting people."
    assert said(read(text, year=2003, pillar="kindness")) == ["overall good"]


def test_a_page_that_first_speaks_of_a_new_round_is_refused() -> None:
    text = "Erewhon was inspected for TRIAL 2009-11.\nIt is good. TRIAL 2006-08 was harder."
    with pytest.raises(UsageError, match="the page is of 2009-11"):
        scope_of(text, "", DATA, LEXICON)


def test_a_title_ends_in_its_round() -> None:
    assert scope_of("TRIAL: Erewhon kindness 2003\nx", "", DATA, LEXICON).year == 2003


def test_a_table_of_nobody_is_listed() -> None:
    page = read("TRIAL 2006-08\n\n| Greeting people | Good |", force=None)
    assert said(page) == []
    assert [quote.reason for quote in page.not_understood] == ["names another force or none"]


def test_a_sentence_without_a_grade_is_none() -> None:
    page = read("TRIAL 2006-08\n\nIt required help with greeting people.")
    assert (said(page), page.not_understood) == ([], ())


def test_a_page_of_too_much_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("peelcli.keeper.pages.text.MOST_LETTERS", 10)
    with pytest.raises(UsageError, match=r"more than 10 letters; save its part on grades"):
        text_of(b"<p>Erewhon Constabulary</p>", "page")


def test_a_tag_of_many_attributes_costs_little() -> None:
    attributes = " ".join(f"a{number}=x" for number in range(60_000))
    start = time.process_time()
    page = read(
        f"{HEAD}<p {attributes}>Greeting people: good</p><img src='{'x' * 20_000}' alt='a'>"
    )
    assert time.process_time() - start < 3
    assert said(page) == ["greeting good"]


def test_a_table_of_rules_alone_is_no_table() -> None:
    page = read("TRIAL 2006-08: Erewhon Constabulary\n\n|---|---|\n\nGreeting people: good")
    assert said(page) == ["greeting good"]
