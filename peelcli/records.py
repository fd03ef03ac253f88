"""The records that leave the program: every field's name, type, meaning and origin, once.

JSON, flat formats, JSON Schemas, the data package, the SQLite database and the tables of
docs/json.md follow from these.
"""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

from peelcli.contract import (
    Field,
    Record,
    Schema,
    Type,
    list_of,
    one_of,
    or_null,
    record_of,
    records_of,
)
from peelcli.model import Basis, Grade, Level, Status
from peelcli.queries.change import COMPARED, Direction, Kind
from peelcli.queries.grid import CellKind

TEXT = Type("text", {"type": "string"})
NUMBER = Type("number", {"type": "integer"}, package="integer")
COUNT = Type("number", {"type": "integer", "minimum": 0}, package="integer")
PLACE_IN_RANKING = Type("number", {"type": "integer", "minimum": 1}, package="integer")
BOOLEAN = Type("true or false", {"type": "boolean"}, package="boolean")
DAY = Type("day", {"type": "string", "format": "date"}, package="date")
ADDRESS = Type("address", {"type": "string", "format": "uri"})
MEAN = Type("number", {"type": "number", "minimum": 1}, package="number")
GRADE = one_of(Grade)._replace(name="grade")
TEXTS = list_of(TEXT)
LINES = list_of(TEXT, "\n")
PLACE = {
    "year": "the round, by its first year",
    "pillar": "null from 2021, when areas took the place of pillars",
    "question": "null for the pillar's own grade",
}


def _fields(*rows: tuple[Any, ...]) -> Record:
    return Record(tuple(Field(*row) for row in rows))


def _same(row: object) -> object:
    return row


def _get(path: str) -> Callable[[Any], object]:
    return attrgetter(path)


def _grade_of(path: str) -> Callable[[Any], object]:
    """Return what gets the grade of a judgment that may not be there."""
    get = attrgetter(path)

    def grade(row: object) -> object:
        judgment = get(row)
        return judgment and judgment.grade

    return grade


