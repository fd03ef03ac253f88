"""Tables as pictures: heat maps and bars."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from math import fsum
from typing import NamedTuple

from peelcli.answers.tables import (
    Cell,
    Column,
    Mark,
    Report,
    Row,
    Table,
    references,
    without,
)
from peelcli.render.look import AS_IT_IS, Look
from peelcli.render.shapes import (
    LINE,
    box,
    group_of,
    longest_word,
    number,
    rule,
    width_of,
    words,
    wrapped,
)
from peelcli.terms import Grade
from peelcli.text import percent

TEXT, SMALL, PAD = 13, 11.5, 6
_NAME, _WORDS = 260, 340
"""The widest that a name and another text may be before they are broken."""
_SHARE_OF_NAMES = 0.4
"""Of the room that there is."""
_TURNED = 130
"""The height of a heading that runs upwards."""
_LEAST_BAR, _GAP = 200, 18
_WIDEST_CODE = 84


class Block(NamedTuple):
    """Something drawn, from its left upper corner on."""

    parts: list[str]
    width: float
    height: float


def meaning_of(cell: Cell) -> str:
    """Return what a cell says, in words."""
    marks = [f"{mark.meaning}{follows and f' ({follows})'}" for mark, follows in cell.marks]
    counts = [f"{count} {grade.label.lower()}" for grade, count in cell.bar if count]
    items = [meaning_of(item) for item in cell.items]
    return "; ".join(part for part in (cell.text, *marks, ", ".join(counts), *items) if part)


def colours_of(cell: Cell, look: Look) -> tuple[str, str]:
    """Return the fill of a cell, and the ink of its words."""
    if cell.grade is None:
        is_missing = any(mark is Mark.MISSING for mark, _ in cell.marks)
        return ("hatch" if is_missing else "page"), "quiet"
    return colours_of_grade(cell.grade, look)


def colours_of_grade(grade: Grade, look: Look) -> tuple[str, str]:
    """Return the fill of a grade, and the ink of words on it; pale where another is to be seen."""
    if look.grade not in (None, grade):
        return "pale", "text"
    return grade.value, f"on-{grade.value}"


class _Sheet(NamedTuple):
    """What the tables of a report share."""

    numbers: Mapping[str, int]
    """The number of each source that is listed."""
    has_captions: bool
    """Captions are needed to tell the tables apart."""
    room: float
    """The width that there is."""
    look: Look


def table_blocks(
    report: Report, numbers: Mapping[str, int], room: float, look: Look = AS_IT_IS
) -> list[Block]:
    """Return a report's tables; those below each other with the same columns share headings."""
    sheet = _Sheet(numbers, len(report.tables) > 1, room, look)
    tables = [part for table in report.tables for part in _by_first(table)]
    blocks: list[Block] = []
    for columns, alike in groupby(tables, key=lambda table: table.columns):
        same = [*alike]
        blocks += _tables(columns, same, sheet)
    return blocks


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


def _tables(columns: tuple[Column, ...], tables: Sequence[Table], sheet: _Sheet) -> Iterator[Block]:
    """Yield tables that share their columns; columns for which there is no room stand below."""
    rows = [row for table in tables for row in table.rows]
    if not rows:
        return
    room = sheet.room
    grid = _set(columns, rows, sheet, is_coded=False)
    if grid.width > room:
        grid = _set(columns, rows, sheet, is_coded=True)
    start = 1
    while start < len(columns):
        stop = start + 1
        while stop < len(columns) and grid.widths[0] + fsum(grid.widths[start : stop + 1]) <= room:
            stop += 1
        if grid.width <= room:
            stop = len(columns)
        is_out = [not (index == 0 or start <= index < stop) for index in range(len(columns))]
        widths = tuple(w for w, out in zip(grid.widths, is_out, strict=True) if not out)
        some = [without(table, is_out) for table in tables]
        part = grid._replace(columns=some[0].columns, widths=widths)
        yield _table(part, some, sheet)
        start = stop


