"""The order of a listing; by grade, a line a grade for every question of every round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from peelcli.answers.form import Form
from peelcli.answers.grid import CellKind, cell_at
from peelcli.answers.rounds_apart import NotCompared, not_compared, same_forces_of
from peelcli.answers.select import JudgmentRow, listing, select
from peelcli.contract import records_of
from peelcli.errors import refuse_beside
from peelcli.filters import Filter
from peelcli.finding import find_choice
from peelcli.model import Dataset, Force, Judgment, Question, Round, is_thin
from peelcli.records import COUNT, JUDGMENT, fields, get
from peelcli.terms import Grade, QuestionKey
from peelcli.text import counted

if TYPE_CHECKING:
    from peelcli.answers.tables import Cell, Column, Report, Table


class ListSort(StrEnum):
    """The order of a listing; by force, then round, within each."""

    FORCE = "force"
    GRADE = "grade"
    """By round and question, the best grade first."""
    PUBLISHED = "published"
    """The latest day first, a day not known last."""


class Bands(NamedTuple):
    """One question of one round."""

    round: Round
    question: Question
    by_grade: tuple[tuple[Grade | None, tuple[Judgment, ...]], ...]
    """The judgments with each grade, in the order asked for; those without a grade last."""
    absent: tuple[tuple[CellKind, tuple[Force, ...]], ...]
    """The wanted forces without a judgment, by why; empty where only some grades are wanted."""
    forces: int
    """How many forces are wanted."""
    known: int
    """How many of them have a grade, of whatever kind."""

    @property
    def graded(self) -> int:
        """How many of them have one of the wanted grades."""
        return sum(len(found) for grade, found in self.by_grade if grade)


class SortedListing(NamedTuple):
    """The answer of `list`."""

    rows: tuple[JudgmentRow, ...]
    undated: int
    """How many more would be there if their day were known."""
    forces: Mapping[str, Force]
    bands: tuple[Bands, ...] = ()
    """The same rows by grade, where they are sorted so."""
    undated_outside: int | None = None
    """How many more would match if their day were known; None where no day is asked about."""
    apart: tuple[NotCompared, ...] = ()
    """Rounds of the answer that can't be compared."""
    sort: ListSort = ListSort.FORCE


def order_meant(text: str | None, *, worst_first: bool) -> ListSort:
    """Return the order that a text names; the worst first is by grade. Raises UsageError."""
    default = ListSort.GRADE if worst_first else ListSort.FORCE
    order = default if text is None else find_choice(ListSort, "order", text)
    if worst_first and order != default:
        refuse_beside("`worst_first=`", {f"`sort=` {order}": True})
    return order


def sorted_listing(
    dataset: Dataset,
    wanted: Filter,
    sort: ListSort,
    *,
    same_forces: bool = False,
    worst_first: bool = False,
) -> SortedListing:
    """Return the wanted judgments with their rounds, in some order.

    By grade, the best stand first, or the worst; those without a grade last. `same_forces` leaves
    only forces that have a grade in each of the rounds that graded a question.
    """
    rows, undated, forces = listing(dataset, wanted)
    if same_forces:
        rows = tuple(_of_same_forces(dataset, rows))
    outside = None
    if wanted.has_day:
        free = wanted.without_days()
        outside = sum(judgment.published is None for judgment in select(dataset, free))
    shown = dict.fromkeys((row.round.year, row.judgment.key) for row in rows)
    apart = tuple(not_compared(dataset, shown))
    in_bands: tuple[Bands, ...] = ()
    if sort is ListSort.GRADE:
        in_bands = bands(dataset, wanted, [row.judgment for row in rows], worst_first=worst_first)
        rows = tuple(
            JudgmentRow(judgment, band.round)
            for band in in_bands
            for _, judgments in band.by_grade
            for judgment in judgments
        )
    elif sort is ListSort.PUBLISHED:
        rows = tuple(sorted(rows, key=lambda row: row.judgment.published or "", reverse=True))
    return SortedListing(rows, undated, forces, in_bands, outside, apart, sort)


def _of_same_forces(dataset: Dataset, rows: Iterable[JudgmentRow]) -> Iterator[JudgmentRow]:
    found = [*rows]
    places = dict.fromkeys((row.round.year, row.judgment.key) for row in found)
    members = same_forces_of(dataset, places)
    for row in found:
        if row.judgment.force in members[row.judgment.key]:
            yield row


