"""Tables for people: fitted and coloured on a terminal, one plain line per row in a pipe."""

import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from enum import Enum
from shutil import get_terminal_size
from typing import Literal

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from peelcli.answers.answer import Answer
from peelcli.answers.grades import grade_codes
from peelcli.answers.tables import (
    Cell,
    Mark,
    Report,
    Table,
    references,
    sentence_parts,
    without,
)
from peelcli.render import Screen
from peelcli.render.tiles import print_tiles
from peelcli.terms import Grade
from peelcli.text import WEB

_STYLES = {
    Grade.OUTSTANDING: "bold cyan",
    Grade.GOOD: "cyan",
    Grade.ADEQUATE: "",
    Grade.REQUIRES_IMPROVEMENT: "yellow",
    Grade.INADEQUATE: "bold red",
}
# Wider than any line, because Rich needs a width.
_ENDLESS = 100_000
# The longest word of a grade, "Requires" over "improvement", with room for an arrow.
_GRADE_WIDTH = 12
_BAR_WIDTH = 30
_SHORT_BAR_WIDTH = 20
_WIDEST_WORD = 28


def render(answer: Answer, screen: Screen) -> str:
    """Return the answer's lines, or else its report as text for a screen."""
    bare = answer.lines()
    if bare is not None:
        return bare
    report = answer.report()
    lines = _printed(report, screen)
    # The last line is the shell's.
    if screen.is_terminal and len(lines) > (height := get_terminal_size().lines):
        close = _printed(report.small or report, screen._replace(is_small=True))
        if len(close) < len(lines) and (report.small or len(close) <= height):
            lines = close
    return "\n".join(line if screen.is_terminal else line.rstrip() for line in lines)


def _printed(report: Report, screen: Screen) -> list[str]:
    """Return the lines of a report."""
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        force_terminal=screen.is_terminal,
        # Rich takes COLUMNS=0 for a width.
        width=get_terminal_size().columns if screen.is_terminal else _ENDLESS,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,  # the text may end in a file
        soft_wrap=not screen.is_terminal,
    )
    print_report(console, report, screen)
    return buffer.getvalue().split("\n")


def print_report(console: Console, report: Report, screen: Screen) -> None:
    """Print a report to a console of Rich's."""
    console.print(Text(report.title, style="bold"))
    _print_lines(console, report.head, "")
    if report.lead:
        console.print()
        _print_sentences(console, report.lead)
    is_drawn = report.is_map and print_tiles(
        console,
        report.tiles,
        lambda mark: _symbol(mark, screen),
        _STYLES,
        "\u2591" if screen.is_unicode else " ",
    )
    for table in () if is_drawn else report.tables:
        console.print()
        if len(report.tables) > 1 and table.is_captioned:
            console.print(Text(table.caption, style="italic"))
        _print_table(console, table, screen, report.sources)
        if table.notes:
            console.print()
        _print_sentences(console, table.notes)
    legend = [
        f"{_symbol(mark, screen)} {mark.brief if screen.is_small else mark.meaning}".strip()
        for mark in report.marks
    ]
    if report.key:
        legend.append(report.key)
    if legend:
        if not screen.is_small:
            console.print()
        # A screen has few lines.
        for line in ("; ".join(legend),) if screen.is_terminal else legend:
            console.print(Text(line))
    notes = report.notes if screen.is_file else report.notes + report.hints
    if notes:
        if not (screen.is_small and legend):
            console.print()
        _print_sentences(console, notes)
    for detail in report.details:
        console.print()
        heading = detail.heading
        refs = references(heading, report.sources)
        console.print(Text(f"{heading.text}{refs and f' {refs}'}", style=_style(heading)))
        _print_lines(console, detail.lines, "  ")
    numbered = [f"[{number}] {source}" for source, number in report.sources.items()]
    _print_addresses(console, "Sources", numbered)
    _print_addresses(console, "To check", report.to_check)
    if screen.is_file and report.origin:
        console.print()
        console.print(Text(str(report.origin)))


def _print_sentences(console: Console, sentences: tuple[str, ...]) -> None:
    """Print sentences, each address in brackets on a line of its own below its sentence."""
    for sentence in sentences:
        parts = sentence_parts(sentence)
        console.print(Text("".join(words for words, _ in parts)))
        for _, address in parts[:-1]:
            _print_address(console, f"  {address}")


def _print_addresses(console: Console, heading: str, lines: Sequence[str]) -> None:
    if lines:
        console.print()
        console.print(Text(heading, style="bold"))
    for line in lines:
        _print_address(console, line)


def _print_address(console: Console, line: str) -> None:
    # Never wrapped, so that it can be copied.
    console.print(Text(line), soft_wrap=True)


def _print_lines(console: Console, lines: tuple[tuple[str, str], ...], indent: str) -> None:
    """Print labelled lines."""
    width = max((len(label) for label, _ in lines), default=0)
    for label, value in lines:
        if not label:
            console.print(Padding(Text(value), (0, 0, 0, len(indent))))
            continue
        if value.startswith(WEB):
            _print_address(console, f"{indent}{label:<{width}}  {value}")
        else:
            line = RichTable.grid(padding=(0, 2, 0, 0))
            line.add_column(width=width + len(indent))
            line.add_column()
            line.add_row(Text(f"{indent}{label}"), Text(value))
            console.print(line)


