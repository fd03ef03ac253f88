"""What "carried over" requires of the round that a grade comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conftest import with_judgment

from peelcli.comparability import origin_key
from peelcli.keeper.loading.carried_over import carried_over_problems
from peelcli.rules import Comparisons, Related
from peelcli.terms import Grade, Status

if TYPE_CHECKING:
    from peelcli.data import PeelData
    from peelcli.model import Dataset
    from peelcli.terms import Place

CUPBOARDS = (2003, "tidiness", "cupboards")
GREETING = (2003, "kindness", "greeting")


def said(dataset: Dataset, force: str = "erewhon") -> dict[Place, str]:
    found = carried_over_problems(
        dataset.by_force[force].values(), dataset.rounds, dataset.comparisons
    )
    return {judgment.place: message for judgment, message in found}


def test_the_grade_is_that_of_the_same_question(tiny: PeelData) -> None:
    judgment = tiny.by_force["erewhon"][GREETING]
    assert origin_key(judgment, tiny.rounds[2002], tiny.comparisons) == ("kindness", "greeting")
    assert said(tiny) == {}
    for grade, message in (
        (Grade.INADEQUATE, "as inadequate, but the judgment of 2002 is good"),
        (None, "as not graded, but the judgment of 2002 is good"),
    ):
        wrong = with_judgment(tiny, "erewhon", GREETING, grade=grade)
        assert said(wrong) == {
            GREETING: f"carried over from 2002 {message}; correct one of the two"
        }
    ungraded = {"grade": None, "status": Status.NOT_GRADED}
    wrong = with_judgment(tiny, "erewhon", (2002, *GREETING[1:]), **ungraded)
    message = "as good, but the judgment of 2002 is not graded; correct one of the two"
    assert said(wrong) == {GREETING: f"carried over from 2002 {message}"}


def test_or_of_the_question_that_it_took_the_place_of(tiny: PeelData) -> None:
    judgment = tiny.by_force["erewhon"][CUPBOARDS]
    assert origin_key(judgment, tiny.rounds[2002], tiny.comparisons) == ("tidiness", "desks")
    assert origin_key(judgment, tiny.rounds[2002], Comparisons()) is None
    (related,) = tiny.comparisons.related
    for other in (
        related._replace(carries=None),
        related._replace(later_year=2006),
        related._replace(earlier_year=2001),
        related._replace(later=("tidiness", "desks")),
    ):
        assert origin_key(judgment, tiny.rounds[2002], Comparisons(related=(other,))) is None
        # The first that fits is meant, wherever it stands.
        both = Comparisons(related=(other, related))
        assert origin_key(judgment, tiny.rounds[2002], both) == ("tidiness", "desks")
    one = Related(2002, (("tidiness", "drawers"),), 2003, ("tidiness", "cupboards"), "", "drawers")
    found = origin_key(judgment, tiny.rounds[2002], Comparisons(related=(one,)))
    assert found == ("tidiness", "drawers")


def test_a_round_that_graded_it_not_at_all(tiny: PeelData) -> None:
    dataset = with_judgment(tiny, "erewhon", CUPBOARDS, carried_over_from=2001)
    message = "carried over from 2001, but TRIAL 2001 did not grade this question; correct the year"
    assert said(dataset) == {CUPBOARDS: message}
    tidiness = (2002, "tidiness", None)
    carried = {"status": Status.CARRIED_OVER, "carried_over_from": 2001}
    assert list(said(with_judgment(tiny, "erewhon", tidiness, **carried))) == [tidiness]


def test_a_round_that_is_not_earlier_or_not_there(tiny: PeelData) -> None:
    for year, message in (
        (2003, "carried over from 2003, which is not before 2003; name an earlier round"),
        (2006, "carried over from 2006, which is not before 2003; name an earlier round"),
        (
            2000,
            "carried over from 2000, but there is no such round; earlier ones are 2001, 2002",
        ),
    ):
        dataset = with_judgment(tiny, "erewhon", GREETING, carried_over_from=year)
        assert said(dataset) == {GREETING: message}


def test_an_earlier_judgment_that_is_not_in_the_dataset_contradicts_nothing(tiny: PeelData) -> None:
    judgments = dict(tiny.by_force["erewhon"])
    del judgments[2002, *GREETING[1:]]
    assert said(tiny._replace(by_force={"erewhon": judgments})) == {}


def test_every_one_is_looked_at(tiny: PeelData) -> None:
    dataset: Dataset = tiny
    for place in (GREETING, CUPBOARDS):
        dataset = with_judgment(dataset, "erewhon", place, grade=Grade.INADEQUATE)
    assert set(said(dataset)) == {GREETING, CUPBOARDS}
