"""The dataset of an earlier day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import with_judgment

from peelcli.answers.change import Change, Kind
from peelcli.answers.diff import diff
from peelcli.answers.grid import CellKind
from peelcli.answers.select import count_undated
from peelcli.answers.show import show
from peelcli.answers.stats import stats
from peelcli.as_of import as_of
from peelcli.errors import UsageError
from peelcli.filters import EVERYTHING, Filter
from peelcli.terms import Grade

if TYPE_CHECKING:
    from peelcli.data import PeelData
    from peelcli.model import Dataset


def test_only_what_was_published_by_then(tiny: PeelData) -> None:
    then = as_of(tiny, "2002-03-31")
    assert then.day == "2002-03-31"
    assert {judgment.published for judgment in then.judgments()} == {"2001-03-01", "2002-03-01"}
    stood = {(judgment.force, judgment.place) for judgment in then.judgments()}
    everything = {(judgment.force, judgment.place) for judgment in tiny.judgments()}
    assert set(then.left_out) == everything - stood
    grades = show(then, then.forces["erewhon"])
    (grid,) = grades.grids
    assert [round_.year for round_ in grid.rounds] == [2001, 2002]
    kinds = {row.question.key: [cell.kind for cell in row.cells] for row in grid.rows}
    assert kinds["tidiness", None] == [CellKind.NO_GRADE, CellKind.LEFT_OUT]


def test_only_undated_judgments_of_rounds_that_were_out_are_counted(tiny: PeelData) -> None:
    # Of 2006, too, there are judgments of unknown date, which nobody can have had in 2002.
    assert count_undated(as_of(tiny, "2002-03-31"), EVERYTHING) == 1
    assert count_undated(as_of(tiny, "2009-01-01"), EVERYTHING) == 3
    only = Filter(forces=["ruritania"])
    assert count_undated(as_of(tiny, "2009-01-01"), only) == 1


def test_the_rounds_stay_so_that_what_compares_is_the_same_on_any_day(tiny: PeelData) -> None:
    then = as_of(tiny, "2002-03-31")
    assert then.rounds == tiny.rounds
    assert then.not_yet_out == {2003, 2006}
    assert [round_.year for round_ in then.rounds_meant()] == [2001, 2002]
    assert [round_.year for round_ in then.rounds_meant([2003])] == [2003]


def test_an_undated_round_turns_no_decline_into_an_improvement(tiny: PeelData) -> None:
    place = (2002, "kindness", None)
    dataset = with_judgment(tiny, "erewhon", place, grade=Grade.OUTSTANDING, published=None)
    first, last = ((year, *place[1:]) for year in (2001, 2003))
    dataset = with_judgment(dataset, "erewhon", first, grade=Grade.INADEQUATE)
    dataset = with_judgment(dataset, "erewhon", last, grade=Grade.GOOD)

    def arrows(one: Dataset) -> list[Change | None]:
        row = show(one, one.forces["erewhon"]).grids[-1].rows[0]
        return [cell.change for cell in row.cells]

    assert arrows(dataset)[2] == Change(Kind.DECLINED, -1)
    for by_force in (dataset.by_force, {"erewhon": dataset.by_force["erewhon"]}):
        # Whatever is known of other forces.
        then = as_of(dataset._replace(by_force=by_force), "2004-12-31")
        assert arrows(then)[1:] == [None, Change(Kind.MISSING, None)]


def test_left_out_is_counted_apart_from_missing(tiny: PeelData) -> None:
    then = as_of(tiny, "2002-03-31")
    rows = {row.question.key: row for row in stats(then, years=[2002])}
    assert (rows["tidiness", None].left_out, rows["tidiness", None].missing) == (3, 0)
    assert rows["kindness", None].left_out == 0


def test_a_pair_of_which_one_is_left_out_is_not_missing(tiny: PeelData) -> None:
    then = as_of(tiny, "2002-03-31")
    found = diff(then, then.rounds[2002], then.rounds[2003], kinds=tuple(Kind))
    assert {(row.force.id, row.question.key): row.change.kind for row in found.rows} == {
        ("erewhon", ("kindness", None)): Kind.LEFT_OUT,
        ("erewhon", ("tidiness", None)): Kind.LEFT_OUT,
        ("ruritania", ("kindness", None)): Kind.LEFT_OUT,
        ("ruritania", ("tidiness", None)): Kind.LEFT_OUT,
        ("ruritania-south", ("kindness", None)): Kind.LEFT_OUT,
        # The grade of 2003 is not in the dataset at all.
        ("ruritania-south", ("tidiness", None)): Kind.MISSING,
    }
    assert found.rows[-1].kinds == (CellKind.LEFT_OUT, CellKind.MISSING)


def test_no_day_is_now(tiny: PeelData) -> None:
    assert as_of(tiny, None) is tiny


@pytest.mark.parametrize("day", ["March 2017", "1 March 2017", "2017", "20170301", "2017-02-30"])
def test_a_text_that_is_no_day_is_refused(tiny: PeelData, day: str) -> None:
    with pytest.raises(UsageError, match="is not a day; write it like 2016-12-08"):
        as_of(tiny, day)


def test_effectiveness_2016_came_out_in_march_2017(shipped: PeelData) -> None:
    place = (2016, "effectiveness", None)
    assert place not in as_of(shipped, "2017-03-01").by_force["derbyshire"]
    assert place in as_of(shipped, "2017-03-02").by_force["derbyshire"]
