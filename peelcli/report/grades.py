"""How a judgment, or its absence, is put into a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.model import Basis, Status
from peelcli.queries.change import Kind
from peelcli.queries.show import Cell as GridCell
from peelcli.queries.show import CellKind
from peelcli.report.model import Cell, Mark

if TYPE_CHECKING:
    from peelcli.model import Judgment

_ARROWS = {Kind.IMPROVED: Mark.IMPROVED, Kind.DECLINED: Mark.DECLINED}


def judgment_cell(judgment: Judgment | None) -> Cell:
    """Return a judgment's grade with its marks; None is "not in the dataset"."""
    if judgment is None:
        return Cell(marks=((Mark.MISSING, ""),))
    if judgment.grade is None:
        return Cell(marks=((Mark.NOT_GRADED, ""),))
    marks = []
    if judgment.status is Status.CARRIED_OVER:
        marks.append((Mark.CARRIED_OVER, str(judgment.carried_over_from)))
    if judgment.basis is Basis.DERIVED:
        marks.append((Mark.DERIVED, ""))
    return Cell(judgment.grade.label, judgment.grade, tuple(marks))


def grid_cell(cell: GridCell) -> Cell:
    """Return a place of a grid, with an arrow where the grade moved."""
    if cell.kind is CellKind.NO_GRADE:
        return Cell(marks=((Mark.NO_GRADE, ""),))
    shown = judgment_cell(cell.judgment)
    arrow = _ARROWS.get(cell.change.kind) if cell.change else None
    return Cell(shown.text, shown.grade, ((arrow, ""), *shown.marks)) if arrow else shown
