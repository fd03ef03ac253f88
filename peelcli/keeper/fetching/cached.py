"""A page by its address, fetched once and kept in the cache."""

import os
from contextlib import suppress
from pathlib import Path
from warnings import warn

from peelcli.errors import PeelWarning, UsageError
from peelcli.keeper.fetching import fetch
from peelcli.keeper.fetching.folder import PagesFolder
from peelcli.keeper.fetching.wanted import Wanted
from peelcli.keeper.loading.cache import cache_folder
from peelcli.keeper.pages import MANIFEST, own_address
from peelcli.text import quoted


def cached_page(address: str) -> tuple[Path, str | None]:
    """Return the file of a page, and the address that it has. `peel cache --clear` forgets it.

    Raises UsageError where it does not come, or there is no place for a cache.
    """
    base = cache_folder()
    if base is None:
        raise UsageError("there is no place for a cache; use peel fetch ADDRESS -o FOLDER")
    path = Path(base) / "pages"
    (came,) = fetch([Wanted(address, "named")], path, only_new=True)
    page = PagesFolder(path).pages.get(address)
    if came.file is None or page is None:
        raise UsageError(f"{quoted(address)} could not be fetched: {came.problem}")
    if came.outcome == "unchanged":
        warn(PeelWarning(f"{address} is read as it came on {page.fetched[:10]}"), stacklevel=2)
    return path / came.file, own_address(address, page.answered)


def forget_pages() -> int:
    """Remove the kept pages, and return how many there were."""
    path = Path(cache_folder() or os.devnull) / "pages"
    try:
        pages = PagesFolder(path).pages
    except UsageError:
        return 0
    for name in [*(page.file for page in pages.values()), *([MANIFEST] if pages else [])]:
        (path / name).unlink(missing_ok=True)
    with suppress(OSError):
        path.rmdir()
    return len(pages)
