"""SVG: a picture to be published, with its title, its key, its source and its licence.

Drawn by hand: a plotting library costs a second to import, and draws charts, not these tables.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from peelcli.render import Screen
from peelcli.render.shapes import (
    LINE,
    box,
    dot,
    longest_word,
    number,
    picture,
    rule,
    told,
    width_of,
    words,
    wrapped,
)
from peelcli.report.answer import Answer
from peelcli.report.tables import (
    Cell,
    Column,
    Mark,
    Report,
    Row,
    Table,
    Tile,
    cited,
    references,
    without,
)
from peelcli.terms import Grade

_LEAST, _MOST, _MARGIN = 640, 1200, 24
_TITLE, _TEXT, _SMALL = 20, 13, 11.5
_PAD = 6
_NAME, _WORDS = 260, 340
"""The widest that a name and another text may be before they are broken."""
_TURNED = 130
"""The height of a heading that runs upwards."""
_BAR, _AXIS, _GAP = 460, 84, 18
_TILE, _BETWEEN = 78, 6


class _Block(NamedTuple):
    """Something drawn, from its left upper corner on."""

    parts: list[str]
    width: float
    height: float


def render(answer: Answer, _screen: Screen) -> str:
    """Return the answer's report as a picture."""
    return whole_picture(answer.report())


def whole_picture(report: Report) -> str:
    """Return a report as a picture that can stand alone."""
    blocks = _drawn(report, report.tiles if report.is_map else ())
    room = max(_LEAST, *(block.width for block in blocks), 0) if blocks else _LEAST
    room = min(room, _MOST - 2 * _MARGIN)
    title = report.sentence or report.title
    y = float(_MARGIN)
    parts = [box(0, 0, room + 2 * _MARGIN, 100_000, "page")]
    y += _write(parts, y, title, room, _TITLE, is_bold=True) + _PAD
    for label, value in report.head:
        y += _write(parts, y, f"{label}: {value}", room, _TEXT)
    for sentence in report.lead:
        y += _write(parts, y, sentence, room, _TEXT)
    y += _PAD
    for block in blocks:
        parts.append(f'<g transform="translate({_MARGIN} {y:.0f})">')
        parts += [*block.parts, "</g>"]
        y += block.height + 2 * _PAD
    for sentence in (*(note for table in report.tables for note in table.notes), *report.notes):
        y += _write(parts, y, _plain(sentence), room, _SMALL, ink="quiet") + 2
    for detail in report.details:
        y += _PAD
        refs = references(detail.heading, report.sources)
        y += _write(parts, y, f"{detail.heading.text} {refs}".strip(), room, _TEXT, is_bold=True)
        for label, value in detail.lines:
            y += _write(parts, y, f"{label}{label and ': '}{value}", room, _SMALL)
    for source, index in report.sources.items():
        y += _write(parts, y, f"[{index}] {source.address}{source.remark}", room, _SMALL)
    if report.origin:
        y += _PAD
        parts.append(rule(_MARGIN, y, _MARGIN + room, y))
        y += _PAD + _write(parts, y + _PAD, str(report.origin), room, _SMALL, ink="quiet")
    parts[0] = box(0, 0, room + 2 * _MARGIN, y + _MARGIN, "page")
    desc = " ".join(map(_plain, (*report.lead, *report.notes)))
    return picture(title, desc, room + 2 * _MARGIN, y + _MARGIN, parts)


def inner_picture(report: Report) -> str | None:
    """Return the map or the bars of a report for a page that has all else; None without any."""
    if not report.tiles and not any(any(table.bars) for table in report.tables):
        return None
    y, parts = 0.0, []
    blocks = _drawn(report, report.tiles)
    for block in blocks:
        parts += [f'<g transform="translate(0 {y:.0f})">', *block.parts, "</g>"]
        y += block.height + _PAD
    width = max(block.width for block in blocks)
    return picture(report.title, " ".join(map(_plain, report.notes)), width, y, parts)


