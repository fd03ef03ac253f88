"""The answer of a command, in the forms that writers take."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any, NamedTuple

from peelcli.contract import Record
from peelcli.documents import ANSWERS

_MODULES = {"list": "listing", "count": "listing", "forces": "rounds", "questions": "rounds"}
"""The module of an answer's report, where it goes by another name."""


class Answer(NamedTuple):
    """One answer. Each form is made only when a writer asks for it."""

    name: str
    """Which of ANSWERS it is."""
    result: Any
    """The result of the query."""
    day: str | None = None
    """The day that is asked about."""
    undated: int = 0
    """How many judgments are left out because their day is not known."""
    options: Mapping[str, bool] = MappingProxyType({})
    """Options of the report for people."""

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

    def lines(self) -> str | None:
        """Return the answer as bare lines for a terminal, where they serve better than a table."""
        lines = getattr(self._module(), f"{self.name}_lines", None)
        return lines(self.result) if lines else None

    def report(self) -> Any:  # noqa: ANN401 - a Report, whose module JSON can do without
        """Return the answer for people, with a note where it is as of a day."""
        report = getattr(self._module(), f"{self.name}_report")(self.result, **self.options)
        return report.as_of(self.day, self.undated) if self.day else report

    def _module(self) -> object:
        return import_module(f"peelcli.report.{_MODULES.get(self.name, self.name)}")
