"""From a folder of YAML to a Dataset, or to everything that is wrong with the folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from peelcli.errors import DatasetError
from peelcli.load.carried_over import check_carried_over
from peelcli.load.judgments import read_force_file
from peelcli.load.problems import InvalidDatasetError, Problem
from peelcli.load.reader import Reader
from peelcli.load.reference import read_comparisons, read_forces, read_names, read_rounds
from peelcli.load.yaml_tree import read_tree
from peelcli.model import Comparisons, Dataset
from peelcli.names import did_you_mean

if TYPE_CHECKING:
    from peelcli.load.reference import Names
    from peelcli.load.yaml_tree import Node
    from peelcli.model import Force, Judgment, Place, Round

FORCES = "forces.yaml"
QUESTIONS = "questions.yaml"
ROUNDS = "rounds.yaml"
COMPARISONS = "comparisons.yaml"
JUDGMENTS = "judgments"


def shipped_dataset() -> Path:
    """Return the folder of the dataset that comes with the package."""
    package = Path(__file__).parent.parent
    installed = package / "data"
    # In a checkout the dataset stands beside the package, at the top level.
    return installed if installed.is_dir() else package.parent / "data"


def load(folder: Path | None = None) -> Dataset:
    """Return the dataset in a folder, by default the one that comes with the package.

    Raises InvalidDatasetError with every problem there is, or DatasetError where there is no
    dataset at all.
    """
    dataset, problems = read_dataset(folder or shipped_dataset())
    if problems:
        raise InvalidDatasetError(problems)
    return dataset


def read_dataset(folder: Path) -> tuple[Dataset, tuple[Problem, ...]]:
    """Read every file of a dataset; return what could be read, and every problem."""
    if not folder.is_dir():
        raise DatasetError(f"there is no folder {str(folder)!r} to read a dataset from")
    problems: list[Problem] = []
    files = _Folder(folder, problems)

    forces: dict[str, Force] = {}
    if root := files.tree(FORCES):
        forces = read_forces(root, files.reader(FORCES))
    names: Names | None = None
    if root := files.tree(QUESTIONS):
        names = read_names(root, files.reader(QUESTIONS))
    rounds: dict[int, Round] = {}
    if names and (root := files.tree(ROUNDS)):
        rounds = read_rounds(root, files.reader(ROUNDS), names)
    comparisons = Comparisons()
    if rounds and (root := files.tree(COMPARISONS)):
        comparisons = read_comparisons(root, files.reader(COMPARISONS), rounds)

    by_force: dict[str, dict[Place, Judgment]] = {}
    # Without sound rounds every line of every force would be reported, and no line be wrong.
    for force in files.force_files() if forces and rounds and not problems else ():
        name = f"{JUDGMENTS}/{force}.yaml"
        reader = files.reader(name)
        root = files.tree(name)
        if force not in forces:
            if root is not None:
                near = did_you_mean(force, forces)
                files.report(name, f"{FORCES} has no force {force!r}{near or '; add it there'}")
            continue
        if root is None:
            continue
        placed = read_force_file(root, reader, force, rounds).placed
        check_carried_over(placed, reader, rounds, comparisons)
        by_force[force] = {one.judgment.place: one.judgment for one in placed}
    dataset = Dataset(dict(sorted(forces.items())), rounds, comparisons, by_force)
    return dataset, tuple(sorted(problems))


class _Folder:
    """The files of a dataset."""

    def __init__(self, folder: Path, problems: list[Problem]) -> None:
        self._folder = folder
        self._problems = problems

    def reader(self, name: str) -> Reader:
        return Reader(self._shown(name), self._problems)

    def tree(self, name: str) -> Node | None:
        path = self._folder / name
        if not path.exists():
            self.report(name, "this file is missing; a dataset needs it")
            return None
        if not path.resolve().is_relative_to(self._folder.resolve()):
            self.report(name, "this link leads out of the dataset; copy the file in")
            return None
        return read_tree(path, self._shown(name), self._problems)

    def force_files(self) -> list[str]:
        folder = self._folder / JUDGMENTS
        if not folder.is_dir():
            return []
        forces = []
        for path in sorted(folder.iterdir()):
            if path.suffix == ".yaml":
                forces.append(path.stem)
            elif path.suffix == ".yml":
                self.report(f"{JUDGMENTS}/{path.name}", "a data file ends in .yaml; rename it")
        return forces

    def report(self, name: str, message: str) -> None:
        self._problems.append(Problem(self._shown(name), 0, 0, message))

    def _shown(self, name: str) -> str:
        return str(self._folder / name)
