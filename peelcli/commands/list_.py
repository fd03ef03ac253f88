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
    from peelcli import names
    from peelcli.loading import load
    from peelcli.output import write_answer
    from peelcli.queries.as_of import as_of
    from peelcli.queries.select import count_undated, select
    from peelcli.report.listing import count_answer, list_answer

    dataset = as_of(load(data), names.find_day(day))
    wanted = names.judgment_filter(
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
    found = tuple(select(dataset, wanted))
    undated = count_undated(dataset, wanted)
    if count:
        answer = count_answer(len(found), dataset.day, undated)
    else:
        answer = list_answer(dataset, found, undated)
    write_answer(answer, format_, output, as_json=as_json)
