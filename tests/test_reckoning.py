"""The shipped answers once more, reckoned in a few lines from the CSV and the data files alone."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from itertools import pairwise
from typing import Any

import pytest
import yaml
from conftest import Peel

from peelcli.keeper.loading import shipped_dataset

pytestmark = pytest.mark.slow

BEST = ["outstanding", "good", "adequate", "requires-improvement", "inadequate"]
Row = dict[str, str]


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    """Every judgment, as `peel export` writes it."""
    return list(csv.DictReader(io.StringIO(Peel(tmp_path_factory.mktemp("rows"))("export").out)))


@pytest.fixture(scope="module")
def rules() -> list[dict[str, Any]]:
    """What comparisons.yaml says can be compared."""
    text = (shipped_dataset() / "comparisons.yaml").read_text("utf-8")
    found: list[dict[str, Any]] = yaml.safe_load(text)["comparable"]
    return found


def compares(rules: list[dict[str, Any]], one: Row, other: Row) -> bool:
    level = "questions" if one["question"] else "pillar-grades"
    return any(
        {int(one["year"]), int(other["year"])} <= set(rule["rounds"])
        and rule["level"] == level
        and one["pillar"] in rule["pillars"]
        for rule in rules
    )


@pytest.mark.parametrize("options", [[], ["--questions"]])
def test_trend(
    peel: Peel, rows: list[Row], rules: list[dict[str, Any]], options: list[str]
) -> None:
    inspected: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row["status"] == "inspected" and row["pillar"] and (options or not row["question"]):
            inspected[row["force"], row["pillar"], row["question"]].append(row)
    expected = {}
    for place, found in inspected.items():
        # The last stretch of inspections of which each compares with the one before.
        stretches = [[found[0]]]
        for before, after in pairwise(found):
            if compares(rules, before, after):
                stretches[-1].append(after)
            else:
                stretches.append([after])
        longest = max(stretches, key=lambda one: (len(one), one[0]["year"]))
        if len(longest) > 1:
            steps = [BEST.index(a["grade"]) - BEST.index(b["grade"]) for a, b in pairwise(longest)]
            up, down = any(step > 0 for step in steps), any(step < 0 for step in steps)
            way = {(1, 1): "mixed", (1, 0): "improving", (0, 1): "declining", (0, 0): "steady"}
            expected[place] = (way[up, down], sum(step != 0 for step in steps))
    answer = peel("trend", *options, "--json").json
    assert {
        (row["force"], row["pillar"], row["question"] or ""): (row["direction"], row["moves"])
        for row in answer["rows"]
    } == expected
    assert len(expected) > 100
    assert expected["greater-manchester", "efficiency", ""] == ("declining", 1)
    for row in answer["rows"]:
        if row["first_grade"] != row["last_grade"]:
            assert row["direction"] != "steady"


@pytest.mark.parametrize("year", ["2015", "2018", "2023"])
def test_overview(peel: Peel, rows: list[Row], year: str) -> None:
    grades = {
        (row["force"], row["pillar"], row["question"]): row["grade"]
        for row in rows
        if row["year"] == year and row["grade"]
    }
    answer = peel("overview", year, "--questions", "--json").json
    places = [(row["force"], row["pillar"] or "", row["question"] or "") for row in answer["rows"]]
    shown = {
        place: one["grade"]
        for place, one in zip(places, answer["rows"], strict=True)
        if one["grade"]
    }
    assert shown == grades
    assert len(set(places)) == len(places)
    (column, *_) = [
        fromkey for fromkey in dict.fromkeys(place[1:] for place in places) if fromkey[1]
    ]
    sort = peel("overview", year, "--questions", "--sort", column[1], "--json").json
    order = list(dict.fromkeys(row["force"] for row in sort["rows"]))
    ranks = [
        BEST.index(grades[force, *column]) if (force, *column) in grades else 9 for force in order
    ]
    assert ranks == sorted(ranks)
    for a, b in pairwise(range(43)):
        if ranks[a] == ranks[b]:
            assert order[a] < order[b]


@pytest.mark.parametrize(
    "forces", [("gmp", "derbyshire"), ("kent", "met"), ("gwent", "cumbria", "dorset")]
)
@pytest.mark.parametrize("day", ["2015-12-31", "2018-03-01", "2018-12-31", "2021-12-01"])
@pytest.mark.parametrize("pillar", ["efficiency", "legitimacy"])
def test_compare_takes_the_latest_round_in_which_all_have_grades(
    peel: Peel, rows: list[Row], forces: tuple[str, ...], day: str, pillar: str
) -> None:
    ids = {"gmp": "greater-manchester", "met": "metropolitan"}
    have = [
        {
            row["year"]
            for row in rows
            if row["force"] == ids.get(force, force)
            and row["pillar"] == pillar
            and not row["question"]
            and row["grade"]
            and row["published"]
            and row["published"] <= day
        }
        for force in forces
    ]
    common = set.intersection(*have)
    ran = peel("compare", *forces, "--pillar", pillar, "--as-of", day, "--json")
    if common:
        assert ran.json["years"] == [int(max(common))]
    else:
        assert ran.code == 2
        assert "there is no round in which all of these forces have grades" in ran.err
