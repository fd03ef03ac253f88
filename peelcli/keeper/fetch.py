"""The JSON and the table of pages that were fetched, or would be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from peelcli.answers.form import Form
from peelcli.contract import one_of, or_null, records_of
from peelcli.keeper.fetching import Fetch, failed_of
from peelcli.records import ADDRESS, COUNT, NUMBER, TEXT, fields, get
from peelcli.text import counted

if TYPE_CHECKING:
    from peelcli.answers.tables import Report


class Fetches(NamedTuple):
    """The answer of `fetch`."""

    pages: Sequence[Fetch]

    @property
    def failed(self) -> tuple[Fetch, ...]:
        """The pages that could not be fetched."""
        return failed_of(self.pages)


FETCHED = fields(
    ("address", ADDRESS, get("wanted.address"), "what is asked for"),
    ("reason", TEXT, get("wanted.reason"), "what it is good for"),
    ("force", or_null(TEXT), get("wanted.force"), "the force's id; null for a page on several"),
    ("year", or_null(NUMBER), get("wanted.year"), "the round, by its first year"),
    ("outcome", or_null(one_of(("new", "changed", "unchanged", "failed"))), get("outcome"),
     "what became of the request; null where none was made"),
    ("file", or_null(TEXT), get("file"), "its file in the folder; null where it has none"),
    ("bytes", or_null(COUNT), get("size"), "how large it is; null where that is not known"),
    ("problem", or_null(TEXT), get("problem"), "why it could not be fetched"),
)  # fmt: skip


def fetch_report(found: Fetches) -> Report:
    """Return the answer as a table: what came, or would be asked for, and why."""
    from peelcli.answers.tables import NOTHING_TO_SHOW, Report, numbers, table_of

    if not found.pages:
        return Report("Pages", (), (NOTHING_TO_SHOW,))
    is_asked = any(page.outcome for page in found.pages)
    rows = [
        (
            *((page.outcome or "",) if is_asked else ()),
            page.wanted.address,
            page.problem or page.wanted.reason,
            f"{page.size:,}" if page.size is not None else "",
        )
        for page in found.pages
    ]
    heads = ["Address", "What for, or why not" if is_asked else "What for", *numbers("Bytes")]
    table = table_of("Pages", [*(("Outcome",) if is_asked else ()), *heads], rows)
    times = Counter(page.outcome for page in found.pages if page.outcome)
    said = ", ".join(f"{count} {outcome}" for outcome, count in times.items())
    count = counted(len(found.pages), "page")
    return Report("Pages", (table,), (f"{count}: {said}." if said else f"{count} to ask for.",))


FETCH = Form(
    "fetch",
    fields(("pages", records_of(FETCHED), get("pages"), "in the order in which they are asked")),
    fetch_report,
    rows="pages",
    has_day=False,
)
