"""What the loader's tests share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import TINY


@pytest.fixture
def dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the invented dataset, to be broken; and a cache folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Path(shutil.copytree(TINY, "dataset"))
