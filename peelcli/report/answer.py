"""What a command answers, in the three forms that writers take."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from peelcli.report.fields import Fields
    from peelcli.report.model import Report


class Answer(NamedTuple):
    """One answer. Each form is made only when a writer asks for it."""

    document: Callable[[], Fields]
    """For JSON: an object, its keys in the order of the contract."""
    items: str
    """The document's list that flat formats write, a row an item."""
    columns: tuple[str, ...]
    """The fields of an item, in order: the columns of flat formats."""
    report: Callable[[], Report]
    """For people."""
    lines: Callable[[], str] | None = None
    """In place of the report's tables on a terminal, where lines serve better."""
