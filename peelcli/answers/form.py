"""What the answers of a question are made of; every question's module has its own."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from enum import StrEnum

    from peelcli.answers.tables import Report
    from peelcli.contract import Record


class Form(NamedTuple):
    """How the result of a query becomes JSON, rows and a report."""

    name: str
    """The command's, or that of an option which asks another question."""
    record: Record
    """The fields of its JSON."""
    report: Callable[..., Report]
    """Takes the result and the options of the report for people."""
    rows: str = "rows"
    """The field with its rows."""
    lines: Callable[[Any], str] | None = None
    """The answer as bare lines for a terminal, where they serve better than a table."""
    flat: tuple[Record, Callable[[Any], Iterable[object]]] | None = None
    """Its rows in flat formats, where they are not those of one field."""
    has_day: bool = True
    """Whether it can be asked as of a day."""
    is_of_several_rounds: bool = False
    """Whether it counts or lists grades of several rounds, and says which don't compare."""
    about: str = ""
    """The help of the command that asks the question, with two examples."""
    words: Mapping[str, str] = MappingProxyType({})
    """The help of options, by parameter, where it is not that of `options.WORDS`."""
    choices: Mapping[str, type[StrEnum]] = MappingProxyType({})
    """The values that an option takes, by parameter."""

    @property
    def flat_rows(self) -> tuple[Record, Callable[[Any], Iterable[object]]]:
        """The record of its rows, as flat formats have them, and what gets these."""
        if self.flat is not None:
            return self.flat
        field = next(field for field in self.record.fields if field.name == self.rows)
        record: Any = field.type.record
        get: Any = field.get
        return record, get
