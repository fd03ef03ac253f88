"""`peel check` as a process: what it prints, and what it puts right."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from conftest import BROKEN, TINY
from reports import WHOLE, with_report

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Peel


def broken(dataset: Path, rule: str) -> str:
    """Break a rule in a dataset, and return what is to be said of it."""
    shutil.copytree(BROKEN / rule, dataset, dirs_exist_ok=True)
    return (BROKEN / rule / "expected.txt").read_text("utf-8")


def test_problems_are_lines_of_standard_output(peel: Peel, dataset: Path) -> None:
    expected = broken(dataset, "several-problems-in-several-files")
    ran = peel("check", "dataset")
    assert (ran.code, ran.out) == (3, expected)
    assert ran.err == "peel: 4 problems in 2 files\n"


@pytest.mark.parametrize(
    "command",
    [["show", "erewhon"], ["diff", "2001", "2002"], ["export"], ["coverage"], ["list", "--json"]],
)
def test_an_invalid_dataset_is_never_answered_from(
    peel: Peel, dataset: Path, command: list[str]
) -> None:
    expected = broken(dataset, "unknown-grade")
    ran = peel(*command, "--data", "dataset")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == f"peel: the dataset is not valid:\n  {expected}"


def test_the_shipped_dataset_is_valid_and_in_the_canonical_layout(peel: Peel) -> None:
    ran = peel("check", "--strict")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "peel: 43 forces, 8 rounds, 2,448 judgments: nothing wrong\n"


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


def test_fix_puts_files_into_the_canonical_layout(peel: Peel, dataset: Path) -> None:
    path = dataset / "judgments" / "erewhon.yaml"
    before = path.read_text()
    path.write_text(before.replace("    overall: outstanding\n", "    overall:   outstanding\n"))
    ran = peel("check", "dataset")
    assert ran.out == (
        "dataset/judgments/erewhon.yaml:10:1: expected "
        "'    overall: outstanding' here (canonical layout); `peel check --fix` rewrites the file\n"
    )
    assert peel("check", "dataset", "--fix").out == ""
    assert path.read_text() == before


@pytest.mark.parametrize("other", [("--against", "dataset"), ("--pages", ".")])
def test_one_question_at_a_time(peel: Peel, dataset: Path, other: tuple[str, str]) -> None:
    file = dataset / "judgments" / "erewhon.yaml"
    before = file.read_text("utf-8") + "\n\n"
    file.write_text(before, "utf-8")
    ran = peel("check", "dataset", "--fix", *other)
    assert (ran.code, ran.out, file.read_text("utf-8")) == (2, "", before)
    assert "use only one of --fix, --against and --pages" in ran.err


def test_dropping_comments_without_a_fix_is_refused(peel: Peel) -> None:
    ran = peel("check", "--drop-comments")
    assert (ran.code, ran.out, ran.err) == (2, "", "peel: --drop-comments goes with --fix\n")


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


def test_escapes_in_data_and_in_its_name_come_back_inert(peel: Peel, dataset: Path) -> None:
    named = dataset.rename(dataset.with_name("\x1b[31mdata"))
    with (named / "forces.yaml").open("a") as file:
        file.write('"\\e]8;;https://trial.example/\\a": 5\n')
    with (named / "judgments" / "erewhon.yaml").open("a") as file:
        file.write("x: !%1B%5B31m y\n")
    for options in ([], ["--format", "table"], ["--format", "markdown"], ["--format", "html"]):
        ran = peel("check", named.name, *options)
        assert ran.code == 3
        assert all(text.isprintable() for text in (ran.out + ran.err).replace("\n", ""))
    problems = peel("check", named.name, "--json").json["problems"]
    assert {problem["file"] for problem in problems} == {
        f"{named.name}/forces.yaml", f"{named.name}/judgments/erewhon.yaml"
    }  # fmt: skip
    assert "'\\x1b]8;;https://trial.example/\\x07'" in problems[0]["message"]


def test_what_changed_since_another_state(peel: Peel) -> None:
    new = shutil.copytree(TINY, peel.folder / "new")
    path = new / "judgments" / "erewhon.yaml"
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("    greeting: inadequate\n", "").replace(
            "drawers: inadequate", "drawers: good"
        ),
        "utf-8",
    )
    old = str(TINY)
    expected = [
        ("removed", "greeting", "grade", "inadequate", None),
        ("changed", "drawers", "grade", "inadequate", "good"),
    ]
    peel("export", "--format", "datapackage", "-o", "package", "--data", old)
    for state in (old, "package"):
        found = peel("check", "new", "--against", state, "--json").json["changes"]
        names = ("edit", "question", "field", "before", "after")
        assert [tuple(row[name] for name in names) for row in found] == expected
        assert {row["table"] for row in found} == {"judgments"}
    # The other way round, what was removed was added.
    back = peel("check", old, "--against", "new", "--json").json["changes"]
    assert [row["edit"] for row in back] == ["added", "changed"]
    out = peel("check", "new", "--against", old).out
    assert "2 changes: 1 removed, 1 changed." in out
    assert peel("check", old, "--against", old).out.endswith("0 changes.\n")
    (peel.folder / "package" / "reports.csv").unlink()
    ran = peel("check", "--against", "package", env={"PEEL_DATA": old})
    assert (ran.code, ran.out) == (2, "")
    assert "the data package has no file 'package/reports.csv'; export it again" in ran.err


def test_what_changed_in_a_report(peel: Peel, dataset: Path) -> None:
    with_report(dataset, WHOLE)
    out = peel("check", "dataset", "--against", str(TINY)).out
    assert re.search(r"^erewhon +2006 +report +added", out, re.MULTILINE)
