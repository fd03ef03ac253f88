"""How many forces got each grade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conftest import with_judgment

from peelcli.answers.select import select
from peelcli.answers.stats import StatsBy, stats
from peelcli.filters import Filter
from peelcli.terms import Grade, Level, Status

if TYPE_CHECKING:
    from peelcli.data import PeelData

O, G, A, R, I = Grade  # noqa: E741


def test_counts_with_not_graded_and_missing_apart(tiny: PeelData) -> None:
    rows = {row.question.key: row for row in stats(tiny, years=[2002])}
    kindness, tidiness = rows["kindness", None], rows["tidiness", None]
    assert kindness.counts == {O: 1, G: 1, A: 0, R: 1, I: 0}
    assert (kindness.graded, kindness.not_graded, kindness.missing) == (3, 0, 0)
    assert tidiness.counts == {O: 0, G: 1, A: 0, R: 0, I: 0}
    assert (tidiness.graded, tidiness.not_graded, tidiness.missing) == (1, 2, 0)


def test_by_region_and_questions(tiny: PeelData) -> None:
    rows = stats(tiny, years=[2003], by=StatsBy.REGION, level=Level.QUESTIONS)
    cell = {(row.question.key, row.region): row for row in rows}
    assert len(cell) == len(rows) == 10
    assert cell[("kindness", "listening"), "Near Side"].missing == 1
    assert cell[("kindness", "listening"), "Near Side"].counts[R] == 1


def test_by_nation(tiny: PeelData) -> None:
    (row,) = stats(tiny, years=[2003], pillars=["kindness"], by=StatsBy.NATION)
    assert (row.region, row.nation) == (None, "Neverland")
    (row,) = stats(tiny, years=[2003], pillars=["kindness"])
    assert (row.region, row.nation) == (None, None)


def test_equals_counting_the_list(tiny: PeelData) -> None:
    rows = stats(tiny, level=Level.QUESTIONS, by=StatsBy.NATION)
    assert sum(row.graded + row.not_graded for row in rows) == len(tiny.judgments())
    for row in rows:
        for grade, counted in row.counts.items():
            wanted = Filter(
                years=[row.round.year],
                pillars=[row.question.pillar] if row.question.pillar else (),
                questions=[row.question.id or "overall"],
                grades=[grade],
            )
            assert len(list(select(tiny, wanted))) == counted


def test_every_force_counts(tiny: PeelData) -> None:
    dataset = with_judgment(
        tiny, "erewhon", (2002, "kindness", None), grade=Grade.GOOD, status=Status.INSPECTED
    )
    (row,) = stats(dataset, years=[2002], pillars=["kindness"])
    assert row.counts == {O: 0, G: 2, A: 0, R: 1, I: 0}
    (row,) = stats(tiny._replace(by_force={}), years=[2002], pillars=["kindness"])
    assert (row.graded, row.not_graded, row.missing, row.left_out) == (0, 0, 3, 0)


def test_only_the_wanted_forces(tiny: PeelData) -> None:
    (row,) = stats(tiny, years=[2001], wanted=Filter(forces=["erewhon"]))
    assert (row.graded, row.missing) == (1, 0)


def test_regions_stand_by_name(tiny: PeelData) -> None:
    swapped = {"Far Side": "Near Side", "Near Side": "Far Side"}
    forces = {
        id_: force._replace(region=swapped[force.region]) for id_, force in tiny.forces.items()
    }
    dataset = tiny._replace(forces=forces)
    rows = stats(dataset, years=[2003], pillars=["kindness"], by=StatsBy.REGION)
    assert [row.region for row in rows] == ["Far Side", "Near Side"]
