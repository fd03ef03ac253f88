"""HTML: one file that needs nothing else; real tables, for screens, readers aloud and paper."""

from collections.abc import Mapping
from html import escape
from typing import NamedTuple

from peelcli.render import Screen
from peelcli.render.colours import COLOURS, GROUND
from peelcli.render.svg import inner_picture
from peelcli.report.answer import Answer
from peelcli.report.tables import (
    Cell,
    Column,
    Detail,
    Mark,
    Report,
    Row,
    Source,
    Table,
    cited,
    without,
)
from peelcli.terms import Grade

_FEWEST_TO_SORT = 3

_STYLE = """\
.peel { color-scheme: light dark;
%(day)s }
@media (prefers-color-scheme: dark) {
  .peel {
%(night)s }
}
body.peel { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 76rem; }
.peel { background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
.peel * { box-sizing: border-box; }
.peel .title { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; }
.peel .scroll { overflow-x: auto; margin: 0 0 1rem; }
.peel table { border-collapse: collapse; font-size: .9375rem; }
.peel caption { text-align: left; font-weight: 600; padding: .25rem 0 .5rem; }
.peel th, .peel td { padding: .35rem .6rem; border: 1px solid var(--rule); text-align: left;
  vertical-align: top; }
.peel thead th { vertical-align: bottom; border-bottom-width: 2px; }
.peel tbody th { font-weight: 400; }
.peel tr > :first-child { position: sticky; left: 0; background: var(--page); min-width: 7rem; }
.peel .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%%); }
.peel tr.main th, .peel tr.main td, .peel .stands-out { font-weight: 700; }
.peel .number { text-align: right; font-variant-numeric: tabular-nums; }
.peel td.number, .peel .mark { white-space: nowrap; }
.peel .absent, .peel .notes, .peel .legend, .peel footer, .peel dt { color: var(--quiet); }
.peel th button { font: inherit; color: inherit; background: none; border: 0; padding: 0;
  text-align: inherit; cursor: pointer; }
.peel th button::after { content: "\\a0\\2195"; color: var(--quiet); }
.peel th[aria-sort=ascending] button::after { content: "\\a0\\2191"; }
.peel th[aria-sort=descending] button::after { content: "\\a0\\2193"; }
.peel svg { display: block; }
%(grades)s
.peel .notes, .peel .legend, .peel section, .peel footer, .peel .sources { max-width: 46rem; }
.peel .legend { padding: 0; list-style: none; }
.peel .legend b { display: inline-block; min-width: 1.5em; color: var(--text); }
.peel .heading { font-size: 1rem; margin: 1.25rem 0 .25rem; }
.peel dl { margin: 0 0 1rem; display: grid; grid-template-columns: max-content 1fr; gap: 0 .75rem; }
.peel dd { margin: 0; }
.peel dd, .peel .sources, .peel .notes { overflow-wrap: anywhere; }
.peel footer { margin-top: 1.5rem; border-top: 1px solid var(--rule); font-size: .875rem; }
.peel a { color: inherit; }
@media (max-width: 30rem) { .peel dl { grid-template-columns: 1fr; } }
@media print {
  body.peel { padding: 0; max-width: none; font-size: 10pt; }
  .peel .scroll { overflow: visible; }
  .peel thead { display: table-header-group; }
  .peel tr { break-inside: avoid; }
  .peel td, .peel svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}"""

