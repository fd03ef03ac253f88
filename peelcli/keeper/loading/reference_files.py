"""The reference files: forces, question names, and rounds."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

from peelcli.keeper.loading.fields import Read, Reader, what_is_wrong_with_address
from peelcli.keeper.loading.judgment import BLOCK_KEYS, REPORT
from peelcli.keeper.loading.yaml_tree import Node, Scalar
from peelcli.model import Force, Question, Round
from peelcli.terms import OVERALL, Grade, ReadOnly
from peelcli.text import folded

MORE_AREAS = "more-areas"
"""The key of a round that has areas which are not listed."""
_LONGEST_ROUND = 9
_FEWEST_GRADES = 2
_AXES = 2
_LAST_TILE = 50


class Names(NamedTuple):
    """The short names of pillars and questions, by id."""

    pillars: Mapping[str, str]
    questions: Mapping[str, str]


def read_forces(root: Node, reader: Reader) -> dict[str, Force]:
    """Read forces.yaml: id to name, region, nation and, where there are any, other names."""
    forces: dict[str, Force] = {}
    taken: dict[tuple[str, str], str] = {}
    tiles: dict[tuple[int, int], str] = {}
    spellings: dict[tuple[str, str], str] = {}
    keys: dict[str, Read] = {
        "name": reader.text,
        "region": reader.text,
        "nation": reader.text,
        "former-name": reader.text,
        "aliases": partial(_aliases, reader=reader),
        "tile": partial(_tile, reader=reader),
        "gss": partial(_gss, reader=reader),
        "home-office-name": reader.text,
    }
    unique = ("name", "gss", "home-office-name")
    required = ("name", "region", "nation")
    for key, node in reader.entries(root, "the list of forces"):
        id_ = reader.id(key, "a force's id")
        nodes, values = reader.values(node, f"the force {key.text}", keys, required)
        if id_ is None or None in [values.get(key) for key in required]:
            continue
        name = values["name"]
        for what in unique:
            text = values.get(what)
            if text and taken.setdefault((what, text), id_) != id_:
                shown = what.replace("-", " ").replace("home office", "Home Office")
                message = f"two forces have the {shown} {text!r}; tell them apart"
                reader.problem(nodes[what], message)
        for kind in ("region", "nation"):
            text = values[kind]
            other = spellings.setdefault((kind, folded(text)), text)
            if other != text:
                message = f"{kind} {text!r} is spelt {other!r} elsewhere; choose one"
                reader.problem(nodes[kind], message)
        tile = values.get("tile")
        if tile and tiles.setdefault(tile, id_) != id_:
            reader.problem(nodes["tile"], f"{tiles[tile]} has this tile; choose another place")
        where, former = (values["region"], values["nation"]), values.get("former-name")
        codes = (values.get("gss"), values.get("home-office-name"))
        aliases = values.get("aliases", ())
        forces[id_] = Force(id_, name, name, *where, former, aliases, tile, *codes)
    short = {id_: _short_name(force.name) for id_, force in forces.items()}
    times = Counter(short.values())
    return {
        id_: force._replace(short_name=short[id_]) if times[short[id_]] == 1 else force
        for id_, force in forces.items()
    }


def _aliases(node: Node, what: str, reader: Reader) -> tuple[str, ...]:
    """Read other names; each is one word, since a cell of CSV joins them by spaces."""
    aliases = reader.texts(node, what)
    for alias in aliases:
        if " " in alias:
            message = f"the alias {alias!r} must be one word; write {alias.replace(' ', '-')!r}"
            reader.problem(node, message)
    return aliases


def _tile(node: Node, what: str, reader: Reader) -> tuple[int, int] | None:
    """Read a place on the map of tiles, `[column, row]`."""
    found = [reader.number(item, what) for item in reader.items(node, what)]
    if None in found:
        return None
    if len(found) != _AXES or not all(number and number <= _LAST_TILE for number in found):
        message = f"{what} must be [column, row], each from 1 to {_LAST_TILE}"
        reader.problem(node, message)
        return None
    return found[0] or 0, found[1] or 0


def _gss(node: Node, what: str, reader: Reader) -> str | None:
    """Read a code of the Office for National Statistics, nine signs with a letter first."""
    text = reader.text(node, what)
    if text is None or re.fullmatch(r"[A-Z]\d{8}", text, re.ASCII):
        return text
    reader.problem(node, f"{what} {text!r} must be a letter and eight digits, like E23000032")
    return None


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
        for key, value in reader.entries(node, kind):
            name = reader.text(value, f"the name of {key.text}")
            if key.text in (*BLOCK_KEYS, REPORT, OVERALL):
                reader.problem(key, f"{key.text!r} has a meaning of its own; choose another id")
            elif kind == "pillars" and name in found[kind].values():
                reader.problem(value, f"two pillars have the name {name!r}; tell them apart")
            elif reader.id(key, "an id") and name:
                found[kind][key.text] = name
    return Names(found["pillars"], found["questions"])


def read_version(root: Node, reader: Reader) -> dict[str, str]:
    """Read version.yaml: the version of the dataset, and its day."""
    keys: dict[str, Read] = {"version": reader.text, "day": reader.date}
    _, values = reader.values(root, "the version", keys, tuple(keys))
    return values


def read_rounds(root: Node, reader: Reader, names: Names) -> dict[int, Round]:
    """Read rounds.yaml: a round's label, scale, dates and what it asked."""
    rounds: dict[int, Round] = {}
    keys: dict[str, Read] = {
        "label": reader.text,
        "scale": partial(_scale, reader=reader),
        "published": reader.text,
        "source": reader.address,
        "pillars": partial(_pillars, reader=reader, names=names),
        "areas": partial(_questions, reader=reader, names=names),
        "missing": reader.text,
        "limits": reader.texts,
        MORE_AREAS: reader.boolean,
        "begun": reader.date,
        "grades-tables": partial(_addresses, reader=reader),
        "report-pattern": partial(_pattern, reader=reader),
        "report-spellings": partial(_spellings, reader=reader),
        "reported-separately": lambda value, what: (value, reader.texts(value, what)),
    }
    for key, node in reader.entries(root, "the list of rounds"):
        year = reader.year(key, "the round")
        required = ("label", "scale", "published", "source")
        nodes, values = reader.values(node, f"the round {key.text}", keys, required)
        if year is None or not nodes:
            continue
        if ("pillars" in nodes) == ("areas" in nodes):
            reader.problem(key, f"the round {year} must have either pillars or areas")
            continue
        label, scale = values["label"], values["scale"]
        last = _last_year(label, year) if label else None
        if label and last is None:
            example = f"PEEL {year}/{(year + 1) % 100:02d}"
            reader.problem(nodes["label"], f"the label must name {year} first, like {example}")
        elif last and values["published"] and values["source"] and scale:
            asked = values["pillars"] if "pillars" in values else values["areas"]
            separate = values.get("reported-separately", (key, ()))
            areas = [question.id or "" for question in asked if not question.pillar]
            for area in separate[1]:
                if area not in areas:
                    at = Scalar(separate[0].line, separate[0].column, area, is_plain=True)
                    reader.unknown(at, "area", areas, of=label)
            rounds[year] = Round(
                year,
                last,
                label,
                scale,
                values["published"],
                values["source"],
                ReadOnly((question.key, question) for question in asked),
                values.get("missing"),
                (*values.get("limits", ()), *_not_listed(asked, values)),
                separate[1],
                values.get("begun"),
                values.get("grades-tables", ()),
                values.get("report-pattern"),
                values.get("report-spellings", ReadOnly()),
            )
    return dict(sorted(rounds.items()))


