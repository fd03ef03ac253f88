"""JSON Schemas of all JSON output, built from the same names as the output itself.

Draft 2020-12: https://json-schema.org/draft/2020-12
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.model import Basis, Grade, Level, Status
from peelcli.queries.change import Kind
from peelcli.queries.grid import CellKind
from peelcli.queries.trend import Direction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from enum import Enum

Schema = dict[str, object]

_TEXT: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "integer"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_BOOLEAN: Schema = {"type": "boolean"}
_DAY: Schema = {"type": "string", "format": "date"}
_ADDRESS: Schema = {"type": "string", "format": "uri"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}


def schema_of(command: str) -> Schema:
    """Return the schema of a command's JSON output; `command` is one of SCHEMAS."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"peel {command} --json",
        **SCHEMAS[command](),
    }


def _object(properties: dict[str, Schema], optional: Iterable[str] = (), **more: object) -> Schema:
    required = [name for name in properties if name not in set(optional)]
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
        **more,
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _one_of(members: type[Enum]) -> Schema:
    return {"enum": [member.value for member in members]}


def _answer(properties: dict[str, Schema]) -> Schema:
    """Return the schema of an answer that may be of a day."""
    standing = {"as_of": _DAY, "undated_left_out": _COUNT}
    return _object(properties | standing, optional=standing)


_GRADE = _or_null(_one_of(Grade))
_PILLAR = _or_null(_TEXT)
_CELL_STATUS: Schema = {
    "enum": [
        *(s.value for s in Status),
        CellKind.MISSING.value,
        CellKind.LEFT_OUT.value,
        CellKind.NO_GRADE.value,
    ]
}
_FORCE = _object({"id": _TEXT, "name": _TEXT, "region": _TEXT, "nation": _TEXT})
_JUDGMENT = _object(
    {
        "force": _TEXT,
        "year": _NUMBER,
        "round": _TEXT,
        "pillar": _PILLAR,
        "question": _or_null(_TEXT),
        "title": _or_null(_TEXT),
        "grade": _GRADE,
        "status": _one_of(Status),
        "carried_over_from": _or_null(_NUMBER),
        "published": _or_null(_DAY),
        "basis": _one_of(Basis),
        "sources": {"type": "array", "items": _ADDRESS, "minItems": 1},
        "note": _or_null(_TEXT),
        "areas_for_improvement": _TEXTS,
    }
)
_CELL: dict[str, Schema] = {
    "force": _TEXT,
    "region": _TEXT,
    "nation": _TEXT,
    "year": _NUMBER,
    "pillar": _PILLAR,
    "question": _or_null(_TEXT),
    "grade": _GRADE,
    "status": _CELL_STATUS,
    "carried_over_from": _or_null(_NUMBER),
}
_PROBLEM = _object(
    {
        "file": _TEXT,
        "line": _or_null(_NUMBER),
        "column": _or_null(_NUMBER),
        "message": _TEXT,
    }
)


def _show() -> Schema:
    return _answer({"force": _FORCE, "judgments": _list(_JUDGMENT)})


def _judgments() -> Schema:
    return _answer({"judgments": _list(_JUDGMENT)})


def _listing() -> Schema:
    count = _answer({"count": _COUNT, "rows": _list(_object({"count": _COUNT}))})
    return {"anyOf": [_judgments(), count]}


def _diff() -> Schema:
    change = _object(
        {
            "force": _TEXT,
            "region": _TEXT,
            "pillar": _PILLAR,
            "question": _or_null(_TEXT),
            "before": _GRADE,
            "after": _GRADE,
            "change": _one_of(Kind),
            "steps": _or_null(_NUMBER),
            "carried_over_from": _or_null(_NUMBER),
        }
    )
    kinds = {kind.value: _COUNT for kind in Kind}
    return _answer(
        {
            "from": _NUMBER,
            "to": _NUMBER,
            "comparable": _BOOLEAN,
            "reason": _or_null(_TEXT),
            "summary": _object({"compared": _COUNT, **kinds}, optional=[Kind.LEFT_OUT]),
            "changes": _list(change),
        }
    )


def _overview() -> Schema:
    return _answer({"year": _NUMBER, "round": _TEXT, "rows": _list(_object(_CELL))})


def _compare() -> Schema:
    row = _object(_CELL | {"differs": _BOOLEAN})
    return _answer({"forces": _list(_FORCE), "years": _list(_NUMBER), "rows": _list(row)})


