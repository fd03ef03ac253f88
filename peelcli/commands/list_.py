"""`peel list`: every judgment that matches."""

from typing import TYPE_CHECKING, Annotated

import typer

from peelcli import options as opt
from peelcli.answers.listing import ListSort
from peelcli.asking import asking

if TYPE_CHECKING:
    from peelcli.answers.answer import Answer
    from peelcli.data import PeelData


def ask(
    dataset: "PeelData",
    force: opt.Forces = None,
    round_: opt.Rounds = None,
    pillar: opt.Pillars = None,
    question: opt.OneQuestion = None,
    grade: opt.Grades = None,
    status: opt.Statuses = None,
    region: opt.Regions = None,
    nation: opt.Nations = None,
    group: opt.Groups = None,
    since: opt.Since = None,
    until: opt.Until = None,
    sort: Annotated[
        ListSort,
        typer.Option(
            "--sort", help="By force; by grade, a line a grade; or the latest published first."
        ),
    ] = ListSort.FORCE,
    count: Annotated[bool, typer.Option("--count", help="Print only how many.")] = False,
    same_forces: opt.SameForces = False,
    sources: opt.Sources = False,
) -> "Answer":
    """List every judgment of the latest round, or of others, that matches.

    \b
    Examples:
      peel list --question investigating-crime --sort grade
      peel list --grade inadequate --round all --count
    """
    return dataset.list(
        force=force,
        round=round_,
        pillar=pillar,
        question=question,
        grade=grade,
        status=status,
        region=region,
        nation=nation,
        group=group,
        since=since,
        until=until,
        sort=sort,
        count=count,
        same_forces=same_forces,
        sources=sources,
    )


command = asking(ask)
