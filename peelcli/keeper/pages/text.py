"""The text of a saved page: plain or Markdown as it is, HTML and PDF through the extra `read`."""

import codecs
import email
import io
import plistlib
import re
from pathlib import Path
from typing import Any

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
_SKIPPED = frozenset((
    "script", "style", "noscript", "template", "svg", "iframe", "head", "del", "s", "strike",
    "select", "textarea", "button", "object", "dialog", "datalist", "canvas", "video", "audio",
    "noframes", "rp",
))  # fmt: skip
_START = 4096
_TAGS = re.compile(rb"<(?:!doctype html|html|head|body|table|div|h[1-6]|p|ul|ol|main|article)\b")
_CHARSET = re.compile(rb"<meta[^>]+charset", re.IGNORECASE)
_PICTURES = {
    b"\x89png": "a picture", b"\xff\xd8\xff": "a picture", b"gif8": "a picture",
    b"\xd0\xcf\x11\xe0": "an old Office file", b"\x1f\x8b": "compressed", b"rar!": "an archive",
    b"7z\xbc\xaf": "an archive",
}  # fmt: skip


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
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", errors="replace").encode("utf-8")
    start = data[:_START].lstrip(codecs.BOM_UTF8).lstrip().lower()
    if start.startswith(b"%pdf-"):
        return _pdf(data, name)
    if start.startswith(b"pk\x03\x04"):
        return _docx(data, name)
    if start.startswith(b"bplist00"):
        return _webarchive(data, name)
    if b"multipart/related" in start and re.match(rb"[a-z-]+:", start):
        return _mhtml(data, name)
    for magic, kind in _PICTURES.items():
        if start.startswith(magic):
            raise UsageError(f"{name!r} is {kind}; copy the page's text, or print it to PDF")
    if _TAGS.search(start):
        return _html(data, name)
    return _decoded(data)


def _decoded(data: bytes) -> str:
    """Return bytes as text: UTF-8, or else what Windows writes."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _docx(data: bytes, name: str) -> str:
    """Return the text of a Word file: a line a paragraph, the cells of a table between bars."""
    docx = extra("docx", "a Word file")
    try:
        document = docx.Document(io.BytesIO(data))
    except Exception as error:
        raise UsageError(f"{name!r} is an archive, and no Word file; unpack it") from error
    parts: list[str] = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            rows = ([" ".join(c.text.split()) for c in row.cells] for row in block.rows)
            parts += ["", *(f"|{'|'.join(cells)}|" for cells in rows), ""]
        else:
            bullet = "- " if str(block.style.name).startswith("List") else ""
            parts.append(f"{bullet}{' '.join(block.text.split())}")
    return "\n".join(parts)


def _mhtml(data: bytes, name: str) -> str:
    """Return the text of a page that a browser saved as one file."""
    for part in email.message_from_bytes(data).walk():
        if part.get_content_type() == "text/html":
            found = part.get_payload(decode=True)
            return _html(found if isinstance(found, bytes) else b"", name)
    raise UsageError(f"{name!r} has no page in it")


def _webarchive(data: bytes, name: str) -> str:
    """Return the text of a page that Safari saved as one file."""
    try:
        return _html(plistlib.loads(data)["WebMainResource"]["WebResourceData"], name)
    except Exception as error:
        raise UsageError(f"{name!r} is no page that can be read: {error}") from error


def _html(data: bytes, name: str) -> str:
    """Return the text of HTML, a line a block, the cells of a table between bars."""
    html = extra("lxml.html", "a page of HTML", "read")
    etree = extra("lxml.etree", "a page of HTML", "read")
    parser = None
    if not _CHARSET.search(data[:_START]):
        encoding = "utf-8" if _is_utf8(data) else "cp1252"
        parser = html.HTMLParser(encoding=encoding)
    try:
        root = html.document_fromstring(data.lstrip(codecs.BOM_UTF8), parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise UsageError(f"{name!r} has no text that can be read: {error}") from error
    parts: list[str] = []
    skipped = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        is_skipped = tag in _SKIPPED or _is_hidden(node)
        if event == "start":
            skipped += is_skipped
            if tag in _BLOCKS:
                parts.append(_STARTS.get(tag, "\n"))
            if not skipped and tag and (text := node.text or node.get("alt")):
                parts.append(" ".join(text.split()) + " ")
            continue
        skipped -= is_skipped
        parts.append(_ENDS.get(tag, "\n" if tag in _BLOCKS else ""))
        if not skipped and node.tail:
            parts.append(" ".join(node.tail.split()) + " ")
    return "\n".join(line.strip(" \t") for line in "".join(parts).split("\n"))


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


def _pdf(data: bytes, name: str) -> str:
    pypdf = extra("pypdf", "a PDF file", "read")
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
