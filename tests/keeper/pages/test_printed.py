"""What a printed page says by where its letters stand."""

from __future__ import annotations

import pytest

from peelcli.errors import UsageError
from peelcli.keeper.pages.text import text_of

Run = tuple[int, int, str]
"""Points from the left and from below, and the letters there."""


def sheets(*pages: list[Run]) -> bytes:
    """Return a PDF with a sheet for each list of runs, of a type of ten points."""
    count = len(pages)
    kids = " ".join(f"{3 + 2 * place} 0 R" for place in range(count))
    parts = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {count}>>"]
    font = "<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    for place, runs in enumerate(pages):
        stream = "\n".join(f"BT /F1 10 Tf {x} {y} Td ({text}) Tj ET" for x, y, text in runs)
        parts += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {4 + 2 * place} 0 R"
            f"/Resources{font}>>",
            f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        ]
    found, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(found))
        found += f"{number} 0 obj{part}endobj\n"
    start = len(found)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    found += f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}"
    trailer = f"trailer<</Size {len(parts) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"
    return (found + trailer).encode()


def printed(*pages: list[Run]) -> list[str]:
    """Return the lines of a PDF's text, without empty ones at the ends."""
    return text_of(sheets(*pages), "page.pdf").strip("\n").split("\n")


def test_a_gap_between_lines_parts_paragraphs() -> None:
    lines = [(50, 700, "One line of text"), (50, 688, "and its second."), (50, 664, "Another.")]
    assert printed(lines) == ["One line of text", "and its second.", "", "Another."]


def test_a_sentence_goes_on_in_the_next_column_and_on_the_next_sheet() -> None:
    left = [
        (50, 700, "It goes"),
        (50, 688, "on in the"),
        (300, 700, "next column"),
        (300, 688, "and"),
    ]
    whole = printed(left, [(50, 700, "on the next sheet.")])
    assert whole == ["It goes", "on in the", "next column", "and", "on the next sheet."]
    ended = printed([(50, 700, "It ends.")], [(50, 700, "and so on")])
    assert ended == ["It ends.", "", "and so on"]


def test_cells_stand_between_bars_below_their_headings() -> None:
    rows = [
        (50, 700, "Area"), (300, 700, "Before"), (400, 700, "Now"),
        (50, 680, "A long name"), (300, 680, "Good"), (400, 680, "Adequate"),
        (50, 660, "Another"), (400, 660, "Good"),
    ]  # fmt: skip
    assert printed(rows) == ["|Area|Before|Now|", "|A long name|Good|Adequate|", "|Another||Good|"]


def test_a_cell_of_several_lines_is_one() -> None:
    # As browsers set it: the line before the others.
    above = [(50, 700, "A"), (300, 700, "B"), (50, 682, "A long"), (50, 670, "name"),
             (300, 670, "Good")]  # fmt: skip
    assert printed(above) == ["|A|B|", "|A long name|Good|"]
    # As word processors do: cell by cell.
    by_cell = [(50, 700, "A"), (300, 700, "B"), (50, 680, "A long"), (50, 668, "name"),
               (300, 680, "Good")]  # fmt: skip
    assert printed(by_cell) == ["|A|B|", "|A long name|Good|"]
    below = [(50, 700, "A"), (300, 700, "B"), (50, 680, "Name"), (300, 680, "Requires"),
             (300, 668, "improvement"), (50, 640, "Text.")]  # fmt: skip
    assert printed(below)[1] == "|Name|Requires improvement|"
    far = [(50, 700, "A"), (300, 700, "B"), (50, 680, "One"), (70, 668, "two"), (300, 680, "C")]
    assert printed(far) == ["|A|B|", "", "One", "two", "", "C"]
    lower = [(50, 700, "A"), (300, 700, "B"), (50, 680, "One"), (50, 668, "two"), (300, 640, "C")]
    assert printed(lower)[-1] == "C"
    elsewhere = [(50, 700, "A"), (300, 700, "B"), (50, 680, "One"), (200, 680, "C")]
    assert printed(elsewhere)[-1] == "|One|C|"
    long = [(50, 700, "A"), (300, 700, "B"), *((50, 680 - 12 * n, f"line {n}") for n in range(9)),
            (300, 680, "C")]  # fmt: skip
    assert printed(long)[-1] == "C"
    within = [(50, 700, "A"), (300, 700, "B"), (50, 680, "Name"), (300, 686, "Requires"),
              (300, 674, "improvement")]  # fmt: skip
    assert printed(within)[-1] == "|Name|Requires improvement|"


def test_a_bullet_is_no_cell() -> None:
    runs = [(50, 700, "-"), (90, 700, "Listening"), (50, 680, "-"), (90, 680, "Tea")]
    assert printed(runs) == ["- Listening", "- Tea"]


def test_a_sheet_without_letters_has_no_text() -> None:
    assert text_of(sheets([]), "page.pdf").strip() == ""


def test_too_many_sheets_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("peelcli.keeper.pages.printed._MOST_SHEETS", 1)
    with pytest.raises(UsageError, match="more than 1 sheets"):
        text_of(sheets([(50, 700, "a")], [(50, 700, "b")]), "page.pdf")


def test_a_page_that_sets_letters_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("peelcli.keeper.pages.printed._MOST_RUNS", 3)
    runs = [(50, 700 - 12 * line, "a") for line in range(3)]
    assert printed(runs) == ["a", "a", "a"]
    with pytest.raises(UsageError, match="draws more letters than any report"):
        printed(runs, runs, runs)
