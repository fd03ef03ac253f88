"""What a page is about: which force, round and pillar, by its address, its head or its text."""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from peelcli.errors import UsageError
from peelcli.finding import is_official
from peelcli.keeper.loading.wordings import AREAS, Wordings
from peelcli.keeper.pages.read import Lexicon
from peelcli.keeper.pages.words import FOLDED, Phrases, stem_of, things_by_id, words_of
from peelcli.model import Dataset
from peelcli.terms import OVERALL
from peelcli.text import day_of_words, is_day

OTHER = "another force"
OTHER_POLICE = "British Transport Police"
_TO_COME = re.compile(r"\b(?:next|will|shall|to come|coming|begin\w*|starts?)\b")
"""What a sentence on something that is still to come has."""
_KINDS = ("police", "constabulary", "PEEL", "police service", "police force")
_SHORTEST_NAME = 2
_COMMON = frozenset(("staff", "bed"))
_HEAD = 12
"""The lines in which a page says of what it is."""


class UnknownRoundError(UsageError):
    """A page of a round whose questions the dataset lacks."""


class NoRoundSaidError(UsageError):
    """A page does not say which round it belongs to."""


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
    file: str = "",
    published: str | None = None,
) -> Scope:
    """Return what a page is about: by its first lines, its text, its address, or what is given.

    An address counts where it is the inspectorate's, a file's name where the head is silent.
    Raises UsageError where the page says otherwise than what is given or than its address, or
    nothing says the round.
    """
    text = folded(text)
    first, *_ = lines = text.strip().split("\n")
    head = "\n".join(lines[:_HEAD])
    # An address and a label are the page's own; a sentence may be about another round or force.
    is_label = not first.rstrip().endswith(".") and not re.match(
        r"\W*(?:in|under|since)\b", first, re.I
    )
    name = "|".join(map(re.escape, peel_names(dataset)))
    is_official_page = is_official(address, dataset)
    by_address = _of_address(address, name) if is_official_page else []
    by_head = (_rounds_in(first, name) if is_label else []) or _dated(first, text, name)
    if by_address and by_head and by_address[0].year not in {label.year for label in by_head}:
        raise UsageError(
            f"the page says {by_head[0].label}, its address {by_address[0].label}; correct one"
        )
    own = by_address or by_head
    known = [label for label in _rounds_in(text, name) if _is_known(label, dataset)]
    # A sentence may speak of a round to come; only a title says that the page is of it.
    titles = "\n".join(line for line in lines[:_HEAD] if not line.rstrip().endswith("."))
    found = own or _rounds_in(titles, name)
    # A page that first says of a new round that it was is of that one; a plan is none.
    found = found or _rounds_in(_without_plans(head), name)[:1] or known[:1]
    found = found or _by_pillar(head, dataset)
    found = found or _of_address(file, name) or _by_pillar(text, dataset)[:1]
    if found and not _is_known(found[0], dataset):
        raise UnknownRoundError(
            f"the page is of {found[0].label}, a round that the dataset has no questions of; "
            "add the round first; docs/adding-a-round.md says how"
        )
    years = [label.year for label in found if _is_known(label, dataset)]
    own_years = [label.year for label in own]
    path = _path_words(address) if is_official_page else ""
    by_path, by_name = forces_in(path, lexicon.ids), forces_in(head, lexicon.forces)
    # The title of a report names its force; a story's may name one of several.
    by_title = forces_in(first, lexicon.forces) if by_head else []
    by_name = by_title if len(by_title) == 1 else by_name
    if year is None and not years:
        whose = [force] if force else by_path or by_name
        years = _by_day(published or day_in(head), whose, dataset)
    if year is None and not years:
        raise NoRoundSaidError(
            "the page does not say which round it belongs to; name it with peel read PAGE --round"
        )
    if year is not None and own_years and year not in own_years:
        raise UsageError(f"the page is of {own_years[0]}, and --round says {year}; correct one")
    year = year or years[0]
    if by_path and by_name and by_path[0] not in by_name:
        raise UsageError(
            f"the page says {by_name[0]}, its address {by_path[0]}; say which with --force"
        )
    named = by_path or by_name or forces_in(_path_words(file), lexicon.ids)
    if force is not None and is_official_page and named and force not in named:
        raise UsageError(f"the page is about {named[0]}, and --force says {force}; correct one")
    if force is None and len(named) == 1 and named[0] != OTHER:
        force = named[0]
    pillars = _pillars_in(path, lexicon) or _pillars_in(head, lexicon)
    asked = dataset.rounds[year].pillars
    if pillar is None and pillars and pillars[0] in asked:
        pillar = pillars[0]
    return Scope(force, year, pillar if pillar in asked else None)


