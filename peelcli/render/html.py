"""HTML: one file that needs nothing else; real tables, for screens, readers aloud and paper."""

from collections.abc import Mapping
from html import escape
from typing import NamedTuple
from zlib import crc32

from peelcli.answers.answer import Answer
from peelcli.answers.tables import (
    Cell,
    Column,
    Detail,
    Mark,
    Report,
    Row,
    Table,
    sentence_parts,
    without,
)
from peelcli.render import Screen
from peelcli.render.colours import COLOURS
from peelcli.render.look import Theme
from peelcli.render.style import one_page, sort, style
from peelcli.render.svg import inner_picture
from peelcli.text import WEB

_FEWEST_TO_SORT = 3


class _Page(NamedTuple):
    """What the cells of a page need."""

    numbers: Mapping[str, int]
    """The number of each source that is listed."""
    is_inline: bool
    """Colours stand in the cells themselves."""
    ids: str = ""
    """What the ids of its sources start with."""
    anchors: str = ""
    """What the ids of its details start with."""


def render(answer: Answer, screen: Screen) -> str:
    """Return the answer's report as a page, or as a part of one."""
    report = answer.report()
    usual = Theme.LIGHT if screen.is_fragment else Theme.AUTO
    theme = screen.look.theme or usual
    sheet = one_page() if report.is_one_page else style(theme, is_inside=screen.is_fragment)
    if screen.is_fragment:
        # Two fragments on one page: the sources of each have ids of their own.
        ids = f"{answer.name}-{crc32(repr(report).encode('utf-8', 'replace')):08x}-"
        return (
            f'<div class="peel" lang="en-GB">\n<style>\n{sheet}\n</style>\n'
            f"{body_of(report, 'h2', 'h3', ids, ids)}</div>\n"
        )
    return f"""\
<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(report.title)}</title>
<style>
{sheet}
</style>
</head>
<body class="peel">
<main>
{body_of(report, "h1", "h2")}</main>
{"" if report.is_one_page else f"<script>{chr(10)}{sort()}{chr(10)}</script>{chr(10)}"}</body>
</html>
"""


def body_of(report: Report, title: str, heading: str, ids: str = "", anchors: str = "") -> str:
    """Return a report as part of a page.

    `title` and `heading` are the tags of its title and of those below; `ids` starts the ids of its
    sources, and `anchors` those of its details.
    """
    numbers = report.sources
    page = _Page(numbers, report.is_one_page, ids, anchors)
    parts = [f'<{title} class="title">{escape(report.title)}</{title}>\n']
    if report.head:
        parts.append(_lines(report.head))
    parts += (_sentence(sentence, "lead") for sentence in report.lead)
    inner = inner_picture(report)
    if inner:
        label = f'role="region" tabindex="0" aria-label="Picture: {escape(report.title)}"'
        parts.append(f'<div class="scroll" {label}>\n{inner}</div>\n')
    # The picture has the bars.
    for table in report.tables if not report.tiles else _without_bars(report):
        rest = without(table, table.bars)
        if len(rest.columns) > 1 or len(table.columns) == 1:
            parts.append(_table(rest, report.title, page))
        parts += map(_sentence, table.notes)
    # Marks with words of their own stand in the cells as these.
    if report.signs:
        entries = "".join(
            f'<li><b aria-hidden="true">{mark.symbol}</b> {escape(mark.meaning)}</li>\n'
            for mark in report.signs
        )
        parts.append(f'<ul class="legend">\n{entries}</ul>\n')
    parts += map(_sentence, report.notes)
    parts += (_detail(detail, heading, page) for detail in report.details)
    if numbers:
        entries = "".join(_source(source, ids, number) for source, number in numbers.items())
        parts.append(f'<{heading} class="heading">Sources</{heading}>\n')
        parts.append(f'<ol class="sources">\n{entries}</ol>\n')
    if report.to_check:
        entries = "".join(f"<li>{_linked(address)}</li>\n" for address in report.to_check)
        parts.append(f'<{heading} class="heading">To check</{heading}>\n')
        parts.append(f'<ul class="sources">\n{entries}</ul>\n')
    if report.origin:
        text, licence, address = report.origin
        link = f'<a href="{escape(address)}">{escape(licence)}</a>'
        parts.append(f"<footer><p>{escape(text)}{link}.</p></footer>\n")
    return "".join(parts)


def _without_bars(report: Report) -> list[Table]:
    """Return the tables but for those of bars, which stand below the map."""
    return [table for table in report.tables if not any(table.bars)]


def _sentence(text: str, kind: str = "notes") -> str:
    """Return a sentence, each address in brackets as a link."""
    parts = (
        f'{escape(words)} (<a href="{escape(address)}">source</a>)' if address else escape(words)
        for words, address in sentence_parts(text)
    )
    return f'<p class="{kind}">{"".join(parts)}</p>\n'


