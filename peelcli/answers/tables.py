"""The parts of a report: tables of marked cells, notes and details, in no format yet."""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import NamedTuple, Self, TypeVar

from peelcli.terms import Grade
from peelcli.text import counted

T = TypeVar("T")


class Mark(Enum):
    """A sign beside or in place of a grade: its symbol, its ASCII form, its meaning."""

    IMPROVED = ("▲", "^", "", "improved since the last inspection that can be compared")
    DECLINED = ("▼", "v", "", "declined since the last inspection that can be compared")
    CARRIED_OVER = ("«", "<", "", "carried over: not inspected, the grade of that year stands")
    DERIVED = ("≈", "~", "", "worked out from published counts or statements")
    DIFFERS = ("≠", "!", "", "the forces' grades differ")
    NEW = ("*", "*", "", "new: published since the day of the last page")
    NOT_GRADED = (
        "n/g",
        "n/g",
        "not graded",
        "not graded: the inspectorate gave no grade",
    )
    NOT_IN_REPORT = ("-", "-", "not graded in this report", "not graded in this report")
    LEFT_OUT = (
        "...",
        "...",
        "left out",
        "left out: published later than that day, or on a day not known",
    )
    MISSING = ("?", "?", "not in the dataset", "not in the dataset")
    NOT_ASKED = ("", "", "not asked", "empty: not asked in that round")
    NO_SUCH_GRADE = ("", "", "", "empty: not a grade of that round")

    @property
    def symbol(self) -> str:
        """The sign itself; nothing, for an empty cell."""
        return self.value[0]

    @property
    def ascii(self) -> str:
        """The sign where only ASCII can be written."""
        return self.value[1]

    @property
    def words(self) -> str:
        """The words that stand in place of the sign where there is room; none for some."""
        return self.value[2]

    @property
    def meaning(self) -> str:
        """Its text in the legend."""
        return self.value[3]

    @property
    def brief(self) -> str:
        """Its text in a short legend: `improved`, `worked out`."""
        return re.split(r" since | from | in that |: (?!not asked)", self.meaning)[0]


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
    sources: tuple[str, ...] = ()
    """The addresses of the pages that state its grade."""
    report: str = ""
    """The address of the official report, to check the grade in."""
    items: "tuple[Cell, ...]" = ()
    """Texts that stand one after the other in place of one."""
    address: str = ""
    """Where its text leads on a page, if not to its first source."""

    @property
    def parts(self) -> "tuple[Cell, ...]":
        """The items, or else the cell itself."""
        return self.items or (self,)


_CITED = re.compile(r" \[(https?://[^\s\]]+)\]")


def sentence_parts(sentence: str) -> list[tuple[str, str]]:
    """Return the words of a sentence, each with the address that follows; the last has none."""
    words = [*_CITED.split(sentence), ""]
    return [*zip(words[::2], words[1::2], strict=True)]


def references(cell: Cell, numbers: Mapping[str, int]) -> str:
    """Return the numbers of what a cell rests on: `[1,2]`; nothing where none is listed."""
    found = [str(numbers[source]) for source in cell.sources if source in numbers]
    return f"[{','.join(found)}]" if found else ""


def cell_text(cell: Cell, numbers: Mapping[str, int]) -> str:
    """Return a cell as plain text: its marks in words where they have some, and its references."""
    if cell.items:
        return ", ".join(cell_text(item, numbers) for item in cell.items)
    marks = [f"{mark.words or mark.symbol}{follows}" for mark, follows in cell.marks]
    return " ".join(part for part in (cell.text, *marks, references(cell, numbers)) if part)


class Column(NamedTuple):
    """A column's heading."""

    heading: str
    short: str = ""
    """The heading where there is little room, if it has a shorter form."""
    is_number: bool = False
    holds_grades: bool = False
    is_dispensable: bool = False
    """It is left out where there is no room for it."""
    is_apart: bool = False
    """Its grades can't be compared with those of the column before."""


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

    @property
    def bars(self) -> list[bool]:
        """Which of its columns hold bars."""
        columns = range(len(self.columns))
        return [any(row.cells[index].bar for row in self.rows) for index in columns]


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
        tuple(Column(heading) if isinstance(heading, str) else heading for heading in headings),
        tuple(
            Row(tuple(Cell(text) if isinstance(text, str) else text for text in r)) for r in rows
        ),
        notes,
        is_captioned,
    )


def without(table: Table, left_out: Sequence[bool]) -> Table:
    """Return a table without some of its columns."""

    def rest(cells: Sequence[T]) -> tuple[T, ...]:
        return tuple(cell for cell, is_out in zip(cells, left_out, strict=True) if not is_out)

    rows = tuple(row._replace(cells=rest(row.cells)) for row in table.rows)
    return table._replace(columns=rest(table.columns), rows=rows)


