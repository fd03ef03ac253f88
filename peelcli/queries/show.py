"""One force's grades in all rounds."""

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from peelcli.filters import Filter, known_pillars
from peelcli.model import Dataset, Force, ForceReport, Judgment, Round
from peelcli.queries.select import JudgmentRow, listing
from peelcli.terms import Level

if TYPE_CHECKING:
    from peelcli.queries.force_grids import Grid


class ForceGrades(NamedTuple):
    """The answer of `show`."""

    force: Force
    rounds: tuple[Round, ...]
    rows: tuple[JudgmentRow, ...]
    """All its judgments in these rounds and pillars, questions included."""
    level: Level
    """How deep the grids go."""
    pillars: frozenset[str]
    """The wanted pillars; empty: all."""
    dataset: Dataset
    reports: tuple[ForceReport, ...]
    """Those on the force in these rounds, the earliest first."""
    undated: int
    """How many of these judgments were left out because their day is not known."""

    @property
    def known(self) -> tuple[Judgment, ...]:
        """All judgments of the force, whatever pillars are wanted."""
        return tuple(self.dataset.by_force.get(self.force.id, {}).values())

    @property
    def begun(self) -> tuple[Round, ...]:
        """Rounds that began after the force's latest report here, if that one is shown."""
        years = [row.judgment.year for row in self.rows if row.judgment.grade]
        return self.dataset.begun_since(max(years, default=0), [self.force.id])

    @property
    def grids(self) -> "tuple[Grid, ...]":
        """A grid of rounds with areas, and one of rounds with pillars: what a table shows."""
        # A call that prints JSON draws no grid, and does without the modules for it.
        from peelcli.queries.force_grids import grids

        return grids(self.dataset, self.force, self.rounds, self.pillars, self.level)


def show(
    dataset: Dataset,
    force: Force,
    *,
    years: Collection[int] = (),
    pillars: Collection[str] = (),
    level: Level = Level.PILLAR_GRADES,
) -> ForceGrades:
    """Return a force's grades, of some years and pillars only where these are named.

    `level` says how deep the grids go; the judgments are always all there are.
    """
    pillars = known_pillars(dataset, pillars)
    rounds = dataset.rounds_meant(years)
    found = listing(dataset, Filter(forces=(force.id,), years=years, pillars=pillars))
    reports = (dataset.report(force.id, round_.year) for round_ in rounds)
    known = tuple(report for report in reports if report)
    return ForceGrades(force, rounds, found.rows, level, pillars, dataset, known, found.undated)
