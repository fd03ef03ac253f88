"""Puts a judgment, or its absence, into a cell."""

from collections.abc import Iterable, Iterator, Sequence

from peelcli.answers.change import Kind
from peelcli.answers.grid import CellKind, GradeCell
from peelcli.answers.rounds_apart import NotCompared
from peelcli.answers.tables import Cell, Mark, Table, without
from peelcli.comparability import Reason
from peelcli.model import Judgment, Question, Round
from peelcli.rests_on import rests_on, round_is_inferred
from peelcli.terms import Basis, Grade, Status
from peelcli.text import counted

ABSENT = {
    CellKind.MISSING: Mark.MISSING,
    CellKind.NOT_IN_REPORT: Mark.NOT_IN_REPORT,
    CellKind.NO_GRADE: Mark.NOT_GRADED,
    CellKind.LEFT_OUT: Mark.LEFT_OUT,
}
_ARROWS = {Kind.IMPROVED: Mark.IMPROVED, Kind.DECLINED: Mark.DECLINED}


def judgment_cell(judgment: Judgment) -> Cell:
    """Return a judgment's grade with its marks."""
    sources, report = judgment.sources, judgment.report or ""
    if judgment.grade is None:
        return Cell(marks=((Mark.NOT_GRADED, ""),), sources=sources, report=report)
    marks = marks_of(judgment)
    return Cell(judgment.grade.label, judgment.grade, marks, sources=sources, report=report)


def marks_of(judgment: Judgment) -> tuple[tuple[Mark, str], ...]:
    """Return the marks of a judgment that has a grade."""
    marks = []
    if judgment.status is Status.CARRIED_OVER:
        marks.append((Mark.CARRIED_OVER, str(judgment.carried_over_from)))
    if judgment.basis is Basis.DERIVED:
        marks.append((Mark.DERIVED, ""))
    return tuple(marks)


def resting(judgment: Judgment) -> str:
    """Return what a grade rests on, for a cell: `press, round inferred`."""
    inferred = ", round inferred" if round_is_inferred(judgment) else ""
    return f"{rests_on(judgment)}{inferred}"


def grade_in_words(judgment: Judgment) -> str:
    """Return a judgment's grade where it stands among words, with what its marks would say."""
    if judgment.grade is None:
        return "Not graded"
    remarks = []
    if judgment.status is Status.CARRIED_OVER:
        remarks.append(f"carried over from {judgment.carried_over_from}")
    if judgment.basis is Basis.DERIVED:
        remarks.append("worked out")
    inside = f" ({', '.join(remarks)})" if remarks else ""
    return f"{judgment.grade.label}{inside}"


def still_cell(cell: GradeCell) -> Cell:
    """Return a place of a grid without an arrow, where rounds do not stand side by side."""
    if not cell.is_asked:
        return Cell(marks=((Mark.NOT_ASKED, ""),))
    if cell.judgment is None or cell.kind in ABSENT:
        return Cell(marks=((ABSENT[cell.kind], ""),))
    return judgment_cell(cell.judgment)


def grid_cell(cell: GradeCell) -> Cell:
    """Return a place of a grid, with an arrow where the grade moved."""
    shown = still_cell(cell)
    arrow = _ARROWS.get(cell.change.kind) if cell.change else None
    return shown._replace(marks=((arrow, ""), *shown.marks)) if arrow else shown


def reasoned(reason: Reason) -> str:
    """Return why rounds can't be compared, with the addresses that say so."""
    return " ".join([reason.text, *(f"[{source}]" for source in reason.sources)])


def labelled(round_: Round, *, is_latest: bool) -> str:
    """Return the label of a round, and that it was taken because it is the latest."""
    return f"{round_.label}, the latest round with these grades" if is_latest else round_.label


def span_of(rounds: Sequence[Round]) -> str:
    """Return the rounds of a picture, in words: `in PEEL 2018/19`, `from PEEL 2014 to 2023-25`."""
    first, *more = rounds
    return f"from {first.label} to {more[-1].short_label}" if more else f"in {first.label}"


def titled_by_round(table: Table, rounds: Iterable[Round], *, is_latest: bool = False) -> Table:
    """Return a table of one round with it in the caption, in place of a column; others as is."""
    found = {round_.year: round_ for round_ in rounds}
    if len(found) != 1:
        return table
    (round_,) = found.values()
    lean = without(table, [column.heading == "Round" for column in table.columns])
    caption = f"{table.caption}, {labelled(round_, is_latest=is_latest)}"
    return lean._replace(caption=caption)


def apart_notes(apart: Iterable[NotCompared]) -> Iterator[str]:
    """Yield which rounds beside each other in an answer can't be compared, and why."""
    for pair in apart:
        yield not_compared_note(pair)
        yield (
            f"{pair.before.short_label} and {pair.after.short_label}: "
            f"{counted(pair.same_forces, 'force')} {'has' if pair.same_forces == 1 else 'have'} a "
            "grade in both."
        )


def not_compared_note(pair: NotCompared) -> str:
    """Return that two rounds can't be compared, and why."""
    labels = f"{pair.before.short_label} and {pair.after.short_label}"
    return f"{labels} can't be compared. {reasoned(pair.why_not)}"


def missing_notes(rounds: Iterable[Round]) -> Iterator[str]:
    """Yield the remarks of rounds on what is not in the dataset, once for all that share one."""
    labels: dict[str, list[str]] = {}
    for round_ in dict.fromkeys((r.short_label, r.missing) for r in rounds):
        label, text = round_
        if text:
            labels.setdefault(text, []).append(label)
    for text, of in labels.items():
        yield f"{' and '.join(of)}: {text}"


def thin_note(known: int, forces: int) -> str:
    """Return a warning where fewer than two thirds of some forces' grades are known."""
    return (
        f"Only {known} of {forces} are known, fewer than two thirds: don't read a pattern from "
        "these numbers."
    )


def grade_codes(grades: Iterable[Grade]) -> str:
    """Return what the codes of grades mean: `O outstanding, RI requires improvement`."""
    return ", ".join(f"{grade.code} {grade.label.lower()}" for grade in grades)


def question_label(question: Question) -> str:
    """Return how a question is named among those of other pillars."""
    if question.id is None or question.pillar is None:
        return question.name
    return f"{question.pillar_name}: {question.name_in_sentence}"
