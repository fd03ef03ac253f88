"""Where indexes are kept, and which of them is of which state of a dataset's files.

An index is found by a stamp of the YAML files (names, sizes, times, inodes), so that an edit of
any of them leads to another index, and by the program that made it.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from peelcli import __version__
from peelcli.loading.layout import REFERENCE_FILES, judgments_folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

ENDING = ".index"
PART = ".part"
"""The ending of a file that is being written."""
_64_BITS = (1 << 64) - 1
# The same numbers as in the module stat, which nothing else here needs.
_FILE_TYPE, _LINK = 0o170000, 0o120000


class Stamp(NamedTuple):
    """What tells one state of a dataset's files from another."""

    name: str
    newest: int
    """The last change of any file, in nanoseconds."""


class Kept(NamedTuple):
    """Where an index is kept, and what it must say of itself."""

    path: str
    owner: str
    """The dataset's folder and the program; an index of others is of no use."""


def cache_folder() -> str | None:
    """Return the folder of all indexes, or None where there is no place for it."""
    base = os.environ.get("XDG_CACHE_HOME") or ""
    if not os.path.isabs(base):
        windows = os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else None
        base = windows or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "peel") if os.path.isabs(base) else None


def clear_cache() -> int:
    """Remove all indexes, and return how many there were; what can't be removed stays."""
    cache, removed = cache_folder(), 0
    if cache is None:
        return removed
    for folder, _, names in os.walk(cache, topdown=False):
        for name in names:
            # Only what is ours: the folder may have been given another purpose.
            if name.endswith((ENDING, PART)):
                try:
                    os.unlink(os.path.join(folder, name))
                except OSError:
                    continue
                removed += name.endswith(ENDING)
        try:
            os.rmdir(folder)
        except OSError:
            continue
    return removed


def stamp_of(folder: Path) -> Stamp | None:
    """Return a stamp of all files that a dataset is read from, or None if they can't be seen."""
    try:
        judgments = judgments_folder(folder)
        forces = [name for name in os.listdir(judgments) if name.endswith((".yaml", ".yml"))]
        names, numbers = _seen(folder, REFERENCE_FILES)
        more_names, more_numbers = _seen(judgments, sorted(forces))
    except OSError:
        return None
    numbers += more_numbers
    newest = max(max(one[:2]) for one in numbers)
    check = crc32("\0".join(names + more_names).encode("utf-8", "surrogateescape"))
    # Numbers hash alike in every process; texts do not.
    return Stamp(f"{newest:x}-{check:08x}-{hash(tuple(numbers)) & _64_BITS:016x}", newest)


def _seen(folder: Path, names: Iterable[str]) -> tuple[list[str], list[tuple[int, ...]]]:
    """Return the names of files, and what tells one state of each from another."""
    seen: list[str] = []
    numbers: list[tuple[int, ...]] = []
    # Names alone are found faster than paths, and there may be thousands.
    here = os.open(folder, os.O_RDONLY)
    try:
        for name in names:
            one = os.stat(name, dir_fd=here, follow_symlinks=False)
            if (one.st_mode & _FILE_TYPE) == _LINK:
                seen.append(os.readlink(name, dir_fd=here))
                numbers.append((one.st_mtime_ns, one.st_ctime_ns))
                one = os.stat(name, dir_fd=here)
            seen.append(name)
            numbers.append((one.st_mtime_ns, one.st_ctime_ns, one.st_size, one.st_ino, one.st_mode))
    finally:
        os.close(here)
    return seen, numbers


def kept_at(folder: Path, stamp: Stamp) -> Kept | None:
    """Return where the index of a dataset in that state is kept, if there is a place for it."""
    cache = cache_folder()
    if cache is None:
        return None
    owner = f"{os.path.realpath(folder)} {_program()}"
    place = f"{crc32(owner.encode('utf-8', 'surrogateescape')):08x}"
    return Kept(os.path.join(cache, place, stamp.name + ENDING), owner)


def _program() -> str:
    """Return what tells this program's way of reading from another's, edits of it included."""
    here = os.path.dirname(__file__)
    parts = [__version__, sys.version]
    for path in (here, os.path.join(os.path.dirname(here), "model.py")):
        status = os.stat(path)
        parts.append(f"{status.st_mtime_ns}-{status.st_size}")
    with os.scandir(here) as entries:
        parts += sorted(
            f"{entry.name}{entry.stat().st_mtime_ns}"
            for entry in entries
            if entry.name.endswith(".py")
        )
    return " ".join(parts)
