"""Laws of comparing, over rounds and rules drawn at random: gaps, chains, skipped rounds."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peelcli.answers.change import MOVES, Change, Direction, Kind
from peelcli.answers.diff import diff
from peelcli.answers.show import show
from peelcli.answers.trend import trend
from peelcli.as_of import as_of
from peelcli.comparability import is_comparable
from peelcli.model import Dataset, Force, Judgment, Question, Round
from peelcli.rules import ComparableRounds, Comparisons
from peelcli.terms import Basis, Grade, Level, ReadOnly, Status

if TYPE_CHECKING:
    from peelcli.terms import QuestionKey

pytestmark = pytest.mark.slow

SCALE = (Grade.OUTSTANDING, Grade.GOOD, Grade.REQUIRES_IMPROVEMENT, Grade.INADEQUATE)
PILLAR: QuestionKey = ("kindness", None)
AREA: QuestionKey = (None, "tea")
law = settings(max_examples=300, deadline=None)


def question(key: QuestionKey) -> Question:
    pillar, id_ = key
    name = pillar and pillar.capitalize()
    return Question(pillar, id_, (id_ or pillar or "").capitalize(), "?", True, None, name)


@st.composite
def made_up(draw: st.DrawFn) -> Dataset:
    """Return a dataset of one force, of pillar rounds or of areas or of both."""
    years = range(2001, 2001 + draw(st.integers(2, 6)))
    rounds = {}
    for year in years:
        key = draw(st.sampled_from([PILLAR, PILLAR, PILLAR, AREA]))
        asked = ReadOnly({key: question(key)})
        rounds[year] = Round(year, year, f"TRIAL {year}", SCALE, "x", "https://a.b", asked)
    some = st.frozensets(st.sampled_from(years), min_size=2)
    rules = []
    for chosen in draw(st.lists(some, max_size=3)):
        is_of_areas = draw(st.booleans())
        rules.append(
            ComparableRounds(
                tuple(sorted(chosen)),
                () if is_of_areas else ("kindness",),
                Level.PILLAR_GRADES,
                (),
                ("tea",) if is_of_areas else (),
            )
        )
    judgments: dict[int, Judgment] = {}
    for year, round_ in rounds.items():
        (key,) = round_.asked
        status = draw(st.sampled_from([*Status, Status.INSPECTED, Status.INSPECTED, None]))
        earlier = [
            judgment
            for judgment in judgments.values()
            if judgment.key == key and judgment.grade and judgment.year < year
        ]
        if status is None or (status is Status.CARRIED_OVER and not earlier):
            continue
        origin = draw(st.sampled_from(earlier)) if status is Status.CARRIED_OVER else None
        grade = origin.grade if origin else draw(st.sampled_from(SCALE))
        day = draw(st.sampled_from([None, f"{year}-06-01", f"{year + 1}-06-01"]))
        judgments[year] = Judgment(
            "alfa",
            year,
            *key,
            None if status is Status.NOT_GRADED else grade,
            status,
            origin and origin.year,
            day,
            Basis.OFFICIAL,
            ("https://a.b",),
            None,
            (),
        )
    kept = draw(st.sets(st.sampled_from(years)))  # an origin may be missing
    return Dataset(
        ReadOnly({"alfa": Force("alfa", "Alfa Police", "Alfa", "North", "Nation")}),
        ReadOnly(rounds),
        Comparisons(tuple(rules)),
        ReadOnly(
            {
                "alfa": ReadOnly(
                    {
                        judgment.place: judgment
                        for judgment in judgments.values()
                        if judgment.year in kept
                    }
                )
            }
        ),
    )


def arrows(dataset: Dataset) -> dict[int, Change]:
    """Return the moves that `show` has, by round."""
    years = list(dataset.rounds)
    found = show(dataset, dataset.forces["alfa"], years=years)
    return {
        cell.judgment.year: cell.change
        for grid in found.grids
        for row in grid.rows
        for cell in row.cells
        if cell.judgment and cell.change and cell.change.kind in MOVES
    }


@law
@given(made_up())
def test_a_path_whose_first_and_last_inspected_grades_differ_is_not_steady(
    dataset: Dataset,
) -> None:
    for path in trend(dataset).paths:
        inspected = [judgment for judgment in path.judgments if judgment.status is Status.INSPECTED]
        assert len(inspected) > 1
        assert path.judgments[0] is inspected[0]
        if inspected[0].grade is not inspected[-1].grade:
            assert path.direction is not Direction.STEADY
        assert (path.direction is Direction.STEADY) == (
            len({judgment.grade for judgment in path.judgments}) == 1
        )


@law
@given(made_up())
def test_the_moves_of_a_path_are_those_that_diff_finds_between_its_neighbours(
    dataset: Dataset,
) -> None:
    for path in trend(dataset).paths:
        inspected = [judgment for judgment in path.judgments if judgment.status is Status.INSPECTED]
        kinds = []
        for before, after in pairwise(inspected):
            found = diff(
                dataset, dataset.rounds[before.year], dataset.rounds[after.year], kinds=tuple(Kind)
            )
            kinds += [row.change.kind for row in found.rows if row.question.key == before.key]
        assert path.moves_up == kinds.count(Kind.IMPROVED)
        assert path.moves_down == kinds.count(Kind.DECLINED)
        assert path.moves_up + path.moves_down + kinds.count(Kind.UNCHANGED) == len(inspected) - 1


@law
@given(made_up())
def test_rounds_compare_exactly_if_some_pair_of_their_grades_does(dataset: Dataset) -> None:
    for round_, other in combinations(dataset.rounds.values(), 2):
        found = diff(dataset, round_, other, kinds=tuple(Kind))
        shared = [key for key in round_.asked if key in other.asked]
        some = any(is_comparable(dataset.comparisons, round_.year, other.year, k) for k in shared)
        assert found.comparable == (found.why_not is None) == some


@law
@given(made_up())
def test_an_arrow_never_looks_back_to_a_round_that_does_not_compare(dataset: Dataset) -> None:
    found = show(dataset, dataset.forces["alfa"])
    for grid in found.grids:
        alone = {apart.round.year for apart in grid.apart if apart.compares_with is None}
        assert not alone & arrows(dataset).keys()


@law
@given(made_up())
def test_an_arrow_is_the_move_from_the_last_inspection(dataset: Dataset) -> None:
    judgments = dataset.by_force["alfa"]
    for year, change in arrows(dataset).items():
        (key,) = dataset.rounds[year].asked
        after = judgments[year, *key]
        steps = SCALE.index(after.grade or SCALE[0])
        # Walk back as a reader would: over what was carried over, to where it was inspected.
        at = year - 1
        before = None
        while at > 2000:
            if not is_comparable(dataset.comparisons, at, year, key) or (
                dataset.rounds[at].question(key) is None
            ):
                at -= 1
                continue
            before = judgments[at, *key]
            if before.status is Status.INSPECTED:
                break
            at = before.carried_over_from or at - 1
        assert before is not None
        assert before.grade is not None
        assert change.steps == SCALE.index(before.grade) - steps


@law
@given(made_up(), st.integers(2000, 2008), st.sampled_from(["01-01", "12-31"]))
def test_no_day_turns_a_decline_into_an_improvement(dataset: Dataset, year: int, day: str) -> None:
    now, then = arrows(dataset), arrows(as_of(dataset, f"{year}-{day}"))
    assert then.items() <= now.items()
