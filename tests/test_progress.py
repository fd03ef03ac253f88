"""A spinner that shows only on a terminal, and only for work that takes a while."""

from __future__ import annotations

import io
import sys
import time

import pytest

from peelcli.progress import counter, spinner


class Terminal(io.StringIO):
    """A standard error that is a terminal."""

    def isatty(self) -> bool:
        return True


def seen(monkeypatch: pytest.MonkeyPatch, screen: io.StringIO, *, seconds: float) -> str:
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr("peelcli.progress._PATIENCE", 0.1)
    with spinner("checking"):
        time.sleep(seconds)
    return screen.getvalue()


def test_it_shows_once_work_takes_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "checking" in seen(monkeypatch, Terminal(), seconds=0.6)
    assert "checking" not in seen(monkeypatch, Terminal(), seconds=0)
    assert seen(monkeypatch, io.StringIO(), seconds=0.3) == ""


def test_it_goes_when_work_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setattr("peelcli.progress._PATIENCE", 0.05)
    with pytest.raises(ZeroDivisionError), spinner("checking"):
        time.sleep(0.3 / (time.time() < 0))


def test_a_bar_counts_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for screen, shown in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", screen)
        with counter("fetching") as came:
            for name in ("https://a.example/one", "https://a.example/two"):
                came(name, 2)
        assert ("fetching" in screen.getvalue()) is shown
