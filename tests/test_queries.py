"""The queries, on the invented inspectorate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from peelcli.errors import UsageError
from peelcli.model import Grade, Level, Status
from peelcli.queries.as_of import as_of
from peelcli.queries.change import Kind
from peelcli.queries.compare import compare, force_and_neighbours
from peelcli.queries.coverage import CoverageBy, coverage
from peelcli.queries.diff import diff
from peelcli.queries.grid import CellKind, cell_at, graded_rows_of, rows_of
from peelcli.queries.overview import OverviewSort, overview
from peelcli.queries.rank import rank
from peelcli.queries.reference import questions, rounds
from peelcli.queries.select import EVERYTHING, Bound, Filter, count, select
from peelcli.queries.show import show
from peelcli.queries.stats import StatsBy, stats
from peelcli.queries.trend import Direction, trend

if TYPE_CHECKING:
    from peelcli.model import Dataset

O, G, A, R, I = Grade  # noqa: E741


class TestSelect:
    def test_bounds_of_rounds_and_of_days(self, tiny: Dataset) -> None:
        assert count(tiny, Filter(since=Bound(year=2003))) == 12
        assert count(tiny, Filter(until=Bound(year=2001))) == 2
        assert (
            count(tiny, Filter(since=Bound(day="2004-01-02"), until=Bound(day="2004-05-06"))) == 6
        )

    def test_a_day_leaves_out_what_has_no_date(self, tiny: Dataset) -> None:
        undated = [one for one in tiny.judgments() if one.published is None]
        assert len(undated) == 3
        for wanted in (
            Filter(since=Bound(day="1900-01-01")),
            Filter(until=Bound(day="2999-01-01")),
        ):
            assert count(tiny, wanted) == 25 - 3
            assert not set(undated) & set(select(tiny, wanted))

    @pytest.mark.parametrize(
        ("wanted", "expected"),
        [
            (Filter(forces=["erewhon"]), 15),
            (Filter(years=[2006]), 3),
            (Filter(pillars=["tidiness"]), 8),
            (Filter(questions=["overall"]), 12),
            (Filter(grades=[Grade.OUTSTANDING]), 4),
            (Filter(statuses=[Status.CARRIED_OVER]), 3),
            (Filter(regions=["Near Side"]), 10),
            (Filter(nations=["Neverland"]), 25),
            (Filter(nations=["Elsewhere"]), 0),
            (Filter(until=Bound(year=2001)), 2),
        ],
    )
    def test_each_filter(self, tiny: Dataset, wanted: Filter, expected: int) -> None:
        assert count(tiny, wanted) == expected

    def test_from_python(self, tiny: Dataset) -> None:
        assert len(tiny.judgments()) == 25
        assert tiny.judgments(force="erw") == tiny.judgments(force=["Erewhon Constabulary"])
        found = tiny.judgments(year=[2002, "2003/04"], question="overall", grade=Grade.OUTSTANDING)
        assert [(one.force, one.year) for one in found] == [
            ("erewhon", 2002),
            ("ruritania-south", 2003),
        ]
        with pytest.raises(UsageError, match="there is no force 'utopia'"):
            tiny.judgments(force="utopia")


class TestOverview:
    def test_by_name_and_by_grade(self, tiny: Dataset) -> None:
        by_name = overview(tiny, tiny.rounds[2003])
        assert [question.key for question in by_name.questions] == [
            ("kindness", None),
            ("tidiness", None),
        ]
        ((group, rows),) = by_name.groups
        assert group is None
        assert [row.force.id for row in rows] == ["erewhon", "ruritania", "ruritania-south"]
        ((_, rows),) = overview(tiny, tiny.rounds[2003], sort=OverviewSort.GRADE).groups
        assert [row.force.id for row in rows] == ["ruritania-south", "ruritania", "erewhon"]

    def test_by_region(self, tiny: Dataset) -> None:
        groups = overview(tiny, tiny.rounds[2006], by_region=True).groups
        assert [(name, [row.force.id for row in rows]) for name, rows in groups] == [
            ("Far Side", ["erewhon"]),
            ("Near Side", ["ruritania", "ruritania-south"]),
        ]

    def test_regions_stand_by_name_not_by_their_forces(self, tiny: Dataset) -> None:
        swapped = {"Far Side": "Near Side", "Near Side": "Far Side"}
        dataset = tiny._replace(
            forces={
                id_: force._replace(region=swapped[force.region])
                for id_, force in tiny.forces.items()
            }
        )
        groups = overview(dataset, dataset.rounds[2003], by_region=True).groups
        assert [name for name, _ in groups] == ["Far Side", "Near Side"]
        rows = stats(dataset, years=[2003], pillars=["kindness"], by=StatsBy.REGION)
        assert [row.region for row in rows] == ["Far Side", "Near Side"]

    def test_regions_stand_by_name_whatever_the_order_of_forces(self, tiny: Dataset) -> None:
        groups = overview(tiny, tiny.rounds[2003], sort=OverviewSort.GRADE, by_region=True).groups
        assert [name for name, _ in groups] == ["Far Side", "Near Side"]

    def test_only_the_wanted_forces_and_pillars(self, tiny: Dataset) -> None:
        found = overview(
            tiny, tiny.rounds[2003], wanted=Filter(regions=["Near Side"]), pillars=["tidiness"]
        )
        ((_, rows),) = found.groups
        assert [row.force.id for row in rows] == ["ruritania", "ruritania-south"]
        assert [question.key for question in found.questions] == [("tidiness", None)]
        ranked = rank(tiny, tiny.rounds[2003], wanted=Filter(forces=["ruritania"]))
        assert [row.force.id for row in (*ranked.ranked, *ranked.too_few)] == ["ruritania"]
        (row,) = stats(tiny, years=[2001], wanted=Filter(forces=["erewhon"]))
        assert (row.graded, row.missing) == (1, 0)

    def test_what_is_missing_is_not_what_had_no_grade(self, tiny: Dataset) -> None:
        ((_, rows),) = overview(tiny, tiny.rounds[2002]).groups
        kinds = {row.force.id: [cell.kind for cell in row.cells] for row in rows}
        assert kinds["ruritania"] == [CellKind.JUDGED, CellKind.JUDGED]
        ((_, rows),) = overview(tiny, tiny.rounds[2001], level=Level.QUESTIONS).groups
        assert [row.cells[0].kind for row in rows] == [
            CellKind.JUDGED,
            CellKind.MISSING,
            CellKind.MISSING,
        ]


class TestCompare:
    def test_the_latest_round_of_all(self, tiny: Dataset) -> None:
        forces = tiny.forces
        found = compare(tiny, [forces["erewhon"], forces["ruritania"]])
        assert [round_.year for round_, _ in found.rounds] == [2006]
        found = compare(tiny, list(forces.values()))
        assert [round_.year for round_, _ in found.rounds] == [2003]

    def test_differences(self, tiny: Dataset) -> None:
        forces = [tiny.forces["erewhon"], tiny.forces["ruritania"]]
        found = compare(tiny, forces, years=[2002, 2003], level=Level.QUESTIONS)
        differing = {
            (round_.year, row.question.key) for round_, rows in found.rounds for row in rows
            if row.differs
        }  # fmt: skip
        assert differing == {
            (2002, ("kindness", None)),
            (2002, ("kindness", "listening")),
            (2003, ("kindness", None)),
            (2003, ("kindness", "listening")),
            (2003, ("tidiness", None)),
        }

    def test_a_force_and_its_region(self, tiny: Dataset) -> None:
        found = force_and_neighbours(tiny, tiny.forces["ruritania-south"])
        assert [force.id for force in found] == ["ruritania-south", "ruritania"]

    def test_forces_that_never_met(self, tiny: Dataset) -> None:
        empty = tiny._replace(by_force={})
        with pytest.raises(UsageError, match="no round in which all of these forces"):
            compare(empty, list(tiny.forces.values()))

    def test_it_takes_two(self, tiny: Dataset) -> None:
        force = tiny.forces["erewhon"]
        for forces in ([], [force], [force, force]):
            with pytest.raises(UsageError, match="at least two"):
                compare(tiny, forces)


class TestStats:
    def test_counts_with_not_graded_and_missing_apart(self, tiny: Dataset) -> None:
        rows = {row.question.key: row for row in stats(tiny, years=[2002])}
        kindness, tidiness = rows["kindness", None], rows["tidiness", None]
        assert kindness.counts == {O: 1, G: 1, A: 0, R: 1, I: 0}
        assert (kindness.graded, kindness.not_graded, kindness.missing) == (3, 0, 0)
        assert tidiness.counts == {O: 0, G: 1, A: 0, R: 0, I: 0}
        assert (tidiness.graded, tidiness.not_graded, tidiness.missing) == (1, 2, 0)

    def test_by_region_and_questions(self, tiny: Dataset) -> None:
        rows = stats(tiny, years=[2003], by=StatsBy.REGION, level=Level.QUESTIONS)
        cell = {(row.question.key, row.region): row for row in rows}
        assert len(cell) == len(rows) == 10
        assert cell[("kindness", "listening"), "Near Side"].missing == 1
        assert cell[("kindness", "listening"), "Near Side"].counts[R] == 1

    def test_by_nation(self, tiny: Dataset) -> None:
        (row,) = stats(tiny, years=[2003], pillars=["kindness"], by=StatsBy.NATION)
        assert (row.region, row.nation) == (None, "Neverland")
        (row,) = stats(tiny, years=[2003], pillars=["kindness"])
        assert (row.region, row.nation) == (None, None)

    def test_equals_counting_the_list(self, tiny: Dataset) -> None:
        rows = stats(tiny, level=Level.QUESTIONS, by=StatsBy.NATION)
        assert sum(row.graded + row.not_graded for row in rows) == len(tiny.judgments())
        for row in rows:
            for grade, counted in row.counts.items():
                wanted = Filter(
                    years=[row.round.year],
                    pillars=[row.question.pillar] if row.question.pillar else (),
                    questions=[row.question.id or "overall"],
                    grades=[grade],
                )
                assert count(tiny, wanted) == counted


class TestTrend:
    def test_paths_run_through_comparable_rounds_only(self, tiny: Dataset) -> None:
        found = trend(tiny, level=Level.QUESTIONS)
        spans = {question.key: [r.year for r in span] for question, span in found.spans.items()}
        assert spans == {
            ("kindness", None): [2001, 2002, 2003],
            ("kindness", "greeting"): [2002, 2003],
            ("kindness", "listening"): [2002, 2003],
            ("tidiness", None): [2002, 2003],
        }

    def test_directions_moves_and_runs(self, tiny: Dataset) -> None:
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

    def test_the_longest_row_of_comparable_rounds_counts(self, tiny: Dataset) -> None:
        rule = tiny.comparisons.comparable[0]._replace(years=frozenset({2001, 2002}))
        dataset = tiny._replace(comparisons=tiny.comparisons._replace(comparable=(rule,)))
        spans = {q.key: [r.year for r in span] for q, span in trend(dataset).spans.items()}
        assert spans == {("kindness", None): [2001, 2002]}

    def test_counted_nationally(self, tiny: Dataset) -> None:
        found = trend(tiny)
        kindness = next(q for q in found.national if q.key == ("kindness", None))
        assert found.national[kindness] == {
            Direction.IMPROVING: 1,
            Direction.DECLINING: 0,
            Direction.STEADY: 1,
            Direction.MIXED: 1,
        }

    def test_kents_legitimacy(self, shipped: Dataset) -> None:
        ((path, run),) = trend(shipped, ["kent"], pillars=["legitimacy"]).paths
        assert [one.year for one in path.judgments] == [2015, 2016, 2017, 2018]
        assert (run.grade, run.rounds, run.first, run.last) == (O, 4, 2015, 2018)


class TestRank:
    def test_mean_position_on_the_scale(self, tiny: Dataset) -> None:
        found = rank(tiny, tiny.rounds[2003])
        assert found.needed == 1
        assert [(row.force.id, row.rank, row.mean, row.grades) for row in found.ranked] == [
            ("ruritania-south", 1, 1.0, 1),
            ("erewhon", 2, 2.5, 2),
            ("ruritania", 3, 3.0, 2),
        ]

    def test_ties_share_a_place_and_too_few_have_none(self, tiny: Dataset) -> None:
        found = rank(tiny, tiny.rounds[2002], level=Level.QUESTIONS)
        assert found.needed == 3
        assert [(row.force.id, row.rank) for row in found.ranked] == [("erewhon", 1)]
        assert [row.force.id for row in found.too_few] == ["ruritania", "ruritania-south"]
        assert all(row.rank is None for row in found.too_few)

    def test_ties(self, shipped: Dataset) -> None:
        found = rank(shipped, shipped.rounds[2018])
        for row in found.ranked:
            better = sum(other.mean < row.mean for other in found.ranked)  # type: ignore[operator]  # the ranked have means
            assert row.rank == better + 1
        assert sum(row.rank == found.ranked[0].rank for row in found.ranked) >= 1


class TestAsOf:
    def test_only_what_was_published_by_then(self, tiny: Dataset) -> None:
        then, standing = as_of(tiny, "2002-03-31", EVERYTHING)
        assert standing is not None
        assert standing.undated == 3
        assert {one.published for one in then.judgments()} == {"2001-03-01", "2002-03-01"}
        assert list(then.rounds) == [2001, 2002]
        stood = {(one.force, one.place) for one in then.judgments()}
        everything = {(one.force, one.place) for one in tiny.judgments()}
        assert then.left_out == everything - stood
        grades = show(then, then.forces["erewhon"])
        (grid,) = grades.grids
        kinds = {row.question.key: [cell.kind for cell in row.cells] for row in grid.rows}
        assert kinds["tidiness", None] == [CellKind.NO_GRADE, CellKind.LEFT_OUT]

    def test_left_out_is_counted_apart_from_missing(self, tiny: Dataset) -> None:
        then, _ = as_of(tiny, "2002-03-31", EVERYTHING)
        rows = {row.question.key: row for row in stats(then, years=[2002])}
        assert (rows["tidiness", None].left_out, rows["tidiness", None].missing) == (3, 0)
        assert rows["kindness", None].left_out == 0

    def test_no_day_is_now(self, tiny: Dataset) -> None:
        assert as_of(tiny, None, EVERYTHING) == (tiny, None)

    def test_effectiveness_2016_came_out_in_march_2017(self, shipped: Dataset) -> None:
        place = (2016, "effectiveness", None)
        before, _ = as_of(shipped, "2017-03-01", EVERYTHING)
        after, _ = as_of(shipped, "2017-03-02", EVERYTHING)
        assert place not in before.by_force["derbyshire"]
        assert place in after.by_force["derbyshire"]


class TestCoverage:
    def test_missing_is_computed(self, tiny: Dataset) -> None:
        rows = {(row.round.year, row.pillar, row.level): row for row in coverage(tiny)}
        row = rows[2002, "tidiness", Level.QUESTIONS]
        assert (row.in_dataset, row.not_graded, row.missing, row.out_of) == (2, 0, 4, 6)
        row = rows[2002, "tidiness", Level.PILLAR_GRADES]
        assert (row.in_dataset, row.not_graded, row.missing, row.out_of) == (1, 2, 0, 3)
        assert (2001, "tidiness", Level.PILLAR_GRADES) not in rows
        assert rows[2006, None, Level.PILLAR_GRADES].round.question((None, "tea"))
        row = rows[2006, None, Level.PILLAR_GRADES]
        assert (row.in_dataset, row.missing, row.out_of) == (3, 3, 6)
        assert {basis.value: n for basis, n in row.by_basis.items()} == {
            "official": 1,
            "secondary": 0,
            "derived": 2,
        }

    def test_only_the_wanted_rounds(self, tiny: Dataset) -> None:
        for by in CoverageBy:
            assert {row.round.year for row in coverage(tiny, years=[2002], by=by)} == {2002}

    def test_by_force_adds_up_to_the_same(self, tiny: Dataset) -> None:
        for years in ((), (2002,)):
            by_pillar = coverage(tiny, years=years)
            by_force = coverage(tiny, years=years, by=CoverageBy.FORCE)
            for name in ("in_dataset", "not_graded", "missing", "out_of"):
                totals = [sum(getattr(row, name) for row in rows) for rows in (by_pillar, by_force)]
                assert totals[0] == totals[1]


class TestReference:
    def test_rounds_against_the_round_before(self, tiny: Dataset) -> None:
        assert [(row.round.year, row.reason) for row in rounds(tiny)] == [
            (2001, None),
            (2002, None),
            (2003, None),
            (2006, "There are five grades now."),
        ]

    def test_questions_compare_with(self, tiny: Dataset) -> None:
        found = {
            (row.round.year, *row.question.key): [other.year for other in row.comparable_with]
            for row in questions(tiny)
        }
        assert found[2001, "kindness", None] == [2002, 2003]
        assert found[2001, "kindness", "greeting"] == []
        assert found[2003, "kindness", "greeting"] == [2002]
        assert found[2001, "tidiness", None] == []
        assert found[2006, None, "tea"] == []
        narrowed = questions(tiny, years=[2002], pillars=["tidiness"])
        assert [(row.round.year, row.question.key) for row in narrowed] == [
            (2002, ("tidiness", None)),
            (2002, ("tidiness", "desks")),
            (2002, ("tidiness", "drawers")),
        ]


class TestGrid:
    def test_rows_are_pillar_by_pillar_its_own_grade_first(self, tiny: Dataset) -> None:
        with_pillars = [round_ for round_ in tiny.rounds.values() if round_.pillars]
        rows = rows_of(with_pillars, (), Level.QUESTIONS)
        assert [question.key for question in rows] == [
            ("kindness", None),
            ("kindness", "greeting"),
            ("kindness", "listening"),
            ("tidiness", None),
            ("tidiness", "desks"),
            ("tidiness", "drawers"),
            ("tidiness", "cupboards"),
        ]
        assert [q.key for q in rows_of(with_pillars, (), Level.PILLAR_GRADES)] == [
            ("kindness", None),
            ("tidiness", None),
        ]
        assert [q.key for q in rows_of(with_pillars, ("tidiness",), Level.PILLAR_GRADES)] == [
            ("tidiness", None)
        ]
        # As the latest round asks it.
        areas = rows_of(tiny.rounds.values(), (), Level.QUESTIONS)
        assert next(q.title for q in areas if q.key == ("kindness", "greeting")) == (
            "Does it greet people?"
        )

    def test_what_no_round_graded_is_no_row_unless_it_is_a_pillar_or_area(
        self, tiny: Dataset
    ) -> None:
        round_ = tiny.rounds[2002]
        asked = dict(round_.asked)
        asked["tidiness", "desks"] = asked["tidiness", "desks"]._replace(graded=False)
        ungraded = round_._replace(asked=asked)
        keys = [question.key for question in rows_of((ungraded,), (), Level.QUESTIONS)]
        assert ("tidiness", "desks") not in keys
        assert ("tidiness", "drawers") in keys
        assert ("tidiness", None) in [
            q.key for q in rows_of((tiny.rounds[2001],), (), Level.PILLAR_GRADES)
        ]
        assert [q.key for q in graded_rows_of(tiny.rounds[2001])] == [("kindness", None)]
        assert [q.key for q in graded_rows_of(tiny.rounds[2006])] == [
            (None, "greeting"),
            (None, "listening"),
        ]

    def test_cells(self, tiny: Dataset) -> None:
        def kind(force: str, year: int, *key: str | None) -> CellKind:
            return cell_at(tiny, force, tiny.rounds[year], (key[0], key[1])).kind

        assert kind("erewhon", 2002, "kindness", None) is CellKind.JUDGED
        assert kind("ruritania", 2002, "tidiness", "desks") is CellKind.MISSING
        assert kind("erewhon", 2001, "tidiness", None) is CellKind.NO_GRADE
        assert kind("erewhon", 2001, "kindness", "listening") is CellKind.NO_GRADE


class TestShow:
    def test_narrowing(self, tiny: Dataset) -> None:
        force = tiny.forces["erewhon"]
        everything = show(tiny, force)
        assert len(everything.judgments) == 15
        assert [len(grid.rounds) for grid in everything.grids] == [3, 1]
        narrow = show(tiny, force, years=[2002], pillars=["tidiness"])
        assert {(one.year, one.pillar) for one in narrow.judgments} == {(2002, "tidiness")}
        assert [round_.year for round_ in narrow.rounds] == [2002]
        assert [[row.question.key for row in grid.rows] for grid in narrow.grids] == [
            [("tidiness", None)]
        ]
        assert show(tiny, force, years=[2006], pillars=["tidiness"]).grids == ()

    def test_rounds_that_stand_apart(self, tiny: Dataset) -> None:
        pillars, areas = show(tiny, tiny.forces["erewhon"]).grids
        assert pillars.apart == ()
        assert [(round_.year, reason) for round_, reason in areas.apart] == [
            (2006, "There are five grades now.")
        ]


class TestDiff:
    def test_rows_reasons_and_what_is_unpaired(self, tiny: Dataset) -> None:
        rounds = tiny.rounds
        found = diff(tiny, rounds[2001], rounds[2002], level=Level.QUESTIONS, kinds=tuple(Kind))
        assert found.comparable
        assert found.partial_reasons == ("The greeting of 2001 was another.",)
        assert [
            (round_.year, [question.key for question in alone]) for round_, alone in found.unpaired
        ] == [
            (
                2002,
                [
                    ("kindness", "listening"),
                    ("tidiness", None),
                    ("tidiness", "desks"),
                    ("tidiness", "drawers"),
                ],
            )
        ]
        kinds = {(row.force.id, row.question.key): row.change.kind for row in found.rows}
        assert kinds["erewhon", ("kindness", None)] is Kind.IMPROVED
        assert kinds["erewhon", ("kindness", "greeting")] is Kind.NOT_COMPARABLE
        assert kinds["ruritania", ("kindness", None)] is Kind.MISSING
        assert diff(tiny, rounds[2001], rounds[2002]).partial_reasons == ()
        assert (
            diff(
                tiny, rounds[2001], rounds[2002], level=Level.QUESTIONS, pillars=["tidiness"]
            ).partial_reasons
            == ()
        )

    def test_pillars_and_areas_pair_by_their_ids(self, tiny: Dataset) -> None:
        found = diff(tiny, tiny.rounds[2003], tiny.rounds[2006], kinds=tuple(Kind))
        assert not found.comparable
        assert found.reason == "There are five grades now."
        assert found.partial_reasons == ()
        assert {(row.pillar, row.question.id) for row in found.rows} == {
            ("kindness", "greeting"),
            ("kindness", "listening"),
        }
        assert found.summary.compared == found.summary.moves == 0
        back = diff(tiny, tiny.rounds[2006], tiny.rounds[2003], kinds=tuple(Kind))
        for one, (before, after) in ((found, (2003, 2006)), (back, (2006, 2003))):
            said = {
                (row.force.id, row.question.id): row.change.kind
                for row in one.rows
                if row.force.id != "ruritania-south"
            }
            assert said == {
                ("erewhon", "greeting"): Kind.NOT_COMPARABLE,
                ("erewhon", "listening"): Kind.NOT_COMPARABLE,
                ("ruritania", "greeting"): Kind.MISSING,
                ("ruritania", "listening"): Kind.MISSING,
            }
            assert {
                (row.before.year, row.after.year) for row in one.rows if row.before and row.after
            } == {(before, after)}
            # As the later of the two asks it, and in its order.
            assert [row.question.title for row in one.rows][:2] == [
                "Greeting all people",
                "Listening to all people",
            ]

    def test_a_pillar_picks_the_areas_that_pair_with_its_questions(self, tiny: Dataset) -> None:
        one, other = tiny.rounds[2003], tiny.rounds[2006]
        for before, after in ((one, other), (other, one)):
            found = diff(tiny, before, after, pillars=["kindness"], kinds=tuple(Kind))
            assert len(found.rows) == 6
            assert diff(tiny, before, after, pillars=["tidiness"], kinds=tuple(Kind)).rows == ()

    def test_of_two_that_were_carried_over_the_later_one_says_from_where(
        self, tiny: Dataset
    ) -> None:
        key = ("kindness", "greeting")
        judgments = dict(tiny.by_force["erewhon"])
        judgments[2002, *key] = judgments[2002, *key]._replace(
            status=Status.CARRIED_OVER, carried_over_from=2001
        )
        dataset = tiny._replace(by_force={"erewhon": judgments})
        for one, other in ((2002, 2003), (2003, 2002)):
            rows = diff(
                dataset, tiny.rounds[one], tiny.rounds[other], level=Level.QUESTIONS,
                kinds=[Kind.CARRIED_OVER],
            ).rows  # fmt: skip
            assert [row.carried_over_from for row in rows] == [2002]

    def test_a_grade_carried_over_in_the_earlier_round_only(self, tiny: Dataset) -> None:
        key = ("kindness", "listening")
        judgments = dict(tiny.by_force["erewhon"])
        judgments[2002, *key] = judgments[2002, *key]._replace(
            status=Status.CARRIED_OVER, carried_over_from=2001
        )
        dataset = tiny._replace(by_force={"erewhon": judgments})
        rows = diff(
            dataset, tiny.rounds[2002], tiny.rounds[2003], level=Level.QUESTIONS,
            kinds=[Kind.CARRIED_OVER],
        ).rows  # fmt: skip
        assert [row.carried_over_from for row in rows if row.question.key == key] == [2001]

    def test_what_a_round_did_not_grade_is_not_unpaired(self, tiny: Dataset) -> None:
        found = diff(tiny, tiny.rounds[2001], tiny.rounds[2003])
        assert [(r.year, [q.key for q in alone]) for r, alone in found.unpaired] == [
            (2003, [("tidiness", None)])
        ]

    def test_where_a_grade_was_carried_from(self, tiny: Dataset) -> None:
        rows = diff(
            tiny, tiny.rounds[2002], tiny.rounds[2003], level=Level.QUESTIONS,
            kinds=[Kind.CARRIED_OVER],
        ).rows  # fmt: skip
        assert [(row.force.id, row.question.id, row.carried_over_from) for row in rows] == [
            ("erewhon", "greeting", 2002),
            ("ruritania", "listening", 2002),
        ]
