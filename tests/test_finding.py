"""From what a user types to what is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from peelcli.errors import UsageError
from peelcli.finding import (
    find_day,
    find_force,
    find_forces,
    find_nations,
    find_questions,
    find_regions,
)
from peelcli.queries.change import Kind, kinds_meant

if TYPE_CHECKING:
    from peelcli.facade import PeelData


@pytest.mark.parametrize("name", ["Ynys M\u00f4n Police", "Ynys Mo\u0302n Police"])
@pytest.mark.parametrize(
    "typed", ["ynys-m\u00f4n", "YNYS MO\u0302N", "Ynys M\u00f4n Police", "\uff39nys mo\u0302"]
)
def test_an_accent_is_the_same_however_it_is_written(tiny: PeelData, name: str, typed: str) -> None:
    force = tiny.forces["erewhon"]._replace(name=name)
    dataset = tiny._replace(forces={**tiny.forces, "erewhon": force})
    assert find_force(dataset, typed) is force
    with pytest.raises(UsageError, match="there is no force"):
        find_force(tiny, typed)


def test_police_and_the_like_say_nothing_of_a_force_and_much_of_a_question(
    shipped: PeelData,
) -> None:
    assert find_force(shipped, "the Kent police force").id == "kent"
    assert find_questions(shipped, ["police"]) == {"police-powers"}
    with pytest.raises(UsageError, match="there is no question 'the'"):
        find_questions(shipped, ["the"])


def test_what_is_typed_exactly_is_found_though_others_fold_to_it(tiny: PeelData) -> None:
    forces = {
        id_: force._replace(region=region)
        for (id_, force), region in zip(
            tiny.forces.items(), ("North East", "North-East", "north east"), strict=True
        )
    }
    dataset = tiny._replace(forces=forces)
    for force in forces.values():
        assert find_regions(dataset, [force.region]) == {force.region}
    with pytest.raises(UsageError, match=r"'north_east' fits North East, North-East, north east"):
        find_regions(dataset, ["north_east"])
    nations = tiny._replace(forces={i: f._replace(nation=f.region) for i, f in forces.items()})
    assert find_nations(nations, ["North-East"]) == {"North-East"}


def test_a_list_of_what_is_meant_is_short(tiny: PeelData) -> None:
    force = tiny.forces["erewhon"]
    forces = {f"place-{n}": force._replace(id=f"place-{n}", name=f"Place {n}") for n in range(5000)}
    dataset = tiny._replace(forces=forces)
    for typed in ("zzzz", "place", "lace", "plqce-17"):
        with pytest.raises(UsageError) as refused:
            find_force(dataset, typed)
        assert len(str(refused.value)) < 200
    with pytest.raises(UsageError, match=r"did you mean place-17"):
        find_force(dataset, "plqce-17")


def test_a_force_of_the_dataset_is_a_filter(tiny: PeelData) -> None:
    force = tiny.forces["erewhon"]
    assert tiny.judgments(force=force) == tiny.judgments(force="erw")
    assert tiny.judgments(force=[force]) == tiny.judgments(force=["erw"])
    assert find_forces(tiny, ["erw"]) == {"erewhon"}


def test_grades_and_the_like_equal_their_texts(shipped: PeelData) -> None:
    judgments = shipped.judgments()
    assert sum(one.grade == "good" for one in judgments) == len(shipped.judgments(grade="good"))
    assert {one.status for one in judgments} == {"inspected", "carried-over", "not-graded"}


@pytest.mark.parametrize("typed", ["2016-W49-4", "20161208", "2016-12-8", "8 December 2016", ""])
def test_a_day_is_written_in_one_way(typed: str) -> None:
    with pytest.raises(UsageError, match="write it like 2016-12-08"):
        find_day(typed)
    assert find_day(" 2016-12-08 ") == "2016-12-08"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("improved", Kind.IMPROVED),
        ("IMPR", Kind.IMPROVED),
        ("not graded", Kind.NOT_GRADED),
        ("not in the dataset", Kind.MISSING),
        ("missing", Kind.MISSING),
        ("carried over", Kind.CARRIED_OVER),
        ("left-out", Kind.LEFT_OUT),
    ],
)
def test_kinds(typed: str, kind: Kind) -> None:
    assert kinds_meant([typed]) == {kind}
