"""The answers of `peelcli.load()`: rows, a data frame, a table in a notebook."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from peelcli.model import Force, Judgment
from peelcli.report.answer import Answer
from peelcli.text import counted

if TYPE_CHECKING:
    import pandas as pd

Spelling = str | int | Force | Iterable[str | int | Force] | None
"""One value, or several; none means that all are wanted."""


class Result(Answer):
    """The answer to a question. `result` is what the query found."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Return which answer it is and how long, rather than all of it."""
        return f"<Result of {self.name}: {counted(len(self.rows()), 'row')}>"

    def rows(self) -> list[dict[str, Any]]:
        """Return the items of the answer's JSON: plain values by field."""
        record, rows = self.items()
        return [
            {name: [*one] if isinstance(one, tuple) else one for name, one in row.items()}
            for row in record.all_of(rows)
        ]

    def to_frame(self) -> "pd.DataFrame":
        """Return the items as a data frame, a column a field.

        Grades are ordered categoricals, numbers may be absent, days are dates, and `question` is
        `overall` for a pillar's own grade. Raises UsageError where pandas is not installed.
        """
        from peelcli.frames import frame

        return frame(*self.items())

    def _repr_html_(self) -> str:
        """Return the answer as a notebook shows it."""
        from peelcli.render import PAPER, render

        return render(self, "html", PAPER._replace(is_fragment=True))


class Judgments(tuple[Judgment, ...]):
    """Judgments, which are also the answer of `list`."""

    answer: Result

    def rows(self) -> list[dict[str, Any]]:
        """Return the items of the answer's JSON."""
        return self.answer.rows()

    def to_frame(self) -> "pd.DataFrame":
        """Return a data frame, as `Result.to_frame`."""
        return self.answer.to_frame()

    def _repr_html_(self) -> str:
        return self.answer._repr_html_()


def typed(value: Spelling) -> list[str]:
    """Return one value or several as a user would type them."""
    if value is None:
        return []
    # A force is a tuple, and so an iterable of its fields.
    values = [value] if isinstance(value, str | int | Force) else value
    return [one.id if isinstance(one, Force) else str(one) for one in values]
