"""What a site has for programs: JSON of each force, the panel, a feed of reports, a sitemap."""

import json
from collections.abc import Iterable, Iterator
from html import escape

from peelcli.data import PeelData
from peelcli.model import Force, ForceReport
from peelcli.render.csv import csv_batches
from peelcli.site.frame import Page, Site
from peelcli.text import day_in_words

_MOST_REPORTS = 40
_NO_DAY = "2014-01-01"
"""Of a feed without any report: the first round's year."""


def machine_files(
    data: PeelData, site: Site, pages: Iterable[Page], forces: Iterable[Force]
) -> Iterator[tuple[str, bytes]]:
    """Yield the files with their names; a sitemap only where the site's address is known."""
    for force in forces:
        yield f"data/{force.id}.json", _json(data.show(force).document())
    yield "data/panel.csv", "".join(csv_batches(*data.panel().items())).encode("utf-8")
    yield "feed.xml", _feed(data, site, [*forces]).encode("utf-8")
    if site.base:
        lines = "".join(
            f"<url><loc>{escape(site.address(page.path))}</loc></url>\n" for page in pages
        )
        text = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'
        )
        yield "sitemap.xml", text.encode("utf-8")


def _json(document: object) -> bytes:
    """Return what `peel show --json` prints, without its line breaks."""
    return (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8")


def _feed(data: PeelData, site: Site, forces: list[Force]) -> str:
    """Return the reports whose day is known, the newest first, as Atom (RFC 4287)."""
    shown = {force.id for force in forces}
    dated = [
        report
        for force, of in data.reports.items()
        for report in of.values()
        if report.published and force in shown
    ]
    dated.sort(key=lambda report: (report.published or "", report.force), reverse=True)
    entries = "".join(_entry(report, data, site) for report in dated[:_MOST_REPORTS])
    latest = (dated[0].published if dated else None) or data.version_day or _NO_DAY
    own = f'<link rel="self" href="{escape(site.address("feed.xml"))}"/>\n' if site.base else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">\n'
        f"<title>{escape(site.title)}: new reports</title>\n"
        f"<id>{escape(site.id_of('feed'))}</id>\n{own}"
        f'<link href="{escape(site.address("index.html"))}"/>\n'
        f"<updated>{latest}T00:00:00Z</updated>\n"
        f"<author><name>{escape(site.title)}</name></author>\n{entries}</feed>\n"
    )


def _entry(report: ForceReport, data: PeelData, site: Site) -> str:
    force, label = data.forces[report.force], data.rounds[report.year].label
    day = str(report.published)
    address = site.address(f"forces/{force.id}.html")
    return (
        f"<entry>\n<title>{escape(force.name)}: {escape(label)}</title>\n"
        f"<id>{escape(site.id_of(f'{force.id}-{report.year}'))}</id>\n"
        f'<link href="{escape(address)}"/>\n<updated>{day}T00:00:00Z</updated>\n'
        f"<summary>The report came out on {day_in_words(day)}.</summary>\n</entry>\n"
    )
