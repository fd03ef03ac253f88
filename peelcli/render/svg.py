"""SVG: a picture to be published, with its finding, its key, its source and its licence.

Drawn by hand: a plotting library draws charts on axes, and most of these pictures are tables.
"""

from peelcli.answers.answer import Answer
from peelcli.answers.tables import (
    Headline,
    Mark,
    Report,
    Table,
    Tile,
    references,
    sentence_parts,
    without,
)
from peelcli.render import Screen
from peelcli.render.look import AS_IT_IS, WIDTHS, Look
from peelcli.render.shapes import (
    LINE,
    box,
    group_of,
    in_theme,
    picture,
    rule,
    width_of,
    words,
    wrapped,
)
from peelcli.render.svg_paths import path_blocks
from peelcli.render.svg_tables import (
    PAD,
    SMALL,
    TEXT,
    Block,
    colours_of,
    colours_of_grade,
    meaning_of,
    table_blocks,
)
from peelcli.terms import Grade

_NARROW, _WIDE = 500, 1000
"""Below and above these widths a picture is laid out otherwise."""
_TILE, _BETWEEN = 92, 5
"""The most that a tile of a map takes, and what lies between two."""
_CODE, _CODES, _FEWEST_COLUMNS = 40, 190, 2
"""The width of a code, of a column of codes and names, and how many there are at the least."""


def render(answer: Answer, screen: Screen) -> str:
    """Return the answer's report as a picture."""
    return whole_picture(answer.report(), screen.look)


def whole_picture(report: Report, look: Look = AS_IT_IS) -> str:
    """Return a report as a picture that can stand alone."""
    width = look.width or _width_for(report, look)
    margin = 14 if width < _NARROW else 24
    room = width - 2 * margin
    page = _Page(margin, room)
    headline = report.headline or Headline(report.title)
    title = headline.title if look.title is None else look.title
    subtitle = headline.subtitle if look.subtitle is None else look.subtitle
    page.write(title, 18 if width < _NARROW else 21, is_bold=True)
    page.y += PAD / 2
    page.write(subtitle, TEXT, ink="quiet")
    for sentence in report.lead:
        page.write(sentence, TEXT)
    page.y += PAD
    page.draw(_key(report, room, look))
    numbers = report.sources
    is_beside = report.is_map and bool(report.tiles) and width > _WIDE
    if is_beside:
        page.draw(_beside(report, room, look))
    else:
        for block in _blocks(report, room, look):
            page.draw(block)
        if report.is_map:
            page.draw(_codes(report.tiles, room))
    table_notes = (note for table in report.tables for note in table.notes)
    for sentence in dict.fromkeys((*table_notes, *(() if is_beside else report.notes))):
        page.write(_plain(sentence), SMALL, ink="quiet")
        page.y += 2
    for detail in report.details:
        page.y += PAD
        refs = references(detail.heading, numbers)
        page.write(f"{detail.heading.text} {refs}".strip(), TEXT, is_bold=True)
        for label, value in detail.lines:
            page.write(f"{label}{label and ': '}{value}", SMALL)
    for source, index in numbers.items():
        page.write(f"[{index}] {source}", SMALL)
    page.y += PAD
    page.parts.append(rule(margin, page.y, margin + room, page.y))
    page.y += PAD
    page.write(headline.source, SMALL)
    if report.origin:
        page.write(str(report.origin), SMALL, ink="quiet")
    height = page.y + margin
    desc = " ".join(map(_plain, (subtitle, *report.lead, *report.notes)))
    ground = box(0, 0, width, height, "page")
    return in_theme(picture(title, desc, width, height, [ground, *page.parts]), look.theme)


