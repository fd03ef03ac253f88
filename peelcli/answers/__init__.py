"""The questions that can be asked, a module each: query, JSON, tables and sentences."""

from peelcli.answers.form import Form
from peelcli.contract import Schema

COMMANDS = (
    "brief", "check", "compare", "coverage", "diff", "export", "forces", "list", "map", "overview",
    "questions", "read", "rounds", "show", "stats", "trend",
)  # fmt: skip
"""The commands that print JSON."""


def forms() -> dict[str, Form]:
    """Return the form of every answer by its name."""
    from peelcli.answers import (
        brief,
        check,
        compare,
        coverage,
        diff,
        listing,
        map,  # noqa: A004 - the command's name
        overview,
        panel,
        read,
        revision,
        rounds,
        show,
        stats,
        trend,
    )

    found = (
        brief.BRIEF, check.CHECK, compare.COMPARE, coverage.COVERAGE, diff.DIFF, rounds.FORCES,
        listing.LIST, listing.HOW_MANY, map.MAP, overview.OVERVIEW, panel.PANEL, rounds.QUESTIONS,
        read.READ, revision.REVISION, rounds.ROUNDS, show.SHOW, stats.STATS, trend.TREND,
    )  # fmt: skip
    return {form.name: form for form in found}


def schema_of(command: str) -> Schema:
    """Return the JSON Schema of a command's JSON output; `command` is one of COMMANDS."""
    from peelcli.answers.more import APART, AS_OF, GROUPED

    by_name = forms()

    def schema(form: Form) -> Schema:
        whole = form.record.schema()
        more = GROUPED.schema()["properties"]
        if form.is_of_several_rounds:
            whole = whole | {"required": [*whole["required"], *APART.columns]}
            more = APART.schema()["properties"] | more
        if form.has_day:
            more = AS_OF.schema()["properties"] | more
        return whole | {"properties": whole["properties"] | more}

    several = {
        "list": ("list", "count"),
        "export": ("list", "panel"),
        "check": ("check", "read", "revision"),
    }
    schemas = [schema(by_name[name]) for name in several.get(command, (command,))]
    found = schemas[0] if len(schemas) == 1 else {"anyOf": schemas}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"peel {command} --json",
        **found,
    }
