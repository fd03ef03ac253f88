"""The reference files: forces, question names, and rounds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from peelcli.loading.fields import Reader
from peelcli.loading.yaml_tree import Node, Scalar
from peelcli.model import OVERALL, Force, Grade, Question, ReadOnly, Round
from peelcli.text import folded

# Keys that a force's file puts beside question ids; a question can't be called so.
BLOCK_KEYS = ("published", "basis", "sources", "note")
_LONGEST_ROUND = 9
_FEWEST_GRADES = 2


@dataclass(frozen=True)
class Names:
    """The short names of pillars and questions, by id."""

    pillars: Mapping[str, str]
    questions: Mapping[str, str]


def read_forces(root: Node, reader: Reader) -> dict[str, Force]:
    """Read forces.yaml: id to name, region, nation and, where there are any, other names."""
    forces: dict[str, Force] = {}
    taken: dict[str, int] = {}
    spelt: dict[tuple[str, str], str] = {}
    mapping = reader.mapping(root, "the list of forces")
    for key, value in mapping.items if mapping else ():
        force_id = reader.id(key, "a force's id")
        fields = reader.fields(
            value,
            f"the force {key.text}",
            ("name", "region", "nation", "former-name", "aliases"),
            required=("name", "region", "nation"),
        )
        if force_id is None or fields is None:
            continue
        name = reader.text(fields["name"], "name")
        region = reader.text(fields["region"], "region")
        nation = reader.text(fields["nation"], "nation")
        former: str | None = None
        aliases: tuple[str, ...] = ()
        if "former-name" in fields:
            former = reader.text(fields["former-name"], "former-name")
        if "aliases" in fields:
            aliases = _aliases(fields["aliases"], reader)
        if name and region and nation:
            taken[name] = taken.get(name, 0) + 1
            if taken[name] > 1:
                reader.problem(
                    fields["name"], f"two forces have the name {name!r}; tell them apart"
                )
            for kind, text in (("region", region), ("nation", nation)):
                other = spelt.setdefault((kind, folded(text)), text)
                if other != text:
                    reader.problem(
                        fields[kind], f"{kind} {text!r} is spelt {other!r} elsewhere; choose one"
                    )
            forces[force_id] = Force(force_id, name, name, region, nation, former, aliases)
    short = {force_id: _short_name(force.name) for force_id, force in forces.items()}
    shared = Counter(short.values())
    return {
        force_id: force._replace(short_name=short[force_id])
        if shared[short[force_id]] == 1
        else force
        for force_id, force in forces.items()
    }


def _aliases(node: Node, reader: Reader) -> tuple[str, ...]:
    """Read other names; each is one word, since a cell of CSV joins them by spaces."""
    aliases = reader.texts(node, "aliases")
    for alias in aliases:
        if " " in alias:
            message = f"the alias {alias!r} must be one word; write {alias.replace(' ', '-')!r}"
            reader.problem(node, message)
    return aliases


def _short_name(name: str) -> str:
    """Return a name without what every force's name ends in: `Derbyshire`, `Metropolitan`."""
    for ending in (" Police Service", " Police", " Constabulary"):
        name = name.removesuffix(ending)
    return name


def read_names(root: Node, reader: Reader) -> Names | None:
    """Read questions.yaml: the short names of pillars and questions."""
    fields = reader.fields(root, "the list of questions", ("pillars", "questions"), ("questions",))
    if fields is None:
        return None
    found: dict[str, dict[str, str]] = {"pillars": {}, "questions": {}}
    for kind, node in fields.items():
        mapping = reader.mapping(node, kind)
        for key, value in mapping.items if mapping else ():
            name = reader.text(value, f"the name of {key.text}")
            if key.text in (*BLOCK_KEYS, OVERALL):
                reader.problem(key, f"{key.text!r} has a meaning of its own; choose another id")
            elif kind == "pillars" and name in found[kind].values():
                reader.problem(value, f"two pillars have the name {name!r}; tell them apart")
            elif reader.id(key, "an id") and name:
                found[kind][key.text] = name
    return Names(found["pillars"], found["questions"])


