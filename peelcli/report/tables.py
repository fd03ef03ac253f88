"""The parts of a report: tables of marked cells, notes and details, in no format yet."""

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple, Self

from peelcli.terms import Grade
from peelcli.text import counted


class Mark(Enum):
    """A sign beside or in place of a grade: its symbol, its ASCII form, its meaning."""

    IMPROVED = ("▲", "^", "improved since the last inspection that can be compared")
    DECLINED = ("▼", "v", "declined since the last inspection that can be compared")
    CARRIED_OVER = ("«", "<", "carried over: not inspected, the grade of that year stands")
    DERIVED = ("≈", "~", "derived from published counts or statements, not printed as such")
    NOT_GRADED = ("×", "x", "not graded: the inspectorate gave this force no grade")
    LEFT_OUT = ("…", "?", "left out: published later than that day, or on a day not known")
    MISSING = ("·", ".", "not in the dataset")
    DIFFERS = ("≠", "!", "the forces' grades differ")
    NO_GRADE = ("–", "-", "not asked, or asked but not graded, in that round")
    NO_SUCH_GRADE = ("–", "-", "not a grade of that round")

    @property
    def symbol(self) -> str:
        """The sign itself."""
        return self.value[0]

    @property
    def ascii(self) -> str:
        """The sign where only ASCII can be written."""
        return self.value[1]

    @property
    def meaning(self) -> str:
        """Its text in the legend."""
        return self.value[2]


class Cell(NamedTuple):
    """A text with marks; a grade gives it its colour."""

    text: str = ""
    grade: Grade | None = None
    marks: tuple[tuple[Mark, str], ...] = ()
    """Each with what follows it, like the year of a carried-over grade."""
    short: str = ""
    """The text where there is least room, if it has a shorter form."""
    stands_out: bool = False
    bar: tuple[tuple[Grade, int], ...] = ()
    """How many of each grade, to be drawn side by side."""


class Column(NamedTuple):
    """A column's heading."""

    heading: str
    short: str = ""
    """The heading where there is little room, if it has a shorter form."""
    is_number: bool = False
    holds_grades: bool = False


class Row(NamedTuple):
    """Cells; the first names the row."""

    cells: tuple[Cell, ...]
    is_main: bool = False
    """Stands out among its neighbours: a pillar among its questions."""


class Table(NamedTuple):
    """Columns and rows under a caption."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    """Sentences that belong right below it."""
    is_captioned: bool = False
    """Whether the caption is needed to tell it from the report's other tables."""


def table_of(
    caption: str,
    headings: Iterable[str | Column],
    rows: Iterable[Iterable[str | Cell]],
    *,
    notes: tuple[str, ...] = (),
    is_captioned: bool = False,
) -> Table:
    """Return a table in which a text stands for a plain heading or cell."""
    return Table(
        caption,
        tuple(Column(one) if isinstance(one, str) else one for one in headings),
        tuple(Row(tuple(Cell(one) if isinstance(one, str) else one for one in r)) for r in rows),
        notes,
        is_captioned,
    )


def numbers(*headings: str | tuple[str, str]) -> list[Column]:
    """Return columns of numbers, some with a shorter heading for narrow screens."""
    pairs = [(one, "") if isinstance(one, str) else one for one in headings]
    return [Column(heading, short, is_number=True) for heading, short in pairs]


NOTHING_TO_SHOW = "Nothing to show: none of these rounds has these pillars."


class Detail(NamedTuple):
    """A heading and labelled lines."""

    heading: Cell
    lines: tuple[tuple[str, str], ...]


class Report(NamedTuple):
    """A whole report."""

    title: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
    """Sentences at the end; a summary is the last."""
    details: tuple[Detail, ...] = ()
    undated: int | None = None
    """How many judgments the tables leave out as undated, where the document leaves out others."""

    def as_of(self, day: str, undated: int) -> Self:
        """Return the report with a note on the day that is asked about."""
        if self.undated is not None:
            undated = self.undated
        left_out = f"{counted(undated, 'judgment')} of unknown date"
        note = (
            f"As of {day}: only grades published by then. "
            f"{left_out} {'is' if undated == 1 else 'are'} left out."
        )
        nothing = f"Nothing of what you asked for was published by {day}."
        is_empty = NOTHING_TO_SHOW in self.notes
        return self._replace(notes=(*((nothing,) if is_empty else self.notes), note))

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks that occur, in the order of the legend."""
        cells = [cell for table in self.tables for row in table.rows for cell in row.cells]
        cells += [detail.heading for detail in self.details]
        found = {mark for cell in cells for mark, _ in cell.marks}
        return tuple(mark for mark in Mark if mark in found)
