"""The report of `peel list`."""

from peelcli.model import Judgment, is_thin
from peelcli.queries.bands import Bands, SortedListing
from peelcli.queries.grid import CellKind
from peelcli.queries.select import JudgmentRow
from peelcli.report.grades import (
    ABSENT,
    apart_notes,
    judgment_cell,
    labelled,
    marks_of,
    missing_notes,
    question_label,
    sources_of,
    thin_note,
)
from peelcli.report.tables import Cell, Column, Mark, Report, Table, numbers, table_of
from peelcli.text import counted


def list_report(
    listing: SortedListing, *, is_latest: bool = False, same_forces: bool = False
) -> Report:
    """Return the answer for people: by grade where it is sorted so, else a line a judgment."""
    rows = listing.rows
    size = counted(len(rows), "judgment")
    label = f" of {labelled(rows[0].round, is_latest=True)}" if rows and is_latest else ""
    hints = ("To list every round, use --round all.",) if is_latest else ()
    notes = [*apart_notes(listing.apart)]
    if same_forces:
        notes.append("Only forces that have a grade in each of these rounds are listed.")
    elif listing.apart:
        hints = ("--same-forces lists only forces that have a grade in each of these rounds.",)
    if listing.undated_outside:
        verb = "is" if listing.undated_outside == 1 else "are"
        of = counted(listing.undated_outside, "more judgment")
        notes.append(f"{of} of unknown day {verb} left out.")
    if listing.bands:
        tables = tuple(_bands_table(listing, one) for one in listing.bands)
        title = tables[0].caption if len(tables) == 1 else f"{size}{label}"
        lack = (
            one.round
            for one in listing.bands
            if any(kind is CellKind.MISSING for kind, _ in one.absent)
        )
        return Report(title, tables, (*notes, *missing_notes(lack)), hints=hints)
    if not rows and is_latest:
        size += " in the latest round"
    judgments = [row.judgment for row in rows]
    headings = ["Force", "Round", "Pillar", "Question", "Grade", "Published"]
    if not any(one.question for one in judgments):
        headings.remove("Question")
    elif not any(one.pillar for one in judgments):
        headings.remove("Pillar")
    cells = (_cells(listing, row) for row in rows)
    table = table_of("Judgments", headings, [[one[name] for name in headings] for one in cells])
    return Report(f"{size}{label}", (table,) if rows else (), tuple(notes), hints=hints)


def _bands_table(listing: SortedListing, bands: Bands) -> Table:
    """Return a line a grade, and a line for every reason that there is none."""
    rows = [
        _band(
            Cell(grade.label, grade) if grade else Cell(Mark.NOT_GRADED.words.capitalize()),
            [_member(listing, one) for one in judgments],
        )
        for grade, judgments in bands.by_grade
    ]
    rows += [
        _band(Cell(ABSENT[kind].words.capitalize()), [Cell(one.short_name) for one in forces])
        for kind, forces in bands.absent
    ]
    share = f"{bands.graded} of {counted(bands.forces, 'force')}"
    if bands.graded < bands.known:
        share = f"{bands.graded} of the {bands.known} forces whose grade is known"
    caption = f"{question_label(bands.question)}, {bands.round.label}: {share}"
    headings: list[str | Column] = ["Grade", *numbers("Forces"), "Names"]
    thin = is_thin(bands.known, bands.forces)
    notes = (thin_note(bands.known, bands.forces),) if thin else ()
    return table_of(caption, headings, rows, notes=notes, is_captioned=True)


def _band(name: Cell, members: list[Cell]) -> list[Cell]:
    return [name, Cell(str(len(members))), Cell(items=tuple(members))]


def _member(listing: SortedListing, judgment: Judgment) -> Cell:
    name = listing.forces[judgment.force].short_name
    marks = marks_of(judgment) if judgment.grade else ()
    return Cell(name, marks=marks, sources=sources_of(judgment))


def count_report(listing: SortedListing) -> Report:
    """Return how many there are, for people."""
    return Report(counted(len(listing.rows), "judgment"), ())


def count_lines(listing: SortedListing) -> str:
    """Return how many there are, alone on a line."""
    return f"{len(listing.rows)}\n"


def _cells(listing: SortedListing, row: JudgmentRow) -> dict[str, str | Cell]:
    question = row.round.question(row.judgment.key)
    return {
        "Force": listing.forces[row.judgment.force].short_name,
        "Round": row.round.short_label,
        "Pillar": (question and question.pillar_name) or "",
        "Question": question.name if question and question.id else "",
        "Grade": judgment_cell(row.judgment),
        "Published": row.judgment.published or "not known",
    }
