"""One page on one force, and the numbers on it counted again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from conftest import with_judgment

from peelcli import load
from peelcli.answers.brief import FEWEST_OTHERS, Brief, brief
from peelcli.answers.change import Kind
from peelcli.answers.grid import graded_rows_of
from peelcli.answers.overview import OverviewBy, overview
from peelcli.answers.panel import panel
from peelcli.answers.standing import Standing, standing
from peelcli.answers.stats import StatsBy, stats
from peelcli.as_of import as_of
from peelcli.errors import UsageError
from peelcli.model import Group
from peelcli.terms import Basis, Grade, Level, ReadOnly

if TYPE_CHECKING:
    from peelcli.data import PeelData

TWINS = Group("twins", "The twins", ("ruritania", "ruritania-south"))


def page(dataset: PeelData, force: str, year: int, **more: object) -> Brief:
    return brief(dataset, dataset.forces[force], dataset.rounds[year], **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("year", [2015, 2018, 2021, 2023])
def test_standings_counted_again_from_the_panel(year: int) -> None:
    shipped = load()
    positions: dict[tuple[object, object], dict[str, int | None]] = {}
    statuses_of: dict[tuple[object, object], dict[str, str]] = {}
    for row in panel(shipped):
        if row.round.year == year:
            positions.setdefault(row.question.key, {})[row.force.id] = row.position
            statuses_of.setdefault(row.question.key, {})[row.force.id] = row.status
    for force in shipped.forces.values():
        round_ = shipped.rounds[year]
        for question in graded_rows_of(round_, level=Level.QUESTIONS):
            of = positions[question.key]
            own = of[force.id]
            found = standing(shipped, force, round_, question.key, "all", tuple(shipped.forces))
            if own is None:
                assert found is None
                continue
            others = [place for other, place in of.items() if other != force.id]
            statuses = [statuses_of[question.key][other] for other in of if other != force.id]
            known = [place for place in others if place is not None]
            assert found is not None
            assert (found.higher, found.same, found.lower, found.missing) == (
                sum(place < own for place in known), known.count(own),
                sum(place > own for place in known), statuses.count("missing"),
            )  # fmt: skip
            absent = statuses.count("not-graded") + statuses.count("not-in-report")
            assert found.not_graded == absent
            assert found.known + found.missing + found.not_graded == len(shipped.forces) - 1


def test_every_safe_sentence_counted_again() -> None:
    shipped = load()
    said = re.compile(
        r"In (PEEL \S+) (.+) was graded (.+) at (.+?)( \(worked out from [^)]+\))?; of the (\d+) "
        r"other forces whose grade is known, (\d+) (?:was|were) graded (lower|higher|the same)\."
    )
    by_label = {round_.label: round_ for round_ in shipped.rounds.values()}
    count = 0
    for force in shipped.forces.values():
        for year in shipped.rounds:
            for sentence in page(shipped, force.id, year).safe:
                match = said.fullmatch(sentence)
                if match is None:
                    continue
                label, name, grade, what, derived, known, some, how = match.groups()
                assert name == force.short_name
                round_ = by_label[label]
                asked = [
                    q for q in graded_rows_of(round_, level=Level.QUESTIONS)
                    if what == q.name_in_sentence
                    or what == f"{q.name_in_sentence} ({(q.pillar_name or '').lower()})"
                ]  # fmt: skip
                own = [shipped.judgment(force.id, year, q.key) for q in asked]
                (judgment,) = [
                    one for one in own
                    if one and one.grade and one.grade.label.lower() == grade
                ]  # fmt: skip
                assert (judgment.basis is Basis.DERIVED) == bool(derived)
                grades = [
                    found.grade for other in shipped.forces
                    if other != force.id
                    and (found := shipped.judgment(other, year, judgment.key)) and found.grade
                ]  # fmt: skip
                assert len(grades) == int(known) >= FEWEST_OTHERS
                assert judgment.grade is not None
                assert (
                    int(some)
                    == {
                        "lower": sum(one < judgment.grade for one in grades),
                        "higher": sum(one > judgment.grade for one in grades),
                        "the same": grades.count(judgment.grade),
                    }[how]
                )
                count += 1
    assert count > 1000


def test_most_is_more_than_half_of_at_least_ten() -> None:
    shipped = load()
    for force in shipped.forces.values():
        found = page(shipped, force.id, 2023)
        for row in found.rows:
            if not row.standings:
                continue
            one = row.standings[0]
            enough = one.known >= FEWEST_OTHERS
            assert (row in found.higher_than_most) == (enough and one.lower * 2 > one.known)
            assert (row in found.lower_than_most) == (enough and one.higher * 2 > one.known)


def test_groups_and_forces_beside(tiny: PeelData) -> None:
    found = page(tiny, "erewhon", 2003, groups=[TWINS], beside=[tiny.forces["ruritania"]])
    rows = {row.question.key: row for row in found.rows}
    overall = rows["kindness", None]
    assert [one.against for one in overall.standings] == ["all", "twins"]
    assert overall.standings[1] == Standing("twins", 2, 0, 0, 0, 0)
    (beside,) = overall.beside
    assert beside.judgment is not None
    assert beside.judgment.force == "ruritania"
    assert found.counts == (
        (Grade.OUTSTANDING, 1), (Grade.GOOD, 3), (Grade.REQUIRES_IMPROVEMENT, 1),
    )  # fmt: skip
    assert overall.status == "inspected"


def test_moves_are_those_of_show(tiny: PeelData) -> None:
    found = page(tiny, "erewhon", 2003)
    assert found.before is not None
    assert (found.before.year, found.why_not) == (2002, None)
    moves = {(move.pillar, move.question.id): (move.kind, move.steps) for move in found.moves}
    assert moves["kindness", None] == (Kind.DECLINED, -2)
    assert moves["kindness", "greeting"] == (Kind.CARRIED_OVER, None)
    first = page(tiny, "erewhon", 2001)
    assert (first.before, first.moves) == (None, ())


def test_rounds_apart_stand_side_by_side(tiny: PeelData) -> None:
    found = page(tiny, "erewhon", 2006)
    assert found.why_not is not None
    assert {(move.question.id, move.before.year, move.kind) for move in found.moves} == {
        ("greeting", 2003, Kind.NOT_COMPARABLE),
        ("listening", 2003, Kind.NOT_COMPARABLE),
    }
    assert found.unsafe[0].startswith('"Improved" or "declined" since TRIAL 2003/04:')
    assert "https://trial.example/compare" in found.sources
    alone = page(tiny, "ruritania", 2006)
    assert {move.question.id for move in alone.moves} == set()


def test_what_is_new(tiny: PeelData) -> None:
    found = page(tiny, "erewhon", 2006, since="2007-08-08")
    new = {row.question.id: row.is_new for row in found.rows}
    assert new == {"greeting": True, "listening": False}
    assert found.new_elsewhere == 0
    later = with_judgment(tiny, "ruritania", (2006, None, "greeting"), published="2008-01-01")
    assert page(later, "erewhon", 2006, since="2007-08-08").new_elsewhere == 1  # type: ignore[arg-type]
    assert page(later, "erewhon", 2006).new_elsewhere == 0  # type: ignore[arg-type]


def test_sentences_of_carried_over_few_and_absent(tiny: PeelData) -> None:
    found = page(tiny, "erewhon", 2003)
    assert (
        "In TRIAL 2003/04 Erewhon was not inspected on greeting people (kindness); its grade of "
        "2002, good, stands."
    ) in found.safe
    assert "In TRIAL 2003/04 Erewhon was graded outstanding at listening (kindness)." in found.safe
    south = page(tiny, "ruritania-south", 2006)
    assert (south.safe, south.counts, south.judgments) == ([], (), ())
    assert any("was not graded: grades missing here may exist" in text for text in south.unsafe)
    derived = with_judgment(tiny, "erewhon", (2003, "kindness", None), basis=Basis.DERIVED)
    assert any(text.startswith("A derived grade") for text in page(derived, "erewhon", 2003).unsafe)  # type: ignore[arg-type]
    assert page(as_of(tiny, "2999-01-01"), "erewhon", 2006).undated == 1


def test_a_whole_report_is_summed_up() -> None:
    shipped = load()
    found = page(shipped, "cleveland", 2023)
    assert found.safe[0] == (
        "In PEEL 2023-25 Cleveland was graded in 8 areas: 4 good, 2 adequate, 2 requires "
        "improvement."
    )
    assert found.sources[0].endswith("/peel-reports/cleveland-2023-25/")


def test_panel_rows(tiny: PeelData) -> None:
    rows = panel(tiny)
    asked = sum(len(round_.questions) for round_ in tiny.rounds.values())
    assert len(rows) == len(tiny.forces) * asked
    by_place = {(row.force.id, row.round.year, *row.question.key): row for row in rows}
    row = by_place["erewhon", 2003, "kindness", None]
    assert (row.position, row.status, row.is_comparable) == (3, "inspected", True)
    row = by_place["ruritania", 2002, "tidiness", None]
    assert (row.position, row.status) == (None, "not-graded")
    row = by_place["erewhon", 2006, None, "tea"]
    assert (row.status, row.position, row.is_comparable) == ("no-grade", None, False)
    assert {panel_row.round.year for panel_row in panel(as_of(tiny, "2002-12-31"))} == {2001, 2002}


def test_counts_and_tables_by_group(tiny: PeelData) -> None:
    rows = stats(tiny, years=[2003], pillars=["kindness"], by=StatsBy.GROUP, groups=[TWINS])
    assert [(row.group, row.graded) for row in rows] == [("twins", 2)]
    tables = overview(tiny, tiny.rounds[2003], by=OverviewBy.GROUP, groups=[TWINS]).groups
    assert [(name, [row.force.id for row in of]) for name, of in tables] == [
        ("The twins", ["ruritania", "ruritania-south"])
    ]
    own = tiny._replace(groups=ReadOnly({"twins": TWINS}))
    assert stats(own, years=[2003], pillars=["kindness"], by=StatsBy.GROUP) == rows
    assert overview(own, own.rounds[2003], by=OverviewBy.GROUP).groups == tables
    for ask in (
        lambda: stats(tiny, by=StatsBy.GROUP),
        lambda: overview(tiny, tiny.rounds[2003], by=OverviewBy.GROUP),
    ):
        with pytest.raises(UsageError, match="there is no group to"):
            ask()


def test_a_move_names_the_judgment_that_it_was_compared_with() -> None:
    shipped = load()
    kinds: set[Kind] = set()
    for force in shipped.forces.values():
        for round_ in shipped.rounds.values():
            for move in page(shipped, force.id, round_.year).moves:
                kinds.add(move.kind)
                before, after = move.before.grade, move.after.grade
                assert move.kind is not Kind.MISSING
                assert (move.kind is Kind.NOT_GRADED) == (before is None or after is None)
                if move.kind in {Kind.IMPROVED, Kind.DECLINED, Kind.UNCHANGED}:
                    assert before is not None
                    assert after is not None
                    up = round_.scale.index(before) - round_.scale.index(after)
                    assert move.steps == up
                    assert move.before.carried_over_from is None
    assert kinds >= {Kind.IMPROVED, Kind.DECLINED, Kind.NOT_GRADED, Kind.NOT_COMPARABLE}


def test_a_move_passes_over_a_round_that_gave_no_grade() -> None:
    moves = page(load(), "greater-manchester", 2018).moves
    found = next(m for m in moves if m.question.pillar == "efficiency" and not m.question.id)
    assert (found.before.year, found.before.grade) == (2016, Grade.GOOD)
    assert (found.after.grade, found.steps) == (Grade.REQUIRES_IMPROVEMENT, -1)


def test_what_is_not_safe_to_print(tiny: PeelData) -> None:
    league = (
        "A rank or league position: the inspectorate publishes none, and some forces have no "
        "grade here."
    )
    average = "Any average of grades: a grade is a word, and no source says what it weighs."
    assert page(tiny, "erewhon", 2006).unsafe == [
        '"Improved" or "declined" since TRIAL 2003/04: the inspectorate says that the grades of '
        "the two rounds can't be compared.",
        league,
        average,
        "A derived grade as the inspectorate's own words: it is worked out from published counts "
        "or statements.",
    ]
    assert page(tiny, "erewhon", 2003).unsafe == [league, average]
    assert page(tiny, "erewhon", 2001).unsafe == [league, average]
    assert page(tiny, "ruritania", 2003).unsafe == [
        league,
        average,
        "That Ruritania was not graded: grades missing here may exist, they are not in our "
        "dataset.",
    ]


def test_a_safe_sentence_says_where_most_others_are() -> None:
    data, ways = load(), set()
    for force in data.forces:
        brief_ = page(data, force, 2023)
        said = [text for text in brief_.safe if "other forces whose grade is known" in text]
        others = {
            row.question.key: [
                one
                for other in data.forces
                if other != force
                and (one := data.judgment(other, 2023, row.question.key)) is not None
                and one.grade is not None
            ]
            for row in brief_.rows
        }
        expected = []
        for row in brief_.rows:
            judgment, of = row.cell.judgment, others[row.question.key]
            if judgment is None or judgment.grade is None or len(of) < FEWEST_OTHERS:
                continue
            assert judgment.carried_over_from is None
            scale = brief_.round.scale
            place = scale.index(judgment.grade)
            places = [scale.index(one.grade) for one in of if one.grade]
            counts = {
                "lower": sum(number > place for number in places),
                "higher": sum(number < place for number in places),
                "the same": sum(number == place for number in places),
            }
            which = max(counts, key=lambda name: counts[name])
            verb = "was" if counts[which] == 1 else "were"
            ways.add(which)
            expected.append(
                f"of the {len(of)} other forces whose grade is known, {counts[which]} {verb} "
                f"graded {which}."
            )
        assert [text.split("; ")[1] for text in said] == expected
    assert ways == {"lower", "higher", "the same"}


@pytest.mark.parametrize(("others", "sentence"), [(10, "10 were graded lower."), (9, None)])
def test_few_others_are_not_counted(tiny: PeelData, others: int, sentence: str | None) -> None:
    force = tiny.forces["erewhon"]
    own = tiny.by_force["erewhon"][2002, "kindness", None]
    forces = {f"f{n}": force._replace(id=f"f{n}", name=f"F {n}") for n in range(others)}
    judgments = {
        id_: {own.place: own._replace(force=id_, grade=Grade.INADEQUATE)} for id_ in forces
    }
    data = tiny._replace(
        forces={"erewhon": force, **forces},
        by_force={"erewhon": {own.place: own}, **judgments},
    )
    (said,) = page(data, "erewhon", 2002).safe
    start = "In TRIAL 2002 Erewhon was graded outstanding at kindness"
    if sentence is None:
        assert said == f"{start}."
    else:
        assert said == f"{start}; of the 10 other forces whose grade is known, {sentence}"
        less = data._replace(by_force={**data.by_force, "f0": {}})
        (said,) = page(less, "erewhon", 2002).safe
        assert said == f"{start}."
    assert (
        page(data, "f1", 2002)
        .safe[0]
        .endswith("9 were graded the same." if others == 10 else "graded inadequate at kindness.")
    )


def test_a_page_has_what_was_asked_for(tiny: PeelData) -> None:
    found = page(
        tiny, "ruritania-south", 2006, groups=[TWINS], beside=[tiny.forces["erewhon"]],
        since="2002-01-01",
    )  # fmt: skip
    assert (found.groups, found.beside) == ((TWINS,), (tiny.forces["erewhon"],))
    assert (found.since, found.report) == ("2002-01-01", None)
    # The round before is one in which this force has a grade.
    assert found.before is tiny.rounds[2003]
    bare = tiny._replace(by_force={"erewhon": tiny.by_force["erewhon"]})
    nothing = page(bare, "ruritania", 2006)
    assert (nothing.before, nothing.moves, nothing.safe) == (None, (), [])


def test_side_by_side_no_step_is_said(tiny: PeelData) -> None:
    moves = page(tiny, "erewhon", 2006).moves
    assert [(move.kind, move.steps, move.before.year) for move in moves] == [
        (Kind.NOT_COMPARABLE, None, 2003),
        (Kind.NOT_COMPARABLE, None, 2003),
    ]
