"""Whatever a dataset holds, writing and reading it gives it back."""

from __future__ import annotations

import tempfile
from pathlib import Path

from conftest import TINY
from generated import DATASET, datasets
from hypothesis import given, settings

from peelcli.export.csv import judgments_csv
from peelcli.importing.merge import carry_out, plan_import
from peelcli.loading.reading import read_dataset
from peelcli.model import Dataset, Judgment
from peelcli.render.csv import csv_text
from peelcli.report.fields import JUDGMENT_FIELDS, judgment_fields


def exported(dataset: Dataset) -> str:
    text = "".join(judgments_csv(dataset.judgments(), dataset.rounds))
    # Put together by hand, and still what the csv module would write.
    items = [judgment_fields(one, dataset.rounds[one.year]) for one in dataset.judgments()]
    assert text == csv_text(JUDGMENT_FIELDS, items)
    return text


@settings(max_examples=150, deadline=None)
@given(datasets())
def test_export_and_import_round_trip(by_force: dict[str, tuple[Judgment, ...]]) -> None:
    dataset = Dataset(
        DATASET.forces,
        DATASET.rounds,
        DATASET.comparisons,
        {force: {one.place: one for one in found} for force, found in by_force.items()},
    )
    with tempfile.TemporaryDirectory() as folder:
        rows, into = Path(folder) / "rows.csv", Path(folder) / "new"
        rows.write_bytes(exported(dataset).encode("utf-8"))
        carry_out(plan_import(rows, into, TINY))
        loaded = read_dataset(into)
        assert loaded.problems == ()
        assert tuple(loaded.dataset.judgments()) == tuple(dataset.judgments())
        assert exported(loaded.dataset) == exported(dataset)
        # What is there already changes nothing.
        assert plan_import(rows, into, TINY).changes == ()
