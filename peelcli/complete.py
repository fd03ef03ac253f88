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
_LONGEST_TOLD = 50


def _offered(
    ctx: typer.Context, incomplete: str, known: Callable[[Dataset], Iterable[Offer]]
) -> list[Offer]:
    from peelcli.errors import PeelError
    from peelcli.loading import load

    folder = ctx.params.get("data") or os.environ.get("PEEL_DATA")
    try:
        # The shell hands over a tilde as it was typed.
        offers = known(load(Path(folder).expanduser() if folder else None))
    except (PeelError, OSError, RuntimeError):
        return []
    return _starting(incomplete, offers)


def _starting(incomplete: str, offers: Iterable[Offer]) -> list[Offer]:
    """Return what starts as was typed, in any case; its start is as it was typed.

    Shells, and Typer, drop an offer that does not start with the very letters that were typed.
    """
    start = incomplete.casefold()
    return [
        (incomplete + name[len(start) :], _told(about))
        for name, about in dict.fromkeys(offers)
        if name.startswith(start)
    ]


def _told(about: str) -> str:
    """Return a description that stays on one line, without what Typer takes for markup."""
    plain = about.replace("[", "(").replace("]", ")")
    return plain if len(plain) <= _LONGEST_TOLD else f"{plain[:_LONGEST_TOLD]}..."


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
    from peelcli.names import folded

    return _offered(
        ctx, incomplete, lambda ds: [(folded(f.region), f.region) for f in ds.forces.values()]
    )


def complete_nation(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Return the nations."""
    from peelcli.names import folded

    return _offered(
        ctx, incomplete, lambda ds: [(folded(f.nation), f.nation) for f in ds.forces.values()]
    )


def complete_sort(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Return what an overview can be sorted by."""

    def known(dataset: Dataset) -> list[Offer]:
        asked = (q for r in dataset.rounds.values() for q in r.questions)
        columns = ((q.id or q.pillar or "", q.name) for q in asked)
        return [("name", "By name"), ("grade", "By each column in turn"), *columns]

    return _offered(ctx, incomplete, known)


def complete_grade(incomplete: str) -> list[Offer]:
    """Return the grades."""
    from peelcli.model import Grade

    return _starting(incomplete, [(grade, "") for grade in Grade])


def complete_status(incomplete: str) -> list[Offer]:
    """Return the statuses."""
    from peelcli.model import Status

    return _starting(incomplete, [(status, "") for status in Status])


def complete_kind(incomplete: str) -> list[Offer]:
    """Return the kinds of rows of a diff."""
    from peelcli.queries.change import Kind

    return _starting(incomplete, [(kind, "") for kind in Kind])


def complete_format(incomplete: str) -> list[Offer]:
    """Return the formats."""
    from peelcli.render import FORMATS

    return _starting(incomplete, [(name, "") for name in FORMATS])


def complete_export(incomplete: str) -> list[Offer]:
    """Return the formats of an export."""
    from peelcli.export import FORMATS

    return _starting(incomplete, [(name, "") for name in FORMATS])


def complete_schema(incomplete: str) -> list[Offer]:
    """Return the commands that print JSON."""
    from peelcli.report.schema import SCHEMAS

    return _starting(incomplete, [(name, "") for name in SCHEMAS])
