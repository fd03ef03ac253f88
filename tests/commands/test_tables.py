"""Tables of other programs, as `import` and `check --against` read them."""

from __future__ import annotations

import csv
import io
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import TINY, contents, posix

from peelcli.errors import UsageError
from peelcli.keeper.importing.tables import file_bytes
from peelcli.keeper.pages.text import saved_page

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Peel

    from peelcli.data import PeelData

SHORT = "force,year,question,grade,sources\n"
PLACE = "ruritania,2001,greeting"
SOURCE = "https://trial.example/r"


def importing(peel: Peel, text: str | bytes, *options: str) -> tuple[int, str]:
    raw = text if isinstance(text, bytes) else text.encode()
    (peel.folder / "rows.csv").write_bytes(raw)
    ran = peel("import", "rows.csv", "--into", "dataset", *options)
    return ran.code, ran.err


def judgments(peel: Peel) -> list[dict[str, object]]:
    listed = peel("list", "--round", "all", "--json", "--data", "dataset").json["judgments"]
    return [row for row in listed if row["force"] == "ruritania"]


# A grade that is not known


@pytest.mark.usefixtures("dataset")
@pytest.mark.parametrize("status", ["", ",inspected", ",carried-over"])
def test_a_blank_grade_says_nothing(peel: Peel, status: str) -> None:
    before = judgments(peel)
    header = SHORT.strip() + (",status\n" if status else "\n")
    rows = f"{PLACE},,{SOURCE}{status}\n{PLACE.replace('greeting', 'listening')},  ,{status}\n"
    code, err = importing(peel, header + rows)
    assert (code, err) == (
        0,
        "peel: 2 rows without a grade left out; 0 judgments added, 0 replaced, "
        "0 there already; 0 files written\n",
    )
    assert judgments(peel) == before


@pytest.mark.usefixtures("dataset")
@pytest.mark.parametrize("typed", ["n/g", "N/G", "not-graded", "Not graded"])
def test_not_graded_is_typed(peel: Peel, typed: str) -> None:
    assert importing(peel, f"{SHORT}{PLACE},{typed},{SOURCE}\n")[0] == 0
    assert judgments(peel)[0]["status"] == "not-graded"


@pytest.mark.parametrize(
    "typed",
    ["?", "-", "n/a", "N/A", "...", "0", "#N/A", "tbc", "unknown", "Good ≈", "Good*", "Good «2002",
     "Good ▲", "(good)", "R.I.", "good?", "good, probably"],
)  # fmt: skip
def test_a_sign_is_no_grade_and_is_not_cut(peel: Peel, dataset: Path, typed: str) -> None:
    before = contents(dataset)
    quoted = typed.replace('"', '""')
    code, err = importing(peel, f'{SHORT}{PLACE},"{quoted}",{SOURCE}\n')
    assert code == 3
    assert "rows.csv: row 2, column grade (D2): there is no grade" in err
    assert contents(dataset) == before


@pytest.mark.usefixtures("dataset")
def test_the_template_filled_down_says_only_what_was_typed(peel: Peel) -> None:
    before = judgments(peel)
    out = peel("import", "--template", "ruritania", "2003", "--data", "dataset").out
    rows = [*csv.DictReader(io.StringIO(out))]
    for row in rows:
        row["sources"] = SOURCE
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    code, err = importing(peel, text.getvalue())
    assert code == 0
    assert f"{len(rows)} rows without a grade left out" in err
    assert judgments(peel) == before


# What spreadsheets and other programs make of a good file


