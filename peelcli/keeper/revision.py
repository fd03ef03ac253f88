"""What changed between two states of a dataset, field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from peelcli.answers.form import Form
from peelcli.contract import one_of, or_null, records_of
from peelcli.records import NUMBER, PLACE, TEXT, fields, get, same
from peelcli.text import counted

if TYPE_CHECKING:
    from peelcli.answers.tables import Report


Cells = Mapping[str, str]
"""The fields of a judgment or a report, as CSV has them."""
Key = tuple[str, ...]
"""Force and round, and for a judgment its pillar and question."""
Table = Mapping[Key, Cells]
State = Mapping[str, Table]
"""The tables `judgments` and `reports`."""


class Edit(StrEnum):
    """What became of a judgment, a report or a field of one."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Revision(NamedTuple):
    """A judgment or report that came or went, or a field of one that changed."""

    table: str
    key: Key
    edit: Edit
    field: str
    """The field that changed; of what came or went, the grade or the report's address."""
    before: str | None
    after: str | None

    @property
    def force(self) -> str:
        """The force's id."""
        return self.key[0]

    @property
    def year(self) -> int:
        """The round."""
        return int(self.key[1])

    @property
    def place(self) -> tuple[str | None, str | None]:
        """The pillar and the question of a judgment."""
        pillar, question = (*self.key[2:], "", "")[:2]
        return pillar or None, question or None


def revisions(old: State, new: State) -> tuple[Revision, ...]:
    """Return what changed from one state to another, table by table, in the order of the keys."""
    return tuple(
        found
        for table in new
        for key in sorted({*old[table], *new[table]})
        for found in _between(table, key, old[table].get(key), new[table].get(key))
    )


def _between(table: str, key: Key, old: Cells | None, new: Cells | None) -> Iterator[Revision]:
    main = "grade" if table == "judgments" else "address"
    if old is None or new is None:
        edit = Edit.ADDED if old is None else Edit.REMOVED
        before, after = (None if mapping is None else mapping[main] for mapping in (old, new))
        yield Revision(table, key, edit, main, before, after)
        return
    for field, after in new.items():
        # An older package may lack a field.
        before = old.get(field, after)
        if before != after:
            yield Revision(table, key, Edit.CHANGED, field, before, after)


EDIT = fields(
    ("table", one_of(("judgments", "reports")), get("table"), "the table that it is in"),
    ("force", TEXT, get("force"), "the force's id"),
    ("year", NUMBER, get("year"), PLACE["year"]),
    ("pillar", or_null(TEXT), lambda row: row.place[0], PLACE["pillar"]),
    ("question", or_null(TEXT), lambda row: row.place[1], "null for a pillar's own grade"),
    ("edit", one_of(Edit), get("edit"), "what became of it"),
    ("field", TEXT, get("field"),
     "the field that changed; of what came or went, its grade or address"),
    ("before", or_null(TEXT), get("before"), "as CSV has it; null where there was none"),
    ("after", or_null(TEXT), get("after"), "likewise; null where there is none"),
)  # fmt: skip


def revision_report(rows: tuple[Revision, ...]) -> Report:
    """Return the answer for people."""
    from peelcli.answers.tables import Report, table_of

    table = table_of(
        "What changed",
        ["Force", "Round", "Question", "Change", "Field", "Before", "After"],
        [
            (row.force, str(row.year), _place(row), row.edit.value, row.field,
             _on_a_line(row.before), _on_a_line(row.after))
            for row in rows
        ],
    )  # fmt: skip
    counts = Counter(row.edit for row in rows)
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


REVISION = Form(
    "revision",
    fields(("changes", records_of(EDIT), same, "judgments, then reports")),
    revision_report,
    rows="changes",
    has_day=False,
)
