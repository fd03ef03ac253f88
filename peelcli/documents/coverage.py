"""The JSON of coverage."""

from collections.abc import Mapping

from peelcli.contract import Record, one_of, or_null, records_of
from peelcli.records import COUNT, NUMBER, PLACE, TEXT, fields, get, same
from peelcli.terms import Basis, Level

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


ANSWERS: Mapping[str, Record] = {
    "coverage": fields(("rows", records_of(COVERAGE_ROW), same, "round by round")),
}
