"""The parsed dataset, cached in the user's cache folder so that a call need not parse the YAML.

One file a dataset. Its first line names the state of the YAML files and the program, with a
checksum of the rest, which is JSON; a file that says anything else is ignored and written anew.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from itertools import repeat
from pathlib import Path
from typing import Any
from zlib import crc32

from peelcli import model
from peelcli._version import __version__
from peelcli.errors import DatasetError
from peelcli.loading.file_names import REFERENCE_FILES, judgments_folder
from peelcli.model import Basis, Dataset, Grade, Level, Place, ReadOnly, Status, reading_order

ENDING = ".peel"
_PART = ".part"
_FORMAT = "peel-cache-3"
# Two edits in the same tick of a file system's clock can't be told apart; none ticks slower.
_AT_REST = 2_000_000_000
_MOST_TRIES = 5
_MEMBERS = {None: None} | {one.value: one for kind in (Grade, Status, Basis) for one in kind}
_new_judgment = partial(tuple.__new__, model.Judgment)  # Judgment._make checks the length again


def cached(folder: Path, read: Callable[[Path], Dataset]) -> Dataset:
    """Return the dataset in a folder, from the cache or else by `read`, whose result is cached.

    If a file changes meanwhile, it is read again, so that a dataset is never of two states.
    Raises what `read` raises: only a valid dataset is cached.
    """
    name = crc32(os.path.realpath(folder).encode("utf-8", "surrogateescape"))
    path = os.path.join(cache_folder() or "", f"{name:08x}{ENDING}") if cache_folder() else None
    for number in range(_MOST_TRIES):
        state = _state(folder)
        header = _header(folder, state)
        dataset = _stored(path, header) if path and state else None
        if dataset is not None:
            return dataset
        try:
            dataset = read(folder)
        except DatasetError:
            if _state(folder) == state or number == _MOST_TRIES - 1:
                raise
            continue
        if _state(folder) == state:
            if path and state and time.time_ns() - max(one[1] for one in state) > _AT_REST:
                _store(path, header, dataset)
            return dataset
    return read(folder)


def cache_folder() -> str | None:
    """Return the folder of the cache, or None where there is no place for it."""
    base = os.environ.get("XDG_CACHE_HOME") or ""
    if not os.path.isabs(base):
        windows = os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else None
        base = windows or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "peel") if os.path.isabs(base) else None


def clear_cache() -> int:
    """Remove all cached datasets, and return how many there were; what can't be removed stays."""
    return sum([_remove(path) and path.endswith(ENDING) for path in _cached_files()])


def _cached_files() -> list[str]:
    """Return the files that are the cache's own: its folder may hold others."""
    from glob import escape, glob

    start = os.path.join(escape(cache_folder() or os.devnull), "*")
    return [*glob(start + ENDING), *glob(f"{start}{ENDING}.*{_PART}")]


def _remove(path: str) -> bool:
    with suppress(OSError):
        os.unlink(path)
        return True
    return False


def _state(folder: Path) -> list[tuple[str, int, int, int, int]] | None:
    """Return what tells one state of a dataset's files from another, or None if unreadable."""
    try:
        with os.scandir(folder) as entries:
            found = [_state_of(one) for one in entries if one.name in REFERENCE_FILES]
        with os.scandir(judgments_folder(folder)) as entries:
            found += [_state_of(one) for one in entries if one.name.endswith((".yaml", ".yml"))]
    except OSError:
        return None
    return sorted(found)


def _state_of(entry: os.DirEntry[str]) -> tuple[str, int, int, int, int]:
    # Of a link, the link itself counts and the file that it leads to.
    one, name = entry.stat(), entry.name
    if entry.is_symlink():
        link = entry.stat(follow_symlinks=False)
        name += f" {link.st_ino} {link.st_ctime_ns}"
    return name, max(one.st_mtime_ns, one.st_ctime_ns), one.st_size, one.st_ino, one.st_mode


def _header(folder: Path, state: object) -> bytes:
    """Return the first line of a cached dataset, but for the checksum at its end."""
    program: list[int] = []
    with suppress(OSError):  # no source files, as in an archive; the version must do
        with os.scandir(os.path.dirname(__file__)) as entries:
            program = sorted(one.stat().st_mtime_ns for one in entries)
        program.append(os.stat(model.__file__).st_mtime_ns)
    check = crc32(json.dumps([program, state]).encode("ascii"))
    return json.dumps([_FORMAT, __version__, os.path.realpath(folder), check]).encode("ascii")