def bands(
    dataset: Dataset, wanted: Filter, judgments: Iterable[Judgment], *, worst_first: bool = False
) -> tuple[Bands, ...]:
    """Return the bands of the places where judgments stand, in the rounds' order."""
    judgments = tuple(judgments)
    forces = [force for force in dataset.forces.values() if wanted.lets_force_through(force)]
    found = {judgment.place for judgment in judgments}
    return tuple(
        _bands(dataset, round_, question, forces, judgments, wanted, worst_first=worst_first)
        for round_ in dataset.rounds.values()
        for question in round_.questions
        if (round_.year, *question.key) in found
    )


def _bands(
    dataset: Dataset,
    round_: Round,
    question: Question,
    forces: list[Force],
    judgments: tuple[Judgment, ...],
    wanted: Filter,
    *,
    worst_first: bool,
) -> Bands:
    scale = round_.scale[::-1] if worst_first else round_.scale
    by_grade: dict[Grade | None, list[Judgment]] = {grade: [] for grade in (*scale, None)}
    for judgment in judgments:
        if judgment.place == (round_.year, *question.key):
            by_grade[judgment.grade].append(judgment)
    known = (dataset.judgment(force.id, round_.year, question.key) for force in forces)
    absent: dict[CellKind, list[Force]] = {}
    for force in forces if wanted.takes_all_of_a_question else ():
        kind = cell_at(dataset, force.id, round_, question.key).kind
        if kind is not CellKind.JUDGED:
            absent.setdefault(kind, []).append(force)
    return Bands(
        round_,
        question,
        tuple((grade, tuple(found)) for grade, found in by_grade.items() if found),
        tuple((kind, tuple(absent[kind])) for kind in CellKind if kind in absent),
        len(forces),
        sum(bool(judgment and judgment.grade) for judgment in known),
    )


def list_report(
    listing: SortedListing, *, is_latest: bool = False, same_forces: bool = False
) -> Report:
    """Return the answer for people: by grade where it is sorted so, else a line a judgment."""
    from peelcli.answers.grades import apart_notes, labelled, missing_notes
    from peelcli.answers.tables import Report, table_of

    rows = listing.rows
    size = counted(len(rows), "judgment")
    label = f" of {labelled(rows[0].round, is_latest=True)}" if rows and is_latest else ""
    notes = [*apart_notes(listing.apart)]
    if same_forces:
        notes.append("Only forces that have a grade in each of these rounds are listed.")
    if listing.undated_outside:
        verb = "is" if listing.undated_outside == 1 else "are"
        of = counted(listing.undated_outside, "more judgment")
        notes.append(f"{of} of unknown day {verb} left out.")
    if listing.bands:
        tables = tuple(_bands_table(listing, band) for band in listing.bands)
        title = tables[0].caption if len(tables) == 1 else f"{size}{label}"
        lack = (
            band.round
            for band in listing.bands
            if any(kind is CellKind.MISSING for kind, _ in band.absent)
        )
        return Report(title, tables, (*notes, *missing_notes(lack)))
    if not rows and is_latest:
        size += " in the latest round"
    judgments = [row.judgment for row in rows]
    headings = ["Force", "Round", "Pillar", "Question", "Grade", "Published"]
    if not any(judgment.question for judgment in judgments):
        headings.remove("Question")
    elif not any(judgment.pillar for judgment in judgments):
        headings.remove("Pillar")
    lines = (_cells(listing, row) for row in rows)
    table = table_of("Judgments", headings, [[line[name] for name in headings] for line in lines])
    report = Report(f"{size}{label}", (table,) if rows else (), tuple(notes))
    return report._replace(small=_small(listing, report))


