"""`peel trend`: paths of grades through comparable rounds."""

from typing import Annotated

import typer

from peelcli import options as opt
from peelcli.complete import complete_force
from peelcli.queries.trend import TrendSort


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
    from peelcli import finding
    from peelcli.loading import load_dataset
    from peelcli.output import write_answer
    from peelcli.queries.as_of import as_of
    from peelcli.queries.trend import trend
    from peelcli.report.answer import Answer
    from peelcli.terms import Level

    dataset = as_of(load_dataset(data), finding.find_day(day))
    found = trend(
        dataset,
        finding.find_forces(dataset, force),
        pillars=finding.find_pillars(dataset, pillar),
        questions=finding.find_questions(dataset, question),
        level=Level.of(questions=questions),
        sort=sort,
    )
    options = {"is_national": not force, "sources": sources}
    answer = Answer("trend", found, dataset, found.undated, options)
    write_answer(answer, format_, output, as_json=as_json, fragment=fragment)
