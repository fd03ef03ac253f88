"""Word, by python-docx: real headings, real tables, grades in their colours."""

from collections.abc import Iterable, Mapping
from typing import Any

from peelcli.answers.answer import Answer
from peelcli.answers.tables import Cell, Report, Table, references, sentence_parts
from peelcli.extras import extra
from peelcli.render.colours import COLOURS
from peelcli.render.zipped import NO_CLOCK, saved


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
    numbers = report.sources
    _write(docx, document, report, numbers)
    return saved(document)


def _write(
    docx: Any,  # noqa: ANN401
    document: Any,  # noqa: ANN401
    report: Report,
    numbers: Mapping[str, int],
) -> None:
    for label, value in report.head:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        if value.startswith(("https://", "http://")):
            _link(docx, paragraph, value)
        else:
            paragraph.add_run(value)
    _sentences(docx, document, report.lead)
    for table in report.tables:
        if table.is_captioned or len(report.tables) > 1:
            document.add_heading(table.caption, level=2)
        _table(docx, document, table, numbers)
        _sentences(docx, document, table.notes)
    _sentences(docx, document, [f"{mark.symbol} {mark.meaning}" for mark in report.signs])
    _sentences(docx, document, report.notes)
    for detail in report.details:
        refs = references(detail.heading, numbers)
        document.add_heading(f"{detail.heading.text} {refs}".strip(), level=2)
        for label, value in detail.lines:
            style = None if label else "List Bullet"
            document.add_paragraph(f"{label}: {value}" if label else value, style=style)
    if numbers:
        document.add_heading("Sources", level=2)
    for source, number in numbers.items():
        paragraph = document.add_paragraph(f"[{number}] ")
        _link(docx, paragraph, source)
    if report.to_check:
        document.add_heading("To check", level=2)
    for address in report.to_check:
        _link(docx, document.add_paragraph(), address)
    if report.origin:
        paragraph = document.add_paragraph(f"{report.origin} ")
        _link(docx, paragraph, report.origin.address)


def _sentences(docx: Any, document: Any, sentences: Iterable[str]) -> None:  # noqa: ANN401
    for sentence in sentences:
        paragraph = document.add_paragraph()
        for words, address in sentence_parts(sentence):
            paragraph.add_run(f"{words} (" if address else words)
            if address:
                _link(docx, paragraph, address)
                paragraph.add_run(")")


def _link(docx: Any, paragraph: Any, address: str) -> None:  # noqa: ANN401
    """Add an address that leads where it says."""
    kind = docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK
    link = docx.oxml.OxmlElement("w:hyperlink")
    link.set(docx.oxml.ns.qn("r:id"), paragraph.part.relate_to(address, kind, is_external=True))
    run = paragraph.add_run(address)
    link.append(run._r)
    paragraph._p.append(link)


def _table(
    docx: Any,  # noqa: ANN401
    document: Any,  # noqa: ANN401
    table: Table,
    numbers: Mapping[str, int],
) -> None:
    grid = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    # Repeated on each sheet, and read aloud as headings.
    heading = docx.oxml.OxmlElement("w:tblHeader")
    grid.rows[0]._tr.get_or_add_trPr().append(heading)
    for cell, column in zip(grid.rows[0].cells, table.columns, strict=True):
        cell.paragraphs[0].add_run(column.heading).bold = True
    for row in table.rows:
        for target, cell in zip(grid.add_row().cells, row.cells, strict=True):
            run = target.paragraphs[0].add_run(_text(cell, numbers))
            run.bold = row.is_main or cell.stands_out
            if cell.grade:
                back, ink, *_ = COLOURS[cell.grade]
                run.font.color.rgb = docx.shared.RGBColor.from_string(ink[1:].upper())
                shade = docx.oxml.OxmlElement("w:shd")
                shade.set(docx.oxml.ns.qn("w:val"), "clear")
                shade.set(docx.oxml.ns.qn("w:fill"), back[1:].upper())
                target._tc.get_or_add_tcPr().append(shade)


def _text(cell: Cell, numbers: Mapping[str, int]) -> str:
    if cell.items:
        return ", ".join(_text(item, numbers) for item in cell.items)
    marks = [f"{mark.words or mark.symbol}{follows}" for mark, follows in cell.marks]
    bar = ", ".join(f"{count} {grade.label.lower()}" for grade, count in cell.bar if count)
    refs = references(cell, numbers)
    return " ".join(part for part in (cell.text, *marks, bar, refs) if part)
