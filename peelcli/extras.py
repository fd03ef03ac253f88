"""Imports optional libraries, and says how to install a missing one."""

import json
import shlex
import sys
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from peelcli.errors import UsageError

ALL = "all"
"""The extra that has every library which a command may ask for."""


def extra(module: str, what: str, name: str = ALL) -> Any:  # noqa: ANN401 - any module
    """Return a module that an extra installs.

    `what` is what needs it. Raises UsageError where it is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        library = module.partition(".")[0]
        raise UsageError(f"{what} needs {library}; install it with: {_install(name)}") from error


def _install(name: str) -> str:
    """Return the command that installs an extra, by the tool that installed peel."""
    spec = shlex.quote(f"{_source()}[{name}]")
    home = Path(sys.prefix)
    if (home / "uv-receipt.toml").is_file():
        return f"uv tool install --force {spec}"
    if "pipx" in home.parts:
        return f"pipx install --force {spec}"
    settings = home / "pyvenv.cfg"
    if settings.is_file() and "\nuv = " in f"\n{settings.read_text('utf-8')}":
        return f"uv pip install {spec}"
    return f"pip install {spec}"


def _source() -> str:
    """Return what peel was installed from: a folder, or its name."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        text = distribution("peelcli").read_text("direct_url.json")
        url = json.loads(text or "{}").get("url", "")
    except (PackageNotFoundError, ValueError):
        return "peelcli"
    parts = urlsplit(url)
    return unquote(parts.path) if parts.scheme == "file" else "peelcli"
