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
            help="csv (if neither this nor -o says otherwise), json, jsonl, parquet, xlsx, sqlite "
            "or datapackage, which is a folder.",
            autocompletion=complete_export,
        ),
    ] = None,
    output: opt.Output = None,
    panel: Annotated[
        bool,
        typer.Option(
            "--panel", help="A row for every force, round and question asked, graded or not."
        ),
    ] = False,
    force: opt.Forces = None,
    round_: opt.Rounds = None,
    pillar: opt.Pillars = None,
    question: opt.OneQuestion = None,
    grade: opt.Grades = None,
    status: opt.Statuses = None,
    group: opt.Groups = None,
    since: opt.Since = None,
    until: opt.Until = None,
    groups: opt.GroupsFile = None,
    data: opt.Data = None,
) -> None:
    """Write the judgments, with all fields, for other tools.

    \b
    Examples:
      peel export --format csv --round 2018 --group wales
      peel export -o peel.db
    """
    from peelcli import load
    from peelcli.errors import UsageError
    from peelcli.export import export, export_panel

    dataset = load(data, groups)
    chosen = (force, round_, pillar, question, grade, status, group, since, until)
    if panel and any(chosen):
        raise UsageError("--panel has every row; leave the filters out")
    if panel:
        export_panel(dataset.panel(), format_, output)
    else:
        found = dataset.list(
            force=force,
            round=round_ or "all",
            pillar=pillar,
            question=question,
            grade=grade,
            status=status,
            group=group,
            since=since,
            until=until,
        )
        export(dataset, found, format_, output)
