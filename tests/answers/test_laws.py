"""Laws of the engine, whatever the dataset holds."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from generated import DATASET, datasets
from hypothesis import given, settings
from hypothesis import strategies as st

from peelcli.answers.change import MOVES, Kind
from peelcli.answers.diff import diff
from peelcli.answers.overview import overview
from peelcli.answers.select import count_undated, select
from peelcli.answers.show import show
from peelcli.answers.stats import StatsBy, stats
from peelcli.answers.trend import trend
from peelcli.as_of import as_of
from peelcli.data import PeelData
from peelcli.filters import EVERYTHING, Filter
from peelcli.model import Judgment, Round
from peelcli.terms import Grade, Level, Status

pytestmark = pytest.mark.slow

ROUNDS = tuple(DATASET.rounds.values())
ALL = tuple(Kind)
rounds = st.sampled_from(ROUNDS)
levels = st.sampled_from(Level)
MIRROR = {Kind.IMPROVED: Kind.DECLINED, Kind.DECLINED: Kind.IMPROVED}

Found = dict[str, tuple[Judgment, ...]]


def made(by_force: Found) -> PeelData:
    return DATASET._replace(
        by_force={
            force: {judgment.place: judgment for judgment in found}
            for force, found in by_force.items()
        }
    )


filters = st.builds(
    Filter,
    forces=st.frozensets(st.sampled_from(tuple(DATASET.forces)), max_size=2),
    years=st.frozensets(st.sampled_from(tuple(DATASET.rounds)), max_size=2),
    pillars=st.frozensets(st.sampled_from(["kindness", "tidiness"]), max_size=1),
    questions=st.frozensets(st.sampled_from(["overall", "greeting", "listening"]), max_size=2),
    grades=st.frozensets(st.sampled_from(Grade), max_size=2),
    statuses=st.frozensets(st.sampled_from(Status), max_size=2),
    members=st.sampled_from([None, ["erewhon"], ["ruritania", "ruritania-south"]]),
)

law = settings(max_examples=50, deadline=None)


@law
@given(datasets(), rounds, rounds, levels)
def test_a_diff_is_the_mirror_of_its_reverse(
    by_force: Found, one: Round, other: Round, level: Level
) -> None:
    dataset = made(by_force)
    there = diff(dataset, one, other, level=level, kinds=ALL)
    back = diff(dataset, other, one, level=level, kinds=ALL)
    assert [
        (
            row.force,
            row.question,
            row.pillar,
            row.after,
            row.before,
            MIRROR.get(row.change.kind, row.change.kind),
            row.change.steps and -row.change.steps,
            row.carried_over_from,
        )
        for row in there.rows
    ] == [
        (
            row.force,
            row.question,
            row.pillar,
            row.before,
            row.after,
            row.change.kind,
            row.change.steps,
            row.carried_over_from,
        )
        for row in back.rows
    ]
    assert there.why_not == back.why_not
    assert [row.kinds for row in there.rows] == [row.kinds[::-1] for row in back.rows]


@law
@given(datasets(), rounds, levels)
def test_nothing_moves_between_a_round_and_itself(
    by_force: Found, round_: Round, level: Level
) -> None:
    found = diff(made(by_force), round_, round_, level=level, kinds=ALL)
    assert found.comparable
    assert found.summary.moves == 0
    assert not {row.change.kind for row in found.rows} & (MOVES | {Kind.NOT_COMPARABLE})


@law
@given(datasets(), rounds, rounds, levels)
def test_a_summary_adds_up(by_force: Found, one: Round, other: Round, level: Level) -> None:
    dataset = made(by_force)
    found = diff(dataset, one, other, level=level, kinds=ALL)
    assert Counter(row.change.kind for row in found.rows) == Counter(
        {kind: n for kind, n in found.summary.counts.items() if n}
    )
    assert found.summary.compared + sum(
        found.summary.counts[kind] for kind in (Kind.NOT_GRADED, Kind.MISSING, Kind.NOT_COMPARABLE)
    ) == len(found.rows)
    moves = diff(dataset, one, other, level=level)
    assert moves.rows == tuple(row for row in found.rows if row.change.kind in MOVES)
    assert moves.summary == found.summary


@law
@given(datasets(), rounds, rounds, levels)
def test_carried_over_never_counts_as_a_move(
    by_force: Found, one: Round, other: Round, level: Level
) -> None:
    dataset = made(by_force)
    for row in diff(dataset, one, other, level=level, kinds=ALL).rows:
        statuses = {found.status for found in (row.before, row.after) if found}
        if Status.CARRIED_OVER in statuses:
            assert row.change.kind not in (Kind.IMPROVED, Kind.DECLINED, Kind.UNCHANGED)
    for force in dataset.forces.values():
        for grid in show(dataset, force, level=level).grids:
            for cell in (cell for row in grid.rows for cell in row.cells):
                if cell.judgment and cell.judgment.status is Status.CARRIED_OVER:
                    assert cell.change is None or cell.change.kind not in MOVES


@law
@given(datasets(), filters, filters)
def test_filters_commute(by_force: Found, one: Filter, other: Filter) -> None:
    dataset = made(by_force)

    def through(*wanted: Filter) -> list[Judgment]:
        found = list(dataset.judgments())
        for each in wanted:
            found = [
                judgment
                for judgment in found
                if each.lets_force_through(dataset.forces[judgment.force])
                and each.lets_through(judgment)
            ]
        return found

    assert through(one, other) == through(other, one)
    assert list(select(dataset, one)) == through(one)
    assert len(list(select(dataset, EVERYTHING))) == len(dataset.judgments())


@law
@given(datasets(), st.sampled_from([StatsBy.ALL, StatsBy.REGION, StatsBy.NATION]))
def test_stats_equals_counting_the_list(by_force: Found, by: StatsBy) -> None:
    dataset = made(by_force)
    for row in stats(dataset, level=Level.QUESTIONS, by=by):
        wanted = Filter(
            years=[row.round.year],
            questions=[row.question.id or "overall"],
            members=[
                force.id
                for force in dataset.forces.values()
                if row.region in (None, force.region) and row.nation in (None, force.nation)
            ],
        )
        here = [
            judgment
            for judgment in select(dataset, wanted)
            if judgment.pillar == row.question.pillar
        ]
        assert row.not_graded == sum(judgment.grade is None for judgment in here)
        for grade in Grade:
            assert row.counts[grade] == sum(judgment.grade is grade for judgment in here)
        forces = sum(map(wanted.lets_force_through, dataset.forces.values()))
        assert row.graded + row.not_graded + row.missing == forces


@law
@given(datasets(), st.randoms(use_true_random=False), rounds, levels)
def test_the_order_of_files_and_keys_says_nothing(
    by_force: Found, shuffler: Random, round_: Round, level: Level
) -> None:
    dataset = made(by_force)
    mixed = {force: list(found) for force, found in by_force.items()}
    for found in mixed.values():
        shuffler.shuffle(found)
    turned = made({force: tuple(mixed[force]) for force in reversed(mixed)})
    assert stats(dataset, level=level) == stats(turned, level=level)
    assert trend(dataset, level=level) == trend(turned, level=level)
    assert overview(dataset, round_, level=level) == overview(turned, round_, level=level)
    for earlier in ROUNDS:
        there = diff(dataset, earlier, round_, level=level)
        assert there == diff(turned, earlier, round_, level=level)


@law
@given(datasets(), levels)
def test_as_of_the_end_of_days_is_now_but_for_what_has_no_date(
    by_force: Found, level: Level
) -> None:
    dated = {
        force: tuple(judgment for judgment in found if judgment.published is not None)
        for force, found in by_force.items()
    }
    dataset = made(by_force)
    then = as_of(dataset, "9999-12-31")
    undated = count_undated(then, EVERYTHING)
    assert undated == len(dataset.judgments()) - sum(map(len, dated.values()))
    assert then.judgments() == made(dated).judgments()
    assert sum(row.undated for row in stats(then, level=Level.QUESTIONS)) == undated
    if not undated:
        assert stats(then, level=level) == stats(dataset, level=level)


@law
@given(datasets(), levels)
def test_a_trend_stays_within_comparable_rounds(by_force: Found, level: Level) -> None:
    found = trend(made(by_force), level=level)
    for path in found.paths:
        run = path.longest_run
        years = [round_.year for round_ in found.spans[path.question]]
        assert [judgment.year for judgment in path.judgments] == sorted(
            {judgment.year for judgment in path.judgments} & set(years)
        )
        assert path.moves <= len(path.judgments) - 1
        assert 1 <= run.rounds <= len(years)
        assert years.index(run.last) - years.index(run.first) == run.rounds - 1
    for question, counts in found.national.items():
        assert sum(counts.values()) == sum(path.question == question for path in found.paths)
