"""`peel export`: the judgments for other tools."""

from typing import Annotated

import typer

from peelcli import options as opt
from peelcli.complete import complete_export


def command(
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="csv (if neither this nor -o says otherwise), json, jsonl, sqlite or "
            "datapackage, which is a folder.",
            autocompletion=complete_export,
        ),
    ] = None,
    output: opt.Output = None,
    force: opt.Forces = None,
    round_: opt.Rounds = None,
    pillar: opt.Pillars = None,
    question: opt.OneQuestion = None,
    grade: opt.Grades = None,
    status: opt.Statuses = None,
    region: opt.Regions = None,
    nation: opt.Nations = None,
    since: opt.Since = None,
    until: opt.Until = None,
    data: opt.Data = None,
) -> None:
    """Write the judgments, with all fields, for other tools.

    \b
    Examples:
      peel export --format csv --year 2018 --region wales
      peel export -o peel.db
    """
    from peelcli.export import export
    from peelcli.filters import judgment_filter
    from peelcli.loading import load_dataset
    from peelcli.queries.select import listing

    dataset = load_dataset(data)
    wanted = judgment_filter(
        dataset,
        forces=force,
        years=round_,
        pillars=pillar,
        questions=question,
        grades=grade,
        statuses=status,
        regions=region,
        nations=nation,
        since=since,
        until=until,
    )
    export(dataset, listing(dataset, wanted), format_, output)
