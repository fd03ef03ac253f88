"""The block `report` at the head of a force's round: what is known of the official report."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from peelcli.keeper.loading.fields import Read, Reader
from peelcli.keeper.loading.judgment import read_day
from peelcli.keeper.loading.yaml_tree import Mapping, Node, Scalar, Sequence
from peelcli.model import Findings, ForceReport, Judgment, Round
from peelcli.terms import DAY_BASES, OFFICIAL_DAY, Grade
from peelcli.text import counted, listed

Cite = Callable[[Node], tuple[str, ...] | None]
"""Reads a list of names of sources as addresses."""


def read_report(
    node: Node, force: str, round_: Round, reader: Reader, cite: Cite
) -> ForceReport | None:
    """Return the report that a block describes, or None where something about it is wrong.

    A plain value is what the report itself states; a mapping names the sources of another one.
    """
    before = len(reader.problems)
    keys: dict[str, Read] = {
        "address": lambda value, _: _address(value, cite),
        "published": partial(_published, round_=round_, reader=reader, cite=cite),
        "areas-graded": reader.number,
        "counts": partial(_counts, round_=round_, reader=reader, cite=cite),
        "causes-of-concern": partial(_findings, reader=reader, cite=cite),
        "areas-for-improvement": partial(_findings, reader=reader, cite=cite),
    }
    nodes, found = reader.values(node, "the report", keys)
    if not nodes or len(reader.problems) > before:
        return None
    day, basis, day_sources = found.get("published", (None, None, ()))
    counts, not_counted, counts_sources = found.get("counts", ((), (), ()))
    return ForceReport(
        force,
        round_.year,
        found.get("address"),
        day,
        basis,
        day_sources,
        found.get("areas-graded"),
        counts,
        counts_sources,
        not_counted,
        found.get("causes-of-concern"),
        found.get("areas-for-improvement"),
    )


def report_problems(
    report: ForceReport, judgments: Iterable[Judgment], round_: Round
) -> Iterator[tuple[str, str]]:
    """Yield what contradicts a report: the key in its block that does, and why."""
    by_grade: dict[Grade | None, list[str]] = defaultdict(list)
    for judgment in report.counted(round_, judgments):
        by_grade[judgment.grade].append(judgment.question or "")
    for grade, count in report.counts:
        if len(by_grade[grade]) > count:
            yield (
                grade.value,
                f"the report counts {counted(count, 'area')} as {grade}, and "
                f"{len(by_grade[grade])} judgments here are: {listed(by_grade[grade])}; correct "
                "the count or a judgment, or name an area under not-counted",
            )
    if report.areas_graded is None:
        return
    grades = f"the report grades {counted(report.areas_graded, 'area')}"
    areas = len(round_.graded_questions)
    if report.areas_graded > areas:
        yield "areas-graded", f"{grades}, and the round has only {areas} areas; correct the number"
    # The report's page does not count the areas that have a report of their own.
    total = sum(count for _, count in report.counts)
    separate = set(round_.reported_separately) - set(report.not_counted)
    if total - len(separate) > report.areas_graded:
        yield "counts", f"the counts add up to {total}, and {grades}; correct one of the two"
    found = [area for areas in by_grade.values() for area in areas]
    if not report.counts and len(found) > report.areas_graded:
        have = f"{len(found)} have a grade here: {listed(found)}"
        yield "areas-graded", f"{grades}, and {have}; correct the number or a judgment"


def place_in_block(node: Node, key: str) -> Node:
    """Return where a key stands in the block of a report, in its counts or else at its top."""
    for scalar, value in node.items if isinstance(node, Mapping) else ():
        if scalar.text == key:
            return value
        if scalar.text == "counts" and isinstance(value, Mapping):
            found = [name for name, _ in value.items if name.text == key]
            if found:
                return found[0]
    values = (
        {scalar.text: value for scalar, value in node.items} if isinstance(node, Mapping) else {}
    )
    return values.get("counts", node)


def _address(node: Node, cite: Cite) -> str | None:
    found = cite(Sequence(node.line, node.column, (node,)))
    return found[0] if found else None


def _published(
    node: Node, _what: str, round_: Round, reader: Reader, cite: Cite
) -> tuple[str | None, str | None, tuple[str, ...]]:
    if isinstance(node, Scalar):
        return read_day(node, round_, reader), OFFICIAL_DAY, ()
    keys: dict[str, Read] = {
        "day": lambda value, _: read_day(value, round_, reader),
        "basis": lambda value, what: reader.choice(value, what, DAY_BASES),
        "sources": lambda value, _: cite(value),
    }
    _, found = reader.values(node, "published", keys, tuple(keys))
    return found.get("day"), found.get("basis"), found.get("sources") or ()


def _counts(
    node: Node, _what: str, round_: Round, reader: Reader, cite: Cite
) -> tuple[tuple[tuple[Grade, int], ...], tuple[str, ...], tuple[str, ...]]:
    """Return the counts of all grades of the scale: one that is not named has none."""
    areas = [question.id or "" for question in round_.questions]
    keys: dict[str, Read] = {
        **{grade.value: reader.number for grade in round_.scale},
        "not-counted": lambda value, what: tuple(
            reader.choice(item, "area", areas, round_.label) for item in reader.items(value, what)
        ),
        "sources": lambda value, _: cite(value),
    }
    _, found = reader.values(node, "counts", keys)
    counts = tuple((grade, found.get(grade.value, 0) or 0) for grade in round_.scale)
    not_counted = found.get("not-counted", round_.reported_separately)
    return counts, not_counted, found.get("sources") or ()


def _findings(node: Node, what: str, reader: Reader, cite: Cite) -> Findings | None:
    if isinstance(node, Scalar):
        number = reader.number(node, what)
        return None if number is None else Findings(number, (), ())
    keys: dict[str, Read] = {
        "number": reader.number,
        "texts": reader.texts,
        "sources": lambda value, _: cite(value),
    }
    nodes, found = reader.values(node, what, keys, ("number",))
    number, texts = found.get("number"), found.get("texts", ())
    if number is None:
        return None
    if len(texts) > number:
        message = f"{len(texts)} texts of {number} {what.replace('-', ' ')}; correct the number"
        reader.problem(nodes["texts"], message)
    return Findings(number, texts, found.get("sources") or ())
