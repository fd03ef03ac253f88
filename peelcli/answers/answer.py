"""The answer of a command, in the forms that writers take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from peelcli.text import counted, day_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from peelcli.answers.form import Form
    from peelcli.answers.tables import Report
    from peelcli.contract import Record
    from peelcli.model import Dataset, Group


class Answer:
    """One answer. Each form is made only when a writer asks for it."""

    __slots__ = ("dataset", "form", "options", "result", "undated")

    def __init__(
        self,
        form: Form,
        result: Any,  # noqa: ANN401 - each query's own
        dataset: Dataset | None = None,
        undated: int = 0,
        options: Mapping[str, Any] | None = None,
    ) -> None:
        """Take the form of the answer, and what the query found in a dataset.

        `undated` is how many judgments are left out because their day is not known. `options` are
        those of the report for people; `sources` numbers the sources in any of them.
        """
        self.form = form
        self.result = result
        self.dataset = dataset
        self.undated = undated
        self.options = options or {}

    def __eq__(self, other: object) -> bool:
        """Return whether another answer says the same of the same dataset."""
        if not isinstance(other, Answer):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in Answer.__slots__)

    __hash__ = None  # type: ignore[assignment]  # its options can't be hashed

    @property
    def name(self) -> str:
        """The command's name, or that of an option which asks another question."""
        return self.form.name

    def document(self) -> dict[str, Any]:
        """Return the answer as JSON has it."""
        document = self.form.record.of(self.result)
        if self.form.is_of_several_rounds:
            from peelcli.answers.more import APART

            document |= APART.of(self)
        outside = getattr(self.result, "undated_outside", None)
        if self.dataset and self.dataset.day:
            document |= {"as_of": self.dataset.day}
        if outside is not None or (self.dataset and self.dataset.day):
            document |= {"undated_left_out": self.undated + (outside or 0)}
        if not self.groups:
            return document
        from peelcli.answers.more import GROUPED

        return document | GROUPED.of(self)

    @property
    def apart(self) -> tuple[Any, ...]:
        """Rounds of the answer that can't be compared."""
        found: Any = self.options.get("apart") or getattr(self.result, "apart", ())
        return tuple(found)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups that are asked about."""
        found: tuple[Group, ...] = self.options.get("groups", ())
        return found

    def items(self) -> tuple[Record, Iterable[object]]:
        """Return what flat formats write: a record, and its rows."""
        record, get = self.form.flat_rows
        return record, get(self.result)

    def lines(self) -> str | None:
        """Return the answer as bare lines for a terminal, where they serve better than a table."""
        return self.form.lines(self.result) if self.form.lines else None

    def report(self) -> Report:
        """Return the answer for people, with a note where it is as of a day."""
        options = {**self.options}
        lists_sources = options.pop("sources", False)
        options.pop("groups", None)
        from peelcli.answers.origin import origin_of

        report = self._noted(self.form.report(self.result, **options))
        small = report.small and self._noted(report.small._replace(undated=report.undated))
        if lists_sources:
            # Who asks for sources gets them, on a small screen as well.
            report = report._replace(lists_sources=True)
            small = None
        origin = origin_of(self.dataset, report) if self.dataset else None
        return report._replace(origin=origin, small=small)

    def _noted(self, report: Report) -> Report:
        """Return a report with notes on the day that is asked about and on groups of one's own."""
        if self.dataset and self.dataset.day:
            nothing_out = not self.dataset.rounds_meant()
            report = report.as_of(self.dataset.day, self.undated, nothing_out=nothing_out)
        own = (_about(group) for group in self.groups if not group.is_built_in)
        return report._replace(notes=(*report.notes, *own))


def _about(group: Group) -> str:
    """Return what a group is, and where its list stands."""
    size = counted(len(group.forces), "force")
    day = f", as of {day_in_words(group.day)}" if group.day else ""
    source = f" [{group.source}]" if group.source else ""
    kind = "" if group.source else ", a group of your own"
    return f"{group.name}: {size}{day}{kind}.{source}"