def _source(source: str, ids: str, number: int) -> str:
    return f'<li id="{ids}source-{number}">{_linked(source)}</li>\n'


def _table(table: Table, title: str, page: _Page) -> str:
    # A caption that repeats the heading is hidden; screen readers still need it.
    hidden = ' class="hidden"' if table.caption == title else ""
    can_sort = len(table.rows) >= _FEWEST_TO_SORT and not any(row.is_main for row in table.rows)
    sortable = "" if page.is_inline or not can_sort else ' class="sortable"'
    caption = table.caption
    heads = "".join(map(_head, table.columns))
    rows = "".join(_row(row, table, page) for row in table.rows)
    return (
        # A wide table scrolls within its region, by keyboard too.
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(caption)}">\n'
        f"<table{sortable}>\n<caption{hidden}>{escape(caption)}</caption>\n"
        f"<thead>\n<tr>{heads}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
    )


def _head(column: Column) -> str:
    number = ' class="number"' if column.is_number else ""
    return f'<th scope="col"{number}>{escape(column.heading)}</th>'


def _row(row: Row, table: Table, page: _Page) -> str:
    first, *rest = row.cells
    cells = "".join(
        _cell(cell, page, is_number=column.is_number)
        for cell, column in zip(rest, table.columns[1:], strict=True)
    )
    main = ' class="main"' if row.is_main else ""
    names = [first.grade.value] if first.grade else []
    names += ["stands-out"] if first.stands_out else []
    named = f' class="{" ".join(names)}"' if names else ""
    named += _colours(first, page)
    return f'<tr{main}><th scope="row"{named}>{_text(first, page)}</th>{cells}</tr>\n'


def _cell(cell: Cell, page: _Page, *, is_number: bool) -> str:
    is_absent = not cell.text and any(mark.words for mark, _ in cell.marks)
    classes = [cell.grade.value] if cell.grade else []
    classes += [
        name
        for name, has in (
            ("absent", is_absent),
            ("number", is_number),
            ("stands-out", cell.stands_out),
        )
        if has
    ]
    named = f' class="{" ".join(classes)}"' if classes else ""
    named += _colours(cell, page)
    return f"<td{named}>{_text(cell, page)}</td>"


def _colours(cell: Cell, page: _Page) -> str:
    """Return a grade's colours for a cell that has them in itself."""
    if not page.is_inline or not cell.grade:
        return ""
    back, ink, *_ = COLOURS[cell.grade]
    return f' style="background:{back};color:{ink}"'


def _text(cell: Cell, page: _Page) -> str:
    """Return a cell's text, linked to its first source; a mark is read aloud by its meaning."""
    if cell.items:
        return ", ".join(_text(item, page) for item in cell.items)
    text = escape(cell.text)
    address = cell.address or (cell.sources[0] if cell.sources else "")
    if address.startswith("#"):
        address = f"#{page.anchors}{address[1:]}"
    if text and address:
        text = f'<a href="{escape(address)}">{text}</a>'
    marks = [_mark(mark, follows) for mark, follows in cell.marks]
    refs = [
        f'<sup><a href="#{page.ids}source-{page.numbers[source]}">{page.numbers[source]}</a></sup>'
        for source in cell.sources
        # What a text leads to has its sources.
        if source in page.numbers and not cell.address
    ]
    return " ".join(part for part in (text, *marks, *refs) if part)


def _mark(mark: Mark, follows: str) -> str:
    if mark.words or not mark.symbol:
        return escape(mark.words)
    meaning = escape(mark.meaning)
    return (
        f'<span class="mark" role="img" title="{meaning}" aria-label="{meaning}">'
        f"{mark.symbol}</span>{escape(follows)}"
    )


def _detail(detail: Detail, heading: str, page: _Page) -> str:
    refs = _text(Cell(sources=detail.heading.sources), page)
    text = f"{escape(detail.heading.text)}{refs and f' {refs}'}"
    named = f'<{heading} class="heading">{text}</{heading}>'
    anchor = f' id="{page.anchors}{escape(detail.anchor)}"' if detail.anchor else ""
    return f"<section{anchor}>\n{named}\n{_lines(detail.lines)}</section>\n"


def _lines(lines: tuple[tuple[str, str], ...]) -> str:
    if not any(label for label, _ in lines):
        return f"<ul>\n{''.join(f'<li>{escape(value)}</li>' for _, value in lines)}\n</ul>\n"
    entries = "".join(
        f"<dt>{escape(label)}</dt><dd>{_linked(value)}</dd>\n" for label, value in lines
    )
    return f"<dl>\n{entries}</dl>\n"


def _linked(value: str) -> str:
    shown = escape(value)
    is_address = value.startswith(WEB)
    return f'<a href="{shown}">{shown}</a>' if is_address else shown
