"""Files put in place all together or not at all."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import TINY, contents, posix

from peelcli import load
from peelcli.errors import OutputError
from peelcli.layout.replace import changing, replace_force_files

if TYPE_CHECKING:
    from collections.abc import Callable


def killed_at(number: int, dataset: Path, texts: dict[str, str]) -> bool:
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
            (shutil, "rmtree"),
        ):  # fmt: skip
            setattr(owner, name, counted(getattr(owner, name)))
        replace_force_files(dataset, texts)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@posix
def test_killed_at_any_moment_the_dataset_is_whole(tmp_path: Path) -> None:
    texts = {
        path.name: path.read_text("utf-8").replace("basis: derived", "basis: secondary")
        for path in (TINY / "judgments").iterdir()
    }
    before = tuple(load(TINY).judgments())
    number, kills = 0, 0
    while True:
        number += 1
        dataset = shutil.copytree(TINY, tmp_path / str(number))
        was_killed = killed_at(number, dataset, texts)
        found = tuple(load(dataset).judgments())
        if not was_killed:
            break
        kills += 1
        changed = found != before
        assert not changed or (dataset / "judgments.before-import").is_dir()
        # The next import finds its way out of what was left.
        replace_force_files(dataset, texts)
        assert tuple(load(dataset).judgments()) == tuple(
            one._replace(basis=one.basis.__class__("secondary"))
            if one.basis.value == "derived"
            else one
            for one in before
        )
        assert sorted(path.name for path in dataset.iterdir()) == sorted(
            path.name for path in TINY.iterdir()
        )
    assert kills >= 7
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
        replace_force_files(dataset, {"erewhon.yaml": "x"})
    assert contents(dataset) == before
    assert not (dataset / "judgments.importing").exists()
    monkeypatch.undo()
    monkeypatch.setattr(os, "link", failing)  # a file system without links
    (dataset / "judgments" / "folder").mkdir()
    replace_force_files(dataset, {"erewhon.yaml": before["judgments/erewhon.yaml"].decode()})
    assert contents(dataset) == before
    assert (dataset / "judgments" / "folder").is_dir()


def test_judgments_where_there_were_none(dataset: Path) -> None:
    texts = {path.name: path.read_text() for path in (dataset / "judgments").iterdir()}
    before = contents(dataset)
    shutil.rmtree(dataset / "judgments")
    replace_force_files(dataset, texts)
    assert contents(dataset) == before
