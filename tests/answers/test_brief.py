"""One page on one force, and the numbers on it counted again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import with_judgment
from reports import SAID

from peelcli import load
from peelcli.answers.brief_facts import Brief, brief
from peelcli.answers.brief_sentences import FEWEST_OTHERS, lead, safe, unsafe
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
    count = 0
    for force in shipped.forces.values():
        for round_ in shipped.rounds.values():
            found = page(shipped, force.id, round_.year)
            sentences = list(safe(found))
            assert len(sentences) <= 5
            grades = {row.grade for row in found.judgments if row.grade}
            for match in filter(None, map(SAID.fullmatch, sentences)):
                assert (match["round"], match["name"]) == (round_.label, force.short_name)
                (question,) = [
                    q for q in graded_rows_of(round_, level=Level.QUESTIONS)
                    if match["what"] == q.name_in_sentence
                    or match["what"] == f"{q.name_in_sentence} ({(q.pillar_name or '').lower()})"
                    if (one := shipped.judgment(force.id, round_.year, q.key))
                    and one.grade and one.grade.label.lower() == match["grade"]
                ]  # fmt: skip
                own = shipped.judgment(force.id, round_.year, question.key)
                assert own is not None
                assert own.grade is not None
                marked = own.basis is Basis.DERIVED or bool(own.note and "inference" in own.note)
                assert marked == bool(match["remark"])
                assert (question.id in round_.reported_separately) == bool(match["apart"])
                others = [
                    one for other in shipped.forces
                    if other != force.id
                    and (one := shipped.judgment(other, round_.year, own.key)) and one.grade
                ]  # fmt: skip
                derived = sum(
                    judgment.basis is Basis.DERIVED
                    or bool(judgment.note and "inference" in judgment.note)
                    for judgment in others
                )
                assert len(others) == int(match["known"]) >= FEWEST_OTHERS
                assert int(match["derived"] or 0) == derived
                assert [int(match[name]) for name in ("higher", "same", "lower")] == [
                    sum(bool(judgment.grade and judgment.grade > own.grade) for judgment in others),
                    sum(judgment.grade is own.grade for judgment in others),
                    sum(bool(judgment.grade and judgment.grade < own.grade) for judgment in others),
                ]
                count += 1
            # The worst news is never left out.
            if grades and all(row.carried_over_from is None for row in found.judgments):
                assert any(f"graded {min(grades).label.lower()} at" in text for text in sentences)
    assert count > 400


def test_what_grades_rest_on_is_said_in_one_line() -> None:
    shipped = load()
    (line,) = [text for text in lead(page(shipped, "kent", 2023)) if "rest on" in text]
    assert line == (
        "Of 5 grades 5 rest on the press; the round of 5 is inferred. Check them in the report "
        "before you sign."
    )
    assert "All 8 grades rest on the report." in lead(page(shipped, "derbyshire", 2018))


REPORTS = {
    "cheshire": "8 areas: 4 good, 2 adequate, 2 outstanding",
    "cumbria": "9 areas: 6 good, 2 adequate, 1 outstanding",
    "dorset": "9 areas: 4 adequate, 3 requires improvement, 2 good",
    "gloucestershire": "9 areas: 4 requires improvement, 2 adequate, 1 inadequate, 1 good, "
    "1 outstanding",
    "greater-manchester": "8 areas: 5 adequate, 2 good, 1 requires improvement",
    "hampshire": "8 areas: 6 adequate, 2 good",
    "lincolnshire": "8 areas: 4 inadequate, 4 requires improvement",
    "west-midlands": "8 areas: 3 inadequate, 3 requires improvement, 2 adequate",
    "west-yorkshire": "9 areas: 5 adequate, 2 requires improvement, 1 good, 1 outstanding",
}


@pytest.mark.parametrize("force", REPORTS)
def test_the_lead_is_what_the_report_counts(force: str) -> None:
    first, *others = lead(page(load(), force, 2023))
    assert first.startswith(f"The report graded {REPORTS[force]}.")
    report = load().report(force, 2023)
    assert report is not None
    assert not report.causes_of_concern or (
        f"Causes of concern: {report.causes_of_concern.number}." in first
    )
    # A separate report's grade is not summed with the report's.
    own = [text for text in others if text.startswith("Known here")]
    assert "disrupting serious organised crime" not in " ".join(own)


def test_no_sentence_says_how_many_areas_where_that_is_not_proved() -> None:
    shipped = load()
    for force, reports in shipped.reports.items():
        for year, report in reports.items():
            found = page(shipped, force, year)
            texts = [*lead(found), *safe(found)]
            proved = bool(report.counts) and report.areas_graded == report.graded
            assert any("report graded" in text for text in texts[:1]) is proved
            assert not any("was graded in " in text for text in texts)
            if report.numbers_differ:
                assert "of the day counted" in texts[0]
                assert f"The report's page counts {report.areas_graded}." in texts


def test_groups_and_forces_beside(tiny: PeelData) -> None:
    found = page(tiny, "erewhon", 2003, groups=[TWINS], beside=[tiny.forces["ruritania"]])
    rows = {row.question.key: row for row in found.rows}
    overall = rows["kindness", None]
    assert [standing.against for standing in overall.standings] == ["all", "twins"]
    assert overall.standings[1] == Standing("twins", 2, 0, 0, 0, 0)
    (beside,) = overall.beside
    assert beside.judgment is not None
    assert beside.judgment.force == "ruritania"
    grades = [row.cell.grade for row in found.graded]
    assert (grades.count(Grade.OUTSTANDING), grades.count(Grade.GOOD)) == (1, 3)
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
    assert next(unsafe(found)).startswith('"Improved" or "declined" since TRIAL 2003/04:')
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
        "In TRIAL 2003/04 Erewhon was not inspected on these, and the earlier grades stand: "
        "greeting people (kindness), good of 2002; tidy cupboards (tidiness), good of 2002 for "
        "tidy desks."
    ) in list(safe(found))
    south = page(tiny, "ruritania-south", 2006)
    assert (list(safe(south)), south.graded, south.judgments) == ([], (), ())
    assert any("was not graded: grades missing here may exist" in text for text in unsafe(south))
    derived = with_judgment(tiny, "erewhon", (2003, "kindness", None), basis=Basis.DERIVED)
    told = unsafe(page(derived, "erewhon", 2003))  # type: ignore[arg-type]
    assert any(text.startswith("A derived grade") for text in told)
    assert page(as_of(tiny, "2999-01-01"), "erewhon", 2006).undated == 1


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
    assert list(unsafe(page(tiny, "erewhon", 2006))) == [
        '"Improved" or "declined" since TRIAL 2003/04: the inspectorate says that the grades of '
        "the two rounds can't be compared.",
        league,
        average,
        "A derived grade as the inspectorate's own words: it is worked out from published counts "
        "or statements.",
    ]
    assert list(unsafe(page(tiny, "erewhon", 2003))) == [league, average]
    assert list(unsafe(page(tiny, "erewhon", 2001))) == [league, average]
    assert list(unsafe(page(tiny, "ruritania", 2003))) == [
        league,
        average,
        "That Ruritania was not graded: grades missing here may exist, they are not in our "
        "dataset.",
    ]


@pytest.mark.parametrize("others", [10, 9])
def test_few_others_are_not_counted(tiny: PeelData, others: int) -> None:
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
    (said,) = safe(page(data, "erewhon", 2002))
    start = "In TRIAL 2002 Erewhon was graded outstanding at kindness"
    if others == FEWEST_OTHERS:
        assert said == f"{start}: other forces 0 higher, 0 the same, 10 lower, of 10 known."
    else:
        assert said == f"{start}."


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
    assert (nothing.before, nothing.moves, list(safe(nothing))) == (None, (), [])


def test_side_by_side_no_step_is_said(tiny: PeelData) -> None:
    moves = page(tiny, "erewhon", 2006).moves
    assert [(move.kind, move.steps, move.before.year) for move in moves] == [
        (Kind.NOT_COMPARABLE, None, 2003),
        (Kind.NOT_COMPARABLE, None, 2003),
    ]
