"""A force's file: its judgments by round, then pillar, then question."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from peelcli.keeper.loading.fields import Reader
from peelcli.keeper.loading.judgment import (
    BLOCK_KEYS,
    JUDGMENT_KEYS,
    REPORT,
    Defaults,
    Entry,
    label_of,
    read_defaults,
    read_judgment,
)
from peelcli.keeper.loading.report_block import place_in_block, read_report, report_problems
from peelcli.keeper.loading.yaml_tree import Mapping as Block
from peelcli.keeper.loading.yaml_tree import Node, Scalar
from peelcli.model import ForceReport, Judgment, Question, Round, reading_order
from peelcli.terms import OVERALL, ReadOnly

SOURCES = "sources"


class JudgmentAt(NamedTuple):
    """A judgment, and the node that it was read from."""

    judgment: Judgment
    node: Node


class ForceFile(NamedTuple):
    """The contents of a force's file."""

    judgments: tuple[JudgmentAt, ...]
    """In the rounds' order."""
    reports: Mapping[int, ForceReport]
    """By year."""
    source_names: Mapping[str, str]
    """By address, the short name that the file gives it."""


def read_force_file(
    root: Node, reader: Reader, force: str, rounds: Mapping[int, Round]
) -> ForceFile:
    """Read the judgments of one force; an entry with a problem is left out."""
    mapping = reader.mapping(root, "a force's file")
    if mapping is None:
        return ForceFile((), {}, {})
    found: dict[str, str] | None = {}
    for key, value in mapping.items:
        if key.text == SOURCES:
            found = _read_addresses(value, reader)
    file = _File(reader, force, found)
    judgments: list[JudgmentAt] = []
    for key, value in mapping.items:
        year = None if key.text == SOURCES else reader.year(key, "the round", rounds)
        if year is not None:
            judgments += file.round(value, rounds[year])
    order = reading_order(rounds)
    judgments.sort(key=lambda one: order[one.judgment.place])
    names = {address: name for name, address in (found or {}).items()}
    return ForceFile(tuple(judgments), ReadOnly(sorted(file.reports.items())), names)


def _read_addresses(node: Node, reader: Reader) -> dict[str, str] | None:
    mapping = reader.mapping(node, "sources")
    if mapping is None:
        return None
    addresses: dict[str, str] = {}
    named: set[str] = set()
    for key, value in mapping.items:
        reader.id(key, "a source's name")
        address = reader.address(value, f"the source {key.text}")
        if address in named:
            reader.problem(value, "this address has two names here; keep one of them")
        named.add(address or key.text)
        # Keep a bad address, so that references to its name are not reported too.
        addresses[key.text] = address or key.text
    return addresses


@dataclass(frozen=True)
class _File:
    reader: Reader
    force: str
    addresses: dict[str, str] | None
    """By the name that the file gives them; None when they could not be read."""
    reports: dict[int, ForceReport] = field(default_factory=dict)
    """Those that were read, by year."""

    def round(self, node: Node, round_: Round) -> Iterator[JudgmentAt]:
        """Yield the judgments of one round."""
        mapping = self.reader.mapping(node, f"the round {round_.year}")
        if mapping is None:
            return
        if not round_.pillars:
            yield from self._areas(mapping, round_)
            return
        outer = self._defaults(mapping, Defaults(), round_)
        has_day = any(key.text == "published" for key, _ in mapping.items)
        for key, value in mapping.items:
            if key.text in BLOCK_KEYS:
                continue
            if key.text not in round_.pillars:
                self.reader.unknown(key, "pillar", round_.pillars, of=round_.label)
                continue
            block = self.reader.mapping(value, f"the pillar {key.text}")
            if block is not None:
                first = next(q for q in round_.questions if q.pillar == key.text)
                own = outer if has_day else outer._replace(published=first.published)
                yield from self._block(block, round_, key.text, own)

    def _areas(self, mapping: Block, round_: Round) -> Iterator[JudgmentAt]:
        node = {key.text: value for key, value in mapping.items}.get(REPORT)
        found = node and read_report(node, self.force, round_, self.reader, self.cited)
        outer = Defaults()
        if found:
            self.reports[round_.year] = found
            outer = Defaults(published=found.published, report=found.address)
        judgments = [*self._block(mapping, round_, None, outer)]
        if node and found:
            for key, message in report_problems(
                found, [judgment.judgment for judgment in judgments], round_
            ):
                self.reader.problem(place_in_block(node, key), message)
        yield from judgments

    def _block(
        self, mapping: Block, round_: Round, pillar: str | None, outer: Defaults
    ) -> Iterator[JudgmentAt]:
        asked = {q.id or OVERALL: q for q in round_.questions if q.pillar == pillar}
        defaults = self._defaults(mapping, outer, round_)
        has_day = any(key.text == "published" for key, _ in mapping.items)
        for key, value in mapping.items:
            question = asked.get(key.text)
            if key.text in BLOCK_KEYS or (pillar is None and key.text == REPORT):
                continue
            if question is None:
                self.reader.unknown(key, "question", asked, of=round_.label)
            elif not question.graded:
                message = f"{round_.label} gave no grade for {key.text!r}; remove the line"
                self.reader.problem(key, message)
            else:
                outer = defaults
                if question.id in round_.reported_separately:
                    day = defaults.published if has_day else None
                    outer = defaults._replace(published=day, report=None)
                entry = self._entry(value, question, outer)
                judgment = entry and read_judgment(
                    entry, self.force, round_, question, outer, self.reader
                )
                if judgment:
                    yield JudgmentAt(judgment, value)

    def _defaults(self, mapping: Block, outer: Defaults, round_: Round) -> Defaults:
        values = {key.text: value for key, value in mapping.items if key.text in BLOCK_KEYS}
        sources = self.cited(values[SOURCES]) if SOURCES in values else outer.sources
        return read_defaults(values, outer._replace(sources=sources), round_, self.reader)

    def _entry(self, node: Node, question: Question, defaults: Defaults) -> Entry | None:
        if isinstance(node, Scalar):
            return Entry(node, {"grade": node}, defaults.sources)
        values = self.reader.fields(node, f"the judgment {label_of(question)}", JUDGMENT_KEYS)
        if values is None:
            return None
        sources = self.cited(values[SOURCES]) if SOURCES in values else defaults.sources
        areas = "areas-for-improvement"
        return Entry(
            node,
            values,
            sources,
            self.reader.texts(values[areas], areas) if areas in values else (),
        )

    def cited(self, node: Node) -> tuple[str, ...] | None:
        """Return the addresses of a list of names; None where one of them is wrong."""
        if self.addresses is None:
            return None
        cited: dict[str, None] = {}
        before = len(self.reader.problems)
        for item in self.reader.items(node, "sources"):
            scalar = self.reader.scalar(item, "a source's name")
            address = self.addresses.get(scalar.text) if scalar else None
            if scalar and address is None:
                self.reader.unknown(
                    scalar, "source", self.addresses, "this file", otherwise="add it under sources"
                )
            elif scalar and address in cited:
                self.reader.problem(scalar, f"the source {scalar.text} is named twice; keep one")
            elif address:
                cited[address] = None
        return tuple(cited) if len(self.reader.problems) == before else None
