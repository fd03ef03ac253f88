"""The JSON document of every command, and its schema."""

from collections.abc import Mapping

from peelcli.contract import Record, Schema, list_of, or_null, record_of, records_of
from peelcli.records import (
    ADDRESS,
    AS_OF,
    BOOLEAN,
    BRIEF_FORCE,
    CELL,
    CHANGE,
    COMPARED_CELL,
    COUNT,
    COVERAGE_ROW,
    DIRECTIONS,
    FORCE,
    GRADE,
    JUDGMENT,
    NUMBER,
    PATH,
    PLACE,
    PROBLEM,
    QUESTION,
    RANK_ROW,
    RANKED_BY,
    REPORT,
    ROUND,
    STATS_ROW,
    SUMMARY,
    TEXT,
    fields,
    get,
    same,
)

ANSWERS: Mapping[str, Record] = {
    "show": fields(
        ("force", record_of(BRIEF_FORCE), get("force"), "the force"),
        ("judgments", records_of(JUDGMENT), get("rows"), "by year, then as the reports have them"),
        ("reports", records_of(REPORT), get("reports"), "those on the force since 2021"),
    ),
    "diff": fields(
        ("from", NUMBER, get("before.year"), "the first round"),
        ("to", NUMBER, get("after.year"), "the second round"),
        ("comparable", BOOLEAN, get("comparable"),
         "whether at least one grade that both gave can be compared"),
        ("reason", or_null(TEXT), get("reason"), "why not"),
        ("summary", record_of(SUMMARY), get("summary"), "how many pairs there are of each kind"),
        ("changes", records_of(CHANGE), get("rows"), "the pairs of the kinds asked for"),
        ("reason_source", or_null(ADDRESS), get("reason_source"),
         "the address that says why not; the first, where several do"),
    ),
    "overview": fields(
        ("year", NUMBER, get("round.year"), PLACE["year"]),
        ("round", TEXT, get("round.label"), "the round's label"),
        ("rows", records_of(CELL), get("cells"), "force by force"),
    ),
    "compare": fields(
        ("forces", records_of(BRIEF_FORCE), get("forces"), "the forces"),
        ("years", list_of(NUMBER), get("years"), "the rounds"),
        ("rows", records_of(COMPARED_CELL), get("cells"), "round by round"),
    ),
    "list": fields(("judgments", records_of(JUDGMENT), get("rows"), "those that match")),
    "count": fields(
        ("count", COUNT, lambda row: len(row.rows), "with `--count`: how many match"),
        ("rows", records_of(fields(("count", COUNT, lambda row: len(row.rows), "the same"))),
         lambda row: [row], "the same, for flat formats"),
    ),
    "stats": fields(("rows", records_of(STATS_ROW), same, "by round, then question")),
    "trend": fields(
        ("directions", records_of(DIRECTIONS), get("directions"), "question by question"),
        ("rows", records_of(PATH), get("paths"), "force by force"),
    ),
    "rank": fields(
        ("year", NUMBER, get("round.year"), PLACE["year"]),
        ("round", TEXT, get("round.label"), "the round's label"),
        ("scale", list_of(GRADE), get("round.scale"), "best first"),
        ("grades_needed", COUNT, get("needed"), "how many grades count"),
        ("rows", records_of(RANK_ROW), lambda row: [*row.ranked, *row.too_few], "best first"),
        ("questions", records_of(RANKED_BY), get("questions"), "what is ranked by"),
    ),
    "forces": fields(("forces", records_of(FORCE), same, "by id")),
    "rounds": fields(("rounds", records_of(ROUND), same, "the earliest first")),
    "questions": fields(("questions", records_of(QUESTION), same, "round by round")),
    "coverage": fields(("rows", records_of(COVERAGE_ROW), same, "round by round")),
    "check": fields(
        ("valid", BOOLEAN, lambda row: not row.problems, "whether there are no problems"),
        ("problems", records_of(PROBLEM), get("problems"), "in reading order"),
        ("layout", records_of(PROBLEM), get("layout"), "departures from the canonical layout"),
        ("forces", COUNT, get("forces"), "how many there are"),
        ("rounds", COUNT, get("rounds"), "how many there are"),
        ("judgments", COUNT, get("judgments"), "how many there are"),
    ),
}  # fmt: skip
"""Each command's answer; `count` is that of `list --count`, and `export` has that of `list`."""
_OF_ANY_DAY = ("forces", "rounds", "questions", "check")
"""The answers of commands without `--as-of`."""
COMMANDS = tuple(sorted({*ANSWERS, "export"} - {"count"}))
"""The commands that print JSON."""


def schema_of(command: str) -> Schema:
    """Return the JSON Schema of a command's JSON output; `command` is one of COMMANDS."""

    def schema(name: str) -> Schema:
        whole = ANSWERS[name].schema()
        if name in _OF_ANY_DAY:
            return whole
        return whole | {"properties": whole["properties"] | AS_OF.schema()["properties"]}

    name = "list" if command == "export" else command
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"peel {command} --json",
        **(schema(name) if command != "list" else {"anyOf": [schema("list"), schema("count")]}),
    }
