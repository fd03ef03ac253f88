"""Loads a dataset from a folder of YAML, or reports every problem of the folder."""

import os
from os import PathLike
from pathlib import Path
from typing import Any

from peelcli.errors import DatasetError
from peelcli.model import Dataset
from peelcli.text import quoted


def shipped_dataset() -> Path:
    """Return the folder of the dataset that comes with the package."""
    package = Path(__file__).parents[2]
    # In a checkout the dataset stands beside the package, at the top level.
    for folder in (package / "data", package.parent / "data"):
        if folder.is_dir():
            return folder
    return _unpacked_dataset()


def _unpacked_dataset() -> Path:
    """Return a copy of the dataset of a package that is an archive; it goes with the process."""
    from atexit import register
    from importlib.resources import files
    from shutil import rmtree
    from tempfile import mkdtemp

    folder = Path(mkdtemp(prefix="peel-"))
    register(rmtree, folder, ignore_errors=True)
    _copy(files("peelcli") / "data", folder / "data")
    return folder / "data"


def _copy(source: Any, target: Path) -> None:  # noqa: ANN401 - a Traversable, slow to import
    if source.is_dir():
        target.mkdir()
        for path in source.iterdir():
            _copy(path, target / path.name)
    else:
        target.write_bytes(source.read_bytes())


def load_dataset(folder: str | PathLike[str] | None = None) -> Dataset:
    """Return the dataset in a folder, by default the one that comes with the package.

    YAML is read only when it has changed since it was cached. Raises InvalidDatasetError with
    every problem there is, or DatasetError where there is no dataset.
    """
    from peelcli.keeper.loading.cache import cached

    if folder is None:
        return cached(shipped_dataset(), read_valid)
    try:
        path = Path(folder)
        os.fsencode(path)
    except (TypeError, ValueError) as error:
        raise DatasetError(f"{quoted(repr(folder))} names no folder of a dataset") from error
    if "\0" in str(path):
        raise DatasetError(f"{quoted(str(path))} names no folder of a dataset")
    return cached(path, read_valid)


def read_valid(folder: Path) -> Dataset:
    """Return the dataset in a folder, read from its YAML. Raises as `load_dataset` does."""
    from peelcli.keeper.loading.folder import read_sound
    from peelcli.progress import spinner

    with spinner("reading the dataset"):
        return read_sound(folder).dataset
