"""The JSON of grids of forces."""

from collections.abc import Mapping

from peelcli.contract import Record, list_of, one_of, or_null, records_of
from peelcli.queries.grid import CellKind
from peelcli.records import (
    ADDRESS,
    BOOLEAN,
    BRIEF_FORCE,
    GRADE,
    NUMBER,
    PLACE,
    TEXT,
    fields,
    get,
    grade_of,
)
from peelcli.terms import Basis, Status

_CELL = (
    ("force", TEXT, get("force.id"), "the force's id"),
    ("region", TEXT, get("force.region"), "its region"),
    ("nation", TEXT, get("force.nation"), "its nation"),
    ("year", NUMBER, get("round.year"), PLACE["year"]),
    ("pillar", or_null(TEXT), get("question.pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), get("question.id"), PLACE["question"]),
    ("grade", or_null(GRADE), grade_of("cell.judgment"), "null where there is none"),
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
    ("basis", or_null(one_of(Basis)), get("basis"), "what kind of page the grade rests on"),
)  # fmt: skip

CELL = fields(*_CELL, *_CITED)

COMPARED_CELL = fields(
    *_CELL,
    ("differs", BOOLEAN, get("differs"), "whether two of the forces got different grades"),
    *_CITED,
)

TILE = fields(
    *_CELL,
    ("code", TEXT, get("force.code"), "the force in three letters"),
    ("tile", list_of(NUMBER), lambda row: [*(row.force.tile or ())],
     "column and row on the map, from 1; empty where it has none"),
    ("outlined", BOOLEAN, get("is_outlined"), "whether `--force` or `--group` names it"),
    *_CITED,
)  # fmt: skip

ANSWERS: Mapping[str, Record] = {
    "overview": fields(
        ("year", NUMBER, get("round.year"), PLACE["year"]),
        ("round", TEXT, get("round.label"), "the round's label"),
        ("rows", records_of(CELL), get("cells"), "force by force"),
    ),
    "map": fields(
        ("year", NUMBER, get("round.year"), PLACE["year"]),
        ("round", TEXT, get("round.label"), "the round's label"),
        ("pillar", or_null(TEXT), get("question.pillar"), PLACE["pillar"]),
        ("question", or_null(TEXT), get("question.id"), PLACE["question"]),
        ("rows", records_of(TILE), get("cells"), "a row a force, by name"),
    ),
    "compare": fields(
        ("forces", records_of(BRIEF_FORCE), get("forces"), "the forces"),
        ("years", list_of(NUMBER), get("years"), "the rounds"),
        ("rows", records_of(COMPARED_CELL), get("cells"), "round by round"),
    ),
}
