"""The report of a panel: how many rows there are, by round and status."""

from collections import Counter

from peelcli.queries.grid import CellKind
from peelcli.queries.panel import PanelRow
from peelcli.report.tables import Report, numbers, table_of
from peelcli.terms import Status
from peelcli.text import counted


def panel_report(rows: tuple[PanelRow, ...]) -> Report:
    """Return the numbers for people: the rows themselves are for other tools."""
    found = Counter((row.round.label, row.status) for row in rows)
    statuses = [one for one in (*Status, *CellKind) if any(one == key[1] for key in found)]
    headings = [one.value.replace("-", " ").capitalize() for one in statuses]
    rounds = dict.fromkeys(row.round.label for row in rows)
    table = table_of(
        "Rows by round and status",
        ["Round", *numbers(*headings)],
        [(label, *(str(found[label, one]) for one in statuses)) for label in rounds],
    )
    note = "A row for every force, round and question that the round asked."
    return Report(f"A panel of {counted(len(rows), 'row')}", (table,), (note,))
