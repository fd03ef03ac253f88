"""The rows of answers, the JSON document of every command, and its schema."""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

from peelcli.contract import Record, Schema, list_of, one_of, or_null, record_of, records_of
from peelcli.queries.change import COMPARED, Direction, Kind
from peelcli.queries.grid import CellKind
from peelcli.records import (
    ADDRESS,
    BOOLEAN,
    COUNT,
    DAY,
    FORCE,
    GRADE,
    JUDGMENT,
    MEAN,
    NUMBER,
    PLACE,
    PLACE_IN_RANKING,
    PROBLEM,
    QUESTION,
    REPORT,
    ROUND,
    TEXT,
    TEXTS,
    fields,
    get,
    same,
)
from peelcli.terms import OVERALL, Basis, Grade, Level, Status


def _grade_of(path: str) -> Callable[[Any], object]:
    """Return what gets the grade of a judgment that may not be there."""
    get = attrgetter(path)

    def grade(row: object) -> object:
        judgment = get(row)
        return judgment and judgment.grade

    return grade


def _of_judgment(name: str) -> Callable[[Any], object]:
    """Return what gets a field of a judgment that may not be there."""
    get = attrgetter(name)
    return lambda row: get(row.judgment) if row.judgment else None


CHANGE = fields(
    ("force", TEXT, get("force.id"), "the force's id"),
    ("region", TEXT, get("force.region"), "its region"),
    ("pillar", or_null(TEXT), get("pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), get("question.id"), PLACE["question"]),
    ("before", or_null(GRADE), _grade_of("before"), "the grade in the first round"),
    ("after", or_null(GRADE), _grade_of("after"), "the grade in the second round"),
    ("change", one_of(Kind), get("change.kind"), "what happened between the two"),
    ("steps", or_null(NUMBER), get("change.steps"),
     "grades up, or down if negative; 0 for unchanged; null for all other kinds"),
    ("carried_over_from", or_null(NUMBER), get("carried_over_from"),
     "the round whose grade stands, where either judgment was carried over"),
)  # fmt: skip

_CELL = (
    ("force", TEXT, get("force.id"), "the force's id"),
    ("region", TEXT, get("force.region"), "its region"),
    ("nation", TEXT, get("force.nation"), "its nation"),
    ("year", NUMBER, get("round.year"), PLACE["year"]),
    ("pillar", or_null(TEXT), get("question.pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), get("question.id"), PLACE["question"]),
    ("grade", or_null(GRADE), _grade_of("cell.judgment"), "null where there is none"),
    ("status", one_of([*Status, *list(CellKind)[1:]]), get("status"),
     "also `missing` (not in the dataset), `left-out` (with `--as-of`), `not-in-report` (the "
     "force's report graded other areas) and `no-grade` (only another round graded it)"),
    ("carried_over_from", or_null(NUMBER), get("carried_over_from"),
     "the round whose grade stands, when `status` is `carried-over`"),
)  # fmt: skip

_CITED = (
    ("report", or_null(ADDRESS), get("report"),
     "the official report that grades it; null before 2021, or where it is not known"),
    ("sources", list_of(ADDRESS), get("sources"), "what the grade rests on, best first"),
)  # fmt: skip

CELL = fields(*_CELL, *_CITED)

COMPARED_CELL = fields(
    *_CELL,
    ("differs", BOOLEAN, get("differs"), "whether two of the forces got different grades"),
    *_CITED,
)

STATS_ROW = fields(
    ("year", NUMBER, get("round.year"), PLACE["year"]),
    ("pillar", or_null(TEXT), get("question.pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), get("question.id"), PLACE["question"]),
    ("region", or_null(TEXT), get("region"), "null unless counted by it"),
    *(
        (grade.value, COUNT, lambda row, grade=grade: row.counts[grade], "forces with this grade")
        for grade in Grade
    ),
    (
        "not-graded",
        COUNT,
        get("not_graded"),
        "forces that got no grade; by their report, since 2021",
    ),
    ("missing", COUNT, get("missing"), "forces whose judgment is not in the dataset"),
    ("nation", or_null(TEXT), get("nation"), "null unless counted by it"),
    ("left-out", COUNT, get("left_out"), "forces whose judgment is left out as of a day"),
    ("group", or_null(TEXT), get("group"), "null unless counted by it"),
)

DIRECTIONS = fields(
    ("pillar", or_null(TEXT), get("question.pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), get("question.id"), PLACE["question"]),
    ("years", list_of(NUMBER), lambda row: [one.year for one in row.span],
     "the comparable rounds that the paths run through"),
    *(
        (way.value, COUNT, lambda row, way=way: row.counts[way], "forces with such a path")
        for way in Direction
    ),
)  # fmt: skip

PATH = fields(
    ("force", TEXT, get("force.id"), "the force's id"),
    ("pillar", or_null(TEXT), get("question.pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), get("question.id"), PLACE["question"]),
    ("direction", one_of(Direction), get("direction"), "how the grade moved along the path"),
    ("moves", COUNT, get("moves"), "how often the grade changed from inspection to inspection"),
    ("first_year", NUMBER, lambda row: row.judgments[0].year, "the first round of the path"),
    ("first_grade", GRADE, lambda row: row.judgments[0].grade, "the grade there"),
    ("last_year", NUMBER, lambda row: row.judgments[-1].year, "the last round of the path"),
    ("last_grade", GRADE, lambda row: row.judgments[-1].grade, "the grade there"),
    ("longest_run_grade", GRADE, get("longest_run.grade"), "the grade of the longest run"),
    ("longest_run_rounds", COUNT, get("longest_run.rounds"), "how many rounds that run has"),
    ("longest_run_from", NUMBER, get("longest_run.first"), "the first round of that run"),
    ("longest_run_to", NUMBER, get("longest_run.last"),
     "the last round of that run, the latest of equal ones"),
    ("path", TEXTS, lambda row: [f"{one.year}:{one.grade}" for one in row.judgments],
     "`year:grade`, the earliest first"),
    ("carried_over", list_of(NUMBER),
     lambda row: [one.year for one in row.judgments if one.carried_over_from is not None],
     "the years of the path in which the grade was carried over"),
)  # fmt: skip

RANK_ROW = fields(
    ("rank", or_null(PLACE_IN_RANKING), get("rank"), "null without all of the grades that count"),
    ("force", TEXT, get("force.id"), "the force's id"),
    ("region", TEXT, get("force.region"), "its region"),
    ("mean_position", or_null(MEAN), lambda row: None if row.mean is None else round(row.mean, 4),
     "on the scale, 1 being best; null without a rank"),
    ("grades", COUNT, get("grades"), "how many of the grades that count it has"),
    ("derived", COUNT, get("derived"), "how many of these are derived"),
    ("lacks", TEXTS, lambda row: [one.id or one.pillar for one in row.lacks],
     "ids of the questions, areas and pillars for which it has none"),
)  # fmt: skip

COVERAGE_ROW = fields(
    ("year", NUMBER, get("round.year"), PLACE["year"]),
    ("pillar", or_null(TEXT), get("pillar"), PLACE["pillar"]),
    ("level", or_null(one_of(Level)), get("level"), "areas are `pillar-grades`; null by force"),
    ("force", or_null(TEXT), lambda row: row.force and row.force.id, "null unless by force"),
    ("in_dataset", COUNT, get("in_dataset"), "grades that are there"),
    ("not_graded", COUNT, get("not_graded"), "judgments that say that there is no grade"),
    ("missing", COUNT, get("missing"), "judgments that are not there"),
    ("out_of", COUNT, get("out_of"), "questions that the round graded, times the forces"),
    *(
        (
            basis.value,
            COUNT,
            lambda row, basis=basis: row.by_basis[basis],
            "judgments with this basis",
        )
        for basis in Basis
    ),
    ("left_out", COUNT, get("left_out"), "judgments that are left out as of a day"),
    ("not_in_report", COUNT, get("not_in_report"), "areas that the force's report did not grade"),
    (
        "graded_in_report",
        or_null(COUNT),
        get("graded_in_report"),
        "by force: how many areas its report graded when it came out; null where not known",
    ),
)

PANEL_ROW = fields(
    ("force", TEXT, get("force.id"), "the force's id"),
    ("force_name", TEXT, get("force.name"), "its official name"),
    ("region", TEXT, get("force.region"), "its region"),
    ("nation", TEXT, get("force.nation"), "its nation"),
    ("year", NUMBER, get("round.year"), PLACE["year"]),
    ("round", TEXT, get("round.label"), "the round's label, like `PEEL 2018/19`"),
    ("pillar", or_null(TEXT), get("question.pillar"), PLACE["pillar"]),
    ("question", TEXT, lambda row: row.question.id or OVERALL, "`overall`: the pillar's own grade"),
    ("level", one_of(Level), get("question.level"), "areas are `pillar-grades`"),
    ("title", or_null(TEXT), get("question.title"), "the inspectorate's wording of the question"),
    ("grade", or_null(GRADE), _grade_of("judgment"), "null where there is none"),
    ("status", one_of([*Status, *list(CellKind)[1:]]), get("status"),
     "as in the rows of `overview`; `no-grade`: the round asked, and graded no force"),
    ("position", or_null(PLACE_IN_RANKING), get("position"),
     "the place of the grade on its round's scale, 1 being the best"),
    ("scale_size", COUNT, lambda row: len(row.round.scale), "how many grades the scale has"),
    ("carried_over_from", or_null(NUMBER), _of_judgment("carried_over_from"),
     "the round whose grade stands, when `status` is `carried-over`"),
    ("published", or_null(DAY), _of_judgment("published"), "the day on which the grade came out"),
    ("basis", or_null(one_of(Basis)), _of_judgment("basis"),
     "what kind of page the grade rests on"),
    ("comparable_with_round_before", BOOLEAN, get("is_comparable"),
     "whether the question's grades compare with those of the round before"),
    ("report", or_null(ADDRESS), _of_judgment("report"),
     "the official report that grades it; null before 2021, or where it is not known"),
    ("sources", list_of(ADDRESS), lambda row: row.judgment.sources if row.judgment else (),
     "what the grade rests on, best first"),
)  # fmt: skip

SUMMARY = fields(
    ("compared", COUNT, get("compared"), " + ".join(f"`{kind.value}`" for kind in COMPARED)),
    *(
        (kind.value, COUNT, lambda row, kind=kind: row.counts[kind], "pairs of this kind")
        for kind in Kind
    ),
)  # fmt: skip

BRIEF_FORCE = FORCE.only("id", "name", "region", "nation")

RANKED_BY = fields(
    ("pillar", or_null(TEXT), get("pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), get("id"), PLACE["question"]),
)

AS_OF = fields(
    ("as_of", DAY, get("day"), "with `--as-of`: the day"),
    ("undated_left_out", COUNT, get("undated"),
     "with `--as-of`: how many judgments it would have shown if their day were known"),
)  # fmt: skip

STANDING = fields(
    ("against", TEXT, get("against"), "`all`, or the id of a group; always without the force"),
    ("higher", COUNT, get("higher"), "other forces with a better grade"),
    ("same", COUNT, get("same"), "with the same grade"),
    ("lower", COUNT, get("lower"), "with a lower grade"),
    ("missing", COUNT, get("missing"), "whose grade is not in the dataset, or that got none"),
)
BRIEF_ROW = fields(
    ("pillar", or_null(TEXT), get("question.pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), get("question.id"), PLACE["question"]),
    ("grade", or_null(GRADE), _grade_of("cell.judgment"), "null where there is none"),
    ("status", one_of([*Status, *list(CellKind)[1:]]), get("status"), "as in `overview`"),
    ("standing", records_of(STANDING), get("standings"), "against all other forces, then groups"),
    ("published", or_null(DAY), lambda row: row.cell.judgment and row.cell.judgment.published,
     "the day on which the grade came out"),
    ("is_new", BOOLEAN, get("is_new"), "whether that is after `since`"),
)  # fmt: skip
MOVE = fields(
    ("pillar", or_null(TEXT), get("pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), get("question.id"), PLACE["question"]),
    ("from", NUMBER, get("before.year"), "the earlier round"),
    ("before", or_null(GRADE), _grade_of("before"), "the grade there"),
    ("after", or_null(GRADE), _grade_of("after"), "the grade now"),
    ("change", one_of(Kind), get("kind"), "what happened between the two"),
    ("steps", or_null(NUMBER), get("steps"), "grades up, or down if negative"),
)
GROUP = fields(
    ("id", TEXT, get("id"), "as on the command line"),
    ("name", TEXT, get("name"), "its name"),
    ("forces", TEXTS, get("forces"), "ids of its forces"),
    ("day", or_null(DAY), get("day"), "the day of the list"),
    ("source", or_null(ADDRESS), get("source"), "what gives the list; null for one of your own"),
)
GROUPED = fields(("groups", records_of(GROUP), get("groups"), "with `--group`: the groups"))

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
    "brief": fields(
        ("force", record_of(BRIEF_FORCE), get("force"), "the force"),
        ("round", NUMBER, get("round.year"), PLACE["year"]),
        ("report", or_null(record_of(REPORT)), get("report"), "what is known of its report"),
        ("rows", records_of(BRIEF_ROW), get("rows"), "as the reports have them"),
        ("moves", records_of(MOVE), get("moves"),
         "against the last comparable round; where rounds can't be compared, side by side"),
        ("safe", TEXTS, get("safe"), "sentences that the grades prove"),
        ("unsafe", TEXTS, get("unsafe"), "what they do not prove, and why"),
        ("sources", list_of(ADDRESS), get("sources"), "the official report first"),
        ("reason", or_null(TEXT), lambda row: row.why_not and row.why_not.text,
         "why the round before can't be compared"),
        ("since", or_null(DAY), get("since"), "the day after which grades are marked as new"),
    ),
    "panel": fields(("rows", records_of(PANEL_ROW), same, "by force, then round")),
    "check": fields(
        ("valid", BOOLEAN, lambda row: not row.problems, "whether there are no problems"),
        ("problems", records_of(PROBLEM), get("problems"), "in reading order"),
        ("layout", records_of(PROBLEM), get("layout"), "departures from the canonical layout"),
        ("forces", COUNT, get("forces"), "how many there are"),
        ("rounds", COUNT, get("rounds"), "how many there are"),
        ("judgments", COUNT, get("judgments"), "how many there are"),
    ),
}  # fmt: skip
"""Each command's answer; `count` is that of `list --count`, and `export` has that of `list`, and
with `--panel` that of `panel`."""
_OF_ANY_DAY = ("forces", "rounds", "questions", "check")
"""The answers of commands without `--as-of`."""
COMMANDS = tuple(sorted({*ANSWERS, "export"} - {"count", "panel"}))
"""The commands that print JSON."""


def schema_of(command: str) -> Schema:
    """Return the JSON Schema of a command's JSON output; `command` is one of COMMANDS."""

    def schema(name: str) -> Schema:
        whole = ANSWERS[name].schema()
        if name in _OF_ANY_DAY:
            return whole
        more = AS_OF.schema()["properties"] | GROUPED.schema()["properties"]
        return whole | {"properties": whole["properties"] | more}

    several = {"list": ("list", "count"), "export": ("list", "panel")}
    names = several.get(command, (command,))
    found = schema(names[0]) if len(names) == 1 else {"anyOf": [*map(schema, names)]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"peel {command} --json",
        **found,
    }
