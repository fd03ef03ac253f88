"""The one place that writes to standard output."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from peelcli.errors import OutputError

if TYPE_CHECKING:
    from peelcli.report.model import Report

_SYMBOLS = "▲▼«≈×·–"


def write_document(document: dict[str, Any]) -> None:
    """Write JSON, which is UTF-8 whatever the locale says."""
    from peelcli.render.json import json_text

    _write_bytes(json_text(document).encode("utf-8"))


def write_report(report: Report) -> None:
    """Write a report for people; what the encoding lacks becomes a question mark."""
    from peelcli.render.terminal import Screen, report_text

    screen = Screen(is_terminal=_is_terminal(), is_unicode=_is_unicode())
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    _write_bytes(report_text(report, screen).encode(encoding, errors="replace"))


def _is_terminal() -> bool:
    return sys.stdout is not None and not sys.stdout.closed and sys.stdout.isatty()


def _is_unicode() -> bool:
    try:
        _SYMBOLS.encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _write_bytes(data: bytes) -> None:
    if sys.stdout is None or sys.stdout.closed:
        raise OutputError("standard output is closed; there is nowhere to write the answer")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"the answer could not be written: {error.strerror}") from error
