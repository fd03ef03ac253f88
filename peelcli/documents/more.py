"""Fields that an answer has at its end where something more is asked."""

from peelcli.contract import or_null, records_of
from peelcli.records import ADDRESS, COUNT, DAY, TEXT, TEXTS, fields, get

AS_OF = fields(
    ("as_of", DAY, get("day"), "with `--as-of`: the day"),
    ("undated_left_out", COUNT, get("undated"),
     "with `--as-of`: how many judgments it would have shown if their day were known"),
)  # fmt: skip

GROUP = fields(
    ("id", TEXT, get("id"), "as on the command line"),
    ("name", TEXT, get("name"), "its name"),
    ("forces", TEXTS, get("forces"), "ids of its forces"),
    ("day", or_null(DAY), get("day"), "the day of the list"),
    ("source", or_null(ADDRESS), get("source"), "what gives the list; null for one of your own"),
)

GROUPED = fields(("groups", records_of(GROUP), get("groups"), "with `--group`: the groups"))
