"""The report of `peel map`, and the tiles of any answer with one grade a force."""

from collections import Counter
from collections.abc import Iterable, Iterator

from peelcli.queries.grid import ForceCell
from peelcli.queries.map import ForceMap
from peelcli.report.grades import labelled, question_label, still_cell
from peelcli.report.tables import Cell, Column, Report, Tile, table_of
from peelcli.text import counted, in_sentence

_NO_TILES = "No map: forces.yaml gives no force a `tile`."


def map_report(found: ForceMap, *, is_latest: bool = False) -> Report:
    """Return the answer for people: a map, and the same as a table."""
    what = in_sentence(question_label(found.question))
    title = f"{what[:1].upper()}{what[1:]}: grades of all forces"
    rows = [
        (
            Cell(one.force.short_name, stands_out=one.is_outlined),
            one.force.code,
            still_cell(one.cell),
        )
        for one in found.cells
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
        sentence=f"How forces were graded at {what} in {found.round.label}",
    )


def tiles_of(cells: Iterable[ForceCell]) -> tuple[Tile, ...]:
    """Return the tiles of forces; those without a place stand below the others.

    Nothing where none has a place.
    """
    forces = [*cells]
    places = [one.force.tile for one in forces if one.force.tile]
    if not places:
        return ()
    width, last = max(column for column, _ in places), max(row for _, row in places)
    below = iter(range(len(forces)))
    tiles = []
    for one in forces:
        place = one.force.tile
        if place is None:
            row, column = divmod(next(below), width)
            place = column + 1, last + 2 + row
        shown = still_cell(one.cell)
        tiles.append(Tile(*place, one.force.code, one.force.short_name, shown, one.is_outlined))
    return tuple(tiles)


def _notes(found: ForceMap) -> Iterator[str]:
    judgments = [one.cell.judgment for one in found.cells]
    grades = Counter(one.grade for one in judgments if one and one.grade)
    counts = [f"{grades[one]} {in_sentence(one.label)}" for one in found.round.scale if grades[one]]
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
