"""`peel overview`: all forces in one round."""

from typing import Annotated

import typer

from peelcli import options as opt
from peelcli.complete import complete_sort


def command(
    year: opt.RoundArgument,
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
    by_region: Annotated[
        bool, typer.Option("--by-region", help="A table for each region.")
    ] = False,
    force: opt.Forces = None,
    region: opt.Regions = None,
    nation: opt.Nations = None,
    pillar: opt.Pillars = None,
    questions: opt.Questions = False,
    day: opt.AsOf = None,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    data: opt.Data = None,
) -> None:
    """Show all forces' grades in one round.

    \b
    Examples:
      peel overview 2023-25 --sort investigating-crime
      peel overview 2023-25 --by-region --nation wales
    """
    from peelcli import finding
    from peelcli.filters import judgment_filter
    from peelcli.loading import load_dataset
    from peelcli.output import write_answer
    from peelcli.queries.as_of import as_of
    from peelcli.queries.overview import overview, sort_columns
    from peelcli.report.answer import Answer
    from peelcli.terms import Level

    dataset = as_of(load_dataset(data), finding.find_day(day))
    round_ = finding.find_round(dataset, year)
    pillars = finding.find_pillars(dataset, pillar)
    sort_by, level = sort_columns(round_, sort, pillars, Level.of(questions=questions))
    found = overview(
        dataset,
        round_,
        wanted=judgment_filter(dataset, forces=force, regions=region, nations=nation),
        pillars=pillars,
        level=level,
        sort_by=sort_by,
        by_region=by_region,
    )
    answer = Answer("overview", found, dataset.day, found.undated)
    write_answer(answer, format_, output, as_json=as_json)
