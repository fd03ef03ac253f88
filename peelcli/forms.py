"""Every answer by name: the method that asks, the form that it has, its JSON Schema.

Each form's module is imported when its answer is asked for: a call needs one of them.
"""

from collections.abc import Callable
from typing import Any

from peelcli.answers.form import Form
from peelcli.contract import Schema
from peelcli.data import PeelData

QUESTIONS: dict[str, dict[str, Callable[..., Any]]] = {
    "Look": {
        "brief": PeelData.brief,
        "show": PeelData.show,
        "compare": PeelData.compare,
        "overview": PeelData.overview,
        "map": PeelData.map,
        "diff": PeelData.diff,
    },
    "Count": {"stats": PeelData.stats, "trend": PeelData.trend},
    "Find": {
        "list": PeelData.list,
        "forces": PeelData.list_forces,
        "rounds": PeelData.list_rounds,
        "questions": PeelData.questions,
        "coverage": PeelData.coverage,
    },
}
"""The questions in the order of the help, each with the method that asks it."""
METHODS = {name: method for named in QUESTIONS.values() for name, method in named.items()}

_SEVERAL = {
    "brief": ("brief", "page_of_question"),
    "list": ("list", "count"),
    "export": ("list", "panel"),
    "check": ("check", "read", "revision"),
    "init": ("revision",),
}
"""Commands that have several answers."""
COMMANDS = tuple(sorted({*METHODS, *_SEVERAL, "fetch", "read", "update"}))
"""The commands that print JSON."""


def form_of(name: str) -> Form:  # noqa: PLR0912 - an import an answer
    """Return the form of an answer, without the modules of the others."""
    match name:
        case "brief":
            from peelcli.answers.brief import BRIEF as FORM
        case "page_of_question":
            from peelcli.answers.brief_question import QUESTION_BRIEF as FORM
        case "show":
            from peelcli.answers.show import SHOW as FORM
        case "compare":
            from peelcli.answers.compare import COMPARE as FORM
        case "overview":
            from peelcli.answers.overview import OVERVIEW as FORM
        case "map":
            from peelcli.answers.map import MAP as FORM
        case "diff":
            from peelcli.answers.diff import DIFF as FORM
        case "stats":
            from peelcli.answers.stats import STATS as FORM
        case "trend":
            from peelcli.answers.trend import TREND as FORM
        case "list":
            from peelcli.answers.listing import LIST as FORM
        case "count":
            from peelcli.answers.listing import HOW_MANY as FORM
        case "forces":
            from peelcli.answers.rounds import FORCES as FORM
        case "rounds":
            from peelcli.answers.rounds import ROUNDS as FORM
        case "questions":
            from peelcli.answers.rounds import QUESTIONS as FORM
        case "coverage":
            from peelcli.answers.coverage import COVERAGE as FORM
        case "panel":
            from peelcli.answers.panel import PANEL as FORM
        case "check":
            from peelcli.keeper.check import CHECK as FORM
        case "revision":
            from peelcli.keeper.revision import REVISION as FORM
        case "fetch":
            from peelcli.keeper.fetch import FETCH as FORM
        case "update":
            from peelcli.keeper.update import UPDATE as FORM
        case _:
            from peelcli.keeper.read import READ as FORM
    return FORM


def forms() -> dict[str, Form]:
    """Return the form of every answer by its name."""
    names = {answer for name in COMMANDS for answer in _SEVERAL.get(name, (name,))}
    return {name: form_of(name) for name in sorted(names)}


def schema_of(command: str) -> Schema:
    """Return the JSON Schema of a command's JSON output; `command` is one of COMMANDS."""
    from peelcli.answers.more import APART, AS_OF, GROUPED

    def schema(form: Form) -> Schema:
        whole = form.record.schema()
        more = GROUPED.schema()["properties"]
        if form.is_of_several_rounds:
            whole = whole | {"required": [*whole["required"], *APART.columns]}
            more = APART.schema()["properties"] | more
        if form.has_day:
            more = AS_OF.schema()["properties"] | more
        return whole | {"properties": whole["properties"] | more}

    schemas = [schema(form_of(name)) for name in _SEVERAL.get(command, (command,))]
    found = schemas[0] if len(schemas) == 1 else {"anyOf": schemas}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"peel {command} --json",
        **found,
    }