def _small(listing: SortedListing, report: Report) -> Report | None:
    """Return a line for each round, question and grade, with the forces that have it.

    None where it is one force's, or where days are asked about, which such lines do not show.
    """
    from peelcli.answers.grades import question_label
    from peelcli.answers.tables import Cell, Column, table_of

    forces = {row.judgment.force for row in listing.rows}
    asks_for_days = listing.sort is ListSort.PUBLISHED or listing.undated_outside is not None
    if len(forces) <= 1 or asks_for_days:
        return None
    found: dict[tuple[int, QuestionKey, Grade | None], list[JudgmentRow]] = {}
    for row in listing.rows:
        judgment = row.judgment
        found.setdefault((judgment.year, judgment.key, judgment.grade), []).append(row)
    lines: list[dict[str, str | Cell]] = []
    for key, rows in sorted(found.items(), key=_place):
        round_, question = rows[0].round, rows[0].round.asked[key[1]]
        members = tuple(_member(listing, row.judgment) for row in rows)
        lines.append(
            {
                "Round": round_.short_label,
                "Question": question_label(question),
                "Grade": _grade_name(key[2]),
                "Forces": str(len(members)),
                "Names": Cell(items=members),
            }
        )
    title = report.title
    headings = ["Round", "Question", "Grade", "Forces", "Names"]
    if len({year for year, _, _ in found}) == 1:
        headings.remove("Round")
    grades = {grade for _, _, grade in found}
    if len(grades) == 1:
        headings.remove("Grade")
        title = f"{_grade_name(grades.pop()).text}: {title}"
    columns = [
        Column(name, "No.", is_number=True) if name == "Forces" else name for name in headings
    ]
    table = table_of("Judgments", columns, [[line[name] for name in headings] for line in lines])
    hint = "A row for each judgment: add | less."
    return report._replace(title=title, tables=(table,), hints=(hint,))


def _place(
    item: tuple[tuple[int, QuestionKey, Grade | None], list[JudgmentRow]],
) -> tuple[int, int, int]:
    """Return where the judgments of a question with a grade stand among the others."""
    (year, key, grade), (row, *_) = item
    return year, [*row.round.asked].index(key), [*row.round.scale, None].index(grade)


def _grade_name(grade: Grade | None) -> Cell:
    from peelcli.answers.tables import Cell, Mark

    return Cell(grade.label, grade) if grade else Cell(Mark.NOT_GRADED.words.capitalize())


def _bands_table(listing: SortedListing, bands: Bands) -> Table:
    """Return a line a grade, and a line for every reason that there is none."""
    from peelcli.answers.grades import ABSENT, question_label, thin_note
    from peelcli.answers.tables import Cell, numbers, table_of

    rows = [
        _band(
            _grade_name(grade),
            [_member(listing, judgment) for judgment in judgments],
        )
        for grade, judgments in bands.by_grade
    ]
    rows += [
        _band(Cell(ABSENT[kind].words.capitalize()), [Cell(force.short_name) for force in forces])
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
    from peelcli.answers.tables import Cell

    return [name, Cell(str(len(members))), Cell(items=tuple(members))]


def _member(listing: SortedListing, judgment: Judgment) -> Cell:
    from peelcli.answers.grades import marks_of
    from peelcli.answers.tables import Cell

    name = listing.forces[judgment.force].short_name
    marks = marks_of(judgment) if judgment.grade else ()
    report = judgment.report or ""
    return Cell(name, marks=marks, sources=judgment.sources, report=report)


def count_report(listing: SortedListing) -> Report:
    """Return how many there are, for people."""
    from peelcli.answers.tables import Report

    return Report(counted(len(listing.rows), "judgment"), ())


def count_lines(listing: SortedListing) -> str:
    """Return how many there are, alone on a line."""
    return f"{len(listing.rows)}\n"


def _cells(listing: SortedListing, row: JudgmentRow) -> dict[str, str | Cell]:
    from peelcli.answers.grades import judgment_cell

    question = row.round.question(row.judgment.key)
    return {
        "Force": listing.forces[row.judgment.force].short_name,
        "Round": row.round.short_label,
        "Pillar": (question and question.pillar_name) or "",
        "Question": question.name if question and question.id else "",
        "Grade": judgment_cell(row.judgment),
        "Published": row.judgment.published or "not known",
    }


LIST = Form(
    "list",
    fields(("judgments", records_of(JUDGMENT), get("rows"), "those that match")),
    list_report,
    rows="judgments",
    is_of_several_rounds=True,
    about="""List the judgments that match, of the latest round or others.

\b
Examples:
  peel list --question investigating-crime --worst-first
  peel list --grade inadequate --round all --count
""",
    words={
        "sort": "By force; by grade, with a line for each; or the latest published first.",
        "count": "Print only how many.",
    },
    choices={"sort": ListSort},
)


HOW_MANY = Form(
    "count",
    fields(
        ("count", COUNT, lambda row: len(row.rows), "with `--count`: how many match"),
        (
            "rows",
            records_of(fields(("count", COUNT, lambda row: len(row.rows), "the same"))),
            lambda row: [row],
            "the same, for flat formats",
        ),
    ),
    count_report,
    lines=count_lines,
)