FORCE = _fields(
    ("id", TEXT, _get("id"), "as in file names and on the command line"),
    ("name", TEXT, _get("name"), "the official name"),
    ("former_name", or_null(TEXT), _get("former_name"), "an earlier official name"),
    ("region", TEXT, _get("region"), "the region"),
    ("nation", TEXT, _get("nation"), "England or Wales"),
    ("aliases", TEXTS, _get("aliases"), "other names that the command line takes, a word each"),
)
JUDGMENT = _fields(
    ("force", TEXT, _get("judgment.force"), "the force's id"),
    ("year", NUMBER, _get("judgment.year"), PLACE["year"]),
    ("round", TEXT, _get("round.label"), "the round's label, like `PEEL 2018/19`"),
    ("pillar", or_null(TEXT), _get("judgment.pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), _get("judgment.question"), PLACE["question"]),
    ("title", or_null(TEXT), _get("title"), "the inspectorate's wording of the question"),
    ("grade", or_null(GRADE), _get("judgment.grade"), "null exactly when `status` is `not-graded`"),
    ("status", one_of(Status), _get("judgment.status"), "how the judgment came about"),
    ("carried_over_from", or_null(NUMBER), _get("judgment.carried_over_from"),
     "the round whose grade stands, exactly when `status` is `carried-over`"),
    ("published", or_null(DAY), _get("judgment.published"),
     "the day on which the grade came out; null where it is not known"),
    ("basis", one_of(Basis), _get("judgment.basis"), "what kind of page the grade rests on"),
    ("sources", list_of(ADDRESS, least=1), _get("judgment.sources"), "best first, at least one"),
    ("note", or_null(TEXT), _get("judgment.note"),
     "what a user of the grade should know; the reason, where there is no grade"),
    ("areas_for_improvement", LINES, _get("judgment.areas_for_improvement"), "in our own words"),
)  # fmt: skip
CHANGE = _fields(
    ("force", TEXT, _get("force.id"), "the force's id"),
    ("region", TEXT, _get("force.region"), "its region"),
    ("pillar", or_null(TEXT), _get("pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), _get("question.id"), PLACE["question"]),
    ("before", or_null(GRADE), _grade_of("before"), "the grade in the first round"),
    ("after", or_null(GRADE), _grade_of("after"), "the grade in the second round"),
    ("change", one_of(Kind), _get("change.kind"), "what happened between the two"),
    ("steps", or_null(NUMBER), _get("change.steps"),
     "grades up, or down if negative; 0 for unchanged; null for all other kinds"),
    ("carried_over_from", or_null(NUMBER), _get("carried_over_from"),
     "the round whose grade stands, where either judgment was carried over"),
)  # fmt: skip
_CELL = (
    ("force", TEXT, _get("force.id"), "the force's id"),
    ("region", TEXT, _get("force.region"), "its region"),
    ("nation", TEXT, _get("force.nation"), "its nation"),
    ("year", NUMBER, _get("round.year"), PLACE["year"]),
    ("pillar", or_null(TEXT), _get("question.pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), _get("question.id"), PLACE["question"]),
    ("grade", or_null(GRADE), _grade_of("cell.judgment"), "null where there is none"),
    ("status", one_of([*Status, *list(CellKind)[1:]]), _get("status"),
     "also `missing` (not in the dataset), `left-out` (with `--as-of`) and `no-grade` (only "
     "another round graded it)"),
    ("carried_over_from", or_null(NUMBER), _get("carried_over_from"),
     "the round whose grade stands, when `status` is `carried-over`"),
)  # fmt: skip
CELL = _fields(*_CELL)
COMPARED_CELL = _fields(
    *_CELL,
    ("differs", BOOLEAN, _get("differs"), "whether two of the forces got different grades"),
)
STATS_ROW = _fields(
    ("year", NUMBER, _get("round.year"), PLACE["year"]),
    ("pillar", or_null(TEXT), _get("question.pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), _get("question.id"), PLACE["question"]),
    ("region", or_null(TEXT), _get("region"), "null unless counted by it"),
    *(
        (grade.value, COUNT, lambda row, grade=grade: row.counts[grade], "forces with this grade")
        for grade in Grade
    ),
    ("not-graded", COUNT, _get("not_graded"), "forces that got no grade"),
    ("missing", COUNT, _get("missing"), "forces whose judgment is not in the dataset"),
    ("nation", or_null(TEXT), _get("nation"), "null unless counted by it"),
    ("left-out", COUNT, _get("left_out"), "forces whose judgment is left out as of a day"),
)
DIRECTIONS = _fields(
    ("pillar", or_null(TEXT), _get("question.pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), _get("question.id"), PLACE["question"]),
    ("years", list_of(NUMBER), lambda row: [one.year for one in row.span],
     "the comparable rounds that the paths run through"),
    *(
        (way.value, COUNT, lambda row, way=way: row.counts[way], "forces with such a path")
        for way in Direction
    ),
)  # fmt: skip
PATH = _fields(
    ("force", TEXT, _get("force.id"), "the force's id"),
    ("pillar", or_null(TEXT), _get("question.pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), _get("question.id"), PLACE["question"]),
    ("direction", one_of(Direction), _get("direction"), "how the grade moved along the path"),
    ("moves", COUNT, _get("moves"), "how often the grade changed from inspection to inspection"),
    ("first_year", NUMBER, lambda row: row.judgments[0].year, "the first round of the path"),
    ("first_grade", GRADE, lambda row: row.judgments[0].grade, "the grade there"),
    ("last_year", NUMBER, lambda row: row.judgments[-1].year, "the last round of the path"),
    ("last_grade", GRADE, lambda row: row.judgments[-1].grade, "the grade there"),
    ("longest_run_grade", GRADE, _get("longest_run.grade"), "the grade of the longest run"),
    ("longest_run_rounds", COUNT, _get("longest_run.rounds"), "how many rounds that run has"),
    ("longest_run_from", NUMBER, _get("longest_run.first"), "the first round of that run"),
    ("longest_run_to", NUMBER, _get("longest_run.last"),
     "the last round of that run, the latest of equal ones"),
    ("path", TEXTS, lambda row: [f"{one.year}:{one.grade}" for one in row.judgments],
     "`year:grade`, the earliest first"),
    ("carried_over", list_of(NUMBER),
     lambda row: [one.year for one in row.judgments if one.carried_over_from is not None],
     "the years of the path in which the grade was carried over"),
)  # fmt: skip
RANK_ROW = _fields(
    ("rank", or_null(PLACE_IN_RANKING), _get("rank"), "null without all of the grades that count"),
    ("force", TEXT, _get("force.id"), "the force's id"),
    ("region", TEXT, _get("force.region"), "its region"),
    ("mean_position", or_null(MEAN), lambda row: None if row.mean is None else round(row.mean, 4),
     "on the scale, 1 being best; null without a rank"),
    ("grades", COUNT, _get("grades"), "how many of the grades that count it has"),
    ("derived", COUNT, _get("derived"), "how many of these are derived"),
    ("lacks", TEXTS, lambda row: [one.id or one.pillar for one in row.lacks],
     "ids of the questions, areas and pillars for which it has none"),
)  # fmt: skip
ROUND = _fields(
    ("year", NUMBER, _get("round.year"), "its first year"),
    ("last_year", NUMBER, _get("round.last_year"), "its last year"),
    ("label", TEXT, _get("round.label"), "like `PEEL 2018/19`"),
    ("scale", list_of(GRADE, least=1), _get("round.scale"), "best first"),
    ("pillars", TEXTS, _get("round.pillars"), "ids; empty from 2021"),
    ("published", TEXT, _get("round.published"), "in words"),
    ("source", ADDRESS, _get("round.source"), "what describes the round"),
    ("comparable_with_round_before", BOOLEAN,
     lambda row: row.before is not None and row.reason is None,
     "whether at least one grade that both gave can be compared"),
    ("reason", or_null(TEXT), _get("reason"), "why not"),
    ("limits", LINES, _get("limits"), "what a user of its grades should know"),
)  # fmt: skip
QUESTION = _fields(
    ("year", NUMBER, _get("round.year"), PLACE["year"]),
    ("pillar", or_null(TEXT), _get("question.pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), _get("question.id"), PLACE["question"]),
    ("name", TEXT, _get("question.name"), "a short name, ours"),
    ("title", or_null(TEXT), _get("question.title"), "the inspectorate's wording"),
    ("graded", BOOLEAN, _get("question.graded"), "whether the round graded it"),
    ("comparable_with", list_of(NUMBER), lambda row: [one.year for one in row.comparable_with],
     "the rounds whose grades for it can be compared"),
    ("published", or_null(DAY), _get("question.published"),
     "the day on which all forces' grades came out, where there was one"),
)  # fmt: skip
COVERAGE_ROW = _fields(
    ("year", NUMBER, _get("round.year"), PLACE["year"]),
    ("pillar", or_null(TEXT), _get("pillar"), PLACE["pillar"]),
    ("level", or_null(one_of(Level)), _get("level"), "areas are `pillar-grades`; null by force"),
    ("force", or_null(TEXT), lambda row: row.force and row.force.id, "null unless by force"),
    ("in_dataset", COUNT, _get("in_dataset"), "grades that are there"),
    ("not_graded", COUNT, _get("not_graded"), "judgments that say that there is no grade"),
    ("missing", COUNT, _get("missing"), "judgments that are not there"),
    ("out_of", COUNT, _get("out_of"), "questions that the round graded, times the forces"),
    *(
        (
            basis.value,
            COUNT,
            lambda row, basis=basis: row.by_basis[basis],
            "judgments with this basis",
        )
        for basis in Basis
    ),
    ("left_out", COUNT, _get("left_out"), "judgments that are left out as of a day"),
)
PROBLEM = _fields(
    # A name that is not UTF-8 can't stand in JSON as it is.
    ("file", TEXT, lambda row: row.path.encode("utf-8", "backslashreplace").decode(), "the file"),
    (
        "line",
        or_null(NUMBER),
        lambda row: row.line or None,
        "from 1; null for a problem of the whole file",
    ),
    ("column", or_null(NUMBER), lambda row: row.column or None, "from 1; null likewise"),
    ("message", TEXT, _get("text"), "what is wrong, and how to mend it"),
)
_SUMMARY = _fields(
    ("compared", COUNT, _get("compared"), " + ".join(f"`{kind.value}`" for kind in COMPARED)),
    *(
        (kind.value, COUNT, lambda row, kind=kind: row.counts[kind], "pairs of this kind")
        for kind in Kind
    ),
)  # fmt: skip
_BRIEF_FORCE = FORCE.only("id", "name", "region", "nation")
_RANKED_BY = _fields(
    ("pillar", or_null(TEXT), _get("pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), _get("id"), PLACE["question"]),
)
_AS_OF = _fields(
    ("as_of", DAY, _get("day"), "with `--as-of`: the day"),
    ("undated_left_out", COUNT, _get("undated"),
     "with `--as-of`: how many judgments it would have shown if their day were known"),
)  # fmt: skip

ANSWERS: Mapping[str, Record] = {
    "show": _fields(
        ("force", record_of(_BRIEF_FORCE), _get("force"), "the force"),
        ("judgments", records_of(JUDGMENT), _get("rows"), "by year, then as the reports have them"),
    ),
    "diff": _fields(
        ("from", NUMBER, _get("before.year"), "the first round"),
        ("to", NUMBER, _get("after.year"), "the second round"),
        ("comparable", BOOLEAN, _get("comparable"),
         "whether at least one grade that both gave can be compared"),
        ("reason", or_null(TEXT), _get("reason"), "why not"),
        ("summary", record_of(_SUMMARY), _get("summary"), "how many pairs there are of each kind"),
        ("changes", records_of(CHANGE), _get("rows"), "the pairs of the kinds asked for"),
    ),
    "overview": _fields(
        ("year", NUMBER, _get("round.year"), PLACE["year"]),
        ("round", TEXT, _get("round.label"), "the round's label"),
        ("rows", records_of(CELL), _get("cells"), "force by force"),
    ),
    "compare": _fields(
        ("forces", records_of(_BRIEF_FORCE), _get("forces"), "the forces"),
        ("years", list_of(NUMBER), _get("years"), "the rounds"),
        ("rows", records_of(COMPARED_CELL), _get("cells"), "round by round"),
    ),
    "list": _fields(("judgments", records_of(JUDGMENT), _get("rows"), "those that match")),
    "count": _fields(
        ("count", COUNT, lambda row: len(row.rows), "with `--count`: how many match"),
        ("rows", records_of(_fields(("count", COUNT, lambda row: len(row.rows), "the same"))),
         lambda row: [row], "the same, for flat formats"),
    ),
    "stats": _fields(("rows", records_of(STATS_ROW), _same, "by round, then question")),
    "trend": _fields(
        ("directions", records_of(DIRECTIONS), _get("directions"), "question by question"),
        ("rows", records_of(PATH), _get("paths"), "force by force"),
    ),
    "rank": _fields(
        ("year", NUMBER, _get("round.year"), PLACE["year"]),
        ("round", TEXT, _get("round.label"), "the round's label"),
        ("scale", list_of(GRADE), _get("round.scale"), "best first"),
        ("grades_needed", COUNT, _get("needed"), "how many grades count"),
        ("rows", records_of(RANK_ROW), lambda row: [*row.ranked, *row.too_few], "best first"),
        ("questions", records_of(_RANKED_BY), _get("questions"), "what is ranked by"),
    ),
    "forces": _fields(("forces", records_of(FORCE), _same, "by id")),
    "rounds": _fields(("rounds", records_of(ROUND), _same, "the earliest first")),
    "questions": _fields(("questions", records_of(QUESTION), _same, "round by round")),
    "coverage": _fields(("rows", records_of(COVERAGE_ROW), _same, "round by round")),
    "check": _fields(
        ("valid", BOOLEAN, lambda row: not row.problems, "whether there are no problems"),
        ("problems", records_of(PROBLEM), _get("problems"), "in reading order"),
        ("layout", records_of(PROBLEM), _get("layout"), "departures from the canonical layout"),
        ("forces", COUNT, _get("forces"), "how many there are"),
        ("rounds", COUNT, _get("rounds"), "how many there are"),
        ("judgments", COUNT, _get("judgments"), "how many there are"),
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
        return whole | {"properties": whole["properties"] | _AS_OF.schema()["properties"]}

    name = "list" if command == "export" else command
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"peel {command} --json",
        **(schema(name) if command != "list" else {"anyOf": [schema("list"), schema("count")]}),
    }
