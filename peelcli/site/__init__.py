"""The whole dataset as a website that needs no server: a folder of pages that link each other."""

from collections.abc import Collection
from pathlib import Path

from peelcli.data import PeelData
from peelcli.export.datapackage import datapackage_files
from peelcli.export.sqlite import database_bytes
from peelcli.output import replacing_own_folder
from peelcli.records import JUDGMENT
from peelcli.render.csv import csv_batches
from peelcli.render.zipped import zip_of
from peelcli.site.frame import Site, framed, script, style_sheet
from peelcli.site.machine import machine_files
from peelcli.site.pages import pages_of, shown_forces

TITLE = "PEEL grades of the police forces of England and Wales"


def write_site(folder: Path, data: PeelData, site: Site, *, forces: Collection[str] = ()) -> int:
    """Write a site to a folder, whole or not at all, and return how many files it has.

    `forces` are the ids of those that get a page; without any, all do. An old site is replaced.
    Raises OutputError where the folder has other things in it, or can't be written.
    """
    files = site_files(data, site, forces=forces)
    with replacing_own_folder(folder) as staged:
        for name, content in files.items():
            path = staged / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
    return len(files) + 1  # with the list of them


def site_files(data: PeelData, site: Site, *, forces: Collection[str] = ()) -> dict[str, bytes]:
    """Return the files of a site by name; the same dataset always gives the same bytes."""
    pages = [*pages_of(data, site, forces)]
    files = {page.path: framed(page, site, data).encode("utf-8") for page in pages}
    files |= {"style.css": style_sheet().encode("utf-8"), "script.js": script().encode("utf-8")}
    files |= dict(machine_files(data, site, pages, shown_forces(data, forces)))
    return files | _downloads(data)


def _downloads(data: PeelData) -> dict[str, bytes]:
    listing = data.list(round="all")
    rows = listing.result.rows
    package = {
        name: text.encode() for name, text in datapackage_files(data, listing.result).items()
    }
    return {
        "downloads/judgments.csv.zip": zip_of(
            {"judgments.csv": "".join(csv_batches(JUDGMENT, rows)).encode("utf-8")}
        ),
        "downloads/peel.sqlite.zip": zip_of({"peel.sqlite": database_bytes(data, listing.result)}),
        "downloads/datapackage.zip": zip_of(package),
    }
