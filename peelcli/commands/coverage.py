"""`peel coverage`: how much of each round is in the dataset."""

from typing import Annotated

import typer

from peelcli import options as opt
from peelcli.queries.coverage import CoverageBy


def command(
    round_: opt.RoundArguments = None,
    by: Annotated[
        CoverageBy, typer.Option("--by", help="A row per pillar and level, or per force.")
    ] = CoverageBy.PILLAR,
    day: opt.AsOf = None,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    fragment: opt.Fragment = False,
    data: opt.Data = None,
) -> None:
    """Show how much of each round is in the dataset.

    \b
    Examples:
      peel coverage 2018 2021
      peel coverage 2023 --by force
    """
    from peelcli.finding import find_day, find_years
    from peelcli.loading import load_dataset
    from peelcli.output import write_answer
    from peelcli.queries.as_of import as_of
    from peelcli.queries.coverage import coverage
    from peelcli.report.answer import Answer

    dataset = as_of(load_dataset(data), find_day(day))
    found = coverage(dataset, years=find_years(dataset, round_), by=by)
    undated = sum(row.undated for row in found)
    answer = Answer("coverage", found, dataset, undated)
    write_answer(answer, format_, output, as_json=as_json, fragment=fragment)
