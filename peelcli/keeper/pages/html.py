"""The text of a saved page of HTML, as a browser would show it, with its title and address.

Headings are lines with as many # as their level, items lines with -, rows lines of cells between
bars: the same that a page in Markdown has.
"""

import codecs
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from peelcli.errors import UsageError
from peelcli.extras import extra
from peelcli.keeper.loading.fields import what_is_wrong_with_address
from peelcli.text import is_day

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt",
    "figcaption", "footer", "form", "header", "hr", "li", "main", "nav", "ol", "option", "p", "pre",
    "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", *_HEADINGS,
))  # fmt: skip
_STARTS = {
    "li": "\n- ",
    **{tag: f"\n{'#' * level} " for level, tag in enumerate(_HEADINGS, start=1)},
}
_LAYOUT = (*_HEADINGS, "article", "section", "main", "form")
"""What stands in a table only where it lays out a whole page."""
_LONGEST_CELL = 400
_MOST_SPANNED = 50
_SKIPPED = frozenset((
    "script", "style", "noscript", "template", "svg", "iframe", "head", "del", "s", "strike",
    "select", "textarea", "button", "object", "dialog", "datalist", "canvas", "video", "audio",
    "noframes", "rp",
))  # fmt: skip
_START = 4096
_CHARSET = re.compile(rb"<meta[^>]+charset", re.IGNORECASE)
_LONG_TAG = re.compile(rb"<([a-zA-Z]+)[^<>]{10000,}>")
_MOST_WORDS = 1000
_SAVED_FROM = re.compile(
    rb"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(\S+)", re.IGNORECASE
)


class SavedPage(NamedTuple):
    """A page: its text, and where and when it came out, as far as the file says."""

    text: str
    address: str | None = None
    published: str | None = None


def read_html(data: bytes, name: str, address: str | None = None) -> SavedPage:
    """Return a page of HTML; `address` is where it is known to have been saved from.

    Raises UsageError where it has no text.
    """
    html = extra("lxml.html", "a page of HTML", "read")
    etree = extra("lxml.etree", "a page of HTML", "read")
    data = _LONG_TAG.sub(_with_few_attributes, data)
    parser = None
    if not _CHARSET.search(data[:_START]):
        encoding = "utf-8" if _is_utf8(data) else "cp1252"
        parser = html.HTMLParser(encoding=encoding)
    try:
        root = html.document_fromstring(data.lstrip(codecs.BOM_UTF8), parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise UsageError(f"{name!r} has no text that can be read: {error}") from error
    text = _text_of(root, etree)
    title = " ".join((root.findtext(".//title") or "").split())
    # Most pages have their title again as a heading.
    if title and title not in text:
        text = f"# {title}\n{text}"
    saved = _SAVED_FROM.search(data[:_START])
    found = [address, saved[1].decode("utf-8", "replace") if saved else None, *_addresses_of(root)]
    known = (each for each in found if each and not what_is_wrong_with_address(each))
    days = (day[:10] for day in _days_of(root) if is_day(day[:10]))
    return SavedPage(text, next(known, None), next(days, None))


def _with_few_attributes(tag: re.Match[bytes]) -> bytes:
    """Return a tag, bare if it has very many attributes: libxml2 compares each with all others."""
    return b"<%s>" % tag[1] if len(tag[0].split(maxsplit=_MOST_WORDS)) > _MOST_WORDS else tag[0]


def _text_of(root: Any, etree: Any) -> str:  # noqa: ANN401 - of lxml
    parts: list[str] = []
    skipped = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, node in walk:
        tag = node.tag if isinstance(node.tag, str) else ""
        is_skipped = tag in _SKIPPED or _is_hidden(node)
        if event == "start":
            skipped += is_skipped
            if tag == "table" and not skipped and not _lays_out(node):
                parts += ["\n\n", *_rows_of(node, etree), "\n\n"]
                walk.skip_subtree()
                continue
            parts.append(_STARTS.get(tag, "\n" if tag in _BLOCKS else ""))
            if not skipped and tag and (text := node.text or node.get("alt")):
                parts.append(" ".join(text.split()) + " ")
            continue
        skipped -= is_skipped
        parts.append("\n" if tag in _BLOCKS else "")
        if not skipped and node.tail:
            parts.append(" ".join(node.tail.split()) + " ")
    return "\n".join(line.strip(" \t") for line in "".join(parts).split("\n"))


def _lays_out(table: Any) -> bool:  # noqa: ANN401 - of lxml
    """Return whether a table lays out a page, as those of old sites do."""
    if table.find(".//table") is not None or next(table.iter(*_LAYOUT), None) is not None:
        return True
    return any(sum(map(len, cell.itertext())) > _LONGEST_CELL for cell in table.iter("td"))


def _rows_of(table: Any, etree: Any) -> Iterator[str]:  # noqa: ANN401 - of lxml
    """Yield the rows of a table as lines of cells between bars; a cell that spans stands often."""
    below: dict[int, tuple[int, str]] = {}
    caption = table.find("caption")
    if caption is not None:
        yield f"{_text_in(caption, etree)}\n\n"
    for row in table.iter("tr"):
        if _is_hidden(row):
            continue
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            while below.get(len(cells), (0, ""))[0]:
                cells.append(_from_above(below, len(cells)))
            text = _text_in(cell, etree)
            down = _number_of(cell, "rowspan")
            for _ in range(_number_of(cell, "colspan")):
                if down > 1:
                    below[len(cells)] = (down - 1, text)
                cells.append(text)
        while below.get(len(cells), (0, ""))[0]:
            cells.append(_from_above(below, len(cells)))
        yield f"|{'|'.join(cells)}|\n"


def _from_above(below: dict[int, tuple[int, str]], column: int) -> str:
    left, text = below[column]
    below[column] = (left - 1, text)
    return text


def _number_of(cell: Any, name: str) -> int:  # noqa: ANN401 - of lxml
    text = cell.get(name) or ""
    return min(max(int(text), 1), _MOST_SPANNED) if re.fullmatch(r"\d{1,4}", text) else 1


def _text_in(cell: Any, etree: Any) -> str:  # noqa: ANN401 - of lxml
    """Return the text of a cell, its lines parted by semicolons."""
    text = _text_of(cell, etree).replace("|", "/")
    lines = [line.lstrip("-# ").strip() for line in text.split("\n")]
    return "; ".join(line for line in lines if line)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_hidden(node: Any) -> bool:  # noqa: ANN401 - of lxml
    """Return whether a browser would not show an element."""
    style = (node.get("style") or "").replace(" ", "").casefold()
    is_hidden = node.get("hidden") is not None or node.get("aria-hidden") == "true"
    return is_hidden or "display:none" in style or "visibility:hidden" in style


def _addresses_of(root: Any) -> Iterator[str | None]:  # noqa: ANN401 - of lxml
    """Yield the addresses that a page says are its own."""
    for link in root.iterfind(".//link[@rel='canonical']"):
        yield link.get("href")
    for meta in root.iterfind(".//meta[@property='og:url']"):
        yield meta.get("content")


def _days_of(root: Any) -> Iterator[str]:  # noqa: ANN401 - of lxml
    """Yield the days on which a page says that it came out."""
    for meta in root.iterfind(".//meta[@property='article:published_time']"):
        yield meta.get("content") or ""
    for script in root.iterfind(".//script[@type='application/ld+json']"):
        yield from re.findall(r'"datePublished"\s*:\s*"(\d{4}-\d\d-\d\d)', script.text or "")
    for time in root.iterfind(".//time[@datetime]"):
        yield time.get("datetime")
