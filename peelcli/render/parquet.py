"""Parquet, by pyarrow: a column for each field, with its type."""

import io
from datetime import date
from typing import Any

from peelcli.answers.answer import Answer
from peelcli.contract import Field
from peelcli.extras import extra
from peelcli.frames import columns_of


def render(answer: Answer) -> bytes:
    """Return the answer's items. Raises UsageError where pyarrow is not installed."""
    arrow = extra("pyarrow", "a Parquet file")
    extra("pyarrow.parquet", "a Parquet file")
    record, rows = answer.items()
    columns = columns_of(record, rows)
    types = {field.name: _type(arrow, field) for field in record.fields}
    arrays = {
        field.name: arrow.array([*map(_plain(field), columns[field.name])], types[field.name])
        for field in record.fields
    }
    buffer = io.BytesIO()
    arrow.parquet.write_table(arrow.table(arrays), buffer)
    return buffer.getvalue()


def _type(arrow: Any, field: Field) -> Any:  # noqa: ANN401
    kinds = {
        "integer": arrow.int64(),
        "boolean": arrow.bool_(),
        "number": arrow.float64(),
        "date": arrow.date32(),
    }
    if field.type.is_list:
        items = field.type.schema.get("items", {}).get("type")
        return arrow.list_(arrow.int64() if items == "integer" else arrow.string())
    return kinds.get(field.type.package, arrow.string())


def _plain(field: Field) -> Any:  # noqa: ANN401
    """Return what turns a value of a field into one that pyarrow takes."""
    if field.type.package == "date":
        return lambda value: value and date.fromisoformat(value)
    if field.type.is_list:
        return lambda value: [*value]
    return lambda value: str(value) if isinstance(value, str) else value
