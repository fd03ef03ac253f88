"""`peel compare`: forces side by side."""

from typing import Annotated

import typer

from peelcli import options as opt
from peelcli.complete import complete_force
from peelcli.errors import UsageError


def command(
    force: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FORCE]...", help="Forces.", autocompletion=complete_force),
    ] = None,
    region_of: Annotated[
        str | None,
        typer.Option(
            "--region-of",
            metavar="FORCE",
            help="Compare this force with the others of its region.",
            autocompletion=complete_force,
        ),
    ] = None,
    year: opt.Years = None,
    all_years: Annotated[
        bool, typer.Option("--all-years", help="Compare every round, not only the latest one.")
    ] = False,
    pillar: opt.Pillars = None,
    questions: opt.Questions = False,
    day: opt.AsOf = None,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    data: opt.Data = None,
) -> None:
    """Show forces side by side.

    In the latest round in which all of them have grades, unless rounds are named.

    \b
    Examples:
      peel compare derbyshire notts --year 2018
      peel compare --region-of kent --all-years --pillar legitimacy
    """
    from peelcli import finding
    from peelcli.loading import load_dataset
    from peelcli.output import write_answer
    from peelcli.queries.as_of import as_of
    from peelcli.queries.compare import compare, forces_meant
    from peelcli.report.answer import Answer
    from peelcli.terms import Level

    if all_years and year:
        raise UsageError("--all-years and --year contradict each other; give one")
    dataset = as_of(load_dataset(data), finding.find_day(day))
    every = [round_.year for round_ in dataset.rounds_meant()]
    found = compare(
        dataset,
        forces_meant(dataset, force, region_of),
        years=every if all_years else finding.find_years(dataset, year),
        pillars=finding.find_pillars(dataset, pillar),
        level=Level.of(questions=questions),
    )
    answer = Answer("compare", found, dataset.day, found.undated)
    write_answer(answer, format_, output, as_json=as_json)
