"""`peel overview`: all forces in one round."""

from typing import Annotated

import typer

from peelcli.options import (
    AsOf,
    Data,
    Forces,
    Format,
    Json,
    Nations,
    Output,
    Pillars,
    Questions,
    Regions,
    RoundArgument,
)
from peelcli.queries.overview import OverviewSort


def command(
    year: RoundArgument,
    sort: Annotated[
        OverviewSort, typer.Option("--sort", help="By name, or best grades first.")
    ] = OverviewSort.NAME,
    by_region: Annotated[
        bool, typer.Option("--by-region", help="A table for each region.")
    ] = False,
    force: Forces = None,
    region: Regions = None,
    nation: Nations = None,
    pillar: Pillars = None,
    questions: Questions = False,
    as_of: AsOf = None,
    format_: Format = None,
    as_json: Json = False,
    output: Output = None,
    data: Data = None,
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
