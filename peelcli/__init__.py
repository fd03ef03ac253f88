"""Compare the PEEL grades of the police forces of England and Wales.

For Python and notebooks: `from peelcli import load`, then ask the dataset, or pass it to the
functions of `peelcli.queries`. docs/python.md shows how.
"""

from __future__ import annotations

# As in typing, which is long in coming: an interrupt meanwhile would find no one to hear it.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from peelcli.loading import load as load

__version__ = "0.1.0"
__all__ = ["__version__", "load"]


def __getattr__(name: str) -> object:
    # Loaded when it is asked for: the command line reads the version long before.
    if name == "load":
        from peelcli.loading import load

        return load
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
