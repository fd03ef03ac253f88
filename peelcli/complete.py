"""What the shell offers on Tab. A dataset that can't be read offers nothing, silently."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

# Typer reads the type of a callback's context.
import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from peelcli.model import Dataset


Offer = tuple[str, str]


def _offered(
    ctx: typer.Context, incomplete: str, known: Callable[[Dataset], Iterable[Offer]]
) -> list[Offer]:
    from peelcli.errors import PeelError
    from peelcli.loading import load

    folder = ctx.params.get("data") or os.environ.get("PEEL_DATA")
    try:
        offers = known(load(Path(folder) if folder else None))
    except (PeelError, OSError):
        return []
    start = incomplete.casefold()
    return [one for one in dict.fromkeys(offers) if one[0].startswith(start)]


def _typed(name: str) -> str:
    """Return a name in the spelling that needs no quotes."""
    return name.casefold().replace(" ", "-")


def complete_force(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Return the ids of forces, with their names."""
    return _offered(ctx, incomplete, lambda ds: [(f.id, f.name) for f in ds.forces.values()])


def complete_round(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Return the rounds' years, with their labels."""
    return _offered(
        ctx, incomplete, lambda ds: [(str(r.year), r.label) for r in ds.rounds.values()]
    )


def complete_pillar(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Return the pillars."""
    return _offered(
        ctx, incomplete, lambda ds: [(p, "") for r in ds.rounds.values() for p in r.pillars]
    )


def complete_question(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Return the ids of questions and areas, with their names."""

    def known(dataset: Dataset) -> list[Offer]:
        from peelcli.model import OVERALL

        asked = (q for r in dataset.rounds.values() for q in r.questions)
        return [(OVERALL, "A pillar's own grade"), *((q.id, q.name) for q in asked if q.id)]

    return _offered(ctx, incomplete, known)


def complete_region(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Return the regions."""
    return _offered(
        ctx, incomplete, lambda ds: [(_typed(f.region), f.region) for f in ds.forces.values()]
    )


def complete_nation(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Return the nations."""
    return _offered(
        ctx, incomplete, lambda ds: [(_typed(f.nation), f.nation) for f in ds.forces.values()]
    )


def complete_grade(incomplete: str) -> list[str]:
    """Return the grades."""
    from peelcli.model import Grade

    return [grade.value for grade in Grade if grade.value.startswith(incomplete)]


def complete_status(incomplete: str) -> list[str]:
    """Return the statuses."""
    from peelcli.model import Status

    return [status.value for status in Status if status.value.startswith(incomplete)]


def complete_kind(incomplete: str) -> list[str]:
    """Return the kinds of rows of a diff."""
    from peelcli.queries.change import Kind

    return [kind.value for kind in Kind if kind.value.startswith(incomplete)]


def complete_format(incomplete: str) -> list[str]:
    """Return the formats."""
    from peelcli.render import FORMATS

    return [name for name in FORMATS if name.startswith(incomplete)]


def complete_schema(incomplete: str) -> list[str]:
    """Return the commands that print JSON."""
    from peelcli.report.schema import SCHEMAS

    return [name for name in SCHEMAS if name.startswith(incomplete)]
