"""The JSON of a panel."""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

from peelcli.contract import Record, list_of, one_of, or_null, records_of
from peelcli.queries.grid import CellKind
from peelcli.records import (
    ADDRESS,
    BOOLEAN,
    COUNT,
    DAY,
    GRADE,
    NUMBER,
    PLACE,
    PLACE_IN_RANKING,
    TEXT,
    fields,
    get,
    grade_of,
    same,
)
from peelcli.terms import OVERALL, Basis, Level, Status


def _of_judgment(name: str) -> Callable[[Any], object]:
    """Return what gets a field of a judgment that may not be there."""
    get = attrgetter(name)
    return lambda row: get(row.judgment) if row.judgment else None


PANEL_ROW = fields(
    ("force", TEXT, get("force.id"), "the force's id"),
    ("force_name", TEXT, get("force.name"), "its official name"),
    ("short_name", TEXT, get("force.short_name"), "its name in tables"),
    ("gss", or_null(TEXT), get("force.gss"), "the ONS code of its police force area"),
    ("home_office_name", or_null(TEXT), get("force.home_office_name"),
     "its name in the Home Office's tables"),
    ("region", TEXT, get("force.region"), "its region"),
    ("nation", TEXT, get("force.nation"), "its nation"),
    ("year", NUMBER, get("round.year"), PLACE["year"]),
    ("round", TEXT, get("round.label"), "the round's label, like `PEEL 2018/19`"),
    ("pillar", or_null(TEXT), get("question.pillar"), PLACE["pillar"]),
    ("question", TEXT, lambda row: row.question.id or OVERALL, "`overall`: the pillar's own grade"),
    ("level", one_of(Level), get("question.level"), "areas are `pillar-grades`"),
    ("title", or_null(TEXT), get("question.title"), "the inspectorate's wording of the question"),
    ("grade", or_null(GRADE), grade_of("judgment"), "null where there is none"),
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


ANSWERS: Mapping[str, Record] = {
    "panel": fields(("rows", records_of(PANEL_ROW), same, "by force, then round")),
}
