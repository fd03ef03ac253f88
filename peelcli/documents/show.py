"""The JSON of one force."""

from collections.abc import Mapping

from peelcli.contract import Record, record_of, records_of
from peelcli.records import BRIEF_FORCE, JUDGMENT, REPORT, fields, get

ANSWERS: Mapping[str, Record] = {
    "show": fields(
        ("force", record_of(BRIEF_FORCE), get("force"), "the force"),
        ("judgments", records_of(JUDGMENT), get("rows"), "by year, then as the reports have them"),
        ("reports", records_of(REPORT), get("reports"), "those on the force since 2021"),
    ),
}
