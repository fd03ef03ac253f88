"""A progress bar on standard error, for work that takes longer than a second."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

_PATIENCE = 1.0


def shown(items: Iterable[T], what: str) -> Iterator[T]:
    """Yield the items; on a terminal, once a second has passed, show how many there were."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield from items
        return
    start = time.monotonic()
    iterator = enumerate(items, start=1)
    for _, item in iterator:
        yield item
        if time.monotonic() - start > _PATIENCE:
            break
    else:
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=None)
        for number, item in iterator:
            yield item
            if number % 1000 == 0:
                progress.update(task, description=f"{what}: {number:,}")
