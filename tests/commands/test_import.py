"""`peel import`: rows of CSV into YAML, all or nothing."""

from __future__ import annotations

import csv
import io
import os
import shutil
import stat
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from conftest import TINY, contents, posix
from reports import WHOLE, with_report

from peelcli import load
from peelcli.keeper.layout.text_of_force import force_file_text

if TYPE_CHECKING:
    from conftest import Peel

    from peelcli.data import PeelData

SOURCE = "https://trial.example/r1"
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
    assert "rows.csv: row 2: the dataset has another judgment here (published 2002-03-01" not in err
    assert "rows.csv: row 2: the dataset has another judgment here (sources" in err
    assert contents(dataset) == before
    grade = row.replace("good", "inadequate")
    assert "grade inadequate, not good" in importing(peel, HEADER + grade)[2]
    assert importing(peel, HEADER + grade, "--replace")[0] == 0
    shown = peel("show", "ruritania", "--json", "--data", "dataset").json["judgments"]
    assert shown[0]["grade"] == "inadequate"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            ROW.replace("ruritania,", "ruritannia,"),
            "row 3, column force (A3): there is no force 'ruritannia'; did you",
        ),
        (ROW.replace("2001", "2009", 1), "row 3, column year (B3): there is no round 2009"),
        (
            ROW.replace("2001", "2001/02", 1),
            "row 3, column year (B3): the round '2001/02' is not a year; write 2001",
        ),
        (
            ROW.replace("kindness", "kindnes"),
            "row 3, column pillar (C3): TRIAL 2001 has no pillar 'kindnes'; did you",
        ),
        (
            ROW.replace("kindness,", "kindness,x"),
            "row 3, column question (D3): TRIAL 2001 has no question 'x'",
        ),
        (
            ROW.replace("kindness", "tidiness"),
            "row 3, column question (D3): TRIAL 2001 gave no grade for this",
        ),
        (
            ROW.replace("good", "adequate"),
            "row 3, column grade (E3): TRIAL 2001 has no grade 'adequate'",
        ),
        (
            ROW.replace("inspected", "not-graded"),
            "row 3, column status (F3): status not-graded and an empty grade",
        ),
        (
            ROW.replace("inspected", "carried-over"),
            "row 3, column status (F3): status carried-over and carried_over",
        ),
        (ROW.replace("inspected", "seen"), "row 3, column status (F3): there is no status 'seen'"),
        (
            ROW.replace("inspected,", "carried-over,2001"),
            "row 3: ruritania 2001, kindness: carried",
        ),
        (
            ROW.replace("2001-03-01", "2001-03-32"),
            "row 3, column published (H3): published '2001-03-32' is not a real date",
        ),
        (
            ROW.replace("official", "hearsay"),
            "row 3, column basis (I3): there is no basis 'hearsay'",
        ),
        (
            ROW.replace("https://", ""),
            "row 3, column sources (J3): source 'trial.example/r1' is not an address",
        ),
        (
            ROW.replace("https://trial.example/r1", ""),
            "row 3: the judgment kindness overall has no",
        ),
        (
            ROW.replace("r1,", "r1,=x"),
            "row 3, column note (K3): note starts with '=', which a spreadsheet runs",
        ),
        (ROW.replace(",\n", "\n"), "row 3: 10 cells in a table of 11 columns"),
        (ROW + ROW, "row 4: row 3 has this judgment already"),
        ('"', "rows.csv:3:1: this is not CSV"),
    ],
)
def test_a_wrong_row_is_reported_and_nothing_is_imported(
    peel: Peel, dataset: Path, row: str, message: str
) -> None:
    before = contents(dataset)
    code, out, err = importing(peel, HEADER + ROW.replace("kindness,,", "kindness,greeting,") + row)
    assert (code, out) == (3, "")
    assert err.startswith("peel: nothing was imported:\n")
    assert message in err
    assert contents(dataset) == before


