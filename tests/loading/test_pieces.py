"""What an index holds gives back what went in, whatever a dataset says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generated import DATASET, datasets
from hypothesis import given, settings

from peelcli.loading.pieces import (
    force_content,
    force_of,
    force_piece,
    json_bytes,
    judgments_of,
    rounds_content,
    rounds_of,
)
from peelcli.model import reading_order

if TYPE_CHECKING:
    from peelcli.model import Dataset, Judgment


def test_forces_rounds_and_comparisons(tiny: Dataset, shipped: Dataset) -> None:
    for dataset in (tiny, shipped):
        for force in dataset.forces.values():
            assert force_of(json.loads(json_bytes(force_content(force)))) == force
        rounds, comparisons = rounds_of(json.loads(json_bytes(rounds_content(dataset))))
        assert rounds == dict(dataset.rounds)
        assert list(rounds) == list(dataset.rounds)
        assert [list(one.asked) for one in rounds.values()] == [
            list(one.asked) for one in dataset.rounds.values()
        ]
        assert comparisons == dataset.comparisons


@settings(max_examples=100, deadline=None)
@given(datasets())
def test_judgments(by_force: dict[str, tuple[Judgment, ...]]) -> None:
    order = reading_order(DATASET.rounds)
    for force, judgments in by_force.items():
        stored = {one.place: one for one in judgments}
        piece = json_bytes(force_piece(DATASET.forces[force], stored, order))
        found = judgments_of(force, json.loads(piece), list(order))
        assert list(found.items()) == list(stored.items())
        # Each is a judgment, and not just a tuple that is equal to one.
        assert {type(one) for one in found.values()} <= {type(one) for one in judgments}
