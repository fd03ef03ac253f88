"""From what a user types to the force, round, pillar or question that is meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, overload

from peelcli.days import is_day
from peelcli.errors import UsageError
from peelcli.model import OVERALL, Force, Level

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from peelcli.model import Dataset, Grade, QuestionKey, Round, Spelt, Status
    from peelcli.queries.change import Kind
    from peelcli.queries.select import Bound, Filter

_GENERIC_WORDS = frozenset({"police", "constabulary", "service", "force", "the"})
_PLURALS = {
    "status": "statuses",
    "column to sort by": "columns",
    "command with a schema": "commands with one",
}
_MOST_CANDIDATES = 8
_MOST_SHOWN = 60
_LONG_ENOUGH_TO_SEEK = 3
_DIGITS_OF_A_YEAR = 4


def did_you_mean(text: str, known: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` for the nearest of the known names, or an empty string."""
    # Imported here: only mistakes need it.
    from difflib import get_close_matches

    close = get_close_matches(text[:100].casefold(), list(known), n=2, cutoff=0.7)
    return f"; did you mean {' or '.join(map(repr, close))}?" if close else ""


def find_force(dataset: Dataset, text: str) -> Force:
    """Return the force that a text names, in any case and spacing.

    Tried in turn: id, official and former name and alias; then a prefix of one of these that
    only one force has. Raises UsageError, with candidates, when none or several fit.
    """
    if text in dataset.forces:
        return dataset.forces[text]
    wanted = _folded_force(text)
    if not wanted:
        raise UsageError("a force's name is empty; `peel forces` lists how they can be named")
    spellings = {force.id: _force_spellings(force) for force in dataset.forces.values()}
    exact = [id_ for id_, names in spellings.items() if wanted in names]
    fits = exact or [
        id_ for id_, names in spellings.items() if any(name.startswith(wanted) for name in names)
    ]
    if len(fits) == 1:
        return dataset.forces[fits[0]]
    if fits:
        raise UsageError(f"{_quoted(text)} fits {len(fits)} forces: {_listed(fits)}; name one")
    inside = [id_ for id_, names in spellings.items() if any(wanted in name for name in names)]
    if inside and len(wanted) >= _LONG_ENOUGH_TO_SEEK:
        raise UsageError(f"there is no force {_quoted(text)}; did you mean {_listed(inside)}?")
    by_spelling = {name: id_ for id_, names in spellings.items() for name in names}
    from difflib import get_close_matches

    known = list(by_spelling)
    close = get_close_matches(wanted[:100], known, n=6, cutoff=0.75) or get_close_matches(
        wanted[:100], known, n=6, cutoff=0.6
    )
    near = list(dict.fromkeys(by_spelling[name] for name in close))[:3]
    if near:
        raise UsageError(f"there is no force {_quoted(text)}; did you mean {_listed(near)}?")
    raise UsageError(f"there is no force {_quoted(text)}; `peel forces` lists them")


def find_region(dataset: Dataset, text: str) -> str:
    """Return the region that a text names, by its name or an unambiguous prefix of it."""
    return _find_among("region", sorted({force.region for force in dataset.forces.values()}), text)


def find_round(dataset: Dataset, text: str) -> Round:
    """Return the round that a text names: `2018`, `2018/19`, `2018-19`, `PEEL 2018/19` ...

    Raises UsageError for anything else; for a year within a round, it says which round that is.
    """
    if len(text) == _DIGITS_OF_A_YEAR and text.isdecimal() and int(text) in dataset.rounds:
        return dataset.rounds[int(text)]
    for round_ in dataset.rounds.values():
        if text.strip().casefold() == round_.label.casefold():
            return round_
    match = re.fullmatch(
        r"(?:peel)?\s*(\d{4})(?:\s*(?:[-/–—]|to)\s*(\d{4}|\d{2}))?", text.strip().casefold()
    )
    labels = ", ".join(round_.short_label for round_ in dataset.rounds.values())
    if match is None:
        raise UsageError(f"{_quoted(text)} is not a round; the rounds are {labels}")
    year = int(match[1])
    named = dataset.rounds.get(year)
    if named is None:
        for other in dataset.rounds.values():
            if other.year < year <= other.last_year:
                raise UsageError(
                    f"{year} lies within the round {other.short_label}; say {other.year}"
                )
        raise UsageError(f"there is no round {year}; the rounds are {labels}")
    last = match[2]
    if last is not None and str(named.last_year)[-len(last) :] != last:
        raise UsageError(
            f"there is no round {_quoted(text)}; the one of {year} is {named.short_label}"
        )
    return named


