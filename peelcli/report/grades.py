"""Puts a judgment, or its absence, into a cell."""

from peelcli.model import Judgment, Question
from peelcli.queries.change import Kind
from peelcli.queries.grid import CellKind, GradeCell
from peelcli.report.tables import Cell, Mark
from peelcli.terms import Basis, Status

_ABSENT = {CellKind.NO_GRADE: Mark.NO_GRADE, CellKind.LEFT_OUT: Mark.LEFT_OUT}
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


def still_cell(cell: GradeCell) -> Cell:
    """Return a place of a grid without an arrow, where rounds do not stand side by side."""
    if cell.kind in _ABSENT:
        return Cell(marks=((_ABSENT[cell.kind], ""),))
    return judgment_cell(cell.judgment)


def grid_cell(cell: GradeCell) -> Cell:
    """Return a place of a grid, with an arrow where the grade moved."""
    shown = still_cell(cell)
    arrow = _ARROWS.get(cell.change.kind) if cell.change else None
    return shown._replace(marks=((arrow, ""), *shown.marks)) if arrow else shown


def question_label(question: Question) -> str:
    """Return how a question is named among those of other pillars."""
    if question.id is None or question.pillar is None:
        return question.name
    return f"{question.pillar_name}: {question.name_in_sentence}"
