"""Tab-separated values: no quotes; a line break or a tab within a cell becomes a space."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.render.csv import flat_cells

if TYPE_CHECKING:
    from peelcli.render import Screen
    from peelcli.report.answer import Answer


_TO_SPACES = str.maketrans("\t\n\r", "   ")


def render(answer: Answer, _screen: Screen) -> str:
    """Return the answer's items."""
    rows = [list(answer.columns)]
    rows += [flat_cells(answer.columns, item) for item in answer.document()[answer.items]]
    return "".join("\t".join(cell.translate(_TO_SPACES) for cell in row) + "\n" for row in rows)
