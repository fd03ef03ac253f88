"""The report of `peel check`."""

from peelcli.layout.check import Checkup
from peelcli.report.tables import Report, numbers, table_of
from peelcli.text import counted, inert


def check_report(found: Checkup) -> Report:
    """Return the answer as a table, problems before departures from the layout."""
    rows = [
        (inert(one.path), str(one.line or ""), str(one.column or ""), one.text)
        for one in (*found.problems, *found.layout)
    ]
    table = table_of("Problems", ["File", *numbers("Line", "Column"), "Message"], rows)
    return Report("Check of a dataset", (table,) if rows else (), (check_summary(found),))


def check_lines(found: Checkup) -> str:
    """Return a line for each problem and departure, as other checkers print them."""
    return "".join(f"{one}\n" for one in (*found.problems, *found.layout))


def check_summary(found: Checkup) -> str:
    """Return the result in a line."""
    if found.problems:
        files = len({one.path for one in found.problems})
        return f"{counted(len(found.problems), 'problem')} in {counted(files, 'file')}"
    sizes = ((found.forces, "force"), (found.rounds, "round"), (found.judgments, "judgment"))
    size = ", ".join(counted(count, what) for count, what in sizes)
    if found.layout:
        files_out = counted(len(found.layout), "file")
        return f"{size}: nothing wrong, but {files_out} not in the canonical layout"
    return f"{size}: nothing wrong"
