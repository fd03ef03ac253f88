"""Whatever a dataset holds, writing and reading it gives it back."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import TINY
from generated import DATASET, datasets
from hypothesis import given, settings
from hypothesis import strategies as st

from peelcli.answers.select import listing, select
from peelcli.filters import EVERYTHING
from peelcli.keeper.importing.merge import import_rows, plan_import
from peelcli.keeper.layout.checkup import check, fix_layout
from peelcli.keeper.loading.folder import read_dataset
from peelcli.keeper.loading.problems import InvalidDatasetError
from peelcli.model import Dataset, Judgment
from peelcli.records import JUDGMENT
from peelcli.render.csv import csv_batches

pytestmark = pytest.mark.slow


def made(by_force: dict[str, tuple[Judgment, ...]]) -> Dataset:
    return Dataset(
        DATASET.forces,
        DATASET.rounds,
        DATASET.comparisons,
        {
            force: {judgment.place: judgment for judgment in found}
            for force, found in by_force.items()
        },
    )


def exported(dataset: Dataset) -> str:
    return "".join(csv_batches(JUDGMENT, listing(dataset, EVERYTHING).rows))


@settings(max_examples=60, deadline=None)
@given(datasets())
def test_export_and_import_round_trip(by_force: dict[str, tuple[Judgment, ...]]) -> None:
    dataset = made(by_force)
    with tempfile.TemporaryDirectory() as folder:
        rows, into = Path(folder) / "rows.csv", Path(folder) / "new"
        rows.write_bytes(exported(dataset).encode("utf-8"))
        import_rows(rows, into, TINY)
        loaded = read_dataset(into)
        assert loaded.problems == ()
        assert list(select(loaded.dataset, EVERYTHING)) == list(select(dataset, EVERYTHING))
        assert exported(loaded.dataset) == exported(dataset)
        # What is there already changes nothing.
        assert plan_import(rows, into, TINY).changes == ()


@settings(max_examples=60, deadline=None)
@given(datasets(), datasets(), st.data())
def test_what_was_valid_stays_valid_after_an_import_and_after_fixing(
    before: dict[str, tuple[Judgment, ...]],
    rows: dict[str, tuple[Judgment, ...]],
    data: st.DataObject,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first, second, into = (Path(folder) / name for name in ("1.csv", "2.csv", "dataset"))
        for path, by_force in ((first, before), (second, rows)):
            path.write_bytes(exported(made(by_force)).encode("utf-8"))
        import_rows(first, into, TINY)
        for path in (into / "judgments").iterdir():
            # As hands leave it: a source for later, a form to be filled in, other spacing.
            text = path.read_text("utf-8") + "  spare: https://trial.example/spare\n"
            if data.draw(st.booleans()):
                text = text.replace("]\n", "]  \n", 1)
            path.write_text(text, "utf-8")
        for force in DATASET.forces:
            path = into / "judgments" / f"{force}.yaml"
            if not path.exists() and data.draw(st.booleans()):
                path.write_text("2002: {}\n")
        sound = read_dataset(into)
        assert sound.problems == ()
        with suppress(InvalidDatasetError):  # a carried-over grade that the rows contradict
            import_rows(second, into, TINY, replace=True)
        imported = read_dataset(into)
        assert imported.problems == ()
        fix_layout(into)
        fixed = read_dataset(into)
        assert (fixed.problems, fixed.dataset) == ((), imported.dataset)
        assert check(into).layout == ()
        for force, names in sound.source_names.items():
            kept = fixed.source_names[force].items()
            assert {item for item in names.items() if item[1].startswith("spare")} <= set(kept)
