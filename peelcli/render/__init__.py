"""One writer per format: `render` takes an answer and a screen, and returns the whole text.

A new format is a module here and a line in FORMATS, and every command has it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from peelcli.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from peelcli.report.answer import Answer

TABLE = "table"
JSON = "json"
FORMATS = {
    TABLE: (".txt",),
    JSON: (".json",),
    "jsonl": (".jsonl", ".ndjson"),
    "csv": (".csv",),
    "tsv": (".tsv", ".tab"),
    "markdown": (".md", ".markdown"),
    "html": (".html", ".htm"),
    "svg": (".svg",),
}
"""The formats, each with the endings of files that it is meant by."""

FOR_PEOPLE = frozenset({TABLE})
"""Formats whose text goes by the terminal's encoding; all others are UTF-8."""


class Screen(NamedTuple):
    """What a text for people is for."""

    is_terminal: bool
    """Whether to fit and colour it; otherwise one plain line per row."""
    is_unicode: bool
    """Whether marks beyond ASCII can be written."""


PAPER = Screen(is_terminal=False, is_unicode=True)
"""A file, or anything else that is read later."""


def render(answer: Answer, name: str, screen: Screen) -> str:
    """Return an answer in a format, which is one of FORMATS."""
    writer = import_module(f"peelcli.render.{name}")
    text: str = writer.render(answer, screen)
    return text


def format_named(named: str | None, path: Path | None, *, as_json: bool) -> str:
    """Return the format that the options ask for, or else the file's ending, or else a table.

    Raises UsageError when they contradict each other or name none.
    """
    if as_json and named not in (None, JSON):
        raise UsageError(f"--json and --format {named} contradict each other; say one")
    if named is not None and named not in FORMATS:
        raise UsageError(f"there is no format {named!r}; the formats are {', '.join(FORMATS)}")
    if as_json or named is not None:
        return named or JSON
    if path is None:
        return TABLE
    for name, endings in FORMATS.items():
        if path.suffix.lower() in endings:
            return name
    endings_known = ", ".join(ending for endings in FORMATS.values() for ending in endings)
    raise UsageError(
        f"{path.name!r} does not end in a format that there is ({endings_known}); say --format"
    )
