"""`peel list`: every judgment that matches."""

from typing import Annotated

import typer

from peelcli import options as opt
from peelcli.answers.listing import ListSort


def command(
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
    day: opt.AsOf = None,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    fragment: opt.Fragment = False,
    groups: opt.GroupsFile = None,
    data: opt.Data = None,
) -> None:
    """List every judgment of the latest round, or of others, that matches.

    \b
    Examples:
      peel list --question investigating-crime --sort grade
      peel list --grade inadequate --round all --count
    """
    from peelcli import load
    from peelcli.output import write_answer

    dataset = load(data, groups).as_of(day)
    answer = dataset.list(
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
    write_answer(answer, format_, output, as_json=as_json, fragment=fragment)