def _not_listed(asked: list[Question], values: dict[str, object]) -> tuple[str, ...]:
    """Return the remark on a round that has areas which are not listed."""
    if not values.get(MORE_AREAS):
        return ()
    known = "the title of one area is" if len(asked) == 1 else f"{len(asked)} of its areas are"
    return (f"Only {known} known here; the other areas are not known.",)


def _addresses(node: Node, what: str, reader: Reader) -> tuple[str, ...]:
    found = [reader.address(item, what) for item in reader.items(node, what)]
    return tuple(address for address in found if address)


def _pattern(node: Node, what: str, reader: Reader) -> str | None:
    """Read an address with `{force}` in it, where a force's name stands."""
    text = reader.text(node, what)
    if text is None:
        return None
    wrong = what_is_wrong_with_address(text.replace("{force}", "force"))
    if text.count("{force}") != 1:
        wrong = "must have {force} once, where the force's name stands"
    if wrong:
        reader.problem(node, f"{what} {text!r} {wrong}")
    return text


def _spellings(node: Node, what: str, reader: Reader) -> ReadOnly[str, str]:
    """Read how addresses spell forces; an id that is no force's does no harm."""
    return ReadOnly(
        (key.text, text)
        for key, value in reader.entries(node, what)
        if (text := reader.text(value, f"the spelling of {key.text}")) is not None
    )


def _scale(node: Node, what: str, reader: Reader) -> tuple[Grade, ...]:
    before = len(reader.problems)
    found = [reader.choice(item, "grade", list(Grade)) for item in reader.items(node, what)]
    if len(reader.problems) > before:
        return ()
    scale = tuple(map(Grade, filter(None, found)))
    if len(scale) < _FEWEST_GRADES or list(scale) != [grade for grade in Grade if grade in scale]:
        reader.problem(node, "a scale lists two grades or more, best first, each once")
        return ()
    return scale


def _pillars(node: Node, what: str, reader: Reader, names: Names) -> list[Question]:
    asked: list[Question] = []
    keys: dict[str, Read] = {
        "title": reader.text,
        "graded": reader.boolean,
        "published": reader.date,
        "questions": lambda node, _: node,
    }
    for key, value in reader.entries(node, what):
        _, values = reader.values(value, f"the pillar {key.text}", keys)
        if key.text not in names.pillars:
            reader.unknown(key, "pillar", names.pillars)
            continue
        published, name = values.get("published"), names.pillars[key.text]
        if "title" in values:
            graded = values.get("graded", True) is not False
            title = values["title"]
            asked.append(Question(key.text, None, name, title, graded, published, name))
        if "questions" in values:
            asked += _questions(
                values["questions"], "questions", reader, names, key.text, published
            )
    return asked


def _questions(
    node: Node,
    what: str,
    reader: Reader,
    names: Names,
    pillar: str | None = None,
    published: str | None = None,
) -> list[Question]:
    asked: list[Question] = []
    keys = {"title": reader.text, "graded": reader.boolean}
    for key, value in reader.entries(node, what):
        name = names.questions.get(key.text)
        if name is None:
            reader.unknown(key, "question", names.questions)
            continue
        if isinstance(value, Scalar):
            values = {"title": reader.text(value, "title")}
        else:
            nodes, values = reader.values(value, f"the question {key.text}", keys, ("title",))
            if not nodes:
                continue
        if name in (question.name for question in asked):
            reader.problem(key, f"two questions here have the name {name!r}; tell them apart")
        graded = values.get("graded", True) is not False
        pillar_name = names.pillars.get(pillar or "")
        asked.append(
            Question(pillar, key.text, name, values["title"], graded, published, pillar_name)
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
