"""`peel cache`: where parsed datasets are cached, and clearing them."""

from typing import Annotated

import typer


def command(
    clear: Annotated[bool, typer.Option("--clear", help="Remove all cached datasets.")] = False,
) -> None:
    """Print the folder of the cache, or clear it.

    The cache only saves time: a dataset whose files have changed is read anew.

    \b
    Examples:
      peel cache
      peel cache --clear
    """
    from peelcli.keeper.loading.cache import cache_folder, clear_cache
    from peelcli.output import say, write_for_people
    from peelcli.text import counted

    if clear:
        say(f"{counted(clear_cache(), 'cached dataset')} removed")
    else:
        write_for_people(f"{cache_folder() or 'there is no place for a cache'}\n")
