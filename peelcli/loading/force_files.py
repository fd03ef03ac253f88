"""A force's file: its judgments by round, then pillar, then question."""

from __future__ import annotations

from dataclasses import dataclass, replace

from peelcli.loading.fields import Reader
from peelcli.loading.reference_files import BLOCK_KEYS
from peelcli.loading.yaml_tree import Mapping, Node, Scalar
from peelcli.model import OVERALL, Basis, Grade, Judgment, Question, Round, Status, reading_order

SOURCES = "sources"
UNKNOWN_DATE = "unknown"
JUDGMENT_KEYS = (
    "grade",
    "carried-over-from",
    "not-graded",
    "published",
    "basis",
    "sources",
    "note",
    "areas-for-improvement",
)
TEXT_KEYS = ("not-graded", "note", "areas-for-improvement")
"""The keys whose values are sentences that somebody wrote."""
_YEARS_TO_PUBLISH = 2


@dataclass(frozen=True)
class Defaults:
    """What a block says once for all its judgments."""

    published: str | None
    basis: Basis = Basis.OFFICIAL
    sources: tuple[str, ...] | None = ()
    """None when they could not be read, which has been said."""
    note: str | None = None


@dataclass(frozen=True)
class _Outcome:
    grade: Grade | None
    status: Status
    carried_over_from: int | None = None


@dataclass(frozen=True)
class Placed:
    """A judgment and the node that it was read from, for checks across judgments."""

    judgment: Judgment
    node: Node


@dataclass(frozen=True)
class ForceFile:
    """What a force's file holds."""

    placed: tuple[Placed, ...]
    source_names: dict[str, str]
    """Address to the short name that the file gives it."""


def read_force_file(root: Node, reader: Reader, force: str, rounds: dict[int, Round]) -> ForceFile:
    """Read one force's judgments; what can't be read is left out, with a problem."""
    mapping = reader.mapping(root, "a force's file")
    if mapping is None:
        return ForceFile((), {})
    addresses: dict[str, str] | None = {}
    for key, value in mapping.items:
        if key.text == SOURCES:
            addresses = _read_addresses(value, reader)
    file = ForceReader(reader, force, addresses)
    placed: list[Placed] = []
    for key, value in mapping.items:
        if key.text == SOURCES:
            continue
        year = reader.year(key, "the round", rounds)
        if year is not None:
            placed += file.round(value, rounds[year])
    order = reading_order(rounds)
    placed.sort(key=lambda one: order[one.judgment.place])
    names = {address: name for name, address in (addresses or {}).items()}
    return ForceFile(tuple(placed), names)


def _read_addresses(node: Node, reader: Reader) -> dict[str, str] | None:
    addresses: dict[str, str] = {}
    named: set[str | None] = set()
    mapping = reader.mapping(node, "sources")
    if mapping is None:
        return None
    for key, value in mapping.items:
        reader.id(key, "a source's name")
        address = reader.address(value, f"the source {key.text}")
        if address in named:
            reader.problem(value, "this address has two names here; keep one of them")
        elif address is not None:
            named.add(address)
        # Even if something is wrong with it: what names it is not wrong too.
        addresses[key.text] = address or key.text
    return addresses


def _says_not_graded(node: Node) -> bool:
    return isinstance(node, Scalar) and node.text == Status.NOT_GRADED.value


