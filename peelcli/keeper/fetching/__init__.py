"""Fetches pages into a folder: each is whole, listed, and asked for again only if it changed."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from peelcli.atomic import lock
from peelcli.errors import OutputError
from peelcli.keeper.fetching.client import PAUSE, Client, FetchError, Known
from peelcli.keeper.fetching.folder import PagesFolder
from peelcli.keeper.fetching.wanted import Wanted


class Fetch(NamedTuple):
    """A page that was wanted, and what became of the request."""

    wanted: Wanted
    outcome: str | None = None
    """`new`, `changed`, `unchanged` or `failed`; None where nothing was asked."""
    file: str | None = None
    size: int | None = None
    problem: str | None = None
    """Why it failed."""


def failed_of(pages: Iterable[Fetch]) -> tuple[Fetch, ...]:
    """Return the pages that could not be fetched."""
    return tuple(page for page in pages if page.outcome == "failed")


def listed(wanted: Sequence[Wanted], path: Path | None) -> tuple[Fetch, ...]:
    """Return what would be fetched, with what a folder has of it; nothing is asked."""
    pages = PagesFolder(path).pages if path is not None else {}
    known = ((each, pages.get(each.address)) for each in wanted)
    return tuple(
        Fetch(each, None, page.file if page else None, int(page.bytes) if page else None)
        for each, page in known
    )


def fetch(
    wanted: Sequence[Wanted],
    path: Path,
    *,
    pause: float = PAUSE,
    came: Callable[[Wanted], None] = lambda _: None,
    only_new: bool = False,
) -> tuple[Fetch, ...]:
    """Fetch pages into a folder, and return what came of each; `came` hears of each before.

    Interrupted at any moment, the folder is whole, and the next call goes on. `only_new` asks for
    nothing that the folder has. Raises UsageError for a folder of other things, and OutputError.
    """
    client = Client(pause)
    try:
        path.mkdir(parents=True, exist_ok=True)
        with lock(path):
            folder = PagesFolder(path)
            # With its list, however empty, a folder that was interrupted is known again.
            folder.write(folder.pages)
            found = []
            for each in wanted:
                came(each)
                found.append(_fetch(each, folder, client, only_new=only_new))
            return tuple(found)
    except OSError as error:
        raise OutputError(f"{str(path)!r} can't be written: {error.strerror or error}") from error


def _fetch(wanted: Wanted, folder: PagesFolder, client: Client, *, only_new: bool) -> Fetch:
    address = wanted.address
    page, there = folder.pages.get(address), folder.file_of(address)
    if there is not None and only_new and page is not None:
        return Fetch(wanted, "unchanged", page.file, int(page.bytes))
    known = Known(page.etag, page.last_modified) if page is not None and there else Known()
    part = folder.part(address)
    try:
        answer = client.get(address, part, known)
    except FetchError as error:
        return Fetch(wanted, "failed", page.file if page and there else None, None, str(error))
    is_same = answer.status != 200  # noqa: PLR2004 - HTTP
    outcome = folder.confirm(wanted, answer) if is_same else folder.keep(wanted, answer)
    page = folder.pages[address]
    return Fetch(wanted, outcome, page.file, int(page.bytes))
