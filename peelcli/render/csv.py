"""CSV: a header, then one row per item; lists are joined, an absent value is an empty cell."""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice

from peelcli.contract import Record
from peelcli.render import Screen
from peelcli.report.answer import Answer

_BATCH = 4096


def render(answer: Answer, _screen: Screen) -> str:
    """Return the answer's items."""
    return "".join(csv_batches(*answer.items()))


def csv_batches(record: Record, rows: Iterable[object]) -> Iterator[str]:
    """Yield a header and the rows of a record, some thousands at a time."""
    cells = record.cells_of(rows)
    batch: list[object] = [record.columns]
    while batch:
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerows(batch)  # type: ignore[arg-type]
        yield buffer.getvalue()
        batch = list(islice(cells, _BATCH))
