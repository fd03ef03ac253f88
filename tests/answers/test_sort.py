"""The order of answers, the named questions, the latest rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import with_judgment

from peelcli.answers.change import Kind
from peelcli.answers.compare import compare
from peelcli.answers.diff import DiffSort, diff
from peelcli.answers.grid import CellKind, sort_keys
from peelcli.answers.listing import ListSort, sorted_listing
from peelcli.answers.overview import OverviewBy, overview
from peelcli.answers.rounds import rounds
from peelcli.answers.select import listing
from peelcli.answers.stats import StatsBy, StatsSort, stats
from peelcli.answers.trend import TrendSort, trend
from peelcli.as_of import as_of
from peelcli.comparability import latest_comparable, rounds_to_compare, why_not_newer
from peelcli.errors import UsageError
from peelcli.filters import EVERYTHING, Filter
from peelcli.rules import Comparisons
from peelcli.terms import Grade, Level, Status

if TYPE_CHECKING:
    from peelcli.data import PeelData


def test_compare_by_a_question_of_the_last_round(tiny: PeelData) -> None:
    forces = [tiny.forces[id_] for id_ in ("ruritania-south", "ruritania", "erewhon")]

    def order(sort: str | None) -> list[str]:
        found = compare(tiny, forces, years=[2002, 2003], sort=sort)
        return [force.id for force in found.forces]

    assert order(None) == ["ruritania-south", "ruritania", "erewhon"]
    assert order("name") == ["erewhon", "ruritania", "ruritania-south"]
    assert order("kindness") == ["ruritania-south", "ruritania", "erewhon"]
    assert order("tidiness") == ["erewhon", "ruritania", "ruritania-south"]
    (_, rows), = compare(tiny, forces, years=[2003], sort="tidiness").rounds  # fmt: skip
    assert [cell.judgment and cell.judgment.force for cell in rows[0].cells] == [
        "erewhon", "ruritania", "ruritania-south",
    ]  # fmt: skip


def test_compare_takes_the_latest_round_that_graded_the_question(tiny: PeelData) -> None:
    forces = [tiny.forces["erewhon"], tiny.forces["ruritania"]]
    found = compare(tiny, forces, questions=["listening"])
    assert found.years == [2003]
    assert [row.question.id for _, rows in found.rounds for row in rows] == ["listening"]


def test_rows_of_a_diff(tiny: PeelData) -> None:
    def rows(sort: DiffSort, **more: object) -> list[tuple[str, str | None, int | None]]:
        found = diff(
            tiny, tiny.rounds[2002], tiny.rounds[2003], level=Level.QUESTIONS,
            kinds=tuple(Kind), sort=sort, **more,  # type: ignore[arg-type]
        )  # fmt: skip
        return [(row.force.id, row.question.id, row.change.steps) for row in found.rows]

    by_force, by_change = rows(DiffSort.FORCE), rows(DiffSort.CHANGE)
    assert sorted(map(str, by_force)) == sorted(map(str, by_change))
    steps = [step or 0 for _, _, step in by_change]
    assert steps == sorted(steps, reverse=True) != [step or 0 for _, _, step in by_force]
    by_question = rows(DiffSort.QUESTION)
    assert [key[0] for key in by_question[:3]] == ["erewhon", "ruritania", "ruritania-south"]
    assert {row[1] for row in rows(DiffSort.FORCE, questions=["listening"])} == {"listening"}
    assert {row[1] for row in rows(DiffSort.FORCE, questions=["overall"])} == {None}


def test_a_named_question_says_nothing_of_others(tiny: PeelData) -> None:
    one, other = tiny.rounds[2001], tiny.rounds[2002]
    found = diff(tiny, one, other, questions=["desks"])
    assert found.rows == ()
    assert [question.id for _, alone in found.unpaired for question in alone] == ["desks"]
    assert found.why_not is None or found.why_not.source is None


def test_the_rounds_to_compare(tiny: PeelData) -> None:
    found = rounds_to_compare(tiny, None, None, ())
    assert [round_.year for round_ in found] == [2002, 2003]
    assert [round_.year for round_ in rounds_to_compare(tiny, "2001", "latest", ())] == [2001, 2006]
    south = ["ruritania-south"]
    assert [round_.year for round_ in rounds_to_compare(tiny, "2001", "latest", south)] == [
        2001,
        2003,
    ]
    bare = tiny._replace(comparisons=Comparisons())
    for dataset, before, after in ((tiny, "2001", None), (tiny, None, "2001"), (bare, None, None)):
        with pytest.raises(UsageError, match="two rounds"):
            rounds_to_compare(dataset, before, after, ())
    assert latest_comparable(tiny._replace(by_force={})) is None


def test_why_no_newer_round_is_compared(tiny: PeelData) -> None:
    newer = why_not_newer(tiny, tiny.rounds[2003])
    assert newer is not None
    assert (newer[0].year, newer[1].text) == (2006, "There are five grades now.")
    assert why_not_newer(tiny, tiny.rounds[2006]) is None
    assert why_not_newer(as_of(tiny, "2004-12-31"), tiny.rounds[2003]) is None


def test_stats_by_the_largest_share_of_the_best(tiny: PeelData) -> None:
    found = stats(tiny, years=[2002, 2003], level=Level.QUESTIONS, sort=StatsSort.GRADE)
    assert [row.round.year for row in found] == sorted(row.round.year for row in found)
    of_one = [row.shares for row in found if row.round.year == 2002]
    assert of_one == sorted(of_one, reverse=True)
    assert of_one != [row.shares for row in stats(tiny, years=[2002], level=Level.QUESTIONS)]
    (row,) = stats(tiny, years=[2006], questions=["greeting"], by=StatsBy.ALL)
    assert row.shares == [0, 0, 0.5, 0, 0.5]
    assert stats(tiny._replace(by_force={}), years=[2006])[0].shares == [0] * 5


def test_paths_by_direction_and_last_grade(tiny: PeelData) -> None:
    level = Level.QUESTIONS
    by_force = trend(tiny, level=level).paths
    by_way = trend(tiny, level=level, sort=TrendSort.DIRECTION).paths
    by_grade = trend(tiny, level=level, sort=TrendSort.GRADE).paths
    assert {*by_force} == {*by_way} == {*by_grade}
    grades = [list(Grade).index(path.last_grade) for path in by_grade]
    assert grades == sorted(grades)
    assert all(path.last_grade is path.judgments[-1].grade for path in by_grade)
    assert [path.question.id for path in trend(tiny, questions=["listening"]).paths] == [
        path.question.id for path in by_force if path.question.id == "listening"
    ]


def test_listings(tiny: PeelData) -> None:
    by_day = sorted_listing(tiny, EVERYTHING, ListSort.PUBLISHED).rows
    days = [row.judgment.published or "" for row in by_day]
    assert days == sorted(days, reverse=True)
    found = sorted_listing(tiny, Filter(years=[2002]), ListSort.GRADE)
    assert found.bands
    assert len(found.rows) == len(listing(tiny, Filter(years=[2002])).rows)


def test_a_listing_by_force_is_as_it_comes(tiny: PeelData) -> None:
    assert sorted_listing(tiny, EVERYTHING, ListSort.FORCE).rows == listing(tiny, EVERYTHING).rows


def test_bands(tiny: PeelData) -> None:
    wanted = Filter(years=[2002], pillars=["tidiness"], questions=["overall"])
    (band,) = sorted_listing(tiny, wanted, ListSort.GRADE).bands
    assert (band.round.year, band.question.key) == (2002, ("tidiness", None))
    assert [(grade, [judgment.force for judgment in of]) for grade, of in band.by_grade] == [
        (Grade.GOOD, ["erewhon"]),
        (None, ["ruritania", "ruritania-south"]),
    ]
    assert (band.graded, band.forces, band.absent) == (1, 3, ())
    wanted = Filter(years=[2006], questions=["greeting"])
    (band,) = sorted_listing(tiny, wanted, ListSort.GRADE).bands
    assert [(grade, len(of)) for grade, of in band.by_grade] == [
        (Grade.ADEQUATE, 1),
        (Grade.INADEQUATE, 1),
    ]
    assert [(kind, [force.id for force in of]) for kind, of in band.absent] == [
        (CellKind.MISSING, ["ruritania-south"])
    ]
    for narrowed in (
        wanted._replace(grades=[Grade.ADEQUATE]), wanted._replace(statuses=[Status.INSPECTED])
    ):  # fmt: skip
        (band,) = sorted_listing(tiny, narrowed, ListSort.GRADE).bands
        assert band.absent == ()
    (band,) = sorted_listing(tiny, wanted._replace(members=["erewhon"]), ListSort.GRADE).bands
    assert (band.forces, band.absent) == (1, ())


def test_bands_of_a_day_say_who_is_left_out(tiny: PeelData) -> None:
    then = as_of(tiny, "2999-01-01")
    wanted = Filter(years=[2006], questions=["greeting"])
    (band,) = sorted_listing(then, wanted, ListSort.GRADE).bands
    assert [(kind, [force.id for force in of]) for kind, of in band.absent] == [
        (CellKind.MISSING, ["ruritania-south"]),
        (CellKind.LEFT_OUT, ["ruritania"]),
    ]


def test_rounds_have_the_address_of_the_reason(tiny: PeelData) -> None:
    sources = {row.round.year: row.why_not and row.why_not.source for row in rounds(tiny)}
    assert sources == {
        2001: None, 2002: None, 2003: None, 2006: "https://trial.example/compare"
    }  # fmt: skip


def test_cells_have_the_address_of_the_report(tiny: PeelData) -> None:
    found = overview(tiny, tiny.rounds[2006]).cells
    assert {cell.cell.report for cell in found} == {None}
    assert [bool(cell.cell.sources) for cell in found] == [
        cell.cell.judgment is not None for cell in found
    ]


def test_compare_by_every_grade_of_what_is_shown(tiny: PeelData) -> None:
    forces = [tiny.forces[id_] for id_ in ("ruritania", "erewhon")]

    def order(**asked: object) -> list[str]:
        found = compare(tiny, forces, years=[2002], sort="grade", **asked)  # type: ignore[arg-type]
        return [force.id for force in found.forces]

    assert order() == ["erewhon", "ruritania"]
    # Tidiness was not graded in Ruritania, and listening is better in Erewhon.
    assert order(pillars=["tidiness"]) == ["erewhon", "ruritania"]
    better = with_judgment(tiny, "ruritania", (2002, "kindness", None), grade=Grade.OUTSTANDING)
    better = with_judgment(
        better, "erewhon", (2002, "kindness", "listening"), grade=Grade.INADEQUATE
    )
    found = compare(better, forces, years=[2002], sort="grade", pillars=["kindness"])
    assert [force.id for force in found.forces] == ["erewhon", "ruritania"]
    found = compare(better, forces, years=[2002], sort="grade", pillars=["kindness"],
                    level=Level.QUESTIONS)  # fmt: skip
    assert [force.id for force in found.forces] == ["erewhon", "ruritania"]
    found = compare(better, forces, years=[2002], sort="grade", questions=["listening"])
    assert [force.id for force in found.forces] == ["ruritania", "erewhon"]


def test_sort_columns_are_those_of_what_is_shown(tiny: PeelData) -> None:
    round_ = tiny.rounds[2002]
    kind, tidy = ("kindness", None), ("tidiness", None)
    top = Level.PILLAR_GRADES
    assert sort_keys(round_, (), top, "grade") == (kind, tidy)
    assert sort_keys(round_, ["tidiness"], top, "grade") == (tidy,)
    assert sort_keys(round_, (), Level.QUESTIONS, "grade", ["desks"]) == (("tidiness", "desks"),)
    assert sort_keys(round_, (), top, "tidiness") == (tidy,)
    assert sort_keys(round_, (), top, "desk") == (("tidiness", "desks"),)
    assert sort_keys(round_, (), top, "name") == ()
    with pytest.raises(UsageError) as refused:
        sort_keys(round_, ["kindness"], top, "tidiness")
    assert str(refused.value) == ("there is no sort column 'tidiness'; did you mean 'kindness'?")


def test_rows_by_grade_are_the_judgments_of_the_bands(tiny: PeelData) -> None:
    found = sorted_listing(tiny, Filter(years={2002}, questions={"overall"}), ListSort.GRADE)
    flat = [judgment for band in found.bands for _, of in band.by_grade for judgment in of]
    assert [row.judgment for row in found.rows] == flat
    assert all(row.round is tiny.rounds[2002] for row in found.rows)
    assert sorted_listing(tiny, EVERYTHING, ListSort.FORCE).bands == ()


def test_an_overview_is_sorted_by_what_it_shows(tiny: PeelData) -> None:
    round_ = tiny.rounds[2002]
    assert overview(tiny, round_).sorted_by == ()
    by_grade = overview(tiny, round_, sort="grade", pillars=["tidiness"])
    assert [question.key for question in by_grade.sorted_by] == [("tidiness", None)]
    by_grade = overview(tiny, round_, sort="grade", level=Level.QUESTIONS, questions=["desks"])
    assert [question.key for question in by_grade.sorted_by] == [("tidiness", "desks")]
    for asked in ({"pillars": ["tidiness"]}, {"questions": ["desks"]}):
        with pytest.raises(UsageError, match="no sort column 'greeting'"):
            overview(tiny, round_, sort="greeting", **asked)  # type: ignore[arg-type]  # by name
    with pytest.raises(UsageError) as refused:
        overview(tiny, round_, by=OverviewBy.GROUP)
    assert str(refused.value) == (
        "there is no group to show by; name one with `group=` or `groups=`"
    )