def names_report(address: str, force: str, year: int, dataset: Dataset) -> bool:
    """Return whether an address names a force and a round, as that of a report does."""
    name = "|".join(map(re.escape, peel_names(dataset)))
    spelled = dataset.rounds[year].report_spellings.get(force, force)
    years = [label.year for label in _of_address(address, name)]
    return years == [year] and f" {_path_words(spelled)} " in f" {_path_words(address)} "


def peel_names(dataset: Dataset) -> tuple[str, ...]:
    """Return what the rounds call themselves: PEEL."""
    return tuple(dict.fromkeys(each.label.split(" ")[0] for each in dataset.rounds.values()))


def _without_plans(text: str) -> str:
    """Return a text without its sentences on what is still to come."""
    return "".join(part for part in re.split(r"(?<=[.\n])", text) if not _TO_COME.search(part))


def _path_words(address: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", address.casefold())


class Label(NamedTuple):
    """A round as pages name it: its first year, and its last where it has two."""

    year: int
    last: str = ""

    @property
    def label(self) -> str:
        """The years, as they are typed."""
        return f"{self.year}-{self.last}" if self.last else str(self.year)


_YEAR = r"20[0-4]\d"
_YEARS = rf"\b({_YEAR}) ?[-/] ?(?:20)?(\d\d)\b(?![-/]\d)"
_OF_PEEL = r"\bHMIC|inspect|assess|\breport\b|\bround\b"
_FEWEST_ASKED = 2
_MOST_YEARS = 3
"""No round is longer."""


def folded(text: str) -> str:
    """Return a text with plain dashes and spaces, and without signs that nobody sees."""
    return text.translate(FOLDED)


def _rounds_in(text: str, name: str) -> list[Label]:
    """Return the rounds that lines on PEEL name, in their order: `PEEL 2018/19`."""
    found: list[tuple[int, Label]] = []
    at = 0
    for line in text.split("\n"):
        is_named = re.search(rf"\b(?:{name})\b", line, re.IGNORECASE)
        if is_named or re.search(_OF_PEEL, line, re.IGNORECASE):
            for match in re.finditer(_YEARS, line):
                first, last = int(match[1]), match[2]
                if 0 < int(last) - first % 100 <= _MOST_YEARS:
                    found.append((at + match.start(), Label(first, last)))
            lone = (
                rf"\b(?:{name})\W{{1,3}}({_YEAR})\b(?! ?[-/]\d)|\b({_YEAR}) (?:{name})\b"
                rf"|\b(?:{name})\W+(?:[\w,]+ ){{1,6}}(?:- )?({_YEAR})\W*$"
            )
            for match in re.finditer(lone, line, re.IGNORECASE):
                year = match[1] or match[2] or match[3]
                found.append((at + match.start(), Label(int(year))))
        at += len(line) + 1
    return list(dict.fromkeys(label for _, label in sorted(found)))


def _of_address(address: str, name: str) -> list[Label]:
    """Return the round that an address or a file's name has: `kent-2023-25/`, `peel-2018/`."""
    path = f"{address}/"
    way = rf"\b(?:{name})-({_YEAR})\b(?!-\d\d\b)|\b({_YEAR})-(?:{name})-assessment\b"
    single = re.search(way, path, re.IGNORECASE)
    if single:
        return [Label(int(single[1] or single[2]))]
    double = re.findall(r"(?<!to)-(20\d\d)-(?:20)?(\d\d)/", path)
    return [Label(int(first), last) for first, last in double[:1]]


def _dated(first: str, text: str, name: str) -> list[Label]:
    """Return the year of a first line that is a name and a year, on a page about PEEL."""
    match = re.fullmatch(r"\W*[A-Z][\w&' -]{2,40}? (20[0-4]\d)\W*", first)
    return [Label(int(match[1]))] if match and re.search(rf"\b(?:{name})\b", text) else []


def _by_pillar(text: str, dataset: Dataset) -> list[Label]:
    """Return the rounds that stand before a pillar's name: `2016 legitimacy inspection`."""
    pillars = {pillar for round_ in dataset.rounds.values() for pillar in round_.pillars}
    way = rf"\b(\d{{4}})(?:/\d\d)? (?:{'|'.join(pillars) or 'x'})\b"
    found = [Label(int(match[1])) for match in re.finditer(way, text, re.IGNORECASE)]
    return [label for label in found if _is_known(label, dataset)]


def _is_known(label: Label, dataset: Dataset) -> bool:
    """Return whether the dataset has questions of a round."""
    round_ = dataset.rounds.get(label.year)
    asked = len(round_.graded_questions) if round_ else 0
    # Of a round that has begun one question may be known, from its framework.
    if round_ is None or asked < (_FEWEST_ASKED if round_.begun else 1):
        return False
    return not label.last or str(round_.last_year)[-2:] == label.last


_MOST_DAYS_AFTER = 31
_LONGEST_DATELINE = 12
_DAY = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9}),? (20\d\d)\b"
    r"|\b(\d{1,2})[/.](\d{1,2})[/.](20\d\d)\b|\b(20\d\d-\d\d-\d\d)\b"
    r"|\b([A-Z][a-z]{2,8}) (\d{1,2}),? (20\d\d)\b"
)


