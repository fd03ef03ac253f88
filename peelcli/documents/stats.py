"""The JSON of counts."""

from collections.abc import Mapping

from peelcli.contract import Record, list_of, or_null, records_of
from peelcli.records import COUNT, NUMBER, PLACE, TEXT, fields, get, same
from peelcli.terms import Grade

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
    ("derived", COUNT, get("derived"), "how many of the grades are derived"),
    ("forces", COUNT, get("forces"), "how many forces are counted, with a grade or without"),
    ("comparable_with", list_of(NUMBER), get("comparable_with"),
     "the other rounds of the answer whose grades for it can be compared"),
)  # fmt: skip


ANSWERS: Mapping[str, Record] = {
    "stats": fields(("rows", records_of(STATS_ROW), same, "by round, then question")),
}