@pytest.mark.usefixtures("dataset")
@pytest.mark.parametrize(
    "text",
    [
        SHORT.replace("force,year", " Force ,YEAR") + f"{PLACE},good,{SOURCE}\n",
        SHORT + f"\n,,,,\n{PLACE},good,{SOURCE}\n , ,,,\n\n",
        SHORT + f"{PLACE.replace('2001', '2001.0')},good,{SOURCE}\n",
        "sep=,\n" + SHORT + f"{PLACE},good,{SOURCE}\n",
        "\ufeff" + (SHORT + f"{PLACE},good,{SOURCE}\n").replace("\n", "\r\n"),
        SHORT + f"{PLACE},\u00a0Good\u00a0,{SOURCE}\n",
    ],
)
def test_a_good_file_is_taken_as_others_write_it(peel: Peel, text: str) -> None:
    code, err = importing(peel, text)
    assert (code, err.partition(",")[0]) == (0, "peel: 1 judgment added")
    assert judgments(peel)[0]["grade"] == "good"


@pytest.mark.usefixtures("dataset")
def test_an_origin_with_a_point_is_a_year(peel: Peel) -> None:
    header = "force,year,question,grade,status,carried_over_from,sources\n"
    row = f"ruritania,2003.0,greeting,good,carried-over,2002.0,{SOURCE}\n"
    assert importing(peel, header + row)[0] == 0
    found = [judgment for judgment in judgments(peel) if judgment["question"] == "greeting"]
    assert found[0]["carried_over_from"] == 2002


@pytest.mark.usefixtures("dataset")
@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ((SHORT + f"{PLACE},good,{SOURCE}\n").replace(",", ";").encode(),
         "rows.csv: row 1: semicolons stand between the columns; save it with commas"),
        ((SHORT + f"{PLACE},good,{SOURCE}\n").replace(",", "\t").encode(),
         "rows.csv: row 1: tabs stand between the columns; save it with commas"),
        (b"sep=;\nforce;year\n", "rows.csv: row 1: semicolons stand between"),
        (b"PK\x03\x04\x14\0", "rows.csv: this is no Excel file that can be read: "),
        (SHORT.encode("utf-16"), "rows.csv: this is UTF-16 text; save it as CSV UTF-8"),
        (SHORT.encode() + b"kent,2018,\xe9,good,x\n",
         "rows.csv:2:11: this is not UTF-8 text; save it as CSV UTF-8"),
        (b",force,year,question,grade,sources\n0,x\n", "row 1 (A1): there is no column without"),
        (b"", "rows.csv: row 1: the first row lacks the columns force, year, question, grade"),
        ((SHORT + f"{PLACE},good,\"{SOURCE}, {SOURCE}2\"\n").encode(),
         "row 2, column sources (E2): source 'https://trial.example/r,' ends in ','"),
        ((SHORT + f"{PLACE},good,{SOURCE}\u200b\n").encode(),
         "has a character that nobody sees (U+200B); remove it"),
        ((SHORT + f"{PLACE},good,http://[a.b/x\n").encode(), "is not an address: Invalid IPv6 URL"),
        ((SHORT + f"{PLACE},good,https://example.org\u2100/x\n").encode(), "is not an address: "),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_file_is_said_at_its_place(peel: Peel, raw: bytes, said: str) -> None:
    code, err = importing(peel, raw)
    assert code == 3
    assert said in err


@pytest.mark.usefixtures("dataset")
def test_a_thousand_problems_are_enough(peel: Peel) -> None:
    start = time.monotonic()
    code, err = importing(peel, SHORT + f"nobody,2001,greeting,good,{SOURCE}\n" * 50_000)
    assert (code, "and 996 more" in err) == (3, True)
    code, err = importing(peel, SHORT + f"{PLACE},good,{SOURCE}\n" * 50_000)
    assert (code, "and 996 more" in err) == (3, True)
    assert time.monotonic() - start < 10


