"""Messages that say what is there, rather than what it looks like to a parser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from peelcli.keeper.pages.words import Phrases

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Peel


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8", newline="")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    sources: [trial]\n", "\tsources: [trial]\n",
         "erewhon.yaml:4:1: this is not YAML: a tab can't indent or start a value; put spaces"),
        ("note: By count.", "note: >\n    By count.",
         "note ends in a line break, as a text after > or | does; write >- or |- there"),
        ("note: By count.", "note: >-\n    By count.", "nothing wrong"),
        ("note: By count.", "note: 'By\u200bcount.'", "nobody sees (U+200B); remove it"),
    ],
)  # fmt: skip
def test_yaml(peel: Peel, dataset: Path, old: str, new: str, said: str) -> None:
    replaced(dataset / "judgments" / "erewhon.yaml", old, new)
    ran = peel("check", str(dataset))
    assert said in ran.out + ran.err


def test_a_file_is_no_folder_and_nothing_is_no_file(peel: Peel, dataset: Path) -> None:
    ran = peel("forces", "--data", str(dataset / "forces.yaml"))
    assert (ran.code, ran.out) == (3, "")
    assert "forces.yaml' is a file; name the folder of a dataset" in ran.err
    ran = peel("forces", "--data", str(dataset), "--groups", "nowhere.yaml")
    assert "nowhere.yaml: there is no such file" in ran.err
    assert peel("forces", "--data", "x" * 300).code == 3


def test_line_ends_of_windows_are_named(peel: Peel, dataset: Path) -> None:
    path = dataset / "judgments" / "erewhon.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    ran = peel("check", str(dataset), "--strict")
    assert ran.code == 3
    assert "erewhon.yaml:1:1: this line ends as on Windows; `peel check --fix` rewrites" in ran.out
    assert peel("check", str(dataset), "--fix").code == 0
    assert peel("check", str(dataset), "--strict").code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kindness: [", "this is not YAML"),
        ("kindness: {greeting: [a, '*']}\n", "'*' must be words, and must not end in *"),
        ("kindness: {greeting: ['treating *']}\n", "'treating *' must be words"),
        ("kindness: {greeting: ['_']}\n", "'_' must be words"),
        ("mood: {greeting: [a]}\n", "there is no pillar 'mood'"),
    ],
)
def test_check_looks_at_the_wordings(peel: Peel, dataset: Path, text: str, said: str) -> None:
    (dataset / "wordings.yaml").write_text(text, "utf-8")
    ran = peel("check", str(dataset), "--json")
    assert ran.code == 3
    assert said in ran.json["problems"][0]["message"]
    (dataset / "wordings.yaml").unlink()
    assert peel("check", str(dataset)).code == 0


def test_a_name_of_signs_alone_is_no_phrase(peel: Peel, dataset: Path) -> None:
    replaced(dataset / "questions.yaml", "Greeting people", "'?!'")
    (peel.folder / "page.txt").write_text("TRIAL 2006-08\nErewhon Constabulary\nGood.\n")
    assert peel("read", "page.txt", "--data", str(dataset)).code == 0
    assert not Phrases([(",", "a stop")]).are_in([","])


def test_groups_of_one_name_and_of_anothers_id(peel: Peel, dataset: Path) -> None:
    (peel.folder / "g.yaml").write_text(
        "aa: {name: bb, forces: [erewhon]}\nbb: {name: Bee, forces: [ruritania]}\n"
    )
    options = ("--data", str(dataset), "--groups", "g.yaml")
    rows = peel("forces", "--group", "bb", *options, "--json").json["forces"]
    assert [row["id"] for row in rows] == ["ruritania"]
    (peel.folder / "g.yaml").write_text(
        "aa: {name: Bee, forces: [erewhon]}\nbb: {name: bee, forces: [ruritania]}\n"
    )
    ran = peel("forces", *options)
    assert (ran.code, "g.yaml:2:12: the group aa has this name too" in ran.err) == (3, True)
    (dataset / "groups.yaml").write_text("cc: {name: Bee, forces: [erewhon]}\n")
    (peel.folder / "g.yaml").write_text("bb: {name: bee, forces: [ruritania]}\n")
    ran = peel("forces", *options)
    assert (ran.code, "the dataset has a group 'bee' too" in ran.err) == (2, True)
