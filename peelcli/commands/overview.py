"""`peel overview`: all forces in one round."""

from typing import Annotated

import typer

from peelcli import options as opt
from peelcli.queries.overview import OverviewSort


def command(
    year: opt.RoundArgument,
    sort: Annotated[
        OverviewSort, typer.Option("--sort", help="By name, or best grades first.")
    ] = OverviewSort.NAME,
    by_region: Annotated[
        bool, typer.Option("--by-region", help="A table for each region.")
    ] = False,
    force: opt.Forces = None,
    region: opt.Regions = None,
    nation: opt.Nations = None,
    pillar: opt.Pillars = None,
    questions: opt.Questions = False,
    as_of: opt.AsOf = None,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    data: opt.Data = None,
) -> None:
    """Show all forces' grades in one round.

    \b
    Examples:
      peel overview 2018 --sort grade
      peel overview 2023-25 --by-region --nation wales
    """
    from peelcli import names
    from peelcli.loading import load
    from peelcli.output import write_answer
    from peelcli.queries.as_of import as_of as stood
    from peelcli.queries.overview import overview
    from peelcli.report.overview import overview_answer

    dataset = load(data)
    round_ = names.find_round(dataset, year)
    wanted = names.force_filter(dataset, force, region, nation, years=(round_.year,))
    dataset, standing = stood(dataset, names.find_day(as_of), wanted)
    found = overview(
        dataset,
        round_,
        wanted=wanted,
        pillars=names.find_pillars(dataset, pillar),
        level=names.level_named(questions=questions),
        sort=sort,
        by_region=by_region,
    )
    answer = overview_answer(found, standing)
    write_answer(answer, format_, output, as_json=as_json)
