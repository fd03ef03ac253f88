"""Compare the PEEL grades of the police forces of England and Wales.

For Python and notebooks: `from peelcli import load`, then ask the dataset, or pass it to the
functions of `peelcli.queries`. docs/python.md shows how.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli._version import __version__ as __version__

if TYPE_CHECKING:
    from peelcli.loading import load as load

__all__ = ["__version__", "load"]


def __getattr__(name: str) -> object:
    # Loaded when it is asked for: the command line reads the version long before.
    if name == "load":
        from peelcli.loading import load

        return load
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