def numbers(*headings: str | tuple[str, str]) -> list[Column]:
    """Return columns of numbers, some with a shorter heading for narrow screens."""
    pairs = [(heading, "") if isinstance(heading, str) else heading for heading in headings]
    return [Column(heading, short, is_number=True) for heading, short in pairs]


class Tile(NamedTuple):
    """A force on a map."""

    column: int
    """From 1, as is the row."""
    row: int
    code: str
    name: str
    cell: Cell
    is_outlined: bool = False


class Step(NamedTuple):
    """A grade on a path, or its absence."""

    label: str
    """The round."""
    cell: Cell
    is_joined: bool = False
    """It can be compared with the one before, and both are known."""
    is_apart: bool = False
    """Nothing of its round can be compared with the one before."""


class Path(NamedTuple):
    """The grades of one force for a pillar, question or area, round by round."""

    name: str
    steps: tuple[Step, ...]
    scale: tuple[Grade, ...]
    """All grades of its rounds, best first."""


class Headline(NamedTuple):
    """The words of a picture."""

    title: str
    """What the grades come to, or what is shown where they come to nothing."""
    subtitle: str = ""
    source: str = ""


NOTHING_TO_SHOW = "Nothing to show: these rounds graded nothing that you asked for."


class Detail(NamedTuple):
    """A heading and labelled lines."""

    heading: Cell
    lines: tuple[tuple[str, str], ...]
    anchor: str = ""
    """Its id on a page."""


class Origin(NamedTuple):
    """Who made an answer, from what, and on which terms."""

    text: str
    licence: str
    address: str

    def __str__(self) -> str:
        return f"{self.text}{self.licence}."


class Report(NamedTuple):
    """A whole report."""

    title: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
    """Sentences at the end; a summary is the last."""
    details: tuple[Detail, ...] = ()
    head: tuple[tuple[str, str], ...] = ()
    """Labelled lines right below the title."""
    lead: tuple[str, ...] = ()
    """Sentences above the tables."""
    hints: tuple[str, ...] = ()
    """Sentences on options of the command line, which nobody else can follow."""
    lists_sources: bool = False
    """Whether to number the sources in cells and list them."""
    origin: Origin | None = None
    prepared_by: str | None = None
    """Who made it, to stand in its origin."""
    is_one_page: bool = False
    """It is to be printed on a page, and opened by a word processor."""
    more_sources: tuple[str, ...] = ()
    """Addresses to list beside those of the cells."""
    headline: Headline | None = None
    """The words of a picture that stands alone."""
    paths: tuple[Path, ...] = ()
    """What its picture shows in place of the tables."""
    small: "Report | None" = None
    """The same in fewer lines, for a terminal that does not hold it."""
    key: str = ""
    """What the codes of its tables mean, to stand in its legend."""
    tiles: tuple[Tile, ...] = ()
    """The forces on a map, where the tables have one grade for each."""
    is_map: bool = False
    """The map is what is asked for: on a terminal it stands in place of the tables."""
    undated: int | None = None
    """How many judgments the tables leave out as undated, where the document leaves out others."""

    def as_of(self, day: str, undated: int, *, nothing_out: bool = False) -> Self:
        """Return the report with a note on the day that is asked about.

        `nothing_out`: no round had a grade by then.
        """
        if self.undated is not None:
            undated = self.undated
        left_out = f"{counted(undated, 'judgment')} of unknown date"
        note = (
            f"As of {day}: only grades published by then. "
            f"{left_out} {'is' if undated == 1 else 'are'} left out."
        )
        nothing = f"Nothing was published by {day}."
        is_empty = nothing_out and NOTHING_TO_SHOW in self.notes
        return self._replace(notes=(*((nothing,) if is_empty else self.notes), note))

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks that occur, in the order of the legend."""
        found = {mark for part in self._parts for mark, _ in part.marks}
        return tuple(mark for mark in Mark if mark in found)

    @property
    def signs(self) -> tuple[Mark, ...]:
        """The marks that need a legend where those that have words stand as these words."""
        return tuple(mark for mark in self.marks if mark.symbol and not mark.words)

    @property
    def sources(self) -> dict[str, int]:
        """The number of each source that is listed, in the order in which they are first cited."""
        if not self.lists_sources:
            return {}
        cited = dict.fromkeys(source for part in self._parts for source in part.sources)
        cited |= dict.fromkeys(self.more_sources)
        return {source: number for number, source in enumerate(cited, start=1)}

    @property
    def to_check(self) -> tuple[str, ...]:
        """The official reports that nothing listed was read in, but for those in the head."""
        known = {*self.sources, *(value for _, value in self.head)} if self.lists_sources else ()
        reports = dict.fromkeys(part.report for part in self._parts if part.report)
        return tuple(address for address in reports if known and address not in known)

    @property
    def _parts(self) -> list[Cell]:
        cells = [cell for table in self.tables for row in table.rows for cell in row.cells]
        cells += [detail.heading for detail in self.details]
        return [part for cell in cells for part in cell.parts]
