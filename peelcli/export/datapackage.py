"""A Frictionless data package: CSV files and the schema that describes them.

The descriptor follows https://specs.frictionlessdata.io/data-package/.
"""

from typing import Any

from peelcli._version import __version__
from peelcli.answers.origin import citation
from peelcli.answers.rounds import questions, reports, rounds
from peelcli.answers.select import Listing
from peelcli.contract import Field, Record
from peelcli.model import Dataset
from peelcli.records import FORCE, JUDGMENT, QUESTION, REPORT_TABLE, ROUND
from peelcli.render.csv import csv_batches
from peelcli.render.json import json_text

ROUND_TABLE = ROUND.only("year", "last_year", "label", "scale", "published", "source")
QUESTION_TABLE = QUESTION.only("year", "pillar", "question", "name", "title", "graded", "published")
_PLACE = ["year", "pillar", "question"]
_PRIMARY_KEYS = {"forces": ["id"], "rounds": ["year"], "reports": ["force", "year"]}
_KEYS: dict[str, list[tuple[list[str], str, list[str]]]] = {
    "questions": [(["year"], "rounds", ["year"])],
    "reports": [(["force"], "forces", ["id"]), (["year"], "rounds", ["year"])],
    "judgments": [
        (["force"], "forces", ["id"]),
        (_PLACE, "questions", _PLACE),
        (["year"], "rounds", ["year"]),
        (["carried_over_from"], "rounds", ["year"]),
    ],
}
"""Each table's foreign keys: its fields, the other table, and that one's fields."""


def datapackage_files(dataset: Dataset, listing: Listing) -> dict[str, str]:
    """Return the package's files: name to text."""
    tables: dict[str, tuple[Record, Any]] = {
        "forces": (FORCE, dataset.forces.values()),
        "rounds": (ROUND_TABLE, rounds(dataset)),
        "questions": (QUESTION_TABLE, questions(dataset)),
        "reports": (REPORT_TABLE, reports(dataset)),
        "judgments": (JUDGMENT, listing.rows),
    }
    descriptor = {
        "profile": "tabular-data-package",
        "name": "peel-judgments",
        "title": "PEEL judgments of the police forces of England and Wales",
        "description": citation(dataset).splitlines()[0],
        "version": dataset.version or __version__,
        "licenses": [
            {
                "name": "OGL-UK-3.0",
                "title": "Open Government Licence v3.0",
                "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
            }
        ],
        "sources": [{"title": r.label, "path": r.source} for r in dataset.rounds.values()],
        "resources": [_resource(name, record) for name, (record, _) in tables.items()],
    }
    files = {f"{name}.csv": "".join(csv_batches(*table)) for name, table in tables.items()}
    return {"datapackage.json": json_text(descriptor), **files}


def _resource(name: str, record: Record) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(field) for field in record.fields],
        "missingValues": [""],
    }
    if name in _PRIMARY_KEYS:
        schema["primaryKey"] = _PRIMARY_KEYS[name]
    if name in _KEYS:
        schema["foreignKeys"] = [
            {"fields": own, "reference": {"resource": other, "fields": fields}}
            for own, other, fields in _KEYS[name]
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


def _field(field: Field) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": field.name,
        "type": field.type.package,
        "description": field.meaning,
    }
    schema = field.type.schema
    constraints: dict[str, Any] = {}
    if not field.type.is_nullable and (schema.get("type") != "array" or "minItems" in schema):
        constraints["required"] = True
    parts = (schema, *schema.get("anyOf", ()))
    enum = next((part["enum"] for part in parts if "enum" in part), None)
    if enum:
        constraints["enum"] = enum
    return found | ({"constraints": constraints} if constraints else {})
