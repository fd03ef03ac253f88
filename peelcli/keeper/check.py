"""The JSON of a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.answers.form import Form
from peelcli.contract import one_of, records_of
from peelcli.keeper.layout.checkup import Checkup
from peelcli.keeper.loading.problems import Problem
from peelcli.records import BOOLEAN, COUNT, PROBLEM, fields, get
from peelcli.text import counted, inert

if TYPE_CHECKING:
    from peelcli.answers.tables import Report


FLAT_PROBLEM = fields(
    *(
        (field.name, field.type, lambda pair, get=field.get: get(pair[1]), field.meaning)
        for field in PROBLEM.fields
    ),
    ("kind", one_of(("problem", "layout")), lambda pair: pair[0], "the list that it is in"),
)
"""A problem or a departure from the layout, in one table."""


def flat_problems(found: Checkup) -> list[tuple[str, Problem]]:
    """Return the problems of a check, then the departures from the layout, each with its kind."""
    kinds = (("problem", found.problems), ("layout", found.layout))
    return [(kind, problem) for kind, several in kinds for problem in several]


def check_report(found: Checkup) -> Report:
    """Return the answer as a table, problems before departures from the layout."""
    from peelcli.answers.tables import Report, numbers, table_of

    rows = [
        (inert(problem.path), str(problem.line or ""), str(problem.column or ""), problem.text)
        for problem in (*found.problems, *found.layout)
    ]
    table = table_of("Problems", ["File", *numbers("Line", "Column"), "Message"], rows)
    return Report("Check of a dataset", (table,) if rows else (), (check_summary(found),))


def check_lines(found: Checkup) -> str:
    """Return a line for each problem and departure, as other checkers print them."""
    return "".join(f"{problem}\n" for problem in (*found.problems, *found.layout))


def check_summary(found: Checkup) -> str:
    """Return the result in a line."""
    if found.problems:
        files = len({problem.path for problem in found.problems})
        return f"{counted(len(found.problems), 'problem')} in {counted(files, 'file')}"
    sizes = ((found.forces, "force"), (found.rounds, "round"), (found.judgments, "judgment"))
    size = ", ".join(counted(count, what) for count, what in sizes)
    if found.layout:
        files_out = counted(len(found.layout), "file")
        return f"{size}: nothing wrong, but {files_out} not in the canonical layout"
    return f"{size}: nothing wrong"


CHECK = Form(
    "check",
    fields(
        ("valid", BOOLEAN, lambda row: not row.problems, "whether there are no problems"),
        ("problems", records_of(PROBLEM), get("problems"), "in reading order"),
        ("layout", records_of(PROBLEM), get("layout"), "departures from the canonical layout"),
        ("forces", COUNT, get("forces"), "how many there are"),
        ("rounds", COUNT, get("rounds"), "how many there are"),
        ("judgments", COUNT, get("judgments"), "how many there are"),
    ),
    check_report,
    lines=check_lines,
    flat=(FLAT_PROBLEM, flat_problems),
    has_day=False,
)
