"""Shell completion. A dataset that can't be read offers nothing, silently."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

# Typer reads the type of a callback's context.
import typer

from peelcli.model import Dataset
from peelcli.rests_on import BASES
from peelcli.terms import OVERALL, Grade, Status
from peelcli.text import folded

Offer = tuple[str, str]
"""A text to type, and its description."""
Completion = Callable[[typer.Context, str], list[Offer]]

_LONGEST_ABOUT = 50


def _of_dataset(offers: Callable[[Dataset], Iterable[Offer]]) -> Completion:
    """Return the completion that offers names of the dataset that the command line means."""

    def complete(ctx: typer.Context, incomplete: str) -> list[Offer]:
        from peelcli.errors import PeelError
        from peelcli.keeper.loading import load_dataset

        folder = ctx.params.get("data") or os.environ.get("PEEL_DATA")
        try:
            # The shell hands over a tilde as it was typed.
            dataset = load_dataset(Path(folder).expanduser() if folder else None)
            if groups := ctx.params.get("groups") or os.environ.get("PEEL_GROUPS"):
                from peelcli.keeper.loading.groups import with_groups

                dataset = with_groups(dataset, Path(groups).expanduser())
        except (PeelError, OSError, RuntimeError):
            return []
        return _starting(incomplete, offers(dataset))

    return complete


def completion_of(names: Callable[[], Iterable[str]]) -> Completion:
    """Return the completion that offers fixed names."""

    def complete(ctx: typer.Context, incomplete: str) -> list[Offer]:  # noqa: ARG001
        return _starting(incomplete, ((name, "") for name in names()))

    return complete


def complete_format(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Offer the formats of the command."""
    from peelcli.render import formats_of

    return _starting(incomplete, ((name, "") for name in formats_of(ctx.info_name or "")))


def _starting(incomplete: str, offers: Iterable[Offer]) -> list[Offer]:
    """Return what starts as was typed, in any case; its start is as it was typed.

    Shells, and Typer, drop an offer that does not start with the very letters that were typed.
    """
    start = incomplete.casefold()
    return [
        (incomplete + name[len(start) :], _short(about))
        for name, about in dict.fromkeys(offers)
        if name.startswith(start)
    ]


def _short(about: str) -> str:
    """Return a description of one line, without brackets, which Typer takes as markup."""
    plain = about.replace("[", "(").replace("]", ")")
    return plain if len(plain) <= _LONGEST_ABOUT else f"{plain[:_LONGEST_ABOUT]}..."


def _group_names(dataset: Dataset) -> list[Offer]:
    forces = dataset.forces.values()
    built_in = dict.fromkeys(name for force in forces for name in (force.region, force.nation))
    named = [(group.id, group.name) for group in dataset.groups.values()]
    return [*named, *((folded(name), name) for name in built_in)]


def _rounds(dataset: Dataset) -> list[Offer]:
    words = [("latest", "The latest round that has grades"), ("previous", "The one before")]
    return [*((str(round_.year), round_.label) for round_ in dataset.rounds.values()), *words]


def _questions(dataset: Dataset) -> list[Offer]:
    asked = (q for round_ in dataset.rounds.values() for q in round_.questions)
    return [(OVERALL, "A pillar's own grade"), *((q.id, q.name) for q in asked if q.id)]


def _sort_columns(dataset: Dataset) -> list[Offer]:
    asked = (q for round_ in dataset.rounds.values() for q in round_.questions)
    columns = ((q.id or q.pillar or "", q.name) for q in asked)
    return [("name", "By name"), ("grade", "By each column in turn"), *columns]


def _kinds() -> Iterable[str]:
    from peelcli.answers.change import Kind

    return Kind


def _export_formats() -> Iterable[str]:
    from peelcli.export import FORMATS

    return FORMATS


def _schemas() -> Iterable[str]:
    from peelcli.forms import COMMANDS

    return COMMANDS


complete_force = _of_dataset(lambda ds: [(force.id, force.name) for force in ds.forces.values()])
complete_round = _of_dataset(_rounds)
complete_pillar = _of_dataset(lambda ds: [(p, "") for r in ds.rounds.values() for p in r.pillars])
complete_group = _of_dataset(_group_names)
complete_question = _of_dataset(_questions)
complete_sort = _of_dataset(_sort_columns)
complete_grade = completion_of(lambda: Grade)
complete_status = completion_of(lambda: Status)
complete_basis = completion_of(lambda: BASES)
complete_kind = completion_of(_kinds)
complete_export = completion_of(_export_formats)
complete_schema = completion_of(_schemas)
