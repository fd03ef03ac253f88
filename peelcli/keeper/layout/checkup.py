"""Checks a dataset: its problems, and departures from the canonical layout."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from peelcli.atomic import shared_lock
from peelcli.keeper.layout.replace import (
    FileChange,
    changing,
    file_text,
    lost_by,
    replace_force_files,
)
from peelcli.keeper.layout.text_of_force import canonical_text
from peelcli.keeper.loading.file_names import judgments_folder
from peelcli.keeper.loading.folder import Contents, read_dataset, read_sound
from peelcli.keeper.loading.problems import InvalidDatasetError, Problem
from peelcli.keeper.loading.wordings import wordings_in


@dataclass(frozen=True)
class Checkup:
    """The answer of `check`."""

    problems: tuple[Problem, ...]
    layout: tuple[Problem, ...]
    """Places where valid files depart from the canonical layout."""
    forces: int
    rounds: int
    judgments: int


def check(folder: Path) -> Checkup:
    """Read every file of a dataset. Raises DatasetError if the folder does not exist."""
    # An import must not come between the two readings.
    with shared_lock(folder):
        loaded = read_dataset(folder, today=date.today().isoformat())
        problems = list(loaded.problems)
        if not problems:
            wordings_in(folder, loaded.dataset, problems)
        layout = () if loaded.problems else tuple(_departures(folder, loaded))
    dataset = loaded.dataset
    count = sum(map(len, dataset.by_force.values()))
    return Checkup(tuple(sorted(problems)), layout, len(dataset.forces), len(dataset.rounds), count)


def fix_layout(folder: Path, *, drop_comments: bool = False) -> None:
    """Put the force files of a valid dataset into the canonical layout, all or none of them.

    Raises InvalidDatasetError where a dataset is not valid, or a comment or note would be lost,
    and OutputError where it can't be written.
    """
    with changing(folder):
        loaded = read_sound(folder)
        changes = []
        for force in _with_judgments(loaded):
            before, after = file_text(folder, force), canonical_text(loaded, force)
            if before != after:
                changes.append(FileChange(f"{force}.yaml", before, after))
        lost = [] if drop_comments else lost_by(folder, changes, loaded)
        if lost:
            raise InvalidDatasetError(tuple(lost), what="nothing was written")
        if changes:
            texts = {change.name: change.after for change in changes}
            replace_force_files(folder, texts, loaded.dataset)


def _with_judgments(loaded: Contents) -> list[str]:
    """Return the forces that have judgments: a form to be filled in has no canonical layout."""
    return [force for force, judgments in loaded.dataset.by_force.items() if judgments]


def _departures(folder: Path, loaded: Contents) -> list[Problem]:
    found = []
    for force in _with_judgments(loaded):
        text = file_text(folder, force)
        path = judgments_folder(folder) / f"{force}.yaml"
        if "\r" in text:
            line = text.count("\n", 0, text.index("\r")) + 1
            message = "this line ends as on Windows; `peel check --fix` rewrites the file"
            found.append(Problem(str(path), line, 1, message))
            continue
        lines = text.split("\n")
        expected = canonical_text(loaded, force).split("\n")
        if lines == expected:
            continue
        number = next(
            (n for n, (a, b) in enumerate(zip(lines, expected, strict=False)) if a != b),
            min(len(lines), len(expected)),
        )
        there = repr(expected[number]) if number < len(expected) else "the end of the file"
        message = f"expected {there} here (canonical layout); `peel check --fix` rewrites the file"
        found.append(Problem(str(path), number + 1, 1, message))
    return found
