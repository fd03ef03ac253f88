"""Excel and Word files, as their programs open them."""

from __future__ import annotations

import re
import sys
import zipfile
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest
from conftest import TINY
from openpyxl.utils import get_column_letter

from peelcli.render import zipped

if TYPE_CHECKING:
    from conftest import Peel

ENV = {"PEEL_DATA": str(TINY)}
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the paths are of POSIX")


@pytest.mark.parametrize("ending", ["xlsx", "docx"])
@pytest.mark.parametrize("error", [ValueError("ZIP does not support timestamps before 1980"),
                                   OSError(28, "No space left on device")])  # fmt: skip
def test_what_cannot_be_made_is_told(
    peel: Peel, monkeypatch: pytest.MonkeyPatch, ending: str, error: Exception
) -> None:
    class Broken:
        def save(self, _buffer: object) -> None:
            raise error

    def save(_document: object, _day: str | None = None) -> bytes:
        return zipped.saved(Broken())

    monkeypatch.setattr(f"peelcli.render.{ending}.saved", save)
    ran = peel("brief", "erewhon", "-o", f"x.{ending}", env=ENV)
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("peel: ")
    assert str(error.args[-1]) in ran.err
    assert not [*peel.folder.iterdir()]


def test_a_sheet_has_columns_as_wide_as_their_texts(peel: Peel) -> None:
    assert peel("list", "--year", "all", "-o", "x.xlsx", env=ENV).code == 0
    sheet = openpyxl.load_workbook(peel.folder / "x.xlsx")["peel"]
    assert sheet.freeze_panes == "A2"
    for index, column in enumerate(sheet.iter_cols(), start=1):
        texts = (str(cell.value or "").removesuffix(" 00:00:00") for cell in column)
        longest = max(len(line) for text in texts for line in text.splitlines())
        assert sheet.column_dimensions[get_column_letter(index)].width >= min(longest, 60)


def test_a_list_in_a_cell_is_text(peel: Peel) -> None:
    assert peel("forces", "-o", "x.xlsx", env=ENV).code == 0
    texts = [str(cell.value) for row in openpyxl.load_workbook(peel.folder / "x.xlsx")["peel"]
             for cell in row]  # fmt: skip
    assert not [text for text in texts if text.startswith(("(", "["))]


def test_a_text_too_long_for_a_cell_is_refused_not_cut(
    peel: Peel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("peelcli.render.xlsx._LONGEST", 3)
    ran = peel("forces", "-o", "x.xlsx", env=ENV)
    assert (ran.code, ran.out) == (4, "")
    assert "and a cell of Excel holds 3; write CSV" in ran.err
    assert not [*peel.folder.iterdir()]


def test_word_has_headings_that_are_read_and_links_that_lead(peel: Peel) -> None:
    assert peel("brief", "derbyshire", "-o", "x.docx").code == 0
    page = docx.Document(str(peel.folder / "x.docx"))
    assert page.tables
    with zipfile.ZipFile(peel.folder / "x.docx") as archive:
        text = archive.read("word/document.xml").decode()
        links = archive.read("word/_rels/document.xml.rels").decode()
    assert text.count("<w:tblHeader/>") == len(page.tables)
    assert text.count("<w:hyperlink ") == len(re.findall(r'<w:u w:val="single"/>', text)) > 3
    assert links.count('TargetMode="External"') > 1
