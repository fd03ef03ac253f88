"""The promises about fields that every form of an answer keeps."""

from __future__ import annotations

import json
import sqlite3
from types import SimpleNamespace as Row
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from peelcli.answers.select import listing
from peelcli.contract import (
    Type,
    flat_texts,
    list_of,
    one_of,
    or_null,
    record_of,
    records_of,
)
from peelcli.export.datapackage import datapackage_files
from peelcli.export.sqlite import database_bytes
from peelcli.filters import EVERYTHING
from peelcli.forms import schema_of
from peelcli.records import (
    BOOLEAN,
    COUNT,
    LINES,
    NUMBER,
    TEXT,
    TEXTS,
    _number_of,
    _texts_of,
    fields,
    get,
    grade_of,
    reason,
    reason_source,
)
from peelcli.terms import Grade

if TYPE_CHECKING:
    from pathlib import Path

    from peelcli.data import PeelData


def test_json_schemas_promise_what_is_always_so() -> None:
    forces = schema_of("forces")["properties"]["forces"]["items"]["properties"]
    assert forces["nation"] == {"type": "string"}
    judgments = schema_of("show")["properties"]["judgments"]["items"]["properties"]
    assert judgments["sources"]["minItems"] == 1


@pytest.mark.parametrize("command", ["forces", "rounds", "questions", "read"])
def test_commands_without_a_day_promise_none(command: str) -> None:
    assert "as_of" not in schema_of(command)["properties"]
    assert "as_of" in schema_of("show")["properties"]
    # A check, or what pages say.
    for schema in schema_of("check")["anyOf"]:
        assert "as_of" not in schema["properties"]


def test_a_data_package_requires_what_is_always_there(tiny: PeelData) -> None:
    files = datapackage_files(tiny, listing(tiny, EVERYTHING))
    required = {
        (resource["name"], field["name"])
        for resource in json.loads(files["datapackage.json"])["resources"]
        for field in resource["schema"]["fields"]
        if field.get("constraints", {}).get("required")
    }
    assert {("forces", "nation"), ("rounds", "scale"), ("judgments", "sources")} <= required


@pytest.mark.parametrize(
    "change", ["UPDATE questions SET graded = 2", "UPDATE forces SET nation = NULL"]
)
def test_a_database_refuses_what_can_not_be(tiny: PeelData, tmp_path: Path, change: str) -> None:
    (tmp_path / "peel.db").write_bytes(database_bytes(tiny, listing(tiny, EVERYTHING)))
    with sqlite3.connect(tmp_path / "peel.db") as database, pytest.raises(sqlite3.IntegrityError):
        database.execute(change)


def test_types_are_made_of_types() -> None:
    assert or_null(NUMBER) == Type(
        "number or null",
        {"anyOf": [{"type": "integer"}, {"type": "null"}]},
        is_nullable=True,
        package="integer",
    )
    assert one_of(["a", Grade.GOOD]) == Type("`a`, `good`", {"enum": ["a", "good"]})
    assert list_of(TEXT) == Type(
        "list of texts", {"type": "array", "items": {"type": "string"}}, separator=" "
    )
    assert list_of(Type("address", {"type": "string"}), ", ", least=2) == Type(
        "list of addresses",
        {"type": "array", "items": {"type": "string"}, "minItems": 2},
        separator=", ",
    )
    pair = fields(("a", TEXT, get("a"), "one"))
    assert records_of(pair) == Type("list of objects", {"type": "array"}, record=pair)
    assert record_of(pair) == Type("object", {"type": "object"}, record=pair)
    assert (list_of(TEXT).is_list, records_of(pair).is_list, TEXT.is_list) == (True, True, False)


