"""CSV: a header, then one row per item; lists are joined, nothing is an empty cell."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from peelcli.report.fields import LIST_SEPARATORS, Fields

if TYPE_CHECKING:
    from collections.abc import Iterable


def csv_text(columns: tuple[str, ...], items: Iterable[Fields]) -> str:
    """Return items as CSV, their columns in the order given."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(column, item[column]) for column in columns] for item in items)
    return buffer.getvalue()


def _cell(column: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return LIST_SEPARATORS[column].join(value)
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)
