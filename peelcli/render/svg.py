"""SVG: a picture to be published, with its title, its key, its source and its licence.

Drawn by hand: a plotting library draws charts on axes, and most of these pictures are tables.
"""

from collections.abc import Mapping

from peelcli.answers.answer import Answer
from peelcli.answers.tables import (
    Mark,
    Report,
    Tile,
    references,
    sentence_parts,
)
from peelcli.render import Screen
from peelcli.render.shapes import (
    LINE,
    box,
    by_night,
    group_of,
    picture,
    rule,
    width_of,
    words,
    wrapped,
)
from peelcli.render.svg_tables import (
    MARGIN,
    MOST,
    PAD,
    SMALL,
    TEXT,
    Block,
    fill_of,
    meaning_of,
    table_blocks,
)
from peelcli.terms import Grade

_LEAST = 640
_TITLE = 20
_TILE, _BETWEEN = 78, 6


def render(answer: Answer, _screen: Screen) -> str:
    """Return the answer's report as a picture."""
    return whole_picture(answer.report())


def whole_picture(report: Report) -> str:
    """Return a report as a picture that can stand alone."""
    numbers = report.sources
    blocks = _blocks(report, report.tiles if report.is_map else (), numbers)
    room = min(max([_LEAST, *(block.width for block in blocks)]), MOST - 2 * MARGIN)
    title = report.sentence or report.title
    y = float(MARGIN)
    parts: list[str] = []
    y += _write(parts, y, title, room, _TITLE, is_bold=True) + PAD
    for label, value in report.head:
        y += _write(parts, y, f"{label}: {value}", room, TEXT)
    for sentence in report.lead:
        y += _write(parts, y, sentence, room, TEXT)
    y += PAD
    for block in blocks:
        parts.append(f'<g transform="translate({MARGIN} {y:.0f})">')
        parts += [*block.parts, "</g>"]
        y += block.height + 2 * PAD
    for sentence in (*(note for table in report.tables for note in table.notes), *report.notes):
        y += _write(parts, y, _plain(sentence), room, SMALL, ink="quiet") + 2
    for detail in report.details:
        y += PAD
        refs = references(detail.heading, numbers)
        y += _write(parts, y, f"{detail.heading.text} {refs}".strip(), room, TEXT, is_bold=True)
        for label, value in detail.lines:
            y += _write(parts, y, f"{label}{label and ': '}{value}", room, SMALL)
    for source, index in numbers.items():
        y += _write(parts, y, f"[{index}] {source}", room, SMALL)
    if report.origin:
        y += PAD
        parts.append(rule(MARGIN, y, MARGIN + room, y))
        y += PAD + _write(parts, y + PAD, str(report.origin), room, SMALL, ink="quiet")
    width, height = room + 2 * MARGIN, y + MARGIN
    desc = " ".join(map(_plain, (*report.lead, *report.notes)))
    ground = by_night() + box(0, 0, width, height, "page")
    return picture(title, desc, width, height, [ground, *parts])


def inner_picture(report: Report) -> str | None:
    """Return the map or the bars of a report for a page that has all else; None without any."""
    if not report.tiles and not any(any(table.bars) for table in report.tables):
        return None
    y, parts = 0.0, []
    blocks = _blocks(report, report.tiles, report.sources)
    for block in blocks:
        parts += [f'<g transform="translate(0 {y:.0f})">', *block.parts, "</g>"]
        y += block.height + PAD
    width = max(block.width for block in blocks)
    return picture(report.title, " ".join(map(_plain, report.notes)), width, y, parts)


def _blocks(report: Report, tiles: tuple[Tile, ...], numbers: Mapping[str, int]) -> list[Block]:
    """Return a report's map or else its tables, and the key."""
    bars = report._replace(tables=tuple(table for table in report.tables if any(table.bars)))
    blocks = [_map(tiles, report.title)] if tiles else []
    blocks += table_blocks(bars if tiles else report, numbers)
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
    parts.append(words(MARGIN, y, lines, size, ink=ink, is_bold=is_bold))
    return len(lines) * size * LINE


def _plain(sentence: str) -> str:
    return "".join(f"{text} ({link})" if link else text for text, link in sentence_parts(sentence))


# The map


def _map(tiles: tuple[Tile, ...], title: str) -> Block:
    step = _TILE + _BETWEEN
    parts = []
    for tile in tiles:
        x, y = (tile.column - 1) * step + 2, (tile.row - 1) * step + 2
        grade, center = tile.cell.grade, x + _TILE / 2
        ink = f"on-{grade.value}" if grade else "text"
        fill = grade.value if grade else fill_of(tile.cell)
        signs = "".join(f"{mark.symbol}{follows}" for mark, follows in tile.cell.marks)
        sign = grade.code if grade else signs
        more = signs if grade else ""
        parts.append(
            group_of(
                f"{tile.name}: {meaning_of(tile.cell)}",
                (
                    box(x, y, _TILE, _TILE, fill, outline=tile.is_outlined),
                    words(center, y + 12, [tile.code], 16, ink=ink, anchor="middle", is_bold=True),
                    words(center, y + 34, [sign], 18, ink=ink, anchor="middle"),
                    words(center, y + 57, [more], SMALL, ink=ink, anchor="middle"),
                ),
                f"{title}{', outlined' if tile.is_outlined else ''}",
            )
        )
    width, height = (max(at) * step for at in zip(*((t.column, t.row) for t in tiles), strict=True))
    return Block(parts, width, height)


def _key(report: Report, room: float) -> Block:
    """Return the grades and marks that occur, with their meanings."""
    cells = [c for table in report.tables for row in table.rows for c in row.cells]
    used = {cell.grade for cell in cells} | {g for cell in cells for g, n in cell.bar if n}
    entries = [
        (grade.value, f"{grade.code} {grade.label.lower()}") for grade in Grade if grade in used
    ]
    entries += [
        ("hatch" if mark is Mark.MISSING else "", f"{mark.symbol} {mark.meaning}".strip())
        for mark in report.marks
    ]
    parts, x, y = [], 0.0, 0.0
    for fill, text in entries:
        swatch = 20 if fill else 0
        width = swatch + width_of(text, SMALL) + 16
        if x and x + width > room:
            x, y = 0, y + 20
        if fill:
            parts.append(box(x, y + 1, 14, 14, fill))
        parts.append(words(x + swatch, y + 2, [text], SMALL))
        x += width
    return Block(parts, room, y + 20 if entries else 0)
