"""What a text for people is for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Screen:
    """What a text for people is for."""

    is_terminal: bool
    """Whether to fit and colour it; otherwise one plain line per row."""
    is_unicode: bool
    """Whether marks beyond ASCII can be written."""


PAPER = Screen(is_terminal=False, is_unicode=True)
"""A file, or anything else that is read later."""
