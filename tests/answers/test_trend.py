"""Paths through comparable rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import with_judgment

from peelcli.answers.change import Direction
from peelcli.answers.trend import trend
from peelcli.rules import Comparisons
from peelcli.terms import Grade, Level, Status

if TYPE_CHECKING:
    from peelcli.answers.trend import Path
    from peelcli.data import PeelData

O, G, A, R, I = Grade  # noqa: E741


def test_paths_run_through_comparable_rounds_only(tiny: PeelData) -> None:
    found = trend(tiny, level=Level.QUESTIONS)
    spans = {question.key: [r.year for r in span] for question, span in found.spans.items()}
    assert spans == {
        ("kindness", None): [2001, 2002, 2003],
        ("kindness", "greeting"): [2002, 2003],
        ("kindness", "listening"): [2002, 2003],
        ("tidiness", None): [2002, 2003],
    }


def test_directions_moves_and_runs(tiny: PeelData) -> None:
    found = trend(tiny, level=Level.QUESTIONS)
    said = {
        (path.force.id, path.question.key): (
            path.direction,
            path.moves,
            path.longest_run.grade,
            path.longest_run.rounds,
        )
        for path in found.paths
    }
    assert said["erewhon", ("kindness", None)] == (Direction.MIXED, 2, R, 1)
    # One inspection, carried over once: nobody looked again.
    assert ("erewhon", ("kindness", "greeting")) not in said
    assert said["erewhon", ("kindness", "listening")] == (Direction.IMPROVING, 1, O, 1)
    assert said["ruritania", ("kindness", None)] == (Direction.STEADY, 0, G, 2)
    assert said["ruritania-south", ("kindness", None)] == (Direction.IMPROVING, 1, O, 1)
    assert ("ruritania", ("tidiness", None)) not in said


def test_the_longest_row_of_comparable_rounds_counts(tiny: PeelData) -> None:
    rule = tiny.comparisons.comparable[0]._replace(years=(2001, 2002))
    dataset = tiny._replace(comparisons=tiny.comparisons._replace(comparable=(rule,)))
    spans = {q.key: [r.year for r in span] for q, span in trend(dataset).spans.items()}
    assert spans == {("kindness", None): [2001, 2002]}


def test_of_two_rows_of_one_length_the_later_counts(tiny: PeelData) -> None:
    first, *_ = tiny.comparisons.comparable
    rules = [first._replace(years=tuple(years)) for years in ({2001, 2002}, {2003, 2004})]
    dataset = tiny._replace(
        rounds={**tiny.rounds, 2004: tiny.rounds[2003]._replace(year=2004)},
        comparisons=tiny.comparisons._replace(comparable=tuple(rules)),
    )
    spans = {q.key: [r.year for r in span] for q, span in trend(dataset).spans.items()}
    assert spans == {("kindness", None): [2003, 2004]}


def path_of(tiny: PeelData, *grades: Grade | int | None) -> Path | None:
    """Return the path of a force's grades of 2001 on; a number carries the grade of that index."""
    rounds = {
        2001 + index: tiny.rounds[2003]._replace(year=2001 + index) for index in range(len(grades))
    }
    rule = tiny.comparisons.comparable[0]._replace(years=tuple(rounds))
    first = tiny.by_force["erewhon"][2001, "kindness", None]
    judgments = []
    for index, grade in enumerate(grades):
        if isinstance(grade, Grade):
            judgments.append(first._replace(year=2001 + index, grade=grade))
        elif grade is not None:
            origin = grades[grade]
            assert isinstance(origin, Grade)
            judgments.append(
                first._replace(
                    year=2001 + index,
                    grade=origin,
                    status=Status.CARRIED_OVER,
                    carried_over_from=2001 + grade,
                )
            )
    dataset = tiny._replace(
        rounds=rounds,
        comparisons=Comparisons((rule,)),
        by_force={"erewhon": {judgment.place: judgment for judgment in judgments}},
    )
    paths = trend(dataset, pillars=["kindness"]).paths
    return paths[0] if paths else None


@pytest.mark.parametrize(
    ("grades", "direction", "moves"),
    [
        ((G, G, None, R), Direction.DECLINING, 1),
        ((I, None, G), Direction.IMPROVING, 1),
        ((G, None, R, G), Direction.MIXED, 2),
        ((G, None, G), Direction.STEADY, 0),
        ((G, 0, 0, I), Direction.DECLINING, 1),
        ((G, 0, G), Direction.STEADY, 0),
    ],
)
def test_a_path_joins_inspections_across_a_gap(
    tiny: PeelData, grades: tuple[Grade | int | None, ...], direction: Direction, moves: int
) -> None:
    path = path_of(tiny, *grades)
    assert path is not None
    assert (path.direction, path.moves) == (direction, moves)


