"""The JSON of judgments."""

from collections.abc import Mapping

from peelcli.contract import Record, records_of
from peelcli.records import COUNT, JUDGMENT, fields, get

ANSWERS: Mapping[str, Record] = {
    "list": fields(("judgments", records_of(JUDGMENT), get("rows"), "those that match")),
    "count": fields(
        ("count", COUNT, lambda row: len(row.rows), "with `--count`: how many match"),
        (
            "rows",
            records_of(fields(("count", COUNT, lambda row: len(row.rows), "the same"))),
            lambda row: [row],
            "the same, for flat formats",
        ),
    ),
}
