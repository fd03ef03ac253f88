"""What `peel show` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.model import Status
from peelcli.queries.grid import CellKind
from peelcli.report.answer import Answer
from peelcli.report.day import day_notes, nothing_to_show, with_day
from peelcli.report.fields import JUDGMENT_FIELDS, Fields, force_fields, judgment_fields
from peelcli.report.grades import grid_cell, judgment_cell
from peelcli.report.model import Cell, Column, Detail, Report, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peelcli.model import Judgment, Round
    from peelcli.queries.show import Apart, ForceGrades, Grid


def show_answer(grades: ForceGrades, day: str | None = None, *, details: bool = False) -> Answer:
    """Return the answer, as of a day if there is one.

    `details` adds every judgment in full for people.
    """
    return Answer(
        document=lambda: with_day(show_document(grades), day, grades.undated),
        items="judgments",
        columns=JUDGMENT_FIELDS,
        report=lambda: show_report(grades, day, details=details),
    )


def show_document(grades: ForceGrades) -> Fields:
    """Return the answer as JSON has it."""
    rounds = {round_.year: round_ for round_ in grades.rounds}
    return {
        "force": force_fields(grades.force),
        "judgments": [judgment_fields(one, rounds[one.year]) for one in grades.judgments],
    }


def show_report(grades: ForceGrades, day: str | None = None, *, details: bool = False) -> Report:
    """Return the answer for people; `details` adds every judgment in full."""
    force = grades.force
    former = f", formerly {force.former_name}" if force.former_name else ""
    shown = {row.question.key for grid in grades.grids for row in grid.rows}
    judgments = [one for one in grades.judgments if one.key in shown]
    rounds = {round_.year: round_ for round_ in grades.rounds}
    notes = [
        f"{rounds[one.year].label} {_name(one, rounds)}, not graded: {one.note}"
        for one in judgments
        if one.status is Status.NOT_GRADED and one.note
    ]
    if details:
        notes += [f"{round_.label}: {limit}" for round_ in grades.rounds for limit in round_.limits]
    if not grades.grids:
        notes.append(nothing_to_show(day))
    cells = (cell for grid in grades.grids for row in grid.rows for cell in row.cells)
    undated = sum(cell.is_undated for cell in cells)
    return Report(
        title=f"{force.name}{former} ({_place(force.region, force.nation)})",
        tables=tuple(map(_table, grades.grids)),
        notes=(*notes, *day_notes(day, undated)),
        details=tuple(_detail(one, rounds) for one in judgments) if details else (),
    )


def _place(region: str, nation: str) -> str:
    return region if region == nation else f"{region}, {nation}"


def _table(grid: Grid) -> Table:
    has_pillars = any(round_.pillars for round_ in grid.rounds)
    deep = any(not row.question.is_headline for row in grid.rows)
    return Table(
        caption="Pillars" if has_pillars else "Areas",
        columns=(
            Column("Pillar" if has_pillars else "Area"),
            *(Column(round_.short_label, holds_grades=True) for round_ in grid.rounds),
        ),
        rows=tuple(
            Row(
                (Cell(row.question.name), *map(grid_cell, row.cells)),
                is_main=deep and row.question.is_headline,
            )
            for row in grid.rows
        ),
        notes=(
            *map(_apart, grid.apart),
            *_on_missing(grid),
        ),
    )


def _apart(apart: Apart) -> str:
    if apart.compares_with is None:
        with_what = "the earlier rounds"
    else:
        before, other = apart.before.short_label, apart.compares_with.short_label
        with_what = f"{before}; arrows in {apart.round.short_label} look back to {other}"
    return f"{apart.round.short_label} can't be compared with {with_what}. {apart.reason}"


def _on_missing(grid: Grid) -> Iterator[str]:
    """Say what is known of why something is missing, once for all rounds that it is known of."""
    rounds_by_text: dict[str, list[str]] = {}
    for index, round_ in enumerate(grid.rounds):
        lacks = any(row.cells[index].kind is CellKind.MISSING for row in grid.rows)
        if lacks and round_.missing:
            rounds_by_text.setdefault(round_.missing, []).append(round_.short_label)
    for text, labels in rounds_by_text.items():
        yield f"{' and '.join(labels)}: {text}"


def _name(judgment: Judgment, rounds: dict[int, Round]) -> str:
    round_ = rounds[judgment.year]
    question = round_.question(judgment.key)
    return question.name_in_sentence if question else str(judgment.question)


def _detail(judgment: Judgment, rounds: dict[int, Round]) -> Detail:
    round_ = rounds[judgment.year]
    question = round_.question(judgment.key)
    cell = judgment_cell(judgment)
    if judgment.carried_over_from is not None:
        origin = f", carried over from {judgment.carried_over_from}"
    else:
        origin = ""
    grade = cell.text or "Not graded"
    of = f"{question.pillar_name}, " if question and question.pillar_name and question.id else ""
    heading = f"{round_.label}, {of}{_name(judgment, rounds)}: {grade}{origin}"
    lines = []
    if question and question.title:
        lines.append(("Title", question.title))
    lines.append(("Published", judgment.published or "date not known"))
    lines.append(("Basis", judgment.basis.value))
    if judgment.note:
        label = "Reason" if judgment.status is Status.NOT_GRADED else "Note"
        lines.append((label, judgment.note))
    lines += [("To improve", area) for area in judgment.areas_for_improvement]
    lines += [("Source", source) for source in judgment.sources]
    return Detail(Cell(heading, cell.grade), tuple(lines))