def _drawn(report: Report, tiles: tuple[Tile, ...]) -> list[_Block]:
    """Return a report's map or else its tables, and the key."""
    if tiles:
        blocks = [_map(tiles)]
    else:
        tables = [part for table in report.tables for part in _by_first(table)]
        blocks = []
        for columns, alike in groupby(tables, key=lambda table: table.columns):
            same = [*alike]
            blocks += _tables(columns, same, report)
    width = max((block.width for block in blocks), default=_LEAST)
    key = _key(report, max(width, _LEAST))
    return [*blocks, key] if key.height else blocks


def _write(
    parts: list[str],
    y: float,
    text: str,
    room: float,
    size: float,
    *,
    ink: str = "text",
    is_bold: bool = False,
) -> float:
    """Add a paragraph, and return how high it is."""
    lines = wrapped(text, room, size, is_bold=is_bold)
    parts.append(words(_MARGIN, y, lines, size, ink=ink, is_bold=is_bold))
    return len(lines) * size * LINE


def _plain(sentence: str) -> str:
    return "".join(f"{text} ({link})" if link else text for text, link in cited(sentence))


# The map


def _map(tiles: tuple[Tile, ...]) -> _Block:
    step = _TILE + _BETWEEN
    parts = []
    for one in tiles:
        x, y = (one.column - 1) * step + 2, (one.row - 1) * step + 2
        grade, center = one.cell.grade, x + _TILE / 2
        ink = f"on-{grade.value}" if grade else "text"
        fill = grade.value if grade else _fill(one.cell)
        signs = "".join(f"{mark.symbol}{follows}" for mark, follows in one.cell.marks)
        said = grade.code if grade else signs
        more = signs if grade else ""
        parts.append(
            told(
                f"{one.name}: {_meaning(one.cell)}",
                (
                    box(x, y, _TILE, _TILE, fill, outline=one.is_outlined),
                    words(center, y + 12, [one.code], 16, ink=ink, anchor="middle", is_bold=True),
                    words(center, y + 34, [said], 18, ink=ink, anchor="middle"),
                    words(center, y + 57, [more], _SMALL, ink=ink, anchor="middle"),
                ),
                "outlined" if one.is_outlined else "",
            )
        )
    width, height = (max(at) * step for at in zip(*((t.column, t.row) for t in tiles), strict=True))
    return _Block(parts, width, height)


def _meaning(cell: Cell) -> str:
    """Return what a cell says, in words."""
    marks = [f"{mark.meaning}{follows and f' ({follows})'}" for mark, follows in cell.marks]
    counts = [f"{count} {grade.label.lower()}" for grade, count in cell.bar if count]
    items = [_meaning(item) for item in cell.items]
    return "; ".join(part for part in (cell.text, *marks, ", ".join(counts), *items) if part)


def _fill(cell: Cell) -> str:
    return "hatch" if any(mark is Mark.MISSING for mark, _ in cell.marks) else "page"


def _key(report: Report, room: float) -> _Block:
    """Return the grades and marks that occur, with their meanings."""
    cells = [c for table in report.tables for row in table.rows for c in row.cells]
    used = {cell.grade for cell in cells} | {g for cell in cells for g, n in cell.bar if n}
    used |= {grade for cell in cells for grade in cell.move or ()}
    entries = [
        (grade.value, f"{grade.code} {grade.label.lower()}") for grade in Grade if grade in used
    ]
    if any(cell.move for cell in cells):
        entries.append(("", "small dot: before, large dot: now"))
    entries += [
        ("hatch" if mark is Mark.MISSING else "", f"{mark.symbol} {mark.meaning}".strip())
        for mark in report.marks
    ]
    parts, x, y = [], 0.0, 0.0
    for fill, text in entries:
        swatch = 20 if fill else 0
        width = swatch + width_of(text, _SMALL) + 16
        if x and x + width > room:
            x, y = 0, y + 20
        if fill:
            parts.append(box(x, y + 1, 14, 14, fill))
        parts.append(words(x + swatch, y + 2, [text], _SMALL))
        x += width
    return _Block(parts, room, y + 20 if entries else 0)


