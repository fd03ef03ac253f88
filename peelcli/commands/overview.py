"""`peel overview`: all forces in one round."""

from typing import TYPE_CHECKING, Annotated

import typer

from peelcli import options as opt
from peelcli.answers.overview import OverviewBy
from peelcli.asking import asking
from peelcli.complete import complete_sort

if TYPE_CHECKING:
    from peelcli.answers.answer import Answer
    from peelcli.data import PeelData


def ask(
    dataset: "PeelData",
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
    force: opt.Forces = None,
    region: opt.Regions = None,
    nation: opt.Nations = None,
    group: opt.Groups = None,
    pillar: opt.Pillars = None,
    question: opt.OneQuestion = None,
    questions: opt.Questions = False,
    sources: opt.Sources = False,
) -> "Answer":
    """Show the grades of all forces in one round, the latest unless another is named.

    \b
    Examples:
      peel overview --sort investigating-crime
      peel overview 2018/19 --by region --group england
    """
    return dataset.overview(
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
        sources=sources,
    )


command = asking(ask)
