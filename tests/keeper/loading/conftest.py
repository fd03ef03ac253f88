"""What the loader's tests share."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import TINY

from peelcli.keeper.loading import read_valid

if TYPE_CHECKING:
    from peelcli.model import Dataset


@pytest.fixture
def tiny() -> Dataset:
    """The invented dataset, read for each test, and from its YAML."""
    return read_valid(TINY)


@pytest.fixture
def dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the invented dataset, to be broken; and a cache folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Path(shutil.copytree(TINY, "dataset"))
