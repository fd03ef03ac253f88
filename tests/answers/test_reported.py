"""What a report's number and counts say about grades that are not in the dataset."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from conftest import TINY
from reports import WHOLE, replace_in, with_report

from peelcli import load
from peelcli.answers.change import Kind
from peelcli.answers.coverage import CoverageBy, coverage
from peelcli.answers.diff import diff
from peelcli.answers.grid import CellKind, cell_at
from peelcli.answers.reported import Reported, reported
from peelcli.answers.rounds import reports
from peelcli.answers.select import listing
from peelcli.answers.show import show
from peelcli.answers.stats import stats
from peelcli.as_of import as_of
from peelcli.export.datapackage import datapackage_files
from peelcli.filters import EVERYTHING
from peelcli.terms import Grade

if TYPE_CHECKING:
    from pathlib import Path

    from peelcli.data import PeelData

ONE_OF_TWO = "    areas-graded: 2\n"
COUNTED = "    areas-graded: 2\n    counts: {outstanding: 1, adequate: 1}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(TINY, tmp_path / "dataset")


def without_listening(folder: Path) -> None:
    path = folder / "judgments" / "erewhon.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    last = max(n for n, line in enumerate(lines) if line.startswith("  listening:"))
    path.write_text("".join(lines[:last] + lines[last + 1 :]), "utf-8")


def with_tea(folder: Path) -> None:
    """Let the round grade another area, of which no force has a grade."""
    replace_in(folder / "rounds.yaml", "      graded: false\n", "", last=True)


def cell(dataset: PeelData, area: str, force: str = "erewhon") -> CellKind:
    return cell_at(dataset, force, dataset.rounds[2006], (None, area)).kind


def of_erewhon(dataset: PeelData) -> Reported | None:
    round_ = dataset.rounds[2006]
    return reported(dataset.report("erewhon", 2006), round_, dataset.judgments(force="erewhon"))


def test_all_areas_of_a_report(folder: Path) -> None:
    with_tea(with_report(folder, COUNTED))
    dataset = load(folder)
    found = of_erewhon(dataset)
    assert found is not None
    assert (found.graded, found.found, found.left, found.perhaps) == (2, 2, (), ())
    assert found.is_whole
    assert cell(dataset, "tea") is CellKind.NOT_IN_REPORT
    assert cell(dataset, "tea", "ruritania") is CellKind.MISSING  # of whose report nothing is known


def test_the_counts_leave_something_over(folder: Path) -> None:
    with_tea(with_report(folder, COUNTED))
    without_listening(folder)
    dataset = load(folder)
    found = of_erewhon(dataset)
    assert found is not None
    assert (found.graded, found.found, found.left) == (2, 1, ((Grade.OUTSTANDING, 1),))
    assert not found.is_whole
    assert cell(dataset, "tea") is CellKind.MISSING


def test_a_number_without_counts(folder: Path) -> None:
    with_tea(with_report(folder, ONE_OF_TWO))
    # The number on the page can count areas that were added later: it proves nothing.
    assert cell(load(folder), "tea") is CellKind.MISSING
    without_listening(folder)
    dataset = load(folder)
    found = of_erewhon(dataset)
    assert found is not None
    assert (found.graded, found.found, found.left) == (2, 1, ())
    assert cell(dataset, "tea") is CellKind.MISSING


def test_a_report_without_a_number(folder: Path) -> None:
    with_tea(with_report(folder, "    address: report\n"))
    dataset = load(folder)
    assert of_erewhon(dataset) is None
    assert reported(None, dataset.rounds[2006], ()) is None
    assert cell(dataset, "tea") is CellKind.MISSING


def test_a_separate_area_may_have_its_grade_elsewhere(folder: Path) -> None:
    with_report(folder, COUNTED, singing="good")
    path = folder / "judgments" / "erewhon.yaml"
    path.write_text(path.read_text("utf-8").replace("  singing: good\n", ""), "utf-8")
    dataset = load(folder)
    found = of_erewhon(dataset)
    assert found is not None
    assert found.is_whole
    assert cell(dataset, "singing") is CellKind.MISSING


def test_a_separate_area_may_be_what_is_left_over(folder: Path) -> None:
    with_report(folder, COUNTED, singing="outstanding")
    without_listening(folder)
    dataset = load(folder)
    found = of_erewhon(dataset)
    assert found is not None
    assert found.left == ((Grade.OUTSTANDING, 1),)
    assert [question.id for question in found.perhaps] == ["singing"]
    replace_in(folder / "judgments/erewhon.yaml", "singing: outstanding", "singing: good")
    dataset = load(folder)
    found = of_erewhon(dataset)
    assert found is not None
    assert found.perhaps == ()


def test_coverage_counts_what_the_report_did_not_grade(folder: Path) -> None:
    with_tea(with_report(folder, COUNTED))
    dataset = load(folder)
    rows = {row.force.id: row for row in coverage(dataset, years=[2006], by=CoverageBy.FORCE)
            if row.force}  # fmt: skip
    one, other = rows["erewhon"], rows["ruritania"]
    assert (one.in_dataset, one.not_in_report, one.missing, one.out_of) == (2, 1, 0, 3)
    assert (other.in_dataset, other.not_in_report, other.missing, other.out_of) == (1, 0, 2, 3)
    assert (one.graded_in_report, other.graded_in_report) == (2, None)
    (row,) = coverage(dataset, years=[2006])
    assert (row.not_in_report, row.missing, row.graded_in_report) == (1, 5, None)


def test_stats_count_it_as_no_grade(folder: Path) -> None:
    with_tea(with_report(folder, COUNTED))
    row = stats(load(folder), years=[2006])[2]
    assert row.question.id == "tea"
    assert (row.not_graded, row.missing, row.graded) == (1, 2, 0)


def test_a_pair_with_it_is_not_graded(folder: Path) -> None:
    with_tea(with_report(folder, COUNTED))
    dataset = load(folder)
    round_ = dataset.rounds[2006]
    found = diff(dataset, round_, round_, kinds=list(Kind))
    kinds = {(row.force.id, row.question.id): row.change.kind for row in found.rows}
    assert kinds["erewhon", "tea"] is Kind.NOT_GRADED
    assert kinds["ruritania", "tea"] is Kind.MISSING
    assert kinds["erewhon", "greeting"] is Kind.UNCHANGED
    absent = {row.force.id: row.kinds for row in found.rows if row.question.id == "tea"}
    assert absent["erewhon"] == (CellKind.NOT_IN_REPORT,) * 2
    assert absent["ruritania"] == (CellKind.MISSING,) * 2


def test_as_of_a_day_only_reports_that_were_out(folder: Path) -> None:
    with_tea(with_report(folder, COUNTED + "    published: 2007-08-09\n"))
    dataset = load(folder)
    assert as_of(dataset, "2007-08-08").reports == {}
    assert as_of(dataset, "2007-08-09").report("erewhon", 2006)
    with_report_of_no_day = folder / "judgments" / "erewhon.yaml"
    replace_in(with_report_of_no_day, "    published: 2007-08-09\n", "")
    assert as_of(load(folder), "2020-01-01").reports == {}
    replace_in(with_report_of_no_day, "areas-graded: 2", "areas-graded: 2\n    address: report")
    replace_in(with_report_of_no_day, "  basis: derived\n",
               "  published: 2007-08-09\n  basis: derived\n")  # fmt: skip
    assert as_of(load(folder), "2007-08-08").reports == {}
    assert as_of(load(folder), "2007-08-09").report("erewhon", 2006)


def test_show_has_the_reports_of_its_rounds(folder: Path) -> None:
    dataset = load(with_report(folder, WHOLE))
    force = dataset.forces["erewhon"]
    assert show(dataset, force).reports == (dataset.report("erewhon", 2006),)
    assert show(dataset, force, years=[2003]).reports == ()
    assert reports(dataset) == (dataset.report("erewhon", 2006),)


def test_the_data_package_has_a_table_of_them(folder: Path) -> None:
    dataset = load(with_report(folder, WHOLE))
    header, row = datapackage_files(dataset, listing(dataset, EVERYTHING))[
        "reports.csv"
    ].splitlines()
    cells = dict(zip(header.split(","), row.split(","), strict=False))
    assert cells["force"] == "erewhon"
    assert (cells["areas_graded"], cells["outstanding"], cells["good"]) == ("2", "1", "0")
