"""One writer per format: `render` takes an answer and a screen, and returns the whole text.

A new format is a module here and a line in FORMATS, and every command has it.
"""

from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from peelcli.answers.answer import Answer
from peelcli.errors import UsageError
from peelcli.render.look import AS_IT_IS, Look

TABLE = "table"
JSON = "json"
HTML = "html"
FORMATS = {
    TABLE: (".txt",),
    JSON: (".json",),
    "jsonl": (".jsonl", ".ndjson"),
    "csv": (".csv",),
    "tsv": (".tsv", ".tab"),
    "markdown": (".md", ".markdown"),
    HTML: (".html", ".htm"),
    "svg": (".svg",),
    "parquet": (".parquet",),
    "xlsx": (".xlsx",),
    "docx": (".docx",),
    "pdf": (".pdf",),
    "png": (".png",),
}
"""The formats, each with the endings of files that it is meant by."""

_PICTURES = ("show", "compare", "overview", "map", "stats")
ONLY_OF = {
    "svg": _PICTURES,
    "png": _PICTURES,
    "docx": ("brief",),
    "pdf": ("brief",),
    "parquet": ("export",),
}
"""Formats that not every answer has, with the names of those that have it."""

PICTURES = frozenset({"svg", "png"})
BINARY = frozenset({"parquet", "xlsx", "docx", "pdf", "png"})
"""Formats that are not text: `render_binary` returns bytes."""
FOR_PEOPLE = frozenset({TABLE})
"""Formats whose text goes by the terminal's encoding; all others are UTF-8."""


class Screen(NamedTuple):
    """The screen that a text for people is for."""

    is_terminal: bool
    """Whether to fit and colour it; otherwise one plain line per row."""
    is_unicode: bool
    """Whether marks beyond ASCII can be written."""
    is_small: bool = False
    """It does not hold the whole answer: short legends, fewer empty lines, no rules."""
    is_file: bool = False
    """It leaves the tool: an origin below, and no word of the command line's options."""
    is_fragment: bool = False
    """HTML for a page of one's own."""
    look: Look = AS_IT_IS
    """Of a picture."""


PAPER = Screen(is_terminal=False, is_unicode=True, is_file=True)
"""A file, or anything else that is read later."""


def formats_of(name: str = "") -> dict[str, tuple[str, ...]]:
    """Return the formats that an answer of this name has; without a name, those of every answer."""
    return {
        text: endings for text, endings in FORMATS.items() if name in ONLY_OF.get(text, (name,))
    }


def render(answer: Answer, name: str, screen: Screen) -> str:
    """Return an answer in a format, which is one of FORMATS."""
    writer = import_module(f"peelcli.render.{name}")
    text: str = writer.render(answer, screen)
    return text


def render_binary(answer: Answer, name: str, look: Look = AS_IT_IS) -> bytes:
    """Return an answer in a format that is one of BINARY. Raises UsageError without its library."""
    writer = import_module(f"peelcli.render.{name}")
    found: bytes = writer.render(answer, look) if name in PICTURES else writer.render(answer)
    return found


def format_named(
    named: str | None,
    path: Path | None,
    *,
    as_json: bool = False,
    formats: Mapping[str, tuple[str, ...]] | None = None,
    otherwise: str = TABLE,
) -> str:
    """Return the format that the options ask for, or else the file's ending, or else `otherwise`.

    `formats` has the formats to choose from, each with its endings; else it is those of every
    answer. Raises UsageError when the options and the ending contradict each other or name none.
    """
    formats = formats_of() if formats is None else formats
    wanted = JSON if as_json else named.casefold() if named is not None else None
    if as_json and named is not None and named.casefold() != JSON:
        raise UsageError(f"--json and --format {named} contradict each other; give one")
    if wanted is not None and wanted not in formats:
        raise _no_format(wanted, formats)
    if path is None or str(path) == "-":
        return wanted or otherwise
    ending = path.suffix.casefold()
    by_ending = next((name for name, endings in formats.items() if ending in endings), None)
    is_stream = str(path).startswith(("/dev/", "/proc/")) or not path.is_file()
    if wanted is None and by_ending is None and path.exists() and is_stream:
        return otherwise  # a device or a pipe has no ending
    elsewhere = next((name for name, endings in FORMATS.items() if ending in endings), None)
    if wanted is None and by_ending is None and elsewhere is not None:
        raise _no_format(elsewhere, formats)
    if wanted is None and by_ending is None:
        known = ", ".join(ending for endings in formats.values() for ending in endings)
        raise UsageError(f"{path.name!r} has an unknown file ending (known: {known}); use --format")
    if wanted is not None and wanted != (by_ending or wanted):
        raise UsageError(
            f"the ending of {path.name!r} means {by_ending}, and the options ask for {wanted}; "
            "change one of the two"
        )
    return wanted or by_ending or otherwise


def _no_format(name: str, formats: Iterable[str]) -> UsageError:
    """Return the error for a format that there is not, or not here."""
    known = f"the formats are {', '.join(formats)}"
    if name not in ONLY_OF:
        return UsageError(f"there is no format {name!r}; {known}")
    return UsageError(f"{name} is for {', '.join(ONLY_OF[name])} alone; here {known}")