class Fit(Enum):
    """How tightly a table is set."""

    ROOMY = "roomy"
    UNBROKEN = "unbroken"
    """Marks may stand close to words, and no cell is broken."""
    SHORT = "short"
    """The same, but long grades are shortened, and headings may be broken."""
    PACKED = "packed"
    """Words may stand one below the other, and marks close to them."""
    CODED = "coded"
    """Grades are initials, and columns of grades have three letters."""


def _print_table(
    console: Console, table: Table, screen: Screen, numbers: Mapping[str, int]
) -> None:
    """Print a table in the roomiest way that fits, or else as a list.

    On a small screen a shorter grade is better than a broken cell.
    """
    lean = without(table, [column.is_dispensable for column in table.columns])
    kept = [table] if lean == table else [table, lean]
    ways = [(shown, fit) for shown in kept for fit in (Fit.ROOMY, Fit.UNBROKEN)]
    if screen.is_small:
        ways.append((lean, Fit.SHORT))
    for shown, fit in (*ways, (lean, Fit.PACKED), (lean, Fit.CODED)):
        if _print_fitted(console, shown, screen, numbers, fit):
            left_out = [column.heading for column in table.columns if column not in shown.columns]
            if left_out:
                console.print(Text(f"Too narrow for: {', '.join(left_out)}."))
            return
    for row in table.rows:
        first, *rest = (_rich_cell(cell, screen, Fit.ROOMY, numbers) for cell in row.cells)
        console.print(Text.assemble(f"{table.columns[0].heading}  ", first, style="bold"))
        for column, cell in zip(table.columns[1:], rest, strict=True):
            console.print(Text.assemble(f"  {column.heading}  ", cell))


def _print_fitted(
    console: Console, table: Table, screen: Screen, numbers: Mapping[str, int], fit: Fit
) -> bool:
    """Print a table so tightly set, and return whether it fits."""
    cells = [[_rich_cell(cell, screen, fit, numbers) for cell in row.cells] for row in table.rows]
    headings = _headings(table, fit)
    widths = _widths(table, headings, cells, fit, console.width)
    if widths is None:
        return False
    console.print(_rich_table(table, screen, fit, headings, cells, widths))
    drawn = {grade for row in table.rows for cell in row.cells for grade, _ in cell.bar}
    if drawn:
        console.print()
        console.print(Text(f"{grade_codes(grade for grade in Grade if grade in drawn)}."))
    if fit is Fit.CODED and any(column.holds_grades for column in table.columns):
        _print_key(console, table)
    return True


def _headings(table: Table, fit: Fit) -> list[str]:
    if fit is Fit.ROOMY:
        return [column.heading for column in table.columns]
    if fit is not Fit.CODED:
        return [column.short or column.heading for column in table.columns]
    codes = iter(short_names([c.heading for c in table.columns if c.holds_grades]))
    return [
        next(codes) if column.holds_grades else column.short or column.heading
        for column in table.columns
    ]


_LETTERS = 3
_SMALL_WORDS = frozenset({"a", "and", "at", "for", "in", "of", "on", "the", "to"})


def short_names(names: Sequence[str]) -> list[str]:
    """Return three letters or two digits for each name: `Rec`, `Pow`, `16`; no two are the same.

    It is the start of the first word that no other name starts with, or else of a later one.
    """
    words = [
        [word for word in re.findall(r"[^\W_]+", name) if word.casefold() not in _SMALL_WORDS]
        for name in names
    ]
    starts = [[_start(word) for word in of] or [name[:_LETTERS]] for of, name in
              zip(words, names, strict=True)]  # fmt: skip
    firsts = Counter(of[0] for of in starts)
    found: list[str] = []
    for of in starts:
        own = [start for start in of if firsts[start] == 0 and start not in found]
        alone = of[0] if firsts[of[0]] == 1 and of[0] not in found else None
        first = of[0] if of[0] not in found else None
        found.append(alone or next(iter(own), None) or first or str(len(found) + 1))
    return found


def _start(word: str) -> str:
    if word.isdecimal():
        return word[-2:]  # of a year
    return word[:_LETTERS] if word.isupper() else word[:_LETTERS].capitalize()


