"""`peel trend`: paths of grades through comparable rounds."""

from typing import Annotated

import typer

from peelcli import options as opt
from peelcli.answers.trend import TrendSort
from peelcli.complete import complete_force


def command(
    force: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FORCE]...",
            help="Forces; without any, counts over all forces.",
            autocompletion=complete_force,
        ),
    ] = None,
    sort: Annotated[
        TrendSort,
        typer.Option("--sort", help="By force, by direction, or the best last grade first."),
    ] = TrendSort.FORCE,
    pillar: opt.Pillars = None,
    question: opt.OneQuestion = None,
    questions: opt.Questions = False,
    sources: opt.Sources = False,
    day: opt.AsOf = None,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    fragment: opt.Fragment = False,
    data: opt.Data = None,
) -> None:
    """Show paths of grades through comparable rounds.

    \b
    Examples:
      peel trend kent derbyshire
      peel trend --pillar efficiency
    """
    from peelcli import load
    from peelcli.output import write_answer

    dataset = load(data).as_of(day)
    answer = dataset.trend(
        *force or (),
        pillar=pillar,
        question=question,
        questions=questions,
        sort=sort,
        sources=sources,
    )
    write_answer(answer, format_, output, as_json=as_json, fragment=fragment)
