"""One question of one round, force by force, with each force's place on a map of tiles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from peelcli.answers.cells import CELL_FIELDS, CITED_FIELDS
from peelcli.answers.form import Form
from peelcli.answers.grid import CellKind, ForceCell, cell_at, graded_rows_of, named_rows_of
from peelcli.contract import list_of, or_null, records_of
from peelcli.errors import UsageError
from peelcli.model import Dataset, Question, Round, is_thin
from peelcli.records import (
    BOOLEAN,
    NUMBER,
    PLACE,
    TEXT,
    fields,
    get,
)
from peelcli.terms import Level
from peelcli.text import counted, in_sentence

if TYPE_CHECKING:
    from peelcli.answers.tables import Headline, Report, Tile


class ForceMap(NamedTuple):
    """The answer of `map`."""

    round: Round
    question: Question
    cells: tuple[ForceCell, ...]
    """One a force, by name."""

    @property
    def undated(self) -> int:
        """How many places are left out because their day is not known."""
        return sum(row.cell.is_undated for row in self.cells)

    @property
    def missing(self) -> int:
        """How many forces' judgments are not in the dataset."""
        return sum(row.cell.kind is CellKind.MISSING for row in self.cells)

    @property
    def is_thin(self) -> bool:
        """Whether fewer than two thirds of the forces have a grade here."""
        known = sum(bool(row.cell.judgment and row.cell.judgment.grade) for row in self.cells)
        return is_thin(known, len(self.cells))


def force_map(
    dataset: Dataset,
    round_: Round,
    *,
    pillars: Collection[str] = (),
    questions: Collection[str] = (),
    outlined: Collection[str] = (),
) -> ForceMap:
    """Return all forces' grades for the one question that pillars and questions name.

    Raises UsageError where they name none that the round graded, or several.
    """
    found = named_rows_of(round_, pillars, Level.PILLAR_GRADES, questions)
    if len(found) != 1:
        asked = graded_rows_of(round_, level=Level.QUESTIONS)
        known = dict.fromkeys(question.id for question in asked if question.id)
        pillar = f"`pillar=` {', '.join(round_.pillars)}, or " if round_.pillars else ""
        raise UsageError(
            f"a map shows one question of {round_.label}; name one: {pillar}`question=` "
            f"{', '.join(known)}"
        )
    cells = tuple(
        ForceCell(
            force,
            round_,
            found[0],
            cell_at(dataset, force.id, round_, found[0].key),
            is_outlined=force.id in outlined,
        )
        for force in dataset.forces.values()
    )
    return ForceMap(round_, found[0], cells)


TILE = fields(
    *CELL_FIELDS,
    ("code", TEXT, get("force.code"), "the force in three letters"),
    ("tile", list_of(NUMBER), lambda row: [*(row.force.tile or ())],
     "column and row on the map, from 1; empty where it has none"),
    ("outlined", BOOLEAN, get("is_outlined"), "whether `--force` or `--group` names it"),
    *CITED_FIELDS,
)  # fmt: skip


_NO_TILES = "No map: forces.yaml gives no force a `tile`."


def map_report(found: ForceMap, *, is_latest: bool = False) -> Report:
    """Return the answer for people: a map, and the same as a table."""
    from peelcli.answers.grades import labelled, question_label, still_cell
    from peelcli.answers.tables import Cell, Column, Report, table_of

    what = in_sentence(question_label(found.question))
    title = f"{what[:1].upper()}{what[1:]}: grades of all forces"
    rows = [
        (
            Cell(place.force.short_name, stands_out=place.is_outlined),
            place.force.code,
            still_cell(place.cell),
        )
        for place in found.cells
    ]
    grade = Column("Grade", holds_grades=True)
    table = table_of(found.round.label, ["Force", "Code", grade], rows)
    tiles = tiles_of(found.cells)
    notes = list(_notes(found))
    return Report(
        f"{title}, {labelled(found.round, is_latest=is_latest)}",
        (table,),
        (*notes, *([] if tiles else [_NO_TILES])),
        tiles=tiles,
        is_map=bool(tiles),
        headline=_headline(found),
    )


def _headline(found: ForceMap) -> Headline:
    """Return the picture's words: how many forces got the worst grade that occurs."""
    from peelcli.answers.grades import question_label
    from peelcli.answers.headline import finding_of, known_of, source_line
    from peelcli.answers.tables import Headline

    judgments = [place.cell.judgment for place in found.cells if place.cell.judgment]
    counts = Counter(judgment.grade for judgment in judgments if judgment.grade)
    what = question_label(found.question)
    finding = "" if found.is_thin else finding_of(counts, found.round.scale, found.question)
    known = known_of(counts.total(), len(found.cells))
    return Headline(
        finding or f"{what}: the grades that are known",
        f"{what}, {found.round.label}. {known}",
        source_line(judgments, [found.round]),
    )


def tiles_of(cells: Iterable[ForceCell]) -> tuple[Tile, ...]:
    """Return the tiles of forces; those without a place stand below the others.

    Nothing where none has a place.
    """
    from peelcli.answers.grades import still_cell
    from peelcli.answers.tables import Tile

    forces = [*cells]
    places = [on_map.force.tile for on_map in forces if on_map.force.tile]
    if not places:
        return ()
    width, last = max(column for column, _ in places), max(row for _, row in places)
    below = iter(range(len(forces)))
    tiles = []
    for each in forces:
        place = each.force.tile
        if place is None:
            row, column = divmod(next(below), width)
            place = column + 1, last + 2 + row
        shown = still_cell(each.cell)
        tiles.append(Tile(*place, each.force.code, each.force.short_name, shown, each.is_outlined))
    return tuple(tiles)


def _notes(found: ForceMap) -> Iterator[str]:
    judgments = [place.cell.judgment for place in found.cells]
    grades = Counter(judgment.grade for judgment in judgments if judgment and judgment.grade)
    counts = [
        f"{grades[grade]} {in_sentence(grade.label)}"
        for grade in found.round.scale
        if grades[grade]
    ]
    inside = f" ({', '.join(counts)})" if counts else ""
    yield f"Grades known: {grades.total()} of {counted(len(found.cells), 'force')}{inside}."
    if found.missing:
        verb = "is" if found.missing == 1 else "are"
        yield f"{counted(found.missing, 'force')} {verb} not in the dataset for this question."
    if found.is_thin:
        yield (
            "Fewer than two thirds of the grades are known, so don't read a pattern from this map."
        )
    if found.missing and found.round.missing:
        yield f"{found.round.short_label}: {found.round.missing}"


MAP = Form(
    "map",
    fields(
        ("year", NUMBER, get("round.year"), PLACE["year"]),
        ("round", TEXT, get("round.label"), "the round's label"),
        ("pillar", or_null(TEXT), get("question.pillar"), PLACE["pillar"]),
        ("question", or_null(TEXT), get("question.id"), PLACE["question"]),
        ("rows", records_of(TILE), get("cells"), "a row a force, by name"),
    ),
    map_report,
    about="""Draw a map of the grades of all forces for one question.

\b
Examples:
  peel map --question investigating-crime
  peel map --round 2018/19 --pillar legitimacy --group wales
""",
    words={
        "force": "Outline this force",
        "group": "Outline the forces of this group",
    },
)