@dataclass(frozen=True)
class ForceReader:
    """Reads the judgments of one force; what can't be read is left out, with a problem."""

    reader: Reader
    force: str
    addresses: dict[str, str] | None
    """By the name that the file gives them; None when they could not be read, which was said."""

    def round(self, node: Node, round_: Round) -> list[Placed]:
        """Return the judgments of one round."""
        mapping = self.reader.mapping(node, f"the round {round_.year}")
        if mapping is None:
            return []
        if not round_.pillars:
            areas = {q.id: q for q in round_.questions if q.id}
            return self._block(mapping, round_, areas, Defaults(published=None))
        defaults = self._defaults(mapping, Defaults(published=None), round_)
        says_when = any(key.text == "published" for key, _ in mapping.items)
        placed: list[Placed] = []
        for key, value in mapping.items:
            if key.text in BLOCK_KEYS:
                continue
            if key.text not in round_.pillars:
                self.reader.unknown(key, "pillar", round_.pillars, of=round_.label)
                continue
            block = self.reader.mapping(value, f"the pillar {key.text}")
            if block is None:
                continue
            asked = {q.id or OVERALL: q for q in round_.questions if q.pillar == key.text}
            own = defaults
            if not says_when:
                own = replace(defaults, published=next(iter(asked.values())).published)
            placed += self._block(block, round_, asked, own)
        return placed

    def _block(
        self, mapping: Mapping, round_: Round, asked: dict[str, Question], outer: Defaults
    ) -> list[Placed]:
        defaults = self._defaults(mapping, outer, round_)
        placed = []
        for key, value in mapping.items:
            if key.text in BLOCK_KEYS:
                continue
            question = asked.get(key.text)
            if question is None:
                self.reader.unknown(key, "question", asked, of=round_.label)
            elif not question.graded:
                self.reader.problem(
                    key, f"{round_.label} gave no grade for {key.text!r}; remove the line"
                )
            else:
                judgment = self.judgment(value, round_, question, defaults)
                if judgment is not None:
                    placed.append(Placed(judgment, value))
        return placed

    def _defaults(self, mapping: Mapping, outer: Defaults, round_: Round) -> Defaults:
        values = {key.text: value for key, value in mapping.items if key.text in BLOCK_KEYS}
        return self._overridden(values, outer, round_)

    def _overridden(self, values: dict[str, Node], outer: Defaults, round_: Round) -> Defaults:
        published, basis, sources, note = outer.published, outer.basis, outer.sources, outer.note
        if "published" in values:
            published = self._published(values["published"], round_)
        if "basis" in values:
            known = [one.value for one in Basis]
            basis = Basis(self.reader.choice(values["basis"], "basis", known) or basis.value)
        if "sources" in values:
            sources = self._cited(values["sources"])
        if "note" in values:
            note = self.reader.text(values["note"], "note")
        return Defaults(published, basis, sources, note)

    def _published(self, node: Node, round_: Round) -> str | None:
        if isinstance(node, Scalar) and node.text == UNKNOWN_DATE:
            return None
        day = self.reader.date(node, "published")
        if day is None:
            return None
        last = round_.last_year + _YEARS_TO_PUBLISH
        if not round_.year <= int(day[:4]) <= last:
            self.reader.problem(
                node,
                f"{day} can't be when {round_.label} was published (from {round_.year} to {last}); "
                "correct it",
            )
        return day

    def _cited(self, node: Node) -> tuple[str, ...] | None:
        if self.addresses is None:
            return None
        cited: dict[str, None] = {}
        before = len(self.reader.problems)
        for item in self.reader.items(node, "sources"):
            scalar = self.reader.scalar(item, "a source's name")
            if scalar is None:
                continue
            if scalar.text not in self.addresses:
                self.reader.unknown(
                    scalar, "source", self.addresses, "this file", otherwise="add it under sources"
                )
                continue
            if self.addresses[scalar.text] in cited:
                self.reader.problem(scalar, f"the source {scalar.text} is named twice; keep one")
                continue
            cited[self.addresses[scalar.text]] = None
        return tuple(cited) if len(self.reader.problems) == before else None

    def judgment(
        self, node: Node, round_: Round, question: Question, defaults: Defaults
    ) -> Judgment | None:
        """Return one judgment; `defaults` is what the blocks around it say."""
        shown = question.id or f"{question.pillar} {OVERALL}"
        if isinstance(node, Scalar):
            values: dict[str, Node] | None = {"grade": node}
        else:
            values = self.reader.fields(node, f"the judgment {shown}", JUDGMENT_KEYS)
            if values is not None and ("grade" in values) == ("not-graded" in values):
                message = f"the judgment {shown} must have either grade or not-graded"
                self.reader.problem(node, message)
                return None
        if values is None:
            return None
        said = self._overridden(values, defaults, round_)
        if "grade" in values and not _says_not_graded(values["grade"]):
            outcome = self._graded(values, round_)
        else:
            outcome = _Outcome(None, Status.NOT_GRADED)
            said = replace(said, note=self._reason(values))
        if said.sources is None:
            return None
        if not said.sources:
            message = f"the judgment {shown} has no source; name one under sources"
            self.reader.problem(node, message)
            return None
        improvements = (
            self.reader.texts(values["areas-for-improvement"], "areas-for-improvement")
            if "areas-for-improvement" in values
            else ()
        )
        if outcome is None:
            return None
        return Judgment(
            self.force,
            round_.year,
            question.pillar,
            question.id,
            outcome.grade,
            outcome.status,
            outcome.carried_over_from,
            said.published,
            said.basis,
            said.sources,
            said.note,
            improvements,
        )

    def _graded(self, values: dict[str, Node], round_: Round) -> _Outcome | None:
        grade = self._grade(values["grade"], round_)
        if "carried-over-from" not in values:
            return _Outcome(grade, Status.INSPECTED) if grade else None
        origin = self.reader.year(values["carried-over-from"], "carried-over-from")
        return _Outcome(grade, Status.CARRIED_OVER, origin) if grade and origin else None

    def _reason(self, values: dict[str, Node]) -> str | None:
        """Return why there is no grade, where the file says so."""
        for key in ("note", "carried-over-from"):
            if key in values:
                self.reader.problem(values[key], f"{key} does not go with not-graded; remove it")
        if "not-graded" not in values:
            return None
        return self.reader.text(values["not-graded"], "the reason of not-graded")

    def _grade(self, node: Node, round_: Round) -> Grade | None:
        found = self.reader.choice(node, "grade", [grade.value for grade in Grade])
        if found is None:
            return None
        grade = Grade(found)
        if grade not in round_.scale:
            scale = ", ".join(one.value for one in round_.scale)
            message = f"{round_.label} has no grade {found!r}; its scale is {scale}"
            self.reader.problem(node, message)
            return None
        return grade
