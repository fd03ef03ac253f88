"""Markdown: tables that paste into a report, with their captions, legend and notes."""

import re
from collections.abc import Mapping

from peelcli.answers.answer import Answer
from peelcli.answers.tables import Cell, Detail, Table, references, sentence_parts
from peelcli.render import Screen

_SPECIAL = re.compile(r"([\\`*_\[\]<>|&#~])")
_ADDRESS = re.compile(r"https?://\S+")
_ACTIVE = re.compile(r"[<>|\\`]")


def render(answer: Answer, _screen: Screen) -> str:
    """Return the answer's report."""
    report = answer.report()
    numbers = report.sources
    blocks = [f"## {_escaped(report.title)}"]
    if report.head:
        blocks.append("\n".join(f"- {label}: {_value(value)}" for label, value in report.head))
    blocks += map(_sentence, report.lead)
    for table in report.tables:
        if len(report.tables) > 1:
            blocks.append(f"### {_escaped(table.caption)}")
        blocks.append(_table(table, numbers))
        blocks += map(_sentence, table.notes)
    if report.signs:
        signs = (f"- {mark.symbol} {_escaped(mark.meaning)}" for mark in report.signs)
        blocks.append("\n".join(signs))
    blocks += map(_sentence, report.notes)
    blocks += (_detail(detail, numbers) for detail in report.details)
    if numbers:
        blocks.append("\n".join(_source(source, number) for source, number in numbers.items()))
    if report.to_check:
        blocks.append("\n".join(["To check:", "", *(f"- {_value(a)}" for a in report.to_check)]))
    if report.origin:
        text, licence, address = report.origin
        blocks.append(f"{_escaped(text)}[{_escaped(licence)}]({address}).")
    return "\n\n".join(blocks) + "\n"


def _source(source: str, number: int) -> str:
    return f"{number}. {_value(source)}"


def _table(table: Table, numbers: Mapping[str, int]) -> str:
    rules = [" ---: " if column.is_number else " --- " for column in table.columns]
    lines = [
        _row([_escaped(column.heading) for column in table.columns]),
        f"|{'|'.join(rules)}|",
        *(_row([_cell(cell, numbers) for cell in row.cells]) for row in table.rows),
    ]
    return "\n".join(lines)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell, numbers: Mapping[str, int]) -> str:
    if cell.items:
        return ", ".join(_cell(item, numbers) for item in cell.items)
    bar = ", ".join(f"{count} {grade.label.lower()}" for grade, count in cell.bar if count)
    signs = [f"{mark.words or mark.symbol}{follows}" for mark, follows in cell.marks]
    refs = _escaped(references(cell, numbers))
    text = " ".join(part for part in (_escaped(cell.text), *signs, bar, refs) if part)
    return f"**{text}**" if cell.stands_out and text else text


def _detail(detail: Detail, numbers: Mapping[str, int]) -> str:
    lines = [f"- {label}{label and ': '}{_value(value)}" for label, value in detail.lines]
    refs = references(detail.heading, numbers)
    heading = f"**{_escaped(detail.heading.text)}**{refs and f' {_escaped(refs)}'}"
    return "\n".join([heading, "", *lines])


def _sentence(text: str) -> str:
    """Return a sentence, each address in brackets as a link."""
    return "".join(
        f"{_escaped(words)} ([source]({_value(address)}))" if address else _escaped(words)
        for words, address in sentence_parts(text)
    )


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _value(text: str) -> str:
    """Return a detail's text; an address becomes a link, and none of its characters acts."""
    if not _ADDRESS.fullmatch(text):
        return _escaped(text)
    return f"<{_ACTIVE.sub(lambda one: f'%{ord(one[0]):02X}', text)}>"
