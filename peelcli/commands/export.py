"""`peel export`: the judgments for other tools."""

from inspect import signature
from typing import Annotated

import typer

from peelcli import options as opt
from peelcli.answers.listing import LIST
from peelcli.asking import options_of, taking
from peelcli.complete import complete_export
from peelcli.data import PeelData


def _export(
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
    groups: opt.GroupsFile = None,
    data: opt.Data = None,
    **filters: list[str] | None,
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
    if panel and any(filters.values()):
        raise UsageError("--panel has every row; leave the filters out")
    if panel:
        export_panel(dataset.panel(), format_, output)
    else:
        export(dataset, dataset.judgments(**filters).answer, format_, output)


_, *_options = signature(PeelData.judgments).parameters.values()
_filters = [made for param in _options if param.name != "year" for made in options_of(LIST, param)]
*_first, _groups, _data, _ = signature(_export).parameters.values()
command = taking(_export, (*_first, *_filters, _groups, _data))
