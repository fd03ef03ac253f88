"""What a command answers, in the forms that writers take."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from peelcli.contract import Record
from peelcli.records import ANSWERS
from peelcli.report.tables import Report
from peelcli.text import counted


class Answer(NamedTuple):
    """One answer. Each form is made only when a writer asks for it."""

    name: str
    """Which of ANSWERS it is."""
    result: Any
    """What the query returned."""
    tables: Callable[[Any], Report]
    """What makes the report for people of it."""
    day: str | None = None
    """The day that is asked about."""
    undated: int = 0
    """How many judgments are left out because their day is not known."""
    lines: Callable[[Any], str] | None = None
    """In place of the report on a terminal, where lines serve better."""

    def document(self) -> dict[str, Any]:
        """Return the answer as JSON has it."""
        document = ANSWERS[self.name].of(self.result)
        if self.day is None:
            return document
        return document | {"as_of": self.day, "undated_left_out": self.undated}

    def items(self) -> tuple[Record, Iterable[object]]:
        """Return what flat formats write: a record, and its rows."""
        lists = {
            field.name: (field.type.record, field.get(self.result))
            for field in ANSWERS[self.name].fields
            if field.type.record and field.type.schema["type"] == "array"
        }
        return lists.get("rows") or next(iter(lists.values()))  # type: ignore[return-value]

    def report(self) -> Report:
        """Return the answer for people; as of a day, with what they must know of it."""
        report = self.tables(self.result)
        if self.day is None:
            return report
        undated = self.undated if report.undated is None else report.undated
        left_out = f"{counted(undated, 'judgment')} of unknown date"
        note = (
            f"As of {self.day}: only grades published by then. "
            f"{left_out} {'is' if undated == 1 else 'are'} left out."
        )
        nothing = f"Nothing of what you asked for was published by {self.day}."
        notes = report.notes if report.tables or report.details else (nothing,)
        return report._replace(notes=(*notes, note))
