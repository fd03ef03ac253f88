"""The JSON of a check."""

from collections.abc import Mapping

from peelcli.contract import Record, records_of
from peelcli.records import BOOLEAN, COUNT, PROBLEM, fields, get

ANSWERS: Mapping[str, Record] = {
    "check": fields(
        ("valid", BOOLEAN, lambda row: not row.problems, "whether there are no problems"),
        ("problems", records_of(PROBLEM), get("problems"), "in reading order"),
        ("layout", records_of(PROBLEM), get("layout"), "departures from the canonical layout"),
        ("forces", COUNT, get("forces"), "how many there are"),
        ("rounds", COUNT, get("rounds"), "how many there are"),
        ("judgments", COUNT, get("judgments"), "how many there are"),
    ),
}
