"""The parsed dataset, cached in the user's cache folder so that a call need not parse the YAML.

One file a dataset. Its first line names the state of the YAML files and the program, with a
checksum of the rest; a file that says anything else is ignored and written anew. The rest is a
pickle of which only the records of peelcli.model are read, so no code can come with it.
"""

import io
import json
import os
import pickle
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from zlib import crc32

from peelcli import model
from peelcli._version import __version__
from peelcli.errors import DatasetError
from peelcli.loading.file_names import REFERENCE_FILES, judgments_folder

ENDING = ".peel"
_PART = ".part"
_FORMAT = "peel-cache-2"
# Two edits in the same tick of a file system's clock can't be told apart; none ticks slower.
_AT_REST = 2_000_000_000
_MOST_TRIES = 5


class _Records(pickle.Unpickler):
    """Reads pickled records, and refuses everything else."""

    def find_class(self, module: str, name: str) -> object:
        found = getattr(model, name, None) if module == model.__name__ else None
        if (module, name) == ("builtins", "frozenset"):
            found = frozenset
        if not isinstance(found, type) or found.__module__ != module:
            raise pickle.UnpicklingError(name)
        return found


def cached(folder: Path, read: Callable[[Path], model.Dataset]) -> model.Dataset:
    """Return the dataset in a folder, from the cache or else by `read`, whose result is cached.

    If a file changes meanwhile, it is read again, so that a dataset is never of two states.
    Raises what `read` raises: only a valid dataset is cached.
    """
    path = _path(folder)
    for number in range(_MOST_TRIES):
        state = _state(folder)
        header = _header(folder, state)
        dataset = _stored(path, header) if state else None
        if dataset is not None:
            return dataset
        try:
            dataset = read(folder)
        except DatasetError:
            if _state(folder) == state or number == _MOST_TRIES - 1:
                raise
            continue
        if _state(folder) == state:
            if state and time.time_ns() - max(one[1] for one in state) > _AT_REST:
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
    removed = [path for path in _cached_files() if _remove(path)]
    return sum(path.endswith(ENDING) for path in removed)


def _cached_files() -> Iterator[str]:
    """Yield the files that are the cache's own: its folder may hold others."""
    cache = cache_folder()
    try:
        names = os.listdir(cache) if cache else []
    except OSError:
        names = []
    yield from (os.path.join(cache or "", one) for one in names if one.endswith((ENDING, _PART)))


def _remove(path: str) -> bool:
    try:
        os.unlink(path)
    except OSError:
        return False
    return True


def _path(folder: Path) -> str | None:
    cache = cache_folder()
    name = crc32(os.path.realpath(folder).encode("utf-8", "surrogateescape"))
    return cache and os.path.join(cache, f"{name:08x}{ENDING}")


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
    one = entry.stat()
    changed = max(one.st_mtime_ns, one.st_ctime_ns)
    if entry.is_symlink():
        link = entry.stat(follow_symlinks=False)
        return f"{entry.name} {link.st_ino} {link.st_ctime_ns}", changed, one.st_size, one.st_ino, 1
    return entry.name, changed, one.st_size, one.st_ino, one.st_mode


def _header(folder: Path, state: object) -> bytes:
    """Return the first line of a cached dataset, but for the checksum at its end."""
    here = os.path.dirname(__file__)
    try:
        with os.scandir(here) as entries:
            program = sorted([one.name, one.stat().st_mtime_ns] for one in entries)
        program.append(["model", os.stat(model.__file__).st_mtime_ns])
    except OSError:  # no source files, as in an archive; the version must do
        program = []
    check = crc32(json.dumps([program, state]).encode("ascii"))
    return json.dumps([_FORMAT, __version__, os.path.realpath(folder), check]).encode("ascii")


def _stored(path: str | None, header: bytes) -> model.Dataset | None:
    try:
        with open(path or "", "rb") as file:
            first, _, body = file.read().partition(b"\n")
        if first != b"%b %08x" % (header, crc32(body)):
            return None
        dataset = _Records(io.BytesIO(body)).load()
    except Exception:  # noqa: BLE001 - whatever a damaged pickle raises
        return None
    return dataset if isinstance(dataset, model.Dataset) else None


def _store(path: str | None, header: bytes, dataset: model.Dataset) -> None:
    """Write a cached dataset, whole or not at all; where that can't be done, there is none."""
    body = pickle.dumps(dataset, protocol=5)
    part = f"{path}.{os.getpid()}{_PART}"
    try:
        os.makedirs(os.path.dirname(path or ""), mode=0o700, exist_ok=True)
        try:
            with open(part, "wb") as file:
                file.write(b"%b %08x\n%b" % (header, crc32(body), body))
            os.replace(part, path or "")
        finally:
            _remove(part)
        for other in _cached_files():
            if other.endswith(ENDING) and not os.path.isdir(_folder_of(other)):
                _remove(other)
    except OSError:
        return


def _folder_of(path: str) -> str:
    """Return the dataset's folder that a cached file names; empty where it names none."""
    try:
        with open(path, "rb") as file:
            return str(json.loads(file.readline().rpartition(b" ")[0])[2])
    except (OSError, ValueError, IndexError, KeyError, TypeError):
        return ""
