"""A page as blocks: headings with their levels, items of lists, paragraphs and tables."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from peelcli.keeper.pages.lines import BULLETS, lines_of

_BAR = re.compile(r"^\||\|$")
_BULLET = re.compile(rf"^\s*(?:[{BULLETS}]|\d+[.)])\s+")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)[\s#]*$")
_RULE = frozenset("-: ")
"""The signs of the line below a table's head."""

Row = tuple[int, tuple[str, ...]]
"""A row's line, and its cells."""


class Kind(Enum):
    """What a block is."""

    HEADING = auto()
    ITEM = auto()
    TEXT = auto()
    TABLE = auto()


class Block(NamedTuple):
    """A piece of a page."""

    kind: Kind
    line: int
    """Where it starts, from 1."""
    text: str
    """Without what marks a heading or an item; that of a table is empty."""
    level: int = 0
    """Of a heading: 1 to 6."""
    rows: tuple[Row, ...] = ()


def blocks_of(text: str) -> Iterator[Block]:
    """Yield the blocks of a page's text."""
    rows: list[Row] = []
    for number, line in lines_of(text):
        bars = line.strip(" ").replace("\t", "|")
        cells = _BAR.sub("", bars).split("|")
        if len(cells) > 1:
            rows.append((number, tuple(bars.split("|"))))
            continue
        if rows:
            yield from _table(rows)
            rows = []
        # A table of one column is a list of lines.
        (only,) = cells
        heading, bare = _HEADING.match(only), _BULLET.sub("", only)
        if heading:
            yield Block(Kind.HEADING, number, heading[2], len(heading[1]))
        else:
            yield Block(Kind.TEXT if bare == only else Kind.ITEM, number, bare)
    if rows:
        yield from _table(rows)


def _table(rows: list[Row]) -> Iterator[Block]:
    """Give a table with words; a bar before or after all rows is its edge, others part cells."""
    first = int(all(not cells[0].strip() for _, cells in rows))
    last = None if any(cells[-1].strip() for _, cells in rows) else -1
    kept = [(line, tuple(cell.strip() for cell in cells[first:last])) for line, cells in rows]
    kept = [(line, cells) for line, cells in kept if not all(set(c) <= _RULE for c in cells)]
    if kept:
        yield Block(Kind.TABLE, rows[0][0], "", 0, tuple(kept))
