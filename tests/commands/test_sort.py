"""`--question` and `--sort` on every command that takes them, and the bands of a list."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from conftest import TINY
from reports import WHOLE, replace_in, with_report

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Peel

ENV = {"PEEL_DATA": str(TINY)}
WITH_QUESTION = {
    "overview": ["overview", "2003"],
    "compare": ["compare", "erewhon", "ruritania", "--round", "2003"],
    "diff": ["diff", "2002", "2003", "--all"],
    "stats": ["stats", "2003"],
    "trend": ["trend"],
    "list": ["list", "--round", "2003"],
}


@pytest.mark.parametrize("name", WITH_QUESTION)
def test_a_question_is_named_alone(peel: Peel, name: str) -> None:
    found = peel(*WITH_QUESTION[name], "--question", "listening", "--json", env=ENV).json
    rows = found.get("rows", found.get("changes", found.get("judgments")))
    if name == "trend":
        assert {row["question"] for row in found["directions"]} == {"listening"}
    else:
        assert rows
        assert {row["question"] for row in rows} == {"listening"}


@pytest.mark.parametrize("name", WITH_QUESTION)
def test_overall_is_the_pillars_own_grade(peel: Peel, name: str) -> None:
    found = peel(*WITH_QUESTION[name], "--question", "overall", "--json", env=ENV).json
    rows = found.get("rows", found.get("changes", found.get("judgments")))
    assert {row["question"] for row in rows} == {None}


@pytest.mark.parametrize("name", WITH_QUESTION)
def test_an_unknown_question_is_refused_with_the_near_ones(peel: Peel, name: str) -> None:
    ran = peel(*WITH_QUESTION[name], "--question", "listenin-g", env=ENV)
    assert ran.code == 2
    assert "did you mean 'listening'" in ran.err


def forces(peel: Peel, *arguments: str, key: str = "rows") -> list[str]:
    rows = peel(*arguments, "--json", env=ENV).json[key]
    return list(dict.fromkeys(row["force"] for row in rows))


def test_overview_by_a_column(peel: Peel) -> None:
    by_kindness = forces(peel, "overview", "2003", "--sort", "kindness")
    assert by_kindness == ["ruritania-south", "ruritania", "erewhon"]
    ran = peel("overview", "2003", "--question", "listening", "--sort", "kindness", env=ENV)
    assert "there is no sort column 'kindness'" in ran.err


def test_compare_orders_the_forces(peel: Peel) -> None:
    names = ("erewhon", "ruritania", "ruritania-south")
    where = ("--round", "2003")
    assert forces(peel, "compare", *reversed(names), *where) == [*reversed(names)]
    assert forces(peel, "compare", *reversed(names), *where, "--sort", "name") == [*names]
    by_kindness = forces(peel, "compare", *names, *where, "--sort", "kindness")
    assert by_kindness == ["ruritania-south", "ruritania", "erewhon"]
    assert "there is no sort column 'tea'" in peel("compare", *names, *where, "--sort", "tea",
                                                   env=ENV).err  # fmt: skip


def test_diff_by_move_and_by_question(peel: Peel) -> None:
    arguments = ("diff", "2002", "2003", "--all", "--questions", "--json")
    moved = peel(*arguments, "--sort", "change", env=ENV).json["changes"]
    steps = [row["steps"] or 0 for row in moved]
    assert steps == sorted(steps, reverse=True)
    assert steps[0] > 0 > steps[-1]
    by_question = peel(*arguments, "--sort", "question", env=ENV).json["changes"]
    places = [(row["pillar"], row["question"]) for row in by_question]
    assert len({*places}) == sum(a != b for a, b in zip(["", *places], places, strict=False))


def test_stats_by_the_best_share(peel: Peel) -> None:
    rows = peel("stats", "2002", "--questions", "--sort", "grade", "--json", env=ENV).json["rows"]
    shares = [
        [row[grade] / (sum(row[other] for other in ("outstanding", "good", "adequate",
                                                "requires-improvement", "inadequate")) or 1)
         for grade in ("outstanding", "good")]
        for row in rows
    ]  # fmt: skip
    assert shares == sorted(shares, reverse=True)
    assert shares[0] != shares[-1]


def test_trend_by_direction_and_by_grade(peel: Peel) -> None:
    ways = [row["direction"] for row in peel("trend", "--questions", "--sort", "direction",
                                             "--json", env=ENV).json["rows"]]  # fmt: skip
    order = ["improving", "declining", "steady", "mixed"]
    assert ways == sorted(ways, key=order.index)
    assert len({*ways}) > 1
    grades = [row["last_grade"] for row in peel("trend", "--questions", "--sort", "grade",
                                                "--json", env=ENV).json["rows"]]  # fmt: skip
    scale = ["outstanding", "good", "adequate", "requires-improvement", "inadequate"]
    assert grades == sorted(grades, key=scale.index)
    assert len({*grades}) > 1


def test_list_by_the_day_of_publication(peel: Peel) -> None:
    found = peel("list", "--round", "all", "--sort", "published", "--json", env=ENV).json
    days = [row["published"] or "" for row in found["judgments"]]
    assert days == sorted(days, reverse=True)
    assert days[-1] == ""


def test_a_list_by_grade_reads_as_bands(peel: Peel) -> None:
    out = peel("list", "--question", "greeting", "--round", "2006", "--sort", "grade", env=ENV).out
    assert out.splitlines()[0] == "Greeting people, TRIAL 2006-08: 2 of 3 forces"
    rows = [re.split(r"  +", line.strip()) for line in out.splitlines()[3:6]]
    assert rows == [
        ["Adequate", "1", "Erewhon ≈"],
        ["Inadequate", "1", "Ruritania"],
        ["Not in the dataset", "1", "Ruritania & South"],
    ]
    assert "≈ worked out" in out


def test_bands_say_who_was_not_graded_and_who_not_in_the_report(peel: Peel, tmp_path: Path) -> None:
    out = peel("list", "--pillar", "tidiness", "--question", "overall", "--round", "2002",
               "--sort", "grade", env=ENV).out  # fmt: skip
    assert "Tidiness, TRIAL 2002: 1 of 3 forces" in out
    assert re.search(r"^Not graded +2 +Ruritania, Ruritania & South$", out, re.MULTILINE)
    folder = with_report(shutil.copytree(TINY, tmp_path / "dataset"), WHOLE)
    replace_in(folder / "rounds.yaml", "      graded: false\n", "", last=True)
    replace_in(folder / "judgments/ruritania.yaml", "  greeting: inadequate\n",
               "  greeting: inadequate\n  tea: good\n")  # fmt: skip
    out = peel("list", "--question", "tea", "--sort", "grade", "--data", str(folder)).out
    assert re.search(r"^Not graded in this report +1 +Erewhon$", out, re.MULTILINE)
    assert re.search(r"^Not in the dataset +1 +Ruritania & South$", out, re.MULTILINE)


def test_bands_of_some_grades_say_nothing_of_the_others(peel: Peel) -> None:
    out = peel("list", "--question", "greeting", "--round", "2006", "--grade", "adequate",
               "--sort", "grade", env=ENV).out  # fmt: skip
    assert "Adequate" in out
    assert "Not in the dataset" not in out
    assert "Inadequate" not in out


def test_bands_of_many_questions_are_a_table_each(peel: Peel) -> None:
    out = peel("list", "--round", "2006", "--sort", "grade", env=ENV).out
    assert out.splitlines()[0] == "3 judgments"
    assert "Greeting people, TRIAL 2006-08: 2 of 3 forces" in out
    assert "Listening, TRIAL 2006-08: 1 of 3 forces" in out


def test_json_of_a_list_by_grade_is_the_same_rows_in_order(peel: Peel) -> None:
    arguments = ("list", "--round", "all", "--json")
    by_force = peel(*arguments, env=ENV).json["judgments"]
    by_grade = peel(*arguments, "--sort", "grade", env=ENV).json["judgments"]
    assert by_force != by_grade
    assert sorted(map(str, by_force)) == sorted(map(str, by_grade))


def test_the_shipped_bands_of_the_issue(peel: Peel) -> None:
    arguments = ("list", "--question", "investigating-crime", "--sort", "grade")
    out = peel(*arguments, env={"COLUMNS": "200"}).out
    assert re.match(r"Investigating crime, PEEL 2023-25: \d+ of 43 forces\n", out)
    listed = peel("list", "--question", "investigating-crime", "--json").json["judgments"]
    missing = re.search(r"^Not in the dataset +(\d+) ", out, re.MULTILINE)
    assert missing is not None
    assert int(missing[1]) + len(listed) == 43
