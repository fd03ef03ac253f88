"""The JSON of paths."""

from collections.abc import Mapping

from peelcli.contract import Record, list_of, one_of, or_null, records_of
from peelcli.queries.change import Direction
from peelcli.records import COUNT, GRADE, NUMBER, PLACE, TEXT, TEXTS, fields, get

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
    ("longest_run_inspections", COUNT, get("longest_run.inspections"),
     "in how many rounds of that run it was inspected"),
    ("basis", TEXTS, lambda row: [f"{one.year}:{one.basis}" for one in row.judgments],
     "`year:basis`, what kind of page each grade rests on"),
)  # fmt: skip


ANSWERS: Mapping[str, Record] = {
    "trend": fields(
        ("directions", records_of(DIRECTIONS), get("directions"), "question by question"),
        ("rows", records_of(PATH), get("paths"), "force by force"),
    ),
}