# Tables


def _by_first(table: Table) -> list[Table]:
    """Return a table of bars as one a round, where its first column names the round of each row."""
    firsts = [row.cells[0].text for row in table.rows]
    has_bars = any(table.bars)
    if has_bars:
        # A bar has the numbers of its grades.
        drawn = {grade.label for row in table.rows for cell in row.cells for grade, _ in cell.bar}
        table = without(table, [column.heading in drawn for column in table.columns])
    if not has_bars or len(set(firsts)) == len(firsts) or len(table.columns) == 1:
        return [table]
    rest = without(table, [True, *[False] * (len(table.columns) - 1)])
    rows = zip(firsts, rest.rows, strict=True)
    return [
        rest._replace(
            caption=f"{table.columns[0].heading} {name}",
            rows=tuple(row for _, row in some),
            is_captioned=True,
        )
        for name, some in groupby(rows, key=lambda pair: pair[0])
    ]


class _Grid(NamedTuple):
    """How columns are set."""

    columns: tuple[Column, ...]
    widths: tuple[float, ...]
    is_coded: bool
    """Grades are codes, and their headings run upwards."""

    @property
    def lefts(self) -> list[float]:
        """Where each column starts."""
        x = 0.0
        found: list[float] = []
        for column, width in zip(self.columns, self.widths, strict=True):
            x += _GAP if column.is_apart and found else 0
            found.append(x)
            x += width
        return found

    @property
    def width(self) -> float:
        """The width of all."""
        return self.lefts[-1] + self.widths[-1]


def _tables(
    columns: tuple[Column, ...], tables: Sequence[Table], report: Report
) -> Iterator[_Block]:
    """Yield tables that share their columns; columns for which there is no room stand below."""
    rows = [row for table in tables for row in table.rows]
    if not rows:
        return
    room = _MOST - 2 * _MARGIN
    grid = _set(columns, rows, report, is_coded=False)
    if grid.width > room:
        grid = _set(columns, rows, report, is_coded=True)
    start = 1
    while start < len(columns):
        stop = start + 1
        while stop < len(columns) and grid.widths[0] + sum(grid.widths[start : stop + 1]) <= room:
            stop += 1
        if grid.width <= room:
            stop = len(columns)
        is_out = [not (index == 0 or start <= index < stop) for index in range(len(columns))]
        widths = tuple(w for w, out in zip(grid.widths, is_out, strict=True) if not out)
        some = [without(table, is_out) for table in tables]
        part = grid._replace(columns=some[0].columns, widths=widths)
        yield _table(part, some, report)
        start = stop
    if len(columns) == 1:
        yield _table(grid, tables, report)


def _set(
    columns: tuple[Column, ...], rows: Sequence[Row], report: Report, *, is_coded: bool
) -> _Grid:
    """Return widths by what stands in the columns."""
    widths = []
    for index, column in enumerate(columns):
        cells = [row.cells[index] for row in rows]
        texts = [_said(cell, report, is_coded=is_coded) for cell in cells]
        head = longest_word(column.heading, _SMALL, is_bold=True)
        bold = any(row.is_main or row.cells[index].stands_out for row in rows)
        if any(cell.bar for cell in cells):
            width = float(_BAR)
        elif column.holds_grades and is_coded:
            lines = len(wrapped(column.heading, _TURNED, _SMALL, is_bold=True))
            word = max((width_of(text, _TEXT, is_bold=bold) for text in texts), default=0)
            width = max(30, word, lines * _SMALL * LINE)
        elif column.holds_grades:
            word = max((longest_word(text, _TEXT, is_bold=bold) for text in texts), default=0)
            width = max(60, head, word)
        else:
            wide = max((width_of(text, _TEXT, is_bold=bold) for text in texts), default=0)
            width = max(head, min(wide, _NAME if index == 0 else _WORDS))
        if any(cell.move for cell in cells):
            width += len(column.scale) * _AXIS
        widths.append(width + 2 * _PAD)
    # Columns of grades are all alike.
    widest = max((w for w, c in zip(widths, columns, strict=True) if c.holds_grades), default=0)
    if not is_coded:
        widths = [widest if c.holds_grades else w for w, c in zip(widths, columns, strict=True)]
    return _Grid(columns, tuple(widths), is_coded)


