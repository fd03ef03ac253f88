"""From what a user types to what is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from peelcli.answers.change import Kind, kinds_meant
from peelcli.errors import PeelWarning, UsageError
from peelcli.finding import (
    find_choice,
    find_day,
    find_force,
    find_forces,
    find_grades,
    find_group,
    find_pillars,
    find_questions,
    find_round,
    find_statuses,
    find_years,
    is_all,
    is_official,
)
from peelcli.terms import Grade, Status

if TYPE_CHECKING:
    from peelcli.data import PeelData


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
        assert find_group(dataset, force.region).name == force.region
    with pytest.raises(UsageError, match=r"'north_east' fits North East, North-East, north east"):
        find_group(dataset, "north_east")


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
    assert sum(judgment.grade == "good" for judgment in judgments) == len(
        shipped.judgments(grade="good")
    )
    assert {judgment.status for judgment in judgments} == {
        "inspected",
        "carried-over",
        "not-graded",
    }


@pytest.mark.parametrize("typed", ["2016-W49-4", "20161208", "2016-12-8", "8 Decembre 2016", ""])
def test_other_ways_to_write_a_day_are_refused(typed: str) -> None:
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


@pytest.mark.parametrize(
    ("typed", "force"),
    [
        ("erewhon", "erewhon"), ("Erewhon Constabulary", "erewhon"), ("nowhere watch", "erewhon"),
        ("ERW", "erewhon"), ("back", "erewhon"), ("ruritania", "ruritania"),
        ("Ruritania & South", "ruritania-south"), ("ras", "ruritania-south"),
        ("ruritania s", "ruritania-south"),
    ],
)  # fmt: skip
def test_a_force_goes_by_its_names(tiny: PeelData, typed: str, force: str) -> None:
    assert find_force(tiny, typed).id == force


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (" - ", "a force's name is empty; `peel forces` lists how they can be named"),
        ("r", "'r' fits 2 forces: ruritania, ruritania-south; name one"),
        ("south", "there is no force 'south'; did you mean ruritania-south?"),
        ("erehwon", "there is no force 'erehwon'; did you mean erewhon?"),
        ("ut", "there is no force 'ut'; `peel forces` lists them"),
    ],
)
def test_a_force_that_is_not_there(tiny: PeelData, typed: str, message: str) -> None:
    with pytest.raises(UsageError) as refused:
        find_force(tiny, typed)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        ("2002", 2002), (" trial 2002 ", 2002), ("2003/04", 2003), ("2003-04", 2003),
        ("PEEL 2003/04", 2003), ("2003 to 2004", 2003), ("2006\u20132008", 2006), ("2006-08", 2006),
        ("latest", 2006), ("PREVIOUS", 2003),
    ],
)  # fmt: skip
def test_a_round_has_several_spellings(tiny: PeelData, typed: str, year: int) -> None:
    assert find_round(tiny, typed).year == year


ROUNDS = "the rounds are TRIAL 2001, TRIAL 2002, TRIAL 2003/04, TRIAL 2006-08"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("soon", f"'soon' is not a round; {ROUNDS}"),
        ("1999", f"there is no round 1999; {ROUNDS}"),
        ("1999/00", f"there is no round '1999/00'; {ROUNDS}"),
        ("2003/05", "there is no round '2003/05'; the one of 2003 is TRIAL 2003/04"),
        ("2007/08", f"there is no round '2007/08'; {ROUNDS}"),
    ],
)
def test_a_round_that_is_not_there(tiny: PeelData, typed: str, message: str) -> None:
    with pytest.raises(UsageError) as refused:
        find_round(tiny, typed)
    assert str(refused.value) == message


def test_the_latest_round_is_that_of_what_is_asked(tiny: PeelData) -> None:
    assert find_round(tiny, "latest", ["ruritania-south"]).year == 2003
    assert find_round(tiny, "previous", ["ruritania-south"]).year == 2002
    assert find_round(tiny, "latest", (), ["tidiness"]).year == 2003
    assert find_round(tiny, "latest", (), (), ["desks"]).year == 2002
    for typed, asked, message in (
        ("previous", ((), (), ["desks"]),
         "there is no previous round with grades of any force for desks"),
        ("latest", (["ruritania-south", "erewhon"], ["tidiness"], ["tea", "desks"]),
         "there is no latest round with grades of erewhon and ruritania-south for desks and tea "
         "and tidiness"),
    ):  # fmt: skip
        with pytest.raises(UsageError) as refused:
            find_round(tiny, typed, *asked)
        assert str(refused.value) == message


def test_a_later_year_of_a_round_names_it_too(tiny: PeelData) -> None:
    with pytest.warns(PeelWarning) as told:
        assert find_round(tiny, "2007").year == 2006
    assert str(told[0].message) == "2007 lies within TRIAL 2006-08; taken for that round"
    later = tiny.rounds[2006]._replace(year=2008, label="TRIAL 2008-10")
    both = tiny._replace(rounds={**tiny.rounds, 2008: later})
    with pytest.warns(PeelWarning) as told:
        assert find_round(both, "2008").year == 2008
    assert str(told[0].message) == ("2008 is taken for TRIAL 2008-10; for TRIAL 2006-08 say 2006")


def test_years_of_rounds(tiny: PeelData) -> None:
    assert find_years(tiny, None) == frozenset()
    assert find_years(tiny, ["2001", "2003/04"]) == {2001, 2003}
    assert find_years(tiny, [" ALL "]) == {2001, 2002, 2003, 2006}
    assert find_years(tiny, ["latest"], ["ruritania-south"]) == {2003}
    assert find_years(tiny, ["latest"], (), ["tidiness"]) == {2003}
    assert find_years(tiny, ["latest"], (), (), ["desks"]) == {2002}
    assert (is_all("All"), is_all("al")) == (True, False)


def test_the_rest_goes_by_its_start(tiny: PeelData) -> None:
    assert find_pillars(tiny, ["kind", "TIDINESS"]) == {"kindness", "tidiness"}
    assert find_questions(tiny, ["over", "desk"]) == {"overall", "desks"}
    assert find_grades(["ri", "O", "adequate"]) == {
        Grade.REQUIRES_IMPROVEMENT, Grade.OUTSTANDING, Grade.ADEQUATE
    }  # fmt: skip
    assert find_statuses(["insp", "not graded"]) == {Status.INSPECTED, Status.NOT_GRADED}
    assert find_choice(Status, "status", "carried") is Status.CARRIED_OVER
    assert find_group(tiny, "far").forces == ("erewhon",)
    for find, typed, message in (
        (find_pillars, "kindnes1", "there is no pillar 'kindnes1'; did you mean 'kindness'?"),
        (find_questions, "de1", "there is no question 'de1'; the questions are overall, greeting, "
         "listening, desks, drawers, cupboards, tea"),
    ):  # fmt: skip
        with pytest.raises(UsageError) as refused:
            find(tiny, [typed])
        assert str(refused.value) == message
    with pytest.raises(UsageError) as refused:
        find_statuses(["x"])
    assert str(refused.value) == (
        "there is no status 'x'; the statuses are inspected, carried-over, not-graded"
    )
    with pytest.raises(UsageError) as refused:
        find_grades(["x"])
    assert str(refused.value) == (
        "there is no grade 'x'; the grades are outstanding, good, adequate, "
        "requires-improvement, inadequate"
    )


def test_regions_and_nations_are_groups_too(tiny: PeelData) -> None:
    near = find_group(tiny, "near")
    assert (near.id, near.name, near.forces, near.is_built_in) == (
        "Near Side", "Near Side", ("ruritania", "ruritania-south"), True
    )  # fmt: skip
    assert find_group(tiny, "Neverland").forces == tuple(tiny.forces)
    own = near._replace(id="twins", name="The twins", is_built_in=False)
    data = tiny._replace(groups={"twins": own})
    assert find_group(data, "twins") is find_group(data, "the twins") is own
    # A named group goes before a region of its name.
    named = near._replace(id="Near Side", forces=("erewhon",), is_built_in=False)
    data = tiny._replace(groups={"Near Side": named})
    assert find_group(data, "Near Side").forces == ("erewhon",)
    with pytest.raises(UsageError) as refused:
        find_group(tiny, "x")
    assert str(refused.value) == (
        "there is no group 'x'; the groups are Far Side, Neverland, Near Side"
    )


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://trial.example/a", True), ("http://TRIAL.example/", True),
        ("https://www.trial.example?x", True), ("https://nottrial.example/a", False),
        ("https://trial.example.org/a", False), ("trial.example/a", False), ("", False),
        ("ftp://trial.example/a", False),
    ],
)  # fmt: skip
def test_an_address_of_the_inspectorate(tiny: PeelData, address: str, expected: bool) -> None:
    assert is_official(address, tiny) is expected


def test_siblings_of_a_long_host_are_the_inspectorates_too(tiny: PeelData) -> None:
    rounds = {2002: tiny.rounds[2002]._replace(source="https://a.trial.gov.uk/x")}
    data = tiny._replace(rounds=rounds)
    assert is_official("https://b.trial.gov.uk/y", data)
    assert is_official("https://trial.gov.uk/y", data)
    assert not is_official("https://gov.uk/y", data)
    assert not is_official("https://b.other.gov.uk/y", data)
