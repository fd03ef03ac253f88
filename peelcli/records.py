"""The records that leave the program: every field's name, type, meaning and origin, once.

JSON, flat formats, JSON Schemas, the data package, the SQLite database and the tables of
docs/json.md follow from these.
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from peelcli.contract import (
    Field,
    Record,
    Type,
    list_of,
    one_of,
    or_null,
    record_of,
)
from peelcli.rests_on import MEANING, RestsOn, rests_on
from peelcli.terms import DAY_BASES, Basis, Grade, Status

TEXT = Type("text", {"type": "string"})
NUMBER = Type("number", {"type": "integer"}, package="integer")
COUNT = Type("number", {"type": "integer", "minimum": 0}, package="integer")
PLACE_IN_RANKING = Type("number", {"type": "integer", "minimum": 1}, package="integer")
BOOLEAN = Type("true or false", {"type": "boolean"}, package="boolean")
DAY = Type("day", {"type": "string", "format": "date"}, package="date")
ADDRESS = Type("address", {"type": "string", "format": "uri"})
MEAN = Type("number", {"type": "number", "minimum": 1}, package="number")
GRADE = one_of(Grade)._replace(name="grade")
BASIS = one_of(Basis)._replace(name="basis")
RESTS_ON = one_of(RestsOn)._replace(name="kind of page")
TEXTS = list_of(TEXT)
LINES = list_of(TEXT, "\n")
PLACE = {
    "year": "the round, by its first year",
    "pillar": "null from 2021, when areas took the place of pillars",
    "question": "null for the pillar's own grade",
}


def fields(*rows: tuple[Any, ...]) -> Record:
    """Return the record of these fields: name, type, how to get it, and meaning."""
    return Record(tuple(Field(*row) for row in rows))


def same(row: object) -> object:
    """Return a row as it is."""
    return row


def get(path: str) -> Callable[[Any], object]:
    """Return what gets an attribute, or an attribute of one."""
    return attrgetter(path)


def reason(row: Any) -> object:  # noqa: ANN401
    """Return why nothing of two rounds compares, in words; None where something does."""
    return row.why_not and row.why_not.text


def reason_source(row: Any) -> object:  # noqa: ANN401
    """Return the address that says so."""
    return row.why_not and row.why_not.source


def grade_of(path: str) -> Callable[[Any], object]:
    """Return what gets the grade of a judgment that may not be there."""
    get = attrgetter(path)

    def grade(row: object) -> object:
        judgment = get(row)
        return judgment and judgment.grade

    return grade


def basis_of(path: str) -> Callable[[Any], object]:
    """Return what gets the basis of a judgment that may not be there."""
    get = attrgetter(path)

    def basis(row: object) -> object:
        judgment = get(row)
        return judgment and judgment.basis

    return basis


FORCE = fields(
    ("id", TEXT, get("id"), "as in file names and on the command line"),
    ("name", TEXT, get("name"), "the official name"),
    ("former_name", or_null(TEXT), get("former_name"), "an earlier official name"),
    ("region", TEXT, get("region"), "the region"),
    ("nation", TEXT, get("nation"), "England or Wales"),
    ("aliases", TEXTS, get("aliases"), "other names that the command line takes, a word each"),
    ("short_name", TEXT, get("short_name"), "the name in tables, without `Police` and the like"),
    ("gss", or_null(TEXT), get("gss"),
     "the ONS code of its police force area; null where it is not known"),
    ("home_office_name", or_null(TEXT), get("home_office_name"),
     "the name in the Home Office's tables; null where it is not known"),
)  # fmt: skip
BRIEF_FORCE = FORCE.only("id", "name", "region", "nation", "short_name", "gss", "home_office_name")
JUDGMENT = fields(
    ("force", TEXT, get("judgment.force"), "the force's id"),
    ("year", NUMBER, get("judgment.year"), PLACE["year"]),
    ("round", TEXT, get("round.label"), "the round's label, like `PEEL 2018/19`"),
    ("pillar", or_null(TEXT), get("judgment.pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), get("judgment.question"), PLACE["question"]),
    ("title", or_null(TEXT), get("title"), "the inspectorate's wording of the question"),
    ("grade", or_null(GRADE), get("judgment.grade"), "null exactly when `status` is `not-graded`"),
    ("status", one_of(Status), get("judgment.status"), "how the judgment came about"),
    ("carried_over_from", or_null(NUMBER), get("judgment.carried_over_from"),
     "the round whose grade stands, exactly when `status` is `carried-over`"),
    ("published", or_null(DAY), get("judgment.published"),
     "the day on which the grade came out; null where it is not known"),
    ("basis", one_of(Basis), get("judgment.basis"), "what kind of page the grade rests on"),
    ("rests_on", RESTS_ON, lambda row: rests_on(row.judgment), MEANING),
    ("sources", list_of(ADDRESS, least=1), get("judgment.sources"), "best first, at least one"),
    ("note", or_null(TEXT), get("judgment.note"),
     "what a user of the grade should know; the reason, where there is no grade"),
    ("areas_for_improvement", LINES, get("judgment.areas_for_improvement"),
     "in our own words, or in the report's between quotation marks"),
    ("report", or_null(ADDRESS), get("judgment.report"),
     "the official report that grades it; null before 2021, or where it is not known"),
)  # fmt: skip
COUNTS = fields(
    *((grade.value, COUNT, lambda row, grade=grade: row.get(grade, 0), "areas with this grade")
      for grade in Grade),
)  # fmt: skip


def _number_of(name: str) -> Callable[[Any], object]:
    get = attrgetter(name)
    return lambda row: found.number if (found := get(row)) else None


def _texts_of(name: str) -> Callable[[Any], object]:
    get = attrgetter(name)
    return lambda row: found.texts if (found := get(row)) else ()


_REPORT_BEFORE = (
    ("year", NUMBER, get("year"), PLACE["year"]),
    ("address", or_null(ADDRESS), get("address"), "the official report"),
    ("published", or_null(DAY), get("published"), "the day on which it came out"),
    ("areas_graded", or_null(COUNT), get("areas_graded"),
     "how many areas it grades, by its own page"),
)  # fmt: skip
_REPORT_AFTER = (
    ("causes_of_concern", or_null(COUNT), _number_of("causes_of_concern"),
     "how many it has; null where that is not known"),
    ("areas_for_improvement", or_null(COUNT), _number_of("areas_for_improvement"),
     "how many it has; null where that is not known"),
    ("sources", list_of(ADDRESS), get("sources"),
     "what states the day, the counts and the numbers, where the report itself does not"),
    ("published_basis", or_null(one_of(DAY_BASES)), get("published_basis"),
     "what kind of page states the day"),
    ("causes_of_concern_texts", LINES, _texts_of("causes_of_concern"), "those that are known"),
    ("areas_for_improvement_texts", LINES, _texts_of("areas_for_improvement"),
     "those that are known"),
)  # fmt: skip
REPORT = fields(
    *_REPORT_BEFORE,
    ("counts", or_null(record_of(COUNTS)), lambda row: dict(row.counts) or None,
     "how many areas got which grade, as on the day it came out; null where that is not known"),
    *_REPORT_AFTER,
)  # fmt: skip
REPORT_TABLE = fields(
    ("force", TEXT, get("force"), "the force's id"),
    *_REPORT_BEFORE,
    *((grade.value, or_null(COUNT), lambda row, grade=grade: dict(row.counts).get(grade),
       "areas with this grade on the day it came out; null where that is not known")
      for grade in Grade),
    *_REPORT_AFTER,
)  # fmt: skip
"""The same, flat, with the force."""
ROUND = fields(
    ("year", NUMBER, get("round.year"), "its first year"),
    ("last_year", NUMBER, get("round.last_year"), "its last year"),
    ("label", TEXT, get("round.label"), "like `PEEL 2018/19`"),
    ("scale", list_of(GRADE, least=1), get("round.scale"), "best first"),
    ("pillars", TEXTS, get("round.pillars"), "ids; empty from 2021"),
    ("published", TEXT, get("round.published"), "in words"),
    ("source", ADDRESS, get("round.source"), "what describes the round"),
    ("comparable_with_round_before", BOOLEAN,
     lambda row: row.before is not None and row.why_not is None,
     "whether at least one grade that both gave can be compared"),
    ("reason", or_null(TEXT), reason, "why not"),
    ("limits", LINES, get("limits"), "what a user of its grades should know"),
    ("reason_source", or_null(ADDRESS), reason_source,
     "the address that says so; the first, where several do"),
    ("begun", or_null(DAY), get("round.begun"),
     "the day of its framework, where the round has begun and reports may be missing here"),
)  # fmt: skip
QUESTION = fields(
    ("year", NUMBER, get("round.year"), PLACE["year"]),
    ("pillar", or_null(TEXT), get("question.pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), get("question.id"), PLACE["question"]),
    ("name", TEXT, get("question.name"), "a short name, ours"),
    ("title", or_null(TEXT), get("question.title"), "the inspectorate's wording"),
    ("graded", BOOLEAN, get("question.graded"), "whether the round graded it"),
    ("comparable_with", list_of(NUMBER), lambda row: [r.year for r in row.comparable_with],
     "the rounds whose grades for it can be compared"),
    ("published", or_null(DAY), get("question.published"),
     "the day on which all forces' grades came out, where there was one"),
)  # fmt: skip
PROBLEM = fields(
    # A name that is not UTF-8 can't stand in JSON as it is.
    ("file", TEXT, lambda row: row.path.encode("utf-8", "backslashreplace").decode(), "the file"),
    (
        "line",
        or_null(NUMBER),
        lambda row: row.line or None,
        "from 1; null for a problem of the whole file",
    ),
    ("column", or_null(NUMBER), lambda row: row.column or None, "from 1; null likewise"),
    ("message", TEXT, get("text"), "what is wrong, and how to mend it"),
)
