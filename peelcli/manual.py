"""The manual page, made from the helps of all commands: `peel help --man`."""

import re

from peelcli._version import __version__
from peelcli.cli import COMMANDS, PARTS, built, built_part
from peelcli.errors import MEANINGS


def manual() -> str:
    """Return the page in the man macros of roff (man(7))."""
    parts = [
        f'.TH PEEL 1 "" "peel {__version__}" "User commands"',
        ".SH NAME",
        "peel \\- compare the PEEL grades of police forces in England and Wales",
        ".SH SYNOPSIS",
        ".B peel",
        "\\fICOMMAND\\fR [\\fIOPTIONS\\fR]",
        ".br",
        ".B peel",
        "\\fIFORCE\\fR",
        ".SH COMMANDS",
    ]
    for name in COMMANDS:
        for part in PARTS.get(name, ("",)):
            shown = f"{name} {part}".strip()
            command = built_part(name, part) if part else built(name)
            about, _, examples = (command.help or "").replace("\b", "").partition("Examples:")
            parts += [f".SS peel {shown}", *_paragraphs(about)]
            for option in command.params:
                if option.param_type_name == "option" and not getattr(option, "hidden", False):
                    is_flag = getattr(option, "is_flag", False)
                    value = "" if is_flag else f" {option.metavar or 'TEXT'}"
                    parts += [".TP", f".B {_roff(', '.join(option.opts) + value)}",
                              _roff(getattr(option, "help", None) or "")]  # fmt: skip
            lines = [line.strip() for line in examples.splitlines() if line.strip()]
            parts += [".PP", ".nf", *(_roff(line) for line in lines), ".fi"]
    parts.append(".SH EXIT STATUS")
    for code, meaning in MEANINGS.items():
        parts += [".TP", f".B {code}", _roff(meaning.replace("`", ""))]
    parts += [
        ".SH ENVIRONMENT",
        ".TP", ".B PEEL_DATA", "The folder of a dataset to use.",
        ".TP", ".B PEEL_GROUPS", "A file of named groups of forces.",
        ".TP", ".B NO_COLOR", "Tables have no colours.",
    ]  # fmt: skip
    return "\n".join([*parts, ""])


def _paragraphs(text: str) -> list[str]:
    found = (" ".join(part.split()) for part in text.split("\n\n"))
    return [line for part in found if part for line in (".PP", _roff(part))]


def _roff(text: str) -> str:
    """Return a line without what roff would take for its own."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("`", "")
    return re.sub(r"^([.'])", r"\\&\1", text)