@posix
def test_standard_input_that_is_closed_is_told(peel: Peel, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = peel.shell(f"peel import - --into new --data {TINY} <&-")
    assert (ran.code, ran.err) == (2, "peel: standard input is closed; name a file\n")
    assert peel("import", "nowhere.csv", "--into", "new", "--data", str(TINY)).code == 2
    monkeypatch.setattr("sys.stdin", None)
    for read in (lambda: file_bytes(Path("-")), lambda: saved_page("-")):
        with pytest.raises(UsageError, match="standard input is closed"):
            read()


@pytest.mark.usefixtures("dataset")
def test_contradictions_are_listed_up_to_a_number(
    peel: Peel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("peelcli.keeper.importing.merge.MOST_PROBLEMS", 1)
    rows = "force,year,pillar,question,grade,sources\n" + "".join(
        f"ruritania,2002,kindness,{item},inadequate,{SOURCE}\n" for item in ("overall", "listening")
    )
    code, err = importing(peel, rows)
    assert (code, err.count("has another judgment here")) == (3, 1)


@pytest.mark.usefixtures("dataset")
def test_a_contradiction_is_told_in_words(peel: Peel) -> None:
    rows = (
        f"force,year,pillar,question,grade,sources\nruritania,2002,kindness,overall,good,{SOURCE}\n"
    )
    _, err = importing(peel, rows)
    assert (
        "the dataset has another judgment here (sources https://trial.example/r, not "
        "https://trial.example/ruritania); correct the row, or say --replace" in err
    )


@pytest.mark.usefixtures("dataset")
def test_a_better_source_needs_no_replace(peel: Peel) -> None:
    header = "force,year,pillar,question,grade,published,basis,sources\n"
    other = "https://paper.example/s"
    row = f"ruritania,2001,kindness,greeting,good,2001-03-01,secondary,{other}\n"
    assert importing(peel, header + row)[0] == 0
    better = row.replace("secondary,", f"official,{SOURCE} ")
    # A grade that changes, or another day, is more than a better source.
    for wrong in (better.replace("good", "inadequate"), better.replace("2001-03-01", "2001-03-02")):
        code, err = importing(peel, header + wrong)
        assert (code, "row 2: the dataset has another judgment here (" in err) == (3, True)
    # The old source stays, whether the row has it or not.
    code, err = importing(peel, header + better.replace(f" {other}", ""))
    assert (code, "0 judgments added, 1 replaced" in err) == (0, True)
    assert judgments(peel)[0]["sources"] == [SOURCE, other]
    assert importing(peel, header + row)[0] == 3
    # A sheet filled by hand says what it knows: blank is unknown.
    blank = row.replace("2001-03-01,secondary", ",")
    code, err = importing(peel, header + blank)
    assert (code, "0 replaced, 1 there already" in err) == (0, True)
    assert judgments(peel)[0]["published"] == "2001-03-01"


def test_what_read_calls_a_better_source_import_takes(peel: Peel) -> None:
    (peel.folder / "page.txt").write_text(
        "TRIAL 2006-08\nErewhon Constabulary\n\nGreeting people\nAdequate\n"
    )
    shutil.copytree(TINY, peel.folder / "dataset")
    address = "https://trial.example/report"
    csv_ = ("--source", address, "--format", "csv", "--data", "dataset")
    read = peel("read", "page.txt", *csv_)
    assert "better-source" in read.out
    ran = peel("import", "-", "--into", "dataset", stdin=read.out.encode())
    assert (ran.code, "1 replaced" in ran.err) == (0, True)


# A data package


@pytest.fixture
def package(peel: Peel) -> Path:
    """A data package of the invented dataset."""
    folder = peel.folder / "package"
    ran = peel("export", "--format", "datapackage", "-o", "package", "--data", str(TINY))
    assert ran.code == 0
    return folder


def against(peel: Peel, *options: str) -> tuple[int, str, str]:
    ran = peel("check", str(TINY), "--against", "package", *options)
    return ran.code, ran.out, ran.err


def test_a_package_as_other_programs_write_it_is_the_same(peel: Peel, package: Path) -> None:
    path = package / "judgments.csv"
    text = path.read_text("utf-8")
    rows = [*csv.reader(io.StringIO(text))]
    year, origin = rows[0].index("year"), rows[0].index("carried_over_from")

    def written(changed: list[list[str]]) -> str:
        out = io.StringIO()
        csv.writer(out).writerows(changed)
        return out.getvalue()

    floats = [rows[0]]
    for row in rows[1:]:
        new = [*row]
        new[year] = f"{row[year]}.0"
        new[origin] = row[origin] and f"{row[origin]}.0"
        floats.append(new)
    backwards = [row[::-1] for row in rows]
    for changed in (
        "\ufeff" + text.replace("\n", "\r\n"),
        text + "," * text.split("\n")[0].count(",") + "\n\n",
        written(floats),
        written(backwards),
        text.replace("force,", "Force,", 1),
    ):
        path.write_text(changed, "utf-8", newline="")
        code, out, err = against(peel, "--exit-code")
        assert (code, out, err) == (0, "What changed\n\n0 changes.\n", ""), changed[:200]


def test_a_change_has_an_exit_code(peel: Peel, package: Path) -> None:
    path = package / "judgments.csv"
    path.write_text(path.read_text("utf-8").replace(",adequate,", ",good,"), "utf-8")
    assert against(peel)[0] == 0
    assert against(peel, "--exit-code")[0] == 1
    assert against(peel, "--exit-code", "--json")[0] == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (",good,", ",g\x1b[31mood,", "judgments.csv: row 2, column grade (G2): there is no grade"),
        (",good,", ",=1+1,", "there is no grade '=1+1'"),
        ("2001", "twenty", "judgments.csv: row 2, column year (B2): year 'twenty' is not a year"),
        ("erewhon", "", "judgments.csv: row 2, column force (A2): force is empty"),
        (",inspected,", ",seen,", "there is no status 'seen'"),
        ("2001-03-01", "2001-03-32", "is not a real date"),
        (",official,", ",official,x,", "cells in a table of"),
        (",grade,", ",", "lacks the columns grade"),
        ("force,", "force,force,", "the column 'force' stands here twice"),
        ("Said so: twice.", "Said \x1b]0;x\x07", "has a control character"),
        ("Said so: twice.", "=1+1", "starts with '='"),
    ],
)
def test_a_broken_package_is_refused(
    peel: Peel, package: Path, old: str, new: str, said: str
) -> None:
    path = package / "judgments.csv"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    for name in ("table", "csv", "jsonl"):
        code, out, err = against(peel, "--format", name)
        assert (code, out) == (3, "")
        assert said in err
        assert "\x1b" not in err


