"""A dataset as plain lists for the cache, and back: numbers in columns, each text once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import product, repeat
from typing import Any

from peelcli.model import (
    Basis,
    Break,
    ComparableRounds,
    Comparisons,
    Dataset,
    Force,
    Grade,
    Judgment,
    Level,
    Place,
    Question,
    ReadOnly,
    Related,
    Round,
    Status,
    reading_order,
)

_KINDS = tuple(product((*Grade, None), Status, Basis))
"""Every grade, status and basis together, so that a judgment has one number for the three."""
_judgment = partial(tuple.__new__, Judgment)  # Judgment._make without its check of the length


def packed(dataset: Dataset) -> list[Any]:
    """Return a dataset as lists, texts and numbers; `unpacked` undoes it."""
    places = reading_order(dataset.rounds)
    comparisons = dataset.comparisons
    return [
        list(dataset.forces.values()),
        [[*one._replace(asked={}), one.questions] for one in dataset.rounds.values()],
        [[list(part) if isinstance(part, frozenset) else part for part in one]
         for one in (*comparisons.comparable, *comparisons.breaks)],
        len(comparisons.comparable),
        comparisons.related,
        {force: _columns(judgments, places) for force, judgments in dataset.by_force.items()},
    ]  # fmt: skip


def unpacked(content: list[Any]) -> Dataset:
    """Return the dataset that `packed` made lists of. Raises ValueError or the like for others."""
    forces, rounds, rules, count, related, columns = content
    round_of = {row[0]: _round(row) for row in rounds}
    places = list(reading_order(round_of))
    return Dataset(
        ReadOnly({row[0]: Force(*row)._replace(aliases=tuple(row[-1])) for row in forces}),
        ReadOnly(round_of),
        Comparisons(
            tuple(
                ComparableRounds(
                    frozenset(years), frozenset(pillars), Level(level), tuple(sources),
                    frozenset(areas),
                )
                for years, pillars, level, sources, areas in rules[:count]
            ),
            tuple(
                Break(
                    before, after, None if pillars is None else frozenset(pillars),
                    level and Level(level), reason, source,
                )
                for before, after, pillars, level, reason, source in rules[count:]
            ),
            tuple(
                Related(year, tuple(map(_key, keys)), later_year, _key(later), note, carries)
                for year, keys, later_year, later, note, carries in related
            ),
        ),
        ReadOnly({force: _judgments(force, of, places) for force, of in columns.items()}),
    )  # fmt: skip


def _key(row: list[str | None]) -> tuple[str | None, str | None]:
    return row[0], row[1]


def _round(row: list[Any]) -> Round:
    year, last, label, scale, published, source, _, missing, limits, asked = row
    questions = ReadOnly({(one[0], one[1]): Question(*one) for one in asked})
    grades = tuple(map(Grade, scale))
    return Round(year, last, label, grades, published, source, questions, missing, tuple(limits))


def _columns(judgments: Mapping[Place, Judgment], places: Mapping[Place, int]) -> list[Any]:
    cited: dict[str, int] = {}
    days: dict[str | None, int] = {}
    found = list(judgments.values())
    return [
        [places[one.place] for one in found],
        [_KINDS.index((one.grade, one.status, one.basis)) for one in found],
        [days.setdefault(one.published, len(days)) for one in found],
        # No address has a space: one text is read many times faster than lists of them.
        [cited.setdefault(" ".join(one.sources), len(cited)) for one in found],
        list(days),
        list(cited),
        [
            [index, one.carried_over_from, one.note, one.areas_for_improvement]
            for index, one in enumerate(found)
            if one.carried_over_from or one.note or one.areas_for_improvement
        ],
    ]


def _judgments(force: str, columns: list[Any], places: list[Place]) -> ReadOnly[Place, Judgment]:
    numbers, kinds, day_numbers, cited_numbers, days, cited, more = columns
    here = [places[number] for number in numbers]
    parts = [_KINDS[kind] for kind in kinds]
    sources = [tuple(one.split(" ")) for one in cited]
    origins: list[int | None] = [None] * len(here)
    notes: list[str | None] = [None] * len(here)
    improvements: list[tuple[str, ...]] = [()] * len(here)
    for index, origin, note, areas in more:
        origins[index], notes[index], improvements[index] = origin, note, tuple(areas)
    # Column by column: a loop over all judgments of a dataset costs twice this.
    fields = zip(
        repeat(force),
        [place[0] for place in here],
        [place[1] for place in here],
        [place[2] for place in here],
        [part[0] for part in parts],
        [part[1] for part in parts],
        origins,
        [days[number] for number in day_numbers],
        [part[2] for part in parts],
        [sources[number] for number in cited_numbers],
        notes,
        improvements,
        strict=False,  # the first has no end
    )
    return ReadOnly(zip(here, map(_judgment, fields), strict=True))
