"""`peel stats`: how many forces got each grade."""

from typing import TYPE_CHECKING, Annotated

import typer

from peelcli import options as opt
from peelcli.answers.stats import StatsBy, StatsSort
from peelcli.asking import asking

if TYPE_CHECKING:
    from peelcli.answers.answer import Answer
    from peelcli.data import PeelData


def ask(
    dataset: "PeelData",
    round_: opt.RoundsOrLatest = None,
    by: Annotated[
        StatsBy, typer.Option("--by", help="Count all forces, or by region, nation or group.")
    ] = StatsBy.ALL,
    sort: Annotated[
        StatsSort,
        typer.Option("--sort", help="By question, or the largest share of the best grade first."),
    ] = StatsSort.QUESTION,
    force: opt.Forces = None,
    region: opt.Regions = None,
    nation: opt.Nations = None,
    group: opt.Groups = None,
    pillar: opt.Pillars = None,
    question: opt.OneQuestion = None,
    questions: opt.Questions = False,
    same_forces: opt.SameForces = False,
) -> "Answer":
    """Count how many forces got each grade, in the latest round unless others are named.

    \b
    Examples:
      peel stats --sort grade
      peel stats 2018 --pillar legitimacy --by region
    """
    return dataset.stats(
        *round_ or (),
        by=by,
        force=force,
        region=region,
        nation=nation,
        group=group,
        pillar=pillar,
        question=question,
        questions=questions,
        same_forces=same_forces,
        sort=sort,
    )


command = asking(ask)
