"""Problems of a dataset, each with its place."""

from typing import NamedTuple

from peelcli.errors import DatasetError
from peelcli.text import inert

SHOWN_AT_ONCE = 5
_LONGEST_SHOWN = 500


class Problem(NamedTuple):
    """One thing wrong, at one place. Sorting problems puts them in reading order."""

    path: str
    line: int
    """From 1; 0 when the problem is the file's own, not a line's."""
    column: int
    message: str
    """The mistake, and its remedy."""
    place: str = ""
    """Where in a sheet, in words: `row 3, column grade (D3)`."""

    @property
    def text(self) -> str:
        """The message as it can be printed: harmless to a terminal, and no longer than needed."""
        text = self.message
        if len(text) > _LONGEST_SHOWN:
            # The mistake stands at the beginning, the remedy at the end.
            text = f"{text[: _LONGEST_SHOWN // 2]} ... {text[-_LONGEST_SHOWN // 2 :]}"
        return inert(text)

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        if self.place:
            where = f"{self.path}: {self.place}"
        return f"{inert(where)}: {self.text}"


class InvalidDatasetError(DatasetError):
    """A dataset, or what is to become one, breaks its rules; `problems` has all of them."""

    def __init__(
        self, problems: tuple[Problem, ...], what: str = "the dataset is not valid"
    ) -> None:
        self.problems = problems
        shown = [str(problem) for problem in problems[:SHOWN_AT_ONCE]]
        rest = len(problems) - len(shown)
        if rest:
            shown.append(f"and {rest} more")
        super().__init__(f"{what}:\n" + "\n".join(f"  {line}" for line in shown))