def test_rows_twice_and_no_rows_at_all_are_refused(peel: Peel, package: Path) -> None:
    path = package / "judgments.csv"
    text = path.read_text("utf-8")
    path.write_text(text + text.splitlines(keepends=True)[1], "utf-8")
    assert "an earlier row has the same; keep one" in against(peel)[2]
    path.write_bytes(b"")
    assert "lacks the columns" in against(peel)[2]
    path.write_text(text.splitlines(keepends=True)[0], "utf-8")
    assert "25 added" in against(peel)[1]


def test_an_entry_of_a_list_makes_no_line_of_its_own(peel: Peel, tmp_path: Path) -> None:
    new = shutil.copytree(TINY, tmp_path / "new")
    path = new / "judgments" / "erewhon.yaml"
    path.write_text(path.read_text("utf-8").replace("Answer back less", "Be quiet"), "utf-8")
    out = peel("check", "new", "--against", str(TINY)).out
    line = next(line for line in out.splitlines() if "areas_for_improvement" in line)
    assert "Answer back less.; No: never." in line
    assert "Be quiet.; No: never." in line
    markdown = peel("check", "new", "--against", str(TINY), "--format", "markdown").out
    rows = [line for line in markdown.splitlines() if line.startswith("|")]
    assert len({row.count(" | ") for row in rows}) <= 2
    assert len(rows) == 3


def test_columns_that_an_older_or_newer_peel_has_are_no_change(
    peel: Peel, package: Path, tiny: PeelData
) -> None:
    path = package / "judgments.csv"
    rows = [*csv.DictReader(io.StringIO(path.read_text("utf-8")))]
    assert len(rows) == len(tiny.judgments())
    for row in rows:
        del row["report"]
        row["mood"] = "fair"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    assert against(peel, "--exit-code")[0] == 0
