"""What a page is about: which force, round and pillar, by its address, its head or its text."""

import re
from typing import NamedTuple

from peelcli.errors import UsageError
from peelcli.finding import is_official
from peelcli.keeper.loading.wordings import AREAS, Wordings
from peelcli.keeper.pages.read import Lexicon
from peelcli.keeper.pages.words import Phrases, things_by_id, words_of
from peelcli.model import Dataset
from peelcli.terms import OVERALL

_HEAD = 12
"""The lines in which a page says of what it is."""


class Scope(NamedTuple):
    """What a page is about, as far as it or the command line says."""

    force: str | None
    year: int
    pillar: str | None


def scope_of(
    text: str,
    address: str,
    dataset: Dataset,
    lexicon: Lexicon,
    *,
    force: str | None = None,
    year: int | None = None,
    pillar: str | None = None,
) -> Scope:
    """Return what a page is about: by its address, its first lines, its text, or what is given.

    Raises UsageError where the page says otherwise than what is given, or nothing says the round.
    """
    first, *_ = lines = text.strip().split("\n")
    head = "\n".join(lines[:_HEAD])
    # An address and a label are the page's own; a sentence may be about another round or force.
    own = _years_in(f"{address}/", dataset) or _years_in(first, dataset, is_label=True)
    years = own or _years_in(head, dataset) or _years_in(text, dataset)[:1]
    if year is None and not years:
        raise UsageError(
            "the page does not say of which round it is; say it with peel read PAGE --round"
        )
    is_own = is_official(address, dataset) or not address.startswith("http")
    if year is not None and own and year not in own and is_own:
        raise UsageError(f"the page is of {own[0]}, and --round says {year}; correct one")
    year = year or years[0]
    path = re.sub(r"[^a-z0-9]+", " ", address.casefold())
    named = forces_in(path, lexicon.ids) or forces_in(head, lexicon.forces)
    if force is not None and is_official(address, dataset) and named and force not in named:
        raise UsageError(f"the page is about {named[0]}, and --force says {force}; correct one")
    if force is None and len(named) == 1:
        force = named[0]
    pillars = _pillars_in(path, lexicon) or _pillars_in(head, lexicon)
    asked = dataset.rounds[year].pillars
    if pillar is None and pillars and pillars[0] in asked:
        pillar = pillars[0]
    return Scope(force, year, pillar if pillar in asked else None)


def _years_in(text: str, dataset: Dataset, *, is_label: bool = False) -> list[int]:
    """Return the rounds that a text names: `PEEL 2018/19`, `peel-2018`, `2016 legitimacy ...`."""
    prefixes = {re.escape(round_.label.split(" ")[0]) for round_ in dataset.rounds.values()}
    pillars = {pillar for round_ in dataset.rounds.values() for pillar in round_.pillars}
    ways = [rf"\b(?:{'|'.join(prefixes)})[ -](\d{{4}})"]
    if not is_label:
        ways += [r"-(\d{4})-\d\d/", rf"\b(\d{{4}})(?:/\d\d)? (?:{'|'.join(pillars) or 'x'})\b"]
    found = [int(match[1]) for way in ways for match in re.finditer(way, text, re.IGNORECASE)]
    return list(dict.fromkeys(number for number in found if number in dataset.rounds))


def _pillars_in(text: str, lexicon: Lexicon) -> list[str]:
    """Return the pillars that a text names by words for their own grades."""
    found = [match.thing for match in lexicon.questions.find(words_of(text))]
    return [things[0][0] for things in found if len(things) == 1 and things[0][1] == OVERALL]


def forces_in(text: str, names: Phrases[str]) -> list[str]:
    """Return the forces that a text names, each once."""
    found = (match.thing[0] for match in names.find(words_of(text)) if len(match.thing) == 1)
    return list(dict.fromkeys(found))


def lexicon_of(dataset: Dataset, wordings: Wordings) -> Lexicon:
    """Return the phrases of a dataset: the wordings, its own names of questions, its forces."""
    phrases = {pillar: {**of} for pillar, of in wordings.items()}
    for round_ in dataset.rounds.values():
        for question in round_.questions:
            own = phrases.setdefault(question.pillar or AREAS, {})
            texts = own.get(question.id or OVERALL, ())
            own[question.id or OVERALL] = (*texts, question.name)
    names = []
    for force in dataset.forces.values():
        short = force.short_name
        texts = (force.name, force.former_name or force.name, f"{short} police",
                 f"{short} constabulary", f"{short} PEEL")  # fmt: skip
        names += [(text, force.id) for text in texts]
    ids = [(force.replace("-", " "), force) for force in dataset.forces]
    return Lexicon(Phrases(things_by_id(phrases)), Phrases(names), Phrases(ids))
