"""comparisons.yaml: which rounds can be compared, why others can't, and what is related."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from peelcli.comparability import comparable_keys
from peelcli.keeper.loading.fields import Read, Reader
from peelcli.keeper.loading.yaml_tree import Node, Scalar
from peelcli.model import Round
from peelcli.rules import Break, ComparableRounds, Comparisons, Related
from peelcli.terms import Level, QuestionKey

ALL_AREAS = "all"


def read_comparisons(root: Node, reader: Reader, rounds: Mapping[int, Round]) -> Comparisons:
    """Read comparisons.yaml: comparable rounds, breaks between them, and related questions."""
    rules = _Rules(reader, rounds)
    kinds = {
        "comparable": rules.comparable,
        "not-comparable": rules.break_,
        "related": rules.related,
    }
    fields = reader.fields(root, "the list of comparisons", kinds)
    found: dict[str, tuple[Any, ...]] = {
        key: tuple(filter(None, map(kinds[key], reader.items(node, key))))
        for key, node in (fields or {}).items()
    }
    return Comparisons(*(found.get(key, ()) for key in kinds))


@dataclass(frozen=True)
class _Rules:
    reader: Reader
    rounds: Mapping[int, Round]

    def comparable(self, node: Node) -> ComparableRounds | None:
        """Read an entry of `comparable`, which names either pillars and their level, or areas."""
        reader = self.reader
        before = len(reader.problems)
        keys: dict[str, Read] = {
            "rounds": self._rounds,
            "level": self._level,
            "pillars": self._pillars,
            "areas": lambda node, _: node,
            "sources": self._sources,
        }
        required = ("rounds", "sources")
        nodes, values = reader.values(node, "an entry of comparable", keys, required)
        if not nodes:
            return None
        known = values["rounds"]
        if len({round_.scale for round_ in known}) > 1:
            message = "these rounds have different scales; list only rounds that share one"
            reader.problem(nodes["rounds"], message)
        if ("areas" in nodes) in ("level" in nodes, "pillars" in nodes):
            message = "an entry of comparable must have either level and pillars, or areas"
            reader.problem(node, message)
            return None
        areas = self._areas(values["areas"], known) if "areas" in nodes else ()
        if len(reader.problems) > before:
            return None
        rule = ComparableRounds(
            tuple(sorted({round_.year for round_ in known})),
            values.get("pillars", ()),
            values.get("level", Level.PILLAR_GRADES),
            values["sources"],
            areas,
        )
        alone = Comparisons((rule,))
        if not any(comparable_keys(alone, one, other) for one, other in combinations(known, 2)):
            message = "this entry compares nothing: no two of these rounds graded the same of it"
            reader.problem(node, f"{message}; correct it, or remove it")
        return rule

    def break_(self, node: Node) -> Break | None:
        """Read an entry of `not-comparable`."""
        reader = self.reader
        keys: dict[str, Read] = {
            "before": reader.year,
            "after": reader.year,
            "pillars": self._pillars,
            "level": self._level,
            "reason": reader.text,
            "source": reader.address,
        }
        required = ("before", "after", "reason", "source")
        nodes, values = reader.values(node, "an entry of not-comparable", keys, required)
        if not nodes or None in [values[key] for key in required]:
            return None
        before, after = values["before"], values["after"]
        if before >= after:
            reader.problem(nodes["after"], f"{after} does not come after {before}; swap them")
        some, level = values.get("pillars"), values.get("level")
        return Break(before, after, some, level, values["reason"], values["source"])

    def related(self, node: Node) -> Related | None:
        """Read an entry of `related`."""
        reader = self.reader
        keys: dict[str, Read] = {
            "earlier": self._side,
            "later": self._side,
            "note": reader.text,
            "carries": lambda node, _: node,
        }
        required = ("earlier", "later", "note")
        nodes, values = reader.values(node, "an entry of related", keys, required)
        if not nodes or None in [values[key] for key in required]:
            return None
        (earlier_year, earlier), (later_year, later) = values["earlier"], values["later"]
        carries = None
        if "carries" in nodes:
            carries = reader.choice(nodes["carries"], "question", [key[1] for key in earlier])
        if earlier_year >= later_year or len(later) != 1:
            message = "related questions run from an earlier round to one of a later round"
            reader.problem(node, message)
            return None
        return Related(earlier_year, earlier, later_year, later[0], values["note"], carries)

    def _side(self, node: Node, _: str) -> tuple[int, tuple[QuestionKey, ...]] | None:
        """Read `{round: 2017, pillar: efficiency, questions: [a, b]}`."""
        keys = ("round", "pillar", "questions")
        fields = self.reader.fields(node, "one side", keys, ("round", "questions"))
        year = fields and self.reader.year(fields["round"], "the round", self.rounds)
        if not fields or not year:
            return None
        round_ = self.rounds[year]
        pillar = None
        if "pillar" in fields:
            pillar = self.reader.choice(fields["pillar"], "pillar", round_.pillars)
            if pillar is None:
                return None
        known = [q.id for q in round_.questions if q.pillar == pillar and q.id]
        ids = [
            self.reader.choice(item, "question", known, of=round_.label)
            for item in self.reader.items(fields["questions"], "questions")
        ]
        return None if not ids or None in ids else (year, tuple((pillar, id_) for id_ in ids))

    def _rounds(self, node: Node, what: str) -> list[Round]:
        items = self.reader.items(node, what, least=2)
        years = [self.reader.year(item, "the round", self.rounds) for item in items]
        return [self.rounds[year] for year in years if year is not None]

    def _level(self, node: Node, what: str) -> Level | None:
        found = self.reader.choice(node, what, list(Level))
        return Level(found) if found else None

    def _pillars(self, node: Node, what: str) -> tuple[str, ...]:
        known = list(dict.fromkeys(p for round_ in self.rounds.values() for p in round_.pillars))
        items = self.reader.items(node, what, least=1)
        found = [self.reader.choice(item, "pillar", known) for item in items]
        return tuple(filter(None, found))

    def _sources(self, node: Node, what: str) -> tuple[str, ...]:
        items = self.reader.items(node, what, least=1)
        return tuple(filter(None, [self.reader.address(item, "source") for item in items]))

    def _areas(self, node: Node, rounds: list[Round]) -> tuple[str, ...]:
        """Read `all`, or a list of areas; one of the rounds must ask each."""
        asked = (q for round_ in rounds for q in round_.questions if not q.pillar and q.id)
        known = list(dict.fromkeys(str(question.id) for question in asked))
        if isinstance(node, Scalar) and node.text == ALL_AREAS:
            return tuple(known)
        items = self.reader.items(node, f"areas, where it is not {ALL_AREAS}", least=1)
        found = [self.reader.choice(item, "area", known) for item in items]
        return tuple(filter(None, found))
