"""`peel stats`: how many forces got each grade."""

from typing import Annotated

import typer

from peelcli import options as opt
from peelcli.queries.stats import StatsBy


def command(
    year: opt.RoundArguments = None,
    by: Annotated[
        StatsBy, typer.Option("--by", help="Count all forces, or by region or nation.")
    ] = StatsBy.ALL,
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
    """Count how many forces got each grade.

    \b
    Examples:
      peel stats 2016 2017
      peel stats 2018 --pillar legitimacy --by region
    """
    from peelcli import finding
    from peelcli.filters import judgment_filter
    from peelcli.loading import load_dataset
    from peelcli.output import write_answer
    from peelcli.queries.as_of import as_of
    from peelcli.queries.stats import stats
    from peelcli.report.answer import Answer
    from peelcli.terms import Level

    dataset = as_of(load_dataset(data), finding.find_day(day))
    found = stats(
        dataset,
        years=finding.find_years(dataset, year),
        pillars=finding.find_pillars(dataset, pillar),
        level=Level.of(questions=questions),
        wanted=judgment_filter(dataset, forces=force, regions=region, nations=nation),
        by=by,
    )
    undated = sum(row.undated for row in found)
    answer = Answer("stats", found, dataset.day, undated)
    write_answer(answer, format_, output, as_json=as_json)
