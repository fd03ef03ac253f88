"""`peel stats`: how many forces got each grade."""

from typing import Annotated

import typer

from peelcli import options as opt
from peelcli.queries.stats import StatsBy, StatsSort


def command(
    round_: opt.RoundsOrLatest = None,
    by: Annotated[
        StatsBy, typer.Option("--by", help="Count all forces, or by region or nation.")
    ] = StatsBy.ALL,
    sort: Annotated[
        StatsSort,
        typer.Option("--sort", help="By question, or the largest share of the best grade first."),
    ] = StatsSort.QUESTION,
    force: opt.Forces = None,
    region: opt.Regions = None,
    nation: opt.Nations = None,
    pillar: opt.Pillars = None,
    question: opt.OneQuestion = None,
    questions: opt.Questions = False,
    day: opt.AsOf = None,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    fragment: opt.Fragment = False,
    data: opt.Data = None,
) -> None:
    """Count how many forces got each grade, in the latest round unless others are named.

    \b
    Examples:
      peel stats --sort grade
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
    wanted = judgment_filter(dataset, forces=force, regions=region, nations=nation)
    pillars = finding.find_pillars(dataset, pillar)
    asked = finding.find_questions(dataset, question)
    found = stats(
        dataset,
        years=finding.find_years(
            dataset, round_ or [finding.LATEST], wanted.forces, pillars, asked
        ),
        pillars=pillars,
        questions=asked,
        level=Level.of(questions=questions),
        wanted=wanted,
        by=by,
        sort=sort,
    )
    undated = sum(row.undated for row in found)
    answer = Answer("stats", found, dataset, undated, {"is_latest": not round_})
    write_answer(answer, format_, output, as_json=as_json, fragment=fragment)
