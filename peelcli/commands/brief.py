"""`peel brief`: one page on one force."""

from typing import Annotated

import typer

from peelcli import options as opt
from peelcli.complete import complete_force, complete_group, complete_round
from peelcli.errors import UsageError


def command(
    force: Annotated[
        str | None,
        typer.Argument(metavar="[FORCE]", help="A force.", autocompletion=complete_force),
    ] = None,
    round_: Annotated[
        str | None,
        typer.Option(
            "--round",
            "--year",
            metavar="ROUND",
            help="A round; the force's latest if none is named.",
            autocompletion=complete_round,
        ),
    ] = None,
    group: Annotated[
        opt.Texts,
        opt.repeatable("--group", "GROUP", "Compare with this group of forces too", complete_group),
    ] = None,
    beside: Annotated[
        opt.Texts,
        opt.repeatable("--with", "FORCE", "Show this force's grades beside", complete_force),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DAY", help="Mark what came out after this day."),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Write a page for every force, to the folder of -o.")
    ] = False,
    day: opt.AsOf = None,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    fragment: opt.Fragment = False,
    groups: opt.GroupsFile = None,
    data: opt.Data = None,
) -> None:
    """Write one page on one force: its grades, how it stands, what moved, what may be said.

    \b
    Examples:
      peel brief derbyshire
      peel brief kent --with essex --since 2024-01-01
    """
    from peelcli import load
    from peelcli.output import write_answer, write_answers

    dataset = load(data, groups).as_of(day)
    if force is not None and not every:
        answer = dataset.brief(force, round=round_, group=group, beside=beside, since=since)
        write_answer(answer, format_, output, as_json=as_json, fragment=fragment)
    elif force is None and every and output is not None:
        pages = dataset.briefs(round=round_, group=group, beside=beside, since=since)
        write_answers(pages, format_, output, as_json=as_json, fragment=fragment)
    else:
        raise UsageError("name a force, or say --all -o FOLDER")
