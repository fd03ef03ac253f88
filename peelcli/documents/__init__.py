"""The JSON document of every command, a module for each, and its schema."""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

from peelcli.contract import Record, Schema

_MODULES = {
    "compare": "overview",
    "count": "listing",
    "forces": "rounds",
    "list": "listing",
    "map": "overview",
    "questions": "rounds",
}
"""The module of an answer, where it goes by another name."""
_OF_ANY_DAY = ("forces", "rounds", "questions", "check", "read", "revision")
"""The answers of commands without `--as-of`."""
OF_SEVERAL_ROUNDS = ("list", "stats")
"""The answers with counts or grades of several rounds, which say what can't be compared."""
COMMANDS = (
    "brief", "check", "compare", "coverage", "diff", "export", "forces", "list", "map", "overview",
    "questions", "read", "rounds", "show", "stats", "trend",
)  # fmt: skip
"""The commands that print JSON."""
NAMES = (*(one for one in COMMANDS if one != "export"), "count", "panel", "revision")
"""The answers: that of each command, of `list --count` and of `export --panel`."""


_ROWS = {
    "diff": "changes",
    "forces": "forces",
    "list": "judgments",
    "questions": "questions",
    "read": "proposals",
    "revision": "changes",
    "rounds": "rounds",
    "show": "judgments",
}
"""The field with an answer's rows, where it is not called `rows`."""


def answer_record(name: str) -> Record:
    """Return the fields of an answer, which is one of NAMES."""
    found: Record = import_module(f"peelcli.documents.{_MODULES.get(name, name)}").ANSWERS[name]
    return found


def answer_rows(name: str) -> tuple[Record, Callable[[Any], Iterable[object]]]:
    """Return the record of an answer's rows, as flat formats have them, and what gets these."""
    if name == "check":
        from peelcli.documents.check import FLAT_PROBLEM, flat_problems

        return FLAT_PROBLEM, flat_problems
    by_name = {field.name: field for field in answer_record(name).fields}
    field = by_name[_ROWS.get(name, "rows")]
    record: Any = field.type.record
    get: Any = field.get
    return record, get


def schema_of(command: str) -> Schema:
    """Return the JSON Schema of a command's JSON output; `command` is one of COMMANDS."""
    from peelcli.documents.more import APART, AS_OF, GROUPED

    def schema(name: str) -> Schema:
        whole = answer_record(name).schema()
        more = GROUPED.schema()["properties"]
        if name in OF_SEVERAL_ROUNDS:
            whole = whole | {"required": [*whole["required"], *APART.columns]}
            more = APART.schema()["properties"] | more
        if name not in _OF_ANY_DAY:
            more = AS_OF.schema()["properties"] | more
        return whole | {"properties": whole["properties"] | more}

    several = {
        "list": ("list", "count"),
        "export": ("list", "panel"),
        "check": ("check", "read", "revision"),
    }
    names = several.get(command, (command,))
    found = schema(names[0]) if len(names) == 1 else {"anyOf": [*map(schema, names)]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"peel {command} --json",
        **found,
    }
