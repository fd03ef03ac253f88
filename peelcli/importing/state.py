"""A state of a dataset to compare: the folder of one, or a data package that was exported."""

import csv
from collections.abc import Iterable
from pathlib import Path

from peelcli.contract import Record
from peelcli.errors import UsageError
from peelcli.filters import EVERYTHING
from peelcli.loading import load_dataset
from peelcli.queries.revision import Key, State, Table
from peelcli.queries.rounds import reports
from peelcli.queries.select import listing
from peelcli.records import JUDGMENT, REPORT_TABLE

_KEYS = {"judgments": ("force", "year", "pillar", "question"), "reports": ("force", "year")}


def state_of(folder: Path) -> State:
    """Return the judgments and reports of a dataset's folder, or of a data package.

    Raises DatasetError for a dataset that is not valid, UsageError for a package without tables.
    """
    if (folder / "datapackage.json").is_file():
        return {name: _read(folder / f"{name}.csv", keys) for name, keys in _KEYS.items()}
    dataset = load_dataset(folder)
    return {
        "judgments": _table("judgments", JUDGMENT, listing(dataset, EVERYTHING).rows),
        "reports": _table("reports", REPORT_TABLE, reports(dataset)),
    }


def _table(name: str, record: Record, rows: Iterable[object]) -> Table:
    cells = record.cells_of([*rows])
    return _keyed((dict(zip(record.columns, one, strict=True)) for one in cells), _KEYS[name])


def _read(path: Path, keys: Key) -> Table:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return _keyed(csv.DictReader(file, strict=True), keys)
    except (OSError, UnicodeError, csv.Error, KeyError) as error:
        raise UsageError(f"{str(path)!r} is no table of a data package: {error}") from error


def _keyed(rows: Iterable[dict[str, str]], keys: Key) -> Table:
    return {tuple(row[key] for key in keys): row for row in rows}
