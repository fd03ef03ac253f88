"""One force's grades in all rounds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from peelcli.answers.form import Form
from peelcli.answers.select import JudgmentRow, listing
from peelcli.comparability import is_comparable
from peelcli.contract import record_of, records_of
from peelcli.filters import Filter
from peelcli.model import Dataset, Force, ForceReport, Judgment, Round
from peelcli.records import BRIEF_FORCE, JUDGMENT, REPORT, fields, get
from peelcli.terms import OVERALL, Grade, Level, Status
from peelcli.text import counted, in_sentence, joined

if TYPE_CHECKING:
    from peelcli.answers.force_grids import Apart, Grid
    from peelcli.answers.grid import GradeCell
    from peelcli.answers.tables import Cell, Detail, Headline, Path, Report, Table


class ForceGrades(NamedTuple):
    """The answer of `show`."""

    force: Force
    rounds: tuple[Round, ...]
    rows: tuple[JudgmentRow, ...]
    """All its judgments in these rounds and pillars, questions included."""
    level: Level
    """How deep the grids go."""
    pillars: Collection[str]
    """The wanted pillars; empty: all."""
    dataset: Dataset
    reports: tuple[ForceReport, ...]
    """Those on the force in these rounds, the earliest first."""
    undated: int
    """How many of these judgments were left out because their day is not known."""

    @property
    def known(self) -> tuple[Judgment, ...]:
        """All judgments of the force, whatever pillars are wanted."""
        return tuple(self.dataset.by_force.get(self.force.id, {}).values())

    @property
    def begun(self) -> tuple[Round, ...]:
        """Rounds that began after the force's latest report here, if that one is shown."""
        years = [row.judgment.year for row in self.rows if row.judgment.grade]
        return self.dataset.begun_since(max(years, default=0), [self.force.id])

    @property
    def grids(self) -> tuple[Grid, ...]:
        """A grid of rounds with areas, and one of rounds with pillars: what a table shows."""
        # A call that prints JSON draws no grid, and does without the modules for it.
        from peelcli.answers.force_grids import grids

        return grids(self.dataset, self.force, self.rounds, self.pillars, self.level)


def show(
    dataset: Dataset,
    force: Force,
    *,
    years: Collection[int] = (),
    pillars: Collection[str] = (),
    level: Level = Level.PILLAR_GRADES,
) -> ForceGrades:
    """Return a force's grades, of some years and pillars only where these are named.

    `level` says how deep the grids go; the judgments are always all there are.
    """
    rounds = dataset.rounds_meant(years)
    found = listing(dataset, Filter(forces=(force.id,), years=years, pillars=pillars))
    reports = (dataset.report(force.id, round_.year) for round_ in rounds)
    known = tuple(report for report in reports if report)
    return ForceGrades(force, rounds, found.rows, level, pillars, dataset, known, found.undated)


def show_report(grades: ForceGrades, *, details: bool = False) -> Report:
    """Return the answer for people; `details` adds every judgment in full."""
    from peelcli.answers.grid import origins_of
    from peelcli.answers.reported import begun_notes, place_of
    from peelcli.answers.tables import NOTHING_TO_SHOW, Report

    force = grades.force
    former = f", formerly {force.former_name}" if force.former_name else ""
    grids = grades.grids
    shown = {row.question.key for grid in grids for row in grid.rows}
    rows = [row for row in grades.rows if row.judgment.key in shown]
    notes = [
        f"{row.round.label} {_name(row)}, not graded: {row.judgment.note}"
        for row in rows
        if row.judgment.status is Status.NOT_GRADED and row.judgment.note
    ]
    if details:
        notes += [f"{round_.label}: {limit}" for round_ in grades.rounds for limit in round_.limits]
    notes += [
        f"{row.round.label} {_name(row)}: carried over from {row.judgment.carried_over_from} "
        f"{origin.name_in_sentence}, whose place it took."
        for row in rows
        for _, origin in origins_of(grades.dataset, [row.judgment])
    ]
    if not grids:
        notes.append(NOTHING_TO_SHOW)
    notes += begun_notes(grades.begun)
    cells = (cell for grid in grids for row in grid.rows for cell in row.cells)
    title = f"{force.name}{former} ({place_of(force)})"
    tables = tuple(_table(grid, details=details) for grid in grids)
    return Report(
        title=title,
        tables=tables,
        notes=tuple(notes),
        small=None if details else _small(title, tables, grades),
        details=tuple(map(_detail, rows)) if details else (),
        head=tuple(_head(grades)),
        lists_sources=details,
        undated=sum(cell.is_undated for cell in cells),
        headline=_headline(grades) if grids else None,
        paths=tuple(path for grid in grids for path in _paths(grid, grades.dataset)),
    )


