"""A folder of YAML read: what its files say, and which files it must have."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import TINY, contents

from peelcli import load
from peelcli.errors import DatasetError
from peelcli.keeper.layout.checkup import check
from peelcli.keeper.loading import read_valid, shipped_dataset
from peelcli.keeper.loading.folder import read_dataset, read_sound
from peelcli.keeper.loading.problems import InvalidDatasetError
from peelcli.keeper.loading.yaml_tree import MAX_BYTES
from peelcli.model import Force, Judgment, Question
from peelcli.rules import Break, ComparableRounds, Comparisons, Related
from peelcli.terms import Basis, Grade, Level, Status

if TYPE_CHECKING:
    from peelcli.data import PeelData

TRIAL = ("https://trial.example/erewhon",)
STORY = ("https://paper.example/story?a=1&b=2",)


def said(dataset: Path) -> list[str]:
    return [str(problem) for problem in read_dataset(dataset).problems]


class TestWhatTheFilesSay:
    def test_forces(self, tiny: PeelData) -> None:
        assert list(tiny.forces.values()) == [
            Force(
                "erewhon",
                "Erewhon Constabulary",
                "Erewhon",
                "Far Side",
                "Neverland",
                "Nowhere Watch",
                ("erw", "backwards"),
                (2, 1),
            ),
            Force(
                "ruritania",
                "Ruritania Police",
                "Ruritania",
                "Near Side",
                "Neverland",
                tile=(1, 2),
            ),
            Force(
                "ruritania-south",
                "Ruritania & South Police",
                "Ruritania & South",
                "Near Side",
                "Neverland",
                None,
                ("ras",),
            ),
        ]

    def test_a_round_with_pillars(self, tiny: PeelData) -> None:
        round_ = tiny.rounds[2001]
        assert round_.label == "TRIAL 2001"
        assert (round_.year, round_.last_year) == (2001, 2001)
        assert round_.scale == (Grade.OUTSTANDING, Grade.GOOD, *tuple(Grade)[3:])
        assert round_.published == "on 1 March 2001"
        assert round_.source == "https://trial.example/2001"
        assert (round_.missing, round_.limits) == (None, ())
        day = "2001-03-01"
        greeting = "Does it greet people?"
        assert round_.questions == (
            Question("kindness", None, "Kindness", "Is the force kind?", True, day, "Kindness"),
            Question("kindness", "greeting", "Greeting people", greeting, True, day, "Kindness"),
            Question("tidiness", None, "Tidiness", "Is the force tidy?", False, day, "Tidiness"),
        )
        assert [question.key for question in round_.questions] == list(round_.asked)

    def test_a_round_with_areas(self, tiny: PeelData) -> None:
        round_ = tiny.rounds[2006]
        assert round_.label == "TRIAL 2006-08"
        assert (round_.year, round_.last_year) == (2006, 2008)
        assert round_.scale == tuple(Grade)
        greeting, tea = "Greeting all people", "Making tea for all people"
        assert round_.questions == (
            Question(None, "greeting", "Greeting people", greeting, True, None),
            Question(None, "listening", "Listening", "Listening to all people", True, None),
            Question(None, "tea", "Making tea", tea, False, None),
        )

    def test_what_a_user_should_know_of_a_round(self, tiny: PeelData) -> None:
        assert tiny.rounds[2002].missing == "some grades of 2002 were lost in the post."
        assert tiny.rounds[2003].limits == ("Drawers and desks were put together.",)
        assert [round_.last_year for round_ in tiny.rounds.values()] == [2001, 2002, 2004, 2008]

    def test_comparisons(self, tiny: PeelData) -> None:
        source = "https://trial.example/compare"
        pillars = ("kindness", "tidiness")
        assert tiny.comparisons == Comparisons(
            (
                ComparableRounds(
                    (2001, 2002, 2003),
                    ("kindness",),
                    Level.PILLAR_GRADES,
                    (source,),
                ),
                ComparableRounds(
                    (2002, 2003),
                    ("tidiness",),
                    Level.PILLAR_GRADES,
                    (source,),
                ),
                ComparableRounds((2002, 2003), pillars, Level.QUESTIONS, (source,)),
            ),
            (
                Break(
                    2001,
                    2002,
                    ("kindness",),
                    Level.QUESTIONS,
                    "The greeting of 2001 was another.",
                    source,
                ),
                Break(2003, 2006, None, None, "There are five grades now.", source),
            ),
            (
                Related(
                    2002,
                    (("tidiness", "desks"), ("tidiness", "drawers")),
                    2003,
                    ("tidiness", "cupboards"),
                    "Desks and drawers became furniture.",
                    "desks",
                ),
            ),
        )

    def test_judgments(self, tiny: PeelData) -> None:
        found = tiny.by_force["erewhon"]
        assert found[2001, "kindness", None] == Judgment(
            force="erewhon",
            year=2001,
            pillar="kindness",
            question=None,
            grade=Grade.GOOD,
            status=Status.INSPECTED,
            carried_over_from=None,
            # The round's, since the file says nothing.
            published="2001-03-01",
            basis=Basis.OFFICIAL,
            sources=TRIAL,
            note=None,
            areas_for_improvement=(),
        )
        listening = found[2002, "kindness", "listening"]
        assert (listening.published, listening.basis) == (None, Basis.SECONDARY)
        assert found[2003, "kindness", "listening"] == Judgment(
            force="erewhon",
            year=2003,
            pillar="kindness",
            question="listening",
            grade=Grade.OUTSTANDING,
            status=Status.INSPECTED,
            carried_over_from=None,
            published="2004-05-06",
            basis=Basis.OFFICIAL,
            sources=(*TRIAL, *STORY),
            note="Said so: twice.",
            areas_for_improvement=("Answer back less.", "No: never."),
        )
        greeting = found[2003, "kindness", "greeting"]
        assert (greeting.status, greeting.carried_over_from) == (Status.CARRIED_OVER, 2002)
        tea = found[2006, None, "greeting"]
        assert (tea.grade, tea.published, tea.basis) == (
            Grade.ADEQUATE,
            "2007-08-09",
            Basis.DERIVED,
        )
        assert (tea.sources, tea.note) == (STORY, "By count.")
        assert found[2006, None, "listening"].published is None

    def test_not_graded_with_a_reason_and_without(self, tiny: PeelData) -> None:
        for force, reason in (("ruritania", "The inspector was ill."), ("ruritania-south", None)):
            one = tiny.by_force[force][2002, "tidiness", None]
            assert (one.grade, one.status, one.note) == (None, Status.NOT_GRADED, reason)

    def test_days_of_publication(self, dataset: Path) -> None:
        path = dataset / "judgments" / "erewhon.yaml"
        text = path.read_text().replace("2007-08-09", "unknown")
        # From the round's first year to two years after its last.
        for day in ("2002-01-01", "2004-12-31"):
            path.write_text(text.replace("published: unknown", f"published: {day}", 1))
            found = read_valid(dataset).by_force["erewhon"]
            assert found[2002, "kindness", "listening"].published == day
        place = "2003:\n  published: 2004-05-06"
        path.write_text(text.replace(place, place.replace("2004-05-06", "2005-01-01")))
        # Whatever the clock says, a dataset can be read; who checks it says which day it is.
        assert read_dataset(dataset).problems == ()
        (problem,) = read_dataset(dataset, today="2004-12-31").problems
        assert problem.message.startswith("2005-01-01 is in the future;")

    def test_what_a_round_graded(self, dataset: Path) -> None:
        path = dataset / "rounds.yaml"
        text = path.read_text()
        for said, graded in (
            ("{title: Tea}", True),
            ("{title: Tea, graded: true}", True),
            ("{title: Tea, graded: false}", False),
        ):
            start = text.index("    tea:")
            path.write_text(f"{text[:start]}    tea: {said}\n")
            tea = read_valid(dataset).rounds[2006].questions[-1]
            assert (tea.title, tea.graded) == ("Tea", graded)
        # What is said of a pillar is said of its own grade.
        path.write_text(text.replace("graded: false", "graded: true", 1))
        tidiness = read_valid(dataset).rounds[2001].questions[-1]
        assert (tidiness.key, tidiness.graded) == (("tidiness", None), True)

    def test_comparisons_may_have_no_entries_of_a_kind(self, dataset: Path) -> None:
        path = dataset / "comparisons.yaml"
        path.write_text("{}")
        judgments = dataset / "judgments" / "erewhon.yaml"
        judgments.write_text(
            judgments.read_text().replace("{grade: good, carried-over-from: 2002}", "good")
        )
        assert read_valid(dataset).comparisons == Comparisons()

    def test_a_file_without_sources(self, dataset: Path) -> None:
        path = dataset / "judgments" / "ruritania.yaml"
        path.write_text("2001: {}\n")
        assert read_dataset(dataset).source_names["ruritania"] == {}
        path.write_text("word")
        read = read_dataset(dataset)
        assert read.source_names["ruritania"] == {}
        assert read.dataset.by_force["ruritania"] == {}

    def test_what_could_be_read_beside_problems(self, dataset: Path) -> None:
        path = dataset / "judgments" / "erewhon.yaml"
        text = path.read_text()
        carried = "greeting: {grade: good, carried-over-from: 2002}"
        for wrong in (
            "{grade: god, carried-over-from: 2002}",
            "{grade: good, carried-over-from: x}",
        ):
            path.write_text(text.replace(carried, f"greeting: {wrong}"))
            read = read_dataset(dataset)
            assert len(read.problems) == 1
            assert (2003, "kindness", "greeting") not in read.dataset.by_force["erewhon"]
            assert len(read.dataset.by_force["erewhon"]) == 14
        path.write_text(text)
        path = dataset / "rounds.yaml"
        text = path.read_text()
        for field in ("label: TRIAL 2001", "published: on 1 March 2001", "scale: [outstanding",
                      "source: https://trial.example/2001"):  # fmt: skip
            path.write_text(text.replace(field, f"{field.split(':')[0]}: [[x]] #", 1))
            assert list(read_dataset(dataset).dataset.rounds) == [2002, 2003, 2006]

    def test_everything_stands_in_order(self, tiny: PeelData) -> None:
        assert list(tiny.by_force) == sorted(tiny.by_force) == list(tiny.forces)
        assert list(tiny.rounds) == sorted(tiny.rounds)
        for judgments in tiny.by_force.values():
            assert list(judgments) == [judgment.place for judgment in judgments.values()]
        assert list(tiny.by_force["ruritania"]) == [
            (2002, "kindness", None),
            (2002, "kindness", "listening"),
            (2002, "tidiness", None),
            (2003, "kindness", None),
            (2003, "kindness", "listening"),
            (2003, "tidiness", None),
            (2006, None, "greeting"),
        ]

    def test_the_names_that_a_file_gives_its_sources(self) -> None:
        names = read_dataset(TINY).source_names
        assert names["erewhon"] == {STORY[0]: "story", TRIAL[0]: "trial"}
        assert list(names) == ["erewhon", "ruritania", "ruritania-south"]

    def test_the_order_in_the_files_says_nothing(self, dataset: Path, tiny: PeelData) -> None:
        path = dataset / "forces.yaml"
        comment, *blocks = path.read_text().split("\nr")
        path.write_text(comment + "".join("\nr" + block for block in reversed(blocks)))
        path = dataset / "judgments" / "ruritania.yaml"
        first, rest = path.read_text().split("2003:")
        path.write_text("2003:" + rest + first)
        read = read_valid(dataset)
        assert list(read.forces) == list(tiny.forces)
        assert list(read.by_force["ruritania"].items()) == list(tiny.by_force["ruritania"].items())


class TestWhichFilesThereAre:
    def test_a_missing_file_and_folder(self, dataset: Path) -> None:
        (dataset / "comparisons.yaml").unlink()
        shutil.rmtree(dataset / "judgments")
        assert {(problem.line, problem.column) for problem in read_dataset(dataset).problems} == {
            (0, 0)
        }
        assert said(dataset) == [
            "dataset/comparisons.yaml: this file is missing; a dataset needs it",
            "dataset/judgments: this folder is missing; a dataset needs it",
        ]

    @pytest.mark.parametrize("name", ["forces", "questions", "rounds", "comparisons"])
    def test_beside_a_missing_file_only_it_is_reported(self, dataset: Path, name: str) -> None:
        (dataset / f"{name}.yaml").unlink()
        assert said(dataset) == [f"dataset/{name}.yaml: this file is missing; a dataset needs it"]

    def test_no_folder_at_all(self, tmp_path: Path) -> None:
        for name in ("nowhere", "n" * 300, "n" * 5000):
            with pytest.raises(DatasetError) as refused:
                read_dataset(Path(name))
            shown = name[:200]
            assert str(refused.value) == f"there is no folder {shown!r} to read a dataset from"
        (tmp_path / "file").touch()
        with pytest.raises(DatasetError):
            read_dataset(tmp_path / "file")

    def test_a_link_that_leads_out_or_nowhere(self, dataset: Path, tmp_path: Path) -> None:
        (dataset / "judgments" / "ruritania.yaml").rename("outside.yaml")
        (dataset / "judgments" / "ruritania.yaml").symlink_to(tmp_path / "outside.yaml")
        (dataset / "judgments" / "erewhon.yaml").unlink()
        (dataset / "judgments" / "erewhon.yaml").symlink_to("nowhere.yaml")
        assert said(dataset) == [
            "dataset/judgments/erewhon.yaml: this is not a regular file; put the file itself there",
            "dataset/judgments/ruritania.yaml: "
            "this link leads out of the dataset; copy the file in",
        ]

    def test_links_in_a_circle(self, dataset: Path) -> None:
        path = dataset / "judgments" / "erewhon.yaml"
        path.unlink()
        path.symlink_to("erewhon.yaml")
        message = "this is not a regular file; put the file itself there"
        assert said(dataset) == [f"{path}: {message}"]
        (dataset / "circle").symlink_to("circle")
        with pytest.raises(DatasetError, match="there is no folder"):
            read_dataset(dataset / "circle")

    def test_a_folder_in_place_of_a_file(self, dataset: Path) -> None:
        (dataset / "rounds.yaml").unlink()
        (dataset / "rounds.yaml").mkdir()
        (problem,) = said(dataset)
        assert problem.startswith("dataset/rounds.yaml: this is not a regular file")

    def test_files_without_a_force_and_with_another_ending(self, dataset: Path) -> None:
        judgments = dataset / "judgments"
        (judgments / "ruritania.yaml").rename(judgments / "ruritannia.yaml")
        (judgments / "erewhon.yaml").rename(judgments / "erewhon.yml")
        (judgments / "xyzzy.yaml").write_text("{}")
        assert said(dataset) == [
            "dataset/judgments/erewhon.yml: a data file ends in .yaml; rename it",
            "dataset/judgments/ruritannia.yaml: "
            "forces.yaml has no force 'ruritannia'; did you mean 'ruritania' or 'ruritania-south'?",
            "dataset/judgments/xyzzy.yaml: forces.yaml has no force 'xyzzy'; add it there",
        ]

    def test_other_files_beside_the_data_are_no_ones_business(self, dataset: Path) -> None:
        (dataset / "judgments" / "notes.txt").write_text("mine")
        (dataset / "notes.yaml").write_text("mine")
        assert said(dataset) == []

    def test_a_force_without_a_file(self, dataset: Path) -> None:
        (dataset / "judgments" / "ruritania.yaml").unlink()
        read = read_valid(dataset)
        assert list(read.by_force) == ["erewhon", "ruritania-south"]
        assert "ruritania" in read.forces

    def test_a_file_of_the_largest_size(self, dataset: Path) -> None:
        path = dataset / "judgments" / "erewhon.yaml"
        room = MAX_BYTES - path.stat().st_size
        with path.open("a") as file:
            file.write("#" * room)
        assert said(dataset) == []
        with path.open("a") as file:
            file.write("#")
        assert said(dataset) == [
            "dataset/judgments/erewhon.yaml: "
            "4,194,305 bytes is more than the 4,194,304 a data file may have; split it"
        ]

    def test_a_file_that_cannot_be_read(
        self, dataset: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refused(path: Path) -> bytes:
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr(Path, "read_bytes", refused)
        assert "dataset/comparisons.yaml: can't be read: Permission denied" in said(dataset)

    def test_a_date_in_the_future(self, dataset: Path) -> None:
        for name in ("rounds", "comparisons", "judgments/erewhon", "judgments/ruritania"):
            path = dataset / f"{name}.yaml"
            text = path.read_text().replace("2006:", "2106:").replace("2006\n", "2106\n")
            path.write_text(text.replace("TRIAL 2006", "TRIAL 2106").replace("2007-", "2107-"))
        assert said(dataset) == []
        assert [str(problem) for problem in check(dataset).problems] == [
            "dataset/judgments/erewhon.yaml:35:14: 2107-08-09 is in the future; "
            "enter a grade once it is published"
        ]

    def test_a_byte_order_mark_and_other_line_ends(self, dataset: Path, tiny: PeelData) -> None:
        path = dataset / "judgments" / "erewhon.yaml"
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
        assert read_valid(dataset).by_force == tiny.by_force


MUCH = 1_000_000


def many(line: str) -> str:
    return "".join(f"{line.replace('{}', str(number))}\n" for number in range(30_000))


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [
        ("overall: good", "overall: " + "good" * (MUCH // 4), 1),
        ("https://trial.example/erewhon", "https://" + "a." * (MUCH // 2) + " x", 1),
        ("https://trial.example/erewhon", "https://" + "a." * 2400 + " x", 1),
        ("note: By count.", "note: " + "x" * MUCH, 1),
        ("note: By count.", "note: " + "1_" * (MUCH // 2), 1),
        ("sources: [trial]", f"sources: [{'trial' * (MUCH // 5)}]", 1),
        ("sources: [trial]", f"sources: [{', '.join(['trail'] * 30_000)}]", 30_000),
        ("  trial:", many("  s{}: https://a.b/{}") + "  trial:", 0),
        ("    greeting:", many("    k{}: a") + "    greeting:", 30_000),
    ],
    ids=range(9),
)  # fmt: skip
def test_what_is_made_to_stall_or_to_flood_is_refused_soon_and_in_few_words(
    dataset: Path, old: str, new: str, count: int
) -> None:
    path = dataset / "judgments" / "erewhon.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    start = time.monotonic()
    problems = read_dataset(dataset).problems
    assert time.monotonic() - start < 5
    assert len(problems) == count
    assert all(len(str(problem)) < 600 for problem in problems)


def test_what_is_not_valid_is_not_returned(dataset: Path) -> None:
    path = dataset / "judgments" / "erewhon.yaml"
    path.write_text(path.read_text().replace("overall: outstanding", "overall: super"))
    for read in (load, read_valid, read_sound):
        with pytest.raises(InvalidDatasetError, match=r"^the dataset is not valid:\n  dataset/jud"):
            read(dataset)


def test_only_the_first_problems_are_told_at_once(dataset: Path) -> None:
    path = dataset / "judgments" / "erewhon.yaml"
    path.write_text(path.read_text().replace(": good", ": god"))
    problems = read_dataset(dataset).problems
    assert len(problems) == 8
    assert problems == tuple(sorted(problems))
    shown = [f"  {problem}" for problem in problems[:5]]
    told = str(InvalidDatasetError(problems))
    assert told.splitlines() == ["the dataset is not valid:", *shown, "  and 3 more"]


def test_the_shipped_dataset_is_in_the_package_or_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (shipped_dataset() / "rounds.yaml").is_file()
    package = tmp_path / "site" / "peelcli"
    monkeypatch.setattr(
        "peelcli.keeper.loading.__file__", str(package / "keeper" / "loading" / "x")
    )
    # In a checkout it stands at the top level.
    (tmp_path / "site" / "data").mkdir(parents=True)
    assert shipped_dataset() == tmp_path / "site" / "data"
    (package / "data").mkdir(parents=True)
    assert shipped_dataset() == package / "data"


def test_of_a_package_that_is_an_archive_the_dataset_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shipped = Path(__file__).parents[3] / "data"
    monkeypatch.setattr(
        "peelcli.keeper.loading.__file__", "/nowhere/app.pyz/peelcli/keeper/loading/__init__.py"
    )
    monkeypatch.setattr("importlib.resources.files", lambda _: shipped.parent)
    folder = shipped_dataset()
    assert contents(folder) == contents(shipped)
    assert folder != shipped
