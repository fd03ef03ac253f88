"""`peel rank`: forces by the mean of their grades."""

from typing import Annotated

import typer

from peelcli import options as opt
from peelcli.complete import complete_question
from peelcli.queries.rank import RankSort


def command(
    round_: opt.RoundOrLatest = None,
    sort: Annotated[
        RankSort, typer.Option("--sort", help="The best mean first, or by name.")
    ] = RankSort.RANK,
    force: opt.Forces = None,
    region: opt.Regions = None,
    nation: opt.Nations = None,
    group: opt.Groups = None,
    pillar: opt.Pillars = None,
    question: Annotated[
        list[str] | None,
        typer.Option(
            "--question",
            metavar="QUESTION",
            help="Rank by this question or area; overall is a pillar's own grade. Repeatable.",
            autocompletion=complete_question,
        ),
    ] = None,
    questions: opt.Questions = False,
    day: opt.AsOf = None,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    fragment: opt.Fragment = False,
    groups: opt.GroupsFile = None,
    data: opt.Data = None,
) -> None:
    """Order forces by the mean position of their grades in one round.

    The inspectorate publishes no ranking; the answer says how this one is made. It ranks the
    forces that have all of the grades that more than half of the forces have.

    \b
    Examples:
      peel rank 2018
      peel rank --question investigating-crime --question leadership
    """
    from peelcli import load
    from peelcli.output import write_answer

    dataset = load(data, groups).as_of(day)
    answer = dataset.rank(
        round_,
        force=force,
        region=region,
        nation=nation,
        group=group,
        pillar=pillar,
        question=question,
        questions=questions,
        sort=sort,
    )
    write_answer(answer, format_, output, as_json=as_json, fragment=fragment)
