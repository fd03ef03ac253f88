"""A state of a dataset to compare: the folder of one, or a data package that was exported."""

from collections.abc import Iterable
from pathlib import Path

from peelcli.answers.rounds import reports
from peelcli.answers.select import listing
from peelcli.contract import Field
from peelcli.errors import UsageError
from peelcli.filters import EVERYTHING
from peelcli.keeper.importing.tables import Row, in_row, rows_of_table, say_places, whole_numbers
from peelcli.keeper.loading import load_dataset
from peelcli.keeper.loading.fields import Reader
from peelcli.keeper.loading.problems import InvalidDatasetError, Problem
from peelcli.keeper.loading.yaml_tree import Scalar
from peelcli.keeper.revision import State, Table
from peelcli.records import JUDGMENT, REPORT_TABLE

_TABLES = {"judgments": JUDGMENT, "reports": REPORT_TABLE}
_KEYS = {"judgments": ("force", "year", "pillar", "question"), "reports": ("force", "year")}
_YEARS = ("year", "carried_over_from")
_REQUIRED = {"judgments": ("grade", "status"), "reports": ("address",)}
"""The columns that a table must have beside its keys; an older peel may not have known others."""


def state_of(folder: Path) -> State:
    """Return the judgments and reports of a dataset's folder, or of a data package.

    Raises DatasetError for either where it is not valid, UsageError for a package without tables.
    """
    if (folder / "datapackage.json").is_file():
        return {name: _read(folder / f"{name}.csv", name) for name in _TABLES}
    dataset = load_dataset(folder)
    return {
        "judgments": _table("judgments", listing(dataset, EVERYTHING).rows),
        "reports": _table("reports", reports(dataset)),
    }


def _table(name: str, rows: Iterable[object]) -> Table:
    record = _TABLES[name]
    cells = (dict(zip(record.columns, row, strict=True)) for row in record.cells_of([*rows]))
    return {tuple(row[key] for key in _KEYS[name]): row for row in cells}


def _read(path: Path, name: str) -> Table:
    """Read a table of a package: each cell must be what its field is.

    Raises InvalidDatasetError where one is not.
    """
    if not path.is_file():
        raise UsageError(f"the data package has no file {str(path)!r}; export it again")
    problems: list[Problem] = []
    record = _TABLES[name]
    reader = Reader(str(path), problems)
    table: dict[tuple[str, ...], dict[str, str]] = {}
    rows = rows_of_table(
        path,
        problems,
        known=record.columns,
        required=(*_KEYS[name], *_REQUIRED[name]),
        numbers=whole_numbers(record),
        ignore_extra=True,  # a newer peel may know more
    )
    for number, cells in rows:
        before = len(problems)
        for field in record.fields:
            if field.name in cells:
                _check(cells[field.name], field, reader)
        say_places(problems, before, Row(number, cells))
        row = {field: cell.text for field, cell in cells.items() if field in record.columns}
        key = tuple(row[text] for text in _KEYS[name])
        if key in table:
            problems.append(in_row(path, number, "an earlier row has the same; keep one"))
        table[key] = row
    if problems:
        what = "the data package is not valid"
        raise InvalidDatasetError(tuple(sorted(problems)), what=what)
    return table


def _check(cell: Scalar, field: Field, reader: Reader) -> None:
    """Add the problem of a cell that is not what its field must be."""
    if not cell.text:
        if field.name in ("force", "year"):
            reader.problem(cell, f"{field.name} is empty")
    elif field.type.package == "integer":
        (reader.year if field.name in _YEARS else reader.number)(cell, field.name)
    elif field.type.package == "date":
        reader.date(cell, field.name)
    elif enum := _enum(field):
        reader.choice(cell, field.name, enum)
    else:
        for text in cell.text.split("\n"):
            reader.text(cell._replace(text=text), field.name)


def _enum(field: Field) -> list[str]:
    schemas = (field.type.schema, *field.type.schema.get("anyOf", ()))
    return next((schema["enum"] for schema in schemas if "enum" in schema), [])
