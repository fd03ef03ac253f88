"""From a folder of YAML to a Dataset, or to everything that is wrong with the folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peelcli.model import Dataset


def shipped_dataset() -> Path:
    """Return the folder of the dataset that comes with the package."""
    package = Path(__file__).parent.parent
    installed = package / "data"
    # In a checkout the dataset stands beside the package, at the top level.
    return installed if installed.is_dir() else package.parent / "data"


def load(folder: Path | None = None) -> Dataset:
    """Return the dataset in a folder, by default the one that comes with the package.

    YAML is read only when it has changed since an index of it was kept. Raises
    InvalidDatasetError with every problem there is, or DatasetError where there is no dataset.
    """
    from peelcli.loading.index import indexed

    return indexed(folder or shipped_dataset(), read_valid)


def read_valid(folder: Path) -> Dataset:
    """Return the dataset in a folder, read from its YAML. Raises as `load` does."""
    from peelcli.loading.reading import read_sound

    return read_sound(folder).dataset
