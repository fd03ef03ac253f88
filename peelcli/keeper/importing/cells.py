"""Reads a CSV file as cells, each with its line and column as editors count them."""

import csv
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from peelcli.keeper.loading.problems import Problem
from peelcli.keeper.loading.yaml_tree import Scalar

_CELL = re.compile(r'"(?:[^"]|"")*"[^,]*|[^,]*')


def rows_of_cells(
    file: Iterable[str], path: str, problems: list[Problem]
) -> Iterator[tuple[int, list[Scalar]]]:
    """Yield every row of a CSV file with its line, up to what is not CSV, which is a problem."""
    lines: list[str] = []

    def noted() -> Iterator[str]:
        for line in file:
            lines.append(line)
            yield line

    rows = csv.reader(noted(), strict=True)
    try:
        for cells in rows:
            first = rows.line_num - len(lines) + 1
            places = _places(lines, first)
            yield (
                first,
                [
                    Scalar(*place, cell.strip().replace("\r\n", "\n"), is_plain=False)
                    for place, cell in zip(places, cells, strict=False)
                ],
            )
            lines.clear()
    except csv.Error as error:
        problems.append(Problem(path, rows.line_num, 1, f"this is not CSV: {error}"))


def _places(lines: list[str], first: int) -> Iterator[tuple[int, int]]:
    """Yield line and column of each cell of a row, which takes several lines if a cell does."""
    text, at = "".join(lines), 0
    starts = [0, *accumulate(map(len, lines))]
    while True:
        line = bisect_right(starts, at, hi=len(lines)) - 1
        yield first + line, at - starts[line] + 1
        found = _CELL.match(text, at)
        at = found.end() + 1 if found else len(text)
