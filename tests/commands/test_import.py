"""`peel import`: rows of CSV into YAML, all or nothing."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import TINY, contents

if TYPE_CHECKING:
    from conftest import Peel

HEADER = "force,year,pillar,question,grade,status,carried_over_from,published,basis,sources,note\n"
ROW = "ruritania,2001,kindness,,good,inspected,,2001-03-01,official,https://trial.example/r1,\n"


def importing(peel: Peel, text: str, *options: str) -> tuple[int, str, str]:
    (peel.folder / "rows.csv").write_text(text, "utf-8")
    return peel("import", "rows.csv", "--into", "dataset", *options)


def test_export_import_export_gives_the_same_bytes(peel: Peel) -> None:
    for data in ([], ["--data", str(TINY)]):
        first = peel("export", "-o", "first.csv", *data)
        assert first.code == 0
        (peel.folder / "new").mkdir()
        assert peel("import", "first.csv", "--into", "new", *data).code == 0
        assert peel("check", "new", "--strict").code == 0
        assert peel("export", "-o", "second.csv", "--data", "new").code == 0
        one, two = peel.folder / "first.csv", peel.folder / "second.csv"
        assert one.read_bytes() == two.read_bytes()
        shutil.rmtree(peel.folder / "new")


def test_a_row_is_added_to_its_file_only(peel: Peel, dataset: Path) -> None:
    before = contents(dataset)
    code, _, err = importing(peel, HEADER + ROW)
    assert code == 0
    assert err == "peel: 1 judgment added, 0 replaced, 0 there already; 1 file written\n"
    after = contents(dataset)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"judgments/ruritania.yaml"}
    assert after.keys() == before.keys()
    text = after["judgments/ruritania.yaml"].decode()
    assert "2001:\n  kindness:\n    sources: [trial-2]\n    overall: good\n2002:" in text
    assert peel("check", "dataset", "--strict").code == 0
    again = importing(peel, HEADER + ROW)
    assert again[2] == "peel: 0 judgments added, 0 replaced, 1 there already; 0 files written\n"


def test_dry_run_prints_the_diff_and_changes_nothing(peel: Peel, dataset: Path) -> None:
    before = contents(dataset)
    code, out, err = importing(peel, HEADER + ROW, "--dry-run")
    assert code == 0
    assert out.startswith("--- dataset/judgments/ruritania.yaml\n+++ dataset/judgments/")
    assert "+    overall: good\n" in out
    assert "would be added" in err
    assert contents(dataset) == before


def test_a_contradiction_is_refused_unless_replace(peel: Peel, dataset: Path) -> None:
    before = contents(dataset)
    row = ROW.replace("2001", "2002")
    code, _, err = importing(peel, HEADER + row)
    assert code == 3
    assert "rows.csv:2:1: the dataset has another judgment here (published 2002-03-01" not in err
    assert "rows.csv:2:1: the dataset has another judgment here (sources" in err
    assert contents(dataset) == before
    grade = row.replace("good", "inadequate")
    assert "grade inadequate, not good" in importing(peel, HEADER + grade)[2]
    assert importing(peel, HEADER + grade, "--replace")[0] == 0
    shown = peel("show", "ruritania", "--json", "--data", "dataset").json["judgments"]
    assert shown[0]["grade"] == "inadequate"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (ROW.replace("ruritania,", "ruritannia,"), ":2:1: there is no force 'ruritannia'; did you"),
        (ROW.replace("2001", "2009", 1), ":2:2: there is no round 2009"),
        (ROW.replace("2001", "2001/02", 1), ":2:2: the round '2001/02' is not a year; write 2001"),
        (ROW.replace("kindness", "kindnes"), ":2:3: TRIAL 2001 has no pillar 'kindnes'; did you"),
        (ROW.replace("kindness,", "kindness,x"), ":2:4: TRIAL 2001 has no question 'x'"),
        (ROW.replace("kindness", "tidiness"), ":2:4: TRIAL 2001 gave no grade for this"),
        (ROW.replace("good", "adequate"), ":2:5: TRIAL 2001 has no grade 'adequate'"),
        (ROW.replace("inspected", "not-graded"), ":2:6: status not-graded and an empty grade"),
        (ROW.replace("inspected", "carried-over"), ":2:6: status carried-over and carried_over"),
        (ROW.replace("inspected", "seen"), ":2:6: there is no status 'seen'"),
        (ROW.replace("inspected,", "carried-over,2001"), ":2:1: ruritania 2001, kindness: carried"),
        (ROW.replace("2001-03-01", "2001-03-32"), ":2:8: published 2001-03-32 is a day that"),
        (ROW.replace("official", "hearsay"), ":2:9: there is no basis 'hearsay'"),
        (ROW.replace("https://", ""), ":2:10: source 'trial.example/r1' is not an address"),
        (ROW.replace("https://trial.example/r1", ""), ":2:1: the judgment kindness overall has no"),
        (ROW.replace("r1,", "r1,=x"), ":2:11: note starts with '=', which a spreadsheet runs"),
        (ROW.replace(",\n", "\n"), ":2:1: 10 cells in a table of 11 columns"),
        (ROW + ROW, ":3:1: line 2 has this judgment already"),
        ('"', ":2:1: this is not CSV"),
    ],
)
def test_a_wrong_row_is_reported_and_nothing_is_imported(
    peel: Peel, dataset: Path, row: str, message: str
) -> None:
    before = contents(dataset)
    code, out, err = importing(peel, HEADER + ROW.replace("kindness,,", "kindness,greeting,") + row)
    assert (code, out) == (3, "")
    assert err.startswith("peel: nothing was imported:\n")
    _, line, rest = message.split(":", 2)  # there is a sound row before it
    expected = f":{int(line) + 1}:{rest}".replace("line 2", "line 3")
    assert f"rows.csv{expected}" in err
    assert contents(dataset) == before


def test_wrong_columns(peel: Peel, dataset: Path) -> None:
    assert dataset.is_dir()
    err = importing(peel, HEADER.replace("grade", "grad") + ROW)[2]
    assert "rows.csv:1:5: there is no column 'grad'; did you mean 'grade'?" in err
    assert "rows.csv:1:1: the first line lacks the columns grade" in err


def test_what_an_import_makes_wrong_elsewhere_is_reported(peel: Peel, dataset: Path) -> None:
    before = contents(dataset)
    row = (
        "erewhon,2002,kindness,greeting,inadequate,inspected,,2002-03-01,official,https://a.b/c,\n"
    )
    code, _, err = importing(peel, HEADER + row, "--replace")
    assert code == 3
    assert "erewhon 2003, greeting: carried over from 2002 as good, but the judgment of" in err
    assert contents(dataset) == before


def test_comments_are_not_lost_unasked(peel: Peel, dataset: Path) -> None:
    path = dataset / "judgments" / "ruritania.yaml"
    path.write_text(path.read_text().replace("  2002:", "2002:") + "# the end\n")
    last = len(path.read_text().splitlines())
    code, _, err = importing(peel, HEADER + ROW)
    assert code == 3
    assert f"dataset/judgments/ruritania.yaml:{last}:1: this comment would be lost" in err
    assert importing(peel, HEADER + ROW, "--drop-comments")[0] == 0
    assert "# the end" not in path.read_text()


def test_a_folder_with_other_things_is_left_alone(peel: Peel) -> None:
    (peel.folder / "dataset").mkdir()
    (peel.folder / "dataset" / "letter.txt").write_text("dear")
    code, _, err = importing(peel, HEADER + ROW)
    assert code == 2
    assert "neither empty nor a dataset" in err
    assert peel("import", "nowhere.csv", "--into", "dataset").code == 2


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (HEADER.encode() + b"\xff", "rows.csv: this is not UTF-8 text"),
        (HEADER.replace("note", "basis").encode(), ":1:11: the column 'basis' stands here twice"),
        (
            (HEADER + ROW.replace("/r1", "/r1 https://trial.example/r1")).encode(),
            ":2:10: the same source stands here twice",
        ),
        ((HEADER + ROW.replace("kindness", "")).encode(), ":2:3: TRIAL 2001 has no pillar ''"),
        (
            (HEADER + "ruritania,2006,,tea,good,inspected,,,official,https://a.b/c,\n").encode(),
            ":2:4: TRIAL 2006-08 gave no grade for this",
        ),
    ],
)
def test_files_that_are_wrong_as_such(peel: Peel, dataset: Path, raw: bytes, message: str) -> None:
    before = contents(dataset)
    (peel.folder / "rows.csv").write_bytes(raw)
    ran = peel("import", "rows.csv", "--into", "dataset")
    assert ran.code == 3
    assert message in ran.err
    assert contents(dataset) == before


def test_empty_lines_and_missing_columns_are_no_mistake(peel: Peel, dataset: Path) -> None:
    assert dataset.is_dir()
    text = (
        "force,year,pillar,question,grade,status,basis,sources\n\n"
        "ruritania,2001,kindness,,good,inspected,official,https://trial.example/ruritania\n\n"
    )
    assert importing(peel, text)[0] == 0
    shown = peel("show", "ruritania", "--json", "--data", "dataset").json["judgments"]
    assert shown[0]["published"] is None


def test_into_a_file_or_from_a_broken_dataset(peel: Peel, dataset: Path) -> None:
    (peel.folder / "file").write_text("x")
    (peel.folder / "rows.csv").write_text(HEADER + ROW)
    ran = peel("import", "rows.csv", "--into", "file")
    assert ran.code == 2
    assert "is not a folder" in ran.err
    (dataset / "forces.yaml").write_text("no: [")
    assert peel("import", "rows.csv", "--into", "dataset").code == 3
    assert peel("import", "rows.csv", "--into", "new", "--data", "dataset").code == 3
    assert not (peel.folder / "new").exists()


def test_what_an_earlier_attempt_left_is_in_no_ones_way(peel: Peel) -> None:
    (peel.folder / "new.importing").mkdir()
    (peel.folder / "rows.csv").write_text(HEADER + ROW)
    assert peel("import", "rows.csv", "--into", "new", "--data", str(TINY)).code == 0
    assert sorted(path.name for path in peel.folder.iterdir()) == ["new", "rows.csv"]
