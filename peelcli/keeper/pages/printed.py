"""The text of a printed page (PDF), by where its lines stand.

So paragraphs and columns stay apart, and the cells of a table stand between bars.
"""

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, zip_longest
from statistics import median
from typing import Any, NamedTuple

from peelcli.errors import UsageError
from peelcli.extras import extra

_MOST_SHEETS = 500
_MOST_RUNS = 500_000
_LETTER = 0.42
"""How wide a narrow letter is, in sizes of the type."""
_GAP, _GAP_AT_A_STOP = 2.0, 0.3
"""How far apart two cells stand, in sizes of the type; less where others start there too."""
_SAME_CELL = 12.0
"""How far apart the starts of two lines of a cell may be, in points."""
_SHEET = 100_000.0
_LEAST_STEP = 0.9
_NEXT_LINE = 1.7
"""How far below, in sizes of the type, the next line of a cell may be."""
_MOST_LINES_IN_A_CELL, _MOST_ROWS = 8, 60
_STOPS = (".", "!", "?", ":", "\u201d", '"')
_PARAGRAPH = 1.3
"""How much more than a line lies between paragraphs."""


class _Run(NamedTuple):
    """Letters that a page sets at once; where they start, in points from the left and below."""

    text: str
    left: float
    height: float
    size: float
    begins_line: bool


class _Cell(NamedTuple):
    """Text at one place of a line."""

    text: str
    left: float
    height: float
    end: float
    """Where it ends at least."""


class _Line(NamedTuple):
    """What stands beside each other."""

    cells: tuple[_Cell, ...]
    size: float

    @property
    def height(self) -> float:
        """How far from below it stands."""
        return self.cells[0].height


def read_printed(data: bytes, name: str) -> str:
    """Return the text of a PDF. Raises UsageError where it can't be read."""
    pypdf = extra("pypdf", "a PDF file", "read")
    import logging

    # It would tell of each oddity of a file.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        sheets = pypdf.PdfReader(io.BytesIO(data)).pages[: _MOST_SHEETS + 1]
        runs: list[list[_Run]] = []
        for place, sheet in enumerate(sheets):
            if sum(map(len, runs)) <= _MOST_RUNS:
                runs.append(_runs(sheet, place))
    except Exception as error:
        raise UsageError(f"{name!r} can't be read as PDF: {error}") from error
    if sum(map(len, runs)) > _MOST_RUNS:
        raise UsageError(f"{name!r} draws more letters than any report; save its text")
    if len(runs) > _MOST_SHEETS:
        raise UsageError(f"{name!r} has more than {_MOST_SHEETS} sheets; split it")
    return "\n".join(_text_of([line for of_sheet in runs for line in _lines(of_sheet)]))


def _runs(sheet: Any, place: int) -> list[_Run]:  # noqa: ANN401 - of pypdf
    """Return the runs of a sheet, in its order; each sheet stands above the one before."""
    runs: list[_Run] = []
    begins = True

    def visit(text: str, sheet_at: Any, at: Any, _font: Any, size: float) -> None:  # noqa: ANN401
        nonlocal begins
        begins = begins or "\n" in text
        if not text.strip():
            return
        left = at[4] * sheet_at[0] + at[5] * sheet_at[2] + sheet_at[4]
        height = at[4] * sheet_at[1] + at[5] * sheet_at[3] + sheet_at[5] + place * _SHEET
        own = abs(size * at[3] * sheet_at[3]) or size
        first, *others = text.strip("\n").split("\n")
        runs.append(_Run(first, left, height, own, begins))
        runs.extend(_Run(line, left, height, own, begins_line=True) for line in others)
        begins = text.endswith("\n")

    sheet.extract_text(visitor_text=visit)
    return runs


def _lines(runs: Sequence[_Run]) -> list[_Line]:
    """Return the lines of a sheet, each with its cells."""
    starts = Counter(round(run.left) for run in runs if not run.begins_line)
    lines: list[_Line] = []
    for run in runs:
        end = run.left + _LETTER * run.size * len(run.text.strip())
        cell = _Cell(run.text.strip(), run.left, run.height, end)
        if run.begins_line and lines and (row := _with_more(lines[-1], cell, run.size)):
            lines[-1] = row
            continue
        if run.begins_line or not lines:
            first = _first_line_beside(lines, cell)
            if first is None:
                lines.append(_Line((cell,), run.size))
            else:
                text = " ".join(line.cells[0].text for line in lines[first:])
                row = lines[first]
                lines[first:] = [row._replace(cells=(row.cells[0]._replace(text=text), cell))]
            continue
        line = lines[-1]
        *before, last = line.cells
        gap = (run.left - last.end) / (run.size or 1)
        is_below = abs(run.left - last.left) < _SAME_CELL and run.height < last.height
        is_stop = starts[round(run.left)] > 1 and gap > _GAP_AT_A_STOP
        is_bullet = len(last.text) == 1 and not last.text.isalnum()
        if not is_below and not is_bullet and (gap > _GAP or is_stop):
            lines[-1] = line._replace(cells=(*line.cells, cell))
            continue
        space = " " if is_below or is_bullet or run.text[:1].isspace() else ""
        text = f"{last.text}{space}{cell.text}"
        lines[-1] = line._replace(cells=(*before, last._replace(text=text, end=max(last.end, end))))
    return lines


