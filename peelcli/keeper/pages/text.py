"""A saved page as text: plain or Markdown as it is, HTML and PDF through the extra `read`."""

import codecs
import email
import io
import plistlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from peelcli.errors import UsageError
from peelcli.extras import extra
from peelcli.keeper.pages.html import SavedPage, read_html
from peelcli.keeper.pages.printed import read_printed
from peelcli.standard_input import standard_input

MOST_BYTES = 20_000_000
MOST_LETTERS = 6_000_000
"""Of text. A file may have many pictures; no report has more words than this."""
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_UNSEEN = re.compile(r"[\u200b\u200c\u200d\u2060]|\u00ad(?!\s*\n)")
"""What nobody sees; a soft hyphen at a line's end parts a word."""
_START = 4096
_TAGS = re.compile(rb"<(?:!doctype html|html|head|body|table|div|h[1-6]|p|ul|ol|main|article)\b")
_PICTURES = {
    b"\x89png": "a picture", b"\xff\xd8\xff": "a picture", b"gif8": "a picture",
    b"\xd0\xcf\x11\xe0": "an old Office file", b"\x1f\x8b": "compressed", b"rar!": "an archive",
    b"7z\xbc\xaf": "an archive",
}  # fmt: skip


def saved_page(name: str) -> SavedPage:
    """Return a page from a file, or standard input for `-`. Raises UsageError where it can't."""
    try:
        data = standard_input(MOST_BYTES + 1) if name == "-" else _read(Path(name))
    except OSError as error:
        raise UsageError(f"{name!r} can't be read: {error.strerror or error}") from error
    if len(data) > MOST_BYTES:
        raise UsageError(f"{name!r} has more than {MOST_BYTES:,} bytes; save its text alone")
    return page_of(data, name)


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def page_of(data: bytes, name: str) -> SavedPage:
    """Return the page that bytes are, without what would control a terminal."""
    found = _page_of(data, name)
    page = found if isinstance(found, SavedPage) else SavedPage(found)
    if len(page.text) > MOST_LETTERS:
        raise UsageError(
            f"{name!r} has more than {MOST_LETTERS:,} letters; save its part on grades"
        )
    return page._replace(text=_UNSEEN.sub("", _CONTROL.sub(" ", page.text)))


def text_of(data: bytes, name: str) -> str:
    """Return the text of a page's bytes."""
    return page_of(data, name).text


def _page_of(data: bytes, name: str) -> SavedPage | str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", errors="replace").encode("utf-8")
    start = data[:_START].lstrip(codecs.BOM_UTF8).lstrip().lower()
    if start.startswith(b"%pdf-"):
        return read_printed(data, name)
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
        return read_html(data, name)
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
    return "\n".join(_lines_of(document))


def _lines_of(part: Any) -> Iterator[str]:  # noqa: ANN401 - of python-docx
    """Yield the lines of a Word file, or of a cell in one."""
    for block in part.iter_inner_content():
        if not hasattr(block, "rows"):
            style = str(block.style.name)
            level = re.fullmatch(r"Heading (\d)|(Title)", style)
            mark = "#" * int(level[1] or 1) + " " if level else ""
            mark = "- " if style.startswith("List") else mark
            yield f"{mark}{' '.join(block.text.split())}"
            # A paragraph is not the next one's first line.
            yield ""
            continue
        yield ""
        for row in block.rows:
            yield f"|{'|'.join('; '.join(c.text.split(chr(10))).strip() for c in row.cells)}|"
        yield ""
        # What a cell holds in a table of its own is not in its text.
        for row in block.rows:
            for cell in row.cells:
                if cell.tables:
                    yield from _lines_of(cell)


def _mhtml(data: bytes, name: str) -> SavedPage:
    """Return a page that a browser saved as one file."""
    message = email.message_from_bytes(data)
    address = message.get("Snapshot-Content-Location")
    for part in message.walk():
        if part.get_content_type() == "text/html":
            found = part.get_payload(decode=True)
            where = address or part.get("Content-Location")
            return read_html(found if isinstance(found, bytes) else b"", name, where)
    raise UsageError(f"{name!r} has no page in it")


def _webarchive(data: bytes, name: str) -> SavedPage:
    """Return a page that Safari saved as one file."""
    try:
        resource = plistlib.loads(data)["WebMainResource"]
        return read_html(resource["WebResourceData"], name, resource.get("WebResourceURL"))
    except Exception as error:
        raise UsageError(f"{name!r} is no page that can be read: {error}") from error
