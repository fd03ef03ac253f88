"""The promises about fields that every form of an answer keeps."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pytest

from peelcli.documents import schema_of
from peelcli.export.datapackage import datapackage_files
from peelcli.export.sqlite import write_sqlite
from peelcli.filters import EVERYTHING
from peelcli.queries.select import listing

if TYPE_CHECKING:
    from pathlib import Path

    from peelcli.facade import PeelData


def test_json_schemas_promise_what_is_always_so() -> None:
    forces = schema_of("forces")["properties"]["forces"]["items"]["properties"]
    assert forces["nation"] == {"type": "string"}
    judgments = schema_of("show")["properties"]["judgments"]["items"]["properties"]
    assert judgments["sources"]["minItems"] == 1
    rows = schema_of("rank")["properties"]["rows"]["items"]["properties"]
    assert rows["rank"]["anyOf"][0] == {"type": "integer", "minimum": 1}


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
    write_sqlite(tmp_path / "peel.db", tiny, listing(tiny, EVERYTHING))
    with sqlite3.connect(tmp_path / "peel.db") as database, pytest.raises(sqlite3.IntegrityError):
        database.execute(change)
