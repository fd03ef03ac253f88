"""Tables for people: fitted and coloured on a terminal, one plain line per row in a pipe."""

from __future__ import annotations

import io
from enum import Enum
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from peelcli.model import Grade

if TYPE_CHECKING:
    from peelcli.render.screen import Screen
    from peelcli.report.answer import Answer
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
_BAR_WIDTH = 30


def render(answer: Answer, screen: Screen) -> str:
    """Return the answer's lines, or else its report as text for a screen."""
    if answer.lines is not None:
        return answer.lines()
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
    print_report(console, answer.report(), screen)
    lines = buffer.getvalue().split("\n")
    return "\n".join(line if screen.is_terminal else line.rstrip() for line in lines)


def print_report(console: Console, report: Report, screen: Screen) -> None:
    """Print a report to a console of Rich's."""
    console.print(Text(report.title, style="bold"))
    for table in report.tables:
        console.print()
        if len(report.tables) > 1 and table.is_captioned:
            console.print(Text(table.caption, style="italic"))
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


class Fit(Enum):
    """How much room a table has."""

    ROOMY = "roomy"
    PACKED = "packed"
    """Words may stand one below the other, and marks close to them."""
    CODED = "coded"
    """Grades are initials, and columns of grades are numbered."""


def _print_table(console: Console, table: Table, screen: Screen) -> None:
    """Print a table in the roomiest way that fits, or else as a list."""
    endless = console.options.update(width=_ENDLESS)
    for fit in Fit:
        rich = _rich_table(table, screen, fit)
        needed = rich.__rich_measure__(console, endless)
        if (needed.maximum if fit is Fit.ROOMY else needed.minimum) <= console.width:
            console.print(rich)
            if fit is Fit.CODED:
                _print_key(console, table)
            return
    for row in table.rows:
        first, *rest = (_rich_cell(cell, screen, Fit.ROOMY) for cell in row.cells)
        first.stylize("bold")
        console.print(first)
        for column, cell in zip(table.columns[1:], rest, strict=True):
            console.print(Text.assemble(f"  {column.heading}  ", cell))


def _print_key(console: Console, table: Table) -> None:
    grades = {cell.grade for row in table.rows for cell in row.cells if cell.grade}
    codes = [f"{grade.code} {grade.label.lower()}" for grade in Grade if grade in grades]
    graded = [column.heading for column in table.columns if column.holds_grades]
    numbers = [f"{number} {heading}" for number, heading in enumerate(graded, start=1)]
    console.print()
    console.print(Text(", ".join(numbers)))
    console.print(Text(", ".join(codes)))


def _rich_table(table: Table, screen: Screen, fit: Fit) -> RichTable:
    has_rule = screen.is_terminal and screen.is_unicode
    gap = 2 if fit is Fit.ROOMY else 1
    rich = RichTable(
        box=box.SIMPLE_HEAD if has_rule else None,
        # The box itself puts one space between columns.
        padding=(0, gap - 1 if has_rule else gap, 0, 0),
        pad_edge=False,
        show_edge=False,
    )
    number = 0
    for column in table.columns:
        number += column.holds_grades
        is_coded = column.holds_grades and fit is Fit.CODED
        rich.add_column(
            Text(str(number) if is_coded else column.heading),
            justify="right" if column.is_number else "left",
            width=_GRADE_WIDTH if column.holds_grades and fit is Fit.PACKED else None,
            no_wrap=not screen.is_terminal or is_coded,
        )
    for row in table.rows:
        style = "bold" if row.is_main else None
        rich.add_row(*(_rich_cell(cell, screen, fit) for cell in row.cells), style=style)
    return rich


def _rich_cell(cell: Cell, screen: Screen, fit: Fit) -> Text:
    if cell.bar:
        return _rich_bar(cell)
    text = cell.grade.code if cell.grade and fit is Fit.CODED else cell.text
    for mark, follows in cell.marks:
        # A year may stand on a line of its own; a bare sign stays with the grade.
        gap = " " if text and (fit is Fit.ROOMY or (follows and fit is Fit.PACKED)) else ""
        text += f"{gap}{_symbol(mark, screen)}{follows}"
    style = _style(cell)
    return Text(text, style=f"{style} bold underline".strip() if cell.stands_out else style)


def _rich_bar(cell: Cell) -> Text:
    total = sum(count for _, count in cell.bar)
    bar = Text()
    done = drawn = 0
    for grade, count in cell.bar:
        done += count
        until = round(_BAR_WIDTH * done / total)
        # The letter carries what the colour says.
        bar.append(grade.code[0] * (until - drawn), style=_STYLES[grade])
        drawn = until
    return bar


def _style(cell: Cell) -> str:
    return _STYLES[cell.grade] if cell.grade else ""


def _symbol(mark: Mark, screen: Screen) -> str:
    return mark.symbol if screen.is_unicode else mark.ascii
