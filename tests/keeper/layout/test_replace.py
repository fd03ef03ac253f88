"""Files put in place all together or not at all."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import TINY, contents, posix

from peelcli import atomic, load
from peelcli.errors import OutputError
from peelcli.keeper.layout.replace import changing, replace_force_files
from peelcli.keeper.loading.problems import InvalidDatasetError
from peelcli.terms import Basis

if TYPE_CHECKING:
    from collections.abc import Callable

    from peelcli.model import Dataset


def killed_at(number: int, dataset: Path, texts: dict[str, str], expected: Dataset) -> bool:
    """Replace files in a child that is killed at its nth change of the disk; whether it was."""
    child = os.fork()
    if child == 0:
        count = 0

        def counted(call: Callable[..., object]) -> Callable[..., object]:
            def wrapper(*args: object, **kwargs: object) -> object:
                nonlocal count
                count += 1
                if count == number:
                    os.kill(os.getpid(), signal.SIGKILL)
                return call(*args, **kwargs)

            return wrapper

        for owner, name in (
            (Path, "mkdir"), (Path, "replace"), (os, "link"), (os, "fsync"),
            (shutil, "rmtree"), (atomic, "_exchanged"),
        ):  # fmt: skip
            setattr(owner, name, counted(getattr(owner, name)))
        replace_force_files(dataset, texts, expected)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def rebased(dataset: Dataset) -> Dataset:
    """Return a dataset in which what was derived is secondary."""
    return dataset._replace(
        by_force={
            force: {
                place: judgment._replace(basis=Basis.SECONDARY)
                if judgment.basis is Basis.DERIVED
                else judgment
                for place, judgment in of.items()
            }
            for force, of in dataset.by_force.items()
        }
    )


@posix
@pytest.mark.parametrize("in_one_step", [True, False])
def test_killed_at_any_moment_the_dataset_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, in_one_step: bool
) -> None:
    if not in_one_step:
        monkeypatch.setattr(atomic, "_exchanged", lambda *_: False)
    texts = {
        path.name: path.read_text("utf-8").replace("basis: derived", "basis: secondary")
        for path in (TINY / "judgments").iterdir()
    }
    before = tuple(load(TINY).judgments())
    expected = rebased(load(TINY))
    number, kills = 0, 0
    while True:
        number += 1
        dataset = shutil.copytree(TINY, tmp_path / str(number))
        was_killed = killed_at(number, dataset, texts, expected)
        found = tuple(load(dataset).judgments())
        if not was_killed:
            break
        kills += 1
        changed = found != before
        left = [dataset / f"judgments.{name}" for name in ("before-import", "importing")]
        assert not changed or any(path.is_dir() for path in left)
        # The next import finds its way out of what was left.
        replace_force_files(dataset, texts, expected)
        assert tuple(load(dataset).judgments()) == tuple(
            judgment._replace(basis=judgment.basis.__class__("secondary"))
            if judgment.basis.value == "derived"
            else judgment
            for judgment in before
        )
        assert sorted(path.name for path in dataset.iterdir()) == sorted(
            path.name for path in TINY.iterdir()
        )
    assert kills >= 6
    assert found != before


def test_a_disk_that_fails_leaves_the_old_files(
    dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(dataset)

    def failing(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", failing)
    with (
        pytest.raises(OutputError, match=r"nothing was written to .*: No space left on device"),
        changing(dataset),
    ):
        replace_force_files(dataset, {"erewhon.yaml": "x"}, load(TINY))
    assert contents(dataset) == before
    assert not (dataset / "judgments.importing").exists()
    monkeypatch.undo()
    monkeypatch.setattr(os, "link", failing)  # a file system without links
    (dataset / "judgments" / "folder").mkdir()
    texts = {"erewhon.yaml": before["judgments/erewhon.yaml"].decode()}
    replace_force_files(dataset, texts, load(TINY))
    assert contents(dataset) == before
    assert (dataset / "judgments" / "folder").is_dir()


def test_judgments_where_there_were_none(dataset: Path) -> None:
    texts = {path.name: path.read_text() for path in (dataset / "judgments").iterdir()}
    before = contents(dataset)
    shutil.rmtree(dataset / "judgments")
    replace_force_files(dataset, texts, load(TINY))
    assert contents(dataset) == before


def test_a_text_that_says_something_else_is_not_put_in_place(dataset: Path) -> None:
    before = contents(dataset)
    text = before["judgments/erewhon.yaml"].decode().replace("drawers: inadequate", "drawers: good")
    with (
        pytest.raises(InvalidDatasetError, match="would not say what the old one does"),
        changing(dataset),
    ):
        replace_force_files(dataset, {"erewhon.yaml": text}, load(TINY))
    assert contents(dataset) == before


@posix
def test_a_file_that_is_a_link_is_refused(dataset: Path) -> None:
    path = dataset / "judgments" / "erewhon.yaml"
    path.rename(dataset / "erewhon")
    path.symlink_to("../erewhon")
    before = contents(dataset)
    texts = {"erewhon.yaml": path.read_text() + "\n", "ruritania.yaml": "x"}
    with (
        pytest.raises(OutputError, match=r"judgments/erewhon.yaml is a link; put the file itself"),
        changing(dataset),
    ):
        replace_force_files(dataset, texts, load(TINY))
    assert contents(dataset) == before
