"""`peel coverage`: how much of each round is in the dataset."""

from typing import Annotated

import typer

from peelcli import options as opt
from peelcli.queries.coverage import CoverageBy


def command(
    year: opt.RoundArguments = None,
    by: Annotated[
        CoverageBy, typer.Option("--by", help="A row per pillar and level, or per force.")
    ] = CoverageBy.PILLAR,
    day: opt.AsOf = None,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    data: opt.Data = None,
) -> None:
    """Show how much of each round is in the dataset.

    \b
    Examples:
      peel coverage 2018 2021
      peel coverage 2023 --by force
    """
    from peelcli import names
    from peelcli.loading import load
    from peelcli.output import write_answer
    from peelcli.queries.as_of import as_of
    from peelcli.queries.coverage import coverage
    from peelcli.report.coverage import coverage_answer

    dataset = as_of(load(data), names.find_day(day))
    found = coverage(dataset, years=names.find_years(dataset, year), by=by)
    answer = coverage_answer(found, dataset.day)
    write_answer(answer, format_, output, as_json=as_json)
