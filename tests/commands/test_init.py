"""A dataset of one's own: made, packed, unpacked, compared and brought up to date."""

from __future__ import annotations

import random
import shutil
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from conftest import TINY, Peel, contents

from peelcli import load
from peelcli.commands.init import _default
from peelcli.keeper.importing.merge import import_rows
from peelcli.keeper.layout.entries import without_entry
from peelcli.render.csv import lines_of

if TYPE_CHECKING:
    from pathlib import Path

ENV = {"PEEL_DATA": str(TINY)}


FORCE = "{0}: {{name: {0} Police, region: Far Side, nation: Neverland}}\n"
ROUND = """\
{0}:
  label: TRIAL {0}
  scale: [outstanding, good, adequate, requires-improvement, inadequate]
  published: force by force
  source: https://trial.example/{0}
  areas:
    greeting: Greeting all people
    listening: Listening to all people
"""


def cell(row: dict[str, Any], name: str) -> str:
    """Return a field of a row as a sheet has it."""
    value = row.get(name)
    if name == "question" and value is None:
        return "overall"
    return " ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def edited(folder: Path, numbers: random.Random) -> None:
    """Change a dataset as its keeper might: rows go, come and change, and so do their round."""
    for name, text in (("forces", FORCE), ("rounds", ROUND)):
        key = numbers.choice(("2010", "2013")) if name == "rounds" else numbers.choice("abc")
        if numbers.random() < 0.6:
            path = folder / f"{name}.yaml"
            path.write_text(path.read_text("utf-8") + text.format(key), "utf-8")
    dataset = load(folder)
    rows = [row for row in dataset.judgments().rows() if numbers.random() < 0.7]
    for row in rows:
        if row["status"] == "inspected" and numbers.random() < 0.3:
            row["sources"] = [f"https://trial.example/{numbers.randrange(9)}"]
    origins = {(row["force"], row["year"], row["pillar"], row["question"]) for row in rows}
    rows = [
        row for row in rows
        if not row["carried_over_from"]
        or (row["force"], row["carried_over_from"], row["pillar"], row["question"]) in origins
    ]  # fmt: skip
    for year in {2006, 2010, 2013} & {*dataset.rounds}:
        for force in dataset.forces:
            if numbers.random() < 0.5 and (force, year, None, "listening") not in origins:
                rows.append({
                    "force": force, "year": year, "question": "listening", "status": "inspected",
                    "grade": numbers.choice(("good", "adequate")), "basis": "official",
                    "sources": ["https://trial.example/new"],
                })  # fmt: skip
    shutil.rmtree(folder / "judgments")
    (folder / "judgments").mkdir()
    names = ("force", "year", "pillar", "question", "grade", "status", "carried_over_from",
             "published", "basis", "sources", "note")  # fmt: skip
    cells = [tuple(cell(row, name) for name in names) for row in rows]
    (folder.parent / "rows.csv").write_text(lines_of([names, *cells]), "utf-8")
    import_rows(folder.parent / "rows.csv", folder, folder)
    (folder.parent / "rows.csv").unlink()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(25))
