"""`peel cache`: where parsed datasets are cached, and clearing them."""

from typing import Annotated

import typer


def command(
    clear: Annotated[
        bool, typer.Option("--clear", help="Remove cached datasets and pages.")
    ] = False,
) -> None:
    """Print the folder of the cache, or clear it.

    The cache only saves time: a dataset whose files have changed is read anew. It keeps the pages
    that `peel read ADDRESS` fetched.

    \b
    Examples:
      peel cache
      peel cache --clear
    """
    from peelcli.keeper.fetching.cached import forget_pages
    from peelcli.keeper.loading.cache import cache_folder, clear_cache
    from peelcli.output import say, write_for_people
    from peelcli.text import counted

    if clear:
        datasets, pages = clear_cache(), forget_pages()
        more = f" and {counted(pages, 'page')}" if pages else ""
        say(f"{counted(datasets, 'cached dataset')}{more} removed")
    else:
        write_for_people(f"{cache_folder() or 'there is no place for a cache'}\n")
