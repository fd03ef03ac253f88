"""Compare the PEEL grades of the police forces of England and Wales.

For Python and notebooks: `from peelcli import load`, then ask the dataset, or pass it to the
functions of `peelcli.queries`. docs/python.md shows how.
"""

from os import PathLike
from typing import TYPE_CHECKING

from peelcli._version import __version__

if TYPE_CHECKING:
    from peelcli.facade import PeelData

__all__ = ["__version__", "load"]


def load(folder: str | PathLike[str] | None = None) -> "PeelData":
    """Return the dataset in a folder, by default the one that comes with the package.

    Raises peelcli.errors.DatasetError where it can't be read or is not valid.
    """
    # Imported here: the command line needs the version long before it needs these.
    from peelcli.facade import PeelData
    from peelcli.loading import load_dataset

    return PeelData(*load_dataset(folder))
