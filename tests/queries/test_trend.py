"""Paths through comparable rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.model import Grade, Level
from peelcli.queries.trend import Direction, trend

if TYPE_CHECKING:
    from peelcli.model import Dataset

O, G, A, R, I = Grade  # noqa: E741


def test_paths_run_through_comparable_rounds_only(tiny: Dataset) -> None:
    found = trend(tiny, level=Level.QUESTIONS)
    spans = {question.key: [r.year for r in span] for question, span in found.spans.items()}
    assert spans == {
        ("kindness", None): [2001, 2002, 2003],
        ("kindness", "greeting"): [2002, 2003],
        ("kindness", "listening"): [2002, 2003],
        ("tidiness", None): [2002, 2003],
    }


def test_directions_moves_and_runs(tiny: Dataset) -> None:
    found = trend(tiny, level=Level.QUESTIONS)
    said = {
        (path.force.id, path.question.key): (path.direction, path.moves, run.grade, run.rounds)
        for path, run in found.paths
    }
    assert said["erewhon", ("kindness", None)] == (Direction.MIXED, 2, R, 1)
    assert said["erewhon", ("kindness", "greeting")] == (Direction.STEADY, 0, G, 2)
    assert said["erewhon", ("kindness", "listening")] == (Direction.IMPROVING, 1, O, 1)
    assert said["ruritania", ("kindness", None)] == (Direction.STEADY, 0, G, 2)
    assert said["ruritania-south", ("kindness", None)] == (Direction.IMPROVING, 1, O, 1)
    assert ("ruritania", ("tidiness", None)) not in said


def test_the_longest_row_of_comparable_rounds_counts(tiny: Dataset) -> None:
    rule = tiny.comparisons.comparable[0]._replace(years=frozenset({2001, 2002}))
    dataset = tiny._replace(comparisons=tiny.comparisons._replace(comparable=(rule,)))
    spans = {q.key: [r.year for r in span] for q, span in trend(dataset).spans.items()}
    assert spans == {("kindness", None): [2001, 2002]}


def test_of_two_rows_of_one_length_the_later_counts(tiny: Dataset) -> None:
    first, *_ = tiny.comparisons.comparable
    rules = [first._replace(years=frozenset(years)) for years in ({2001, 2002}, {2003, 2004})]
    dataset = tiny._replace(
        rounds={**tiny.rounds, 2004: tiny.rounds[2003]._replace(year=2004)},
        comparisons=tiny.comparisons._replace(comparable=tuple(rules)),
    )
    spans = {q.key: [r.year for r in span] for q, span in trend(dataset).spans.items()}
    assert spans == {("kindness", None): [2003, 2004]}


def test_counted_nationally(tiny: Dataset) -> None:
    found = trend(tiny)
    kindness = next(q for q in found.national if q.key == ("kindness", None))
    assert found.national[kindness] == {
        Direction.IMPROVING: 1,
        Direction.DECLINING: 0,
        Direction.STEADY: 1,
        Direction.MIXED: 1,
    }


def test_kents_legitimacy(shipped: Dataset) -> None:
    ((path, run),) = trend(shipped, ["kent"], pillars=["legitimacy"]).paths
    assert [one.year for one in path.judgments] == [2015, 2016, 2017, 2018]
    assert (run.grade, run.rounds, run.first, run.last) == (O, 4, 2015, 2018)
