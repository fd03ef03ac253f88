"""The whole dataset in the forms of other tools."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from peelcli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from peelcli.model import Dataset, Judgment


class ExportFormat(Enum):
    """What `peel export` can write."""

    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    SQLITE = "sqlite"
    DATAPACKAGE = "datapackage"


def export(
    dataset: Dataset, judgments: Iterable[Judgment], wanted: ExportFormat, path: Path | None
) -> None:
    """Write judgments in a format, to a path or, if it is text, to standard output.

    Raises UsageError where a path is needed, OutputError where it can't be written.
    """
    from peelcli.output import replacing, replacing_folder, write_answer, write_batches
    from peelcli.report.listing import list_answer

    if wanted in (ExportFormat.SQLITE, ExportFormat.DATAPACKAGE):
        if path is None:
            raise UsageError(f"{wanted.value} is not text; say where to write it with -o PATH")
        if wanted is ExportFormat.SQLITE:
            from peelcli.export.sqlite import write_sqlite

            with replacing(path) as staged:
                write_sqlite(staged, dataset, judgments)
        else:
            from peelcli.export.datapackage import datapackage_files

            files = datapackage_files(dataset, judgments)
            with replacing_folder(path, frozenset(files)) as folder:
                for name, text in files.items():
                    (folder / name).write_bytes(text.encode("utf-8"))
        return
    if wanted is ExportFormat.CSV:
        from peelcli.export.csv import judgments_csv

        write_batches(judgments_csv(judgments, dataset.rounds), path)
        return
    # In these forms an export is what `list` answers.
    write_answer(list_answer(dataset, tuple(judgments)), wanted.value, path)