def _widths(
    table: Table, headings: list[str], cells: list[list[Text]], fit: Fit, width: int
) -> list[int] | None:
    """Return the width of each column, or None if the screen is too narrow.

    Only very long words are broken; columns with long texts share the room that is left.
    """
    texts = [
        [heading, *(row[index].plain for row in cells)] for index, heading in enumerate(headings)
    ]
    width_of = _longest_word if fit is Fit.SHORT else cell_len
    natural = [max(width_of(heading), 0, *map(cell_len, column)) for heading, *column in texts]
    gaps = _gap(fit) * (len(headings) - 1)
    if fit in (Fit.ROOMY, Fit.UNBROKEN, Fit.SHORT):
        return natural if sum(natural) + gaps <= width else None
    least = [
        full if column.is_number else min(full, max(map(_longest_word, texts[index])))
        for index, (column, full) in enumerate(zip(table.columns, natural, strict=True))
    ]
    if fit is Fit.PACKED:
        # Columns of grades are all alike, as wide as a grade or the longest word of a heading.
        graded = [column.holds_grades for column in table.columns]
        words = [_longest_word(head) for head, g in zip(headings, graded, strict=True) if g]
        wide = max(_GRADE_WIDTH, *words, 0)
        least = [wide if g else number for number, g in zip(least, graded, strict=True)]
        natural = [wide if g else number for number, g in zip(natural, graded, strict=True)]
    spare = width - gaps - sum(least)
    if spare < 0:
        return None
    wanted = [full - number for full, number in zip(natural, least, strict=True)]
    share = min(1.0, spare / (sum(wanted) or 1))
    return [number + int(share * more) for number, more in zip(least, wanted, strict=True)]


def _longest_word(text: str) -> int:
    return min(max(map(cell_len, text.split()), default=1), _WIDEST_WORD)


def _gap(fit: Fit) -> int:
    return 2 if fit is Fit.ROOMY else 1


def _print_key(console: Console, table: Table) -> None:
    grades = {cell.grade for row in table.rows for cell in row.cells if cell.grade}
    codes = grade_codes(grade for grade in Grade if grade in grades)
    graded = [column.heading for column in table.columns if column.holds_grades]
    named = zip(short_names(graded), graded, strict=True)
    numbers = [f"{short} {heading}" for short, heading in named]
    console.print()
    console.print(Text(", ".join(numbers)))
    console.print(Text(codes))


def _rich_table(
    table: Table,
    screen: Screen,
    fit: Fit,
    headings: list[str],
    cells: list[list[Text]],
    widths: list[int],
) -> RichTable:
    has_rule = screen.is_terminal and screen.is_unicode and not screen.is_small
    rich = RichTable(
        box=box.SIMPLE_HEAD if has_rule else None,
        # The box itself puts one space between columns.
        padding=(0, _gap(fit) - 1 if has_rule else _gap(fit), 0, 0),
        pad_edge=False,
        show_edge=False,
    )
    for column, heading, width in zip(table.columns, headings, widths, strict=True):
        justify: Literal["left", "right"] = "right" if column.is_number else "left"
        rich.add_column(Text(heading), justify=justify, width=width, overflow="fold")
    for row, texts in zip(table.rows, cells, strict=True):
        rich.add_row(*texts, style="bold" if row.is_main else None)
    return rich


def _rich_cell(cell: Cell, screen: Screen, fit: Fit, numbers: Mapping[str, int]) -> Text:
    if cell.bar:
        return _rich_bar(cell, _BAR_WIDTH if fit is Fit.ROOMY else _SHORT_BAR_WIDTH)
    if cell.items:
        items = (_rich_cell(item, screen, fit, numbers) for item in cell.items)
        return Text(", ").join(items)
    text = cell.text
    if fit is Fit.CODED:
        text = cell.short or (cell.grade.code if cell.grade else cell.text)
    if fit is Fit.SHORT and cell.grade:
        text = text.replace(cell.grade.label, cell.grade.short)
    for mark, follows in cell.marks:
        # A year may stand on a line of its own; a bare sign stays with the grade.
        gap = " " if text and (fit is Fit.ROOMY or (follows and fit is not Fit.CODED)) else ""
        text += f"{gap}{_symbol(mark, screen)}{follows}"
    if refs := references(cell, numbers):
        text += f" {refs}" if text else refs
    style = _style(cell)
    return Text(text, style=f"{style} bold underline".strip() if cell.stands_out else style)


def _rich_bar(cell: Cell, width: int) -> Text:
    bar = Text()
    for grade, letters in _letters(cell.bar, width):
        # The code repeats what the colour shows.
        bar.append(grade.code.ljust(letters, "-"), style=_STYLES[grade])
    return bar


def _letters(counts: tuple[tuple[Grade, int], ...], width: int) -> list[tuple[Grade, int]]:
    """Return how many letters each grade gets: in proportion, and at least those of its code."""
    counts = tuple(count for count in counts if count[1])
    total = sum(count for _, count in counts)
    least = [len(grade.code) for grade, _ in counts]
    letters = [
        max(number, width * n // total) for number, (_, n) in zip(least, counts, strict=True)
    ]
    # Surplus or lacking letters go to the share that they change least.
    while (off := width - sum(letters)) != 0:
        step = 1 if off > 0 else -1
        wanted = [
            step * (width * count / total - have) if step > 0 or have > number else float("-inf")
            for (_, count), have, number in zip(counts, letters, least, strict=True)
        ]
        letters[wanted.index(max(wanted))] += step
    return [(grade, have) for (grade, _), have in zip(counts, letters, strict=True)]


def _style(cell: Cell) -> str:
    return _STYLES[cell.grade] if cell.grade else ""


def _symbol(mark: Mark, screen: Screen) -> str:
    return mark.symbol if screen.is_unicode else mark.ascii
