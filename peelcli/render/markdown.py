"""Markdown: tables that paste into a report, with their captions, legend and notes."""

import re

from peelcli.render import Screen
from peelcli.report.answer import Answer
from peelcli.report.tables import Cell, Detail, Table

_SPECIAL = re.compile(r"([\\`*_\[\]<>|&#~])")
_ADDRESS = re.compile(r"https?://\S+")
_ACTIVE = re.compile(r"[<>|\\`]")


def render(answer: Answer, _screen: Screen) -> str:
    """Return the answer's report."""
    report = answer.report()
    blocks = [f"## {_escaped(report.title)}"]
    for table in report.tables:
        if len(report.tables) > 1:
            blocks.append(f"### {_escaped(table.caption)}")
        blocks.append(_table(table))
        blocks += map(_escaped, table.notes)
    if report.marks:
        blocks.append(
            "\n".join(f"- {mark.symbol} {_escaped(mark.meaning)}" for mark in report.marks)
        )
    blocks += map(_escaped, report.notes)
    blocks += map(_detail, report.details)
    return "\n\n".join(blocks) + "\n"


def _table(table: Table) -> str:
    rules = [" ---: " if column.is_number else " --- " for column in table.columns]
    lines = [
        _row([_escaped(column.heading) for column in table.columns]),
        f"|{'|'.join(rules)}|",
        *(_row([_cell(cell) for cell in row.cells]) for row in table.rows),
    ]
    return "\n".join(lines)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    bar = "".join(grade.code[0] * count for grade, count in cell.bar)
    signs = [f"{mark.symbol}{follows}" for mark, follows in cell.marks]
    text = " ".join(part for part in (_escaped(cell.text), *signs, bar) if part)
    return f"**{text}**" if cell.stands_out and text else text


def _detail(detail: Detail) -> str:
    lines = [f"- {label}: {_value(value)}" for label, value in detail.lines]
    return "\n".join([f"**{_escaped(detail.heading.text)}**", "", *lines])


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _value(text: str) -> str:
    """Return a detail's text; an address becomes a link, of which no character acts."""
    if not _ADDRESS.fullmatch(text):
        return _escaped(text)
    return f"<{_ACTIVE.sub(lambda one: f'%{ord(one[0]):02X}', text)}>"