def day_in(head: str) -> str | None:
    """Return the day that a short line of a page's head has: `Published 20 October 2023`."""
    for line in head.split("\n"):
        match = _DAY.search(line) if len(line.split()) <= _LONGEST_DATELINE else None
        if match is None:
            continue
        day, month, year, number, of, in_, iso, name, at, then = match.groups()
        if name:
            day, month, year = at, name, then
        written = f"{in_}-{int(of):02}-{int(number):02}" if number else iso
        found = written or day_of_words(f"{int(day)} {month} {year}")
        if is_day(found):
            return str(found)
    return None


def _by_day(day: str | None, forces: list[str], dataset: Dataset) -> list[int]:
    """Return the round whose grades of a force came out on a day, or in the month before it."""
    if day is None or len(forces) != 1:
        return []
    known = {
        (judgment.published, judgment.year)
        for judgment in dataset.by_force.get(forces[0], {}).values()
    }
    reports = dataset.reports.get(forces[0], {}).values()
    known |= {(report.published, report.year) for report in reports}
    known |= {(q.published, year) for year, of in dataset.rounds.items() for q in of.questions}
    last = max(((out, year) for out, year in known if out and out <= day), default=None)
    if last is None or last[0] is None:
        return []
    is_near = (date.fromisoformat(day) - date.fromisoformat(last[0])).days <= _MOST_DAYS_AFTER
    return [last[1]] if is_near else []


def _pillars_in(text: str, lexicon: Lexicon) -> list[str]:
    """Return the pillars that a text names by words for their own grades.

    A line that names several, like PEEL's own name, names none of them as the page's.
    """
    pillars: list[str] = []
    for line in text.split("\n"):
        found = [match.thing for match in lexicon.questions.find(words_of(line))]
        here = {things[0][0] for things in found if len(things) == 1 and things[0][1] == OVERALL}
        pillars += here if len(here) == 1 else ()
    return pillars


def forces_in(text: str, names: Phrases[str]) -> list[str]:
    """Return the forces that a text names, each once."""
    return [*_forces_in(text, names)]


# A sentence is asked several times, and a long one in pieces.
@lru_cache(maxsize=256)
def _forces_in(text: str, names: Phrases[str]) -> tuple[str, ...]:
    """Return the forces that a text names, each once."""
    found = (match.thing[0] for match in names.find(words_of(text)) if len(match.thing) == 1)
    return tuple(dict.fromkeys(found))


def lexicon_of(dataset: Dataset, wordings: Wordings) -> Lexicon:
    """Return the phrases of a dataset: the wordings, its own names of questions, its forces."""
    phrases = {pillar: {**of} for pillar, of in wordings.items()}
    for round_ in dataset.rounds.values():
        for question in round_.questions:
            own = phrases.setdefault(question.pillar or AREAS, {})
            texts = own.get(question.id or OVERALL, ())
            titles = (question.name, question.title) if question.title else (question.name,)
            own[question.id or OVERALL] = (*texts, *titles)
    names = [(OTHER_POLICE, OTHER)]
    alone = []
    shorts_of_others = {force.short_name for force in dataset.forces.values()}
    for force in dataset.forces.values():
        short = force.short_name
        # "Hampshire and Isle of Wight" is Hampshire too; its id has the part that people say.
        shorts = dict.fromkeys((short, force.id.replace("-", " "), *force.aliases))
        whole = (force.name, force.former_name or force.name)
        names += [(text, force.id) for text in whole]
        names += [(f"{text} {kind}", force.id) for text in shorts for kind in _KINDS]
        alone += [(short, force.id), (f"the {force.id[:3]}", force.id)] if force.aliases else []
        alone += [(text, force.id) for text in (short, *force.aliases)]
        # "Hampshire" and "Devon" are parts of names.
        part = re.split(r" (?:and|&) ", short)[0]
        alone += [(part, force.id)] if part not in shorts_of_others - {short} else []
        names.append((re.sub(r" (and|&) ", r" \1 the ", force.name), force.id))
    # "Staffs" and "Beds" have the stems of common words.
    alone = [
        (text, id_)
        for text, id_ in alone
        if len(text) > _SHORTEST_NAME and stem_of(text.casefold()) not in _COMMON
    ]
    ids = [(force.replace("-", " "), force) for force in dataset.forces]
    return Lexicon(Phrases(things_by_id(phrases)), Phrases(names), Phrases(ids), Phrases(alone))
