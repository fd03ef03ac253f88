"""The JSON of one page on a force."""

from collections.abc import Mapping

from peelcli.contract import Record, list_of, one_of, or_null, record_of, records_of
from peelcli.queries.change import Kind
from peelcli.queries.grid import CellKind
from peelcli.records import (
    ADDRESS,
    BASIS,
    BOOLEAN,
    BRIEF_FORCE,
    COUNT,
    DAY,
    GRADE,
    NUMBER,
    PLACE,
    REPORT,
    TEXT,
    TEXTS,
    basis_of,
    fields,
    get,
    grade_of,
    reason,
)
from peelcli.terms import Status

STANDING = fields(
    ("against", TEXT, get("against"), "`all`, or the id of a group; always without the force"),
    ("higher", COUNT, get("higher"), "other forces with a better grade"),
    ("same", COUNT, get("same"), "with the same grade"),
    ("lower", COUNT, get("lower"), "with a lower grade"),
    (
        "missing",
        COUNT,
        get("missing"),
        "whose grade is not in the dataset, or left out as of a day",
    ),
    ("not_graded", COUNT, get("not_graded"), "that are known to have got none"),
)

BESIDE = fields(
    ("force", TEXT, lambda pair: pair[0].id, "the force's id"),
    ("grade", or_null(GRADE), lambda pair: pair[1].judgment and pair[1].judgment.grade,
     "null where there is none"),
    ("status", one_of([*Status, *list(CellKind)[1:]]), lambda pair: pair[1].status,
     "as in `overview`"),
    ("basis", or_null(BASIS), lambda pair: pair[1].judgment and pair[1].judgment.basis,
     "what kind of page the grade rests on"),
)  # fmt: skip

BRIEF_ROW = fields(
    ("pillar", or_null(TEXT), get("question.pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), get("question.id"), PLACE["question"]),
    ("grade", or_null(GRADE), grade_of("cell.judgment"), "null where there is none"),
    ("status", one_of([*Status, *list(CellKind)[1:]]), get("status"), "as in `overview`"),
    ("standing", records_of(STANDING), get("standings"), "against all other forces, then groups"),
    ("published", or_null(DAY), lambda row: row.cell.judgment and row.cell.judgment.published,
     "the day on which the grade came out"),
    ("is_new", BOOLEAN, get("is_new"), "whether that is after `since`"),
    ("basis", or_null(BASIS), basis_of("cell.judgment"), "what kind of page the grade rests on"),
    ("beside", records_of(BESIDE), get("others"), "the grades of the forces named with `--with`"),
)  # fmt: skip

MOVE = fields(
    ("pillar", or_null(TEXT), get("pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), get("question.id"), PLACE["question"]),
    ("from", NUMBER, get("before.year"), "the earlier round"),
    ("before", or_null(GRADE), grade_of("before"), "the grade there"),
    ("after", or_null(GRADE), grade_of("after"), "the grade now"),
    ("change", one_of(Kind), get("kind"), "what happened between the two"),
    ("steps", or_null(NUMBER), get("steps"), "grades up, or down if negative"),
    ("before_basis", or_null(BASIS), basis_of("before"), "what kind of page that grade rests on"),
    ("after_basis", or_null(BASIS), basis_of("after"), "likewise, now"),
)


ANSWERS: Mapping[str, Record] = {
    "brief": fields(
        ("force", record_of(BRIEF_FORCE), get("force"), "the force"),
        ("year", NUMBER, get("round.year"), PLACE["year"]),
        ("round", TEXT, get("round.label"), "the round's label"),
        ("report", or_null(record_of(REPORT)), get("report"), "what is known of its report"),
        ("rows", records_of(BRIEF_ROW), get("rows"), "as the reports have them"),
        (
            "moves",
            records_of(MOVE),
            get("moves"),
            "against the last comparable round; where rounds can't be compared, side by side",
        ),
        ("safe", TEXTS, get("safe"), "sentences that the grades prove"),
        ("unsafe", TEXTS, get("unsafe"), "what they do not prove, and why"),
        ("sources", list_of(ADDRESS), get("sources"), "the official report first"),
        (
            "reason",
            or_null(TEXT),
            reason,
            "why the round before can't be compared",
        ),
        ("since", or_null(DAY), get("since"), "the day after which grades are marked as new"),
    ),
}
