"""A table in a CSV file, as people, spreadsheets and other programs write one.

`import` reads rows to merge, and `check --against` those of a data package, by these rules.
"""

import io
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from peelcli.contract import Record
from peelcli.errors import UsageError
from peelcli.keeper.importing.cells import rows_of_cells
from peelcli.keeper.loading.problems import Problem
from peelcli.keeper.loading.yaml_tree import Scalar
from peelcli.standard_input import standard_input
from peelcli.text import did_you_mean

MOST_PROBLEMS = 1_000
"""So many problems of a file are found; whoever mends these sees the next."""
_SEPARATORS = {";": "semicolons", "\t": "tabs"}
_ZIPPED = b"PK\x03\x04"
_OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff")
_WHOLE = re.compile(r"(\d+)\.0+")


class Row(NamedTuple):
    """A line of a table; its cells by column, in lower case."""

    line: int
    cells: dict[str, Scalar]


def text_of_file(path: Path) -> bytes:
    """Return the bytes of a file, or of standard input for `-`. Raises UsageError."""
    if str(path) == "-":
        return standard_input()
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{str(path)!r} can't be read: {error.strerror}") from error


def rows_of_table(
    path: Path,
    problems: list[Problem],
    *,
    known: Collection[str],
    required: Collection[str],
    numbers: Collection[str],
    ignore_extra: bool = False,
) -> Iterator[Row]:
    """Yield the rows of a CSV file that have something in a cell.

    `known` are the columns that there may be, `required` those that there must be, and `numbers`
    those of whole numbers, which pandas writes as `2016.0` where some are absent. What is wrong
    goes into `problems`, with line and column, and nothing is yielded where the file or its first
    line is wrong. Raises UsageError if there is no such file.
    """
    text = _decoded(text_of_file(path), str(path), problems)
    if text is None:
        return
    rows = rows_of_cells(io.StringIO(text, newline=""), str(path), problems)
    first, header = next(rows, (1, []))
    if "".join(cell.text for cell in header).casefold() == "sep=":
        # Excel writes this line, and hides it.
        first, header = next(rows, (1, []))
    columns = [cell._replace(text=cell.text.casefold()) for cell in header]
    if not _header_is_sound(
        columns, first, str(path), problems, known, required, ignore_extra=ignore_extra
    ):
        return
    names = [cell.text for cell in columns]
    for line, cells in rows:
        if not any(cell.text for cell in cells):
            continue
        if len(problems) >= MOST_PROBLEMS:
            problems.append(Problem(str(path), line, 1, "the rows from here on were not read"))
            return
        if len(cells) != len(names):
            message = f"{len(cells)} cells in a table of {len(names)} columns; correct it"
            problems.append(Problem(str(path), line, 1, message))
            continue
        found = dict(zip(names, cells, strict=True))
        for name in numbers:
            if name in found and (whole := _WHOLE.fullmatch(found[name].text)):
                found[name] = found[name]._replace(text=whole[1])
        yield Row(line, found)


def whole_numbers(record: Record) -> tuple[str, ...]:
    """Return the columns of whole numbers of a record."""
    return tuple(field.name for field in record.fields if field.type.package == "integer")


def _decoded(raw: bytes, path: str, problems: list[Problem]) -> str | None:
    """Return the text of a file, or None with the reason in `problems`."""
    message = None
    line = column = 0
    if raw.startswith(_ZIPPED):
        message = "this is a zipped file, as Excel's are; save it as CSV UTF-8"
    elif raw.startswith(_OTHER_ENCODINGS):
        message = "this is UTF-16 text; save it as CSV UTF-8"
    else:
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            message = "this is not UTF-8 text; save it as CSV UTF-8"
            before = raw[: error.start]
            line = before.count(b"\n") + 1
            start = before.rfind(b"\n") + 1
            column = len(before[start:].decode("utf-8-sig", "replace")) + 1
    problems.append(Problem(path, line, column, message))
    return None


def _header_is_sound(
    header: list[Scalar],
    line: int,
    path: str,
    problems: list[Problem],
    known: Collection[str],
    required: Collection[str],
    *,
    ignore_extra: bool,
) -> bool:
    before = len(problems)
    if len(header) == 1:
        for separator, name in _SEPARATORS.items():
            if separator in header[0].text:
                message = f"{name} stand between the columns; save it with commas, as CSV UTF-8"
                problems.append(Problem(path, line, 1, message))
                return False
    seen: set[str] = set()
    for cell in header:
        column = cell.text
        if column not in known:
            if ignore_extra:
                continue
            shown = repr(column) if column else "without a name"
            hint = did_you_mean(column, known) or "; remove it, or say --ignore-extra"
            message = f"there is no column {shown}{hint}"
            problems.append(Problem(path, line, cell.column, message))
        elif column in seen:
            message = f"the column {column!r} stands here twice; keep one"
            problems.append(Problem(path, line, cell.column, message))
        seen.add(column)
    absent = [column for column in required if column not in seen]
    if absent:
        message = f"the first line lacks the columns {', '.join(absent)}; `peel export` shows them"
        problems.append(Problem(path, line, 1, message))
    return len(problems) == before
