"""`latest` and `previous`, and what a command without a round means."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from conftest import TINY
from reports import replace_in

from peelcli import load
from peelcli.errors import PeelWarning

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Peel

ENV = {"PEEL_DATA": str(TINY)}


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    return shutil.copytree(TINY, tmp_path / "dataset")


@pytest.mark.parametrize("command", ["overview"])
def test_one_round_is_the_latest_without_a_word(peel: Peel, command: str) -> None:
    unsaid = peel(command, "--json", env=ENV).json
    assert unsaid["year"] == 2006
    for words in (["latest"], ["2006"], ["Latest"]):
        assert peel(command, *words, "--json", env=ENV).json == unsaid
    assert peel(command, "previous", "--json", env=ENV).json["year"] == 2003
    assert "TRIAL 2006-08, the latest round" in peel(command, env=ENV).out
    assert "the latest round" not in peel(command, "2006", env=ENV).out


def test_stats_and_list_mean_the_latest_round(peel: Peel) -> None:
    stats = peel("stats", "--json", env=ENV).json
    assert {row["year"] for row in stats["rows"]} == {2006}
    assert stats == peel("stats", "latest", "--json", env=ENV).json
    assert "TRIAL 2006-08, the latest round" in peel("stats", env=ENV).out
    listed = peel("list", "--json", env=ENV).json
    assert {judgment["year"] for judgment in listed["judgments"]} == {2006}
    assert "3 judgments of TRIAL 2006-08, the latest round" in peel("list", env=ENV).out


def test_all_is_every_round(peel: Peel) -> None:
    assert peel("list", "--round", "all", "--count", env=ENV).out == "25\n"
    both = ("--round", "2003", "--round", "ALL")
    assert peel("list", *both, "--count", env=ENV).out == "25\n"
    rows = peel("stats", "all", "--json", env=ENV).json["rows"]
    assert {row["year"] for row in rows} == {2001, 2002, 2003, 2006}
    found = peel("compare", "erewhon", "ruritania", "--round", "all", "--json", env=ENV).json
    assert found["years"] == [2001, 2002, 2003, 2006]


def test_a_span_of_time_is_not_cut_to_the_latest_round(peel: Peel) -> None:
    found = peel("list", "--since", "2003", "--json", env=ENV).json["judgments"]
    assert {row["year"] for row in found} == {2003, 2006}
    assert "latest" not in peel("list", "--until", "2002-12-31", env=ENV).out


def test_latest_is_the_named_force_s(peel: Peel) -> None:
    # Ruritania South has no grade in 2006.
    options = ("--force", "ruritania-south", "--json")
    assert {row["year"] for row in peel("list", *options, env=ENV).json["judgments"]} == {2003}
    assert peel("overview", *options, env=ENV).json["year"] == 2003
    shown = peel("show", "ruritania-south", "--round", "latest", "--json", env=ENV).json
    assert {row["year"] for row in shown["judgments"]} == {2003}
    forces = ("--force", "ruritania-south", "--force", "erewhon")
    assert peel("overview", *forces, "--json", env=ENV).json["year"] == 2003


def test_latest_is_the_last_that_graded_what_is_asked(peel: Peel) -> None:
    assert peel("overview", "--pillar", "tidiness", "--json", env=ENV).json["year"] == 2003
    rows = peel("stats", "--question", "desks", "--json", env=ENV).json["rows"]
    assert {row["year"] for row in rows} == {2002}
    ran = peel("overview", "--question", "tea", env=ENV)
    assert (ran.code, ran.err) == (2, "peel: there is no latest round with grades of any force "
                                   "for tea\n")  # fmt: skip


def test_as_of_a_day_the_latest_is_the_latest_then(peel: Peel) -> None:
    assert peel("overview", "--as-of", "2004-12-31", "--json", env=ENV).json["year"] == 2003
    ran = peel("overview", "--as-of", "1999-12-31", env=ENV)
    assert (ran.code, ran.err) == (
        2, "peel: there is no latest round with grades of any force\n")  # fmt: skip


def test_there_may_be_no_round_before(peel: Peel) -> None:
    ran = peel("overview", "previous", "--as-of", "2001-12-31", env=ENV)
    assert ran.code == 2
    assert "there is no previous round" in ran.err


def test_compare_says_which_round_it_took(peel: Peel) -> None:
    out = peel("compare", "erewhon", "ruritania", env=ENV).out
    assert "TRIAL 2006-08, the latest round in which both have a grade for the same question" in out
    out = peel("compare", "erewhon", "ruritania", "--round", "2006", env=ENV).out
    assert "latest" not in out.splitlines()[0]


def test_diff_takes_the_latest_two_that_compare_and_says_why_no_newer(peel: Peel) -> None:
    found = peel("diff", "--json", env=ENV).json
    assert (found["from"], found["to"]) == (2002, 2003)
    out = peel("diff", env=ENV).out
    assert "TRIAL 2002 to TRIAL 2003/04, the latest rounds that can be compared" in out
    assert (
        "TRIAL 2006-08 is not among them. There are five grades now.\n"
        "  https://trial.example/compare\n"
    ) in out
    assert "not among them" not in peel("diff", "2002", "2003", env=ENV).out
    assert "not among them" not in peel("diff", "--as-of", "2004-12-31", env=ENV).out
    ran = peel("diff", "--as-of", "2001-12-31", env=ENV)
    assert (ran.code, ran.err) == (
        2, "peel: no two rounds can be compared there; name two to see why not\n")  # fmt: skip


def test_diff_takes_the_words_too(peel: Peel) -> None:
    found = peel("diff", "previous", "latest", "--json", env=ENV).json
    assert (found["from"], found["to"]) == (2003, 2006)


@pytest.mark.parametrize("option", ["--round", "--year"])
def test_round_and_year_are_one_option(peel: Peel, option: str) -> None:
    found = peel("show", "erewhon", option, "2002", "--json", env=ENV).json["judgments"]
    assert {row["year"] for row in found} == {2002}
    assert "--round" in peel("show", "--help").out


def test_a_year_within_a_round_is_taken_with_a_word(peel: Peel) -> None:
    for year in ("2007", "2008"):
        ran = peel("overview", year, "--json", env=ENV)
        assert ran.err == f"peel: {year} lies within TRIAL 2006-08; taken for that round\n"
        assert json.loads(ran.out)["year"] == 2006
    assert peel("list", "--since", "2007", "--count", env=ENV).err.count("taken for") == 1
    assert peel("overview", "2009", env=ENV).code == 2
    assert "no round '2007-08'" in peel("overview", "2007-08", env=ENV).err


def test_a_year_of_two_rounds_says_which_was_taken(peel: Peel, dataset: Path) -> None:
    text = (dataset / "rounds.yaml").read_text("utf-8")
    later = text.split("2006:\n")[1].replace("TRIAL 2006-08", "TRIAL 2008-10")
    replace_in(dataset / "rounds.yaml", "2006:\n", f"2008:\n{later}2006:\n", last=True)
    ran = peel("overview", "2008", "--json", "--data", str(dataset))
    assert ran.err == "peel: 2008 is taken for TRIAL 2008-10; for TRIAL 2006-08 say 2006\n"
    assert ran.json["year"] == 2008
    assert peel("overview", "2008-10", "--data", str(dataset)).err == ""


def test_python_warns_of_it() -> None:
    with pytest.warns(PeelWarning, match="2007 lies within TRIAL 2006-08"):
        found = load(TINY).judgments(year=2007)
    assert {judgment.year for judgment in found} == {2006}


def test_the_newest_is_on_top(peel: Peel) -> None:
    out = peel("show", "erewhon", env=ENV).out
    assert out.index("Area ") < out.index("Pillar ")


def test_a_command_alone_shows_examples(peel: Peel) -> None:
    ran = peel()
    assert (ran.code, ran.err) == (0, "")
    examples = [line.split("  ")[1] for line in ran.out.splitlines() if line.startswith("  peel ")]
    assert len(examples) == 6
    assert max(map(len, ran.out.splitlines())) <= 60
    for line in examples:
        assert peel.shell(line).code == 0


def test_help_has_groups(peel: Peel) -> None:
    out = peel("--help").out
    groups = [line[:-1] for line in out.splitlines() if line.endswith(":") and line[0] != " "]
    assert groups == ["Options", "Look", "Count", "Find", "Keep"]