def _said(cell: Cell, report: Report, *, is_coded: bool) -> str:
    """Return the text of a cell."""
    if cell.items:
        return ", ".join(_said(item, report, is_coded=is_coded) for item in cell.items)
    text = (
        cell.grade.code if is_coded and cell.grade and cell.text == cell.grade.label else cell.text
    )
    signs = [f"{mark.symbol}{follows}" for mark, follows in cell.marks]
    # A sign does not stand alone on a line.
    return "\u00a0".join(part for part in (text, *signs, references(cell, report.sources)) if part)


def _table(grid: _Grid, tables: Sequence[Table], report: Report) -> _Block:
    """Return tables below each other under one line of headings."""
    parts: list[str] = []
    y = 0.0
    is_captioned = tables[0].is_captioned and (len(report.tables) > 1 or len(tables) > 1)
    if is_captioned and len(tables) == 1:
        y = _caption(parts, y, tables[0], grid.width)
    heads, height = _head(grid, [row for table in tables for row in table.rows])
    parts += [f'<g transform="translate(0 {number(y)})">', *heads, "</g>"]
    y += height
    for table in tables:
        if is_captioned and len(tables) > 1:
            y = _caption(parts, y, table, grid.width)
        for row in table.rows:
            drawn, height = _row(grid, row, y, report)
            parts += drawn
            y += height
    return _Block(parts, grid.width, y)


def _caption(parts: list[str], y: float, table: Table, width: float) -> float:
    """Add a caption, and return where it ends."""
    lines = wrapped(table.caption, width, _TEXT, is_bold=True)
    parts.append(words(0, y + _PAD, lines, _TEXT, is_bold=True))
    return y + len(lines) * _TEXT * LINE + 2 * _PAD


def _head(grid: _Grid, rows: Sequence[Row]) -> tuple[list[str], float]:
    """Return the headings, and how high they are."""
    lines = [
        wrapped(
            column.heading,
            _TURNED if grid.is_coded and column.holds_grades else width - _PAD,
            _SMALL,
            is_bold=True,
        )
        for column, width in zip(grid.columns, grid.widths, strict=True)
    ]
    turned = [grid.is_coded and column.holds_grades for column in grid.columns]
    heights = [
        max((width_of(one, _SMALL, is_bold=True) for one in line), default=0)
        if turn
        else len(line) * _SMALL * LINE
        for line, turn in zip(lines, turned, strict=True)
    ]
    height = max(heights) + _PAD
    parts = []
    for index, (column, x, width) in enumerate(
        zip(grid.columns, grid.lefts, grid.widths, strict=True)
    ):
        if turned[index]:
            half = len(lines[index]) * _SMALL * LINE / 2
            left = x + width / 2 - half
            parts.append(words(left, height - 4, lines[index], _SMALL, is_bold=True, turn=True))
            continue
        anchor, at = _place(column, x, width)
        top = height - _PAD - len(lines[index]) * _SMALL * LINE
        parts.append(words(at, top, lines[index], _SMALL, anchor=anchor, is_bold=True))
        if any(row.cells[index].move for row in rows):
            for place, grade in enumerate(reversed(column.scale)):
                middle = _on_axis(x + width, column, place)
                label = wrapped(grade.label, _AXIS, _SMALL)
                low = height - _PAD - len(label) * _SMALL * LINE
                parts.append(words(middle, low, label, _SMALL, anchor="middle"))
    parts.append(rule(0, height - 2, grid.width, height - 2, width=1.5))
    return parts, height


