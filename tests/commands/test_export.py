"""`peel export`: every judgment, flat, in the forms of other tools."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from typing import TYPE_CHECKING

import pytest
from conftest import TINY, contents

from peelcli.errors import OutputError
from peelcli.output import replacing_own_folder

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Peel

    from peelcli.data import PeelData


@pytest.fixture
def env() -> dict[str, str]:
    return {"PEEL_DATA": str(TINY)}


def test_csv_has_all_fields_of_every_judgment(peel: Peel, env: dict[str, str]) -> None:
    rows = list(csv.DictReader(io.StringIO(peel("export", env=env).out)))
    assert len(rows) == 25
    (row,) = [r for r in rows if r["question"] == "listening" and r["grade"] == "outstanding"
              and r["year"] == "2003"]  # fmt: skip
    assert row == {
        "force": "erewhon",
        "year": "2003",
        "round": "TRIAL 2003/04",
        "pillar": "kindness",
        "question": "listening",
        "title": "Does it listen?",
        "grade": "outstanding",
        "status": "inspected",
        "carried_over_from": "",
        "published": "2004-05-06",
        "basis": "official",
        "rests_on": "inspectorate",
        "sources": "https://trial.example/erewhon https://paper.example/story?a=1&b=2",
        "note": "Said so: twice.",
        "areas_for_improvement": "Answer back less.\nNo: never.",
        "report": "",
    }


def test_json_and_json_lines_have_the_same_judgments(peel: Peel, env: dict[str, str]) -> None:
    document = peel("export", "--format", "json", env=env).json
    lines = peel("export", "--format", "jsonl", env=env).out.splitlines()
    assert [json.loads(line) for line in lines] == document["judgments"]
    shown = peel("show", "erewhon", "--json", env=env).json["judgments"]
    assert [row for row in document["judgments"] if row["force"] == "erewhon"] == shown


@pytest.mark.parametrize(
    ("option", "count"),
    [
        (["--force", "erw"], 15),
        (["--year", "2006"], 3),
        (["--pillar", "tidiness"], 8),
        (["--question", "overall"], 12),
        (["--question", "greeting", "--question", "tea"], 5),
        (["--grade", "outstanding"], 4),
        (["--status", "carried-over"], 3),
        (["--status", "not-graded"], 2),
        (["--region", "near-side"], 10),
        (["--group", "neverland"], 25),
        (["--region", "far-side", "--year", "2003", "--grade", "good"], 3),
    ],
)
def test_filters(peel: Peel, env: dict[str, str], option: list[str], count: int) -> None:
    lines = peel("export", "--format", "jsonl", *option, env=env).out.splitlines()
    assert len(lines) == count


def test_a_filter_that_names_nothing_is_refused(peel: Peel, env: dict[str, str]) -> None:
    for option, hint in (
        ("--grade", "the grades are outstanding"),
        ("--status", "the statuses are inspected"),
        ("--question", "the questions are overall"),
        ("--group", "the groups are Far Side"),
    ):
        ran = peel("export", option, "xyzzy", env=env)
        assert ran.code == 2
        assert hint in ran.err


def test_sqlite_joins_to_the_same_judgments(peel: Peel, shipped: PeelData) -> None:
    assert peel("export", "--format", "sqlite", "-o", "peel.db").code == 0
    database = sqlite3.connect(peel.folder / "peel.db")
    try:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        names = "force, year, pillar, question, grade, status, carried_over_from, published, note"
        query = f"SELECT {names}, sources FROM judgments_in_full"  # noqa: S608
        found = database.execute(query).fetchall()
        expected = [
            (
                judgment.force, judgment.year, judgment.pillar, judgment.question,
                judgment.grade.value if judgment.grade else None, judgment.status.value,
                judgment.carried_over_from, judgment.published, judgment.note,
                " ".join(judgment.sources),
            )
            for judgment in shipped.judgments()
        ]  # fmt: skip
        assert sorted(found, key=str) == sorted(expected, key=str)
        areas = database.execute("SELECT count(*) FROM areas_for_improvement").fetchone()
        assert areas == (1,)
        assert database.execute("SELECT count(*) FROM forces").fetchone() == (43,)
    finally:
        database.close()


def test_the_same_dataset_gives_the_same_bytes(peel: Peel) -> None:
    for format_ in ("csv", "json", "jsonl", "sqlite"):
        for name in ("one", "two"):
            ran = peel("export", "--format", format_, "-o", name)
            assert ran.code == 0
        assert (peel.folder / "one").read_bytes() == (peel.folder / "two").read_bytes()


def test_datapackage_describes_its_files(peel: Peel) -> None:
    assert peel("export", "--format", "datapackage", "-o", "package").code == 0
    folder = peel.folder / "package"
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert package["licenses"][0]["name"] == "OGL-UK-3.0"
    assert len(package["sources"]) == 8
    assert {path.name for path in folder.iterdir()} == {
        "datapackage.json",
        "peel-files.txt",
        *(resource["path"] for resource in package["resources"]),
    }
    for resource in package["resources"]:
        with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        assert header == [field["name"] for field in resource["schema"]["fields"]]
    (judgments,) = [r for r in package["resources"] if r["name"] == "judgments"]
    grade = next(f for f in judgments["schema"]["fields"] if f["name"] == "grade")
    assert "requires-improvement" in grade["constraints"]["enum"]
    assert {key["reference"]["resource"] for key in judgments["schema"]["foreignKeys"]} == {
        "forces",
        "rounds",
        "questions",
    }


def test_output_is_written_whole_or_not_at_all(peel: Peel) -> None:
    (peel.folder / "there.csv").write_text("before")
    assert peel("export", "-o", "there.csv", "--year", "1999").code == 2
    assert (peel.folder / "there.csv").read_text() == "before"
    assert peel("export", "-o", "nowhere/there.csv").code == 4
    assert peel("export", "--format", "sqlite").code == 2
    (peel.folder / "precious").mkdir()
    (peel.folder / "precious" / "letter.txt").write_text("dear")
    ran = peel("export", "--format", "datapackage", "-o", "precious")
    assert ran.code == 4
    assert "has 'letter.txt', which peel did not write; name another folder" in ran.err
    assert (peel.folder / "precious" / "letter.txt").read_text() == "dear"
    (peel.folder / "precious" / "letter.txt").unlink()
    (peel.folder / "precious" / "letters").mkdir()
    assert peel("export", "--format", "datapackage", "-o", "precious").code == 4
    assert (peel.folder / "precious" / "letters").is_dir()
    assert sorted(path.name for path in peel.folder.iterdir()) == ["precious", "there.csv"]


def test_what_a_package_was_to_replace_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "package"
    with replacing_own_folder(folder) as staged:
        (staged / "forces.csv").write_text("before")
    before = contents(tmp_path)
    monkeypatch.setattr("peelcli.atomic._exchanged", lambda *_: False)
    rename = type(tmp_path).replace

    def failing(path: Path, target: Path) -> Path:
        if path.suffix == ".part":
            raise OSError(5, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(type(tmp_path), "replace", failing)
    with (
        pytest.raises(OutputError, match="could not be written: Input/output error"),
        replacing_own_folder(folder) as staged,
    ):
        (staged / "forces.csv").write_text("after")
    assert contents(tmp_path) == before


def test_a_database_that_cannot_be_written_is_told(
    peel: Peel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def insert(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("peelcli.export.sqlite._insert", insert)
    ran = peel("export", "-o", "x.db")
    assert ran.code == 4
    assert ran.err == "peel: 'x.db' could not be written: database or disk is full\n"
    assert not [*peel.folder.iterdir()]
