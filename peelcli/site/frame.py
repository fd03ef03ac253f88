"""What all pages of a site share: head, navigation, foot, style and script."""

import re
from html import escape
from typing import NamedTuple

from peelcli.answers.origin import origin_of
from peelcli.model import Dataset
from peelcli.render.shapes import rules
from peelcli.render.style import SORT, style

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
    return f"{rules(0)}\n{style()}\n{_MORE}\n"


_MORE = """\
body.peel { padding-top: 0; }
.peel header { display: flex; flex-wrap: wrap; gap: .25rem 2rem; align-items: baseline;
  margin-bottom: 1.5rem; padding: .75rem 0; background: #08306b; color: #ffffff;
  box-shadow: 0 0 0 100vmax #08306b; clip-path: inset(0 -100vmax); }
.peel .site { margin: 0; font-weight: 700; }
.peel .site a { text-decoration: none; }
.peel nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; margin: 0;
  padding: 0; }
.peel h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem; }
.peel h2, .peel h2.title { font-size: 1.25rem; margin: 2rem 0 .75rem; }
.peel h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
.peel :focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }
.peel .skip { position: absolute; left: -99rem; background: var(--page); padding: .5rem; }
.peel .skip:focus { left: 1rem; top: .25rem; }
.peel .links { columns: 14rem; column-gap: 2rem; padding: 0; margin: 0 0 1rem; list-style: none; }
.peel .links li { break-inside: avoid; padding: .2rem 0; }
.peel label { display: block; font-weight: 600; margin: .5rem 0; }
.peel label input, .peel label select { display: block; font: inherit; width: 100%;
  max-width: 24rem; padding: .35rem .5rem; color: inherit; background: var(--page);
  border: 2px solid var(--quiet); }
.peel summary { cursor: pointer; padding: .35rem 0; }
.peel section:target { outline: 3px solid var(--rule); outline-offset: .5rem; }
.peel pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: .75rem;
  border: 1px solid var(--rule); }
@media print { .peel nav, .peel .skip, .peel label { display: none; } }"""

SCRIPT = f"""\
{SORT}

// A box to type in, which hides the lines that lack what is typed.
function filter(list, lines, text) {{
  const label = document.createElement("label"), input = document.createElement("input");
  input.type = "search";
  label.append(text, input);
  list.before(label);
  input.oninput = () => {{
    const wanted = input.value.trim().toLowerCase();
    for (const line of lines) line.hidden = !line.textContent.toLowerCase().includes(wanted);
  }};
}}
for (const list of document.querySelectorAll("ul.find"))
  filter(list, list.children, "Find a force by name or region");
for (const table of document.querySelectorAll("table.sortable"))
  if (table.tBodies[0].rows.length > 12)
    filter(table.parentNode, table.tBodies[0].rows, "Only rows with");

// One map at a time, chosen from a list.
const maps = [...document.querySelectorAll("details.map")];
if (maps.length > 1) {{
  const label = document.createElement("label"), choice = document.createElement("select");
  choice.append(...maps.map(map => new Option(map.querySelector("summary").textContent)));
  label.append("Question", choice);
  choice.selectedIndex = maps.findIndex(map => map.open);
  maps[0].before(label);
  choice.onchange = () => maps.forEach((map, index) => {{
    map.hidden = index !== choice.selectedIndex;
    map.open = !map.hidden;
    map.querySelector("summary").hidden = true;
  }});
  choice.onchange();
}}
"""
