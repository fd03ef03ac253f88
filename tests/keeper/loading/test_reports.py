"""What a force's file says of the official report, and what contradicts it."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest
from reports import WHOLE, replace_in, with_report

from peelcli import load
from peelcli.keeper.layout.text_of_force import canonical_text
from peelcli.keeper.loading import cache, read_valid
from peelcli.keeper.loading.folder import read_dataset, read_sound
from peelcli.model import Dataset, Findings, ForceReport
from peelcli.terms import Grade

if TYPE_CHECKING:
    from pathlib import Path

STORY = "https://paper.example/story?a=1&b=2"
REPORT = "https://trial.example/r"
COUNTS = tuple((grade, int(grade in (Grade.OUTSTANDING, Grade.ADEQUATE))) for grade in Grade)


def test_everything_that_can_be_known(dataset: Path) -> None:
    found = load(with_report(dataset)).report("erewhon", 2006)
    assert found == ForceReport(
        force="erewhon",
        year=2006,
        address=REPORT,
        published="2007-08-09",
        published_basis="press",
        published_sources=(STORY,),
        areas_graded=2,
        counts=COUNTS,
        counts_sources=(STORY,),
        not_counted=(),
        causes_of_concern=Findings(0, (), ()),
        areas_for_improvement=Findings(3, ("Tea, above all.",), (STORY,)),
    )
    assert found.sources == (STORY,)
    assert found.graded == 2


def test_what_is_not_known_is_none(dataset: Path) -> None:
    found = load(with_report(dataset, "    address: report\n")).report("erewhon", 2006)
    assert found == ForceReport(
        "erewhon", 2006, REPORT, None, None, (), None, (), (), (), None, None
    )
    assert found.graded is None
    assert load(dataset).report("ruritania", 2006) is None


def test_a_plain_value_is_the_report_s_own(dataset: Path) -> None:
    block = "    published: 2007-08-09\n    areas-for-improvement: 4\n    areas-graded: 2\n"
    found = load(with_report(dataset, block)).report("erewhon", 2006)
    assert found is not None
    assert (found.published, found.published_basis) == ("2007-08-09", "official")
    assert found.areas_for_improvement == Findings(4, (), ())
    assert (found.sources, found.graded, found.address) == ((), 2, None)


def test_grades_have_the_report_s_day_and_address(dataset: Path) -> None:
    by_place = load(with_report(dataset)).by_force["erewhon"]
    greeting, listening = by_place[2006, None, "greeting"], by_place[2006, None, "listening"]
    assert (greeting.published, greeting.report) == ("2007-08-09", REPORT)
    assert (listening.published, listening.report) == (None, REPORT)  # a day of its own: unknown
    assert greeting.sources == (STORY,)
    assert by_place[2003, "kindness", None].report is None


def test_a_separate_area_has_neither(dataset: Path) -> None:
    by_place = load(with_report(dataset, singing="good")).by_force["erewhon"]
    singing = by_place[2006, None, "singing"]
    assert (singing.published, singing.report, singing.sources) == (None, None, (STORY,))
    replace_in(dataset / "judgments/erewhon.yaml", "  basis: derived\n",
               "  published: 2008-01-02\n  basis: derived\n")  # fmt: skip
    singing = load(dataset).by_force["erewhon"][2006, None, "singing"]
    assert singing.published == "2008-01-02"


@pytest.mark.parametrize("singing", [None, "good", "{grade: good, published: 2008-01-02}"])
@pytest.mark.parametrize(
    "block",
    [
        WHOLE,
        "    address: report\n",
        "    published: 2007-08-09\n    areas-for-improvement: 4\n",
        "    counts: {outstanding: 1, good: 1, adequate: 1, not-counted: [tea]}\n",
        "    published: {day: 2007-08-09, basis: official, sources: [story]}\n",
    ],
)
def test_the_canonical_layout_says_the_same(dataset: Path, block: str, singing: str | None) -> None:
    loaded = read_sound(with_report(dataset, block, singing=singing))
    text = canonical_text(loaded, "erewhon")
    assert f"  report:\n{block}" in text
    (dataset / "judgments" / "erewhon.yaml").write_text(text, "utf-8")
    again = read_sound(dataset)
    assert again.dataset == loaded.dataset
    assert canonical_text(again, "erewhon") == text


def test_the_cache_says_the_same(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_AT_REST", -1)
    (with_report(dataset, singing="good") / "version.yaml").write_text(
        "version: '1'\nday: 2008-01-01\n", "utf-8"
    )
    first = read_sound(dataset).dataset
    for _ in range(2):
        found = cache.cached(dataset, read_valid)
        assert found == first
        hash(found.reports["erewhon"][2006])  # nothing in it can be changed
        assert isinstance(found.reports["erewhon"][2006].counts[0][0], Grade)

    def never(_: object) -> Dataset:
        raise AssertionError("the YAML was read")

    assert cache.cached(dataset, never) == first
    assert (first.version, first.version_day) == ("1", "2008-01-01")
    assert pickle.loads(pickle.dumps(first)) == first  # noqa: S301 - our own bytes


def test_a_report_without_judgments(dataset: Path) -> None:
    path = dataset / "judgments" / "ruritania-south.yaml"
    path.write_text(
        path.read_text("utf-8").replace("sources:\n  trial", "2006:\n  report:\n"
        "    address: trial\nsources:\n  trial", 1), "utf-8"
    )  # fmt: skip
    loaded = read_sound(dataset)
    assert loaded.dataset.report("ruritania-south", 2006)
    assert "2006:\n  report:\n    address: trial\n" in canonical_text(loaded, "ruritania-south")


WRONG = {
    "    published: {day: 2007-08-09}\n": (
        "15:16: published lacks 'basis', 'sources'; add it"
    ),
    "    published: {day: 1999-08-09, basis: press, sources: [story]}\n": (
        "15:22: 1999-08-09 can't be when TRIAL 2006-08 was published (from 2006 to 2010); "
        "correct it"
    ),
    "    published: {day: 2007-08-09, basis: gossip, sources: [story]}\n": (
        "15:41: there is no basis 'gossip'; there is official, wired-gov, listing, press"
    ),
    "    address: nowhere\n": (
        "15:14: this file has no source 'nowhere'; there is report, story, trial"
    ),
    "    areas-graded: some\n": "15:19: areas-graded 'some' is not a number; write one like 8",
    "    areas-graded: [8]\n": "15:19: areas-graded must be a single value",
    "    areas-graded: 1\n": (
        "15:19: the report grades 1 area, and 2 have a grade here: greeting, listening; correct "
        "the number or a judgment"
    ),
    "    counts: {adequate: 2}\n": (
        "15:13: the report counts 0 areas as outstanding, and 1 judgments here are: listening; "
        "correct the count or a judgment, or name an area under not-counted"
    ),
    "    counts: {outstanding: 0, adequate: 1}\n": (
        "15:14: the report counts 0 areas as outstanding, and 1 judgments here are: listening; "
        "correct the count or a judgment, or name an area under not-counted"
    ),
    "    areas-graded: 2\n    counts: {outstanding: 2, adequate: 1}\n": (
        "16:13: the counts add up to 3, and the report grades 2 areas; correct one of the two"
    ),
    "    counts: {superb: 1}\n": (
        "15:14: counts has no key 'superb'; there is outstanding, good, adequate, "
        "requires-improvement, inadequate, not-counted, sources"
    ),
    "    counts: {outstanding: 1, adequate: 1, not-counted: [dancing]}\n": (
        "15:57: TRIAL 2006-08 has no area 'dancing'; there is greeting, listening, tea"
    ),
    "    causes-of-concern: {sources: [story]}\n": (
        "15:24: causes-of-concern lacks 'number'; add it"
    ),
    "    causes-of-concern: {number: 1, texts: [One, Two]}\n": (
        "15:43: 2 texts of 1 causes of concern; correct the number"
    ),
    "    causes-of-concern: {number: many, texts: [One]}\n": (
        "15:33: number 'many' is not a number; write one like 8"
    ),
    "    causes-of-concern: none\n": (
        "15:24: causes-of-concern 'none' is not a number; write one like 8"
    ),
    "    pages: 8\n": "15:5: the report has no key 'pages'",
}  # fmt: skip


@pytest.mark.parametrize("block", WRONG)
def test_what_is_wrong_is_said_at_its_place(dataset: Path, block: str) -> None:
    problems = read_dataset(with_report(dataset, block)).problems
    path = "dataset/judgments/erewhon.yaml"
    text = (dataset / "judgments/erewhon.yaml").read_text("utf-8")
    offset = text[: text.index("  report:")].count("\n") + 2 - 15
    line, rest = WRONG[block].split(":", 1)
    assert str(problems[0]).startswith(f"{path}:{int(line) + offset}:{rest}")
    assert len(problems) == 1


def test_areas_that_the_counts_leave_out_do_not_weigh(dataset: Path) -> None:
    block = "    areas-graded: 2\n    counts: {outstanding: 1, adequate: 1}\n"
    assert not read_dataset(with_report(dataset, block, singing="adequate")).problems
    replace_in(dataset / "judgments/erewhon.yaml", "adequate: 1}", "adequate: 1, not-counted: []}")
    (problem,) = read_dataset(dataset).problems
    assert "counts 1 area as adequate, and 2 judgments here are: singing, greeting" in str(problem)


def test_a_separate_area_may_be_among_the_counts_beyond_the_page_s_number(dataset: Path) -> None:
    block = "    areas-graded: 2\n    counts: {outstanding: 1, adequate: 2, not-counted: [tea]}\n"
    assert not read_dataset(with_report(dataset, block, singing="adequate")).problems
    replace_in(dataset / "judgments/erewhon.yaml", "areas-graded: 2", "areas-graded: 1")
    (problem,) = read_dataset(dataset).problems
    assert "the counts add up to 3, and the report grades 1 area" in str(problem)


def test_a_round_with_pillars_has_no_report(dataset: Path) -> None:
    replace_in(
        dataset / "judgments/erewhon.yaml", "2001:\n", "2001:\n  report: {areas-graded: 1}\n"
    )
    (problem,) = read_dataset(dataset).problems
    assert "'report'" in str(problem)


def test_only_areas_of_the_round_are_reported_separately(dataset: Path) -> None:
    replace_in(dataset / "rounds.yaml", "2006:\n", "2006:\n  reported-separately: [song]\n")
    (problem,) = read_dataset(dataset).problems
    assert str(problem).endswith(
        "TRIAL 2006-08 has no area 'song'; there is greeting, listening, tea"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("version: '1'\n", "version.yaml:1:1: the version lacks 'day'; add it"),
        ("version: 1\nday: 2008-01-01\n", "version is text, but YAML takes '1' for a number"),
        ("version: '1'\nday: tomorrow\n", "day 'tomorrow' is not a real date"),
    ],
)
def test_a_version_that_is_wrong(dataset: Path, text: str, message: str) -> None:
    (dataset / "version.yaml").write_text(text, "utf-8")
    (problem,) = read_dataset(dataset).problems
    assert message in str(problem)
