"""The JSON of a place of a grid: a force, a question, and the grade or why there is none."""

from peelcli.answers.grid import CellKind
from peelcli.contract import list_of, one_of, or_null
from peelcli.records import ADDRESS, GRADE, NUMBER, PLACE, RESTS_ON, TEXT, get, grade_of
from peelcli.rests_on import MEANING
from peelcli.terms import Basis, Status

CELL_FIELDS = (
    ("force", TEXT, get("force.id"), "the force's id"),
    ("region", TEXT, get("force.region"), "its region"),
    ("nation", TEXT, get("force.nation"), "its nation"),
    ("year", NUMBER, get("round.year"), PLACE["year"]),
    ("pillar", or_null(TEXT), get("question.pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), get("question.id"), PLACE["question"]),
    ("grade", or_null(GRADE), grade_of("cell.judgment"), "null where there is none"),
    ("status", one_of([*Status, *list(CellKind)[1:]]), get("status"),
     "also `missing` (not in the dataset), `left-out` (with `--as-of`), `not-in-report` (the "
     "force's report graded other areas) and `no-grade` (only another round graded it)"),
    ("carried_over_from", or_null(NUMBER), get("cell.carried_over_from"),
     "the round whose grade stands, when `status` is `carried-over`"),
)  # fmt: skip

CITED_FIELDS = (
    ("report", or_null(ADDRESS), get("cell.report"),
     "the official report that grades it; null before 2021, or where it is not known"),
    ("sources", list_of(ADDRESS), get("cell.sources"), "what the grade rests on, best first"),
    ("basis", or_null(one_of(Basis)), get("cell.basis"), "what kind of page the grade rests on"),
    ("rests_on", or_null(RESTS_ON), get("cell.rests_on"), MEANING),
    ("note", or_null(TEXT), get("cell.note"), "what a user of the grade should know"),
)  # fmt: skip
