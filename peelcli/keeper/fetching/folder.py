"""A folder of pages that were fetched, and `pages.csv`, which says where each is from."""

import csv
import hashlib
import io
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from peelcli.atomic import rename, replacing_file
from peelcli.errors import UsageError
from peelcli.keeper.fetching.client import Came
from peelcli.keeper.fetching.wanted import Wanted
from peelcli.keeper.pages import MANIFEST
from peelcli.render.csv import lines_of

_ENDINGS = {"text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf",
            "text/plain": ".txt", "text/markdown": ".md"}  # fmt: skip
_LONGEST_NAME = 80
_PART = ".part"


class Page(NamedTuple):
    """A row of pages.csv."""

    file: str
    address: str
    """The one that was asked."""
    answered: str
    force: str
    round: str
    pillar: str
    fetched: str
    """Day and second, in UTC: `2026-11-29T10:00:00Z`."""
    status: str
    type: str
    bytes: str
    sha256: str
    etag: str
    last_modified: str


class PagesFolder:
    """Pages, each written whole or not at all, with the list of them."""

    def __init__(self, path: Path) -> None:
        """Open a folder, which may not be there yet. Raises UsageError for one of other things."""
        self.path = path
        self.pages: dict[str, Page] = {}
        listed = path / MANIFEST
        if listed.is_file():
            try:
                text = listed.read_text("utf-8-sig")
            except (OSError, ValueError) as error:
                raise UsageError(f"{str(listed)!r} can't be read: {error}") from error
            for row in csv.DictReader(io.StringIO(text, newline="")):
                page = Page(*(row.get(field) or "" for field in Page._fields))
                if page.file == Path(page.file).name:
                    self.pages[page.address] = page
        elif path.exists() and (not path.is_dir() or any(path.iterdir())):
            message = "has other things in it than pages; name a new folder"
            raise UsageError(f"{str(path)!r} {message}")

    def part(self, address: str) -> Path:
        """Return where a page is written until it is whole."""
        return self.path / f".{_stem(address)}{_PART}"

    def file_of(self, address: str) -> Path | None:
        """Return a page's file, if it is there as it came."""
        page = self.pages.get(address)
        path = self.path / page.file if page else None
        if page is None or path is None or not path.is_file():
            return None
        return path if _hash(path) == page.sha256 else None

    def keep(self, wanted: Wanted, came: Came) -> str:
        """Take in the part of a page, and return whether it is new, changed or unchanged.

        The file of a page that changed is kept, by the day on which it came.
        """
        part, before = self.part(wanted.address), self.pages.get(wanted.address)
        there = self.file_of(wanted.address)
        digest = _hash(part)
        ending = _ENDINGS.get(came.type.partition(";")[0].strip().casefold(), "")
        name = before.file if before else f"{_stem(wanted.address)}{ending}"
        kind = "new"
        if there is not None and before is not None:
            kind = "unchanged" if digest == before.sha256 else "changed"
        if kind == "changed" and before is not None and there is not None:
            rename(there, _free(there.with_stem(f"{there.stem}.{before.fetched[:10]}")))
        size = part.stat().st_size
        rename(part, self.path / name)
        self._list(wanted, came, name, size, digest)
        return kind

    def confirm(self, wanted: Wanted, came: Came) -> str:
        """Note that a page is as it was, and return that."""
        page = self.pages[wanted.address]
        self._list(wanted, came._replace(type=page.type), page.file, int(page.bytes), page.sha256)
        return "unchanged"

    def _list(self, wanted: Wanted, came: Came, file: str, size: int, digest: str) -> None:
        self.pages[wanted.address] = Page(
            file, wanted.address, came.address, wanted.force or "", str(wanted.year or ""),
            wanted.pillar or "", now(), str(came.status), came.type, str(size), digest, came.etag,
            came.last_modified,
        )  # fmt: skip
        self.write(self.pages)

    def write(self, pages: Mapping[str, Page]) -> None:
        """Write the list, whole or not at all."""
        text = lines_of([Page._fields, *(pages[address] for address in sorted(pages))])
        with replacing_file(self.path / MANIFEST) as file:
            file.write(text.encode("utf-8"))


def now() -> str:
    """Return the day and second, in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _stem(address: str) -> str:
    """Return a file's name for an address, no other one's: its words, and a sum of it."""
    words = re.sub(r"[^a-z0-9]+", "-", re.sub(r"^https?://", "", address.casefold())).strip("-")
    return f"{words[:_LONGEST_NAME]}-{hashlib.sha256(address.encode()).hexdigest()[:8]}"


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _free(path: Path) -> Path:
    """Return a name that no file has."""
    found, number = path, 2
    while found.exists():
        found, number = path.with_stem(f"{path.stem}-{number}"), number + 1
    return found
