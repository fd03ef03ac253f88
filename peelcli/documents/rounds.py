"""The JSON of reference data."""

from collections.abc import Mapping

from peelcli.contract import Record, records_of
from peelcli.records import FORCE, QUESTION, ROUND, fields, same

ANSWERS: Mapping[str, Record] = {
    "forces": fields(("forces", records_of(FORCE), same, "by id")),
    "rounds": fields(("rounds", records_of(ROUND), same, "the earliest first")),
    "questions": fields(("questions", records_of(QUESTION), same, "round by round")),
}
