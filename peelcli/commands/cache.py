"""`peel cache`: where the indexes are kept, and how to be rid of them."""

from typing import Annotated

import typer


def command(
    clear: Annotated[bool, typer.Option("--clear", help="Remove all indexes.")] = False,
) -> None:
    """Say where indexes of datasets are kept, or remove them.

    They only save time: each is made anew when it is missing, and never used when it is stale.

    \b
    Examples:
      peel cache
      peel cache --clear
    """
    from peelcli.loading.cache import cache_folder, clear_cache
    from peelcli.output import say, write_for_people

    if clear:
        removed = clear_cache()
        say(f"{removed} {'index' if removed == 1 else 'indexes'} removed")
    else:
        write_for_people(f"{cache_folder() or 'there is no place for a cache'}\n")
