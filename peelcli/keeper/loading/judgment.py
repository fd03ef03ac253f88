"""One judgment, from what a file says of it: a block of YAML and a row of CSV are read alike."""

from dataclasses import dataclass
from typing import NamedTuple

from peelcli.keeper.loading.fields import Reader
from peelcli.keeper.loading.yaml_tree import Node, Scalar
from peelcli.model import Judgment, Question, Round
from peelcli.terms import OVERALL, Basis, Grade, Status

UNKNOWN_DATE = "unknown"
BLOCK_KEYS = ("published", "basis", "sources", "note")
"""The keys that a block has for all its judgments; no question can have such an id."""
REPORT = "report"
"""The key of the official report, at the head of a round of areas; likewise."""
JUDGMENT_KEYS = ("grade", "carried-over-from", "not-graded", *BLOCK_KEYS, "areas-for-improvement")
TEXT_KEYS = ("not-graded", "note", "areas-for-improvement")
"""The keys whose values are sentences that somebody wrote."""
_YEARS_TO_PUBLISH = 2


class Defaults(NamedTuple):
    """The values that a block has for all its judgments."""

    published: str | None = None
    basis: Basis = Basis.OFFICIAL
    sources: tuple[str, ...] | None = ()
    """Addresses; None when they could not be read, which is a problem already."""
    note: str | None = None
    report: str | None = None
    """The address of the official report."""


@dataclass(frozen=True)
class Entry:
    """One judgment as a file has it, before it is checked."""

    at: Node
    """Where."""
    values: dict[str, Node]
    """By the keys of the YAML files, apart from sources and areas for improvement."""
    sources: tuple[str, ...] | None = ()
    """Addresses; None when they could not be read, which is a problem already."""
    areas: tuple[str, ...] = ()
    """Areas for improvement."""


def label_of(question: Question) -> str:
    """Return how messages name the judgment of a question."""
    return question.id or f"{question.pillar} {OVERALL}"


def read_defaults(
    values: dict[str, Node], outer: Defaults, round_: Round, reader: Reader
) -> Defaults:
    """Return what values say, but for sources, and what a block around them says otherwise."""
    published, basis, sources, note, report = outer
    if "published" in values:
        published = read_day(values["published"], round_, reader)
    if "basis" in values:
        basis = Basis(reader.choice(values["basis"], "basis", list(Basis)) or basis)
    if "note" in values:
        note = reader.text(values["note"], "note")
    return Defaults(published, basis, sources, note, report)


def read_judgment(
    entry: Entry, force: str, round_: Round, question: Question, outer: Defaults, reader: Reader
) -> Judgment | None:
    """Return the judgment that an entry is, or None where something about it is wrong.

    `outer` is what the block around it says.
    """
    shown = label_of(question)
    values = entry.values
    if ("grade" in values) == ("not-graded" in values):
        reader.problem(entry.at, f"the judgment {shown} must have either grade or not-graded")
        return None
    own = read_defaults(values, outer, round_, reader)
    is_graded = "grade" in values and not _is_no_grade(values["grade"])
    grade = _grade(values["grade"], round_, reader) if is_graded else None
    origin, status = None, Status.INSPECTED if is_graded else Status.NOT_GRADED
    if is_graded and "carried-over-from" in values:
        origin = reader.year(values["carried-over-from"], "carried-over-from")
        status = Status.CARRIED_OVER
    note = own.note if is_graded else _reason(values, reader)
    if entry.sources is not None and not entry.sources:
        reader.problem(entry.at, f"the judgment {shown} has no source; add its address to sources")
    is_whole = not is_graded or (grade and (origin or status is Status.INSPECTED))
    if not entry.sources or not is_whole:
        return None
    return Judgment(
        force,
        round_.year,
        question.pillar,
        question.id,
        grade,
        status,
        origin,
        own.published,
        own.basis,
        entry.sources,
        note,
        entry.areas,
        outer.report,
    )


def _is_no_grade(node: Node) -> bool:
    return isinstance(node, Scalar) and node.text == Status.NOT_GRADED


def _reason(values: dict[str, Node], reader: Reader) -> str | None:
    """Return why there is no grade, where the file says so."""
    for key in ("note", "carried-over-from"):
        if key in values:
            reader.problem(values[key], f"{key} does not go with not-graded; remove it")
    if "not-graded" not in values:
        return None
    return reader.text(values["not-graded"], "the reason of not-graded")


def _grade(node: Node, round_: Round, reader: Reader) -> Grade | None:
    found = reader.choice(node, "grade", list(Grade))
    if found is None or found in round_.scale:
        return Grade(found) if found else None
    scale = ", ".join(round_.scale)
    reader.problem(node, f"{round_.label} has no grade {found!r}; its scale is {scale}")
    return None


def read_day(node: Node, round_: Round, reader: Reader) -> str | None:
    """Return a day of publication that a round can have; None for `unknown`."""
    if isinstance(node, Scalar) and node.text == UNKNOWN_DATE:
        return None
    day = reader.date(node, "published")
    last = round_.last_year + _YEARS_TO_PUBLISH
    if day is not None and not round_.year <= int(day[:4]) <= last:
        reader.problem(
            node,
            f"{day} can't be when {round_.label} was published (from {round_.year} to {last}); "
            "correct it",
        )
    return day
