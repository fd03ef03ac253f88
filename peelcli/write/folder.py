"""Force files put in place all together or not at all, whatever happens on the way."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from peelcli.errors import OutputError
from peelcli.loading.layout import JUDGMENTS, JUDGMENTS_BEFORE, REFERENCE_FILES, judgments_folder
from peelcli.loading.problems import Problem
from peelcli.write.comments import comment_lines
from peelcli.write.force_file import header

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from peelcli.model import Force

_STAGED = "judgments.importing"


@dataclass(frozen=True)
class FileChange:
    """What becomes of one force's file."""

    name: str
    before: str
    """Empty for a new file."""
    after: str


def file_text(dataset: Path, force: str) -> str:
    """Return a force's file as it is to the letter; empty when there is none."""
    path = judgments_folder(dataset) / f"{force}.yaml"
    # As bytes: reading as text would hide what ends a line.
    return path.read_bytes().decode("utf-8") if path.exists() else ""


def lost_comments(
    dataset: Path, changes: Iterable[FileChange], forces: Mapping[str, Force]
) -> list[Problem]:
    """Return the comments that changes would lose, each as a problem at its place."""
    return [
        Problem(
            str(judgments_folder(dataset) / change.name),
            line,
            1,
            "this comment would be lost; move it, or say --drop-comments",
        )
        for change in changes
        if change.before
        for line in comment_lines(change.before, header(forces[change.name.removesuffix(".yaml")]))
    ]


def replace_force_files(dataset: Path, texts: Mapping[str, str]) -> None:
    """Put new texts of forces' files into a dataset; the files not named stay as they are.

    The new folder is built beside the old one and then takes its name. Killed at any moment,
    the dataset is whole: `judgments_folder` finds the old files until the new ones stand.
    Raises OutputError if it can't be written, with the old files in place.
    """
    current, before, staged = (
        dataset / JUDGMENTS,
        dataset / JUDGMENTS_BEFORE,
        dataset / _STAGED,
    )
    with _locked(dataset), _output_errors(dataset), _staging(staged):
        if before.is_dir():
            if current.is_dir():
                shutil.rmtree(before)
            else:
                before.rename(current)
        staged.mkdir()
        if current.is_dir():
            _link_all(current, staged, but=set(texts))
        for name, text in texts.items():
            _write(staged / name, text)
        if current.is_dir():
            current.rename(before)
        staged.rename(current)
        shutil.rmtree(before, ignore_errors=True)


def create_dataset(dataset: Path, reference: Path, texts: Mapping[str, str]) -> None:
    """Make a dataset in a folder that is empty or does not exist.

    Its reference files are copies of those of another dataset. It appears whole or not at all.
    """
    dataset = Path(os.path.realpath(dataset))
    staged = dataset.parent / f"{dataset.name}.importing"
    with _output_errors(dataset), _staging(staged):
        dataset.parent.mkdir(parents=True, exist_ok=True)
        (staged / JUDGMENTS).mkdir(parents=True)
        for name in REFERENCE_FILES:
            shutil.copyfile(reference / name, staged / name)
        for name, text in texts.items():
            _write(staged / JUDGMENTS / name, text)
        if dataset.is_dir():
            dataset.rmdir()
        staged.rename(dataset)


def _link_all(source: Path, target: Path, but: set[str]) -> None:
    for path in source.iterdir():
        if path.name in but:
            continue
        if path.is_dir():
            shutil.copytree(path, target / path.name, symlinks=True)
            continue
        try:
            os.link(path, target / path.name, follow_symlinks=False)
        except OSError:  # a file system without links
            shutil.copy2(path, target / path.name, follow_symlinks=False)


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _staging(staged: Path) -> Iterator[None]:
    """Have no folder of that name before and after, whatever an earlier attempt has left."""
    if staged.is_dir():
        shutil.rmtree(staged)
    try:
        yield
    finally:
        if staged.is_dir():
            shutil.rmtree(staged, ignore_errors=True)


@contextmanager
def _output_errors(dataset: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        what = error.strerror or str(error)
        raise OutputError(f"nothing was written to {str(dataset)!r}: {what}") from error


@contextmanager
def _locked(dataset: Path) -> Iterator[None]:
    """Keep a second import of the same dataset waiting until this one is done."""
    try:
        import fcntl
    except ImportError:  # not on Windows
        yield
        return
    handle = os.open(dataset, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