def test_wrong_columns(peel: Peel, dataset: Path) -> None:
    assert dataset.is_dir()
    err = importing(peel, HEADER.replace("grade", "grad") + ROW)[2]
    assert "rows.csv: row 1 (E1): there is no column 'grad'; did you mean 'grade'?" in err
    assert "rows.csv: row 1: the first row lacks the columns grade" in err


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
        (HEADER.encode() + b"\xff", "rows.csv:2:1: this is not UTF-8 text; save it as CSV UTF-8"),
        (
            HEADER.replace("note", "basis").encode(),
            "row 1 (K1): the column 'basis' stands here twice",
        ),
        (
            (HEADER + ROW.replace("/r1", "/r1 https://trial.example/r1")).encode(),
            "row 2, column sources (J2): the same source stands here twice",
        ),
        (
            (HEADER + ROW.replace("kindness", "")).encode(),
            "row 2, column pillar (C2): TRIAL 2001 has no pillar ''",
        ),
        (
            (HEADER + "ruritania,2006,,tea,good,inspected,,,official,https://a.b/c,\n").encode(),
            "row 2, column question (D2): TRIAL 2006-08 gave no grade for this",
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
    # Without the column, a new judgment has its round's day.
    assert shown[0]["published"] == "2001-03-01"


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
    (peel.folder / ".peel-importing" / "judgments").mkdir(parents=True)
    (peel.folder / "rows.csv").write_text(HEADER + ROW)
    assert peel("import", "rows.csv", "--into", "new", "--data", str(TINY)).code == 0
    assert sorted(path.name for path in peel.folder.iterdir()) == ["new", "rows.csv"]


SHORT = "force,year,pillar,question,grade,status,basis,sources\n"


def erewhon(peel: Peel) -> dict[tuple[int, str | None, str | None], dict[str, object]]:
    shown = peel("show", "erewhon", "--json", "--data", "dataset").json["judgments"]
    return {(row["year"], row["pillar"], row["question"]): row for row in shown}


def test_a_column_that_is_absent_keeps_what_was_said(peel: Peel, dataset: Path) -> None:
    assert dataset.is_dir()
    before = erewhon(peel)[2003, "kindness", "listening"]
    assert before["note"]
    assert before["areas_for_improvement"]
    row = "erewhon,2003,kindness,listening,good,inspected,official,https://trial.example/new\n"
    assert importing(peel, SHORT + row, "--replace")[0] == 0
    expected = before | {"grade": "good", "sources": ["https://trial.example/new"]}
    assert erewhon(peel)[2003, "kindness", "listening"] == expected


def test_an_empty_cell_says_that_there_is_none(peel: Peel, dataset: Path) -> None:
    assert dataset.is_dir()
    header = SHORT.strip() + ",published,note,areas_for_improvement\n"
    row = "erewhon,2003,kindness,listening,outstanding,inspected,official,https://a.b/c,,,\n"
    assert importing(peel, header + row, "--replace")[0] == 0
    found = erewhon(peel)[2003, "kindness", "listening"]
    assert (found["published"], found["note"], found["areas_for_improvement"]) == (None, None, [])


def test_a_carried_over_grade_keeps_its_origin_without_the_column(
    peel: Peel, dataset: Path
) -> None:
    assert dataset.is_dir()
    row = "erewhon,2003,kindness,greeting,good,carried-over,official,https://trial.example/new\n"
    assert importing(peel, SHORT + row, "--replace")[0] == 0
    assert erewhon(peel)[2003, "kindness", "greeting"]["carried_over_from"] == 2002
    new = row.replace("erewhon,2003,kindness,greeting", "ruritania,2003,kindness,greeting")
    code, _, err = importing(peel, SHORT + new)
    assert code == 3
    assert "status carried-over and carried_over_from go together" in err


def test_a_reason_for_no_grade_does_not_become_a_note_on_one(peel: Peel, dataset: Path) -> None:
    assert dataset.is_dir()
    row = "ruritania,2002,tidiness,,good,inspected,official,https://trial.example/new\n"
    assert importing(peel, SHORT + row, "--replace")[0] == 0
    (found,) = peel(
        "list", "--force", "ruritania", "--year", "2002", "--pillar", "tidiness", "--json",
        "--data", "dataset",
    ).json["judgments"]  # fmt: skip
    assert (found["grade"], found["note"]) == ("good", None)


def test_a_pillars_own_grade_and_no_grade_can_be_named(peel: Peel, dataset: Path) -> None:
    assert dataset.is_dir()
    row = "ruritania,2001,kindness,overall,not-graded,not-graded,official,https://a.b/c\n"
    assert importing(peel, SHORT + row)[0] == 0
    (found,) = peel(
        "list", "--force", "ruritania", "--year", "2001", "--json", "--data", "dataset"
    ).json["judgments"]
    assert (found["question"], found["status"]) == (None, "not-graded")


@pytest.mark.parametrize("status", ["inspected", "carried-over"])
def test_a_row_that_contradicts_itself_is_refused(peel: Peel, dataset: Path, status: str) -> None:
    before = contents(dataset)
    origin = "2002" if status == "carried-over" else ""
    row = f"erewhon,2003,kindness,greeting,not-graded,{status},{origin},,official,https://a.b/c,\n"
    code, _, err = importing(peel, HEADER + row, "--replace")
    assert code == 3
    assert "rows.csv: row 2, column status (F2): the grade not-graded" in err
    assert f"does not go with the status {status}" in err
    assert contents(dataset) == before


def test_rows_come_from_standard_input(peel: Peel, dataset: Path) -> None:
    (peel.folder / "rows.csv").write_text(HEADER + ROW)
    ran = peel.shell("peel import - --into dataset < rows.csv")
    assert (ran.code, ran.err.split(",")[0]) == (0, "peel: 1 judgment added")
    wrong = peel.shell("sed s/good/god/ rows.csv | peel import - --into dataset")
    assert "-: row 2, column grade (E2): there is no grade 'god'" in wrong.err
    assert peel("check", str(dataset)).code == 0


def test_whatever_is_written_can_be_read_again(peel: Peel, dataset: Path) -> None:
    """Names of sources made from addresses that are as long as any."""
    rows = [
        f"ruritania,2001,kindness,,good,inspected,,2001-03-01,official,{address},\n"
        for address in (
            f"https://trial.example/peel-2018/{'a-long-slug/' * 30}",
            f"https://{'h' * 150}.example/x",
            f"https://trial.example/peel-2018/{'a' * 200}",
        )
    ]
    for row in rows:
        assert importing(peel, HEADER + row, "--replace")[0] == 0
        assert peel("check", "dataset", "--strict").code == 0
    assert dataset.is_dir()


def test_what_could_not_be_read_again_is_not_written(peel: Peel) -> None:
    copied = shutil.copytree(TINY.parents[1] / "data", peel.folder / "dataset")
    before = contents(copied)
    rows = list(csv.DictReader(io.StringIO(peel("export", "--force", "kent").out)))
    for row in rows:
        row["areas_for_improvement"] = "\n".join(f"{number} {'x' * 4900}" for number in range(25))
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    # The reader refuses files of more than four megabytes.
    code, _, err = importing(peel, text.getvalue(), "--replace")
    assert code == 3
    assert "nothing was written, since peel could not read it again" in err
    assert "a data file may have" in err
    assert contents(copied) == before


@pytest.mark.slow
def test_twenty_imports_at_once_lose_nothing(peel: Peel, dataset: Path) -> None:
    places = [
        f"{force},{place}"
        for force in ("erewhon", "ruritania", "ruritania-south")
        for place in (
            "2001,kindness,", "2001,kindness,greeting", "2002,kindness,", "2002,tidiness,",
            "2002,kindness,greeting", "2002,kindness,listening", "2002,tidiness,desks",
        )
    ][:20]  # fmt: skip

    def run(number: int) -> int:
        name = f"{number}.csv"
        row = f"{places[number]},good,inspected,,,official,https://trial.example/{number},\n"
        (peel.folder / name).write_text(HEADER + row)
        return peel.process("import", name, "--into", "dataset", "--replace").code

    with ThreadPoolExecutor(20) as pool:
        codes = list(pool.map(run, range(20)))
    listed = peel("list", "--round", "all", "--json", "--data", "dataset").json["judgments"]
    found = {source for item in listed for source in item["sources"]}
    expected = {f"https://trial.example/{number}" for number in range(20) if codes[number] == 0}
    assert expected <= found
    # A grade that others carry over is refused; nothing else is.
    assert codes.count(0) >= 17
    assert set(codes) <= {0, 3}
    assert sorted(path.name for path in dataset.iterdir()) == sorted(
        path.name for path in TINY.iterdir()
    )


@pytest.mark.slow
def test_imports_at_once_into_a_folder_that_is_not_there(peel: Peel) -> None:
    (peel.folder / "rows.csv").write_text(HEADER + ROW)
    for number in range(4):
        into = f"{number}/new"
        with ThreadPoolExecutor(6) as pool:
            ran = list(
                pool.map(
                    lambda into: peel.process(
                        "import", "rows.csv", "--into", into, env={"PEEL_DATA": str(TINY)}
                    ),
                    [into] * 6,
                )
            )
        assert [call.code for call in ran] == [0] * 6
        assert sum("1 judgment added" in call.err for call in ran) == 1
        assert sorted(path.name for path in (peel.folder / str(number)).iterdir()) == ["new"]


@posix
def test_modes_and_groups_are_kept(peel: Peel, dataset: Path) -> None:
    folder = dataset / "judgments"
    path, other = folder / "ruritania.yaml", folder / "erewhon.yaml"
    path.chmod(0o600)
    other.chmod(0o664)
    folder.chmod(0o2775)
    if os.geteuid() == 0:
        os.chown(folder, -1, 1234)
        os.chown(other, -1, 1234)
    rows = ROW + ROW.replace("ruritania", "erewhon").replace("kindness,,", "kindness,greeting,")
    assert importing(peel, HEADER + rows, "--replace")[0] == 0
    for place, mode in ((path, 0o600), (other, 0o664), (folder, 0o2775)):
        assert stat.S_IMODE(place.stat().st_mode) == mode
    if os.geteuid() == 0:
        assert {other.stat().st_gid, folder.stat().st_gid} == {1234}
    assert peel("check", "dataset", "--strict").code == 0


def test_judgments_that_are_a_link_can_be_imported_into_again(peel: Peel, dataset: Path) -> None:
    (dataset / "judgments").rename(dataset / "grades")
    (dataset / "judgments").symlink_to("grades")
    for year in ("2001", "2002"):
        row = ROW.replace("2001,kindness,", f"{year},kindness,greeting").replace("2001-", "2002-")
        assert importing(peel, HEADER + row)[0] == 0
    assert (dataset / "judgments").is_symlink()
    assert sorted(path.name for path in dataset.iterdir()) == sorted(
        [*(path.name for path in TINY.iterdir()), "grades"]
    )
    assert peel("check", "dataset", "--strict").code == 0


def test_a_new_dataset_has_the_licence_of_the_old(peel: Peel) -> None:
    export = peel("export", "--force", "kent", "-o", "rows.csv")
    assert export.code == 0
    assert peel("import", "rows.csv", "--into", "new").code == 0
    assert "Open Government Licence" in (peel.folder / "new" / "LICENCE.md").read_text()
    (peel.folder / "here").mkdir()
    ran = peel.shell("cd here && peel import ../rows.csv --into .")
    assert ran.code == 4
    assert "the folder you are in" in ran.err


def test_sources_that_nothing_cites_are_kept_until_they_are_replaced(
    peel: Peel, dataset: Path
) -> None:
    path = dataset / "judgments" / "ruritania.yaml"
    path.write_text(path.read_text() + "  spare: https://trial.example/better\n")
    assert importing(peel, HEADER + ROW)[0] == 0
    assert "  spare: https://trial.example/better\n" in path.read_text()
    assert importing(peel, HEADER + ROW.replace("/r1", "/r2"), "--replace")[0] == 0
    assert "trial.example/r1" not in path.read_text()
    assert peel("check", "dataset", "--strict").code == 0


def test_a_block_note_that_no_judgment_takes_is_not_lost_unasked(peel: Peel, dataset: Path) -> None:
    path = dataset / "judgments" / "ruritania.yaml"
    form = "2001:\n  kindness:\n    sources: [trial]\n    note: Withheld until the trial.\n"
    path.write_text(path.read_text().replace("2002:", f"{form}2002:", 1))
    before = contents(dataset)
    code, _, err = importing(
        peel, HEADER + ROW.replace("2001", "2003").replace(",,g", ",greeting,g")
    )
    assert code == 3
    assert "ruritania.yaml:5:11: this belongs to no judgment and would be lost" in err
    assert contents(dataset) == before


def test_many_new_addresses_of_one_site_take_no_longer_than_as_many_times_one(
    tiny: PeelData,
) -> None:
    judgment = tiny.by_force["ruritania"][2002, "kindness", None]
    addresses = tuple(f"https://trial.example/{number}" for number in range(20_000))
    start = time.monotonic()
    force = tiny.forces["ruritania"]
    text = force_file_text(force, [judgment._replace(sources=addresses)], tiny.rounds, {})
    assert time.monotonic() - start < 5
    assert "  trial-20000: https://trial.example/19999\n" in text


def test_rows_against_a_report_are_refused_at_their_line(peel: Peel, tmp_path: Path) -> None:
    folder = shutil.copytree(TINY, tmp_path / "dataset")
    with_report(folder, "    areas-graded: 2\n    counts: {outstanding: 1, adequate: 1}\n")
    rows = peel("export", "--data", str(folder), "--force", "erewhon", "--year", "2006").out
    (tmp_path / "rows.csv").write_text(rows.replace(",outstanding,", ",adequate,"), "utf-8")
    before = contents(folder)
    ran = peel("import", "rows.csv", "--into", str(folder), "--replace")
    assert ran.code == 3
    assert "rows.csv: row 3: erewhon 2006: the report counts 1 area as adequate, and 2" in ran.err
    assert contents(folder) == before


def test_a_new_row_has_the_day_and_address_of_the_report(peel: Peel, tmp_path: Path) -> None:
    folder = shutil.copytree(TINY, tmp_path / "dataset")
    with_report(folder, "    address: report\n    published: 2007-08-09\n", singing="good")
    path = folder / "judgments" / "erewhon.yaml"
    path.write_text(
        "".join(
            line for line in path.read_text("utf-8").splitlines(keepends=True)
            if not line.startswith(("  singing", "  greeting: adequate"))
        ), "utf-8",
    )  # fmt: skip
    (tmp_path / "rows.csv").write_text(
        "force,year,pillar,question,grade,status,basis,sources\n"
        "erewhon,2006,,greeting,good,inspected,official,https://trial.example/\n"
        "erewhon,2006,,singing,good,inspected,official,https://trial.example/\n",
        "utf-8",
    )
    ran = peel("import", "rows.csv", "--into", str(folder))
    assert ran.code == 0, ran.err
    found = {row["question"]: row for row in
             peel("show", "erewhon", "--json", "--data", str(folder)).json["judgments"]
             if row["year"] == 2006}  # fmt: skip
    assert found["greeting"]["published"] == "2007-08-09"
    assert found["greeting"]["report"] == "https://trial.example/r"
    assert found["singing"]["published"] is None
    assert found["singing"]["report"] is None


@pytest.mark.usefixtures("dataset")
def test_rows_as_people_type_them(peel: Peel) -> None:
    header = "sources,question,grade,year,force,published,mood\n"
    row = "https://trial.example/r1,greeting,RI,2001,Ruritania Police,2 March 2001,fair\n"
    refused = importing(peel, header + row)
    assert refused[0] == 3
    assert "there is no column 'mood'; remove it, or say --ignore-extra" in refused[2]
    code, _, err = importing(peel, header + row, "--ignore-extra")
    assert (code, err) == (
        0,
        "peel: 1 judgment added, 0 replaced, 0 there already; 1 file written\n",
    )
    found = peel(
        "list", "--force", "ruritania", "--round", "2001", "--json", "--data", "dataset"
    ).json
    (one,) = found["judgments"]
    assert (one["pillar"], one["question"], one["grade"]) == (
        "kindness",
        "greeting",
        "requires-improvement",
    )
    # The inspectorate's own address makes it official.
    assert (one["status"], one["published"], one["basis"]) == (
        "inspected",
        "2001-03-02",
        "official",
    )
    # A question of two pillars needs one.
    both = importing(
        peel, "force,year,question,grade,sources\nruritania,2002,overall,good,https://x.example\n"
    )
    assert both[0] == 3
    # A later year of a round is not taken for it.
    assert (
        "there is no round 2004"
        in importing(peel, (header + row).replace("2001", "2004", 1), "--ignore-extra")[2]
    )


@pytest.mark.usefixtures("dataset")
def test_a_template_is_filled_in_and_imported(peel: Peel) -> None:
    ran = peel("import", "--template", "ruritania", "2003/04", "--data", "dataset")
    lines = ran.out.splitlines()
    start = "ruritania,Ruritania Police,2003,TRIAL 2003/04,kindness,greeting,Does it greet people?,"
    (row,) = [line for line in lines if line.startswith(start)]
    grades = "outstanding / good / requires improvement / inadequate / not graded"
    assert row.startswith(f"{start},{grades},")
    filled = row.replace(f"{start},", f"{start}good,").replace(
        ",,https", ",https://x.example/1,https"
    )
    assert importing(peel, "\n".join([lines[0], filled, *lines[2:]]) + "\n")[0] == 0
    assert peel("check", "dataset", "--strict").code == 0
    block = peel(
        "import", "--template", "ruritania-south", "2006", "--yaml", "--data", "dataset"
    ).out
    assert "2006:\n  report:\n    address: \n" in block
    assert "  # Greeting all people\n  greeting: \n" in block
    assert peel("import", "rows.csv").code == 2


@pytest.mark.usefixtures("dataset")
def test_a_template_of_pillars_has_their_titles_and_no_report(peel: Peel) -> None:
    block = peel("import", "--template", "erewhon", "2002", "--yaml", "--data", "dataset").out
    assert "  kindness:\n    sources: []\n    # Is the force kind?\n    overall: \n" in block
    assert "report" not in block


def test_a_report_that_is_there_is_no_part_of_a_template(peel: Peel, dataset: Path) -> None:
    with_report(dataset, WHOLE)
    block = peel("import", "--template", "erewhon", "2006", "--yaml", "--data", "dataset").out
    assert "2006:\n  # Greeting all people\n" in block


@pytest.mark.usefixtures("dataset")
def test_rows_are_piped_in(peel: Peel) -> None:
    rows = (HEADER + ROW).encode()
    assert peel("import", "-", "--into", "dataset", stdin=b"\xef\xbb\xbf" + rows).code == 0
    ran = peel("import", "-", "--into", "dataset", stdin=rows.replace(b"good", b"god"))
    assert (ran.code, "-: row 2, column grade (E2)" in ran.err) == (3, True)


@pytest.mark.usefixtures("dataset")
def test_a_force_that_is_not_there_makes_no_round_wrong(peel: Peel) -> None:
    rows = (
        "force,year,question,grade,sources\nxyzzy,2003/04,greeting,good,https://trial.example/x\n"
    )
    code, _, err = importing(peel, rows)
    assert code == 3
    assert "rows.csv: row 2, column force (A2): there is no force 'xyzzy'" in err
    assert "2003/04" not in err


@pytest.mark.usefixtures("dataset")
def test_rows_and_columns_are_those_of_a_spreadsheet(peel: Peel) -> None:
    header = "note,force,year,question,grade,sources\r\n"
    good = '"Two\r\n""lines"", and more",erewhon,2006,greeting,good,https://trial.example/x\r\n'
    rows = header + good + good.replace("greeting,good", "listening,god")
    _, _, err = importing(peel, rows)
    assert "rows.csv: row 3, column grade (E3): there is no grade 'god'" in err
    _, _, err = importing(peel, header + good + good + "x" + good)
    assert "rows.csv: row 3: row 2 has this judgment already; keep one" in err
    _, _, err = importing(
        peel, header + 'a "b,erewhon,2006,greeting,god,https://trial.example/x\r\n'
    )
    assert "rows.csv: row 2, column grade (E2): there is no grade 'god'" in err


def test_a_sheet_of_excel_is_filled_in_and_imported(peel: Peel, dataset: Path) -> None:
    env = {"PEEL_DATA": str(dataset)}
    assert (
        peel("import", "--template", "ruritania-south", "2006", "-o", "s.xlsx", env=env).code == 0
    )
    ran = peel("import", "--template", "ruritania-south", "2006", "-o", "s.xlsx", env=env)
    assert (ran.code, "'s.xlsx' is there already; name a new file" in ran.err) == (4, True)
    book = openpyxl.load_workbook(peel.folder / "s.xlsx")
    sheet = book["grades"]
    names = [cell.value for cell in sheet[1]]
    assert names == [
        "force", "force_name", "year", "round", "pillar", "question", "title", "grade", "choices",
        "published", "sources", "round_address",
    ]  # fmt: skip
    (choices,) = sheet.data_validations.dataValidation
    assert choices.formula1 == (
        '"outstanding,good,adequate,requires improvement,inadequate,not graded"'
    )
    assert "H2" in choices.sqref
    column = {name: number for number, name in enumerate(names, start=1)}
    for row, grade, day in ((2, "Requires improvement", date(2007, 3, 1)), (3, "x", None)):
        sheet.cell(row, column["grade"]).value = grade
        sheet.cell(row, column["published"]).value = day
        sheet.cell(row, column["sources"]).value = SOURCE
    before = contents(dataset)
    book.save(peel.folder / "s.xlsx")
    ran = peel("import", "s.xlsx", env=env)
    assert ran.code == 3
    assert "s.xlsx: row 3, column grade (H3): there is no grade 'x'" in ran.err
    sheet.cell(3, column["grade"]).value = "=A1"
    book.save(peel.folder / "s.xlsx")
    ran = peel("import", "s.xlsx", env=env)
    assert "s.xlsx: row 3 (H3): this formula was never worked out; put its value here" in ran.err
    assert contents(dataset) == before
    sheet.cell(3, column["grade"]).value = "  "
    book.save(peel.folder / "s.xlsx")
    ran = peel("import", "s.xlsx", env=env)
    assert ran.code == 0
    assert "1 row without a grade left out; 1 judgment added" in ran.err
    assert peel("check", "--strict", env=env).code == 0
    listed = peel("list", "--force", "ruritania-south", "--round", "2006", "--json", env=env).json
    (found,) = listed["judgments"]
    assert (found["grade"], found["published"]) == ("requires-improvement", "2007-03-01")


def test_the_shipped_dataset_is_not_imported_into(peel: Peel) -> None:
    (peel.folder / "rows.csv").write_text(HEADER + ROW)
    assert peel("import", "rows.csv", "--yaml").code == 2
    ran = peel("import", "--template", "kent", "2018", "--yaml", "-o", "x.xlsx")
    assert (ran.code, "--yaml is text; name another file" in ran.err) == (2, True)
    ran = peel("import", "rows.csv")
    assert (ran.code, "name the dataset with --into FOLDER, or set PEEL_DATA" in ran.err) == (
        2,
        True,
    )


def test_an_excel_file_that_unpacks_without_end_is_refused(peel: Peel, dataset: Path) -> None:
    with zipfile.ZipFile(peel.folder / "x.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 100_000_001)
    ran = peel("import", "x.xlsx", "--into", str(dataset))
    assert (ran.code, "it has more in it than any sheet of grades" in ran.err) == (3, True)


PAGE = """\
<!doctype html><title>TRIAL 2006-08: Ruritania &amp; South</title>
<link rel="canonical" href="https://trial.example/trial-reports/ruritania-south-2006-08/">
<h1>TRIAL 2006-08: Ruritania &amp; South Police</h1><p>Published on 2 March 2007</p>
<h2>Greeting all people</h2><p>Good</p>
"""


def test_a_saved_report_is_shown_and_taken(peel: Peel, dataset: Path) -> None:
    env = {"PEEL_DATA": str(dataset)}
    (dataset / "judgments" / "ruritania-south.yaml").unlink()
    (peel.folder / "page.html").write_text(PAGE, "utf-8")
    before = contents(dataset)
    assert "1 new" in peel("import", "page.html", "--dry-run", env=env).out
    ran = peel("import", "page.html", env=env)
    assert (ran.code, "nothing was written; say --yes, or --dry-run" in ran.err) == (2, True)
    assert contents(dataset) == before
    ran = peel("import", "page.html", "--yes", env=env)
    assert (ran.code, "1 judgment added" in ran.err) == (0, True)
    assert "nothing of it is new" in peel("import", "page.html", "--yes", env=env).err
    shown = peel("show", "ruritania-south", "--round", "2006", env=env).out
    assert "published 2 March 2007" in shown
    assert "https://trial.example/trial-reports/ruritania-south-2006-08/" in shown
    assert peel("check", "--strict", env=env).code == 0
    (peel.folder / "page.html").write_text("<!doctype html><p>Nothing", "utf-8")
    assert "does not say which round" in peel("import", "page.html", env=env).err
    assert peel("import", "page.html", "--replace", env=env).code == 2


def test_rows_that_cite_a_report_bring_its_day_and_address(peel: Peel, dataset: Path) -> None:
    (dataset / "judgments" / "ruritania-south.yaml").unlink()
    address = "https://trial.example/trial-reports/ruritania-south-2006-08/"
    rows = (
        "force,year,question,grade,published,sources\n"
        f"ruritania-south,2006,greeting,good,2007-03-02,{address}\n"
        f"ruritania-south,2006,listening,good,2007-03-02,{address}\n"
    )
    assert importing(peel, rows)[0] == 0
    report = load(dataset).report("ruritania-south", 2006)
    assert report is not None
    assert (report.address, report.published) == (address, "2007-03-02")
    assert peel("check", "dataset", "--strict").code == 0


def test_a_template_of_a_round_that_has_begun_says_how_to_add_areas(peel: Peel) -> None:
    ran = peel("import", "--template", "kent", "2025-27")
    assert ran.err == (
        "peel: PEEL 2025-27 has 1 area in the dataset; `peel round add` adds others\n"
    )


def test_excel_without_openpyxl_says_how_to_install_it(
    peel: Peel, dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = openpyxl.Workbook()
    for column, value in enumerate((2006, 1.0, 0.5), start=1):
        book.worksheets[0].cell(1, column, value)
    book.save(peel.folder / "x.xlsx")
    assert "there is no column '0.5'" in peel("import", "x.xlsx", "--into", str(dataset)).err
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    ran = peel("import", "x.xlsx", "--into", str(dataset))
    assert (ran.code, "an Excel file needs openpyxl; install it with: " in ran.err) == (2, True)


def test_a_grade_in_place_of_none_has_no_reason_for_none(peel: Peel, dataset: Path) -> None:
    assert dataset.is_dir()
    none = ROW.replace("good,inspected", ",not-graded").replace(",\n", ",It was shut.\n")
    assert importing(peel, HEADER + none)[0] == 0
    # The column `note` is there, and empty: it says nothing.
    code, _, err = importing(peel, HEADER + ROW)
    assert (code, "note nothing, not It was shut." in err) == (3, True)
