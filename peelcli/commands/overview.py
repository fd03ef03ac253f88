"""`peel overview`: all forces in one round."""

from typing import Annotated

import typer

from peelcli import options as opt
from peelcli.answers.overview import OverviewBy
from peelcli.complete import complete_sort


def command(
    round_: opt.RoundOrLatest = None,
    sort: Annotated[
        str,
        typer.Option(
            "--sort",
            metavar="COLUMN",
            help="By name; by a pillar, question or area, best grade first; or by grade, which is "
            "by each column in turn.",
            autocompletion=complete_sort,
        ),
    ] = "name",
    by: Annotated[
        OverviewBy, typer.Option("--by", help="A table of all forces, or one a region or group.")
    ] = OverviewBy.ALL,
    by_region: Annotated[bool, typer.Option("--by-region", help="Short for --by region.")] = False,
    force: opt.Forces = None,
    region: opt.Regions = None,
    nation: opt.Nations = None,
    group: opt.Groups = None,
    pillar: opt.Pillars = None,
    question: opt.OneQuestion = None,
    questions: opt.Questions = False,
    sources: opt.Sources = False,
    day: opt.AsOf = None,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    fragment: opt.Fragment = False,
    groups: opt.GroupsFile = None,
    data: opt.Data = None,
) -> None:
    """Show the grades of all forces in one round, the latest unless another is named.

    \b
    Examples:
      peel overview --sort investigating-crime
      peel overview 2018/19 --by-region --nation wales
    """
    from peelcli import load
    from peelcli.output import write_answer

    dataset = load(data, groups).as_of(day)
    answer = dataset.overview(
        round_,
        force=force,
        region=region,
        nation=nation,
        group=group,
        pillar=pillar,
        question=question,
        questions=questions,
        sort=sort,
        by=by,
        by_region=by_region,
        sources=sources,
    )
    write_answer(answer, format_, output, as_json=as_json, fragment=fragment)
