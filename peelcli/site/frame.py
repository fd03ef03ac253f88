"""What all pages of a site share: head, navigation, foot, style and script."""

import json
import re
from html import escape
from typing import NamedTuple
from zlib import crc32

from peelcli.answers.origin import LICENCE_ADDRESS, origin_of
from peelcli.model import Dataset
from peelcli.render.shapes import rules
from peelcli.render.style import sort, static, style

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
_SPARE = re.compile(r' (?:fill|stroke)="#[0-9a-f]{6}"|(?<=</title>)<desc>[^<]*</desc>')
_SIZES = ("11", "11.5", "12.5", "13")
"""Of the letters in maps and bars that pages hold."""
_TEXT = re.compile(
    rf'<text (x="[\d.]+" y="[\d.]+") font-size="({"|".join(map(re.escape, _SIZES))})"'
    r'( font-weight="700")?'
    r'( text-anchor="middle")? class="'
)
_NAVIGATION = (
    ("index.html#forces", "Forces"),
    ("index.html#map", "Map"),
    ("index.html#questions", "Questions"),
    ("index.html#rounds", "Rounds"),
    ("about.html", "About"),
)


class Site(NamedTuple):
    """What is the same on all pages of a site."""

    title: str
    base: str | None = None
    """Its address, with a slash at the end."""
    contact: str | None = None
    """Who runs it, and how to report an error."""

    def address(self, path: str) -> str:
        """Return the address of a page; its path alone where the site's own is not known."""
        return f"{self.base or ''}{path}"

    def id_of(self, name: str) -> str:
        """Return an id that stays, for a feed (RFC 4151 where the site has no address)."""
        where = self.base or f"tag:peel.example,2014:{crc32(self.title.encode()):08x}/"
        return f"{where}{name}"


class Page(NamedTuple):
    """A page of a site."""

    path: str
    title: str
    body: str
    """HTML, without the title."""
    about: str = ""
    """The name of what it is about, where that is an organisation."""


def framed(page: Page, site: Site, dataset: Dataset) -> str:
    """Return a whole page of a site."""
    # The style sheet has the colours of pictures, and the page what their parts are about.
    body = _TEXT.sub(_in_classes, _SPARE.sub("", page.body))
    up = "../" * page.path.count("/")
    links = "".join(
        f'<li><a href="{up}{address}">{text}</a></li>\n' for address, text in _NAVIGATION
    )
    title = page.title if page.title == site.title else f"{page.title} - {site.title}"
    origin = origin_of(dataset)
    licence = f'<a href="{escape(origin.address)}">{escape(origin.licence)}</a>'
    day = f"<p>As of {dataset.day}: only grades published by then.</p>\n" if dataset.day else ""
    contact = f"<p>This copy is run by {_linked(site.contact)}.</p>\n" if site.contact else ""
    canonical = (
        f'<link rel="canonical" href="{escape(site.address(page.path))}">\n' if site.base else ""
    )
    return f"""\
<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="{escape(page.title)}: grades and their sources.">
<title>{escape(title)}</title>
{canonical}<link rel="icon" href="data:,">
<link rel="stylesheet" href="{up}style.css">
<link rel="alternate" type="application/atom+xml" title="New reports" href="{up}feed.xml">
<script src="{up}script.js" defer></script>
<script type="application/ld+json">{_linked_data(page, site)}</script>
</head>
<body class="peel">
<a class="skip" href="#main">Skip to the content</a>
<header>
<p class="site"><a href="{up}index.html">{escape(site.title)}</a></p>
<nav aria-label="Site">
<ul>
{links}</ul>
</nav>
</header>
<main id="main">
<h1>{escape(page.title)}</h1>
{body}</main>
<footer>
{day}{contact}<p>{escape(origin.text)}{licence}.
<a href="{up}about.html#errors">Report an error</a>.</p>
</footer>
</body>
</html>
"""


def _in_classes(text: re.Match[str]) -> str:
    """Return a picture's text with classes of the style sheet in place of its attributes."""
    place, size, bold, middle = text.groups()
    names = [f"s{size.replace('.', '-')}", "b" if bold else "", "m" if middle else ""]
    return f'<text {place} class="{" ".join(filter(None, names))} '


def _sizes() -> str:
    """Return the classes that texts of pictures have."""
    sizes = [f".peel .s{size.replace('.', '-')}{{font-size:{size}px}}" for size in _SIZES]
    return "\n".join([*sizes, ".peel .b{font-weight:700}", ".peel .m{text-anchor:middle}"])


def _linked_data(page: Page, site: Site) -> str:
    """Return what a page is, as JSON-LD (https://schema.org)."""
    found: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Dataset" if page.path == "index.html" else "WebPage",
        "name": page.title,
        "license": LICENCE_ADDRESS,
        "inLanguage": "en-GB",
    }
    if page.path == "index.html":
        found["description"] = f"{page.title}, force by force, with the source of each grade."
        found["isAccessibleForFree"] = True
        found["distribution"] = [
            {"@type": "DataDownload", "encodingFormat": "text/csv",
             "contentUrl": site.address("data/panel.csv")},
        ]  # fmt: skip
    else:
        found["isPartOf"] = {"@type": "WebSite", "name": site.title}
    if page.about:
        found["about"] = {"@type": "GovernmentOrganization", "name": page.about}
    if site.base:
        found["url"] = site.address(page.path)
    # No tag can end the script.
    return json.dumps(found, ensure_ascii=True).replace("<", "\\u003c").replace("&", "\\u0026")


def _linked(contact: str) -> str:
    """Return who runs a site: an address of a page or of mail leads there."""
    if re.fullmatch(r"https?://\S+", contact):
        return f'<a href="{escape(contact)}">{escape(contact)}</a>'
    if re.fullmatch(r"[^@\s<>\"]+@[^@\s<>\"]+", contact):
        return f'<a href="mailto:{escape(contact)}">{escape(contact)}</a>'
    return escape(contact)


def contact_line(site: Site) -> str:
    """Return how to report an error on a site."""
    if site.contact:
        return f"Tell {_linked(site.contact)}, who runs this copy."
    return "Tell whoever gave you this copy. Its keeper can name an address with --contact."


def style_sheet() -> str:
    """Return the style of all pages: that of a single page, and what a site has beside it."""
    # The day's colours come first: a page's own style has those of the night.
    return f"{rules(0)}\n{style()}\n{_sizes()}\n{static(__file__, 'site.css')}\n"


def script() -> str:
    """Return the script of all pages: the one that sorts, and what finds forces and swaps maps."""
    return f"{sort()}\n\n{static(__file__, 'site.js')}\n"