def _set(
    columns: tuple[Column, ...], rows: Sequence[Row], sheet: _Sheet, *, is_coded: bool
) -> _Grid:
    """Return widths by what stands in the columns."""
    widths: list[float] = []
    for index, column in enumerate(columns):
        cells = [row.cells[index] for row in rows]
        texts = [_text_in(cell, sheet, is_coded=is_coded) for cell in cells]
        head = longest_word(column.heading, SMALL, is_bold=True)
        bold = any(
            row.is_main or row.cells[index].stands_out or row.cells[0].text == sheet.look.force
            for row in rows
        )
        if any(cell.bar for cell in cells):
            width = 0.0  # what the others leave
        elif column.holds_grades and is_coded:
            lines = len(wrapped(column.heading, _TURNED, SMALL, is_bold=True))
            word = max((width_of(text, TEXT, is_bold=bold) for text in texts), default=0)
            width = max(30, word, lines * SMALL * LINE)
        elif column.holds_grades:
            word = max((longest_word(text, TEXT, is_bold=bold) for text in texts), default=0)
            width = max(60, head, word)
        else:
            wide = max((width_of(text, TEXT, is_bold=bold) for text in texts), default=0)
            share = sheet.room * _SHARE_OF_NAMES
            width = max(head, min(wide, share, _NAME if index == 0 else _WORDS))
        widths.append(width + 2 * PAD)
    # Columns of grades are all alike.
    widest = max((w for w, c in zip(widths, columns, strict=True) if c.holds_grades), default=0)
    if not is_coded:
        widths = [widest if c.holds_grades else w for w, c in zip(widths, columns, strict=True)]
    rest = sheet.room - sum(widths)
    coded = sum(column.holds_grades for column in columns)
    if is_coded and coded and rest > 0:
        more = rest / coded
        widths = [
            max(w, min(w + more, _WIDEST_CODE)) if c.holds_grades else w
            for w, c in zip(widths, columns, strict=True)
        ]
    for index in range(len(columns)):
        if any(row.cells[index].bar for row in rows):
            # What there is no room for beside the bars stands below.
            widths[index] += rest if rest >= _LEAST_BAR else sheet.room - widths[0] - 2 * PAD
    return _Grid(columns, tuple(widths), is_coded)


def _text_in(cell: Cell, sheet: _Sheet, *, is_coded: bool) -> str:
    """Return the text of a cell."""
    if cell.items:
        return ", ".join(_text_in(item, sheet, is_coded=is_coded) for item in cell.items)
    text = (
        cell.grade.code if is_coded and cell.grade and cell.text == cell.grade.label else cell.text
    )
    signs = [f"{mark.symbol}{follows}" for mark, follows in cell.marks]
    # A sign does not stand alone on a line.
    return "\u00a0".join(part for part in (text, *signs, references(cell, sheet.numbers)) if part)


def _table(grid: _Grid, tables: Sequence[Table], sheet: _Sheet) -> Block:
    """Return tables below each other under one line of headings."""
    parts: list[str] = []
    y = 0.0
    is_captioned = tables[0].is_captioned and (sheet.has_captions or len(tables) > 1)
    if is_captioned and len(tables) == 1:
        y = _caption(parts, y, tables[0], grid.width)
    heads, height = _head(grid)
    parts += [f'<g transform="translate(0 {number(y)})">', *heads, "</g>"]
    y += height
    for table in tables:
        if is_captioned and len(tables) > 1:
            y = _caption(parts, y, table, grid.width)
        for row in table.rows:
            drawn, height = _row(grid, row, y, sheet, table.caption)
            parts += drawn
            y += height
    return Block(parts, grid.width, y)


def _caption(parts: list[str], y: float, table: Table, width: float) -> float:
    """Add a caption, and return where it ends."""
    lines = wrapped(table.caption, width, TEXT, is_bold=True)
    parts.append(words(0, y + PAD, lines, TEXT, is_bold=True))
    return y + len(lines) * TEXT * LINE + 2 * PAD