def _small(title: str, tables: Iterable[Table], grades: ForceGrades) -> Report:
    """Return the latest round of areas and the pillars, without rows that have no grade."""
    from peelcli.answers.reported import begun_notes
    from peelcli.answers.tables import Report, without

    shown = []
    left_out: list[str] = []
    for table in tables:
        graded = [
            any(row.cells[index].grade for row in table.rows) for index in range(len(table.columns))
        ]
        last = max((index for index, has in enumerate(graded) if has), default=0)
        is_out = [
            table.caption == "Areas" and index not in (0, last) for index in range(len(graded))
        ]
        left_out += [c.heading for c, out in zip(table.columns, is_out, strict=True) if out]
        lean = without(table, is_out)
        rows = tuple(row for row in lean.rows if any(cell.grade for cell in row.cells))
        # What is said of the areas is said of rounds that are left out.
        shown.append(lean._replace(notes=() if any(is_out) else table.notes, rows=rows))
    also = f"Also {', '.join(left_out)}, with the pages" if left_out else "With the pages"
    return Report(
        title,
        tuple(shown),
        tuple(begun_notes(grades.begun)),
        head=tuple(_small_head(grades)),
        hints=(f"{also}: add --sources | less.",),
    )


def _small_head(grades: ForceGrades) -> Iterator[tuple[str, str]]:
    """Yield the same in two lines: without an address, texts of causes of concern, and zeros."""
    lines = dict(_head(grades))
    lines.pop("To check", None)
    for label in ("Causes of concern", "Areas for improvement"):
        if label in lines:
            number = lines.pop(label).split(";")[0]
            if number != "0":
                lines["Graded areas"] += f"; {in_sentence(label)}: {number}"
    for label, value in lines.items():
        yield label, re.sub(r"\((the day (of the|in a)|by the count of the day;) ", "(", value)


def _headline(grades: ForceGrades) -> Headline:
    """Return the picture's words: the grades of the latest round that has some."""
    from peelcli.answers.grades import span_of
    from peelcli.answers.headline import source_line
    from peelcli.answers.tables import Headline

    shown = {row.question.key for grid in grades.grids for row in grid.rows}
    judgments = [row.judgment for row in grades.rows if row.judgment.key in shown]
    graded = [judgment for judgment in judgments if judgment.grade]
    name = grades.force.name
    what = f"The grades of {name} {span_of(grades.rounds)}"
    if not graded:
        return Headline(what, "", source_line(judgments, grades.rounds))
    last = grades.dataset.rounds[max(judgment.year for judgment in graded)]
    kind = "pillar" if last.pillars else "area"
    counts = Counter(
        judgment.grade
        for judgment in graded
        if judgment.year == last.year and (judgment.question is None or not judgment.pillar)
    )
    said = [
        f"{in_sentence(grade.label)} in {counts[grade] if index else counted(counts[grade], kind)}"
        for index, grade in enumerate(grade for grade in last.scale if counts[grade])
    ]
    return Headline(
        f"{name} was graded {joined(said) or 'by question alone'} in {last.label}",
        f"{what}. A gap is a grade that is not in the dataset.",
        source_line(judgments, grades.rounds),
    )


def _paths(grid: Grid, dataset: Dataset) -> Iterator[Path]:
    """Yield the grades of a grid's rows as steps, joined where two can be compared."""
    from peelcli.answers.grades import grid_cell
    from peelcli.answers.tables import Path, Step

    apart = [each.round for each in grid.apart]
    scale = tuple(grade for grade in Grade if any(grade in r.scale for r in grid.rounds))
    for row in grid.rows:
        steps = []
        before: tuple[Round, GradeCell] | None = None
        for round_, cell in zip(grid.rounds, row.cells, strict=True):
            is_joined = (
                before is not None
                and _is_known(before[1])
                and _is_known(cell)
                and is_comparable(
                    dataset.comparisons, before[0].year, round_.year, row.question.key
                )
            )
            shown = grid_cell(cell)
            steps.append(Step(round_.short_label, shown, is_joined, round_ in apart))
            before = round_, cell
        yield Path(row.question.name, tuple(steps), scale)


def _is_known(cell: GradeCell) -> bool:
    """Return whether the dataset has a grade here."""
    return bool(cell.judgment and cell.judgment.grade)


def _head(grades: ForceGrades) -> Iterator[tuple[str, str]]:
    """Yield what is known of the report of the latest round of areas that has grades or one.

    Nothing where no area is shown.
    """
    from peelcli.answers.reported import lines_of, reported

    if grades.pillars:
        return
    reports = {report.year: report for report in grades.reports}
    judgments = grades.known
    known = {judgment.year for judgment in judgments if judgment.grade} | reports.keys()
    rounds = [round_ for round_ in grades.rounds if not round_.pillars and round_.year in known]
    if not rounds:
        return
    round_ = rounds[-1]
    report = reports.get(round_.year)
    count = sum(
        judgment.year == round_.year and judgment.grade is not None for judgment in judgments
    )
    yield from lines_of(round_, report, reported(report, round_, judgments), count)
    for label, number in (
        ("Causes of concern", report and report.causes_of_concern),
        ("Areas for improvement", report and report.areas_for_improvement),
    ):
        if number:
            yield label, "; ".join([str(number.number), *number.texts])


