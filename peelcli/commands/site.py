"""`peel site`: the whole dataset as a website."""

from pathlib import Path
from typing import Annotated

import typer

from peelcli import options as opt
from peelcli.complete import complete_force


def command(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Where to write it; an old site is replaced.")
    ],
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="The site's title.")
    ] = None,
    only: Annotated[
        opt.Texts,
        typer.Option(
            "--only",
            metavar="FORCE",
            help="Write pages only for this force. Repeatable.",
            autocompletion=complete_force,
        ),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option("--base-url", metavar="ADDRESS", help="The site's address; adds a sitemap."),
    ] = None,
    contact: Annotated[
        str | None,
        typer.Option(
            "--contact",
            metavar="WHO",
            help="Who runs the site: a name, or an address to report errors to.",
        ),
    ] = None,
    group: opt.Groups = None,
    day: opt.AsOf = None,
    groups: opt.GroupsFile = None,
    data: opt.Data = None,
) -> None:
    """Write the whole dataset as a website without a server.

    \b
    Examples:
      peel site public
      peel site public --title "Our peers" --only kent --only essex
    """
    from peelcli import load
    from peelcli.errors import UsageError
    from peelcli.output import say
    from peelcli.progress import spinner
    from peelcli.site import TITLE, write_site
    from peelcli.site.frame import Site
    from peelcli.text import WEB, quoted

    if base_url is not None and not base_url.startswith(WEB):
        raise UsageError(f"--base-url {quoted(base_url)} is not an address; start it with https://")
    base = None if base_url is None else f"{base_url.rstrip('/')}/"

    dataset = load(data, groups).as_of(day)
    forces = dataset.forces_of(only, group)
    with spinner("Writing the site"):
        site = Site(title or TITLE, base, contact)
        count = write_site(folder, dataset, site, forces=forces)
    say(f"{count} files in {str(folder)!r}; open index.html in it")
