"""HTML: one file that needs nothing else; real tables, for screens, readers aloud and paper."""

from html import escape

from peelcli.render import Screen
from peelcli.report.answer import Answer
from peelcli.report.tables import Cell, Column, Detail, Report, Row, Table
from peelcli.terms import Grade

# Background and text of each grade, by day and by night; every pair has a contrast above 4.5 : 1.
COLOURS = {
    Grade.OUTSTANDING: ("#0b5f8a", "#ffffff", "#5cc4f2", "#00131d"),
    Grade.GOOD: ("#d3ecd5", "#0f3d14", "#1d5a27", "#e4f6e6"),
    Grade.ADEQUATE: ("#e3e8f4", "#1f2d55", "#33416e", "#e8ecfa"),
    Grade.REQUIRES_IMPROVEMENT: ("#fde7b8", "#4d3200", "#6b4a06", "#fff1d2"),
    Grade.INADEQUATE: ("#a51d1d", "#ffffff", "#ff9a92", "#2a0000"),
}

_ROOM_FOR_A_LETTER = 0.06

_STYLE = """\
:root { color-scheme: light dark; --page: #ffffff; --text: #1c1c1c; --rule: #c9c9c9; --quiet: #555;
%(day)s }
@media (prefers-color-scheme: dark) {
  :root { --page: #16181c; --text: #e8e8e8; --rule: #474b52; --quiet: #a9adb5;
%(night)s }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 76rem; background: var(--page);
  color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; }
.scroll { overflow-x: auto; margin: 0 0 1rem; }
table { border-collapse: collapse; font-size: .9375rem; }
caption { text-align: left; font-weight: 600; padding: .25rem 0 .5rem; }
th, td { padding: .35rem .6rem; border: 1px solid var(--rule); text-align: left;
  vertical-align: top; }
thead th { vertical-align: bottom; border-bottom-width: 2px; }
tbody th { font-weight: 400; }
tr > :first-child { position: sticky; left: 0; background: var(--page); min-width: 7rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%%); }
tr.main th, tr.main td, .stands-out { font-weight: 700; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
td.number { white-space: nowrap; }
.mark { white-space: nowrap; }
.bar { display: flex; min-width: 12rem; height: 1.4rem; }
.bar span { text-align: center; overflow: hidden; font-size: .8rem; line-height: 1.4rem; }
%(grades)s
.notes, .legend { max-width: 46rem; color: var(--quiet); }
.legend { padding: 0; list-style: none; }
.legend b { display: inline-block; min-width: 1.5em; color: var(--text); }
details, section { max-width: 46rem; }
h2 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
dl { margin: 0; display: grid; grid-template-columns: max-content 1fr; gap: 0 .75rem; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
a { color: inherit; }
@media print {
  body { padding: 0; max-width: none; font-size: 10pt; }
  .scroll { overflow: visible; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  td, .bar span { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}"""


def render(answer: Answer, _screen: Screen) -> str:
    """Return the answer's report as a page."""
    report = answer.report()
    return f"""\
<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(report.title)}</title>
<style>
{_style()}
</style>
</head>
<body>
<main>
<h1>{escape(report.title)}</h1>
{_body(report)}</main>
</body>
</html>
"""


def _style() -> str:
    day, night, grades = [], [], []
    for grade, (back, text, dark_back, dark_text) in COLOURS.items():
        name = grade.value
        day.append(f"  --{name}: {back}; --{name}-text: {text};")
        night.append(f"  --{name}: {dark_back}; --{name}-text: {dark_text};")
        grades.append(f".{name} {{ background: var(--{name}); color: var(--{name}-text); }}")
    parts = {"day": "\n".join(day), "night": "\n".join(night), "grades": "\n".join(grades)}
    return _STYLE % parts


def _body(report: Report) -> str:
    parts = []
    for table in report.tables:
        parts.append(_table(table, report.title))
        parts += [f'<p class="notes">{escape(note)}</p>\n' for note in table.notes]
    if report.marks:
        entries = "".join(
            f'<li><b aria-hidden="true">{mark.symbol}</b> {escape(mark.meaning)}</li>\n'
            for mark in report.marks
        )
        parts.append(f'<ul class="legend">\n{entries}</ul>\n')
    parts += [f'<p class="notes">{escape(note)}</p>\n' for note in report.notes]
    parts += map(_detail, report.details)
    return "".join(parts)


def _table(table: Table, title: str) -> str:
    # A caption that repeats the heading is hidden; screen readers still need it.
    hidden = ' class="hidden"' if table.caption == title else ""
    caption = table.caption
    heads = "".join(map(_head, table.columns))
    rows = "".join(_row(row, table) for row in table.rows)
    return (
        # A wide table scrolls within its region, by keyboard too.
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(caption)}">\n'
        f"<table>\n<caption{hidden}>{escape(caption)}</caption>\n"
        f"<thead>\n<tr>{heads}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
    )


def _head(column: Column) -> str:
    number = ' class="number"' if column.is_number else ""
    return f'<th scope="col"{number}>{escape(column.heading)}</th>'


def _row(row: Row, table: Table) -> str:
    first, *rest = row.cells
    cells = "".join(
        _cell(cell, is_number=column.is_number)
        for cell, column in zip(rest, table.columns[1:], strict=True)
    )
    main = ' class="main"' if row.is_main else ""
    stands_out = ' class="stands-out"' if first.stands_out else ""
    return f'<tr{main}><th scope="row"{stands_out}>{_text(first)}</th>{cells}</tr>\n'


def _cell(cell: Cell, *, is_number: bool) -> str:
    classes = [cell.grade.value] if cell.grade else []
    classes += ["number"] if is_number else []
    classes += ["stands-out"] if cell.stands_out else []
    named = f' class="{" ".join(classes)}"' if classes else ""
    return f"<td{named}>{_bar(cell) if cell.bar else _text(cell)}</td>"


def _text(cell: Cell) -> str:
    """Return a cell's text; a mark is read aloud by its meaning."""
    marks = [
        f'<span class="mark" role="img" title="{escape(mark.meaning)}" '
        f'aria-label="{escape(mark.meaning)}">{mark.symbol}</span>{escape(follows)}'
        for mark, follows in cell.marks
    ]
    return " ".join(part for part in (escape(cell.text), *marks) if part)


def _bar(cell: Cell) -> str:
    total = sum(count for _, count in cell.bar)
    words = ", ".join(f"{count} {grade.label.lower()}" for grade, count in cell.bar if count)
    parts = "".join(
        f'<span class="{grade.value}" style="flex: {count}" aria-hidden="true">'
        f"{grade.code[0] if count / total >= _ROOM_FOR_A_LETTER else ''}</span>"
        for grade, count in cell.bar
        if count
    )
    return f'<div class="bar" role="img" aria-label="{escape(words)}">{parts}</div>'


def _detail(detail: Detail) -> str:
    lines = "".join(
        f"<dt>{escape(label)}</dt><dd>{_linked(value)}</dd>\n" for label, value in detail.lines
    )
    heading = escape(detail.heading.text)
    return f"<section>\n<h2>{heading}</h2>\n<dl>\n{lines}</dl>\n</section>\n"


def _linked(value: str) -> str:
    shown = escape(value)
    is_address = value.startswith(("https://", "http://"))
    return f'<a href="{shown}">{shown}</a>' if is_address else shown
