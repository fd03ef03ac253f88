"""Facts that must always come out right, through the installed command."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Peel

    from peelcli.data import PeelData


Json = dict[str, object]


def judgment(peel: Peel, force: str, year: int, pillar: str, question: str | None) -> Json:
    judgments = peel("show", force, "--json").json["judgments"]
    found = [
        judgment
        for judgment in judgments
        if (judgment["year"], judgment["pillar"], judgment["question"]) == (year, pillar, question)
    ]
    (one,) = found
    assert isinstance(one, dict)
    return one


def test_derbyshires_legitimacy_moved_from_good_to_outstanding(peel: Peel) -> None:
    assert judgment(peel, "derbyshire", 2015, "legitimacy", None)["grade"] == "good"
    assert judgment(peel, "derbyshire", 2016, "legitimacy", None)["grade"] == "outstanding"
    moves = peel("diff", "2015", "2016", "--force", "derbyshire", "--json").json["changes"]
    assert moves == [
        {
            "force": "derbyshire",
            "region": "East Midlands",
            "pillar": "legitimacy",
            "question": None,
            "before": "good",
            "after": "outstanding",
            "change": "improved",
            "steps": 1,
            "carried_over_from": None,
            "before_basis": "official",
            "after_basis": "official",
        }
    ]
    assert "Good -> Outstanding, up 1" in peel("diff", "2015", "2016", "--force", "derbyshire").out


def test_derbyshires_treatment_of_its_workforce_was_carried_over_in_2018(peel: Peel) -> None:
    found = judgment(peel, "derbyshire", 2018, "legitimacy", "treating-workforce")
    assert found["status"] == "carried-over"
    assert found["carried_over_from"] == 2017
    assert found["grade"] == "good"
    only = ("--force", "derbyshire", "--pillar", "legitimacy", "--questions", "--all", "--json")
    rows = peel("diff", "2017", "2018/19", *only).json["changes"]
    (row,) = [other for other in rows if other["question"] == "treating-workforce"]
    assert row["change"] == "carried-over"
    assert row["steps"] is None
    assert row["carried_over_from"] == 2017
    grid = peel("show", "derbyshire", "--questions", "--pillar", "legitimacy").out
    (line,) = [line for line in grid.splitlines() if line.startswith("Treating the workforce")]
    assert line.split()[-2:] == ["Good", "«2017"]


def test_national_result_of_legitimacy_2017(peel: Peel, shipped: PeelData) -> None:
    grades = {
        force: judgments[2017, "legitimacy", None] for force, judgments in shipped.by_force.items()
    }
    assert len(grades) == 43
    outstanding = [f for f, one in grades.items() if one.grade and one.grade.value == "outstanding"]
    assert outstanding == ["kent"]
    manchester = judgment(peel, "gmp", 2017, "legitimacy", None)
    assert manchester["grade"] is None
    assert manchester["status"] == "not-graded"
    assert "Manchester Arena" in str(manchester["note"])
    assert [f for f, one in grades.items() if one.grade is None] == ["greater-manchester"]


def test_area_for_improvement_of_derbyshire_2018(peel: Peel) -> None:
    found = judgment(peel, "derbyshire", 2018, "legitimacy", "treating-public")
    areas = found["areas_for_improvement"]
    assert isinstance(areas, list)
    (area,) = areas
    assert "safety training" in area
    assert area in peel("show", "derbyshire", "--questions", "--details").out


def test_every_pillar_grade_of_2015_to_2018_is_there(shipped: PeelData) -> None:
    for year in (2015, 2016, 2017, 2018):
        for pillar in ("effectiveness", "efficiency", "legitimacy"):
            assert all((year, pillar, None) in judgments for judgments in shipped.by_force.values())
