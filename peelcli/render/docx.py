"""Word, by python-docx: real headings, real tables, grades in their colours."""

import io
from collections.abc import Iterable
from typing import Any

from peelcli.extras import extra
from peelcli.render.colours import COLOURS
from peelcli.render.zipped import NO_CLOCK, without_clock
from peelcli.report.answer import Answer
from peelcli.report.tables import Cell, Report, Table, references, sentence_parts


def render(answer: Answer) -> bytes:
    """Return the answer's report. Raises UsageError where python-docx is not installed."""
    docx = extra("docx", "a Word file")
    report = answer.report()
    document = docx.Document()
    document.core_properties.author = "peel"
    document.core_properties.title = report.title
    document.core_properties.created = document.core_properties.modified = NO_CLOCK
    section = document.sections[0]
    section.page_width, section.page_height = docx.shared.Mm(210), docx.shared.Mm(297)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, docx.shared.Mm(14))
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", docx.shared.Pt(8.5)
    normal.paragraph_format.space_after = docx.shared.Pt(2)
    document.add_heading(report.title, level=1)
    _write(docx, document, report)
    buffer = io.BytesIO()
    document.save(buffer)
    return without_clock(buffer)


def _write(docx: Any, document: Any, report: Report) -> None:  # noqa: ANN401
    for label, value in report.head:
        document.add_paragraph().add_run(f"{label}: ").bold = True
        document.paragraphs[-1].add_run(value)
    _sentences(document, report.lead)
    for table in report.tables:
        if table.is_captioned or len(report.tables) > 1:
            document.add_heading(table.caption, level=2)
        _table(docx, document, table, report)
        _sentences(document, table.notes)
    _sentences(document, [f"{mark.symbol} {mark.meaning}" for mark in report.signs])
    _sentences(document, report.notes)
    for detail in report.details:
        refs = references(detail.heading, report.sources)
        document.add_heading(f"{detail.heading.text} {refs}".strip(), level=2)
        for label, value in detail.lines:
            style = None if label else "List Bullet"
            document.add_paragraph(f"{label}: {value}" if label else value, style=style)
    if report.sources:
        document.add_heading("Sources", level=2)
    for source, number in report.sources.items():
        document.add_paragraph(f"[{number}] {source.address}{source.remark}")
    if report.origin:
        document.add_paragraph(f"{report.origin} {report.origin.address}")


def _sentences(document: Any, sentences: Iterable[str]) -> None:  # noqa: ANN401
    for sentence in sentences:
        parts = (
            f"{words} ({address})" if address else words
            for words, address in sentence_parts(sentence)
        )
        document.add_paragraph("".join(parts))


def _table(docx: Any, document: Any, table: Table, report: Report) -> None:  # noqa: ANN401
    grid = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    for cell, column in zip(grid.rows[0].cells, table.columns, strict=True):
        cell.paragraphs[0].add_run(column.heading).bold = True
    for row in table.rows:
        for target, cell in zip(grid.add_row().cells, row.cells, strict=True):
            run = target.paragraphs[0].add_run(_text(cell, report))
            run.bold = row.is_main or cell.stands_out
            if cell.grade:
                back, ink, *_ = COLOURS[cell.grade]
                run.font.color.rgb = docx.shared.RGBColor.from_string(ink[1:].upper())
                shade = docx.oxml.OxmlElement("w:shd")
                shade.set(docx.oxml.ns.qn("w:val"), "clear")
                shade.set(docx.oxml.ns.qn("w:fill"), back[1:].upper())
                target._tc.get_or_add_tcPr().append(shade)


def _text(cell: Cell, report: Report) -> str:
    if cell.items:
        return ", ".join(_text(item, report) for item in cell.items)
    marks = [f"{mark.words or mark.symbol}{follows}" for mark, follows in cell.marks]
    bar = ", ".join(f"{count} {grade.label.lower()}" for grade, count in cell.bar if count)
    refs = references(cell, report.sources)
    return " ".join(part for part in (cell.text, *marks, bar, refs) if part)
