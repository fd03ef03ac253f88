"""A progress bar that shows only when there is someone to see it, and something to wait for."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from peelcli.progress import shown

if TYPE_CHECKING:
    pass


def test_progress_after_a_second_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    assert list(shown(range(5), "rows")) == list(range(5))
    assert screen.getvalue() == ""
    seconds = iter(range(100_000))
    monkeypatch.setattr("peelcli.progress.time.monotonic", lambda: next(seconds))
    assert list(shown(range(3000), "rows")) == list(range(3000))
    assert "rows" in screen.getvalue()
    quiet = io.StringIO()
    monkeypatch.setattr(sys, "stderr", quiet)
    assert list(shown(range(3000), "rows")) == list(range(3000))
    assert quiet.getvalue() == ""
