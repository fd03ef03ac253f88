"""The JSON of what changed between two states of a dataset."""

from collections.abc import Mapping

from peelcli.contract import Record, one_of, or_null, records_of
from peelcli.queries.revision import Edit
from peelcli.records import NUMBER, PLACE, TEXT, fields, get, same

EDIT = fields(
    ("table", one_of(("judgments", "reports")), get("table"), "of which table it is"),
    ("force", TEXT, get("force"), "the force's id"),
    ("year", NUMBER, get("year"), PLACE["year"]),
    ("pillar", or_null(TEXT), lambda row: row.place[0], PLACE["pillar"]),
    ("question", or_null(TEXT), lambda row: row.place[1], "null for a pillar's own grade"),
    ("edit", one_of(Edit), get("edit"), "what became of it"),
    ("field", TEXT, get("field"),
     "the field that changed; of what came or went, its grade or address"),
    ("before", or_null(TEXT), get("before"), "as CSV has it; null where there was none"),
    ("after", or_null(TEXT), get("after"), "likewise; null where there is none"),
)  # fmt: skip

ANSWERS: Mapping[str, Record] = {
    "revision": fields(("changes", records_of(EDIT), same, "judgments, then reports")),
}
