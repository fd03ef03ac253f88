"""The texts of a dataset's reference files: read, checked in a copy, and written in order."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from peelcli.atomic import replacing_file
from peelcli.keeper.loading.file_names import (
    COMPARISONS,
    FORCES,
    JUDGMENTS,
    QUESTIONS,
    ROUNDS,
    TOP_FILES,
    judgments_folder,
)
from peelcli.keeper.loading.folder import read_dataset
from peelcli.keeper.loading.problems import InvalidDatasetError
from peelcli.keeper.loading.wordings import FILE as WORDINGS
from peelcli.keeper.loading.wordings import wordings_in
from peelcli.model import Dataset


def reference_text(folder: Path, name: str) -> str:
    """Return a file of a dataset, line ends included."""
    # As bytes, because reading as text changes line ends.
    return (folder / name).read_bytes().decode("utf-8-sig")


def checked_with(folder: Path, texts: Mapping[str, str]) -> Dataset:
    """Return what a dataset would be with other texts. Raises InvalidDatasetError."""
    with TemporaryDirectory() as place:
        copy = Path(place) / folder.resolve().name
        copy.mkdir()
        for name in (*TOP_FILES, WORDINGS):
            if (folder / name).is_file():
                shutil.copyfile(folder / name, copy / name)
        shutil.copytree(judgments_folder(folder), copy / JUDGMENTS)
        for name, text in texts.items():
            (copy / name).write_bytes(text.encode("utf-8"))
        made = read_dataset(copy)
        problems = [*made.problems]
        wordings_in(copy, made.dataset, problems)
        if problems:
            # The copy is gone by the time that somebody reads of it.
            real = [each._replace(path=each.path.replace(str(copy), str(folder)))
                    for each in problems]  # fmt: skip
            raise InvalidDatasetError(tuple(sorted(real)), what="the dataset would not be valid")
        return made.dataset


def write_reference(folder: Path, texts: Mapping[str, str]) -> None:
    """Write reference files, in an order in which the dataset is valid at each moment."""
    for name in (FORCES, QUESTIONS, ROUNDS, COMPARISONS, WORDINGS):
        if name in texts and reference_text(folder, name) != texts[name]:
            with replacing_file(folder / name) as file:
                file.write(texts[name].encode("utf-8"))
