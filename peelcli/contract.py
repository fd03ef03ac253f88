"""How a record that leaves the program is described: its fields, each with type and meaning.

JSON, flat cells and JSON Schema (draft 2020-12, https://json-schema.org/draft/2020-12) follow
from the description.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, Self

Schema = dict[str, Any]


class Type(NamedTuple):
    """The type of a field's value."""

    name: str
    """Its name in docs/json.md."""
    schema: Schema
    is_nullable: bool = False
    package: str = "string"
    """Its name in a data package."""
    separator: str = " "
    """The text between the entries of a list in one cell; no entry contains it."""
    record: "Record | None" = None
    """The record that the value is, or each of its entries."""

    @property
    def is_list(self) -> bool:
        """Whether the value is a list."""
        return self.schema.get("type") == "array"


class Field(NamedTuple):
    """One field: `get` takes it out of the row that the record is made of."""

    name: str
    type: Type
    get: Callable[[Any], object]
    meaning: str


class Record(NamedTuple):
    """Fields in their order."""

    fields: tuple[Field, ...]

    def only(self, *names: str) -> Self:
        """Return the record with just these fields."""
        by_name = {field.name: field for field in self.fields}
        return self._replace(fields=tuple(by_name[name] for name in names))

    @property
    def columns(self) -> tuple[str, ...]:
        """The fields' names."""
        return tuple(field.name for field in self.fields)

    def of(self, row: object) -> dict[str, Any]:
        """Return a row's fields by name, as JSON has them."""
        (fields,) = self.all_of([row])
        return fields

    def all_of(self, rows: Iterable[object]) -> list[dict[str, Any]]:
        """Return every row's fields by name, as JSON has them."""
        pairs = [(field.name, _getter(field)) for field in self.fields]
        return [{name: get(row) for name, get in pairs} for row in rows]

    def values_of(self, rows: Iterable[object]) -> Iterator[list[Any]]:
        """Yield every row's fields; a list is joined, and all else is as it is."""
        getters = [(field.get, field.type.separator) for field in self.fields]
        for row in rows:
            values = ((get(row), separator) for get, separator in getters)
            yield [sep.join(one) if isinstance(one, tuple) else one for one, sep in values]

    def cells_of(self, rows: Sequence[object]) -> Iterable[tuple[str, ...]]:
        """Return every row's fields as texts, as flat formats have them; null is empty."""
        return zip(*[_cells(field, rows) for field in self.fields], strict=True)

    def schema(self) -> Schema:
        """Return the JSON Schema of the record."""
        return {
            "type": "object",
            "properties": {field.name: _schema_of(field.type) for field in self.fields},
            "required": list(self.columns),
            "additionalProperties": False,
        }


def _getter(field: Field) -> Callable[[Any], object]:
    record, get = field.type.record, field.get
    if record is None:
        return get
    if field.type.is_nullable:
        return lambda row: None if (found := get(row)) is None else record.of(found)
    if field.type.schema["type"] == "object":
        return lambda row: record.of(get(row))
    return lambda row: record.all_of(get(row))  # type: ignore[arg-type]  # a list's rows


def _schema_of(type_: Type) -> Schema:
    if type_.record is None:
        return type_.schema
    inner = type_.record.schema()
    if type_.is_nullable:
        return {"anyOf": [inner, {"type": "null"}]}
    return inner if type_.schema["type"] == "object" else {"type": "array", "items": inner}


def _cells(field: Field, rows: Sequence[object]) -> Iterable[str]:
    # Column by column: row by row takes twice as long.
    values: Iterable[Any] = map(field.get, rows)
    kind = field.type.schema.get("type")
    if field.type.record is not None:
        return [field.type.separator.join(flat_texts(field, value)) for value in values]
    if kind == "array":
        has_texts = field.type.schema["items"].get("type") == "string"
        lists = values if has_texts else (map(str, value) for value in values)
        return map(field.type.separator.join, lists)
    if kind == "boolean":
        return [str(value).lower() for value in values]
    if field.type.package == "string":
        return [value or "" for value in values]
    return ["" if value is None else str(value) for value in values]


def flat_texts(field: Field, rows: Sequence[object]) -> list[str]:
    """Return the entries of a list of records as texts without a space: `all/14/17/3/8`."""
    record = field.type.record
    found = record.cells_of(rows) if record and rows else ()
    return ["/".join(cells).replace(" ", "-") for cells in found]


def or_null(type_: Type) -> Type:
    """Return the type of a value that may be null."""
    schema = {"anyOf": [type_.schema, {"type": "null"}]}
    return type_._replace(name=f"{type_.name} or null", schema=schema, is_nullable=True)


def one_of(values: Iterable[str]) -> Type:
    """Return the type of one of a few texts."""
    texts = [str(value) for value in values]
    return Type(", ".join([f"`{text}`" for text in texts]), {"enum": texts})


def list_of(type_: Type, separator: str = " ", *, least: int = 0) -> Type:
    """Return the type of a list; `least` is how many entries it has at least."""
    schema = {"type": "array", "items": type_.schema} | ({"minItems": least} if least else {})
    plural = type_.name + ("es" if type_.name.endswith("s") else "s")
    return Type(f"list of {plural}", schema, separator=separator)


def records_of(record: Record) -> Type:
    """Return the type of a list of records."""
    return Type("list of objects", {"type": "array"}, record=record)


def record_of(record: Record) -> Type:
    """Return the type of one record."""
    return Type("object", {"type": "object"}, record=record)
