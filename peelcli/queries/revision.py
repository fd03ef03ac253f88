"""What changed between two states of a dataset, field by field."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

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
        before, after = (None if one is None else one[main] for one in (old, new))
        yield Revision(table, key, edit, main, before, after)
        return
    for field, after in new.items():
        # An older package may lack a field.
        before = old.get(field, after)
        if before != after:
            yield Revision(table, key, Edit.CHANGED, field, before, after)
