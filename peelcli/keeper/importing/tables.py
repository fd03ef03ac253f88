"""A table in a sheet, as people, spreadsheets and other programs write one.

`import` reads rows to merge, and `check --against` those of a data package, by these rules.
"""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from peelcli.contract import Record
from peelcli.errors import UsageError
from peelcli.keeper.importing.cells import ZIPPED, Cells, cell_name, cells_of_csv, cells_of_excel
from peelcli.keeper.loading.problems import Problem
from peelcli.keeper.loading.yaml_tree import Scalar
from peelcli.standard_input import standard_input
from peelcli.text import did_you_mean

MOST_PROBLEMS = 1_000
"""The most problems that are listed of a file; whoever mends these sees the next."""
_SEPARATORS = {";": "semicolons", "\t": "tabs"}
_WHOLE = re.compile(r"(\d+)\.0+")


class Row(NamedTuple):
    """A row of a table; its cells by column, in lower case."""

    number: int
    """As spreadsheets count; the names of the columns are row 1."""
    cells: dict[str, Scalar]


def file_bytes(path: Path) -> bytes:
    """Return the bytes of a file, or of standard input for `-`. Raises UsageError."""
    if str(path) == "-":
        return standard_input()
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{str(path)!r} can't be read: {error.strerror}") from error


def in_row(path: Path, number: int, message: str) -> Problem:
    """Return a problem of a whole row."""
    return Problem(str(path), number, 0, message, f"row {number}")


def say_places(problems: list[Problem], start: int, row: Row) -> None:
    """Give the problems of a row, from `start` on, their places and fields as the sheet has them.

    `row 3, column grade (D3)`
    """
    columns = {cell.column: name for name, cell in row.cells.items()}
    fields = {name.replace("_", "-"): name for name in row.cells if "_" in name}
    for index, problem in enumerate(problems[start:], start):
        place, message = f"row {row.number}", problem.message
        if problem.column:
            cell = cell_name(row.number, problem.column)
            place = f"{place}, column {columns.get(problem.column, '')} ({cell})"
        for written, field in fields.items():
            message = message.replace(written, field)
        problems[index] = problem._replace(place=place, message=message)


def rows_of_table(
    path: Path,
    problems: list[Problem],
    *,
    known: Collection[str],
    required: Collection[str],
    numbers: Collection[str],
    ignore_extra: bool = False,
) -> Iterator[Row]:
    """Yield the rows of a CSV or Excel file that have something in a cell.

    `known` are the columns that there may be, `required` those that there must be, and `numbers`
    those of whole numbers, which pandas writes as `2016.0` where some are absent. What is wrong
    goes into `problems`, with its place in words, and nothing is yielded where the file or its
    first row is wrong. Raises UsageError if there is no such file.
    """
    data = file_bytes(path)
    is_excel = data.startswith(ZIPPED)
    rows: Cells = (cells_of_excel if is_excel else cells_of_csv)(data, str(path), problems)
    before = len(problems)
    header = next(rows, [])
    if len(problems) > before:
        return
    columns = [cell._replace(text=cell.text.casefold()) for cell in header]
    if not _header_is_sound(columns, path, problems, known, required, ignore_extra=ignore_extra):
        return
    names = [cell.text for cell in columns]
    for number, cells in enumerate(rows, start=2):
        if not any(cell.text for cell in cells):
            continue
        if len(problems) >= MOST_PROBLEMS:
            problems.append(in_row(path, number, "the rows from here on were not read"))
            return
        if is_excel:
            # What is empty at a row's end is not there.
            absent = range(len(cells) + 1, len(names) + 1)
            cells += [Scalar(number, column, "", is_plain=False) for column in absent]
        if len(cells) != len(names):
            message = f"{len(cells)} cells in a table of {len(names)} columns; correct it"
            problems.append(in_row(path, number, message))
            continue
        found = dict(zip(names, cells, strict=True))
        for name in numbers:
            if name in found and (whole := _WHOLE.fullmatch(found[name].text)):
                found[name] = found[name]._replace(text=whole[1])
        yield Row(number, found)


def whole_numbers(record: Record) -> tuple[str, ...]:
    """Return the columns of whole numbers of a record."""
    return tuple(field.name for field in record.fields if field.type.package == "integer")


def _header_is_sound(
    header: list[Scalar],
    path: Path,
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
                problems.append(in_row(path, 1, message))
                return False
    seen: set[str] = set()
    for cell in header:
        column, place = cell.text, f"row 1 ({cell_name(1, cell.column)})"
        if column not in known:
            if ignore_extra:
                continue
            shown = repr(column) if column else "without a name"
            hint = did_you_mean(column, known) or "; remove it, or say --ignore-extra"
            message = f"there is no column {shown}{hint}"
            problems.append(Problem(str(path), 1, cell.column, message, place))
        elif column in seen:
            message = f"the column {column!r} stands here twice; keep one"
            problems.append(Problem(str(path), 1, cell.column, message, place))
        seen.add(column)
    absent = [column for column in required if column not in seen]
    if absent:
        message = f"the first row lacks the columns {', '.join(absent)}; `peel export` shows them"
        problems.append(in_row(path, 1, message))
    return len(problems) == before
