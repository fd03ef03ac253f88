"""The text of a saved page: plain or Markdown as it is, HTML and PDF through the extra `read`."""

import re
from pathlib import Path

from peelcli.errors import UsageError
from peelcli.extras import extra
from peelcli.standard_input import standard_input

MOST_BYTES = 20_000_000
_MOST_SHEETS = 500
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt",
    "figcaption", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
    "main", "nav", "ol", "option", "p", "pre", "section", "table", "tbody", "td", "th", "thead",
    "title", "tr", "ul",
))  # fmt: skip
# The rows of a table are lines without others between them.
_STARTS = {"td": "", "th": "", "tr": "\n|", "tbody": "", "thead": "", "table": "\n\n",
           "li": "\n- "}  # fmt: skip
_ENDS = {"td": "|", "th": "|", "tr": "", "tbody": "", "thead": "", "table": "\n\n"}
_SKIPPED = frozenset(("script", "style", "noscript", "template", "svg", "iframe", "head"))


def page_text(name: str) -> str:
    """Return the text of a file, or of standard input for `-`. Raises UsageError where it can't."""
    try:
        data = standard_input(MOST_BYTES + 1) if name == "-" else _read(Path(name))
    except OSError as error:
        raise UsageError(f"{name!r} can't be read: {error.strerror or error}") from error
    if len(data) > MOST_BYTES:
        raise UsageError(f"{name!r} has more than {MOST_BYTES:,} bytes; save its text alone")
    return text_of(data, name)


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def text_of(data: bytes, name: str) -> str:
    """Return the text of a page's bytes, without what would control a terminal."""
    return _CONTROL.sub(" ", _text_of(data, name))


def _text_of(data: bytes, name: str) -> str:
    start = data[:1024].lstrip().lower()
    if start.startswith(b"%pdf-"):
        return _pdf(data, name)
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml")):
        return _html(data, name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _html(data: bytes, name: str) -> str:
    """Return the text of HTML, a line a block, the cells of a table between bars."""
    html = extra("lxml.html", "a page of HTML", "read")
    etree = extra("lxml.etree", "a page of HTML", "read")
    try:
        root = html.document_fromstring(data)
    except (etree.ParserError, ValueError) as error:
        raise UsageError(f"{name!r} has no text that can be read: {error}") from error
    parts: list[str] = []
    skipped = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            skipped += tag in _SKIPPED
            if tag in _BLOCKS:
                parts.append(_STARTS.get(tag, "\n"))
            if not skipped and tag and node.text:
                parts.append(" ".join(node.text.split()) + " ")
            continue
        skipped -= tag in _SKIPPED
        parts.append(_ENDS.get(tag, "\n" if tag in _BLOCKS else ""))
        if not skipped and node.tail:
            parts.append(" ".join(node.tail.split()) + " ")
    return re.sub(r"[ \t]*\n[ \t]*", "\n", "".join(parts))


def _pdf(data: bytes, name: str) -> str:
    pypdf = extra("pypdf", "a PDF file", "read")
    import io
    import logging

    # It would tell of each oddity of a file.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)

    try:
        sheets = pypdf.PdfReader(io.BytesIO(data)).pages[: _MOST_SHEETS + 1]
        texts = [sheet.extract_text() for sheet in sheets]
    except Exception as error:
        raise UsageError(f"{name!r} can't be read as PDF: {error}") from error
    if len(texts) > _MOST_SHEETS:
        raise UsageError(f"{name!r} has more than {_MOST_SHEETS} sheets; split it")
    return "\n".join(texts)
