"""CSV: a header, then one row per item; lists are joined, an absent value is an empty cell."""

from collections.abc import Iterable, Iterator
from itertools import islice

from peelcli.answers.answer import Answer
from peelcli.contract import Record
from peelcli.render import Screen

_BATCH = 4096


def render(answer: Answer, _screen: Screen) -> str:
    """Return the answer's items."""
    return "".join(csv_batches(*answer.items()))


def csv_batches(record: Record, rows: Iterable[object]) -> Iterator[str]:
    """Yield a header and the rows of a record, some thousands at a time."""
    yield lines_of([record.columns])
    rest = iter(rows)
    while batch := list(islice(rest, _BATCH)):
        yield lines_of(record.cells_of(batch))


def lines_of(rows: Iterable[tuple[str, ...]]) -> str:
    """Return rows of cells as CSV."""
    # As `csv.writer` has it, which takes five times as long: most rows need no quotes.
    lines = []
    for cells in rows:
        line = ",".join(cells)
        if line.count(",") >= len(cells) or '"' in line or "\n" in line or "\r" in line:
            line = ",".join([_quoted(cell) for cell in cells])
        lines.append(line or '""')
    return "\n".join([*lines, ""])


def _quoted(cell: str) -> str:
    if "," in cell or '"' in cell or "\n" in cell or "\r" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell
