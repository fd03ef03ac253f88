"""`peel check`: one small broken dataset per rule, each with the exact message.

A folder of tests/broken has the files in which it differs from tests/tiny, and the output.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from conftest import TINY

from peelcli.loading.reading import read_dataset

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Peel

BROKEN = TINY.with_name("broken")
RULES = sorted(path.name for path in BROKEN.iterdir())


@pytest.fixture
def dataset(peel: Peel) -> Path:
    """A copy of the invented dataset, to be broken."""
    return shutil.copytree(TINY, peel.folder / "dataset")


@pytest.mark.parametrize("rule", RULES)
def test_a_broken_rule_is_reported_to_the_letter(peel: Peel, dataset: Path, rule: str) -> None:
    shutil.copytree(BROKEN / rule, dataset, dirs_exist_ok=True)
    ran = peel("check", "dataset")
    assert ran.out == (BROKEN / rule / "expected.txt").read_text("utf-8")
    assert ran.code == 3
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("rule", RULES)
def test_an_invalid_dataset_is_never_answered_from(peel: Peel, dataset: Path, rule: str) -> None:
    shutil.copytree(BROKEN / rule, dataset, dirs_exist_ok=True)
    commands = (["show", "erewhon"], ["diff", "2001", "2002"], ["export"], ["coverage"])
    command = commands[RULES.index(rule) % len(commands)]
    ran = peel(*command, "--data", "dataset")
    assert (ran.code, ran.out) == (3, "")
    first = (BROKEN / rule / "expected.txt").read_text("utf-8").splitlines()[0]
    assert f"peel: the dataset is not valid:\n  {first}" in ran.err


def test_the_shipped_dataset_is_valid_and_in_the_canonical_layout(peel: Peel) -> None:
    ran = peel("check", "--strict")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "peel: 43 forces, 7 rounds, 2,143 judgments: nothing wrong\n"


def test_json(peel: Peel, dataset: Path) -> None:
    shutil.copytree(BROKEN / "unknown-grade", dataset, dirs_exist_ok=True)
    ran = peel("check", "dataset", "--json")
    assert ran.code == 3
    assert ran.json["valid"] is False
    assert ran.json["problems"] == [
        {
            "file": "dataset/judgments/erewhon.yaml",
            "line": 10,
            "column": 14,
            "message": "there is no grade 'outstandin'; did you mean 'outstanding'?",
        }
    ]


def test_a_missing_file_and_folder(peel: Peel, dataset: Path) -> None:
    (dataset / "comparisons.yaml").unlink()
    shutil.rmtree(dataset / "judgments")
    ran = peel("check", "dataset")
    assert ran.out == (
        "dataset/comparisons.yaml: this file is missing; a dataset needs it\n"
        "dataset/judgments: this folder is missing; a dataset needs it\n"
    )


def test_a_link_that_leads_out(peel: Peel, dataset: Path) -> None:
    outside = peel.folder / "outside.yaml"
    (dataset / "judgments" / "ruritania.yaml").rename(outside)
    (dataset / "judgments" / "ruritania.yaml").symlink_to(outside)
    (dataset / "judgments" / "erewhon.yaml").unlink()
    (dataset / "judgments" / "erewhon.yaml").symlink_to("nowhere.yaml")
    lines = peel("check", "dataset").out.splitlines()
    assert lines == [
        "dataset/judgments/erewhon.yaml: this is not a regular file; put the file itself there",
        "dataset/judgments/ruritania.yaml: this link leads out of the dataset; copy the file in",
    ]


def test_an_oversized_file(peel: Peel, dataset: Path) -> None:
    with (dataset / "judgments" / "erewhon.yaml").open("a") as file:
        file.write("#" * 5_000_000)
    ran = peel("check", "dataset")
    assert "bytes is more than the 4,194,304 a data file may have; split it" in ran.out


def test_a_date_in_the_future(peel: Peel, dataset: Path) -> None:
    path = dataset / "rounds.yaml"
    path.write_text(path.read_text().replace("2006", "2106"))
    path = dataset / "comparisons.yaml"
    path.write_text(path.read_text().replace("2006", "2106"))
    path = dataset / "judgments" / "erewhon.yaml"
    path.write_text(path.read_text().replace("2006:", "2106:").replace("2007-08-09", "2107-08-09"))
    path = dataset / "judgments" / "ruritania.yaml"
    path.write_text(path.read_text().replace("2006:", "2106:"))
    assert peel("check", "dataset").out == (
        "dataset/judgments/erewhon.yaml:35:14: 2107-08-09 is in the future; "
        "enter a grade once it is published\n"
    )


def test_a_byte_order_mark_and_crlf_are_read_but_are_not_canonical(
    peel: Peel, dataset: Path
) -> None:
    path = dataset / "judgments" / "erewhon.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    ran = peel("check", "dataset")
    assert ran.code == 0
    assert "erewhon.yaml:1:1: the canonical layout has" in ran.out
    assert peel("check", "dataset", "--strict").code == 3


def test_fix_puts_files_into_the_canonical_layout(peel: Peel, dataset: Path) -> None:
    path = dataset / "judgments" / "erewhon.yaml"
    before = path.read_text()
    path.write_text(before.replace("    overall: outstanding\n", "    overall:   outstanding\n"))
    ran = peel("check", "dataset")
    assert ran.out == (
        "dataset/judgments/erewhon.yaml:10:1: the canonical layout has "
        "'    overall: outstanding' here; `peel check --fix` puts it so\n"
    )
    assert peel("check", "dataset", "--fix").out == ""
    assert path.read_text() == before


def test_fix_does_not_lose_comments_unasked(peel: Peel, dataset: Path) -> None:
    path = dataset / "judgments" / "erewhon.yaml"
    canonical = path.read_text()
    path.write_text(canonical.replace("2002:\n", "2002:  # a # good year\n"))
    ran = peel("check", "dataset", "--fix")
    assert ran.code == 3
    assert "erewhon.yaml:7:1: this comment would be lost" in ran.err
    assert "# a # good year" in path.read_text()
    assert peel("check", "dataset", "--fix", "--drop-comments").code == 0
    assert path.read_text() == canonical


def test_no_folder(peel: Peel) -> None:
    ran = peel("check", "nowhere")
    assert ran.code == 3
    assert ran.err == "peel: there is no folder 'nowhere' to read a dataset from\n"


def test_peel_data_names_the_dataset(peel: Peel, dataset: Path) -> None:
    env = {"PEEL_DATA": str(dataset)}
    assert peel("show", "erw", "--json", env=env).json["force"]["name"] == "Erewhon Constabulary"
    assert peel("show", "erw", "--json", "--data", "dataset").json["force"]["id"] == "erewhon"
    offered = peel(
        env=env
        | {"_PEEL_COMPLETE": "complete_bash", "COMP_WORDS": "peel show e", "COMP_CWORD": "2"}
    )
    assert offered.out.split() == ["erewhon"]


def test_only_the_first_problems_are_shown_by_other_commands(peel: Peel, dataset: Path) -> None:
    path = dataset / "judgments" / "erewhon.yaml"
    path.write_text(path.read_text().replace(": good", ": god"))
    ran = peel("show", "erewhon", "--data", "dataset")
    assert ran.err.count("there is no grade 'god'") == 5
    assert ran.err.endswith("  and 3 more\n")


def test_a_file_that_cannot_be_read(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(type(dataset), "read_bytes", refused)
    problems = read_dataset(dataset).problems
    assert str(problems[0]).endswith("comparisons.yaml: can't be read: Permission denied")


def test_a_file_too_many_and_one_too_few_lines(peel: Peel, dataset: Path) -> None:
    path = dataset / "judgments" / "ruritania-south.yaml"
    path.write_text(path.read_text().rstrip("\n"))
    out = peel("check", "dataset").out
    assert "ruritania-south.yaml:16:1: the canonical layout has '' here" in out
    path.write_text(path.read_text() + "\n\n")
    assert "has the end of the file here" in peel("check", "dataset").out
    assert peel("check", "dataset", "--fix").code == 0
    assert peel("check", "dataset", "--strict").code == 0
    assert peel("check", "dataset", "--fix").code == 0
    assert peel("check", "--fix", str(BROKEN / "unknown-grade")).code == 3


def test_other_files_beside_the_data_are_no_ones_business(peel: Peel, dataset: Path) -> None:
    (dataset / "judgments" / "notes.txt").write_text("mine")
    assert peel("check", "dataset", "--strict").code == 0
