"""Compare the PEEL grades of the police forces of England and Wales.

For Python and notebooks: `data = peelcli.load()`, then `data.show("gmp")`, `data.panel()` and
so on, in the spellings of the command line. docs/python.md shows how.
"""

from importlib import import_module
from os import PathLike
from typing import TYPE_CHECKING, Any

from peelcli._version import __version__

if TYPE_CHECKING:
    from peelcli.answers.change import Kind
    from peelcli.data import PeelData
    from peelcli.errors import DatasetError, PeelError, PeelWarning, UsageError
    from peelcli.model import Force, Judgment, Round
    from peelcli.result import Judgments, Result
    from peelcli.terms import Basis, Grade, Status

_HOMES = {
    "Basis": "terms",
    "DatasetError": "errors",
    "Force": "model",
    "Grade": "terms",
    "Judgment": "model",
    "Judgments": "result",
    "Kind": "answers.change",
    "PeelData": "data",
    "PeelError": "errors",
    "PeelWarning": "errors",
    "Result": "result",
    "Round": "model",
    "Status": "terms",
    "UsageError": "errors",
}
"""The modules of the names that are imported when they are used first."""

__all__ = [
    "Basis",
    "DatasetError",
    "Force",
    "Grade",
    "Judgment",
    "Judgments",
    "Kind",
    "PeelData",
    "PeelError",
    "PeelWarning",
    "Result",
    "Round",
    "Status",
    "UsageError",
    "__version__",
    "load",
]


def load(
    folder: str | PathLike[str] | None = None, groups: str | PathLike[str] | None = None
) -> "PeelData":
    """Return the dataset in a folder, by default the one that comes with the package.

    `groups` is a file of named groups of forces, to be had beside the dataset's own. Raises
    DatasetError where either can't be read or is not valid.
    """
    # Imported here: the command line needs the version long before it needs these.
    from peelcli.data import PeelData
    from peelcli.keeper.loading import load_dataset

    dataset = load_dataset(folder)
    if groups is not None:
        from peelcli.keeper.loading.groups import with_groups

        dataset = with_groups(dataset, groups)
    return PeelData(*dataset)


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a class of any module
    if name in _HOMES:
        return getattr(import_module(f"peelcli.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'peelcli' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