def _table(grid: Grid, *, details: bool) -> Table:
    from peelcli.answers.grades import grid_cell
    from peelcli.answers.tables import Cell, Column, Row, Table

    has_pillars = any(round_.pillars for round_ in grid.rounds)
    apart = [apart_.round for apart_ in grid.apart]
    deep = any(row.question.level is Level.QUESTIONS for row in grid.rows)
    return Table(
        caption="Pillars" if has_pillars else "Areas",
        columns=(
            Column("Pillar" if has_pillars else "Area"),
            *(
                Column(round_.short_label, holds_grades=True, is_apart=round_ in apart)
                for round_ in grid.rounds
            ),
        ),
        rows=tuple(
            Row(
                (
                    Cell(row.question.name),
                    *(
                        leading_below(grid_cell(cell), cell.judgment if details else None)
                        for cell in row.cells
                    ),
                ),
                is_main=deep and row.question.level is Level.PILLAR_GRADES,
            )
            for row in grid.rows
        ),
        notes=(*map(_apart, grid.apart), *_partly_apart(grid), *_separately(grid)),
    )


def _apart(apart: Apart) -> str:
    from peelcli.answers.grades import reasoned

    if apart.compares_with is None:
        with_what = "the earlier rounds"
    else:
        before, other = apart.before.short_label, apart.compares_with.short_label
        with_what = f"{before}; arrows in {apart.round.short_label} look back to {other}"
    return f"{apart.round.short_label} can't be compared with {with_what}. {reasoned(apart.reason)}"


def _partly_apart(grid: Grid) -> Iterator[str]:
    """Yield which grades beside each other can't be compared, where others of the rounds can."""
    for pair in grid.partly_apart:
        labels = f"{pair.before.short_label} and {pair.round.short_label}"
        names = ", ".join(question.name_in_sentence for question in pair.questions)
        said = " ".join(f"{why.reason} [{why.source}]" for why in pair.reasons)
        why_not = said or "No source says that they can."
        yield f"{labels} can't be compared for {names}. {why_not}"


def _separately(grid: Grid) -> Iterator[str]:
    """Yield which areas other reports grade than the force's own."""
    keys = {row.question.key for row in grid.rows}
    for round_ in grid.rounds:
        names = [
            question.name_in_sentence
            for area in round_.reported_separately
            if (question := round_.question((None, area))) and question.key in keys
        ]
        if names:
            yield f"{round_.short_label}: graded in separate reports: {', '.join(names)}."


def _name(row: JudgmentRow) -> str:
    question = row.round.question(row.judgment.key)
    return question.name_in_sentence if question else str(row.judgment.question)


def _detail(row: JudgmentRow) -> Detail:
    from peelcli.answers.grades import judgment_cell, resting
    from peelcli.answers.tables import Cell, Detail

    judgment = row.judgment
    question = row.round.question(judgment.key)
    cell = judgment_cell(judgment)
    origin = judgment.carried_over_from
    of = f"{question.pillar_name}, " if question and question.pillar_name and question.id else ""
    heading = (
        f"{row.round.label}, {of}{_name(row)}: {cell.text or 'Not graded'}"
        f"{f', carried over from {origin}' if origin else ''}"
    )
    reason = "Reason" if judgment.status is Status.NOT_GRADED else "Note"
    lines = [
        ("Title", row.title or ""),
        ("Published", judgment.published or "not known"),
        ("Basis", judgment.basis.value),
        ("Rests on", resting(judgment)),
        (reason, judgment.note or ""),
        *(("Area for improvement", area) for area in judgment.areas_for_improvement),
    ]
    return Detail(
        Cell(heading, cell.grade, sources=cell.sources),
        tuple(line for line in lines if line[1]),
        _anchor(judgment),
    )


def leading_below(shown: Cell, judgment: Judgment | None, page: str = "") -> Cell:
    """Return a cell that leads to what its force's page says of the judgment below the tables."""
    return shown._replace(address=f"{page}#{_anchor(judgment)}") if judgment else shown


def _anchor(judgment: Judgment) -> str:
    """Return the id of a judgment on the page of its force: `2018--legitimacy--overall`."""
    # No id has two hyphens in a row, so no two judgments share one.
    parts = (str(judgment.year), judgment.pillar, judgment.question or OVERALL)
    return "--".join(part for part in parts if part)


SHOW = Form(
    "show",
    fields(
        ("force", record_of(BRIEF_FORCE), get("force"), "the force"),
        ("judgments", records_of(JUDGMENT), get("rows"), "by year, then as the reports have them"),
        ("reports", records_of(REPORT), get("reports"), "those on the force since 2021"),
    ),
    show_report,
    rows="judgments",
    about="""Show the grades of one force in every round, the latest on top.

\b
Examples:
  peel show derbyshire --sources
  peel show gmp --round 2017 --questions
""",
    words={
        "force": "A force: its id, name, former name, alias, or the start of one.",
        "details": "Add sources, basis, dates, notes and areas for improvement.",
    },
)
