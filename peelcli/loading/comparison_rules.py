"""comparisons.yaml: which rounds can be compared, why others can't, and what is akin."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import combinations

from peelcli.comparability import comparable_keys
from peelcli.loading.fields import Reader
from peelcli.loading.yaml_tree import Node, Scalar
from peelcli.model import Break, ComparableRounds, Comparisons, Level, QuestionKey, Related, Round

ALL_AREAS = "all"


def read_comparisons(root: Node, reader: Reader, rounds: Mapping[int, Round]) -> Comparisons:
    """Read comparisons.yaml: comparable rounds, breaks between them, and related questions."""
    fields = reader.fields(
        root, "the list of comparisons", ("comparable", "not-comparable", "related")
    )
    if fields is None:
        return Comparisons()
    pillars = list(dict.fromkeys(p for round_ in rounds.values() for p in round_.pillars))

    def entries(key: str) -> tuple[Node, ...]:
        return reader.items(fields[key], key) if key in fields else ()

    comparable = [_comparable(item, reader, rounds, pillars) for item in entries("comparable")]
    breaks = [_break(item, reader, pillars) for item in entries("not-comparable")]
    related = [_related(item, reader, rounds) for item in entries("related")]
    return Comparisons(
        tuple(one for one in comparable if one),
        tuple(one for one in breaks if one),
        tuple(one for one in related if one),
    )


def _level(node: Node, reader: Reader) -> Level | None:
    found = reader.choice(node, "level", [level.value for level in Level])
    return Level(found) if found else None


def _some_pillars(node: Node, reader: Reader, pillars: Collection[str]) -> frozenset[str]:
    items = reader.items(node, "pillars", least=1)
    found = (reader.choice(item, "pillar", pillars) for item in items)
    return frozenset(pillar for pillar in found if pillar)


def _comparable(
    node: Node, reader: Reader, rounds: Mapping[int, Round], pillars: Collection[str]
) -> ComparableRounds | None:
    """Read an entry of `comparable`, which names either pillars and their level, or areas."""
    keys = ("rounds", "level", "pillars", "areas", "sources")
    fields = reader.fields(node, "an entry of comparable", keys, required=("rounds", "sources"))
    if fields is None:
        return None
    before = len(reader.problems)
    listed = reader.items(fields["rounds"], "rounds", least=2)
    years = [reader.year(item, "the round", rounds) for item in listed]
    known = [rounds[year] for year in years if year is not None]
    cited = reader.items(fields["sources"], "sources", least=1)
    sources = [reader.address(item, "source") for item in cited]
    if len({round_.scale for round_ in known}) > 1:
        message = "these rounds have different scales; list only rounds that share one"
        reader.problem(fields["rounds"], message)
    has_areas = "areas" in fields
    if has_areas in ("level" in fields, "pillars" in fields):
        message = "an entry of comparable must have either level and pillars, or areas"
        reader.problem(node, message)
        return None
    some: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    level: Level | None = Level.PILLAR_GRADES
    if has_areas:
        areas = _areas(fields["areas"], reader, known)
    else:
        level = _level(fields["level"], reader)
        some = _some_pillars(fields["pillars"], reader, pillars)
    if level is None or len(reader.problems) > before:
        return None
    rule = ComparableRounds(
        frozenset(round_.year for round_ in known),
        some,
        level,
        tuple(source for source in sources if source),
        areas,
    )
    if not any(
        comparable_keys(Comparisons((rule,)), one, other) for one, other in combinations(known, 2)
    ):
        message = "this entry compares nothing: no two of these rounds graded the same of it"
        reader.problem(node, f"{message}; correct it, or remove it")
    return rule


def _areas(node: Node, reader: Reader, rounds: Collection[Round]) -> frozenset[str]:
    """Read `all`, or a list of areas, of which some of the rounds must ask each."""
    known = list(dict.fromkeys(q.id for r in rounds for q in r.questions if q.id and not q.pillar))
    if isinstance(node, Scalar) and node.text == ALL_AREAS:
        return frozenset(known)
    found = (
        reader.choice(item, "area", known)
        for item in reader.items(node, f"areas, where it is not {ALL_AREAS}", least=1)
    )
    return frozenset(area for area in found if area)


def _break(node: Node, reader: Reader, pillars: Collection[str]) -> Break | None:
    keys = ("before", "after", "pillars", "level", "reason", "source")
    fields = reader.fields(
        node, "an entry of not-comparable", keys, required=("before", "after", "reason", "source")
    )
    if fields is None:
        return None
    before = reader.year(fields["before"], "before")
    after = reader.year(fields["after"], "after")
    reason = reader.text(fields["reason"], "reason")
    source = reader.address(fields["source"], "source")
    some = _some_pillars(fields["pillars"], reader, pillars) if "pillars" in fields else None
    level = _level(fields["level"], reader) if "level" in fields else None
    if before is None or after is None or reason is None or source is None:
        return None
    if before >= after:
        reader.problem(fields["after"], f"{after} does not come after {before}; swap them")
    return Break(before, after, some, level, reason, source)


def _related(node: Node, reader: Reader, rounds: Mapping[int, Round]) -> Related | None:
    fields = reader.fields(
        node,
        "an entry of related",
        ("earlier", "later", "note", "carries"),
        required=("earlier", "later", "note"),
    )
    if fields is None:
        return None
    earlier = _asked(fields["earlier"], reader, rounds)
    later = _asked(fields["later"], reader, rounds)
    note = reader.text(fields["note"], "note")
    if not earlier or not later or note is None:
        return None
    (earlier_year, earlier_keys), (later_year, later_keys) = earlier, later
    ids = [key[1] for key in earlier_keys if key[1]]
    carries = reader.choice(fields["carries"], "question", ids) if "carries" in fields else None
    if earlier_year >= later_year or len(later_keys) != 1:
        reader.problem(node, "related questions run from an earlier round to one of a later round")
        return None
    return Related(earlier_year, earlier_keys, later_year, later_keys[0], note, carries)


def _asked(
    node: Node, reader: Reader, rounds: Mapping[int, Round]
) -> tuple[int, tuple[QuestionKey, ...]] | None:
    """Read `{round: 2017, pillar: efficiency, questions: [a, b]}`."""
    fields = reader.fields(
        node, "one side", ("round", "pillar", "questions"), required=("round", "questions")
    )
    if fields is None:
        return None
    year = reader.year(fields["round"], "the round", rounds)
    if year is None:
        return None
    round_ = rounds[year]
    pillar = None
    if "pillar" in fields:
        pillar = reader.choice(fields["pillar"], "pillar", round_.pillars)
        if pillar is None:
            return None
    known = [q.id for q in round_.questions if q.pillar == pillar and q.id]
    ids = [
        reader.choice(item, "question", known, of=round_.label)
        for item in reader.items(fields["questions"], "questions")
    ]
    if not ids or None in ids:
        return None
    return year, tuple((pillar, id_) for id_ in ids)
