"""The JSON of a check."""

from collections.abc import Mapping

from peelcli.contract import Record, one_of, records_of
from peelcli.layout.check import Checkup
from peelcli.loading.problems import Problem
from peelcli.records import BOOLEAN, COUNT, PROBLEM, fields, get

FLAT_PROBLEM = fields(
    *(
        (field.name, field.type, lambda pair, get=field.get: get(pair[1]), field.meaning)
        for field in PROBLEM.fields
    ),
    ("kind", one_of(("problem", "layout")), lambda pair: pair[0], "of which list it is"),
)
"""A problem or a departure from the layout, in one table."""


def flat_problems(found: Checkup) -> list[tuple[str, Problem]]:
    """Return the problems of a check, then the departures from the layout, each with its kind."""
    kinds = (("problem", found.problems), ("layout", found.layout))
    return [(kind, one) for kind, several in kinds for one in several]


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