def _stored(path: str, header: bytes) -> Dataset | None:
    try:
        with open(path, "rb") as file:
            first, _, body = file.read().partition(b"\n")
        if first != b"%b %08x" % (header, crc32(body)):
            return None
        return _unpacked(*json.loads(body))
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def _store(path: str, header: bytes, dataset: Dataset) -> None:
    """Write a cached dataset, whole or not at all; where that can't be done, there is none."""
    body = json.dumps(_packed(dataset), ensure_ascii=False).encode("utf-8")
    part = f"{path}.{os.getpid()}{_PART}"
    with suppress(OSError):
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        try:
            with open(part, "wb") as file:
                file.write(b"%b %08x\n%b" % (header, crc32(body), body))
            os.replace(part, path)
        finally:
            _remove(part)
        for other in _cached_files():
            if other.endswith(ENDING) and not os.path.isdir(_folder_of(other)):
                _remove(other)


def _folder_of(path: str) -> str:
    """Return the dataset's folder that a cached file names; empty where it names none."""
    with suppress(OSError, ValueError, IndexError, KeyError, TypeError), open(path, "rb") as file:
        return str(json.loads(file.readline().rpartition(b" ")[0])[2])
    return ""


def _packed(dataset: Dataset) -> list[Any]:
    """Return a dataset as lists; judgments column by column, and each list of sources once."""
    order, cited = reading_order(dataset.rounds), dict[tuple[str, ...], int]()
    columns: dict[str, list[Any]] = {}
    for force, by_place in dataset.by_force.items():
        judgments = by_place.values()
        columns[force] = [
            [order[one.place] for one in judgments],
            [cited.setdefault(one.sources, len(cited)) for one in judgments],
            *([one[index] for one in judgments] for index in (4, 5, 6, 7, 8, 10, 11)),
        ]
    rounds = [[*one._replace(asked=ReadOnly()), one.questions] for one in dataset.rounds.values()]
    return [list(dataset.forces.values()), rounds, dataset.comparisons, list(cited), columns]


def _unpacked(
    forces: list[Any], rounds: list[Any], rules: list[Any], cited: list[Any], columns: Any
) -> Dataset:  # fmt: skip
    """Return the dataset that `_packed` made lists of. Raises ValueError or the like for others."""
    comparable, breaks, related = _frozen(rules)
    by_year = {row[0]: _round(_frozen(row)) for row in rounds}
    order, sources = list(reading_order(by_year)), _frozen(cited)
    return Dataset(
        ReadOnly({row[0]: model.Force(*_frozen(row)) for row in forces}),
        ReadOnly(by_year),
        model.Comparisons(
            tuple(model.ComparableRounds(*row)._replace(level=Level(row[2])) for row in comparable),
            tuple(model.Break(*row)._replace(level=row[3] and Level(row[3])) for row in breaks),
            tuple(model.Related(*row) for row in related),
        ),
        ReadOnly({force: _judgments(force, of, order, sources) for force, of in columns.items()}),
    )


def _frozen(value: Any) -> Any:  # noqa: ANN401 - whatever JSON has
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _round(row: tuple[Any, ...]) -> model.Round:
    asked = ReadOnly({question[:2]: model.Question(*question) for question in row[-1]})
    found = model.Round(*row[:-1])
    return found._replace(scale=tuple(map(Grade, found.scale)), asked=asked)


def _judgments(
    force: str, columns: list[Any], order: list[Place], sources: list[Any]
) -> ReadOnly[Place, model.Judgment]:  # fmt: skip
    places, cited, grades, statuses, origins, days, bases, notes, areas = columns
    here, member = [order[number] for number in places], _MEMBERS.__getitem__
    fields = zip(
        repeat(force),
        *([place[index] for place in here] for index in range(3)),
        *(map(member, grades), map(member, statuses), origins, days, map(member, bases)),
        *(map(sources.__getitem__, cited), notes, map(tuple, areas)),
        strict=False,  # the first has no end
    )
    return ReadOnly(zip(here, map(_new_judgment, fields), strict=True))
