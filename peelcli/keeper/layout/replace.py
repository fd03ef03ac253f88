"""Replaces force files all together or not at all."""

import errno
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from peelcli.atomic import lock, rename, replacing_folder, take_over
from peelcli.errors import OutputError
from peelcli.keeper.layout.losses import comment_lines, lost_texts
from peelcli.keeper.layout.text_of_force import canonical_text, header
from peelcli.keeper.loading.file_names import (
    JUDGMENTS,
    LICENCE,
    REFERENCE_FILES,
    judgments_before,
    judgments_folder,
)
from peelcli.keeper.loading.folder import Contents, read_dataset
from peelcli.keeper.loading.problems import InvalidDatasetError, Problem
from peelcli.model import Dataset

_STAGED = "judgments.importing"
_STAGED_DATASET = ".peel-importing"


@dataclass(frozen=True)
class FileChange:
    """The change of one force's file."""

    name: str
    before: str
    """Empty for a new file."""
    after: str


def file_text(dataset: Path, force: str) -> str:
    """Return a force's file as it is, line ends included; empty when there is none."""
    path = judgments_folder(dataset) / f"{force}.yaml"
    # As bytes, because reading as text changes line ends.
    return path.read_bytes().decode("utf-8") if path.exists() else ""


@contextmanager
def changing(dataset: Path) -> Iterator[None]:
    """Hold the lock of a dataset while it is read, an import is planned, and files are written.

    Raises OutputError where something can't be written.
    """
    try:
        with lock(dataset):
            yield
    except OSError as error:
        what = error.strerror or str(error)
        raise OutputError(f"nothing was written to {str(dataset)!r}: {what}") from error


def lost_by(dataset: Path, changes: Iterable[FileChange], loaded: Contents) -> list[Problem]:
    """Return the comments and texts that rewriting files would lose, each at its place.

    The files are compared with the canonical text of the judgments that they hold now, so a text
    that the change itself replaces does not count as lost.
    """
    problems = []
    for change in changes:
        force = change.name.removesuffix(".yaml")
        path = str(judgments_folder(dataset) / change.name)
        if not change.before:
            continue
        for line in comment_lines(change.before, header(loaded.dataset.forces[force])):
            message = "this comment would be lost; move it, or say --drop-comments"
            problems.append(Problem(path, line, 1, message))
        for line, column in lost_texts(change.before, canonical_text(loaded, force)):
            message = (
                "this belongs to no judgment and would be lost; move it, or say --drop-comments"
            )
            problems.append(Problem(path, line, column, message))
    return problems


def replace_force_files(dataset: Path, texts: Mapping[str, str], expected: Dataset) -> None:
    """Put new texts of forces' files into a dataset; the files not named stay as they are.

    The new folder is built beside the old one, read back, and then takes its name. Killed at any
    moment, the dataset is whole: `judgments_folder` finds the old files until the new ones stand.
    `expected` is what must then be there. Raises InvalidDatasetError if it would not be, or would
    not be valid, and OSError if it can't be written, as where a file is a link, which can't change
    in the same moment as the others; the old files are then in place. The caller holds the lock,
    see `changing`.
    """
    folder, before = dataset / JUDGMENTS, judgments_before(dataset)
    real = before.with_name(Path(os.path.realpath(folder)).name)
    if before.is_dir() and not folder.is_dir():
        rename(before, real)
    for name in texts:
        if (real / name).is_symlink():
            message = f"{JUDGMENTS}/{name} is a link; put the file itself there"
            raise OSError(errno.EMLINK, message)
    with replacing_folder(real, staged=before.with_name(_STAGED), before=before) as staged:
        if real.is_dir():
            _link_all(real, staged, but=set(texts))
        for name, text in texts.items():
            _write(staged / name, text)
            take_over(real / name, staged / name)
        _read_back(dataset, os.path.relpath(staged, os.path.realpath(dataset)), expected)


def create_dataset(
    dataset: Path, reference: Path, texts: Mapping[str, str], expected: Dataset
) -> None:
    """Make a dataset in a folder that is empty or does not exist.

    Its reference files, and the licence, are copies of those of another dataset. It appears whole
    or not at all. Raises as `replace_force_files` does.
    """
    real = Path(os.path.realpath(dataset))
    with replacing_folder(real, staged=real.with_name(_STAGED_DATASET)) as staged:
        (staged / JUDGMENTS).mkdir()
        for name in (*REFERENCE_FILES, LICENCE):
            if (reference / name).exists() or name != LICENCE:
                shutil.copyfile(reference / name, staged / name)
        for name, text in texts.items():
            _write(staged / JUDGMENTS / name, text)
        _read_back(staged, JUDGMENTS, expected)


def _read_back(dataset: Path, judgments: str, expected: Dataset) -> None:
    """Read the staged files as every command will. Raises InvalidDatasetError."""
    found = read_dataset(dataset, judgments=judgments)
    # The staged folder is gone by the time that somebody reads of it.
    problems = [
        problem._replace(path=problem.path.replace(f"/{judgments}/", f"/{JUDGMENTS}/"))
        for problem in found.problems
    ]
    if not problems:
        for force in sorted({*expected.by_force, *found.dataset.by_force}):
            pairs = [(of.by_force, of.reports) for of in (expected, found.dataset)]
            wanted, there = ([of.get(force, {}) for of in pair] for pair in pairs)
            if wanted != there:
                path = str(dataset / JUDGMENTS / f"{force}.yaml")
                message = (
                    "the new text would not say what the old one does; this is a fault of peel"
                )
                problems.append(Problem(path, 0, 0, message))
    if problems:
        what = "nothing was written, since peel could not read it again"
        raise InvalidDatasetError(tuple(problems), what=what)


def _link_all(source: Path, target: Path, but: set[str]) -> None:
    for path in source.iterdir():
        if path.name in but:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, target / path.name, symlinks=True)
            continue
        try:
            os.link(path, target / path.name, follow_symlinks=False)
        except (OSError, NotImplementedError):  # a file system, or a Windows, without such links
            shutil.copy2(path, target / path.name, follow_symlinks=False)


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