def inner_picture(report: Report) -> str | None:
    """Return the map or the bars of a report for a page that has all else; None without any."""
    if not report.tiles and not any(any(table.bars) for table in report.tables):
        return None
    room, look = float(WIDTHS[0]), AS_IT_IS
    parts = _Page(0, room)
    bars = tuple(_bare(table) for table in report.tables if any(table.bars))
    drawn = report._replace(tables=bars, paths=(), is_map=True)
    for block in (*_blocks(drawn, room, look), _key(report, room, look)):
        parts.draw(block)
    notes = " ".join(map(_plain, report.notes))
    return picture(report.title, notes, room, parts.y, parts.parts)


def _bare(table: Table) -> Table:
    """Return a table of bars without what stands in words beside the picture."""
    alike = [
        len({row.cells[index].text for row in table.rows}) == 1 and not table.bars[index]
        for index in range(len(table.columns))
    ]
    out = [
        column.is_number or (same and len(table.rows) > 1)
        for column, same in zip(table.columns, alike, strict=True)
    ]
    return without(table, out)


class _Page:
    """What is drawn so far, from the top down."""

    def __init__(self, margin: float, room: float) -> None:
        self.margin, self.room = margin, room
        self.y = float(margin)
        self.parts: list[str] = []

    def draw(self, block: Block) -> None:
        """Add a block, if there is anything in it."""
        if block.height:
            self.parts.append(f'<g transform="translate({self.margin} {self.y:.1f})">')
            self.parts += [*block.parts, "</g>"]
            self.y += block.height + 2 * PAD

    def write(self, text: str, size: float, *, ink: str = "text", is_bold: bool = False) -> None:
        """Add a paragraph."""
        if text:
            lines = wrapped(text, self.room, size, is_bold=is_bold)
            self.parts.append(words(self.margin, self.y, lines, size, ink=ink, is_bold=is_bold))
            self.y += len(lines) * size * LINE


def _width_for(report: Report, look: Look) -> int:
    """Return the first width from 688 on that holds each table in one piece, or the widest."""
    _, column, page = WIDTHS
    heads = {table.columns for table in report.tables if not report.paths and not report.is_map}
    pieces = 0 if not heads else len(_blocks(report, column - 48, look))
    return column if pieces <= len(heads) else page


def _blocks(report: Report, room: float, look: Look) -> list[Block]:
    """Return a report's map or its paths, or else its tables."""
    tiles = report.tiles if report.is_map else ()
    bars = report._replace(tables=tuple(table for table in report.tables if any(table.bars)))
    if report.paths:
        return path_blocks(report.paths, room, look)
    blocks = [_map(tiles, report.title, room, look)] if tiles else []
    return blocks + table_blocks(bars if tiles else report, report.sources, room, look)


def _plain(sentence: str) -> str:
    return "".join(f"{text} ({link})" if link else text for text, link in sentence_parts(sentence))


# The map


def _map(tiles: tuple[Tile, ...], title: str, room: float, look: Look) -> Block:
    columns, rows = (max(at) for at in zip(*((t.column, t.row) for t in tiles), strict=True))
    step = min(_TILE, (room - 4) / columns)
    size = step - _BETWEEN
    code, letter = min(16.0, max(11.0, size * 0.22)), min(18.0, max(11.0, size * 0.25))
    parts = []
    for tile in tiles:
        x, y = (tile.column - 1) * step + 2, (tile.row - 1) * step + 2
        grade, center = tile.cell.grade, x + size / 2
        fill, ink = colours_of(tile.cell, look)
        signs = "".join(f"{mark.symbol}{follows}" for mark, follows in tile.cell.marks)
        has_room = size * 0.86 > (letter + code + SMALL) * LINE
        sign = (grade.code if has_room else f"{grade.code}{signs}") if grade else signs
        more = signs if grade and has_room else ""
        is_outlined = tile.is_outlined or tile.name == look.force
        parts.append(
            group_of(
                f"{tile.name}: {meaning_of(tile.cell)}",
                (
                    box(x, y, size, size, fill, outline=is_outlined),
                    words(
                        center, y + size * 0.14, [tile.code], code, ink=ink if grade else "text",
                        anchor="middle", is_bold=True,
                    ),
                    words(
                        center, y + size * 0.14 + code * LINE, [sign], letter,
                        ink=ink if grade else "text", anchor="middle",
                    ),
                    words(
                        center, y + size * 0.14 + (code + letter) * LINE, [more], SMALL, ink=ink,
                        anchor="middle",
                    ),
                ),
                f"{title}{', outlined' if is_outlined else ''}",
            )
        )  # fmt: skip
    return Block(parts, columns * step, rows * step)


