"""What a command answers, in the forms that writers take."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from peelcli.contract import Record
from peelcli.records import ANSWERS
from peelcli.report.tables import Report


class Answer(NamedTuple):
    """One answer. Each form is made only when a writer asks for it."""

    name: str
    """Which of ANSWERS it is."""
    result: object
    report: Callable[[], Report]
    """For people."""
    day: str | None = None
    """The day that is asked about."""
    undated: int = 0
    """How many judgments are left out because their day is not known."""
    without: tuple[str, ...] = ()
    """The optional fields that it was not asked for."""
    lines: Callable[[], str] | None = None
    """In place of the report's tables on a terminal, where lines serve better."""

    @property
    def record(self) -> Record:
        """What the document is."""
        return ANSWERS[self.name].without(self.without)

    def document(self) -> dict[str, Any]:
        """Return the answer as JSON has it."""
        document = self.record.of(self.result)
        if self.day is not None:
            document |= {"as_of": self.day, "undated_left_out": self.undated}
        return document

    def items(self) -> tuple[Record, Iterable[object]]:
        """Return what flat formats write: a record, and its rows."""
        lists = {field.name: field for field in self.record.fields if field.type.record}
        field = lists.get("rows") or next(
            one for one in lists.values() if one.type.schema["type"] == "array"
        )
        rows = field.get(self.result)
        assert field.type.record is not None  # noqa: S101 - as chosen above
        return field.type.record, rows  # type: ignore[return-value]  # a list's rows
