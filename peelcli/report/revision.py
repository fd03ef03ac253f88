"""The report of `peel check --against`."""

from collections import Counter

from peelcli.queries.revision import Revision
from peelcli.report.tables import Report, table_of
from peelcli.text import counted


def revision_report(rows: tuple[Revision, ...]) -> Report:
    """Return the answer for people."""
    table = table_of(
        "What changed",
        ["Force", "Round", "Question", "Change", "Field", "Before", "After"],
        [
            (one.force, str(one.year), _place(one), one.edit.value, one.field,
             _on_a_line(one.before), _on_a_line(one.after))
            for one in rows
        ],
    )  # fmt: skip
    counts = Counter(one.edit for one in rows)
    more = ", ".join(f"{count} {edit.value}" for edit, count in counts.items())
    note = f"{counted(len(rows), 'change')}{f': {more}' if more else ''}."
    return Report(table.caption, (table,) if rows else (), (note,))


def _on_a_line(value: str | None) -> str:
    """Return a value; the entries of a list have a line each in a cell of CSV."""
    return "; ".join((value or "").split("\n"))


def _place(one: Revision) -> str:
    if one.table == "reports":
        return "report"
    pillar, question = one.place
    return " ".join(part for part in (pillar, question or "overall") if part)
