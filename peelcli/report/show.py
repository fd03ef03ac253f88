"""What `peel show` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.model import Status
from peelcli.queries.grid import CellKind
from peelcli.report.answer import Answer
from peelcli.report.fields import JUDGMENT_FIELDS, Fields, force_fields, judgment_fields
from peelcli.report.grades import grid_cell, judgment_cell
from peelcli.report.model import Cell, Column, Detail, Report, Row, Table
from peelcli.report.standing import standing_notes, with_standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peelcli.model import Judgment, Round
    from peelcli.queries.as_of import Standing
    from peelcli.queries.show import ForceGrades, Grid


def show_answer(grades: ForceGrades, standing: Standing | None, *, details: bool) -> Answer:
    """Return the answer; `details` adds every judgment in full for people."""
    return Answer(
        document=lambda: with_standing(show_document(grades), standing),
        items="judgments",
        columns=JUDGMENT_FIELDS,
        report=lambda: show_report(grades, standing, details=details),
    )


def show_document(grades: ForceGrades) -> Fields:
    """Return the answer as JSON has it."""
    rounds = {round_.year: round_ for round_ in grades.rounds}
    return {
        "force": force_fields(grades.force),
        "judgments": [judgment_fields(one, rounds[one.year]) for one in grades.judgments],
    }


def show_report(
    grades: ForceGrades, standing: Standing | None = None, *, details: bool = False
) -> Report:
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
        notes.append("Nothing to show: none of these rounds has these pillars.")
    return Report(
        title=f"{force.name}{former} ({_place(force.region, force.nation)})",
        tables=tuple(map(_table, grades.grids)),
        notes=(*notes, *standing_notes(standing)),
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
            *(
                f"{round_.short_label} can't be compared with what stands left of it. {reason}"
                for round_, reason in grid.apart
            ),
            *_on_missing(grid),
        ),
    )


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
    of = f"{judgment.pillar}, " if judgment.question and judgment.pillar else ""
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
