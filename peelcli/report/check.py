"""What `peel check` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.inert import inert
from peelcli.report.answer import Answer
from peelcli.report.fields import PROBLEM_FIELDS, Fields, problem_fields
from peelcli.report.model import Cell, Column, Report, Row, Table
from peelcli.report.wording import counted

if TYPE_CHECKING:
    from peelcli.checking import Checked


def check_answer(checked: Checked) -> Answer:
    """Return the answer; on a terminal it is lines, as other checkers print them."""
    return Answer(
        document=lambda: check_document(checked),
        items="problems",
        columns=PROBLEM_FIELDS,
        report=lambda: check_report(checked),
        lines=lambda: check_lines(checked),
    )


def check_report(checked: Checked) -> Report:
    """Return the answer as a table, problems before departures from the layout."""
    rows = tuple(
        Row(
            (
                Cell(inert(problem.path)),
                Cell(str(problem.line or "")),
                Cell(str(problem.column or "")),
                Cell(problem.told),
            )
        )
        for problem in (*checked.problems, *checked.layout)
    )
    columns = (
        Column("File"),
        Column("Line", is_number=True),
        Column("Column", is_number=True),
        Column("Message"),
    )
    tables = (Table("Problems", columns, rows),) if rows else ()
    return Report("Check of a dataset", tables, (check_summary(checked),))


def check_document(checked: Checked) -> Fields:
    """Return the answer as JSON has it."""
    return {
        "valid": not checked.problems,
        "problems": [problem_fields(one) for one in checked.problems],
        "layout": [problem_fields(one) for one in checked.layout],
        "forces": checked.forces,
        "rounds": checked.rounds,
        "judgments": checked.judgments,
    }


def check_lines(checked: Checked) -> str:
    """Return a line per problem, and per departure from the layout."""
    return "".join(f"{one}\n" for one in (*checked.problems, *checked.layout))


def check_summary(checked: Checked) -> str:
    """Return what was found, in a line."""
    if checked.problems:
        files = len({one.path for one in checked.problems})
        return f"{counted(len(checked.problems), 'problem')} in {counted(files, 'file')}"
    size = ", ".join(
        counted(count, what)
        for count, what in (
            (checked.forces, "force"),
            (checked.rounds, "round"),
            (checked.judgments, "judgment"),
        )
    )
    if checked.layout:
        files_out = counted(len(checked.layout), "file")
        return f"{size}: nothing wrong, but {files_out} not in the canonical layout"
    return f"{size}: nothing wrong"
