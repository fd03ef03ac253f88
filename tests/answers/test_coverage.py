"""What of each round is in the dataset."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from conftest import TINY
from reports import WHOLE, with_report

from peelcli import load
from peelcli.answers.coverage import CoverageBy, coverage
from peelcli.terms import Level

if TYPE_CHECKING:
    from pathlib import Path

    from peelcli.data import PeelData


def test_missing_is_computed(tiny: PeelData) -> None:
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


def test_only_the_wanted_rounds(tiny: PeelData) -> None:
    for by in CoverageBy:
        assert {row.round.year for row in coverage(tiny, years=[2002], by=by)} == {2002}


def test_by_force_adds_up_to_the_same(tiny: PeelData) -> None:
    for years in ((), (2002,)):
        by_pillar = coverage(tiny, years=years)
        by_force = coverage(tiny, years=years, by=CoverageBy.FORCE)
        for name in ("in_dataset", "not_graded", "missing", "out_of"):
            totals = [sum(getattr(row, name) for row in rows) for rows in (by_pillar, by_force)]
            assert totals[0] == totals[1]


def test_by_force_a_row_is_a_force_in_a_round(tiny: PeelData) -> None:
    rows = coverage(tiny, years=[2003], by=CoverageBy.FORCE)
    assert [(row.force, row.pillar, row.level) for row in rows] == [
        (force, None, None) for force in tiny.forces.values()
    ]
    assert [(row.in_dataset, row.out_of) for row in rows] == [(5, 5), (3, 5), (1, 5)]
    assert {row.force for row in coverage(tiny)} == {None}


def test_by_force_a_row_has_what_its_report_grades(tmp_path: Path) -> None:
    data = load(with_report(shutil.copytree(TINY, tmp_path / "dataset"), WHOLE))
    erewhon, ruritania, _ = coverage(data, years=[2006], by=CoverageBy.FORCE)
    assert erewhon.reported is not None
    assert (erewhon.reported.found, erewhon.reported.graded) == (2, 2)
    assert ruritania.reported is None
    # A force of which there is no judgment at all.
    bare = data._replace(by_force={k: v for k, v in data.by_force.items() if k == "ruritania"})
    first, *_ = coverage(bare, years=[2006], by=CoverageBy.FORCE)
    assert first.reported is not None
    assert first.reported.found == 0
