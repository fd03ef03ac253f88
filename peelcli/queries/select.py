"""The judgments that a filter lets through."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from peelcli.filters import Filter
from peelcli.model import Dataset, Force, Judgment, Round

if TYPE_CHECKING:
    from peelcli.queries.bands import Bands


class ListSort(StrEnum):
    """The order of a listing; by force, then round, within each."""

    FORCE = "force"
    GRADE = "grade"
    """By round and question, the best grade first."""
    PUBLISHED = "published"
    """The latest day first, a day not known last."""


class JudgmentRow(NamedTuple):
    """A judgment, and the round that it is of."""

    judgment: Judgment
    round: Round

    @property
    def title(self) -> str | None:
        """The inspectorate's wording of the question."""
        question = self.round.asked.get((self.judgment.pillar, self.judgment.question))
        return question.title if question else None


class Listing(NamedTuple):
    """The answer of `list`."""

    rows: tuple[JudgmentRow, ...]
    undated: int
    """How many more would be there if their day were known."""
    forces: Mapping[str, Force]
    bands: "tuple[Bands, ...]" = ()
    """The same by grade, where they are sorted so."""


def listing(dataset: Dataset, wanted: Filter, sort: ListSort = ListSort.FORCE) -> Listing:
    """Return the wanted judgments with their rounds."""
    rounds = dataset.rounds
    found = [*select(dataset, wanted)]
    in_bands: tuple[Bands, ...] = ()
    if sort is ListSort.GRADE:
        from peelcli.queries.bands import bands

        in_bands = bands(dataset, wanted, found)
        found = [one for band in in_bands for _, row in band.by_grade for one in row]
    elif sort is ListSort.PUBLISHED:
        found.sort(key=lambda one: one.published or "", reverse=True)
    rows = tuple(map(JudgmentRow, found, [rounds[one.year] for one in found]))
    return Listing(rows, count_undated(dataset, wanted), dataset.forces, in_bands)


def select(dataset: Dataset, wanted: Filter) -> Iterator[Judgment]:
    """Yield the wanted judgments, by force, then round, then the round's own order."""
    for force in dataset.forces.values():
        if wanted.lets_force_through(force):
            judgments = dataset.by_force.get(force.id, {}).values()
            yield from filter(wanted.lets_through, judgments) if wanted.is_choosy else judgments


def count_undated(dataset: Dataset, wanted: Filter) -> int:
    """Return how many wanted judgments are left out because their day is not known."""
    return sum(
        dataset.is_undated(one)
        and wanted.lets_force_through(dataset.forces[one.force])
        and wanted.lets_through(one)
        for one in dataset.left_out.values()
    )
