"""PDF, by Typst: one sheet that prints, with its fonts, headings, tables and links marked."""

import json
from pathlib import Path
from typing import Any

from peelcli.answers.answer import Answer
from peelcli.answers.tables import Cell, Report, Table, cell_text, references, sentence_parts
from peelcli.extras import extra
from peelcli.render.colours import COLOURS
from peelcli.render.svg import inner_picture
from peelcli.text import WEB, host_of

_TEMPLATE = Path(__file__).with_name("page.typ")
_SIZE = 11
Part = dict[str, str]


def render(answer: Answer) -> bytes:
    """Return the answer's report. Raises UsageError where typst is not installed."""
    typst = extra("typst", "a PDF file")
    report = answer.report()
    found: bytes = typst.compile(
        _TEMPLATE.read_bytes(),
        sys_inputs={"report": json.dumps(_data(report), ensure_ascii=False)},
        # The same bytes on every machine: no font of the system, no clock.
        ignore_system_fonts=True,
        timestamp=0,
        pdf_standards=["ua-1"],
    )
    return found


def _data(report: Report) -> dict[str, Any]:
    """Return what the template takes."""
    numbers = report.sources
    origin = report.origin
    return {
        "title": report.title,
        "author": report.prepared_by or "peel",
        "size": _SIZE,
        "head": [{"label": label, "parts": _parts(value)} for label, value in report.head],
        "lead": [_parts(sentence) for sentence in report.lead],
        "picture": (inner_picture(report) if report.tiles else None) or "",
        "alt": f"Map: {report.title}",
        # The picture has the bars.
        "tables": [_table(table, numbers) for table in report.tables if not any(table.bars)],
        "legend": [f"{mark.symbol} {mark.meaning}" for mark in report.signs],
        "notes": [_parts(sentence) for sentence in report.notes],
        "details": [
            {
                "heading": f"{detail.heading.text} {references(detail.heading, numbers)}".strip(),
                "lines": [
                    {"label": label.strip(), "parts": _parts(value)}
                    for label, value in detail.lines
                ],
            }
            for detail in report.details
        ],
        "sources": [
            {"number": str(number), "address": source, "host": host_of(source)}
            for source, number in numbers.items()
        ],
        "origin": origin._asdict() if origin else None,
    }


def _parts(sentence: str) -> list[Part]:
    """Return a sentence's words, each with the address that follows."""
    if sentence.startswith(WEB):
        return [{"words": "", "address": sentence, "host": sentence}]
    return [
        {"words": words, "address": address, "host": host_of(address)}
        for words, address in sentence_parts(sentence)
        if words or address
    ]


def _table(table: Table, numbers: dict[str, int]) -> dict[str, Any]:
    last = len(table.columns) - 1
    has_items = any(row.cells[last].items for row in table.rows)
    return {
        "caption": table.caption,
        "columns": [
            {
                "heading": column.heading,
                "number": column.is_number,
                "wide": has_items and place == last,
            }
            for place, column in enumerate(table.columns)
        ],
        "rows": [
            [_cell(cell, numbers, is_main=row.is_main) for cell in row.cells] for row in table.rows
        ],
        "notes": [_parts(sentence) for sentence in table.notes],
    }


def _cell(cell: Cell, numbers: dict[str, int], *, is_main: bool) -> dict[str, Any]:
    back, ink, *_ = COLOURS[cell.grade] if cell.grade else ("", "")
    return {
        "text": cell_text(cell, numbers),
        "fill": back,
        "ink": ink,
        "bold": is_main or cell.stands_out,
    }
