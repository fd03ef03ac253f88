"""The parsed dataset, cached in the user's cache folder: a file for each dataset, as JSON.

Its first line has the state of the YAML files and of the program, and a checksum of the rest.
"""

import json
import os
import re
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any, cast
from zlib import crc32

from peelcli import model, rules, terms
from peelcli._version import __version__
from peelcli.errors import DatasetError
from peelcli.keeper.loading.file_names import TOP_FILES, judgments_folder
from peelcli.model import Dataset, Judgment, reading_order
from peelcli.terms import Basis, Grade, Level, Place, ReadOnly, Status

ENDING = ".peel"
_NAME = re.compile(r"[0-9a-f]{8}\.peel")
_FORMAT = "peel-cache-9"
_KIND = b'["peel-cache-'
"""What each cached dataset starts with, whatever version of peel wrote it."""
_AT_REST = 2_000_000_000  # two edits within one tick of a slow clock look alike
_MEMBERS: dict[str, Any] = {grade.value: grade for kind in (Grade, Status, Basis) for grade in kind}
_WORDS = ("grade", "status", "basis")
"""The fields of a judgment whose values are among these."""
_SHARED = ("force", "year", "pillar", "question", "sources", "report")
"""The fields of a judgment that stand apart; what the others say stands once."""
_OWN = tuple([name for name in Judgment._fields if name not in _SHARED])
_in_order = itemgetter(*[(*_SHARED, *_OWN).index(name) for name in Judgment._fields])
_MORE = ("reports", "groups", "version", "version_day")
_DAMAGE = (OSError, ValueError, KeyError, TypeError, IndexError)


def cached(folder: Path, read: Callable[[Path], Dataset]) -> Dataset:
    """Return the dataset in a folder, from the cache or else by `read`, whose result is cached.

    If a file changes during the read, all are read again: no dataset mixes two states.
    Raises what `read` raises: only a valid dataset is cached.
    """
    # Two programs that read one dataset in turn don't undo each other's work.
    name = crc32(f"{os.path.realpath(folder)}\0{__file__}".encode("utf-8", "surrogateescape"))
    path = (home := _own_folder()) and os.path.join(home, f"{name:08x}{ENDING}")
    for _ in range(5):
        state = _state(folder)
        header = _header(folder, state)
        if path and state and (found := _stored(path, header)):
            return found
        try:
            dataset = read(folder)
        except DatasetError:
            if _state(folder) == state:
                raise
            continue
        if _state(folder) == state:
            if path and state and time.time_ns() - max(time_ for _, time_, *_ in state) > _AT_REST:
                _store(path, header, dataset)
            return dataset
    from peelcli.atomic import shared_lock

    with shared_lock(folder):
        return read(folder)


def cache_folder() -> str | None:
    """Return the folder of the cache, or None where there is no place for it."""
    base = os.environ.get("XDG_CACHE_HOME") or ""
    if not os.path.isabs(base):
        home = os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else ""
        base = home or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "peel") if os.path.isabs(base) else None


def _own_folder() -> str | None:
    """Return the folder of the cache, or None where somebody else may write into it."""
    home = cache_folder()
    if home is None or not hasattr(os, "geteuid"):
        return home
    with suppress(OSError):
        status = os.stat(home)
        is_ours = status.st_uid == os.geteuid() and not status.st_mode & stat.S_IWOTH
        return home if is_ours else None
    return home


def clear_cache() -> int:
    """Remove all cached datasets that can be removed, and return how many there were."""
    removed = 0
    for path in _cached_files():
        with suppress(OSError):
            path.unlink()
            removed += 1
    return removed


def _cached_files() -> list[Path]:
    """Return the cached datasets: the cache's folder may hold other files."""
    place = Path(cache_folder() or os.devnull)
    with suppress(OSError):
        paths = [path for path in place.iterdir() if _NAME.fullmatch(path.name)]
        return [path for path in paths if _first_line(os.fspath(path)).startswith(_KIND)]
    return []


def _opened(path: str) -> int:
    """Open a file to read, which must be one: a pipe would wait, and a device never ends."""
    handle = os.open(
        path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    )
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return handle
    os.close(handle)
    raise OSError("it is no regular file")


def _first_line(path: str) -> bytes:
    with suppress(OSError), open(_opened(path), "rb") as file:
        return file.readline(100_000)
    return b""


def _state(folder: Path) -> list[tuple[str, int, int, int, int]] | None:
    """Return names, times, sizes and inodes of a dataset's files, or None if unreadable."""
    with suppress(OSError), os.scandir(folder) as top, os.scandir(judgments_folder(folder)) as of:
        found = [_state_of(dir_entry) for dir_entry in top if dir_entry.name in TOP_FILES]
        found += [
            _state_of(dir_entry) for dir_entry in of if dir_entry.name.endswith((".yaml", ".yml"))
        ]
        return sorted(found)
    return None


def _state_of(entry: os.DirEntry[str]) -> tuple[str, int, int, int, int]:
    one, name = entry.stat(), entry.name
    if entry.is_symlink():  # it counts as itself and as the file that it leads to
        link = entry.stat(follow_symlinks=False)
        name += f" {link.st_ino} {link.st_ctime_ns}"
    return name, max(one.st_mtime_ns, one.st_ctime_ns), one.st_size, one.st_ino, one.st_mode


def _header(folder: Path, state: object) -> bytes:
    """Return the first line of a cached dataset, but for the checksum at its end."""
    program: list[int] = []
    # An archive has no source files; the version alone counts there.
    with suppress(OSError), os.scandir(os.path.dirname(__file__)) as entries:
        program = [os.stat(str(module.__file__)).st_mtime_ns for module in (model, rules, terms)]
        program += sorted(entry.stat().st_mtime_ns for entry in entries)
    check = crc32(json.dumps([program, state]).encode("ascii"))
    names = [_FORMAT, __version__, os.path.realpath(folder), check, _program()]
    return json.dumps(names).encode("ascii")


