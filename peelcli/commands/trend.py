"""`peel trend`: paths of grades through comparable rounds."""

from typing import Annotated

import typer

from peelcli.complete import complete_force
from peelcli.options import Data, Format, Json, Output, Pillars, Questions


def command(
    force: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FORCE]...",
            help="Forces; all of them, counted, if none is named.",
            autocompletion=complete_force,
        ),
    ] = None,
    pillar: Pillars = None,
    questions: Questions = False,
    format_: Format = None,
    as_json: Json = False,
    output: Output = None,
    data: Data = None,
) -> None:
    """Show paths of grades through comparable rounds.

    \b
    Examples:
      peel trend kent derbyshire
      peel trend --pillar efficiency
    """
    from peelcli import names
    from peelcli.loading import load
    from peelcli.output import write_answer
    from peelcli.queries.trend import trend
    from peelcli.report.trend import trend_answer

    dataset = load(data)
    found = trend(
        dataset,
        names.find_forces(dataset, force),
        pillars=names.find_pillars(dataset, pillar),
        level=names.level_named(questions=questions),
    )
    answer = trend_answer(found, is_national=not force)
    write_answer(answer, format_, output, as_json=as_json)
