"""A dataset of one's own: begun from another one or a zip, packed, and brought up to date."""

import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import NamedTuple

from peelcli.answers.answer import Answer
from peelcli.answers.listing import LIST, SortedListing
from peelcli.answers.select import listing
from peelcli.atomic import replacing_folder
from peelcli.errors import OutputError, UsageError
from peelcli.filters import EVERYTHING
from peelcli.keeper.importing.merge import import_answer
from peelcli.keeper.importing.state import state_of
from peelcli.keeper.layout.reference_texts import checked_with, write_reference
from peelcli.keeper.layout.replace import changing
from peelcli.keeper.loading.file_names import JUDGMENTS, LICENCE, TOP_FILES, judgments_folder
from peelcli.keeper.loading.folder import read_sound
from peelcli.keeper.loading.problems import InvalidDatasetError
from peelcli.keeper.loading.wordings import FILE as WORDINGS
from peelcli.keeper.newer_reference import brought, differing, with_newer_reference
from peelcli.keeper.revision import Edit, Revision, revisions
from peelcli.model import Dataset
from peelcli.own_folder import LIST as FILES
from peelcli.own_folder import not_own, write_list

_MOST_FILES, _MOST_BYTES = 500, 50_000_000
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The day of every file in a zip, so that the same dataset gives the same bytes."""


class Merge(NamedTuple):
    """What a newer dataset brought into one's own."""

    added: int
    brought: tuple[str, ...]
    """Forces, rounds and areas, in words."""
    conflicts: tuple[Revision, ...]
    """Where the two differ; one's own stays."""
    differing: tuple[str, ...]
    """Forces and rounds that the two describe otherwise, in words; one's own stays."""
    left: str | None
    """Why forces, rounds and areas could not be brought in."""


def begin(folder: Path, reference: Path, *, empty: bool = False) -> Dataset:
    """Copy a dataset into a folder that is empty or not there, whole or not at all.

    `empty` leaves its judgments. Raises UsageError for a folder with things in it, OutputError
    where it can't be written, and DatasetError where what is copied is not valid.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{str(folder)!r} is not empty; name a new folder")
    real = Path(os.path.realpath(folder))
    try:
        with replacing_folder(real, staged=real.with_name(f".{real.name}.peel-init")) as staged:
            (staged / JUDGMENTS).mkdir()
            for path in _files(reference):
                name = path.relative_to(reference)
                if not (empty and path.parent != reference):
                    target = staged / (JUDGMENTS if path.parent != reference else "") / name.name
                    shutil.copyfile(path, target)
            return read_sound(staged).dataset
    except OSError as error:
        message = f"{str(folder)!r} can't be made: {error.strerror or error}"
        raise OutputError(message) from error


def _files(dataset: Path) -> Iterator[Path]:
    """Yield the files that a dataset consists of."""
    top = (dataset / name for name in (*TOP_FILES, WORDINGS, LICENCE))
    yield from (path for path in top if path.is_file())
    yield from sorted(judgments_folder(dataset).glob("*.yaml"))


def packed(dataset: Path) -> bytes:
    """Return a dataset as a zip, with the list of its files and their checksums.

    Raises DatasetError where it is not valid.
    """
    read_sound(dataset)
    data = BytesIO()
    with TemporaryDirectory() as folder, zipfile.ZipFile(data, "w") as archive:
        copy = Path(folder) / "dataset"
        begin(copy, dataset)
        write_list(copy)
        for path in sorted(path for path in copy.rglob("*") if path.is_file()):
            name = path.relative_to(copy).as_posix()
            info = zipfile.ZipInfo(name, _FIRST_DAY)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(info, path.read_bytes())
    return data.getvalue()


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """Give the dataset of a zip that `packed` made, in a folder for a while.

    Raises UsageError where it is none, or has a path that leaves it, too much, or other files than
    its list says.
    """
    with TemporaryDirectory() as folder:
        to = Path(folder) / "dataset"
        try:
            with zipfile.ZipFile(path) as archive:
                _unpack(archive, to, str(path))
        except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise UsageError(f"{str(path)!r} can't be unpacked: {error}") from error
        wrong = not_own(to) if (to / FILES).is_file() else f"no {FILES}"
        if wrong:
            raise UsageError(f"{str(path)!r} is not what peel packed: it has {wrong}")
        yield to


def _unpack(archive: zipfile.ZipFile, to: Path, name: str) -> None:
    files = archive.infolist()
    known = {*TOP_FILES, WORDINGS, LICENCE, FILES}
    if len(files) > _MOST_FILES or sum(file.file_size for file in files) > _MOST_BYTES:
        raise UsageError(f"{name!r} has more in it than any dataset")
    (to / JUDGMENTS).mkdir(parents=True)
    for file in files:
        path = PurePosixPath(file.filename)
        is_force = path.parts[:-1] == (JUDGMENTS,) and path.suffix == ".yaml"
        if not is_force and str(path) not in known:
            raise UsageError(f"{name!r} has {file.filename!r}, which is no file of a dataset")
        with archive.open(file) as packed_file:
            data = packed_file.read(_MOST_BYTES + 1)
        (to / path).write_bytes(data)


def merged(folder: Path, newer: Path) -> Merge:
    """Bring what a newer dataset has, and one's own does not, into one's own.

    No row of one's own is changed. Raises as `import_rows` does.
    """
    before, new = read_sound(folder).dataset, read_sound(newer).dataset
    left = None
    with changing(folder):
        try:
            texts = with_newer_reference(folder, newer)
            checked_with(folder, texts)
        except (UsageError, InvalidDatasetError) as error:
            left = str(error)
        else:
            write_reference(folder, texts)
    own = read_sound(folder).dataset
    rows = [
        row
        for row in listing(new, EVERYTHING).rows
        if (judgment := row.judgment).force in own.forces
        and judgment.year in own.rounds
        and own.rounds[judgment.year].graded(judgment.key)
        and own.judgment(judgment.force, judgment.year, judgment.key) is None
    ]
    reports = [
        report
        for force, of in new.reports.items()
        for year, report in of.items()
        if force in own.forces and year in own.rounds and own.report(force, year) is None
    ]
    added = 0
    if rows or reports:
        answer = Answer(LIST, SortedListing(tuple(rows), 0, new.forces), new)
        name = "newer dataset.csv"
        added = import_answer(answer, folder, newer, name=name, reports=reports).added
    differ = revisions(state_of(folder), state_of(newer))
    conflicts = tuple(each for each in differ if each.edit is Edit.CHANGED)
    came, others = tuple(brought(before, own)), tuple(differing(own, new))
    return Merge(added, came, conflicts, others, left)
