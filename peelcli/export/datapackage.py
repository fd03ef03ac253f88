"""A Frictionless data package: CSV files and the schema that describes them.

The descriptor follows https://specs.frictionlessdata.io/data-package/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from peelcli import __version__
from peelcli.export.csv import judgments_csv
from peelcli.export.tables import (
    FORCE_COLUMNS,
    QUESTION_COLUMNS,
    ROUND_COLUMNS,
    force_rows,
    question_rows,
    round_rows,
)
from peelcli.model import Basis, Grade, Status
from peelcli.render.csv import csv_text
from peelcli.render.json import json_text
from peelcli.report.fields import JUDGMENT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import Enum

    from peelcli.model import Dataset, Judgment

Schema = dict[str, Any]

_PLACE = ("year", "pillar", "question")
_TYPES = {
    "year": "integer",
    "last_year": "integer",
    "carried_over_from": "integer",
    "graded": "boolean",
}
_REQUIRED = frozenset(
    {"id", "name", "region", "nation", "force", "year", "round", "label", "status", "basis"}
    | {"sources", "scale", "source", "last_year", "graded"}
)
_ENUMS: dict[str, type[Enum]] = {"grade": Grade, "status": Status, "basis": Basis}
_MEANINGS = {
    "year": "The round, by its first year",
    "pillar": "Empty from 2021, when areas took the place of pillars",
    "question": "Empty for the pillar's own grade",
    "grade": "Empty exactly when the status is not-graded",
    "carried_over_from": "The round whose grade stands, when the status is carried-over",
    "published": "The day on which the grade came out; empty where it is not known",
    "sources": "Addresses, best first, separated by a space",
    "note": "What a user of the grade should know; the reason, when it was not graded",
    "areas_for_improvement": "One a line, in our own words",
    "basis": "What kind of page the grade rests on",
}


def datapackage_files(dataset: Dataset, judgments: Iterable[Judgment]) -> dict[str, str]:
    """Return the package's files: name to text."""
    sources = [{"title": r.label, "path": r.source} for r in dataset.rounds.values()]
    descriptor = {
        "profile": "tabular-data-package",
        "name": "peel-judgments",
        "title": "PEEL judgments of the police forces of England and Wales",
        "version": __version__,
        "licenses": [
            {
                "name": "OGL-UK-3.0",
                "title": "Open Government Licence v3.0",
                "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
            }
        ],
        "sources": sources,
        "resources": [
            _resource("forces", FORCE_COLUMNS, primary_key=["id"]),
            _resource("rounds", ROUND_COLUMNS, primary_key=["year"]),
            _resource("questions", QUESTION_COLUMNS, {("year",): ("rounds", ("year",))}),
            _resource(
                "judgments",
                JUDGMENT_FIELDS,
                {
                    ("force",): ("forces", ("id",)),
                    _PLACE: ("questions", _PLACE),
                    ("year",): ("rounds", ("year",)),
                    ("carried_over_from",): ("rounds", ("year",)),
                },
            ),
        ],
    }
    return {
        "datapackage.json": json_text(descriptor),
        "forces.csv": csv_text(FORCE_COLUMNS, force_rows(dataset)),
        "rounds.csv": csv_text(ROUND_COLUMNS, round_rows(dataset)),
        "questions.csv": csv_text(QUESTION_COLUMNS, question_rows(dataset)),
        "judgments.csv": "".join(judgments_csv(judgments, dataset.rounds)),
    }


def _resource(
    name: str,
    columns: tuple[str, ...],
    foreign_keys: dict[tuple[str, ...], tuple[str, tuple[str, ...]]] | None = None,
    primary_key: list[str] | None = None,
) -> Schema:
    schema: Schema = {
        "fields": [_field(name, column) for column in columns],
        "missingValues": [""],
    }
    if primary_key:
        schema["primaryKey"] = primary_key
    if foreign_keys:
        schema["foreignKeys"] = [
            {"fields": list(own), "reference": {"resource": resource, "fields": list(other)}}
            for own, (resource, other) in foreign_keys.items()
        ]
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(table: str, column: str) -> Schema:
    # A round's dates are words; a judgment's and a question's are days.
    is_day = column == "published" and table != "rounds"
    field: Schema = {"name": column, "type": "date" if is_day else _TYPES.get(column, "string")}
    constraints: Schema = {}
    if column in _REQUIRED:
        constraints["required"] = True
    if column in _ENUMS:
        constraints["enum"] = [one.value for one in _ENUMS[column]]
    if constraints:
        field["constraints"] = constraints
    if table == "judgments" and column in _MEANINGS:
        field["description"] = _MEANINGS[column]
    return field
