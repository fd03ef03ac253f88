"""The judgments as CSV, put together as text: csv.writer takes several times as long.

What it gives is the same to the letter, as the tests show.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from peelcli.model import Basis, Grade, Status
from peelcli.report.fields import JUDGMENT_FIELDS, LIST_SEPARATORS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from peelcli.model import Judgment, Round

_BATCH = 4096


def judgments_csv(judgments: Iterable[Judgment], rounds: Mapping[int, Round]) -> Iterator[str]:
    """Yield a header and a line per judgment, with the columns of JUDGMENT_FIELDS, in batches."""
    # What rounds and enumerations say is put into words once, not for every judgment.
    asked = {
        (round_.year, *key): ",".join(
            _cell(part) for part in (str(round_.year), round_.label, *key, question.title)
        )
        for round_ in rounds.values()
        for key, question in round_.asked.items()
    }
    outcomes: dict[tuple[Grade | None, Status], str] = {
        (grade, status): f"{grade.value if grade else ''},{status.value}"
        for grade in (*Grade, None)
        for status in Status
    }
    bases = {basis: basis.value for basis in Basis}
    cited = _Cited()
    separator = LIST_SEPARATORS["areas_for_improvement"]
    yield ",".join(JUDGMENT_FIELDS) + "\n"
    rest = iter(judgments)
    while batch := tuple(islice(rest, _BATCH)):
        yield "".join(
            [
                f"{force},{asked[year, pillar, question]},{outcomes[grade, status]},{origin or ''},"
                f"{published or ''},{bases[basis]},{cited[sources]},"
                f"{_cell(note) if note else ''},{_cell(separator.join(areas)) if areas else ''}\n"
                for (
                    force,
                    year,
                    pillar,
                    question,
                    grade,
                    status,
                    origin,
                    published,
                    basis,
                    sources,
                    note,
                    areas,
                ) in batch
            ]
        )


class _Cited(dict[tuple[str, ...], str]):
    """Sources as a cell, put together once: the judgments of a block mostly have the same."""

    def __missing__(self, sources: tuple[str, ...]) -> str:
        self[sources] = cell = _cell(" ".join(sources))
        return cell


def _cell(text: str | None) -> str:
    if text is None:
        return ""
    if "," in text or '"' in text or "\n" in text or "\r" in text:
        return f'"{text.replace(chr(34), chr(34) * 2)}"'
    return text
