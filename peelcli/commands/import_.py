"""`peel import`: rows of CSV into a dataset."""

from pathlib import Path
from typing import Annotated

import typer

from peelcli import options as opt


def command(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE.csv", help="Rows with the columns of `peel export`; - is standard input."
        ),
    ],
    round_: Annotated[
        str | None, typer.Argument(metavar="[ROUND]", help="With --template: of which round.")
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option(
            "--into", metavar="FOLDER", help="The dataset to merge into, or an empty folder."
        ),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Let rows replace judgments that differ.")
    ] = False,
    ignore_extra: Annotated[
        bool, typer.Option("--ignore-extra", help="Ignore columns that peel does not know.")
    ] = False,
    drop_comments: opt.DropComments = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what would change, and change nothing.")
    ] = False,
    template: Annotated[
        bool,
        typer.Option("--template", help="Print rows to fill in: peel import --template kent 2018."),
    ] = False,
    as_yaml: Annotated[
        bool, typer.Option("--yaml", help="With --template: YAML, with the report's lines.")
    ] = False,
    data: opt.Data = None,
) -> None:
    """Merge the rows of a CSV file into a dataset, all or nothing.

    \b
    Examples:
      peel import grades.csv --into data --dry-run
      peel import grades.csv --into data --replace
    """
    from peelcli.errors import UsageError, refuse_beside
    from peelcli.keeper.importing.merge import import_rows, is_to_be_made, plan_import
    from peelcli.keeper.importing.summary import import_diff, import_summary
    from peelcli.keeper.loading import shipped_dataset
    from peelcli.output import say, write_for_people, write_utf8
    from peelcli.progress import spinner

    if into and opt.data_is_typed(data) and (template or not is_to_be_made(into)):
        refuse_beside("--into FOLDER", {"--data": True})
    if template:
        given = {"--replace": replace, "--ignore-extra": ignore_extra, "--dry-run": dry_run}
        refuse_beside("--template", given | {"--drop-comments": drop_comments})
        from peelcli import load
        from peelcli.finding import find_force, find_round
        from peelcli.keeper.importing.template import template_csv, template_yaml

        dataset = load(into or data)
        force, of = find_force(dataset, str(file)), find_round(dataset, round_ or "latest")
        write_utf8(template_yaml(force, of, dataset) if as_yaml else template_csv(force, of))
        return
    if into is None or round_ is not None or as_yaml:
        raise UsageError("name a folder with --into FOLDER; a round and --yaml go with --template")
    with spinner("importing"):
        plan = (plan_import if dry_run else import_rows)(
            file,
            into,
            data or shipped_dataset(),
            replace=replace,
            drop_comments=drop_comments,
            ignore_extra=ignore_extra,
        )
    if dry_run:
        write_for_people(import_diff(plan))
    say(import_summary(plan, dry_run=dry_run))
