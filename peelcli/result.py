"""The answers of `peelcli.load()`: rows, a data frame, a table in a notebook."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, SupportsIndex, overload

from peelcli.answers.answer import Answer
from peelcli.errors import UsageError
from peelcli.model import Force, Group, Judgment, Question, Round
from peelcli.terms import OVERALL
from peelcli.text import counted, quoted

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

_DAY = len("2016-12-08")
if TYPE_CHECKING:
    One = str | SupportsIndex | date | Force | Round | Group | Question
else:
    One = Any  # every call would pay for the import of `datetime`
"""A value as it is typed, or what the dataset has of it; numbers of numpy are among these."""
Spelling = One | Iterable[One] | None
"""One value, or several; none means that all are wanted."""


class Result(Answer):
    """The answer to a question: a sequence of its rows. `result` is what the query found."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Return which answer it is and how long, rather than all of it."""
        return f"<Result of {self.name}: {counted(len(self), 'row')}>"

    def __len__(self) -> int:
        """Return how many rows it has."""
        _, rows = self.items()
        return len([*rows])

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield its rows."""
        return iter(self.rows())

    @overload
    def __getitem__(self, index: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> list[dict[str, Any]]: ...
    def __getitem__(self, index: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        """Return a row, or some of them."""
        return self.rows()[index]

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

    @property
    def svg(self) -> str:
        """The answer as a picture. Raises UsageError where it is none: a list, a table."""
        from peelcli.render.svg import whole_picture

        self._require_picture()
        return whole_picture(self.report())

    @property
    def png(self) -> bytes:
        """The same as PNG. Raises UsageError without the extra `png` too."""
        from peelcli.render.png import png_of

        self._require_picture()
        return png_of(self.report())

    def _require_picture(self) -> None:
        from peelcli.render import ONLY_OF

        if self.name not in ONLY_OF["svg"]:
            known = ", ".join(ONLY_OF["svg"])
            raise UsageError(f"{self.name} is no picture; {known} are")

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
    """Return one value or several as a user would type them.

    Raises UsageError for what is neither a value nor several.
    """
    if value is None:
        return []
    if _is_one(value):
        return [_as_typed(value)]
    if not isinstance(value, Iterable) or isinstance(value, bytes | dict):
        raise UsageError(f"{quoted(repr(value))} names nothing; write a text or a list of texts")
    found = [*value]
    for item in found:
        if not _is_one(item):
            raise UsageError(f"{quoted(repr(item))} names nothing; write a text")
    return [_as_typed(item) for item in found]


def typed_one(value: One | None) -> str | None:
    """Return a value as a user would type it, or None for none. Raises UsageError for several."""
    found = typed(value)
    if value is not None and len(found) != 1:
        raise UsageError(f"one value is expected, and {len(found)} are given")
    return found[0] if found else None


def _is_one(value: object) -> bool:
    # A force is a tuple, and so an iterable of its fields.
    known = isinstance(value, str | Force | Round | Group | Question)
    return known or any(hasattr(value, name) for name in ("__index__", "isoformat"))


def _as_typed(one: Any) -> str:  # noqa: ANN401 - one of One
    if isinstance(one, Force | Group):
        return one.id
    if isinstance(one, Round):
        return str(one.year)
    if isinstance(one, Question):
        return one.id or OVERALL
    if hasattr(one, "isoformat"):  # a day, or a moment of one
        return str(one.isoformat())[:_DAY]
    return str(one)
