"""Fields that an answer has at its end where something more is asked."""

from peelcli.contract import or_null, records_of
from peelcli.records import ADDRESS, COUNT, DAY, NUMBER, TEXT, TEXTS, fields, get

AS_OF = fields(
    ("as_of", DAY, get("day"), "with `--as-of`: the day"),
    ("undated_left_out", COUNT, get("undated"),
     "with `--as-of`, or a day in `--since` or `--until`: how many judgments it would have shown "
     "if their day were known"),
)  # fmt: skip

NOT_COMPARED = fields(
    ("from", NUMBER, get("before.year"), "the earlier round"),
    ("to", NUMBER, get("after.year"), "the later one"),
    ("reason", TEXT, get("why_not.text"), "why not"),
    ("reason_source", or_null(ADDRESS), get("why_not.source"),
     "the address that says so; the first, where several do"),
    ("same_forces", COUNT, get("same_forces"),
     "how many forces have grades for the same questions of both"),
)  # fmt: skip

APART = fields(
    ("not_comparable", records_of(NOT_COMPARED), get("apart"),
     "rounds beside each other in the answer whose grades can't be compared"),
)  # fmt: skip

GROUP = fields(
    ("id", TEXT, get("id"), "as on the command line"),
    ("name", TEXT, get("name"), "its name"),
    ("forces", TEXTS, get("forces"), "ids of its forces"),
    ("day", or_null(DAY), get("day"), "the day of the list"),
    ("source", or_null(ADDRESS), get("source"), "what gives the list; null for one of your own"),
)

GROUPED = fields(("groups", records_of(GROUP), get("groups"), "with `--group`: the groups"))
