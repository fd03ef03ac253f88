"""The dataset of an earlier day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.queries.as_of import Standing, as_of
from peelcli.queries.grid import CellKind
from peelcli.queries.select import EVERYTHING
from peelcli.queries.show import show
from peelcli.queries.stats import stats

if TYPE_CHECKING:
    from peelcli.model import Dataset


def test_only_what_was_published_by_then(tiny: Dataset) -> None:
    then, standing = as_of(tiny, "2002-03-31", EVERYTHING)
    assert standing == Standing("2002-03-31", undated=3)
    assert {one.published for one in then.judgments()} == {"2001-03-01", "2002-03-01"}
    assert list(then.rounds) == [2001, 2002]
    stood = {(one.force, one.place) for one in then.judgments()}
    everything = {(one.force, one.place) for one in tiny.judgments()}
    assert then.left_out == everything - stood
    grades = show(then, then.forces["erewhon"])
    (grid,) = grades.grids
    kinds = {row.question.key: [cell.kind for cell in row.cells] for row in grid.rows}
    assert kinds["tidiness", None] == [CellKind.NO_GRADE, CellKind.LEFT_OUT]


def test_left_out_is_counted_apart_from_missing(tiny: Dataset) -> None:
    then, _ = as_of(tiny, "2002-03-31", EVERYTHING)
    rows = {row.question.key: row for row in stats(then, years=[2002])}
    assert (rows["tidiness", None].left_out, rows["tidiness", None].missing) == (3, 0)
    assert rows["kindness", None].left_out == 0


def test_no_day_is_now(tiny: Dataset) -> None:
    assert as_of(tiny, None, EVERYTHING) == (tiny, None)


def test_effectiveness_2016_came_out_in_march_2017(shipped: Dataset) -> None:
    place = (2016, "effectiveness", None)
    before, _ = as_of(shipped, "2017-03-01", EVERYTHING)
    after, _ = as_of(shipped, "2017-03-02", EVERYTHING)
    assert place not in before.by_force["derbyshire"]
    assert place in after.by_force["derbyshire"]