@pytest.mark.parametrize("grades", [(G,), (G, None), (G, 0, 0), (None, None)])
def test_a_path_takes_two_inspections(
    tiny: PeelData, grades: tuple[Grade | int | None, ...]
) -> None:
    assert path_of(tiny, *grades) is None


def test_a_carried_over_grade_of_an_inspection_that_is_not_there_begins_no_path(
    tiny: PeelData,
) -> None:
    place = (2003, "kindness", None)
    carried = {"status": Status.CARRIED_OVER, "carried_over_from": 2002, "grade": I}
    dataset = with_judgment(tiny, "erewhon", place, **carried)
    judgments = dict(dataset.by_force["erewhon"])
    del judgments[2002, "kindness", None]
    # Good in 2001, and inadequate in an inspection of 2002 of which only the echo is known.
    paths = trend(dataset._replace(by_force={"erewhon": judgments}), pillars=["kindness"]).paths
    assert paths == ()


def test_a_round_that_compares_with_neither_neighbour_is_left_out_of_the_row(
    tiny: PeelData,
) -> None:
    rounds = {year: tiny.rounds[2003]._replace(year=year) for year in (2001, 2002, 2003, 2004)}
    rule = tiny.comparisons.comparable[0]._replace(years=(2001, 2003, 2004))
    first = tiny.by_force["erewhon"][2001, "kindness", None]
    judgments = [first._replace(year=year, grade=I if year == 2001 else G) for year in rounds]
    dataset = tiny._replace(
        rounds=rounds,
        comparisons=Comparisons((rule,)),
        by_force={"erewhon": {judgment.place: judgment for judgment in judgments}},
    )
    found = trend(dataset, pillars=["kindness"])
    ((span),) = found.spans.values()
    assert [round_.year for round_ in span] == [2001, 2003, 2004]
    (path,) = found.paths
    assert [judgment.year for judgment in path.judgments] == [2001, 2003, 2004]
    assert (path.direction, path.moves) == (Direction.IMPROVING, 1)


def test_where_neighbours_do_not_compare_another_path_begins(tiny: PeelData) -> None:
    # 2001 compares with 2002, and 2002 with 2003, but nothing says that 2001 does with 2003.
    first, *_ = tiny.comparisons.comparable
    rules = [first._replace(years=tuple(years)) for years in ({2001, 2002}, {2002, 2003})]
    judgments = dict(tiny.by_force["erewhon"])
    dataset = tiny._replace(comparisons=Comparisons(tuple(rules)))
    (path, *_) = trend(dataset, ["erewhon"]).paths
    assert [judgment.year for judgment in path.judgments] == [2001, 2002, 2003]
    del judgments[2002, "kindness", None]
    assert trend(dataset._replace(by_force={"erewhon": judgments}), ["erewhon"]).paths == ()


def test_greater_manchesters_efficiency_declined(shipped: PeelData) -> None:
    (path,) = trend(shipped, ["greater-manchester"], pillars=["efficiency"]).paths
    assert (path.direction, path.moves) == (Direction.DECLINING, 1)


def test_counted_nationally(tiny: PeelData) -> None:
    found = trend(tiny)
    kindness = next(q for q in found.national if q.key == ("kindness", None))
    assert found.national[kindness] == {
        Direction.IMPROVING: 1,
        Direction.DECLINING: 0,
        Direction.STEADY: 1,
        Direction.MIXED: 1,
    }


def test_kents_legitimacy(shipped: PeelData) -> None:
    (path,) = trend(shipped, ["kent"], pillars=["legitimacy"]).paths
    run = path.longest_run
    assert [judgment.year for judgment in path.judgments] == [2015, 2016, 2017, 2018]
    assert (run.grade, run.rounds, run.first, run.last) == (O, 4, 2015, 2018)


def test_counts_question_by_question(tiny: PeelData) -> None:
    found = trend(tiny)
    assert [row.question for row in found.directions] == list(found.national)
    for row in found.directions:
        assert row.span == found.spans[row.question]
        paths = [path.direction for path in found.paths if path.question == row.question]
        assert {way: paths.count(way) for way in Direction} == dict(row.counts)
