"""From a text to the force, round, pillar or the like that it names.

A `find_` function takes a text as a user types it, and raises UsageError, with the near ones,
where it names nothing or is ambiguous.
"""

import re
import sys
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import TypeVar
from warnings import warn

from peelcli.errors import PeelWarning, UsageError
from peelcli.model import Dataset, Force, Group, Round
from peelcli.terms import OVERALL, Grade, Status
from peelcli.text import (
    close_to,
    day_of_words,
    did_you_mean,
    folded,
    is_day,
    listed,
    month_of_words,
    quoted,
)

_GENERIC_WORDS = frozenset({"police", "constabulary", "service", "force", "the"})
_LONG_ENOUGH_TO_SEEK = 3
_DOTS = 2
_ROUND = r"(?:peel)?\s*(\d{4})(?:\s*(?:[-/–—]|to)\s*(\d{4}|\d{2}))?"

E = TypeVar("E", bound=StrEnum)
Texts = Iterable[str] | None
LATEST = "latest"
PREVIOUS = "previous"
ALL = "all"


def find_force(dataset: Dataset, text: str) -> Force:
    """Return the force that a text names: by id, a name, alias, ONS code, or the start of one.

    Case, spacing and words such as `police` do not count.
    """
    return find_force_of(dataset.forces, text)


def find_force_of(forces: Mapping[str, Force], text: str) -> Force:
    """Return the one of some forces that a text names, as `find_force`."""
    if text in forces:
        return forces[text]
    wanted = _folded_force(text)
    if not wanted:
        raise UsageError("a force's name is empty; `peel forces` lists how they can be named")
    fits = forces_named(forces, text)
    if len(fits) == 1:
        return forces[fits[0]]
    spellings = {force.id: _force_spellings(force) for force in forces.values()}

    def ids(fits: Iterable[str]) -> list[str]:
        some = set(fits)
        return [id_ for id_, names in spellings.items() if some.intersection(names)]

    known = dict.fromkeys(name for names in spellings.values() for name in names)
    fits = fits or ids(name for name in known if name.startswith(wanted))
    if len(fits) == 1:
        return forces[fits[0]]
    if fits:
        raise UsageError(f"{quoted(text)} fits {len(fits)} forces: {listed(fits)}; name one")
    near = (
        ids(name for name in known if wanted in name and len(wanted) >= _LONG_ENOUGH_TO_SEEK)
        or ids(close_to(wanted, known, 0.75, 6))[:3]
        or ids(close_to(wanted, known, 0.6, 6))[:3]
    )
    hint = f"did you mean {listed(near)}?" if near else "`peel forces` lists them"
    raise UsageError(f"there is no force {quoted(text)}; {hint}")


def forces_named(forces: Mapping[str, Force], text: str) -> list[str]:
    """Return the ids of the forces that a text names whole: by id, a name, an alias or a code."""
    if text in forces:
        return [text]
    wanted = _folded_force(text)
    return (
        [force.id for force in forces.values() if wanted in _force_spellings(force)]
        # Whole only: `London` is not yet `London, City of`.
        or [force.id for force in forces.values() if wanted in _folded_codes(force)]
    )


def find_round(
    dataset: Dataset,
    text: str,
    forces: Collection[str] = (),
    pillars: Collection[str] = (),
    questions: Collection[str] = (),
) -> Round:
    """Return the round that a text names: `2018`, `2018/19`, `2018-19`, `PEEL 2018/19`.

    `latest` is the last round in which all of these forces have a grade for one of these pillars
    and questions; for any, where none is named. `previous` is the one before. A later year of a
    round names it too, with a warning.
    """
    typed = text.strip().casefold()
    if typed in (LATEST, PREVIOUS):
        known = dataset.rounds_with_grades(forces, pillars, questions)
        if len(known) > (typed == PREVIOUS):
            return known[-1 if typed == LATEST else -2]
        whose = " and ".join(sorted(forces)) or "any force"
        what = " and ".join(sorted((*pillars, *questions)))
        raise UsageError(
            f"there is no {typed} round with grades of {whose}{what and f' for {what}'}"
        )
    for round_ in dataset.rounds.values():
        if typed == round_.label.casefold():
            return round_
    match = re.fullmatch(_ROUND, typed)
    labels = ", ".join(round_.short_label for round_ in dataset.rounds.values())
    if match is None:
        asked = {key[1] for other in dataset.rounds.values() for key in other.asked}
        hint = f"; to ask for the question, say `question=` {typed}" if typed in asked else ""
        raise UsageError(f"{quoted(text)} is not a round{hint}; the rounds are {labels}")
    year, last = int(match[1]), match[2]
    named = dataset.rounds.get(year)
    around = [other for other in dataset.rounds.values() if other.year < year <= other.last_year]
    if around and last is None and typed == str(year):
        named = _taken_for(year, named, around[-1])
    if named is None:
        shown = year if last is None else quoted(text)
        raise UsageError(f"there is no round {shown}; the rounds are {labels}")
    if last is not None and str(named.last_year)[-len(last) :] != last:
        raise UsageError(
            f"there is no round {quoted(text)}; the one of {year} is {named.short_label}"
        )
    return named


def _taken_for(year: int, first: Round | None, around: Round) -> Round:
    """Return the round that a bare year within another one is taken for, and warn."""
    message = f"{year} lies within {around.label}; taken for that round"
    if first is not None:
        message = f"{year} is taken for {first.label}; for {around.label} say {around.year}"
    warn(PeelWarning(message), stacklevel=_levels_to_caller())
    return first or around


def _levels_to_caller() -> int:
    """Return how many calls lie between a warning and the line that called peel."""
    home, level = __file__.removesuffix("finding.py"), 1
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(home):
        frame, level = frame.f_back, level + 1
    return level


