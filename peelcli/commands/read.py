"""`peel read`: what saved pages say of grades."""

from typing import TYPE_CHECKING, Annotated

import typer

from peelcli import options as opt
from peelcli.complete import complete_force, complete_pillar, complete_round
from peelcli.errors import ExitCode

if TYPE_CHECKING:
    from peelcli.keeper.pages import Page


def command(
    pages: Annotated[
        list[str],
        typer.Argument(
            metavar="PAGE...",
            help="Saved pages: text, Markdown, HTML, PDF or Word, or a folder of them; - is "
            "standard input; an address is fetched once and kept.",
        ),
    ],
    force: Annotated[
        str | None,
        typer.Option(
            "--force",
            metavar="FORCE",
            help="The page's force, where the page does not name it.",
            autocompletion=complete_force,
        ),
    ] = None,
    round_: Annotated[
        str | None,
        typer.Option(
            "--round",
            "--year",
            metavar="ROUND",
            help="The page's round, where the page does not name it.",
            autocompletion=complete_round,
        ),
    ] = None,
    pillar: Annotated[
        str | None,
        typer.Option(
            "--pillar",
            metavar="PILLAR",
            help="The page's pillar, where the page does not name it.",
            autocompletion=complete_pillar,
        ),
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="ADDRESS", help="The page's address.")
    ] = None,
    only: Annotated[
        str | None,
        typer.Option(
            "--only",
            metavar="KINDS",
            help="Only these, with commas between: new, better-source, agrees, contradicts.",
        ),
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit 1 if the dataset contradicts a page, else 0.")
    ] = False,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    fragment: opt.Fragment = False,
    data: opt.Data = None,
) -> None:
    """Read grades out of saved pages, each with its sentence.

    \b
    Examples:
      peel read page.html --source https://example.org/page --json
      peel read - --force kent --round 2023-25 --format csv < page.txt
    """
    from peelcli import load
    from peelcli.answers.answer import Answer
    from peelcli.keeper.pages import read_pages
    from peelcli.keeper.read import READ
    from peelcli.output import write_answer
    from peelcli.text import WEB

    dataset = load(data)
    found = read_pages(
        [_fetched(page) if page.startswith(WEB) else page for page in pages],
        dataset,
        data,
        force=force,
        round_=round_,
        pillar=pillar,
        source=source,
        only=only.split(",") if only else (),
    )
    answer = Answer(READ, found, dataset)
    write_answer(answer, format_, output, as_json=as_json, fragment=fragment)
    if exit_code and found.contradictions:
        raise typer.Exit(ExitCode.DIFFERENT)


def _fetched(address: str) -> "Page":
    """Return a page by its address, from the cache or the network."""
    from peelcli.keeper.fetching.cached import cached_page
    from peelcli.keeper.pages import Page

    path, own = cached_page(address)
    return Page(str(path), own)
