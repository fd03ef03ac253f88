"""What all pages of a site share: head, navigation, foot, style and script."""

import re
from html import escape
from typing import NamedTuple

from peelcli.answers.origin import origin_of
from peelcli.model import Dataset
from peelcli.render.shapes import rules
from peelcli.render.style import sort, static, style

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
_SPARE = re.compile(r' (?:fill|stroke)="#[0-9a-f]{6}"|(?<=</title>)<desc>[^<]*</desc>')
_NAVIGATION = (
    ("index.html#forces", "Forces"),
    ("index.html#map", "Map"),
    ("index.html#rounds", "Rounds"),
    ("index.html#questions", "Questions"),
    ("comparing.html", "What can be compared"),
    ("about.html", "About and downloads"),
)


class Page(NamedTuple):
    """A page of a site."""

    path: str
    title: str
    body: str
    """HTML, without the title."""


def framed(page: Page, site: str, dataset: Dataset) -> str:
    """Return a whole page of a site that goes by a name."""
    # The style sheet has the colours of pictures, and the page what their parts are about.
    body = _SPARE.sub("", page.body)
    up = "../" * page.path.count("/")
    links = "".join(
        f'<li><a href="{up}{address}">{text}</a></li>\n' for address, text in _NAVIGATION
    )
    title = page.title if page.title == site else f"{page.title} - {site}"
    origin = origin_of(dataset)
    day = f"<p>As of {dataset.day}: only grades published by then.</p>\n" if dataset.day else ""
    return f"""\
<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="{escape(page.title)}: grades and their sources.">
<title>{escape(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{up}style.css">
<script src="{up}script.js" defer></script>
</head>
<body class="peel">
<a class="skip" href="#main">Skip to the content</a>
<header>
<p class="site"><a href="{up}index.html">{escape(site)}</a></p>
<nav aria-label="Site">
<ul>
{links}</ul>
</nav>
</header>
<main id="main">
<h1>{escape(page.title)}</h1>
{body}</main>
<footer>
{day}<p>{escape(origin.text)}<a href="{escape(origin.address)}">{escape(origin.licence)}</a>.</p>
</footer>
</body>
</html>
"""


def style_sheet() -> str:
    """Return the style of all pages: that of a single page, and what a site has beside it."""
    # The day's colours come first: a page's own style has those of the night.
    return f"{rules(0)}\n{style()}\n{static(__file__, 'site.css')}\n"


def script() -> str:
    """Return the script of all pages: the one that sorts, and what finds forces and swaps maps."""
    return f"{sort()}\n\n{static(__file__, 'site.js')}\n"
