"""Which judgments are meant: the filters that commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from peelcli.errors import UsageError
from peelcli.model import OVERALL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from peelcli.model import Dataset, Force, Grade, Judgment, Status


class Bound(NamedTuple):
    """One end of a span of time; a judgment of unknown date is outside any days."""

    year: int | None = None
    """The round."""
    day: str | None = None
    """The day of publication."""


class Filter(NamedTuple):
    """What a judgment must be; an empty field lets everything through."""

    forces: Collection[str] = ()
    years: Collection[int] = ()
    pillars: Collection[str] = ()
    questions: Collection[str] = ()
    """Ids of questions; OVERALL is a pillar's own grade."""
    grades: Collection[Grade] = ()
    statuses: Collection[Status] = ()
    regions: Collection[str] = ()
    nations: Collection[str] = ()
    since: Bound = Bound()
    until: Bound = Bound()

    def lets_force_through(self, force: Force) -> bool:
        """Return whether a force's judgments are wanted."""
        return (
            (not self.forces or force.id in self.forces)
            and (not self.regions or force.region in self.regions)
            and (not self.nations or force.nation in self.nations)
        )

    @property
    def is_choosy(self) -> bool:
        """Whether some judgments of a wanted force are not wanted."""
        chosen = (self.years, self.pillars, self.questions, self.grades, self.statuses)
        return any(chosen) or self.since != Bound() or self.until != Bound()

    def lets_through(self, judgment: Judgment) -> bool:
        """Return whether a judgment of a wanted force is wanted."""
        return (
            (not self.years or judgment.year in self.years)
            and (not self.pillars or judgment.pillar in self.pillars)
            and (not self.questions or (judgment.question or OVERALL) in self.questions)
            and (not self.grades or judgment.grade in self.grades)
            and (not self.statuses or judgment.status in self.statuses)
            and (self.since.year is None or judgment.year >= self.since.year)
            and (self.until.year is None or judgment.year <= self.until.year)
            and (self.since.day is None or self.since.day <= (judgment.published or ""))
            and (
                self.until.day is None
                or (judgment.published is not None and judgment.published <= self.until.day)
            )
        )


EVERYTHING = Filter()


def select(dataset: Dataset, wanted: Filter) -> Iterator[Judgment]:
    """Yield the wanted judgments, by force, then round, then the round's own order."""
    for force in dataset.forces.values():
        if not wanted.lets_force_through(force):
            continue
        judgments = dataset.by_force.get(force.id, {}).values()
        yield from filter(wanted.lets_through, judgments) if wanted.is_choosy else judgments


def count(dataset: Dataset, wanted: Filter) -> int:
    """Return how many judgments are wanted."""
    return sum(1 for _ in select(dataset, wanted))


def count_undated(dataset: Dataset, wanted: Filter) -> int:
    """Return how many wanted judgments are left out because their day is not known."""
    return sum(
        dataset.is_undated(one)
        and wanted.lets_force_through(dataset.forces[one.force])
        and wanted.lets_through(one)
        for one in dataset.left_out.values()
    )


def known_forces(dataset: Dataset, ids: str | Collection[str]) -> frozenset[str]:
    """Return ids of forces, given as one text or several. Raises UsageError for an unknown one."""
    return _known("force", ids, dataset.forces)


def known_pillars(dataset: Dataset, ids: str | Collection[str]) -> frozenset[str]:
    """Return ids of pillars, given as one text or several. Raises UsageError for an unknown one."""
    # Most calls name no pillar.
    known = {p for round_ in dataset.rounds.values() for p in round_.pillars} if ids else ()
    return _known("pillar", ids, known)


def _known(what: str, ids: str | Collection[str], known: Collection[str]) -> frozenset[str]:
    # A text is itself a collection: of its letters.
    wanted = frozenset([ids] if isinstance(ids, str) else ids)
    for one in wanted:
        if one not in known:
            raise UsageError(f"there is no {what} {one!r}; the {what}s are {', '.join(known)}")
    return wanted
