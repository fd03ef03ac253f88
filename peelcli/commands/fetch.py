"""`peel fetch`: pages from the inspectorate's site and others, into a folder."""

from pathlib import Path
from typing import Annotated

import typer

from peelcli import options as opt
from peelcli.complete import complete_force
from peelcli.errors import ExitCode, UsageError


def command(
    named: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FORCE|ADDRESS]...",
            help="Forces, all if none is named; or addresses, fetched as they are.",
            autocompletion=complete_force,
        ),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="FOLDER", help="Where the pages go, with pages.csv."
        ),
    ] = None,
    round_: opt.Rounds = None,
    tables: Annotated[
        bool, typer.Option("--tables", help="The tables of all forces' grades, of every round.")
    ] = False,
    sources: Annotated[
        bool, typer.Option("--sources", help="The pages that the dataset cites.")
    ] = False,
    missing: Annotated[
        bool,
        typer.Option(
            "--missing", help="Only what could fill a gap, or give a grade its official page."
        ),
    ] = False,
    list_: Annotated[
        bool, typer.Option("--list", help="Print the addresses, and fetch nothing.")
    ] = False,
    pause: opt.Pause = 1.0,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    data: opt.Data = None,
) -> None:
    """Fetch official reports into a folder.

    Without a round, it fetches those of the latest.

    \b
    Examples:
      peel fetch kent -o pages
      peel fetch --missing --list
    """
    from peelcli import load
    from peelcli.answers.answer import Answer
    from peelcli.finding import find_force, find_years
    from peelcli.keeper.fetch import FETCH, Fetches
    from peelcli.keeper.fetching import fetch, listed
    from peelcli.keeper.fetching.wanted import Wanted, wanted_pages
    from peelcli.output import write_answer
    from peelcli.progress import counter
    from peelcli.text import WEB

    dataset = load(data)
    addresses = [text for text in named or () if text.startswith(WEB)]
    forces = [find_force(dataset, text).id for text in named or () if text not in addresses]
    wanted = [Wanted(address, "named") for address in dict.fromkeys(addresses)]
    if forces or not addresses:
        years = find_years(dataset, round_, forces)
        wanted += wanted_pages(
            dataset, forces, years, tables=tables, sources=sources, missing=missing
        )
    if list_:
        found = listed(wanted, folder)
    elif folder is None:
        raise UsageError("say where the pages go with -o FOLDER; --list only prints addresses")
    else:
        with counter("fetching") as came:
            found = fetch(
                wanted, folder, pause=pause, came=lambda each: came(each.address, len(wanted))
            )
    fetches = Fetches(found)
    write_answer(Answer(FETCH, fetches, dataset), format_, None, as_json=as_json)
    if fetches.failed:
        raise typer.Exit(ExitCode.NETWORK)
