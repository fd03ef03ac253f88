"""`peel export`: the judgments for other tools."""

from typing import Annotated

import typer

from peelcli.export import ExportFormat
from peelcli.options import (
    Data,
    Forces,
    Grades,
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
    wanted_format: Annotated[
        ExportFormat, typer.Option("--format", help="What to write.")
    ] = ExportFormat.CSV,
    output: Output = None,
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
    data: Data = None,
) -> None:
    """Write the judgments, with all fields, for other tools.

    \b
    Examples:
      peel export --format csv --year 2018 --region wales
      peel export --format sqlite -o peel.db
    """
    from peelcli import names
    from peelcli.export import export
    from peelcli.loading import load
    from peelcli.queries.select import select

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
    export(dataset, select(dataset, wanted), wanted_format, output)
