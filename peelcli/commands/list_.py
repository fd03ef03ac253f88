"""`peel list`: every judgment that matches."""

from typing import Annotated

import typer

from peelcli import options as opt


def command(
    force: opt.Forces = None,
    year: opt.Years = None,
    pillar: opt.Pillars = None,
    question: opt.OneQuestion = None,
    grade: opt.Grades = None,
    status: opt.Statuses = None,
    region: opt.Regions = None,
    nation: opt.Nations = None,
    since: opt.Since = None,
    until: opt.Until = None,
    count: Annotated[bool, typer.Option("--count", help="Print only how many.")] = False,
    day: opt.AsOf = None,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    data: opt.Data = None,
) -> None:
    """List every judgment that matches.

    \b
    Examples:
      peel list --pillar legitimacy --question overall --grade outstanding
      peel list --grade inadequate --since 2021 --count
    """
    from peelcli.filters import judgment_filter
    from peelcli.finding import find_day
    from peelcli.loading import load_dataset
    from peelcli.output import write_answer
    from peelcli.queries.as_of import as_of
    from peelcli.queries.select import listing
    from peelcli.report.answer import Answer

    dataset = as_of(load_dataset(data), find_day(day))
    wanted = judgment_filter(
        dataset,
        forces=force,
        years=year,
        pillars=pillar,
        questions=question,
        grades=grade,
        statuses=status,
        regions=region,
        nations=nation,
        since=since,
        until=until,
    )
    found = listing(dataset, wanted)
    answer = Answer("count" if count else "list", found, dataset.day, found.undated)
    write_answer(answer, format_, output, as_json=as_json)
