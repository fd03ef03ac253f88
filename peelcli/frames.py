"""Rows as a data frame of pandas, with a type for every column."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from peelcli.contract import Field, Record, flat_texts
from peelcli.extras import extra
from peelcli.terms import OVERALL, Grade

if TYPE_CHECKING:
    import pandas as pd

Columns = dict[str, list[Any]]
_DTYPES = {"integer": "Int64", "boolean": "boolean", "number": "Float64"}


def frame(record: Record, rows: Iterable[object]) -> "pd.DataFrame":
    """Return a data frame of a record's rows. Raises UsageError where pandas is not installed."""
    pandas = extra("pandas", "a data frame", "pandas")
    columns = columns_of(record, rows)
    found: pd.DataFrame = pandas.DataFrame(
        {field.name: _series(pandas, field, columns[field.name]) for field in record.fields}
    )
    return found


def columns_of(record: Record, rows: Iterable[object]) -> Columns:
    """Return the values of every field; a question is `overall` for a pillar's own grade."""
    found = [*rows]
    columns: Columns = {field.name: [field.get(row) for row in found] for field in record.fields}
    nested = [field for field in record.fields if field.type.record is not None]
    for field in nested:
        values: list[Any] = columns[field.name]
        columns[field.name] = [flat_texts(field, value) for value in values]
    if {"pillar", "question"} <= columns.keys():
        columns["question"] = [
            OVERALL if question is None and pillar is not None else question
            for pillar, question in zip(columns["pillar"], columns["question"], strict=True)
        ]
    return columns


def words_of(field: Field) -> list[str] | None:
    """Return the words that a field can have, worst grade first; None where it can have any."""
    schemas = (field.type.schema, *field.type.schema.get("anyOf", ()))
    words = next((schema["enum"] for schema in schemas if "enum" in schema), None)
    return words and [str(grade) for grade in (reversed(Grade) if words == list(Grade) else words)]


def _series(pandas: Any, field: Field, values: list[Any]) -> Any:  # noqa: ANN401
    words = words_of(field)
    if words is not None:
        is_grade = set(words) == set(Grade)
        texts = [None if value is None else str(value) for value in values]
        return pandas.Series(pandas.Categorical(texts, categories=words, ordered=is_grade))
    if field.type.package in _DTYPES:
        return pandas.Series(values, dtype=_DTYPES[field.type.package])
    if field.type.package == "date":
        return pandas.to_datetime(pandas.Series(values, dtype="object"), format="%Y-%m-%d")
    if field.type.is_list:
        return pandas.Series([[*value] for value in values], dtype="object")
    return pandas.Series(values, dtype="object")
