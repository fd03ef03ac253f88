"""`peel update`: official pages into a dataset."""

from pathlib import Path
from typing import Annotated

import typer

from peelcli import options as opt
from peelcli.complete import complete_force
from peelcli.errors import ExitCode, UsageError


def command(
    forces: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FORCE]...",
            help="Forces; all if none is named.",
            autocompletion=complete_force,
        ),
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option("--into", metavar="FOLDER", help="The dataset, or an empty folder."),
    ] = None,
    round_: opt.Rounds = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what would change, and change nothing.")
    ] = False,
    yes: opt.Yes = False,
    pause: opt.Pause = 1.0,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    data: opt.Data = None,
) -> None:
    """Bring a dataset up to date from the official pages.

    It fetches the pages, reads them, shows what would change, and asks. The pages are kept beside
    the dataset in FOLDER-pages. FOLDER-updates.csv says of each change which page and sentence
    states it.

    \b
    Examples:
      peel update kent --into data --dry-run
      peel update --into data --yes
    """
    from peelcli import load
    from peelcli.answers.answer import Answer
    from peelcli.finding import find_force, find_years
    from peelcli.keeper.importing.merge import is_to_be_made
    from peelcli.keeper.importing.summary import import_summary
    from peelcli.keeper.loading import shipped_dataset
    from peelcli.keeper.update import UPDATE, planned_update, take
    from peelcli.output import say, write_answer
    from peelcli.progress import counter

    if into is None:
        raise UsageError("name the dataset with --into FOLDER")
    reference = data or shipped_dataset()
    is_new = is_to_be_made(into)
    known = load(reference)
    dataset = known._replace(by_force={}) if is_new else load(into)
    ids = [find_force(dataset, text).id for text in forces or ()]
    years = find_years(dataset, round_, ids)
    # A path like `.` has no name of its own.
    beside = into if into.name.strip(".") else into.resolve()
    pages, log = (beside.with_name(f"{beside.name}{end}") for end in ("-pages", "-updates.csv"))
    with counter("fetching") as came:
        found = planned_update(
            dataset, known, reference if is_new else into, pages, forces=ids, years=years,
            pause=pause, came=lambda each, count: came(each.address, count),
        )  # fmt: skip
    write_answer(Answer(UPDATE, found, dataset), format_, None, as_json=as_json)
    changes = len(found.taken) + len(found.reports)
    if changes and not dry_run and opt.is_agreed(changes, into, yes=yes):
        say(import_summary(take(found, into, reference, log, pages), dry_run=False))
    if found.contradictions:
        raise typer.Exit(ExitCode.DIFFERENT)
    if found.failed:
        raise typer.Exit(ExitCode.NETWORK)
