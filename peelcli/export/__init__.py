"""The dataset, or some of its judgments, in the forms of other tools."""

from pathlib import Path

from peelcli import render
from peelcli.answers.answer import Answer
from peelcli.answers.select import Listing
from peelcli.errors import UsageError
from peelcli.model import Dataset
from peelcli.output import (
    replacing,
    replacing_own_folder,
    write_answer,
    write_batches,
)
from peelcli.records import JUDGMENT
from peelcli.render import format_named

CSV = "csv"
SQLITE = "sqlite"
DATAPACKAGE = "datapackage"
ZIP = "zip"
FORMATS = {
    **{name: render.FORMATS[name] for name in (CSV, "json", "jsonl", "parquet", "xlsx")},
    SQLITE: (".db", ".sqlite", ".sqlite3"),
    DATAPACKAGE: (),
    ZIP: (".zip",),
}
"""The formats of `peel export`, each with its endings; a data package is a folder."""

_ENDINGS_OF_FILES = (".zip", ".tar", ".gz", ".tsv", ".ods")


def format_of(named: str | None, path: Path | None) -> str:
    """Return the format that is named, or else that of the path's ending, or else CSV.

    Raises UsageError where the two contradict each other.
    """
    is_package = named is not None and named.casefold() == DATAPACKAGE
    if is_package and path is not None and path.suffix.casefold() in _ENDINGS_OF_FILES:
        raise UsageError(
            f"a data package is a folder, and {path.name!r} looks like a file; leave out the ending"
        )
    return format_named(named, path, formats=FORMATS, otherwise=CSV)


def export_panel(answer: Answer, wanted: str, path: Path | None) -> None:
    """Write a panel, which is the answer, in one of the formats that hold one table.

    Raises as `export` does.
    """
    if wanted in (SQLITE, DATAPACKAGE):
        raise UsageError(f"{wanted} has tables of its own; write the panel as CSV, for example")
    write_answer(answer, wanted, path, formats=FORMATS)


def export(dataset: Dataset, answer: Answer, wanted: str, path: Path | None) -> None:
    """Write judgments, which are the answer, in a format, to a path or to standard output.

    `wanted` is any format but `zip`, which has the dataset's files. Raises UsageError where a path
    is needed, OutputError where it can't be written.
    """
    listing: Listing = answer.result
    if wanted in (SQLITE, DATAPACKAGE) and (path is None or str(path) == "-"):
        raise UsageError(f"{wanted} is not text; name a file or folder with -o PATH")
    if wanted == SQLITE and path is not None:
        from peelcli.export.sqlite import database_bytes, require_own

        require_own(path)
        with replacing(path) as file:
            file.write(database_bytes(dataset, listing))
    elif wanted == DATAPACKAGE and path is not None:
        from peelcli.export.datapackage import datapackage_files

        files = datapackage_files(dataset, listing)
        with replacing_own_folder(path) as folder:
            for name, text in files.items():
                (folder / name).write_bytes(text.encode("utf-8"))
    elif wanted == CSV:
        from peelcli.render.csv import csv_batches

        write_batches(csv_batches(JUDGMENT, listing.rows), path)
    else:
        write_answer(answer, wanted, path, formats=FORMATS)