def _program() -> str:
    """Return where the program is: this file, or the archive that it is in."""
    path = __file__
    while not os.path.exists(path):
        path = os.path.dirname(path)
    return path


def _stored(path: str, header: bytes) -> Dataset | None:
    with suppress(*_DAMAGE), open(_opened(path), "rb") as file:
        first, _, body = file.read().partition(b"\n")
        if first == b"%b %08x" % (header, crc32(body)):
            return _unpacked(json.loads(body))
    return None


def _store(path: str, header: bytes, dataset: Dataset) -> None:
    """Write a cached dataset whole, or leave none where that fails."""
    from peelcli.atomic import replacing_file

    body = json.dumps(_packed(dataset), ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    with suppress(OSError):
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with replacing_file(Path(path), follows_links=False) as file:
            file.write(b"%b %08x\n%b" % (header, crc32(body), body))
        for other in _cached_files():
            if not _is_of_use(other):
                other.unlink(missing_ok=True)


def _is_of_use(path: Path) -> bool:
    """Return whether the dataset and the program that a cached file names are still there."""
    with suppress(*_DAMAGE):
        _, _, folder, _, program = json.loads(_first_line(os.fspath(path)).rpartition(b" ")[0])
        return os.path.isdir(folder) and os.path.exists(program)
    return False


def _packed(dataset: Dataset) -> list[Any]:
    """Return a dataset as lists; sources, lists of them and the rest of judgments stand once."""
    order, cited = reading_order(dataset.rounds), dict[str, int]()
    lists, rests = dict[tuple[int, ...], int](), dict[tuple[Any, ...], int]()
    own = attrgetter(*_OWN)
    judgments: dict[str, list[Any]] = {force: [] for force in dataset.by_force}
    for judgment in (judgment for of in dataset.by_force.values() for judgment in of.values()):
        addresses = (judgment.report or "", *judgment.sources)
        numbers = tuple([cited.setdefault(source, len(cited)) for source in addresses])
        listed = lists.setdefault(numbers, len(lists))
        rest = rests.setdefault(own(judgment), len(rests))
        judgments[judgment.force] += [order[judgment.place], listed, rest]
    asked = model.Round._fields.index("asked")
    rounds = [
        [*round_[:asked], round_.questions, *round_[asked + 1 :]]
        for round_ in dataset.rounds.values()
    ]
    more = {name: getattr(dataset, name) for name in _MORE}
    top = [[*dataset.forces.values()], rounds, dataset.comparisons, more]
    return [*top, [*cited], [*lists], [*rests], judgments]


def _unpacked(packed: list[Any]) -> Dataset:
    """Return the dataset that `_packed` made lists of. Raises ValueError or the like for others."""
    forces, rounds, compared, more, cited, lists, rests, of = packed
    comparable, breaks, related = _frozen(compared)
    by_year = {row[0]: _round(_frozen(row)) for row in rounds}
    sources = [(tuple([cited[n] for n in ns[1:]]), cited[ns[0]] or None) for ns in lists]
    ways = [_MEMBERS.get if name in _WORDS else _frozen for name in _OWN]
    own = [[way(value) for way, value in zip(ways, row, strict=True)] for row in rests]
    order, judgments = list(reading_order(by_year)), dict[str, dict[Place, Judgment]]()
    new = tuple.__new__  # `Judgment(...)` takes three times as long
    for force, numbers in of.items():
        by_place = judgments.setdefault(force, {})
        for here, listed, rest in zip(*[iter(numbers)] * 3, strict=True):
            place, (cites, report) = order[here], sources[listed]
            row = (force, *place, cites, report, *own[rest])
            by_place[place] = new(Judgment, _in_order(row))
    return Dataset(
        ReadOnly({row[0]: model.Force(*_frozen(row)) for row in forces}),
        ReadOnly(by_year),
        rules.Comparisons(
            tuple(rules.ComparableRounds(*row)._replace(level=Level(row[2])) for row in comparable),
            tuple(rules.Break(*row)._replace(level=row[3] and Level(row[3])) for row in breaks),
            tuple(rules.Related(*row) for row in related),
        ),
        ReadOnly({force: ReadOnly(by_place) for force, by_place in judgments.items()}),
        **_more(**more),
    )


def _more(reports: Any, groups: Any, **version: str | None) -> dict[str, Any]:  # noqa: ANN401
    by_force = {force: ReadOnly(map(_report, of.values())) for force, of in reports.items()}
    by_id = {id_: model.Group(*_frozen(row)) for id_, row in groups.items()}
    return {"reports": ReadOnly(by_force), "groups": ReadOnly(by_id), **version}


def _frozen(value: Any) -> Any:  # noqa: ANN401
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _round(row: tuple[Any, ...]) -> model.Round:
    found = model.Round(*row)
    questions = [model.Question(*of) for of in cast("Any", found.asked)]
    asked = ReadOnly({question.key: question for question in questions})
    return found._replace(scale=tuple(map(Grade, found.scale)), asked=asked)


def _report(row: list[Any]) -> tuple[int, model.ForceReport]:
    found = model.ForceReport(*_frozen(row))
    causes, areas = found.causes_of_concern, found.areas_for_improvement
    return found.year, found._replace(
        counts=tuple([(_MEMBERS[grade], count) for grade, count in found.counts]),
        causes_of_concern=causes and model.Findings(*causes),
        areas_for_improvement=areas and model.Findings(*areas),
    )
