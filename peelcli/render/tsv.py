"""Tab-separated values: no quotes; a line break or a tab within a cell becomes a space."""

from peelcli.answers.answer import Answer
from peelcli.render import Screen

_TO_SPACES = str.maketrans("\t\n\r", "   ")


def render(answer: Answer, _screen: Screen) -> str:
    """Return the answer's items."""
    record, rows = answer.items()
    lines = [record.columns, *record.cells_of([*rows])]
    return "".join("\t".join(text.translate(_TO_SPACES) for text in row) + "\n" for row in lines)
