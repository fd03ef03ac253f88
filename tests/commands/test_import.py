"""`peel import`: rows of CSV into YAML, all or nothing."""

from __future__ import annotations

import io
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import TINY

from peelcli.errors import OutputError
from peelcli.loading import load
from peelcli.progress import shown
from peelcli.write.folder import replace_force_files

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Peel

HEADER = "force,year,pillar,question,grade,status,carried_over_from,published,basis,sources,note\n"
ROW = "ruritania,2001,kindness,,good,inspected,,2001-03-01,official,https://trial.example/r1,\n"


@pytest.fixture
def dataset(peel: Peel) -> Path:
    """A copy of the invented dataset, to import into."""
    return shutil.copytree(TINY, peel.folder / "dataset")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


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


# Every call that changes the disk during an import.
STEPS = ["mkdir", "link", "fsync", "rename", "rmtree"]


def killed_at(number: int, dataset: Path, texts: dict[str, str]) -> bool:
    """Replace files in a child that is killed at its nth change of the disk; whether it was."""
    child = os.fork()
    if child == 0:
        count = 0

        def counted(call: Callable[..., object]) -> Callable[..., object]:
            def wrapper(*args: object, **kwargs: object) -> object:
                nonlocal count
                count += 1
                if count == number:
                    os.kill(os.getpid(), signal.SIGKILL)
                return call(*args, **kwargs)

            return wrapper

        for owner, name in (
            (Path, "mkdir"), (Path, "rename"), (os, "link"), (os, "fsync"),
            (shutil, "rmtree"),
        ):  # fmt: skip
            setattr(owner, name, counted(getattr(owner, name)))
        replace_force_files(dataset, texts)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def test_killed_at_any_moment_the_dataset_is_whole(tmp_path: Path) -> None:
    texts = {
        path.name: path.read_text("utf-8").replace("basis: derived", "basis: secondary")
        for path in (TINY / "judgments").iterdir()
    }
    before = tuple(load(TINY).judgments())
    number, kills = 0, 0
    while True:
        number += 1
        dataset = shutil.copytree(TINY, tmp_path / str(number))
        was_killed = killed_at(number, dataset, texts)
        found = tuple(load(dataset).judgments())
        if not was_killed:
            break
        kills += 1
        changed = found != before
        assert not changed or (dataset / "judgments.before-import").is_dir()
        # The next import finds its way out of what was left.
        replace_force_files(dataset, texts)
        assert tuple(load(dataset).judgments()) == tuple(
            one._replace(basis=one.basis.__class__("secondary"))
            if one.basis.value == "derived"
            else one
            for one in before
        )
        assert sorted(path.name for path in dataset.iterdir()) == sorted(
            path.name for path in TINY.iterdir()
        )
    assert kills >= 7
    assert found != before


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


def test_a_disk_that_fails_leaves_the_old_files(
    dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(dataset)

    def failing(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(OutputError, match=r"nothing was written to .*: No space left on device"):
        replace_force_files(dataset, {"erewhon.yaml": "x"})
    assert {name: data for name, data in contents(dataset).items() if "importing" not in name} == (
        before
    )
    monkeypatch.undo()
    monkeypatch.setattr(os, "link", failing)  # a file system without links
    (dataset / "judgments" / "folder").mkdir()
    replace_force_files(dataset, {"erewhon.yaml": before["judgments/erewhon.yaml"].decode()})
    assert contents(dataset) == before
    assert (dataset / "judgments" / "folder").is_dir()


def test_progress_after_a_second_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    assert list(shown(range(5), "rows")) == list(range(5))
    assert screen.getvalue() == ""
    seconds = iter(range(100_000))
    monkeypatch.setattr("peelcli.progress.time.monotonic", lambda: next(seconds))
    assert list(shown(range(3000), "rows")) == list(range(3000))
    assert "rows" in screen.getvalue()
    quiet = io.StringIO()
    monkeypatch.setattr(sys, "stderr", quiet)
    assert list(shown(range(3000), "rows")) == list(range(3000))
    assert quiet.getvalue() == ""


def test_judgments_where_there_were_none(dataset: Path) -> None:
    texts = {path.name: path.read_text() for path in (dataset / "judgments").iterdir()}
    before = contents(dataset)
    shutil.rmtree(dataset / "judgments")
    replace_force_files(dataset, texts)
    assert contents(dataset) == before


def test_what_an_earlier_attempt_left_is_in_no_ones_way(peel: Peel) -> None:
    (peel.folder / "new.importing").mkdir()
    (peel.folder / "rows.csv").write_text(HEADER + ROW)
    assert peel("import", "rows.csv", "--into", "new", "--data", str(TINY)).code == 0
    assert sorted(path.name for path in peel.folder.iterdir()) == ["new", "rows.csv"]
