"""Tables for people: fitted and coloured on a terminal, one plain line per row in a pipe."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from peelcli.model import Grade

if TYPE_CHECKING:
    from peelcli.report.model import Cell, Detail, Mark, Report, Table

_STYLES = {
    Grade.OUTSTANDING: "bold cyan",
    Grade.GOOD: "green",
    Grade.ADEQUATE: "blue",
    Grade.REQUIRES_IMPROVEMENT: "yellow",
    Grade.INADEQUATE: "bold red",
}
# Wider than any line; Rich has no notion of an endless one.
_ENDLESS = 100_000
# The longest word of a grade, "Requires" over "improvement", with room for an arrow.
_GRADE_WIDTH = 12


@dataclass(frozen=True)
class Screen:
    """What the text is for."""

    is_terminal: bool
    """Whether to fit and colour it; otherwise one plain line per row."""
    is_unicode: bool
    """Whether marks beyond ASCII can be written."""


def report_text(report: Report, screen: Screen) -> str:
    """Return a report as text for a screen."""
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        force_terminal=screen.is_terminal,
        width=None if screen.is_terminal else _ENDLESS,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=not screen.is_terminal,
    )
    console.print(Text(report.title, style="bold"))
    for table in report.tables:
        console.print()
        _print_table(console, table, screen)
        if table.notes:
            console.print()
        _print_sentences(console, table.notes)
    if report.marks:
        console.print()
        for mark in report.marks:
            console.print(Text(f"{_symbol(mark, screen)} {mark.meaning}", style="dim"))
    if report.notes:
        console.print()
        _print_sentences(console, report.notes)
    for detail in report.details:
        console.print()
        _print_detail(console, detail)
    lines = buffer.getvalue().split("\n")
    return "\n".join(line if screen.is_terminal else line.rstrip() for line in lines)


def _print_sentences(console: Console, sentences: tuple[str, ...]) -> None:
    for sentence in sentences:
        console.print(Text(sentence))


def _print_detail(console: Console, detail: Detail) -> None:
    console.print(Text(detail.heading.text, style=_style(detail.heading)))
    width = max(len(label) for label, _ in detail.lines)
    for label, value in detail.lines:
        if value.startswith(("https://", "http://")):
            # For copying: the terminal may wrap an address, we never do.
            console.print(Text(f"  {label:<{width}}  {value}"), soft_wrap=True)
        else:
            line = RichTable.grid(padding=(0, 2, 0, 0))
            line.add_column(width=width + 2)
            line.add_column()
            line.add_row(Text(f"  {label}"), Text(value))
            console.print(line)


def _print_table(console: Console, table: Table, screen: Screen) -> None:
    """Print a table with room to breathe, or packed, or, where no grade would fit, as a list."""
    endless = console.options.update(width=_ENDLESS)
    roomy = _rich_table(table, screen, tight=False)
    if roomy.__rich_measure__(console, endless).maximum <= console.width:
        console.print(roomy)
        return
    packed = _rich_table(table, screen, tight=True)
    if packed.__rich_measure__(console, endless).minimum <= console.width:
        console.print(packed)
        return
    for row in table.rows:
        first, *rest = (_rich_cell(cell, screen, tight=False) for cell in row.cells)
        first.stylize("bold")
        console.print(first)
        for column, cell in zip(table.columns[1:], rest, strict=True):
            console.print(Text.assemble(f"  {column.heading}  ", cell))


def _rich_table(table: Table, screen: Screen, *, tight: bool) -> RichTable:
    has_rule = screen.is_terminal and screen.is_unicode
    gap = 1 if tight else 2
    rich = RichTable(
        box=box.SIMPLE_HEAD if has_rule else None,
        # The box itself puts one space between columns.
        padding=(0, gap - 1 if has_rule else gap, 0, 0),
        pad_edge=False,
        show_edge=False,
    )
    for column in table.columns:
        rich.add_column(
            Text(column.heading),
            justify="right" if column.is_number else "left",
            width=_GRADE_WIDTH if column.holds_grades and tight else None,
            no_wrap=not screen.is_terminal,
        )
    for row in table.rows:
        style = "bold" if row.is_main else None
        rich.add_row(*(_rich_cell(cell, screen, tight=tight) for cell in row.cells), style=style)
    return rich


def _rich_cell(cell: Cell, screen: Screen, *, tight: bool) -> Text:
    text = cell.text
    for mark, follows in cell.marks:
        # A year may stand on a line of its own; a bare sign stays with the grade.
        gap = " " if text and (follows or not tight) else ""
        text += f"{gap}{_symbol(mark, screen)}{follows}"
    return Text(text, style=_style(cell))


def _style(cell: Cell) -> str:
    return _STYLES[cell.grade] if cell.grade else ""


def _symbol(mark: Mark, screen: Screen) -> str:
    return mark.symbol if screen.is_unicode else mark.ascii
