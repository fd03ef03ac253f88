"""A round that has begun, and of which the dataset has no judgment yet."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from conftest import TINY

import peelcli
from peelcli.answers.rounds import questions
from peelcli.finding import find_force, find_round

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Peel

    from peelcli.data import PeelData

NEXT = """\
2009:
  label: TRIAL 2009-11
  scale: [good, inadequate]
  published: force by force, from 2010
  source: https://trial.example/2009
  begun: 2009-02-03
  areas:
    greeting: Greeting all people
"""
SAID = "TRIAL 2009-11 has begun (framework of 3 February 2009); a newer report may be out."


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """The invented dataset, with a round that has begun."""
    folder = shutil.copytree(TINY, tmp_path / "dataset")
    path = folder / "rounds.yaml"
    path.write_text(path.read_text("utf-8") + NEXT, "utf-8")
    return folder


@pytest.mark.parametrize(
    "arguments", [["show", "erewhon"], ["brief", "erewhon"], ["overview"], ["rounds"]]
)
def test_the_latest_says_that_a_newer_round_has_begun(
    peel: Peel, begun: Path, arguments: list[str]
) -> None:
    for name in ("table", "html", "markdown"):
        assert SAID in peel(*arguments, "--format", name, "--data", str(begun)).out
    assert SAID not in peel(*arguments, "--data", str(TINY)).out


@pytest.mark.parametrize(
    "arguments",
    [["show", "erewhon", "--round", "2003"], ["overview", "2003"], ["brief", "erewhon", "--round",
     "2003"], ["show", "erewhon", "--as-of", "2009-02-02"]],
)  # fmt: skip
def test_an_earlier_answer_does_not(peel: Peel, begun: Path, arguments: list[str]) -> None:
    assert SAID not in peel(*arguments, "--data", str(begun)).out


def test_it_is_no_round_of_latest_or_all(begun: Path) -> None:
    data = peelcli.load(begun)
    assert find_round(data, "latest").year == 2006
    assert find_round(data, "2009-11").year == 2009
    assert [round_.year for round_ in data.rounds_meant()] == [2001, 2002, 2003, 2006]
    assert [round_.year for round_ in data.rounds_meant([2009])] == [2009]
    assert {row["year"] for row in data.panel().rows()} == {2001, 2002, 2003, 2006}
    assert {row["year"] for row in data.stats("all").rows()} <= {2001, 2002, 2003, 2006}
    # What it asks is known all the same.
    assert questions(data)[-1].round.year == 2009
    assert data.list_rounds().rows()[-1]["begun"] == "2009-02-03"


def test_once_a_force_has_a_grade_it_is_a_round_like_any(begun: Path) -> None:
    path = begun / "judgments" / "ruritania.yaml"
    text = path.read_text("utf-8").replace(
        "sources:\n  trial:", "2009:\n  sources: [trial]\n  greeting: good\nsources:\n  trial:"
    )
    path.write_text(text, "utf-8")
    data = peelcli.load(begun)
    assert find_round(data, "latest").year == 2009
    assert data.rounds_meant()[-1].year == 2009
    assert data.begun_since(2006) == data.begun_since(2009) == ()
    # Left out as of a day, it is not as if it had no judgment.
    assert data.as_of("2009-03-01").rounds_meant()[-1].year == 2009


def test_the_shipped_round_that_has_begun(shipped: PeelData) -> None:
    (found,) = shipped.begun_since(2023)
    assert (found.label, found.begun) == ("PEEL 2025-27", "2025-04-11")
    assert found.source.endswith("/peel-assessment-framework-2025-2027")
    assert [question.title for question in found.questions] == [
        "How good is the force at leadership and force management?"
    ]
    assert shipped.list_rounds().rows()[-1]["limits"] == [
        "Only the title of one area is known here; the other areas are not known."
    ]


def test_forces_are_found_by_the_codes_and_names_of_others(shipped: PeelData) -> None:
    for text, force in (
        ("E23000032", "kent"),
        ("w15000003", "south-wales"),
        ("London, City of", "city-of-london"),
        ("Devon & Cornwall", "devon-and-cornwall"),
        ("Metropolitan Police", "metropolitan"),
    ):
        assert find_force(shipped, text).id == force
    with pytest.raises(peelcli.UsageError, match="there is no force 'London'"):
        find_force(shipped, "London")  # there are two police forces in London


def test_every_record_that_names_a_force_has_its_codes(shipped: PeelData) -> None:
    names = {"short_name": "City of London", "gss": "E23000034",
             "home_office_name": "London, City of"}  # fmt: skip
    found = [
        shipped.list_forces(group="london").rows()[0],
        shipped.show("colp").document()["force"],
        shipped.brief("colp").document()["force"],
        shipped.compare("colp", "met").document()["forces"][0],
        next(row for row in shipped.panel().rows() if row["force"] == "city-of-london"),
    ]
    for row in found:
        assert {name: row[name] for name in names} == names