# A word processor knows no variables, and a sheet of paper no night.
_ONE_PAGE = """\
@page { size: A4; margin: 9mm 11mm; }
body.peel { margin: 0 auto; padding: 1rem; max-width: 50rem; background: #ffffff; color: #1c1c1c;
  font: 10pt/1.35 Arial, sans-serif; }
.peel .title { font-size: 15pt; margin: 0 0 .3rem; }
.peel .heading { font-size: 10.5pt; margin: .5rem 0 .1rem; }
.peel .scroll { overflow-x: auto; }
.peel table { border-collapse: collapse; font-size: 9pt; }
.peel caption { text-align: left; font-weight: bold; padding: .3rem 0 .1rem; }
.peel th, .peel td { border: 1px solid #bbbbbb; padding: 1px 5px; text-align: left;
  vertical-align: top; }
.peel tbody th { font-weight: normal; }
.peel p, .peel ul, .peel ol, .peel dl { margin: .2rem 0; }
.peel dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 .6rem; }
.peel dt { color: #555555; } .peel dd { margin: 0; overflow-wrap: anywhere; }
.peel ul, .peel ol { padding-left: 1.2rem; }
.peel .notes, .peel footer, .peel .legend { color: #555555; font-size: 8.5pt; }
.peel .sources { font-size: 8pt; overflow-wrap: anywhere; }
.peel .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; }
.peel a { color: inherit; }
.peel .stack span { display: inline-block; text-align: center; overflow: hidden; }
@media print {
  body.peel { padding: 0; max-width: none; font-size: 7.6pt; line-height: 1.22; }
  .peel table { font-size: 7.4pt; }
  .peel .notes, .peel footer, .peel .legend, .peel .sources { font-size: 6.6pt; }
  .peel .title { font-size: 12pt; } .peel .heading { font-size: 8.4pt; margin: .25rem 0 0; }
  .peel td, .peel .stack span { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}"""
# Turns the headings of a table into buttons that sort its rows; what has no grade stays last.
_SORT = (
    f"const grades = {[grade.value for grade in Grade]};"
    """
for (const table of document.querySelectorAll("table.sortable")) {
  table.querySelectorAll("thead th").forEach((head, column) => {
    const button = document.createElement("button");
    button.append(...head.childNodes);
    head.append(button);
    button.onclick = () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      const value = row => {
        const cell = row.cells[column], names = [...cell.classList];
        const rank = grades.findIndex(grade => names.includes(grade));
        return rank >= 0 ? `${rank}` : names.includes("absent") ? "" : cell.textContent.trim();
      };
      const order = (one, other) => (value(one) === "") - (value(other) === "")
        || (up ? 1 : -1) * value(one).localeCompare(value(other), "en", {numeric: true});
      for (const other of table.querySelectorAll("th[aria-sort]"))
        other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      table.tBodies[0].append(...[...table.tBodies[0].rows].sort(order));
    };
  });
}"""
)
_STACK = {"higher": "#fdca94", "same": "#e4e4e4", "lower": "#b3d4ec"}
_STACK_WIDTH = 110


class _Page(NamedTuple):
    """What the cells of a page need."""

    numbers: Mapping[Source, int]
    """The number of each source that is listed."""
    is_inline: bool
    """Colours stand in the cells themselves."""


def render(answer: Answer, screen: Screen) -> str:
    """Return the answer's report as a page, or as a part of one."""
    report = answer.report()
    if screen.is_fragment:
        return (
            f'<div class="peel" lang="en-GB">\n<style>\n{_style(report)}\n</style>\n'
            f"{_body(report, 'h2', 'h3')}</div>\n"
        )
    return f"""\
<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(report.title)}</title>
<style>
{_style(report)}
</style>
</head>
<body class="peel">
<main>
{_body(report, "h1", "h2")}</main>
{"" if report.is_one_page else f"<script>{chr(10)}{_SORT}{chr(10)}</script>{chr(10)}"}</body>
</html>
"""


def _style(report: Report) -> str:
    if report.is_one_page:
        return _ONE_PAGE
    day = [f"  --{name}: {colour};" for name, (colour, _) in GROUND.items()]
    night = [f"  --{name}: {colour};" for name, (_, colour) in GROUND.items()]
    grades = []
    for grade, (back, text, dark_back, dark_text) in COLOURS.items():
        name = grade.value
        day.append(f"  --{name}: {back}; --{name}-text: {text};")
        night.append(f"  --{name}: {dark_back}; --{name}-text: {dark_text};")
        grades.append(f".peel .{name} {{ background: var(--{name}); color: var(--{name}-text); }}")
    parts = {"day": "\n".join(day), "night": "\n".join(night), "grades": "\n".join(grades)}
    return _STYLE % parts


