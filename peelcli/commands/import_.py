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
    into: Annotated[
        Path,
        typer.Option(
            "--into", metavar="FOLDER", help="The dataset to merge into, or an empty folder."
        ),
    ],
    replace: Annotated[
        bool, typer.Option("--replace", help="Let rows replace judgments that differ.")
    ] = False,
    drop_comments: opt.DropComments = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what would change, and change nothing.")
    ] = False,
    data: opt.Data = None,
) -> None:
    """Merge the rows of a CSV file into a dataset, all or nothing.

    \b
    Examples:
      peel import grades.csv --into data --dry-run
      peel import grades.csv --into data --replace
    """
    from peelcli.importing.merge import import_rows, plan_import
    from peelcli.importing.summary import import_diff, import_summary
    from peelcli.loading import shipped_dataset
    from peelcli.output import say, write_for_people
    from peelcli.progress import spinner

    with spinner("importing"):
        plan = (plan_import if dry_run else import_rows)(
            file, into, data or shipped_dataset(), replace=replace, drop_comments=drop_comments
        )
    if dry_run:
        write_for_people(import_diff(plan))
    say(import_summary(plan, dry_run=dry_run))