def test_a_merge_keeps_every_row_of_one_s_own(
    peel: Peel, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    numbers = random.Random(seed)  # noqa: S311
    for name in ("own", "newer"):
        shutil.copytree(TINY, peel.folder / name)
        edited(peel.folder / name, numbers)
    own, newer = load(peel.folder / "own"), load(peel.folder / "newer")
    monkeypatch.setattr("peelcli.keeper.loading.shipped_dataset", lambda: peel.folder / "newer")
    ran = peel("init", "--merge", "own", "--json")
    merged = load(peel.folder / "own")
    if ran.code == 3:
        # Carried over there, of another grade here: a person must decide.
        assert "carried over from" in ran.err
        assert merged.by_force == own.by_force
        return
    assert ran.code == 0, ran.err
    differ = set()
    for force, judgments in own.by_force.items():
        for place, judgment in judgments.items():
            kept = merged.by_force[force][place]
            assert kept._replace(report=judgment.report) == judgment
            other = newer.by_force.get(force, {}).get(place)
            if other is not None and other != judgment:
                differ.add((force, judgment.year, judgment.pillar, judgment.question))
    for force, judgments in newer.by_force.items():
        assert {*judgments} <= {*merged.by_force.get(force, {})}
    assert {*newer.rounds, *own.rounds} == {*merged.rounds}
    assert {*newer.forces, *own.forces} == {*merged.forces}
    found = {
        (row["force"], row["year"], row["pillar"], row["question"])
        for row in ran.json["changes"] if row["question"] != "report"
    }  # fmt: skip
    assert (
        found
        == {
            (force, year, pillar, question or "overall") for force, year, pillar, question in differ
        }
        or found == differ
    )
    assert peel("check", "own", "--strict").code == 0
    again = peel("init", "--merge", "own")
    assert "0 judgments added" in again.err


def zipped(path: Path, files: dict[str, bytes]) -> str:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path.name


def test_a_copy_says_what_the_other_does(peel: Peel) -> None:
    ran = peel("init", "my data", env=ENV)
    assert ran.code == 0
    assert ran.out == f"export PEEL_DATA='{peel.folder / 'my data'}'\n"
    assert "3 forces, 4 rounds, 25 judgments; to make it the default:" in ran.err
    assert load(peel.folder / "my data") == load(TINY)
    assert (peel.folder / "my data" / "wordings.yaml").is_file()
    for again in ("my data", str(TINY / "forces.yaml")):
        ran = peel("init", again, env=ENV)
        assert (ran.code, "is not empty; name a new folder" in ran.err) == (2, True)
    (peel.folder / "empty").mkdir()
    ran = peel("init", "empty", "--empty", env=ENV)
    assert ran.code == 0
    assert load(peel.folder / "empty").by_force == {}
    assert peel("check", "empty").code == 0


@pytest.mark.parametrize(
    "arguments",
    ["", "new --json", "new --diff --empty", "--diff", "--merge --diff new", "new -o x.json"],
)
def test_what_does_not_go_together_is_refused(peel: Peel, arguments: str) -> None:
    ran = peel("init", *arguments.split())
    assert (ran.code, ran.out) == (2, "")
    assert [*peel.folder.iterdir()] == []


def test_a_zip_is_the_dataset_again(peel: Peel) -> None:
    for name in ("a.zip", "b.zip"):
        assert peel("export", "--format", "zip", "-o", name, env=ENV).code == 0
    assert (peel.folder / "a.zip").read_bytes() == (peel.folder / "b.zip").read_bytes()
    assert peel("export", "-o", "c.zip", env=ENV).code == 0
    for arguments in ("-o D.ZIP", "--format ZIP -o e.zip"):
        assert peel("export", *arguments.split(), env=ENV).code == 0
    assert ".zip); use --format" in peel("export", "-o", "x.foo", env=ENV).err
    assert peel("init", "new", "--from", "a.zip").code == 0
    assert load(peel.folder / "new") == load(TINY)
    for arguments in ("--format zip", "-o - --format zip", "-o x.zip --panel",
                      "-o x.zip --force erewhon"):  # fmt: skip
        assert peel("export", *arguments.split(), env=ENV).code == 2


def test_a_zip_that_peel_did_not_pack_is_refused(peel: Peel) -> None:
    peel("export", "-o", "a.zip", env=ENV)
    with zipfile.ZipFile(peel.folder / "a.zip") as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    altered = files | {"forces.yaml": files["forces.yaml"] + b"# more\n"}
    cases = {
        "../x.yaml": files | {"../x.yaml": b"x"},
        "/x.yaml": files | {"/x.yaml": b"x"},
        "judgments/a/b.yaml": files | {"judgments/a/b.yaml": b"x"},
        "which has changed since": altered,
        "no peel-files.txt": {name: of for name, of in files.items() if name != "peel-files.txt"},
        "more in it than any": {f"{number}.yaml": b"" for number in range(501)},
    }
    for said, of in cases.items():
        ran = peel("init", "new", "--from", zipped(peel.folder / "x.zip", of))
        assert (ran.code, said in ran.err) == (2, True), said
        assert not (peel.folder / "new").exists()
        assert not (peel.folder / "x.yaml").exists()
    (peel.folder / "x.zip").write_bytes(b"no zip")
    assert "can't be unpacked" in peel("init", "new", "--from", "x.zip").err
    assert peel("init", "new", "--from", "none.zip").code == 2


def test_a_newer_dataset_costs_no_row_of_one_s_own(
    peel: Peel, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = peel.folder / "newer"
    shutil.copytree(TINY, newer)
    monkeypatch.setattr("peelcli.keeper.loading.shipped_dataset", lambda: newer)
    peel("init", "own", env=ENV)
    # One's own lacks a force's grades, and says otherwise of another.
    (peel.folder / "own" / "judgments" / "ruritania.yaml").unlink()
    erewhon = peel.folder / "own" / "judgments" / "erewhon.yaml"
    text = erewhon.read_text("utf-8")
    erewhon.write_text(text.replace("outstanding", "good", 1), "utf-8")
    before = contents(peel.folder / "own")
    ran = peel("init", "--diff", "own", "--json")
    assert {row["edit"] for row in ran.json["changes"]} == {"changed", "removed"}
    ran = peel("init", "--merge", "own", "--json")
    assert ran.code == 0
    own = load(peel.folder / "own")
    assert own.by_force["ruritania"] == load(TINY).by_force["ruritania"]
    assert {row["force"] for row in ran.json["changes"]} == {"erewhon"}
    assert (
        contents(peel.folder / "own")["judgments/erewhon.yaml"] == before["judgments/erewhon.yaml"]
    )
    assert "0 judgments added" in peel("init", "--merge", env={"PEEL_DATA": "own"}).err
    # A round and a force that one's own does not have come in.
    forces = newer / "forces.yaml"
    forces.write_text(forces.read_text("utf-8") + "islands:\n  name: Islands Police\n"
                      "  region: Far Side\n  nation: Neverland\n", "utf-8")  # fmt: skip
    text = (newer / "rounds.yaml").read_text("utf-8")
    areas = text[text.index("2006:") :].replace("2006", "2009", 1).replace("2006-08", "2009-11")
    (newer / "rounds.yaml").write_text(text + areas, "utf-8")
    said = peel("init", "--merge", "own").err
    assert "the force Islands Police came in" in said
    assert "the round TRIAL 2009-11 came in" in said
    assert peel("check", "own", "--strict").code == 0
    assert 2009 in load(peel.folder / "own").rounds


def test_what_can_t_be_written_is_said(peel: Peel) -> None:
    (peel.folder / "file").write_text("x")
    ran = peel("init", "file/new", env=ENV)
    assert (ran.code, "can't be made" in ran.err) == (4, True)


def test_the_line_for_windows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    assert _default(tmp_path) == f"set PEEL_DATA={tmp_path}"


@pytest.fixture
def own_and_newer(peel: Peel, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Two copies of the invented dataset; the second is the shipped one."""
    own, newer = peel.folder / "own", peel.folder / "newer"
    for folder in (own, newer):
        shutil.copytree(TINY, folder)
    monkeypatch.setattr("peelcli.keeper.loading.shipped_dataset", lambda: newer)
    return own, newer


def test_a_newer_dataset_brings_areas_and_rules(
    peel: Peel, own_and_newer: tuple[Path, Path]
) -> None:
    own, newer = own_and_newer

    def change(folder: Path, name: str, old: str, new: str) -> None:
        text = (folder / name).read_text("utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), "utf-8")

    rounds = (newer / "rounds.yaml").read_text("utf-8")
    rounds = rounds.replace("    listening: Listening to all", "    clocks: Winding clocks\n"
                            "    listening: Listening to all", 1)  # fmt: skip
    (newer / "rounds.yaml").write_text(rounds + ROUND.format(2010), "utf-8")
    change(newer, "questions.yaml", "  tea:", "  clocks: Winding clocks\n  tea:")
    change(newer, "comparisons.yaml", "comparable:\n", "comparable:\n  - rounds: [2006, 2010]\n"
           "    areas: all\n    sources: [https://trial.example/compare]\n")  # fmt: skip
    change(newer, "forces.yaml", "Erewhon Constabulary", "Erewhon Police")
    change(own, "rounds.yaml", "Greeting all people", "Greeting all men")
    change(newer, "comparisons.yaml", "not-comparable:\n", "not-comparable:\n  - before: 2003\n"
           "    after: 2010\n    reason: Others asked.\n"
           "    source: https://trial.example/compare\n")  # fmt: skip
    with (own / "rounds.yaml").open("a", encoding="utf-8") as file:
        file.write(ROUND.format(2013))
    with (own / "wordings.yaml").open("a", encoding="utf-8") as file:
        file.write("  tea: [making a cup of tea]\n")
    own_text = (own / "comparisons.yaml").read_text("utf-8")
    (own / "comparisons.yaml").write_text(without_entry(own_text, ["not-comparable"]), "utf-8")
    ran = peel("init", "--merge", "own")
    assert ran.code == 0, ran.err
    for said in ("Winding clocks in TRIAL 2006-08 came in", "the round TRIAL 2010 came in",
                 "own describes the force Erewhon Constabulary otherwise; that stays",
                 "own describes the round TRIAL 2006-08 otherwise; that stays"):  # fmt: skip
        assert said in ran.err
    merged = load(own)
    assert (2006, 2010) in [rule.years for rule in merged.comparisons.comparable]
    assert [rule.reason for rule in merged.comparisons.breaks] == ["Others asked."]
    assert merged.rounds[2006].asked[None, "greeting"].title == "Greeting all men"
    assert peel("check", "own").code == 0


def test_a_file_that_can_t_be_added_to_keeps_the_rest_going(
    peel: Peel, own_and_newer: tuple[Path, Path]
) -> None:
    own, newer = own_and_newer
    (newer / "forces.yaml").write_text(
        (newer / "forces.yaml").read_text("utf-8") + FORCE.format("atlantis"), "utf-8"
    )
    (own / "judgments" / "ruritania.yaml").unlink()
    (own / "wordings.yaml").unlink()
    # A name that the newer dataset's force has, too.
    (own / "forces.yaml").write_text(
        (own / "forces.yaml").read_text("utf-8") + FORCE.format("atlantis").replace(
            "atlantis:", "other:", 1), "utf-8")  # fmt: skip
    ran = peel("init", "--merge", "own")
    assert ran.code == 0, ran.err
    assert "no force, round or area came in: the dataset would not be valid" in ran.err
    assert "two forces have the name 'atlantis Police'" in ran.err
    assert load(own).by_force["ruritania"] == load(TINY).by_force["ruritania"]
    shutil.rmtree(own)
    shutil.copytree(TINY, own)
    (own / "wordings.yaml").write_text("areas:\n  greeting: ['*']\n", "utf-8")
    said = peel("init", "--merge", "own").err
    assert "'*' must be words" in said