def _body(report: Report, title: str, heading: str) -> str:
    numbers = report.sources
    page = _Page(numbers, report.is_one_page)
    parts = [f'<{title} class="title">{escape(report.title)}</{title}>\n']
    if report.head:
        parts.append(_lines(report.head))
    parts += (f"<p>{escape(sentence)}</p>\n" for sentence in report.lead)
    inner = inner_picture(report)
    if inner:
        label = f'role="region" tabindex="0" aria-label="Picture: {escape(report.title)}"'
        parts.append(f'<div class="scroll" {label}>\n{inner}</div>\n')
    for table in report.tables:
        # The picture has the bars.
        parts.append(_table(without(table, table.bars), report.title, page))
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
        entries = "".join(_source(source, number) for source, number in numbers.items())
        parts.append(f'<{heading} class="heading">Sources</{heading}>\n')
        parts.append(f'<ol class="sources">\n{entries}</ol>\n')
    if report.origin:
        text, licence, address = report.origin
        link = f'<a href="{escape(address)}">{escape(licence)}</a>'
        parts.append(f"<footer><p>{escape(text)}{link}.</p></footer>\n")
    return "".join(parts)


def _sentence(text: str) -> str:
    """Return a sentence, each address in brackets as a link."""
    parts = (
        f'{escape(words)} (<a href="{escape(address)}">source</a>)' if address else escape(words)
        for words, address in cited(text)
    )
    return f'<p class="notes">{"".join(parts)}</p>\n'


def _source(source: Source, number: int) -> str:
    return f'<li id="source-{number}">{_linked(source.address)}{source.remark}</li>\n'


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
    stands_out = ' class="stands-out"' if first.stands_out else ""
    return f'<tr{main}><th scope="row"{stands_out}>{_text(first, page)}</th>{cells}</tr>\n'


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
    if page.is_inline and cell.grade:
        back, ink, *_ = COLOURS[cell.grade]
        named += f' style="background:{back};color:{ink}"'
    text = _stack(cell) if cell.stack else _text(cell, page)
    return f"<td{named}>{text}</td>"


def _text(cell: Cell, page: _Page) -> str:
    """Return a cell's text, linked to its first source; a mark is read aloud by its meaning."""
    if cell.items:
        return ", ".join(_text(item, page) for item in cell.items)
    text = escape(cell.text)
    if text and cell.sources:
        text = f'<a href="{escape(cell.sources[0].address)}">{text}</a>'
    marks = [_mark(mark, follows) for mark, follows in cell.marks]
    refs = [
        f'<sup><a href="#source-{page.numbers[source]}">{page.numbers[source]}</a></sup>'
        for source in cell.sources
        if source in page.numbers
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


def _stack(cell: Cell) -> str:
    """Return numbers side by side, each as wide as it is large, and wide enough to be read."""
    total = sum(count for _, count in cell.stack) or 1
    words = ", ".join(f"{count} {what}" for what, count in cell.stack)
    parts = "".join(
        f'<span style="background:{_STACK[what]};width:{12 + _STACK_WIDTH * count // total}px">'
        f"{count}</span>"
        for what, count in cell.stack
    )
    rest = cell.text.partition(" (")[2]
    return (
        f'<span class="stack" role="img" aria-label="{escape(words)}">{parts}</span>'
        f"{f' ({escape(rest)}' if rest else ''}"
    )


def _detail(detail: Detail, heading: str, page: _Page) -> str:
    refs = _text(Cell(sources=detail.heading.sources), page)
    text = f"{escape(detail.heading.text)}{refs and f' {refs}'}"
    named = f'<{heading} class="heading">{text}</{heading}>'
    return f"<section>\n{named}\n{_lines(detail.lines)}</section>\n"


def _lines(lines: tuple[tuple[str, str], ...]) -> str:
    if not any(label for label, _ in lines):
        return f"<ul>\n{''.join(f'<li>{escape(value)}</li>' for _, value in lines)}\n</ul>\n"
    entries = "".join(
        f"<dt>{escape(label)}</dt><dd>{_linked(value)}</dd>\n" for label, value in lines
    )
    return f"<dl>\n{entries}</dl>\n"


def _linked(value: str) -> str:
    shown = escape(value)
    is_address = value.startswith(("https://", "http://"))
    return f'<a href="{shown}">{shown}</a>' if is_address else shown
