"""A map of tiles as text: a word of letters and a grade for each force."""

from collections.abc import Callable

from rich.console import Console
from rich.text import Text

from peelcli.answers.grades import grade_codes
from peelcli.answers.tables import Mark, Tile
from peelcli.terms import Grade

_MOST_COLUMNS = 64
_SHORTEST = 7
"""The letters of a code, a space, a grade's code, a mark."""


def tiles_as_text(
    tiles: tuple[Tile, ...], symbol: Callable[[Mark], str], styles: dict[Grade, str], hatch: str
) -> list[Text]:
    """Return the lines of a map; `hatch` fills a tile whose grade the dataset lacks."""
    words = {(tile.row, tile.column): _word(tile, symbol) for tile in tiles}
    width = max(_SHORTEST, *map(len, words.values()))
    by_place = {(tile.row, tile.column): tile for tile in tiles}
    lines = []
    for row in range(1, max(tile.row for tile in tiles) + 1):
        line = Text()
        for column in range(1, max(tile.column for tile in tiles) + 1):
            tile = by_place.get((row, column))
            if tile is None:
                line.append(" " * (width + 2))
                continue
            left, right = "[]" if tile.is_outlined else "  "
            is_missing = any(mark is Mark.MISSING for mark, _ in tile.cell.marks)
            word = words[row, column].ljust(width, hatch if is_missing else " ")
            grade = tile.cell.grade
            style = f"{styles[grade]} reverse".strip() if grade else ""
            line.append(left, style="bold").append(word, style=style).append(right, style="bold")
        lines.append(line)
    return lines


def _word(tile: Tile, symbol: Callable[[Mark], str]) -> str:
    grade = tile.cell.grade.code if tile.cell.grade else ""
    return f"{tile.code} {grade}{''.join(symbol(mark) for mark, _ in tile.cell.marks)}"


def print_tiles(
    console: Console,
    tiles: tuple[Tile, ...],
    symbol: Callable[[Mark], str],
    styles: dict[Grade, str],
    hatch: str,
) -> bool:
    """Print a map and the key of its grades, and return whether it fits."""
    lines = tiles_as_text(tiles, symbol, styles, hatch)
    if max(line.cell_len for line in lines) > min(_MOST_COLUMNS, console.width):
        return False
    console.print()
    for line in lines:
        console.print(line)
    grades = {tile.cell.grade for tile in tiles}
    console.print()
    console.print(Text(grade_codes(grade for grade in Grade if grade in grades)))
    return True