def read_rounds(root: Node, reader: Reader, names: Names) -> dict[int, Round]:
    """Read rounds.yaml: a round's label, scale, dates and what it asked."""
    rounds: dict[int, Round] = {}
    mapping = reader.mapping(root, "the list of rounds")
    for key, value in mapping.items if mapping else ():
        year = reader.year(key, "the round")
        fields = reader.fields(
            value,
            f"the round {key.text}",
            ("label", "scale", "published", "source", "pillars", "areas", "missing", "limits"),
            required=("label", "scale", "published", "source"),
        )
        if year is None or fields is None:
            continue
        label = reader.text(fields["label"], "label")
        published = reader.text(fields["published"], "published")
        source = reader.address(fields["source"], "source")
        scale = _scale(fields["scale"], reader)
        if ("pillars" in fields) == ("areas" in fields):
            reader.problem(key, f"the round {year} must have either pillars or areas")
            continue
        asked = (
            _pillars(fields["pillars"], reader, names)
            if "pillars" in fields
            else _questions("areas", fields["areas"], reader, names)
        )
        missing = reader.text(fields["missing"], "missing") if "missing" in fields else None
        limits = reader.texts(fields["limits"], "limits") if "limits" in fields else ()
        last = _last_year(label, year) if label else None
        if label and last is None:
            example = f"PEEL {year}/{(year + 1) % 100:02d}"
            reader.problem(fields["label"], f"the label must name {year} first, like {example}")
        elif label and last and published and source and scale:
            rounds[year] = Round(
                year,
                last,
                label,
                scale,
                published,
                source,
                ReadOnly((question.key, question) for question in asked),
                missing,
                limits,
            )
    return dict(sorted(rounds.items()))


def _scale(node: Node, reader: Reader) -> tuple[Grade, ...]:
    known = [grade.value for grade in Grade]
    before = len(reader.problems)
    found = [reader.choice(item, "grade", known) for item in reader.items(node, "scale")]
    scale = tuple(Grade(value) for value in found if value)
    if len(reader.problems) > before:
        return ()
    if len(scale) < _FEWEST_GRADES or list(scale) != [grade for grade in Grade if grade in scale]:
        reader.problem(node, "a scale lists two grades or more, best first, each once")
        return ()
    return scale


def _pillars(node: Node, reader: Reader, names: Names) -> list[Question]:
    asked: list[Question] = []
    mapping = reader.mapping(node, "pillars")
    for key, value in mapping.items if mapping else ():
        fields = reader.fields(
            value, f"the pillar {key.text}", ("title", "graded", "published", "questions")
        )
        if key.text not in names.pillars:
            reader.unknown(key, "pillar", names.pillars)
            continue
        if fields is None:
            continue
        published = reader.date(fields["published"], "published") if "published" in fields else None
        graded = reader.boolean(fields["graded"], "graded") if "graded" in fields else True
        if "title" in fields:
            title = reader.text(fields["title"], "title")
            name = names.pillars[key.text]
            asked.append(
                Question(key.text, None, name, title, graded is not False, published, name)
            )
        if "questions" in fields:
            asked += _questions(
                "questions", fields["questions"], reader, names, key.text, published
            )
    return asked


def _questions(
    what: str,
    node: Node,
    reader: Reader,
    names: Names,
    pillar: str | None = None,
    published: str | None = None,
) -> list[Question]:
    asked: list[Question] = []
    mapping = reader.mapping(node, what)
    for key, value in mapping.items if mapping else ():
        if key.text not in names.questions:
            reader.unknown(key, "question", names.questions)
            continue
        graded: bool | None = True
        title_node = value
        if not isinstance(value, Scalar):
            fields = reader.fields(
                value, f"the question {key.text}", ("title", "graded"), ("title",)
            )
            if fields is None:
                continue
            title_node = fields["title"]
            graded = reader.boolean(fields["graded"], "graded") if "graded" in fields else True
        title = reader.text(title_node, "title")
        name = names.questions[key.text]
        if name in (one.name for one in asked):
            reader.problem(key, f"two questions here have the name {name!r}; tell them apart")
        pillar_name = names.pillars.get(pillar or "")
        asked.append(
            Question(pillar, key.text, name, title, graded is not False, published, pillar_name)
        )
    return asked


def _last_year(label: str, year: int) -> int | None:
    """Return the last year of a round that a label like `PEEL 2018/19` names, or None."""
    match = re.search(rf"\b{year}(?:[/-](\d{{4}}|\d{{2}}))?\b", label)
    if match is None:
        return None
    ending = match[1] or ""
    last = int(str(year)[: 4 - len(ending)] + ending)
    return last if year <= last <= year + _LONGEST_ROUND else None
