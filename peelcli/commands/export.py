"""`peel export`: the judgments for other tools."""

from inspect import signature
from pathlib import Path
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
            help="csv (if neither this nor -o says otherwise), json, jsonl, parquet, xlsx, sqlite, "
            "datapackage, which is a folder, or zip, the dataset's own files.",
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
    from peelcli.errors import UsageError, refuse_beside
    from peelcli.export import ZIP, export, export_panel, format_of

    dataset = load(data, groups)
    wanted = format_of(format_, output)
    if wanted == ZIP:
        refuse_beside("zip", {"--panel": panel, "a filter": any(filters.values())})
        _write_zip(data, output)
        return
    if panel and any(filters.values()):
        raise UsageError("--panel has every row; leave the filters out")
    if panel:
        export_panel(dataset.panel(), wanted, output)
    else:
        export(dataset, dataset.judgments(**filters).answer, wanted, output)


def _write_zip(data: Path | None, output: Path | None) -> None:
    """Write a dataset's own files, checked, with the list of their checksums."""
    from peelcli.errors import UsageError
    from peelcli.keeper.loading import shipped_dataset
    from peelcli.keeper.own_dataset import packed
    from peelcli.output import is_stdout, replacing

    if output is None or is_stdout(output):
        raise UsageError("zip is not text; name a file with -o FILE.zip")
    written = packed(data or shipped_dataset())
    with replacing(output) as file:
        file.write(written)


_, *_options = signature(PeelData.judgments).parameters.values()
_filters = [made for param in _options if param.name != "year" for made in options_of(LIST, param)]
*_first, _groups, _data, _ = signature(_export).parameters.values()
command = taking(_export, (*_first, *_filters, _groups, _data))
