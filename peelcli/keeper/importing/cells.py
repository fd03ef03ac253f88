"""Reads a sheet, CSV or Excel, as rows of cells, each with its row and column in the sheet."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from peelcli.extras import extra
from peelcli.keeper.loading.problems import Problem
from peelcli.keeper.loading.yaml_tree import Scalar

Cells = Iterator[list[Scalar]]
ZIPPED = b"PK\x03\x04"
_OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff")
_SEPARATOR_LINE = re.compile(r"sep=.?\r?\n", re.IGNORECASE)
_MOST_UNPACKED = 100_000_000
_MOST_COLUMNS = 200


def cells_of_csv(data: bytes, path: str, problems: list[Problem]) -> Cells:
    """Yield every row of a CSV file, up to what is not CSV, which is a problem."""
    text = _decoded(data, path, problems)
    if text is None:
        return
    # Excel writes this line, and hides it.
    line = _SEPARATOR_LINE.match(text)
    rows = csv.reader(io.StringIO(text[line.end() if line else 0 :], newline=""), strict=True)
    try:
        for number, cells in enumerate(rows, start=1):
            yield _row(number, (cell.strip().replace("\r\n", "\n") for cell in cells))
    except csv.Error as error:
        problems.append(Problem(path, rows.line_num + bool(line), 1, f"this is not CSV: {error}"))


def cells_of_excel(data: bytes, path: str, problems: list[Problem]) -> Cells:
    """Yield every row of the first sheet of an Excel file, with what its formulas came to.

    Raises UsageError where openpyxl is not installed.
    """
    openpyxl = extra("openpyxl", "an Excel file")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(file.file_size for file in archive.infolist())
        if unpacked > _MOST_UNPACKED:
            raise ValueError("it has more in it than any sheet of grades")  # noqa: TRY301
        books = [
            openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=only)
            for only in (True, False)
        ]
        sheets = [book.worksheets[0].iter_rows(max_col=_MOST_COLUMNS) for book in books]
        rows = [*zip(*sheets, strict=True)]
    except Exception as error:  # noqa: BLE001 - openpyxl has many
        problems.append(Problem(path, 0, 0, f"this is no Excel file that can be read: {error}"))
        return
    for number, (values, formulas) in enumerate(rows, start=1):
        texts = [_text_of(cell.value) for cell in values]
        while texts and not texts[-1]:
            texts.pop()
        for column, cell in enumerate(formulas, start=1):
            if cell.data_type == "f" and values[column - 1].value is None:
                message = "this formula was never worked out; put its value here"
                place = f"row {number} ({cell_name(number, column)})"
                problems.append(Problem(path, number, column, message, place))
        yield _row(number, texts)


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell, from 1 and 1: `A1`, `AB12`."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def _row(number: int, texts: Iterable[str]) -> list[Scalar]:
    return [
        Scalar(number, column, text, is_plain=False) for column, text in enumerate(texts, start=1)
    ]


def _text_of(value: object) -> str:
    """Return a value of Excel as CSV has it: a day without its hour."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip().replace("\r\n", "\n")


def _decoded(data: bytes, path: str, problems: list[Problem]) -> str | None:
    """Return the text of a file, or None with the reason in `problems`."""
    if data.startswith(_OTHER_ENCODINGS):
        problems.append(Problem(path, 0, 0, "this is UTF-16 text; save it as CSV UTF-8"))
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8-sig", "replace")) + 1
        message = "this is not UTF-8 text; save it as CSV UTF-8"
        problems.append(Problem(path, line, column, message))
    return None