def find_pillar(dataset: Dataset, text: str) -> str:
    """Return the id of the pillar that a text names, by id or unambiguous prefix."""
    pillars = dict.fromkeys(
        pillar for round_ in dataset.rounds.values() for pillar in round_.pillars
    )
    return _find_among("pillar", pillars, text)


def find_forces(dataset: Dataset, texts: Iterable[str] | None) -> frozenset[str]:
    """Return the ids of the forces that texts name."""
    return frozenset(find_force(dataset, text).id for text in texts or ())


def find_regions(dataset: Dataset, texts: Iterable[str] | None) -> frozenset[str]:
    """Return the regions that texts name."""
    return frozenset(find_region(dataset, text) for text in texts or ())


def find_years(dataset: Dataset, texts: Iterable[str] | None) -> frozenset[int]:
    """Return the years of the rounds that texts name."""
    return frozenset(find_round(dataset, text).year for text in texts or ())


def find_pillars(dataset: Dataset, texts: Iterable[str] | None) -> frozenset[str]:
    """Return the ids of the pillars that texts name."""
    return frozenset(find_pillar(dataset, text) for text in texts or ())


def find_questions(dataset: Dataset, texts: Iterable[str] | None) -> frozenset[str]:
    """Return the ids of the questions that texts name; `overall` is a pillar's own grade."""
    ids = dict.fromkeys(q.id for r in dataset.rounds.values() for q in r.questions if q.id)
    return frozenset(_find_among("question", (OVERALL, *ids), text) for text in texts or ())


def find_nations(dataset: Dataset, texts: Iterable[str] | None) -> frozenset[str]:
    """Return the nations that texts name."""
    known = sorted({force.nation for force in dataset.forces.values()})
    return frozenset(_find_among("nation", known, text) for text in texts or ())


def find_grades(texts: Iterable[str] | None) -> frozenset[Grade]:
    """Return the grades that texts name."""
    from peelcli.model import Grade

    return frozenset(Grade(_find_among("grade", list(Grade), text)) for text in texts or ())


def find_statuses(texts: Iterable[str] | None) -> frozenset[Status]:
    """Return the statuses that texts name."""
    from peelcli.model import Status

    return frozenset(Status(_find_among("status", list(Status), text)) for text in texts or ())


@overload
def find_day(text: str) -> str: ...
@overload
def find_day(text: None) -> None: ...
def find_day(text: str | None) -> str | None:
    """Return a day in ISO form, as it must be typed, or None for none. Raises UsageError."""
    if text is None:
        return None
    if not is_day(text.strip()):
        raise UsageError(f"{_quoted(text)} is not a day; write it like 2016-12-08")
    return text.strip()


def find_bound(dataset: Dataset, texts: Iterable[str] | None, *, latest: bool) -> Bound:
    """Return one end of a span of time: the latest, or else the earliest, of those named."""
    from peelcli.queries.select import Bound

    years, days = [], []
    for text in texts or ():
        if re.fullmatch(r"\s*\d{4}-\d{1,2}-\d{1,2}\s*", text):
            days.append(find_day(text))
        else:
            years.append(find_round(dataset, text).year)
    pick = max if latest else min
    return Bound(pick(years, default=None), pick(days, default=None))


def find_schema(text: str) -> str:
    """Return the command with JSON output that a text names."""
    from peelcli.report.schema import SCHEMAS

    return _find_among("command with a schema", list(SCHEMAS), text)


def forces_to_compare(
    dataset: Dataset, texts: Iterable[str] | None, region_of: str | None
) -> list[Force]:
    """Return the named forces, and the named force of a region with its neighbours."""
    from peelcli.queries.compare import force_and_neighbours

    forces = [find_force(dataset, text) for text in texts or ()]
    if region_of is not None:
        forces = [*force_and_neighbours(dataset, find_force(dataset, region_of)), *forces]
    return forces


def force_filter(
    dataset: Dataset,
    forces: Iterable[str] | None,
    regions: Iterable[str] | None,
    nations: Iterable[str] | None,
    *,
    years: Collection[int] = (),
    pillars: Collection[str] = (),
) -> Filter:
    """Return the filter that lets through the forces that texts name."""
    from peelcli.queries.select import Filter

    return Filter(
        forces=find_forces(dataset, forces),
        regions=find_regions(dataset, regions),
        nations=find_nations(dataset, nations),
        years=years,
        pillars=pillars,
    )


