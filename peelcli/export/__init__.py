"""The whole dataset in the forms of other tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from peelcli.model import Dataset, Judgment


CSV = "csv"
SQLITE = "sqlite"
DATAPACKAGE = "datapackage"
FORMATS = {
    CSV: (".csv",),
    "json": (".json",),
    "jsonl": (".jsonl", ".ndjson"),
    SQLITE: (".db", ".sqlite", ".sqlite3"),
    DATAPACKAGE: (),
}
"""What `peel export` can write, each with its endings; a data package is a folder."""

_ENDINGS_OF_FILES = (".zip", ".tar", ".gz", ".tsv", ".xlsx", ".ods", ".parquet")


def export(
    dataset: Dataset, judgments: Iterable[Judgment], named: str | None, path: Path | None
) -> None:
    """Write judgments in a format, to a path or, if it is text, to standard output.

    The format is the one named, or else that of the path's ending, or else CSV. Raises UsageError
    where the two contradict each other or a path is needed, OutputError where it can't be written.
    """
    from peelcli.output import replacing, replacing_own_folder, write_answer, write_batches
    from peelcli.render import format_named
    from peelcli.report.listing import list_answer

    wanted = format_named(named, path, formats=FORMATS, otherwise=CSV)
    if wanted in (SQLITE, DATAPACKAGE):
        if path is None or str(path) == "-":
            raise UsageError(f"{wanted} is not text; name a file or folder with -o PATH")
        if wanted == SQLITE:
            from peelcli.export.sqlite import write_sqlite

            with replacing(path) as staged:
                write_sqlite(staged, dataset, judgments)
        else:
            from peelcli.export.datapackage import datapackage_files

            if path.suffix.casefold() in _ENDINGS_OF_FILES:
                raise UsageError(
                    f"a data package is a folder, and {path.name!r} looks like a file; "
                    "leave out the ending"
                )
            files = datapackage_files(dataset, judgments)
            with replacing_own_folder(path, frozenset(files)) as folder:
                for name, text in files.items():
                    (folder / name).write_bytes(text.encode("utf-8"))
    elif wanted == CSV:
        from peelcli.export.csv import judgments_csv

        write_batches(judgments_csv(judgments, dataset.rounds), path)
    else:
        # In these forms an export is what `list` answers.
        write_answer(list_answer(dataset, tuple(judgments)), wanted, path)
