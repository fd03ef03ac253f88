"""What the pieces of an index hold: the parts of a dataset as JSON, and back."""

from __future__ import annotations

import json
from functools import partial
from itertools import product, repeat
from typing import TYPE_CHECKING

from peelcli.model import (
    Basis,
    Break,
    ComparableRounds,
    Comparisons,
    Force,
    Grade,
    Judgment,
    Level,
    Question,
    Related,
    Round,
    Status,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from peelcli.model import Dataset, Place

_GRADES = tuple(Grade)
_KINDS = tuple(product((*Grade, None), Status, Basis))
"""Every grade, status and basis together, so that a judgment has one number for the three."""


def json_bytes(content: object) -> bytes:
    """Return what a piece holds as the bytes that it is."""
    # The folder's name may be no text at all; it comes back as it went.
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def force_content(force: Force) -> list[object]:
    """Return what an index has of a force; `force_of` undoes it."""
    return list(force)


def force_of(row: list[Any]) -> Force:
    """Return the force of which `force_content` made a row."""
    force, name, region, nation, former_name, aliases = row
    return Force(force, name, region, nation, former_name, tuple(aliases))


def force_piece(
    force: Force, judgments: Mapping[Place, Judgment], places: Mapping[Place, int]
) -> dict[str, object]:
    """Return a force and its judgments as an index has them; `judgments_of` undoes the second.

    Numbers stand in columns, and texts apart for the few that have them.
    """
    cited: dict[tuple[str, ...], int] = {}
    days: dict[str | None, int] = {}
    found = list(judgments.values())
    return {
        "force": force_content(force),
        "place": [places[one.place] for one in found],
        "kind": [_KINDS.index((one.grade, one.status, one.basis)) for one in found],
        "day": [days.setdefault(one.published, len(days)) for one in found],
        "cited": [cited.setdefault(one.sources, len(cited)) for one in found],
        "days": list(days),
        # No address has a space: one text is read many times faster than lists of them.
        "sources": "\n".join(" ".join(sources) for sources in cited),
        "more": {
            index: [one.carried_over_from, one.note, one.areas_for_improvement]
            for index, one in enumerate(found)
            if one.carried_over_from or one.note or one.areas_for_improvement
        },
    }


def judgments_of(force: str, fields: dict[str, Any], places: list[Place]) -> dict[Place, Judgment]:
    """Return the judgments of which `force_piece` made a piece."""
    cited = [tuple(sources.split(" ")) for sources in fields["sources"].split("\n")]
    numbers, days = fields["place"], fields["days"]
    here = [places[number] for number in numbers]
    kinds = [_KINDS[kind] for kind in fields["kind"]]
    origins: list[int | None] = [None] * len(numbers)
    notes: list[str | None] = [None] * len(numbers)
    improvements: list[tuple[str, ...]] = [()] * len(numbers)
    for index, (origin, note, areas) in fields["more"].items():
        at = int(index)
        origins[at], notes[at], improvements[at] = origin, note, tuple(areas)
    # Column by column: a whole dataset has many judgments, and a loop over them costs twice this.
    columns = zip(
        repeat(force),
        [year for year, _, _ in here],
        [pillar for _, pillar, _ in here],
        [question for _, _, question in here],
        [grade for grade, _, _ in kinds],
        [status for _, status, _ in kinds],
        origins,
        [days[day] for day in fields["day"]],
        [basis for _, _, basis in kinds],
        [cited[sources] for sources in fields["cited"]],
        notes,
        improvements,
        strict=False,  # the first has no end
    )
    return dict(zip(here, map(_as_judgment, columns), strict=True))


# What Judgment._make does, without its check of the length.
_as_judgment: Callable[[tuple[Any, ...]], Judgment] = partial(tuple.__new__, Judgment)


def rounds_content(dataset: Dataset) -> dict[str, object]:
    """Return what an index has of all rounds and comparisons; `rounds_of` undoes it."""
    return {
        "rounds": [
            [
                round_.year,
                round_.last_year,
                round_.label,
                [_GRADES.index(grade) for grade in round_.scale],
                round_.published,
                round_.source,
                [list(question) for question in round_.questions],
                round_.missing,
                list(round_.limits),
            ]
            for round_ in dataset.rounds.values()
        ],
        "comparable": [
            [sorted(one.years), sorted(one.pillars), one.level.value, list(one.sources)]
            for one in dataset.comparisons.comparable
        ],
        "breaks": [
            [
                one.before,
                one.after,
                None if one.pillars is None else sorted(one.pillars),
                one.level and one.level.value,
                one.reason,
                one.source,
            ]
            for one in dataset.comparisons.breaks
        ],
        "related": [list(one) for one in dataset.comparisons.related],
    }


def rounds_of(fields: dict[str, Any]) -> tuple[dict[int, Round], Comparisons]:
    """Return the rounds and comparisons of which `rounds_content` made a piece."""
    rounds = {}
    for year, last, label, scale, published, source, asked, missing, limits in fields["rounds"]:
        questions = {(row[0], row[1]): Question(*row) for row in asked}
        grades = tuple(_GRADES[grade] for grade in scale)
        rounds[year] = Round(
            year, last, label, grades, published, source, questions, missing, tuple(limits)
        )
    comparable = tuple(
        ComparableRounds(frozenset(years), frozenset(pillars), Level(level), tuple(sources))
        for years, pillars, level, sources in fields["comparable"]
    )
    breaks = tuple(
        Break(
            before,
            after,
            None if pillars is None else frozenset(pillars),
            Level(level) if level else None,
            reason,
            source,
        )
        for before, after, pillars, level, reason, source in fields["breaks"]
    )
    related = tuple(
        Related(
            earlier_year,
            tuple((pillar, question) for pillar, question in earlier),
            later_year,
            (later[0], later[1]),
            note,
            carries,
        )
        for earlier_year, earlier, later_year, later, note, carries in fields["related"]
    )
    return rounds, Comparisons(comparable, breaks, related)