def _place(column: Column, x: float, width: float) -> tuple[str, float]:
    """Return how a column's texts are aligned, and at what place."""
    if column.holds_grades:
        return "middle", x + width / 2
    return ("end", x + width - _PAD) if column.is_number else ("start", x + _PAD)


def _on_axis(right: float, column: Column, place: int) -> float:
    return right - (len(column.scale) - place - 0.5) * _AXIS


def _row(grid: _Grid, row: Row, y: float, report: Report) -> tuple[list[str], float]:
    """Return a row, and how high it is."""
    texts = []
    for column, width, cell in zip(grid.columns, grid.widths, row.cells, strict=True):
        axis = len(column.scale) * _AXIS if cell.move else 0
        said = _said(cell, report, is_coded=grid.is_coded)
        is_bold = row.is_main or cell.stands_out
        texts.append(wrapped(said, width - axis - _PAD, _TEXT, is_bold=is_bold) if said else [])
    height = max(1, *map(len, texts)) * _TEXT * LINE + 2 * _PAD
    if any(cell.bar for cell in row.cells):
        height = max(height, 30)
    parts = [rule(0, y + height, grid.width, y + height)]
    name = _meaning(row.cells[0])
    for column, x, width, cell, lines in zip(
        grid.columns, grid.lefts, grid.widths, row.cells, texts, strict=True
    ):
        if cell.bar:
            parts += _bar(cell, x, y + 3, width - _PAD, height - 6, name)
            continue
        anchor, at = _place(column, x, width)
        boxed, ink = "", "text"
        if column.holds_grades or (cell.grade and not column.scale):
            fill = cell.grade.value if cell.grade else _fill(cell)
            boxed = box(x + 1, y + 1, width - 2, height - 2, fill)
            ink = f"on-{cell.grade.value}" if cell.grade else "quiet"
        top = y + (height - len(lines) * _TEXT * LINE) / 2
        is_bold = row.is_main or cell.stands_out
        text = words(at, top, lines, _TEXT, ink=ink, anchor=anchor, is_bold=is_bold)
        drawn = [boxed, text, *_move(column, cell, x + width, y + height / 2)]
        if column.holds_grades or cell.move:
            parts.append(told(f"{name}, {column.heading}: {_meaning(cell)}", drawn))
        else:
            parts += drawn
    return parts, height


def _move(column: Column, cell: Cell, right: float, y: float) -> Iterable[str]:
    """Return two grades on the column's scale, worst to best, and the line between them."""
    if cell.move is None:
        return []
    order = [*reversed(column.scale)]
    before, now = (_on_axis(right, column, order.index(grade)) for grade in cell.move)
    ends = rule(_on_axis(right, column, 0), y, _on_axis(right, column, len(order) - 1), y)
    if before == now:
        return [ends, dot(now, y, 7, cell.move[1].value)]
    first, last = dot(before, y, 5, cell.move[0].value), dot(now, y, 8, cell.move[1].value)
    return [ends, rule(before, y, now, y, width=4), first, last]


def _bar(cell: Cell, x: float, y: float, width: float, height: float, name: str) -> list[str]:
    """Return how many of each grade, side by side, with the share and the number in each."""
    total = sum(count for _, count in cell.bar)
    parts = []
    for grade, count in cell.bar:
        if not count:
            continue
        wide = width * count / total
        # Round halves up, as in the table.
        share = f"{(200 * count + total) // (2 * total)}%"
        texts = [f"{count} ({share})", str(count), ""]
        said = next(one for one in texts if not one or width_of(one, _SMALL) + 2 <= wide)
        parts.append(
            told(
                f"{name}, {grade.label.lower()}: {count} of {total} ({share})",
                (
                    box(x, y, wide, height, grade.value),
                    words(
                        x + wide / 2,
                        y + (height - _SMALL * LINE) / 2,
                        [said],
                        _SMALL,
                        ink=f"on-{grade.value}",
                        anchor="middle",
                    ),
                ),
            )
        )
        x += wide
    return parts
