"""The JSON of a ranking."""

from collections.abc import Mapping

from peelcli.contract import Record, list_of, or_null, records_of
from peelcli.records import (
    COUNT,
    GRADE,
    MEAN,
    NUMBER,
    PLACE,
    PLACE_IN_RANKING,
    TEXT,
    TEXTS,
    fields,
    get,
)

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

RANKED_BY = fields(
    ("pillar", or_null(TEXT), get("pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), get("id"), PLACE["question"]),
)


ANSWERS: Mapping[str, Record] = {
    "rank": fields(
        ("year", NUMBER, get("round.year"), PLACE["year"]),
        ("round", TEXT, get("round.label"), "the round's label"),
        ("scale", list_of(GRADE), get("round.scale"), "best first"),
        ("grades_needed", COUNT, get("needed"), "how many grades count"),
        ("rows", records_of(RANK_ROW), lambda row: [*row.ranked, *row.too_few], "best first"),
        ("questions", records_of(RANKED_BY), get("questions"), "what is ranked by"),
        ("ranked", COUNT, get("of"), "how many forces have a rank, shown or not"),
    ),
}
