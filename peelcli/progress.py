"""A spinner or a bar on standard error, for work that takes longer than a second."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_PATIENCE = 1.0
"""Seconds."""
_WIDE = 40


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


@contextmanager
def counter(what: str) -> Iterator[Callable[[str, int], None]]:
    """Show on a terminal how much is done, and how long the rest takes.

    Gives what is to be called before each piece of work, with its name and how many there are.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _name, _total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn(what), BarColumn(20), MofNCompleteColumn(), TimeRemainingColumn(),
               TextColumn("{task.description}"))  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)
        done = -1

        def step(name: str, total: int) -> None:
            nonlocal done
            done += 1
            progress.update(task, total=total, completed=done, description=name[-_WIDE:])

        yield step
