"""`peel show` as a process: the JSON contract, the grid, the narrowing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Peel

JUDGMENT_FIELDS: dict[str, type | tuple[type, ...]] = {
    "force": str,
    "year": int,
    "round": str,
    "pillar": (str, type(None)),
    "question": (str, type(None)),
    "title": str,
    "grade": (str, type(None)),
    "status": str,
    "carried_over_from": (int, type(None)),
    "published": (str, type(None)),
    "basis": str,
    "rests_on": str,
    "sources": list,
    "note": (str, type(None)),
    "areas_for_improvement": list,
    "report": (str, type(None)),
}


def test_json_has_the_force_and_every_field_of_the_contract(peel: Peel) -> None:
    answer = peel("show", "derbyshire", "--json").json
    assert list(answer) == ["force", "judgments", "reports"]
    assert answer["force"] == {
        "id": "derbyshire",
        "name": "Derbyshire Constabulary",
        "region": "East Midlands",
        "nation": "England",
        "short_name": "Derbyshire",
        "gss": "E23000018",
        "home_office_name": "Derbyshire",
    }
    assert len(answer["judgments"]) == 55
    for row in answer["judgments"]:
        assert list(row) == list(JUDGMENT_FIELDS)
        for field, types in JUDGMENT_FIELDS.items():
            assert isinstance(row[field], types), field
        assert row["sources"]
        assert all(source.startswith("http") for source in row["sources"])


def test_json_of_one_judgment_in_full(peel: Peel) -> None:
    (one,) = [
        row
        for row in peel(
            "show", "derbyshire", "--year", "2016", "--pillar", "legitimacy", "--json"
        ).json["judgments"]
        if row["question"] is None
    ]
    assert one["round"] == "PEEL 2016"
    assert one["title"] == "How legitimate is the force at keeping people safe and reducing crime?"
    assert one["published"] == "2016-12-08"
    assert one["basis"] == "official"
    assert one["sources"][0].endswith("/peel-2016/derbyshire/")
    assert one["note"] is None


def test_json_holds_questions_unasked_and_is_narrowed_by_pillar_and_year(peel: Peel) -> None:
    everything = peel("show", "derbyshire", "--json")
    assert everything == peel("show", "derbyshire", "--questions", "--json")
    narrowed = peel("show", "derbyshire", "--pillar", "legitimacy", "--year", "2017", "--json")
    assert narrowed.json["judgments"] == [
        row
        for row in everything.json["judgments"]
        if row["pillar"] == "legitimacy" and row["year"] == 2017
    ]
    areas = peel("show", "derbyshire", "--year", "2021/22", "--json").json["judgments"]
    assert {area["pillar"] for area in areas} == {None}


def test_json_is_utf8_indented_sorted_and_ends_in_one_newline(peel: Peel) -> None:
    out = peel.process("show", "derbyshire", "--json", env={"PYTHONIOENCODING": "ascii"}).out
    assert out.startswith('{\n  "force": {\n    "id": "derbyshire"')
    assert out.endswith("}\n")
    assert not out.endswith("\n\n")
    years = [row["year"] for row in peel("show", "derbyshire", "--json").json["judgments"]]
    assert years == sorted(years)


def test_grid_has_pillars_down_and_rounds_across(peel: Peel) -> None:
    lines = peel("show", "derbyshire").out.splitlines()
    assert lines[0] == "Derbyshire Constabulary (East Midlands, England)"
    lines = lines[next(n for n, line in enumerate(lines) if line.startswith("Pillar")) - 2 :]
    assert lines[2].split() == ["Pillar", "2014", "2015", "2016", "2017", "2018/19"]
    assert [line.split()[0] for line in lines[3:6]] == [
        "Effectiveness",
        "Efficiency",
        "Legitimacy",
    ]
    expected = "Legitimacy n/g Good Outstanding ▲ Good ▼ Good"
    assert lines[5].split() == expected.split()


def test_areas_stand_on_top_with_the_reason(peel: Peel) -> None:
    out = peel("show", "derbyshire").out
    assert out.index("Area ") < out.index("Leadership") < out.index("Legitimacy")
    assert "2021/22 can't be compared with the earlier rounds." in out
    assert "2023-25 can't be compared with the earlier rounds." in out


def test_legend_has_only_the_marks_that_occur(peel: Peel) -> None:
    plain = peel("show", "derbyshire", "--pillar", "legitimacy", "--year", "2018")
    assert plain.out.splitlines()[-1].startswith("Legitimacy")
    carried = peel("show", "derbyshire", "--pillar", "legitimacy", "--year", "2018", "--questions")
    assert "« carried over" in carried.out
    assert "▲" not in carried.out
    manchester = peel("show", "gmp", "--year", "2017").out
    assert "n/g not graded" in manchester
    assert "?" not in manchester
    assert "PEEL 2017 legitimacy, not graded: The inspection was called off" in manchester


def test_derived_grades_carry_a_mark_and_details_say_how(peel: Peel) -> None:
    out = peel("show", "derbyshire", "--year", "2021", "--details").out
    assert "Adequate ≈" in out
    assert "≈ worked out" in out
    assert "Basis      derived" in out
    assert "By count:" in out
    assert "https://www.wired-gov.net/" in out


def test_nothing_to_show_is_said(peel: Peel) -> None:
    ran = peel("show", "derbyshire", "--year", "2021", "--pillar", "legitimacy")
    assert ran.code == 0
    assert "Nothing to show" in ran.out


def test_works_from_any_folder_without_a_checkout(peel: Peel) -> None:
    assert not list(peel.folder.iterdir())
    assert peel("show", "kent").code == 0
    assert not list(peel.folder.iterdir())
