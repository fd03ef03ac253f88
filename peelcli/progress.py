"""A spinner on standard error, for work that takes longer than a second."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_PATIENCE = 1.0
"""Seconds."""


@contextmanager
def spinner(what: str) -> Iterator[None]:
    """Show on a terminal that work goes on, and for how long, once a second has passed."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    from threading import Timer

    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    progress.add_task(what, total=None)
    timer = Timer(_PATIENCE, progress.start)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        progress.stop()
