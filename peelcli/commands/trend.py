"""`peel trend`: paths of grades through comparable rounds."""

from typing import Annotated

import typer

from peelcli import options as opt
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
    pillar: opt.Pillars = None,
    questions: opt.Questions = False,
    day: opt.AsOf = None,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
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
        level=Level.of(questions=questions),
    )
    options = {"is_national": not force}
    answer = Answer("trend", found, dataset.day, found.undated, options)
    write_answer(answer, format_, output, as_json=as_json)
