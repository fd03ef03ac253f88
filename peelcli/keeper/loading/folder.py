"""Reads every file of a folder of YAML: a dataset, and all its problems."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from peelcli.errors import DatasetError
from peelcli.keeper.loading.carried_over import carried_over_problems
from peelcli.keeper.loading.comparison_rules import read_comparisons
from peelcli.keeper.loading.fields import Reader
from peelcli.keeper.loading.file_names import (
    COMPARISONS,
    FORCES,
    GROUPS,
    QUESTIONS,
    REFERENCE_FILES,
    ROUNDS,
    VERSION,
    judgments_folder,
)
from peelcli.keeper.loading.force_files import read_force_file
from peelcli.keeper.loading.groups import read_groups
from peelcli.keeper.loading.problems import InvalidDatasetError, Problem
from peelcli.keeper.loading.reference_files import (
    Names,
    read_forces,
    read_names,
    read_rounds,
    read_version,
)
from peelcli.keeper.loading.yaml_tree import Node, read_tree
from peelcli.model import Dataset, Force, ForceReport, Group, Judgment, Round
from peelcli.rules import Comparisons
from peelcli.terms import Place, ReadOnly
from peelcli.text import did_you_mean

_MOST_SHOWN = 200


class Contents(NamedTuple):
    """A dataset, with its problems and the names of its sources."""

    dataset: Dataset
    """All that could be read."""
    problems: tuple[Problem, ...]
    """All that is wrong, in reading order."""
    source_names: Mapping[str, Mapping[str, str]]
    """Force to address to the short name that the force's file gives it."""


def read_dataset(
    folder: Path, *, today: str | None = None, judgments: str | None = None
) -> Contents:
    """Read every file of a dataset. Raises DatasetError if the folder does not exist.

    A date after `today` is a problem, where that is given: a dataset that others read must not
    depend on the clock. `judgments` names another folder of forces' files, to be tried out.
    """
    if not _is_folder(folder):
        shown = str(folder)[:_MOST_SHOWN]
        if _is_file(folder):
            raise DatasetError(f"{shown!r} is a file; name the folder of a dataset")
        raise DatasetError(f"there is no folder {shown!r} to read a dataset from")
    problems: list[Problem] = []
    files = _Folder(folder, problems, today, judgments)
    trees = {name: files.tree(name) for name in REFERENCE_FILES}

    def unless_problems(name: str) -> Node | None:
        # Skip files that depend on a broken one, to avoid follow-on errors.
        return None if problems else trees[name]

    forces: dict[str, Force] = {}
    names: Names | None = None
    rounds: dict[int, Round] = {}
    comparisons = Comparisons()
    if root := trees[FORCES]:
        forces = read_forces(root, files.reader(FORCES))
    if root := trees[QUESTIONS]:
        names = read_names(root, files.reader(QUESTIONS))
    if names and (root := unless_problems(ROUNDS)):
        rounds = read_rounds(root, files.reader(ROUNDS), names)
    if root := unless_problems(COMPARISONS):
        comparisons = read_comparisons(root, files.reader(COMPARISONS), rounds)
    version = read_version(root, files.reader(VERSION)) if (root := files.tree_if(VERSION)) else {}
    groups: dict[str, Group] = {}
    if forces and (root := files.tree_if(GROUPS)):
        groups = read_groups(root, files.reader(GROUPS), forces)
    is_sound = not problems

    by_force: dict[str, Mapping[Place, Judgment]] = {}
    source_names: dict[str, Mapping[str, str]] = {}
    reports: dict[str, Mapping[int, ForceReport]] = {}
    for force in files.force_files():
        name = f"{files.judgments}/{force}.yaml"
        root = files.tree(name)
        if is_sound and force not in forces:
            near = did_you_mean(force, forces)
            files.report(name, f"{FORCES} has no force {force!r}{near or '; add it there'}")
        elif is_sound and root is not None:
            reader = files.reader(name)
            file = read_force_file(root, reader, force, rounds)
            by_force[force] = ReadOnly(
                (read.judgment.place, read.judgment) for read in file.judgments
            )
            source_names[force] = file.source_names
            reports[force] = file.reports
            nodes = {read.judgment.place: read.node for read in file.judgments}
            wrong = carried_over_problems(by_force[force].values(), rounds, comparisons)
            for judgment, message in wrong:
                reader.problem(nodes[judgment.place], message)
    dataset = Dataset(
        ReadOnly(sorted(forces.items())),
        ReadOnly(rounds),
        comparisons,
        ReadOnly(by_force),
        reports=ReadOnly((force, found) for force, found in reports.items() if found),
        version=version.get("version"),
        version_day=version.get("day"),
        groups=ReadOnly(groups),
    )
    return Contents(dataset, tuple(sorted(problems)), source_names)


def read_sound(folder: Path) -> Contents:
    """Read a dataset that must be valid. Raises InvalidDatasetError with every problem."""
    loaded = read_dataset(folder)
    if loaded.problems:
        raise InvalidDatasetError(loaded.problems)
    return loaded


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that no file could have
        return False


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


class _Folder:
    """The files of a dataset."""

    def __init__(
        self, folder: Path, problems: list[Problem], today: str | None, judgments: str | None
    ) -> None:
        self._folder = folder
        self._inside = os.path.realpath(folder)
        self._problems = problems
        self._today = today
        self.judgments = judgments or os.path.relpath(judgments_folder(folder), folder)

    def reader(self, name: str) -> Reader:
        return Reader(self._shown(name), self._problems, self._today)

    def tree(self, name: str) -> Node | None:
        path = self._folder / name
        if not path.is_symlink() and not path.exists():
            self.report(name, "this file is missing; a dataset needs it")
            return None
        # realpath keeps a symlink loop as it is; `is_file` then rejects it.
        if not Path(os.path.realpath(path)).is_relative_to(self._inside):
            self.report(name, "this link leads out of the dataset; copy the file in")
            return None
        return read_tree(path, self._shown(name), self._problems)

    def tree_if(self, name: str) -> Node | None:
        """Return the tree of a file that need not be there."""
        path = self._folder / name
        return self.tree(name) if path.exists() or path.is_symlink() else None

    def force_files(self) -> list[str]:
        folder = self._folder / self.judgments
        if not folder.is_dir():
            self.report(self.judgments, "this folder is missing; a dataset needs it")
            return []
        forces = []
        for path in folder.iterdir():
            if path.suffix == ".yaml":
                forces.append(path.stem)
            elif path.suffix == ".yml":
                self.report(f"{self.judgments}/{path.name}", "a data file ends in .yaml; rename it")
        return sorted(forces)

    def report(self, name: str, message: str) -> None:
        self._problems.append(Problem(self._shown(name), 0, 0, message))

    def _shown(self, name: str) -> str:
        return str(self._folder / name)