def _head(grid: _Grid) -> tuple[list[str], float]:
    """Return the headings, and how high they are."""
    lines = [
        wrapped(
            column.heading,
            _TURNED if grid.is_coded and column.holds_grades else width - PAD,
            SMALL,
            is_bold=True,
        )
        for column, width in zip(grid.columns, grid.widths, strict=True)
    ]
    turned = [grid.is_coded and column.holds_grades for column in grid.columns]
    heights = [
        max((width_of(text, SMALL, is_bold=True) for text in line), default=0)
        if turn
        else len(line) * SMALL * LINE
        for line, turn in zip(lines, turned, strict=True)
    ]
    height = max(heights) + PAD
    parts = []
    for index, (column, x, width) in enumerate(
        zip(grid.columns, grid.lefts, grid.widths, strict=True)
    ):
        if turned[index]:
            half = len(lines[index]) * SMALL * LINE / 2
            left = x + width / 2 - half
            parts.append(words(left, height - 4, lines[index], SMALL, is_bold=True, turn=True))
            continue
        anchor, at = _place(column, x, width)
        top = height - PAD - len(lines[index]) * SMALL * LINE
        parts.append(words(at, top, lines[index], SMALL, anchor=anchor, is_bold=True))
    parts.append(rule(0, height - 2, grid.width, height - 2, width=1.5))
    return parts, height


def _place(column: Column, x: float, width: float) -> tuple[str, float]:
    """Return how a column's texts are aligned, and at what place."""
    if column.holds_grades:
        return "middle", x + width / 2
    return ("end", x + width - PAD) if column.is_number else ("start", x + PAD)


def _row(grid: _Grid, row: Row, y: float, sheet: _Sheet, caption: str) -> tuple[list[str], float]:
    """Return a row, and how high it is."""
    texts = []
    for width, cell in zip(grid.widths, row.cells, strict=True):
        text = _text_in(cell, sheet, is_coded=grid.is_coded)
        is_bold = row.is_main or cell.stands_out or row.cells[0].text == sheet.look.force
        texts.append(wrapped(text, width - PAD, TEXT, is_bold=is_bold) if text else [])
    height = max(1, *map(len, texts)) * TEXT * LINE + 2 * PAD
    if any(cell.bar for cell in row.cells):
        height = max(height, 30)
    parts = [rule(0, y + height, grid.width, y + height)]
    name = meaning_of(row.cells[0])
    for column, x, width, cell, lines in zip(
        grid.columns, grid.lefts, grid.widths, row.cells, texts, strict=True
    ):
        if cell.bar:
            parts += _bar(cell, x, y + 3, width - PAD, height - 6, (name, caption), sheet.look)
            continue
        anchor, at = _place(column, x, width)
        boxed, ink = "", "text"
        if column.holds_grades or cell.grade:
            fill, ink = colours_of(cell, sheet.look)
            boxed = box(x + 1, y + 1, width - 2, height - 2, fill)
        top = y + (height - len(lines) * TEXT * LINE) / 2
        is_bold = row.is_main or cell.stands_out or row.cells[0].text == sheet.look.force
        text = words(at, top, lines, TEXT, ink=ink, anchor=anchor, is_bold=is_bold)
        drawn = [boxed, text]
        if column.holds_grades:
            parts.append(group_of(f"{name}, {column.heading}: {meaning_of(cell)}", drawn))
        else:
            parts += drawn
    return parts, height


def _bar(
    cell: Cell,
    x: float,
    y: float,
    width: float,
    height: float,
    names: tuple[str, str],
    look: Look,
) -> list[str]:
    """Return how many of each grade, side by side, with the share and the number in each."""
    total = sum(count for _, count in cell.bar)
    parts = []
    for grade, count in cell.bar:
        if not count:
            continue
        wide = width * count / total
        share = percent(count, total)
        texts = [f"{grade.code} {count} ({share})", f"{grade.code} {count}", str(count), ""]
        fill, ink = colours_of_grade(grade, look)
        label = next(text for text in texts if not text or width_of(text, SMALL) + 2 <= wide)
        parts.append(
            group_of(
                f"{names[0]}, {grade.label.lower()}: {count} of {total} ({share})",
                (
                    box(x, y, wide, height, fill),
                    words(
                        x + wide / 2,
                        y + (height - SMALL * LINE) / 2,
                        [label],
                        SMALL,
                        ink=ink,
                        anchor="middle",
                    ),
                ),
                names[1],
            )
        )
        x += wide
    return parts