def find_day(text: str | None) -> str | None:
    """Return a day in ISO form, typed so or as `8 December 2016`, or None for none."""
    if text is None or is_day(day := day_of_words(text).strip()):
        return text and day
    raise UsageError(f"{quoted(text)} is not a day; write it like 2016-12-08")


def find_day_before(text: str | None) -> str | None:
    """Return the day after which something is new: a day as it is, of a month the day before it."""
    month = text and month_of_words(text)
    if not month:
        return find_day(text)
    from datetime import date, timedelta

    return (date.fromisoformat(f"{month}-01") - timedelta(days=1)).isoformat()


def find_forces(dataset: Dataset, texts: Texts) -> frozenset[str]:
    """Return the ids of the forces that texts name."""
    return frozenset(find_force(dataset, text).id for text in texts or ())


def is_all(text: str) -> bool:
    """Return whether a text names every round."""
    return text.strip().casefold() == ALL


def find_years(
    dataset: Dataset,
    texts: Texts,
    forces: Collection[str] = (),
    pillars: Collection[str] = (),
    questions: Collection[str] = (),
) -> frozenset[int]:
    """Return the years of the rounds that texts name, as `find_round`; `all` names every round."""
    years: set[int] = set()
    for text in texts or ():
        if is_all(text):
            years.update(round_.year for round_ in dataset.rounds_meant())
        else:
            years.add(find_round(dataset, text, forces, pillars, questions).year)
    return frozenset(years)


def find_pillars(dataset: Dataset, texts: Texts) -> frozenset[str]:
    """Return the ids of the pillars that texts name."""
    return _find_all("pillar", (p for r in dataset.rounds.values() for p in r.pillars), texts)


def find_questions(dataset: Dataset, texts: Texts) -> frozenset[str]:
    """Return the ids of the questions that texts name; `overall` is a pillar's own grade."""
    asked = [q for r in dataset.rounds.values() for q in r.questions if q.id and texts]
    ids = (OVERALL, *(q.id for q in asked if q.id))
    # A question goes by the names that tables show too.
    names: dict[str, set[str]] = {}
    for question in asked:
        for name in (question.name, question.title or question.name):
            names.setdefault(folded(name), set()).add(question.id or "")
    return frozenset(
        found
        for text in texts or ()
        for found in (names.get(folded(text)) or {find_among("question", ids, text)})
    )


def find_choice(kind: type[E], what: str, text: str) -> E:
    """Return the member of an enumeration that a text names."""
    return kind(find_among(what, list(kind), str(text)))


def find_group(dataset: Dataset, text: str) -> Group:
    """Return the group that a text names: a named one by id or name, a region or a nation."""
    known = dict(dataset.groups)
    for force in dataset.forces.values():
        for name in (force.region, force.nation):
            before = known.get(name, Group(name, name, (), is_built_in=True))
            if before.is_built_in and force.id not in before.forces:
                known[name] = before._replace(forces=(*before.forces, force.id))
    by_name = {group.name: group for group in known.values()}
    return (by_name | known)[find_among("group", [*known, *by_name], text)]


def find_grades(texts: Texts) -> frozenset[Grade]:
    """Return the grades that texts name, by their words or their codes like `RI`."""
    codes = {grade.code.casefold(): grade.value for grade in Grade}
    named = [codes.get(text.strip().casefold(), text) for text in texts or ()]
    return frozenset(map(Grade, _find_all("grade", Grade, named)))


def find_statuses(texts: Texts) -> frozenset[Status]:
    """Return the statuses that texts name."""
    return frozenset(map(Status, _find_all("status", Status, texts)))


def find_among(what: str, known: Iterable[str], text: str) -> str:
    """Return the one of some names that is meant: as it is typed, or folded, or by its start."""
    names = list(dict.fromkeys(known))
    if text in names:
        return text
    wanted = folded(text)
    fold = {name: folded(name) for name in names}
    fits = [name for name in names if fold[name] == wanted] or [
        name for name in names if wanted and fold[name].startswith(wanted)
    ]
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise UsageError(f"the {what} {quoted(text)} fits {listed(fits)}; name one")
    plural = {"status": "statuses", "basis": "bases"}.get(what, f"{what}s")
    hint = did_you_mean(wanted, fold.values()) or f"; the {plural} are {', '.join(names)}"
    raise UsageError(f"there is no {what} {quoted(text)}{hint}")


def is_official(address: str, dataset: Dataset) -> bool:
    """Return whether an address is the inspectorate's, as the rounds' own sources are."""
    host = _host(address)
    homes = (_host(round_.source) for round_ in dataset.rounds.values())
    # hmicfrs.justiceinspectorates.gov.uk has siblings.
    bases = {home.partition(".")[2] if home.count(".") > _DOTS else home for home in homes}
    return any(host == base or host.endswith(f".{base}") for base in bases)


def _host(address: str) -> str:
    found = re.match(r"https?://([^/?#]+)", address)
    return found[1].casefold() if found else ""


def _find_all(what: str, known: Iterable[str], texts: Texts) -> frozenset[str]:
    names = list(known) if texts else []
    return frozenset(find_among(what, names, text) for text in texts or ())


def _force_spellings(force: Force) -> tuple[str, ...]:
    names = (force.id, force.name, force.former_name or force.name, *force.aliases)
    return tuple(dict.fromkeys(map(_folded_force, names)))


def _folded_codes(force: Force) -> tuple[str, ...]:
    """Return the names by which other bodies' tables know a force."""
    return tuple(_folded_force(text) for text in (force.gss, force.home_office_name) if text)


def _folded_force(text: str) -> str:
    """Return the words of a force's name that tell it from others, in one spelling."""
    words = folded(text).split("-")
    return "-".join([word for word in words if word not in _GENERIC_WORDS] or words)
