"""A dataset checked to the last line, and put into the canonical layout."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from conftest import BROKEN, TINY, contents

from peelcli import load
from peelcli.keeper.layout.checkup import check, fix_layout
from peelcli.keeper.layout.losses import lost_texts
from peelcli.keeper.layout.text_of_force import force_file_text
from peelcli.keeper.loading import shipped_dataset
from peelcli.keeper.loading.problems import InvalidDatasetError


@pytest.fixture
def dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the invented dataset, to be put out of its layout."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(TINY, "dataset"))


@pytest.fixture
def erewhon(dataset: Path) -> Path:
    """The file of one of its forces."""
    return dataset / "judgments" / "erewhon.yaml"


def departures(dataset: Path) -> list[str]:
    """Return where a valid dataset is not in the canonical layout."""
    found = check(dataset)
    assert found.problems == ()
    return [str(problem) for problem in found.layout]


def test_a_dataset_in_order() -> None:
    found = check(TINY)
    assert (found.problems, found.layout) == ((), ())
    assert (found.forces, found.rounds, found.judgments) == (3, 4, 25)
    assert departures(shipped_dataset()) == []


def test_beside_problems_the_layout_is_not_looked_at(dataset: Path, erewhon: Path) -> None:
    shutil.copytree(BROKEN / "unknown-grade", dataset, dirs_exist_ok=True)
    erewhon.write_text(erewhon.read_text().replace("2002:\n", "2002: \n"))
    found = check(dataset)
    assert [problem.line for problem in found.problems] == [10]
    assert found.layout == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "expected"),
    [
        (
            "overall: outstanding",
            "overall:   outstanding",
            10,
            "expected '    overall: outstanding'",
        ),
        ("# Erewhon", "#Erewhon", 1, "expected '# Erewhon Constabulary: PEEL judgments. data/"),
        ("2001:\n", "2001:\n\n", 3, "expected '  kindness:'"),
        ("sources: [trial]", 'sources: ["trial"]', 4, "expected '    sources: [trial]'"),
        ("\n", "\r\n", 1, "this line ends as on Windows"),
    ],
)
def test_the_first_line_that_departs_is_named(
    dataset: Path, erewhon: Path, old: str, new: str, line: int, expected: str
) -> None:
    erewhon.write_bytes(erewhon.read_bytes().replace(old.encode(), new.encode(), 1))
    (said,) = departures(dataset)
    start = f"dataset/judgments/erewhon.yaml:{line}:1: {expected}"
    assert said.startswith(start)
    assert said.endswith("; `peel check --fix` rewrites the file")


def test_each_file_is_looked_at(dataset: Path, erewhon: Path) -> None:
    for name in ("ruritania-south.yaml", "ruritania.yaml"):
        path = erewhon.with_name(name)
        path.write_text(path.read_text().replace("2002:\n", "2002: \n"))
    assert [said.split(":")[0] for said in departures(dataset)] == [
        "dataset/judgments/ruritania.yaml",
        "dataset/judgments/ruritania-south.yaml",
    ]


def test_a_line_too_many_at_the_end_and_one_too_few(dataset: Path, erewhon: Path) -> None:
    last = len(erewhon.read_text().splitlines())
    erewhon.write_text(erewhon.read_text().rstrip("\n"))
    (said,) = departures(dataset)
    assert f"erewhon.yaml:{last + 1}:1: expected '' here" in said
    erewhon.write_text(erewhon.read_text() + "\n\n")
    (said,) = departures(dataset)
    assert f"erewhon.yaml:{last + 2}:1: expected the end of the file here" in said


def test_fixing_changes_the_layout_and_nothing_else(dataset: Path, erewhon: Path) -> None:
    before = contents(dataset)
    for path in (erewhon, erewhon.with_name("ruritania.yaml")):
        path.write_text(path.read_text().replace("  kindness:", "  kindness:  "))
    untouched = erewhon.with_name("ruritania-south.yaml").stat().st_ino
    assert len(departures(dataset)) == 2
    fix_layout(dataset)
    assert contents(dataset) == before
    assert erewhon.with_name("ruritania-south.yaml").stat().st_ino == untouched


def test_fixing_what_is_in_order_writes_nothing(dataset: Path, erewhon: Path) -> None:
    before = erewhon.parent.stat()
    fix_layout(dataset)
    after = erewhon.parent.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_comments_are_lost_only_when_asked(dataset: Path, erewhon: Path) -> None:
    canonical = contents(dataset)
    erewhon.write_text(erewhon.read_text().replace("2002:\n", "2002:  # a # good year\n"))
    commented = contents(dataset)
    with pytest.raises(InvalidDatasetError) as refused:
        fix_layout(dataset)
    assert str(refused.value) == (
        "nothing was written:\n  dataset/judgments/erewhon.yaml:7:1: "
        "this comment would be lost; move it, or say --drop-comments"
    )
    assert contents(dataset) == commented
    fix_layout(dataset, drop_comments=True)
    assert contents(dataset) == canonical


def test_what_is_not_valid_is_not_fixed(dataset: Path) -> None:
    shutil.copytree(BROKEN / "unknown-grade", dataset, dirs_exist_ok=True)
    before = contents(dataset)
    with pytest.raises(InvalidDatasetError, match="outstandin"):
        fix_layout(dataset)
    assert contents(dataset) == before


@pytest.mark.parametrize(
    "text",
    [
        "2001: {}\n",
        "{}\n",
        "# to be filled in\n2001:\n  kindness:\n    sources: [s]\n    note: Withheld.\n"
        "sources:\n  s: https://trial.example/a\n",
    ],
)
def test_a_file_without_judgments_is_left_alone(dataset: Path, erewhon: Path, text: str) -> None:
    erewhon.write_text(text)
    before = contents(dataset)
    assert departures(dataset) == []
    fix_layout(dataset)
    assert contents(dataset) == before


def test_a_source_that_nothing_cites_is_kept(dataset: Path, erewhon: Path) -> None:
    erewhon.write_text(erewhon.read_text() + "  unused: https://trial.example/better\n")
    assert departures(dataset) == []
    erewhon.write_text(erewhon.read_text().replace("2002:\n", "2002: \n"))
    fix_layout(dataset)
    assert erewhon.read_text().endswith("  unused: https://trial.example/better\n")


def test_a_note_that_no_judgment_takes_is_not_lost_unasked(dataset: Path, erewhon: Path) -> None:
    erewhon.write_text(
        erewhon.read_text().replace("2001:\n", "2001:\n  tidiness:\n    note: Not yet.\n")
    )
    before = contents(dataset)
    with pytest.raises(
        InvalidDatasetError, match=r"erewhon\.yaml:4:11: this belongs to no judgment"
    ):
        fix_layout(dataset)
    assert contents(dataset) == before
    fix_layout(dataset, drop_comments=True)
    assert departures(dataset) == []


def test_keys_that_yaml_takes_for_something_else_keep_their_quotes(
    dataset: Path, erewhon: Path
) -> None:
    text = erewhon.read_text().replace("trial:", "'on':").replace("trial", "on", 4)
    text = text.replace("[on]", "['on']").replace("[trial", "['on'").replace("['on', ", "['on', ")
    erewhon.write_text(text)
    assert check(dataset).problems == ()
    fix_layout(dataset)
    assert "\n  'on': https://" in erewhon.read_text()
    assert "sources: ['on']" in erewhon.read_text()
    assert departures(dataset) == []


def test_what_would_not_be_valid_is_not_put_in_place(
    dataset: Path, erewhon: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    erewhon.write_text(erewhon.read_text().replace("2001:\n", "2001: \n"))
    before = contents(dataset)
    monkeypatch.setattr("peelcli.keeper.layout.checkup.canonical_text", lambda *_: "2001: [")
    with pytest.raises(InvalidDatasetError, match="nothing was written, since peel could not rea"):
        fix_layout(dataset)
    assert contents(dataset) == before


def test_a_date_in_the_future_is_for_check_alone(
    dataset: Path, erewhon: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Past(date):
        @classmethod
        def today(cls) -> Past:
            return cls(2003, 1, 1)

    monkeypatch.setattr("peelcli.keeper.layout.checkup.date", Past)
    problems = check(dataset).problems
    assert problems
    assert {problem.message.split(" ", 1)[1] for problem in problems} == {
        "is in the future; enter a grade once it is published"
    }
    assert load(dataset).by_force["erewhon"]
    assert erewhon.exists()


def test_a_note_that_is_no_text_is_not_lost_as_one() -> None:
    assert [*lost_texts("2001:\n  note: {a: b}\n  reason: [c, [d]]\n", "")] == []
    assert [*lost_texts("2001:\n  note: c\n", "")] == [(2, 9)]


def test_a_force_without_judgments_has_a_file_with_its_header_alone() -> None:
    data = load(TINY)
    text = force_file_text(data.forces["erewhon"], [], data.rounds, {})
    assert text.splitlines() == [
        "# Erewhon Constabulary: PEEL judgments. data/README.md explains the layout."
    ]