def _stats() -> Schema:
    row: dict[str, Schema] = {
        "year": _NUMBER,
        "pillar": _PILLAR,
        "question": _or_null(_TEXT),
        "region": _or_null(_TEXT),
        **{grade.value: _COUNT for grade in Grade},
        "not-graded": _COUNT,
        "missing": _COUNT,
        "nation": _TEXT,
        "left-out": _COUNT,
    }
    return _answer({"rows": _list(_object(row, optional=["nation", "left-out"]))})


def _trend() -> Schema:
    direction = _object(
        {
            "pillar": _PILLAR,
            "question": _or_null(_TEXT),
            "years": _list(_NUMBER),
            **{way.value: _COUNT for way in Direction},
        }
    )
    row = _object(
        {
            "force": _TEXT,
            "pillar": _PILLAR,
            "question": _or_null(_TEXT),
            "direction": _one_of(Direction),
            "moves": _COUNT,
            "first_year": _NUMBER,
            "first_grade": _one_of(Grade),
            "last_year": _NUMBER,
            "last_grade": _one_of(Grade),
            "longest_run_grade": _one_of(Grade),
            "longest_run_rounds": _COUNT,
            "longest_run_from": _NUMBER,
            "longest_run_to": _NUMBER,
            "path": _TEXTS,
            "carried_over": _list(_NUMBER),
        }
    )
    return _answer({"directions": _list(direction), "rows": _list(row)})


def _rank() -> Schema:
    row = _object(
        {
            "rank": _or_null({"type": "integer", "minimum": 1}),
            "force": _TEXT,
            "region": _TEXT,
            "mean_position": _or_null({"type": "number", "minimum": 1}),
            "grades": _COUNT,
            "derived": _COUNT,
            "lacks": _TEXTS,
        }
    )
    return _answer(
        {
            "year": _NUMBER,
            "round": _TEXT,
            "scale": _list(_one_of(Grade)),
            "grades_needed": _COUNT,
            "rows": _list(row),
            "questions": _list(_object({"pillar": _PILLAR, "question": _or_null(_TEXT)})),
        }
    )


def _forces() -> Schema:
    force = _object(
        {
            "id": _TEXT,
            "name": _TEXT,
            "former_name": _or_null(_TEXT),
            "region": _TEXT,
            "nation": _TEXT,
            "aliases": _TEXTS,
        }
    )
    return _object({"forces": _list(force)})


def _rounds() -> Schema:
    round_ = _object(
        {
            "year": _NUMBER,
            "last_year": _NUMBER,
            "label": _TEXT,
            "scale": _list(_one_of(Grade)),
            "pillars": _TEXTS,
            "published": _TEXT,
            "source": _ADDRESS,
            "comparable_with_round_before": _BOOLEAN,
            "reason": _or_null(_TEXT),
            "limits": _TEXTS,
        }
    )
    return _object({"rounds": _list(round_)})


def _questions() -> Schema:
    question = _object(
        {
            "year": _NUMBER,
            "pillar": _PILLAR,
            "question": _or_null(_TEXT),
            "name": _TEXT,
            "title": _or_null(_TEXT),
            "graded": _BOOLEAN,
            "comparable_with": _list(_NUMBER),
        }
    )
    return _object({"questions": _list(question)})


def _coverage() -> Schema:
    row = _object(
        {
            "year": _NUMBER,
            "pillar": _PILLAR,
            "level": _or_null(_one_of(Level)),
            "force": _or_null(_TEXT),
            "in_dataset": _COUNT,
            "not_graded": _COUNT,
            "missing": _COUNT,
            "out_of": _COUNT,
            **{basis.value: _COUNT for basis in Basis},
            "left_out": _COUNT,
        },
        optional=["left_out"],
    )
    return _answer({"rows": _list(row)})


def _check() -> Schema:
    return _object(
        {
            "valid": _BOOLEAN,
            "problems": _list(_PROBLEM),
            "layout": _list(_PROBLEM),
            "forces": _COUNT,
            "rounds": _COUNT,
            "judgments": _COUNT,
        }
    )


SCHEMAS: dict[str, Callable[[], Schema]] = {
    "show": _show,
    "diff": _diff,
    "overview": _overview,
    "compare": _compare,
    "list": _listing,
    "stats": _stats,
    "trend": _trend,
    "rank": _rank,
    "forces": _forces,
    "rounds": _rounds,
    "questions": _questions,
    "coverage": _coverage,
    "check": _check,
    "export": _judgments,
}
"""The commands that print JSON."""
