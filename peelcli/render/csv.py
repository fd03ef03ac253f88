"""CSV: a header, then one row per item; lists are joined, nothing is an empty cell."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from peelcli.report.fields import LIST_SEPARATORS, Fields

if TYPE_CHECKING:
    from collections.abc import Iterable

    from peelcli.render import Screen
    from peelcli.report.answer import Answer


def render(answer: Answer, _screen: Screen) -> str:
    """Return the answer's items."""
    return csv_text(answer.columns, answer.document()[answer.items])


def csv_text(columns: tuple[str, ...], items: Iterable[Fields]) -> str:
    """Return items as CSV, their columns in the order given."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(flat_cells(columns, item) for item in items)
    return buffer.getvalue()


def flat_cells(columns: tuple[str, ...], item: Fields) -> list[str]:
    """Return an item's cells, for formats that know only text."""
    return [_cell(column, item[column]) for column in columns]


def _cell(column: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return LIST_SEPARATORS.get(column, " ").join(map(str, value))
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)
