"""The JSON of two rounds."""

from collections.abc import Mapping

from peelcli.contract import Record, one_of, or_null, record_of, records_of
from peelcli.queries.change import COMPARED, Kind
from peelcli.records import (
    ADDRESS,
    BASIS,
    BOOLEAN,
    COUNT,
    GRADE,
    NUMBER,
    PLACE,
    TEXT,
    basis_of,
    fields,
    get,
    grade_of,
    reason,
    reason_source,
)

CHANGE = fields(
    ("force", TEXT, get("force.id"), "the force's id"),
    ("region", TEXT, get("force.region"), "its region"),
    ("pillar", or_null(TEXT), get("pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), get("question.id"), PLACE["question"]),
    ("before", or_null(GRADE), grade_of("before"), "the grade in the first round"),
    ("after", or_null(GRADE), grade_of("after"), "the grade in the second round"),
    ("change", one_of(Kind), get("change.kind"), "what happened between the two"),
    ("steps", or_null(NUMBER), get("change.steps"),
     "grades up, or down if negative; 0 for unchanged; null for all other kinds"),
    ("carried_over_from", or_null(NUMBER), get("carried_over_from"),
     "the round whose grade stands, where either judgment was carried over"),
    ("before_basis", or_null(BASIS), basis_of("before"),
     "what kind of page the first grade rests on"),
    ("after_basis", or_null(BASIS), basis_of("after"), "what kind of page the second rests on"),
)  # fmt: skip

SUMMARY = fields(
    ("compared", COUNT, get("compared"), " + ".join(f"`{kind.value}`" for kind in COMPARED)),
    *(
        (kind.value, COUNT, lambda row, kind=kind: row.counts[kind], "pairs of this kind")
        for kind in Kind
    ),
)  # fmt: skip


ANSWERS: Mapping[str, Record] = {
    "diff": fields(
        ("from", NUMBER, get("before.year"), "the first round"),
        ("to", NUMBER, get("after.year"), "the second round"),
        (
            "comparable",
            BOOLEAN,
            get("comparable"),
            "whether at least one grade that both gave can be compared",
        ),
        ("reason", or_null(TEXT), reason, "why not"),
        ("summary", record_of(SUMMARY), get("summary"), "how many pairs there are of each kind"),
        ("changes", records_of(CHANGE), get("rows"), "the pairs of the kinds asked for"),
        (
            "reason_source",
            or_null(ADDRESS),
            reason_source,
            "the address that says why not; the first, where several do",
        ),
    ),
}
