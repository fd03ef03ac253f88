"""What is said where only the grades that stood on a day are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.report.wording import counted

if TYPE_CHECKING:
    from peelcli.queries.as_of import Standing
    from peelcli.report.fields import Fields


def with_standing(document: Fields, standing: Standing | None) -> Fields:
    """Return a document that says of which day it is."""
    if standing is None:
        return document
    return document | {"as_of": standing.day, "undated_left_out": standing.undated}


def standing_notes(standing: Standing | None) -> tuple[str, ...]:
    """Return what a reader must know of the day."""
    if standing is None:
        return ()
    undated = f"{counted(standing.undated, 'judgment')} of unknown date"
    return (
        f"As of {standing.day}: only grades published by then. "
        f"{undated} {'is' if standing.undated == 1 else 'are'} left out.",
    )
