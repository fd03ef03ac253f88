"""A page of blocks as browsers and programs save it: HTML, Markdown, text, Word and PDF."""

from __future__ import annotations

import html
import textwrap
from io import BytesIO
from typing import TYPE_CHECKING

import docx
import typst

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Piece = tuple[str, str | list[list[str]]]
"""What a block is, `h1` to `h3`, `p`, `li` or `table`, and its text or its rows."""


def as_html(pieces: Sequence[Piece]) -> bytes:
    """Return a page of HTML, with what stands around a page."""
    parts = ["<!doctype html><html><head><meta charset='utf-8'><style>.a{}</style></head><body>"
             "<nav><a href='#'>Home</a> <a href='#'>News</a></nav><main>"]  # fmt: skip
    for kind, of in pieces:
        if isinstance(of, str):
            inner = f"<{kind}>{html.escape(of)}</{kind}>"
            parts.append(f"<ul>{inner}</ul>" if kind == "li" else inner)
        else:
            rows = ("".join(f"<td><p>{html.escape(cell)}</p></td>" for cell in row) for row in of)
            parts.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
    return "".join([*parts, "</main></body></html>"]).encode()


def as_markdown(pieces: Sequence[Piece]) -> bytes:
    """Return a page of Markdown."""
    marks = {"h1": "# ", "h2": "## ", "h3": "### ", "li": "- ", "p": ""}
    return "\n\n".join(
        marks[kind] + of
        if isinstance(of, str)
        else "\n".join(f"| {' | '.join(row)} |" for row in of)
        for kind, of in pieces
    ).encode()


def as_text(pieces: Sequence[Piece]) -> bytes:
    """Return a page of text, wrapped as a mail is, the cells of tables between tabs."""
    return "\n\n".join(
        textwrap.fill(f"- {of}" if kind == "li" else of, 76)
        if isinstance(of, str)
        else "\n".join("\t".join(row) for row in of)
        for kind, of in pieces
    ).encode()


def as_word(pieces: Sequence[Piece]) -> bytes:
    """Return a Word file."""
    document = docx.Document()
    for kind, of in pieces:
        if not isinstance(of, str):
            table = document.add_table(0, len(of[0]))
            for row in of:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        elif kind.startswith("h"):
            document.add_heading(of, int(kind[1]))
        else:
            document.add_paragraph(of, style="List Bullet" if kind == "li" else None)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def as_pdf(pieces: Sequence[Piece]) -> bytes:
    """Return a printed page."""
    marks = {"h1": "= ", "h2": "== ", "h3": "=== ", "li": "- ", "p": ""}
    parts = [
        marks[kind] + _typst(of)
        if isinstance(of, str)
        else f"#table(columns: {len(of[0])}, "
        + ", ".join(f"[{_typst(cell)}]" for row in of for cell in row)
        + ")"
        for kind, of in pieces
    ]
    return bytes(typst.compile("\n\n".join(parts).encode()))


def _typst(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'#"{escaped}"'


FORMS: Mapping[str, Callable[[Sequence[Piece]], bytes]] = {
    "html": as_html,
    "markdown": as_markdown,
    "text": as_text,
    "word": as_word,
    "pdf": as_pdf,
}