def _codes(tiles: tuple[Tile, ...], room: float) -> Block:
    """Return which code is which force, in columns, or one after the other where it is narrow."""
    named = sorted((tile.code, tile.name) for tile in tiles)
    count = int(room // _CODES)
    if count < _FEWEST_COLUMNS:
        # A code and its force stay together.
        lines = wrapped(
            ", ".join(f"{code} {name}".replace(" ", "\u00a0") for code, name in named), room, SMALL
        )
        return Block([words(0, 0, lines, SMALL)], room, len(lines) * SMALL * LINE)
    wide = room / count
    each = -(-len(named) // count)
    parts, height = [], 0.0
    for column in range(count):
        y = 0.0
        for code, name in named[column * each : (column + 1) * each]:
            lines = wrapped(name, wide - _CODE - PAD, SMALL)
            parts.append(words(column * wide, y, [code], SMALL, is_bold=True))
            parts.append(words(column * wide + _CODE, y, lines, SMALL))
            y += len(lines) * SMALL * LINE
        height = max(height, y)
    return Block(parts, room, height)


def _beside(report: Report, room: float, look: Look) -> Block:
    """Return the map with its codes beside it, and what else the report draws below these."""
    drawn = _map(report.tiles, report.title, room * 0.62, look)
    left = drawn.width + 4 * PAD
    parts, y = list(drawn.parts), 0.0
    others = _blocks(report, room - left, look)[1:]
    notes = _Page(0, room - left)
    for sentence in report.notes:
        notes.write(_plain(sentence), SMALL, ink="quiet")
        notes.y += 2
    told = Block(notes.parts, room - left, notes.y)
    for block in (_codes(report.tiles, room - left), *others, told):
        parts += [f'<g transform="translate({left:.1f} {y:.1f})">', *block.parts, "</g>"]
        y += block.height + 2 * PAD
    return Block(parts, room, max(drawn.height, y))


def _key(report: Report, room: float, look: Look) -> Block:
    """Return the grades and marks that occur, with their meanings."""
    cells = [c for table in report.tables for row in table.rows for c in row.cells]
    used = {cell.grade for cell in cells} | {g for cell in cells for g, n in cell.bar if n}
    entries = [
        (colours_of_grade(grade, look)[0], f"{grade.code} {grade.label.lower()}")
        for grade in Grade
        if grade in used
    ]
    drawn = [mark for mark in report.marks if not (report.paths and mark in _STEPPED)]
    entries += [
        ("hatch" if mark is Mark.MISSING and not report.paths else "",
         f"{mark.symbol} {mark.meaning}".strip())
        for mark in drawn
    ]  # fmt: skip
    parts, x, y = [], 0.0, 0.0
    for fill, text in entries:
        swatch = 20 if fill else 0
        lines = wrapped(text, room - swatch, SMALL)
        width = swatch + max(width_of(line, SMALL) for line in lines) + 16
        if x and x + width - 16 > room:
            x, y = 0, y + 20
        if fill:
            parts.append(box(x, y + 1, 14, 14, fill))
        parts.append(words(x + swatch, y + 2, lines, SMALL))
        x += width
        if len(lines) > 1:
            x, y = 0, y + 20 * len(lines)
    return Block(parts, room, y + 20 if entries else 0)


_STEPPED = (Mark.IMPROVED, Mark.DECLINED, Mark.NOT_ASKED)
"""Marks whose meaning a path shows."""
