"""What a report as of a day says of that day."""

from __future__ import annotations

from peelcli.text import counted


def day_notes(day: str | None, undated: int) -> tuple[str, ...]:
    """Return what a reader must know of the day."""
    if day is None:
        return ()
    left_out = f"{counted(undated, 'judgment')} of unknown date"
    return (
        f"As of {day}: only grades published by then. "
        f"{left_out} {'is' if undated == 1 else 'are'} left out.",
    )


def nothing_to_show(day: str | None) -> str:
    """Return the sentence for an answer without rows, with its likely cause."""
    if day is not None:
        return f"Nothing to show: nothing of what you asked for was published by {day}."
    return "Nothing to show: none of these rounds has these pillars."
