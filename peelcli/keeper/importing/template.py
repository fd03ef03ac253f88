"""Rows to fill in for a force's round: a sheet for `peel import`, or YAML for the force's file."""

from datetime import date
from typing import Any

from peelcli.extras import extra
from peelcli.model import Dataset, Force, Round
from peelcli.render.csv import lines_of
from peelcli.render.zipped import NO_CLOCK, saved
from peelcli.terms import OVERALL, Status

FOR_PEOPLE = ("force_name", "choices", "round_address")
"""The columns that say what the row is about; `peel import` passes over them."""
_COLUMNS = ("force", "force_name", "year", "round", "pillar", "question", "title", "grade",
            "choices", "published", "sources", "round_address")  # fmt: skip
_TO_FILL = ("grade", "published", "sources")
_WIDTHS = {"force_name": 30, "round": 16, "question": 26, "title": 60, "grade": 22, "choices": 24,
           "published": 14, "sources": 60, "round_address": 40}  # fmt: skip
_WIDTH = 14
_TO_FILL_COLOUR = "FFF2CC"
_ROWS_TO_SPARE = 50
"""Below the last row, for areas that somebody adds."""


def _rows(force: Force, round_: Round, dataset: Dataset) -> list[tuple[str, ...]]:
    """Return a row for each question that the round graded, without its grade.

    The report's day and address are there, where they are known.
    """
    report = dataset.report(force.id, round_.year)
    rows: list[tuple[str, ...]] = []
    for question in round_.graded_questions:
        own = None if question.id in round_.reported_separately else report
        rows.append(
            (
                force.id,
                force.name,
                str(round_.year),
                round_.label,
                question.pillar or "",
                question.id or OVERALL,
                question.title or question.name,
                "",
                " / ".join(_choices(round_)),
                (own and own.published) or question.published or "",
                (own and own.address) or "",
                round_.source,
            )
        )
    return rows


def _choices(round_: Round) -> list[str]:
    return [value.replace("-", " ") for value in (*round_.scale, Status.NOT_GRADED)]


def template_csv(force: Force, round_: Round, dataset: Dataset) -> str:
    """Return the sheet as CSV."""
    return lines_of([_COLUMNS, *_rows(force, round_, dataset)])


def template_excel(force: Force, round_: Round, dataset: Dataset) -> bytes:
    """Return the sheet as an Excel file, with a list of grades to choose from.

    Raises UsageError where openpyxl is not installed.
    """
    openpyxl: Any = extra("openpyxl", "an Excel file")
    styles, names = openpyxl.styles, openpyxl.utils
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = NO_CLOCK
    sheet = book.active
    sheet.title = "grades"
    sheet.freeze_panes = "A2"
    rows = _rows(force, round_, dataset)
    fill = styles.PatternFill("solid", fgColor=_TO_FILL_COLOUR)
    for column, name in enumerate(_COLUMNS, start=1):
        letter = names.get_column_letter(column)
        sheet.column_dimensions[letter].width = _WIDTHS.get(name, _WIDTH)
        sheet.cell(1, column, name).font = styles.Font(bold=True)
        for number, row in enumerate(rows, start=2):
            text = row[column - 1]
            cell = sheet.cell(number, column)
            if name == "published":
                cell.number_format = "yyyy-mm-dd"
                cell.value = date.fromisoformat(text) if text else None
            elif name == "year":
                cell.value = int(text)
            elif text:
                cell.value, cell.data_type = text, "s"
            if name in _TO_FILL:
                cell.fill = fill
        if name == "grade":
            choices = openpyxl.worksheet.datavalidation.DataValidation(
                type="list",
                formula1=f'"{",".join(_choices(round_))}"',
                showErrorMessage=True,
                errorTitle="Grade",
                error="Choose one of the list; leave it empty where you do not know.",
            )
            choices.add(f"{letter}2:{letter}{len(rows) + _ROWS_TO_SPARE}")
            sheet.add_data_validation(choices)
    return saved(book)


def template_yaml(force: Force, round_: Round, dataset: Dataset) -> str:
    """Return the block of a round, its report's lines first where it is one of areas."""
    lines = [f"# {force.name}, {round_.label}: fill in, and leave out what you do not know."]
    lines.append(f"{round_.year}:")
    if not round_.pillars and dataset.report(force.id, round_.year) is None:
        lines += ["  report:", "    address: ", "    published: ", "    areas-graded: "]
    pillar = None
    for question in round_.graded_questions:
        indent = "    " if question.pillar else "  "
        if question.pillar != pillar:
            pillar = question.pillar
            lines += [f"  {pillar}:", "    sources: []"]
        lines += [
            f"{indent}# {question.title or question.name}",
            f"{indent}{question.id or OVERALL}: ",
        ]
    if not round_.pillars:
        lines.append("  sources: []")
    return "\n".join([*lines, "sources:", "  name: https://", ""])
