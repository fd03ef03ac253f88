"""The judgments that a filter lets through."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from peelcli.filters import Filter
from peelcli.model import Dataset, Force, Judgment, Round


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


def listing(dataset: Dataset, wanted: Filter) -> Listing:
    """Return the wanted judgments with their rounds."""
    rounds = dataset.rounds
    found = [*select(dataset, wanted)]
    new = tuple.__new__  # `JudgmentRow(...)` takes twice as long
    rows = tuple([new(JudgmentRow, (judgment, rounds[judgment.year])) for judgment in found])
    return Listing(rows, count_undated(dataset, wanted), dataset.forces)


def select(dataset: Dataset, wanted: Filter) -> Iterator[Judgment]:
    """Yield the wanted judgments, by force, then round, then the round's own order."""
    for force in dataset.forces.values():
        if wanted.lets_force_through(force):
            judgments = dataset.by_force.get(force.id, {}).values()
            yield from filter(wanted.lets_through, judgments) if wanted.is_choosy else judgments


def count_undated(dataset: Dataset, wanted: Filter) -> int:
    """Return how many wanted judgments are left out because their day is not known."""
    return sum(
        dataset.is_undated(judgment)
        and wanted.lets_force_through(dataset.forces[judgment.force])
        and wanted.lets_through(judgment)
        for judgment in dataset.left_out.values()
    )