def _with_more(row: _Line, cell: _Cell, size: float) -> _Line | None:
    """Return a row with the second line of one of its cells, but the first; None for no such."""
    for place, above in enumerate(row.cells[1:], start=1):
        down = above.height - cell.height
        if abs(above.left - cell.left) < _SAME_CELL and 0 < down < _NEXT_LINE * size:
            joined = above._replace(text=f"{above.text} {cell.text}", height=cell.height)
            return row._replace(cells=(*row.cells[:place], joined, *row.cells[place + 1 :]))
    return None


def _first_line_beside(lines: Sequence[_Line], cell: _Cell) -> int | None:
    """Return where the lines of the cell to the left start, for one that is set after them.

    Without a row above that has a cell there, it is the next column of a page.
    """
    stops = (stop for line in lines[-_MOST_ROWS:] for stop in line.cells[1:])
    if not any(abs(stop.left - cell.left) < _SAME_CELL for stop in stops):
        return None
    for place in range(len(lines) - 1, max(len(lines) - 1 - _MOST_LINES_IN_A_CELL, -1), -1):
        line = lines[place]
        if len(line.cells) > 1 or abs(line.cells[0].left - lines[-1].cells[0].left) > 1:
            return None
        if abs(line.height - cell.height) <= 1:
            return place
    return None


def _text_of(lines: Sequence[_Line]) -> Iterator[str]:
    """Yield the lines' text, with empty ones between paragraphs and bars between cells."""
    least = median(line.size for line in lines) * _LEAST_STEP if lines else 0.0
    steps = [before.height - line.height for before, line in pairwise(lines)]
    step = min((step for step in steps if step >= least), default=least)
    for is_table, group in groupby(_joined(lines), key=lambda line: len(line.cells) > 1):
        block = [*group]
        if is_table:
            yield ""
            yield from _rows_of(block)
            yield ""
            continue
        for line, after in zip_longest(block, block[1:]):
            yield line.cells[0].text
            if after is not None and _is_apart(line, after, step):
                yield ""


def _joined(lines: Sequence[_Line]) -> Iterator[_Line]:
    """Yield the lines, with a first cell of several lines as one."""
    above = ""
    for line, after in zip_longest(lines, lines[1:]):
        first, *others = line.cells
        text = f"{above}{first.text}"
        if after is not None and _is_first_cell(line, after):
            above = f"{text} "
            continue
        above = ""
        yield line._replace(cells=(first._replace(text=text), *others))


def _rows_of(block: Sequence[_Line]) -> Iterator[str]:
    """Yield the rows of a table; a cell stands in the column that starts next to it."""
    most = max(len(line.cells) for line in block)
    stops = next(line.cells for line in reversed(block) if len(line.cells) == most)
    for line in block:
        cells = [""] * most
        for cell in line.cells:
            place = min(range(most), key=lambda at: abs(stops[at].left - cell.left))
            cells[place] = f"{cells[place]} {cell.text}".strip()
        yield f"|{'|'.join(cells)}|"


def _is_apart(line: _Line, after: _Line, step: float) -> bool:
    """Return whether a paragraph ends with a line."""
    down = line.height - after.height
    if down < 0:
        # A column or a sheet ends; the sentence may go on.
        text = line.cells[0].text
        return text.endswith(_STOPS) or not after.cells[0].text[:1].islower()
    return down > _PARAGRAPH * step


def _is_first_cell(line: _Line, after: _Line) -> bool:
    """Return whether a line is the upper one of the first cell of the row below."""
    is_above = 0 < line.height - after.height < _PARAGRAPH * line.size
    starts = abs(line.cells[0].left - after.cells[0].left) < 1
    is_alike = abs(line.size - after.size) <= 1
    return len(line.cells) == 1 < len(after.cells) and is_above and starts and is_alike
