"""Forces by the mean position of their grades. The inspectorate publishes no such thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from peelcli.model import Level
from peelcli.queries.grid import graded_rows_of
from peelcli.queries.select import EVERYTHING, Filter

if TYPE_CHECKING:
    from collections.abc import Collection

    from peelcli.model import Dataset, Force, Round


class RankRow(NamedTuple):
    """One force's place."""

    force: Force
    rank: int | None
    """Shared by forces of the same mean; None with too few grades."""
    mean: float | None
    """The mean position of its grades on the round's scale, 1 being the best; None without."""
    grades: int
    """How many grades the mean rests on."""


class Ranking(NamedTuple):
    """The answer of `rank`."""

    round: Round
    needed: int
    """How many grades a force needs to be ranked: half of the most that any force has."""
    ranked: tuple[RankRow, ...]
    too_few: tuple[RankRow, ...]


def rank(
    dataset: Dataset,
    round_: Round,
    *,
    pillars: Collection[str] = (),
    level: Level = Level.PILLAR_GRADES,
    wanted: Filter = EVERYTHING,
) -> Ranking:
    """Order the wanted forces by the mean position of their grades on the round's scale."""
    keys = [question.key for question in graded_rows_of(round_, pillars, level)]
    found: list[tuple[Force, list[int]]] = []
    for force in dataset.forces.values():
        if not wanted.lets_force_through(force):
            continue
        judgments = (dataset.judgment(force.id, round_.year, key) for key in keys)
        positions = [
            round_.scale.index(one.grade) + 1 for one in judgments if one is not None and one.grade
        ]
        found.append((force, positions))
    needed = max(1, (max((len(positions) for _, positions in found), default=0) + 1) // 2)
    means = {force.id: sum(positions) / len(positions) for force, positions in found if positions}
    enough = {force.id for force, positions in found if len(positions) >= needed}
    rows = [
        RankRow(
            force,
            1 + sum(means[other] < means[force.id] for other in enough)
            if force.id in enough
            else None,
            means.get(force.id),
            len(positions),
        )
        for force, positions in found
    ]
    ranked = sorted((row for row in rows if row.rank), key=lambda row: row.rank or 0)
    return Ranking(round_, needed, tuple(ranked), tuple(row for row in rows if not row.rank))
