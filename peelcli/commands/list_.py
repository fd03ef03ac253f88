"""`peel list`: every judgment that matches."""

from typing import Annotated

import typer

from peelcli.options import (
    AsOf,
    Data,
    Forces,
    Format,
    Grades,
    Json,
    Nations,
    OneQuestion,
    Output,
    Pillars,
    Regions,
    Since,
    Statuses,
    Until,
    Years,
)


def command(
    force: Forces = None,
    year: Years = None,
    pillar: Pillars = None,
    question: OneQuestion = None,
    grade: Grades = None,
    status: Statuses = None,
    region: Regions = None,
    nation: Nations = None,
    since: Since = None,
    until: Until = None,
    count: Annotated[bool, typer.Option("--count", help="Print only how many.")] = False,
    as_of: AsOf = None,
    format_: Format = None,
    as_json: Json = False,
    output: Output = None,
    data: Data = None,
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
    from peelcli.queries.as_of import as_of as stood
    from peelcli.queries.select import select
    from peelcli.report.listing import count_answer, list_answer

    dataset = load(data)
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
    dataset, standing = stood(dataset, names.find_day(as_of), wanted)
    found = tuple(select(dataset, wanted))
    answer = count_answer(len(found), standing) if count else list_answer(dataset, found, standing)
    write_answer(answer, format_, output, as_json=as_json)
