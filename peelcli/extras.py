"""Imports optional libraries, and says how to install a missing one."""

from importlib import import_module
from typing import Any

from peelcli.errors import UsageError


def extra(module: str, what: str, name: str | None = None) -> Any:  # noqa: ANN401 - any module
    """Return a module that an extra installs, by default one of its name.

    `what` is what needs it. Raises UsageError where it is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        library = module.partition(".")[0]
        install = f"pip install 'peelcli[{name or library}]'"
        raise UsageError(f"{what} needs {library}; install it with: {install}") from error