def spellings(value: Spelt) -> list[str]:
    """Return one value or several, from Python, as a user would type them."""
    # A force is a tuple, and so an iterable of its fields.
    values = [value] if isinstance(value, str | int | Force) else value
    return [one.id if isinstance(one, Force) else str(one) for one in values]


def judgment_filter(
    dataset: Dataset,
    *,
    forces: Iterable[str] | None = None,
    years: Iterable[str] | None = None,
    pillars: Iterable[str] | None = None,
    questions: Iterable[str] | None = None,
    grades: Iterable[str] | None = None,
    statuses: Iterable[str] | None = None,
    regions: Iterable[str] | None = None,
    nations: Iterable[str] | None = None,
    since: Iterable[str] | None = None,
    until: Iterable[str] | None = None,
) -> Filter:
    """Return the filter that texts, as they are typed, describe."""
    from peelcli.queries.select import Filter

    return Filter(
        forces=find_forces(dataset, forces),
        years=find_years(dataset, years),
        pillars=find_pillars(dataset, pillars),
        questions=find_questions(dataset, questions),
        grades=find_grades(grades),
        statuses=find_statuses(statuses),
        regions=find_regions(dataset, regions),
        nations=find_nations(dataset, nations),
        since=find_bound(dataset, since, latest=True),
        until=find_bound(dataset, until, latest=False),
    )


def find_sort(
    round_: Round, text: str, pillars: Collection[str], level: Level
) -> tuple[tuple[QuestionKey, ...], Level]:
    """Return the columns to sort forces by, and the level at which the round has these columns.

    `name` is none, `grade` all in turn; anything else names a pillar, question or area.
    """
    from peelcli.queries.grid import graded_rows_of

    columns = {
        (question.id or question.pillar or ""): question.key
        for question in graded_rows_of(round_, pillars, Level.QUESTIONS)
    }
    found = _find_among("column to sort by", ("name", "grade", *columns), text)
    if found == "name":
        return (), level
    if found == "grade":
        return tuple(question.key for question in graded_rows_of(round_, pillars, level)), level
    key = columns[found]
    return (key,), level if None in key else Level.QUESTIONS


def level_named(*, questions: bool) -> Level:
    """Return how deep a command goes."""
    return Level.QUESTIONS if questions else Level.PILLAR_GRADES


def kinds_named(texts: Iterable[str] | None, *, everything: bool, anyway: bool) -> frozenset[Kind]:
    """Return the kinds of rows to show: those named, or all, or else the moves."""
    from peelcli.queries.change import MOVES, Kind

    label = Kind.MISSING.label
    found = (_find_among("kind", [*Kind, label], text) for text in texts or ())
    kinds = {Kind.MISSING if one == label else Kind(one) for one in found}
    if everything:
        kinds |= {kind for kind in Kind if kind is not Kind.NOT_COMPARABLE}
    if anyway:
        kinds.add(Kind.NOT_COMPARABLE)
    return frozenset(kinds if texts or everything else kinds | MOVES)


def _find_among(what: str, known: Iterable[str], text: str) -> str:
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
        raise UsageError(f"the {what} {_quoted(text)} fits {_listed(fits)}; name one")
    plural = _PLURALS.get(what, f"{what}s")
    near = did_you_mean(wanted, fold.values())
    hint = near or f"; the {plural} are {', '.join(names)}"
    raise UsageError(f"there is no {what} {_quoted(text)}{hint}")


def _force_spellings(force: Force) -> tuple[str, ...]:
    names = (force.id, force.name, force.former_name or force.name, *force.aliases)
    return tuple(dict.fromkeys(map(_folded_force, names)))


def _folded_force(text: str) -> str:
    """Return the words of a force's name that tell it from others, in one spelling."""
    words = folded(text).split("-")
    telling = [word for word in words if word not in _GENERIC_WORDS]
    return "-".join(telling or words)


def folded(text: str) -> str:
    """Return the words of a name, joined by hyphens, in one spelling."""
    if not text.isascii():
        # What looks the same is the same, whichever way an accent is put on its letter.
        from unicodedata import normalize

        text = normalize("NFKC", text)
    return "-".join(re.findall(r"[^\W_]+", text.casefold().replace("&", " and ")))


def _quoted(text: str) -> str:
    return repr(text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "...")


def _listed(ids: list[str]) -> str:
    shown = ids[:_MOST_CANDIDATES]
    rest = f" and {len(ids) - len(shown)} more" if len(ids) > len(shown) else ""
    return ", ".join(shown) + rest