INNER = fields(("word", TEXT, get("word"), "a word"), ("count", COUNT, get("count"), "how many"))
OUTER = fields(
    ("name", TEXT, get("of.name"), "the name"),
    ("number", or_null(NUMBER), get("number"), "a number"),
    ("right", BOOLEAN, get("right"), "whether"),
    ("words", TEXTS, get("words"), "words"),
    ("lines", LINES, get("lines"), "lines"),
    ("numbers", list_of(NUMBER), get("numbers"), "numbers"),
    ("note", or_null(TEXT), get("note"), "a note"),
    ("one", record_of(INNER), get("one"), "one"),
    ("maybe", or_null(record_of(INNER)), get("maybe"), "one, or none"),
    ("many", records_of(INNER), get("many"), "several"),
)
FULL = Row(
    of=Row(name="n"), number=7, right=True, words=("a", "b"), lines=("c d", "e"), numbers=(1, 2),
    note="x", one=Row(word="w x", count=1), maybe=Row(word="v", count=0),
    many=(Row(word="s t", count=2), Row(word="u", count=3)),
)  # fmt: skip
BARE = Row(
    of=Row(name="m"), number=None, right=False, words=(), lines=(), numbers=(), note=None,
    one=Row(word="w", count=1), maybe=None, many=(),
)  # fmt: skip


def test_a_record_is_json() -> None:
    full, bare = OUTER.all_of([FULL, BARE])
    assert full == {
        "name": "n", "number": 7, "right": True, "words": ("a", "b"), "lines": ("c d", "e"),
        "numbers": (1, 2), "note": "x", "one": {"word": "w x", "count": 1},
        "maybe": {"word": "v", "count": 0},
        "many": [{"word": "s t", "count": 2}, {"word": "u", "count": 3}],
    }  # fmt: skip
    assert (bare["number"], bare["note"], bare["maybe"], bare["many"]) == (None, None, None, [])
    assert OUTER.of(BARE) == bare
    schema = OUTER.schema()
    assert schema["required"] == [*full] == list(OUTER.columns)
    for row in (full, bare):
        jsonschema.validate(json.loads(json.dumps(row)), schema)
    wrongs: list[dict[str, Any]] = [
        {"number": "7"}, {"one": None}, {"maybe": {}}, {"many": [{}]}, {"more": 1},
    ]  # fmt: skip
    for wrong in wrongs:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(json.loads(json.dumps(full | wrong)), schema)
    assert schema["type"] == "object"
    assert schema["additionalProperties"] is False
    assert schema["properties"]["maybe"] == {"anyOf": [INNER.schema(), {"type": "null"}]}
    assert schema["properties"]["one"] == INNER.schema()
    assert schema["properties"]["many"] == {"type": "array", "items": INNER.schema()}
    assert schema["properties"]["number"] == or_null(NUMBER).schema


def test_a_record_is_flat_cells() -> None:
    flat = OUTER.only("name", "number", "right", "words", "lines", "numbers", "note", "many")
    assert [*flat.cells_of([FULL, BARE])] == [
        ("n", "7", "true", "a b", "c d\ne", "1 2", "x", "s-t/2 u/3"),
        ("m", "", "false", "", "", "", "", ""),
    ]
    assert [*OUTER.only("words", "lines", "number").values_of([FULL, BARE])] == [
        ["a b", "c d\ne", 7],
        ["", "", None],
    ]
    assert OUTER.only("number", "name").columns == ("number", "name")
    (many,) = OUTER.only("many").fields
    assert flat_texts(many, FULL.many) == ["s-t/2", "u/3"]
    assert flat_texts(many, ()) == []


def test_what_may_not_be_there_is_null() -> None:
    found = Row(number=4, texts=("a",))
    assert (_number_of("x")(Row(x=found)), _number_of("x")(Row(x=None))) == (4, None)
    assert (_texts_of("x")(Row(x=found)), _texts_of("x")(Row(x=None))) == (("a",), ())
    assert grade_of("x")(Row(x=Row(grade=Grade.GOOD))) is Grade.GOOD
    assert grade_of("x")(Row(x=None)) is None
    why = Row(text="t", source="s")
    assert (reason(Row(why_not=why)), reason(Row(why_not=None))) == ("t", None)
    assert (reason_source(Row(why_not=why)), reason_source(Row(why_not=None))) == ("s", None)
