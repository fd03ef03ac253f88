"""Word, by python-docx: one sheet with real headings, tables and links, grades in their colours."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from peelcli.answers.answer import Answer
from peelcli.answers.tables import Report, Table, cell_text, references, sentence_parts
from peelcli.extras import extra
from peelcli.render.colours import COLOURS
from peelcli.render.zipped import NO_CLOCK, saved
from peelcli.text import WEB, host_of

_SIZE, _SMALL = 10, 9
_ROOM, _LEAST, _PADDING, _LETTER = 184, 40, 7, 1.75
"""Millimetres: the sheet between its margins, the least of a wide column, a cell's, a letter's."""


def render(answer: Answer) -> bytes:
    """Return the answer's report. Raises UsageError where python-docx is not installed."""
    docx = extra("docx", "a Word file")
    report = answer.report()
    document = docx.Document()
    day = answer.dataset.version_day if answer.dataset else None
    _describe(document, report, day)
    _style(docx, document)
    document.add_heading(report.title, level=1)
    _write(docx, document, report)
    return saved(document, day)


def _describe(document: Any, report: Report, day: str | None) -> None:  # noqa: ANN401
    """Say what the document is, and nothing of the library that makes it."""
    about = document.core_properties
    about.author = about.last_modified_by = report.prepared_by or "peel"
    about.title, about.comments, about.language = report.title, "", "en-GB"
    about.created = about.modified = datetime.fromisoformat(day) if day else NO_CLOCK


def _style(docx: Any, document: Any) -> None:  # noqa: ANN401
    """Set the sheet, its type and its language."""
    section, points = document.sections[0], docx.shared.Pt
    section.page_width, section.page_height = docx.shared.Mm(210), docx.shared.Mm(297)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, docx.shared.Mm(12))
    sizes = {"Normal": _SIZE, "List Bullet": _SIZE, "Heading 1": 15, "Heading 2": _SIZE + 1}
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.name, style.font.size = "Arial", points(size)
        style.font.color.rgb = docx.shared.RGBColor(0x1C, 0x1C, 0x1C)
        spacing = style.paragraph_format
        spacing.space_before = points(5 if name == "Heading 2" else 0)
        spacing.space_after, spacing.line_spacing = points(1.5), 1
    name = docx.oxml.ns.qn
    document.styles.element.find(f".//{name('w:lang')}").set(name("w:val"), "en-GB")


def _write(docx: Any, document: Any, report: Report) -> None:  # noqa: ANN401
    numbers = report.sources
    for label, value in report.head:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        _value(docx, paragraph, value)
    for sentence in report.lead:
        _value(docx, document.add_paragraph(), sentence)
    for table in report.tables:
        if any(table.bars):
            continue  # the table above it has the numbers
        document.add_heading(table.caption, level=2)
        _table(docx, document, table, numbers)
        _small(docx, document, table.notes)
    _small(docx, document, [f"{mark.symbol} {mark.meaning}" for mark in report.signs])
    _small(docx, document, report.notes)
    for detail in report.details:
        refs = references(detail.heading, numbers)
        document.add_heading(f"{detail.heading.text} {refs}".strip(), level=2)
        for label, value in detail.lines:
            paragraph = document.add_paragraph(style=None if label else "List Bullet")
            paragraph.add_run(f"{label.strip()} " if label.strip() else "").bold = True
            _value(docx, paragraph, value)
    if numbers:
        document.add_heading("Sources", level=2)
    cited = document.add_paragraph()
    for source, number in numbers.items():
        cited.add_run(f"{', ' if number > 1 else ''}[{number}] ")
        _link(docx, cited, source, host_of(source))
    if report.origin:
        paragraph = document.add_paragraph(report.origin.text)
        _link(docx, paragraph, report.origin.address, report.origin.licence)
        paragraph.add_run(".")


def _small(docx: Any, document: Any, sentences: Iterable[str]) -> None:  # noqa: ANN401
    """Add remarks, a paragraph each."""
    for sentence in sentences:
        paragraph = document.add_paragraph()
        _value(docx, paragraph, sentence)
        for run in paragraph.runs:
            run.font.size = docx.shared.Pt(_SMALL)


def _value(docx: Any, paragraph: Any, value: str) -> None:  # noqa: ANN401
    """Add a sentence, each address in brackets as a link; an address alone stands whole."""
    if value.startswith(WEB):
        _link(docx, paragraph, value, value)
        return
    for words, address in sentence_parts(value):
        paragraph.add_run(f"{words} (" if address else words)
        if address:
            _link(docx, paragraph, address, host_of(address))
            paragraph.add_run(")")


def _link(docx: Any, paragraph: Any, address: str, shown: str) -> None:  # noqa: ANN401
    """Add a text that leads to an address, and looks so."""
    name = docx.oxml.ns.qn
    kind = docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK
    link = docx.oxml.OxmlElement("w:hyperlink")
    link.set(name("r:id"), paragraph.part.relate_to(address, kind, is_external=True))
    run = paragraph.add_run(shown)
    run.font.underline = True
    run.font.color.rgb = docx.shared.RGBColor(0x08, 0x51, 0x9C)
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
        _fill(docx, cell, column.heading, is_bold=True, is_number=column.is_number)
    for row in table.rows:
        for target, cell, column in zip(
            grid.add_row().cells, row.cells, table.columns, strict=True
        ):
            is_bold = row.is_main or cell.stands_out
            run = _fill(
                docx, target, cell_text(cell, numbers), is_bold=is_bold, is_number=column.is_number
            )
            if cell.grade:
                back, ink, *_ = COLOURS[cell.grade]
                run.font.color.rgb = docx.shared.RGBColor.from_string(ink[1:].upper())
                shade = docx.oxml.OxmlElement("w:shd")
                shade.set(docx.oxml.ns.qn("w:val"), "clear")
                shade.set(docx.oxml.ns.qn("w:fill"), back[1:].upper())
                target._tc.get_or_add_tcPr().append(shade)
    _set_widths(docx, grid, table, numbers)


def _fill(docx: Any, cell: Any, text: str, *, is_bold: bool, is_number: bool) -> Any:  # noqa: ANN401
    """Write into a cell, and return the run."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = docx.shared.Pt(0)
    if is_number:
        paragraph.alignment = docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(text)
    run.bold, run.font.size = is_bold, docx.shared.Pt(_SMALL)
    return run


def _set_widths(
    docx: Any,  # noqa: ANN401
    grid: Any,  # noqa: ANN401
    table: Table,
    numbers: Mapping[str, int],
) -> None:
    """Make columns as wide as their longest texts; the widest give way where there is no room."""
    texts = [
        [column.heading, *(cell_text(row.cells[place], numbers) for row in table.rows)]
        for place, column in enumerate(table.columns)
    ]
    widths = [_LETTER * max(map(len, column)) + _PADDING for column in texts]
    widest = max(widths)
    room = max(_ROOM - (sum(widths) - widest), _LEAST)
    widths = [min(width, room) if width == widest else width for width in widths]
    share = min(1.0, _ROOM / sum(widths))
    grid.autofit = False
    for place, width in enumerate(widths):
        column = grid.columns[place]
        column.width = docx.shared.Mm(width * share)
        for cell in column.cells:
            cell.width = column.width
