"""Which pages are worth fetching, and why: reports, national tables, what the dataset cites."""

from collections import Counter
from collections.abc import Collection, Iterator
from typing import NamedTuple

from peelcli.finding import is_official
from peelcli.model import Dataset, Judgment, Round
from peelcli.terms import Basis
from peelcli.text import counted


class Wanted(NamedTuple):
    """An address to fetch."""

    address: str
    reason: str
    force: str | None = None
    year: int | None = None
    pillar: str | None = None


def wanted_pages(
    dataset: Dataset,
    forces: Collection[str],
    years: Collection[int],
    *,
    tables: bool = False,
    sources: bool = False,
    missing: bool = False,
) -> tuple[Wanted, ...]:
    """Return the pages to fetch, each address once.

    Without `tables` or `sources` they are the official reports. No forces are all of them; no years
    the latest round with grades, or with `tables` or `missing` all rounds. `missing` leaves only
    what could fill a gap, or give an official page for a grade that has none.
    """
    rounds = _rounds(dataset, years, every=tables or missing)
    chosen = [force for force in dataset.forces if not forces or force in forces]
    found: list[Wanted] = []
    for round_ in rounds:
        open_ = [force for force in chosen if not missing or is_open(dataset, force, round_)]
        if tables and open_:
            about = f"the grades of all forces in {round_.label}"
            found += [Wanted(address, about, None, round_.year) for address in round_.grades_tables]
        for force in open_:
            if sources:
                found += _cited(dataset, force, round_)
            elif not tables:
                found += _reports(dataset, force, round_)
    return tuple({wanted.address: wanted for wanted in reversed(found)}.values())[::-1]


def _rounds(dataset: Dataset, years: Collection[int], *, every: bool) -> list[Round]:
    graded = dataset.rounds_with_grades() or dataset.rounds.values()
    if years:
        return [round_ for round_ in dataset.rounds.values() if round_.year in years]
    return list(dataset.rounds.values()) if every else list(graded)[-1:]


def is_open(dataset: Dataset, force: str, round_: Round) -> bool:
    """Return whether a grade of a force is not in the dataset, or rests on no official page."""
    judgments = dataset.by_force.get(force, {})
    known = [judgments.get((round_.year, *question.key)) for question in round_.graded_questions]
    return any(judgment is None or judgment.basis is not Basis.OFFICIAL for judgment in known)


def _reports(dataset: Dataset, force: str, round_: Round) -> Iterator[Wanted]:
    """Yield a force's official report of a round, by its address or by the pattern of others."""
    name = dataset.forces[force].short_name
    about = f"the report on {name}, {round_.label}"
    report = dataset.report(force, round_.year)
    if report is not None and report.address is not None:
        yield Wanted(report.address, about, force, round_.year)
    elif round_.report_pattern is not None:
        spelling = round_.report_spellings.get(force, force)
        address = round_.report_pattern.replace("{force}", spelling)
        yield Wanted(address, f"{about}; the address is a guess", force, round_.year)
    elif round_.pillars:
        for wanted in _cited(dataset, force, round_):
            if is_official(wanted.address, dataset):
                yield wanted


def _cited(dataset: Dataset, force: str, round_: Round) -> Iterator[Wanted]:
    """Yield the addresses that a force's judgments of a round, and its report, rest on."""
    judgments = [
        judgment
        for judgment in dataset.by_force.get(force, {}).values()
        if judgment.year == round_.year
    ]
    times = Counter(source for judgment in judgments for source in judgment.sources)
    name = dataset.forces[force].short_name
    for address, count in times.items():
        pillar = _only_pillar(judgments, address)
        grades = counted(count, "grade")
        yield Wanted(address, f"{grades} of {name}, {round_.label}", force, round_.year, pillar)
    report = dataset.report(force, round_.year)
    for address in report.sources if report else ():
        yield Wanted(address, f"the report on {name}, {round_.label}", force, round_.year)


def _only_pillar(judgments: Collection[Judgment], address: str) -> str | None:
    pillars = {judgment.pillar for judgment in judgments if address in judgment.sources}
    return pillars.pop() if len(pillars) == 1 else None
