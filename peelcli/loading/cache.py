"""The parsed dataset, cached in the user's cache folder: a file for each dataset, as JSON.

Its first line has the state of the YAML files and of the program, and a checksum of the rest.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

from peelcli import model, rules, terms
from peelcli._version import __version__
from peelcli.errors import DatasetError
from peelcli.loading.file_names import TOP_FILES, judgments_folder
from peelcli.model import Dataset, Judgment, reading_order
from peelcli.terms import Basis, Grade, Level, Place, ReadOnly, Status

ENDING = ".peel"
_FORMAT = "peel-cache-8"
_AT_REST = 2_000_000_000  # two edits within one tick of a slow clock look alike
_MEMBERS: dict[str, Any] = {one.value: one for kind in (Grade, Status, Basis) for one in kind}
_DAMAGE = (OSError, ValueError, KeyError, TypeError, IndexError)


def cached(folder: Path, read: Callable[[Path], Dataset]) -> Dataset:
    """Return the dataset in a folder, from the cache or else by `read`, whose result is cached.

    If a file changes during the read, all are read again: no dataset mixes two states.
    Raises what `read` raises: only a valid dataset is cached.
    """
    name = crc32(os.path.realpath(folder).encode("utf-8", "surrogateescape"))
    path = (home := cache_folder()) and os.path.join(home, f"{name:08x}{ENDING}")
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
            if path and state and time.time_ns() - max(one[1] for one in state) > _AT_REST:
                _store(path, header, dataset)
            return dataset
    return read(folder)


def cache_folder() -> str | None:
    """Return the folder of the cache, or None where there is no place for it."""
    base = os.environ.get("XDG_CACHE_HOME") or ""
    if not os.path.isabs(base):
        home = os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else ""
        base = home or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "peel") if os.path.isabs(base) else None


def clear_cache() -> int:
    """Remove all cached datasets that can be removed, and return how many there were."""
    removed = 0
    for path in _cached_files():
        with suppress(OSError):
            path.unlink()
            removed += path.suffix == ENDING
    return removed


def _cached_files() -> list[Path]:
    """Return the cache's own files: its folder may hold others."""
    place = Path(cache_folder() or os.devnull)
    return [*place.glob(f"*{ENDING}"), *place.glob(".peel-*.part")]


def _state(folder: Path) -> list[tuple[str, int, int, int, int]] | None:
    """Return names, times, sizes and inodes of a dataset's files, or None if unreadable."""
    with suppress(OSError), os.scandir(folder) as top, os.scandir(judgments_folder(folder)) as of:
        found = [_state_of(one) for one in top if one.name in TOP_FILES]
        found += [_state_of(one) for one in of if one.name.endswith((".yaml", ".yml"))]
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
        program = [os.stat(str(one.__file__)).st_mtime_ns for one in (model, rules, terms)]
        program += sorted(one.stat().st_mtime_ns for one in entries)
    check = crc32(json.dumps([program, state]).encode("ascii"))
    return json.dumps([_FORMAT, __version__, os.path.realpath(folder), check]).encode("ascii")


def _stored(path: str, header: bytes) -> Dataset | None:
    with suppress(*_DAMAGE), open(path, "rb") as file:
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
        with replacing_file(Path(path)) as part:
            part.write_bytes(b"%b %08x\n%b" % (header, crc32(body), body))
        for other in _cached_files():
            if other.suffix == ENDING and not os.path.isdir(_folder_of(other)):
                other.unlink(missing_ok=True)


def _folder_of(path: Path) -> str:
    """Return the dataset's folder that a cached file names; empty where it names none."""
    with suppress(*_DAMAGE), path.open("rb") as file:
        return str(json.loads(file.readline().rpartition(b" ")[0])[2])
    return ""


def _packed(dataset: Dataset) -> list[Any]:
    """Return a dataset as lists; sources, lists of them and the rest of judgments stand once."""
    order, cited = reading_order(dataset.rounds), dict[str, int]()
    lists, rests = dict[tuple[int, ...], int](), dict[tuple[Any, ...], int]()
    judgments: dict[str, list[Any]] = {force: [] for force in dataset.by_force}
    for one in (one for of in dataset.by_force.values() for one in of.values()):
        addresses = (one.report or "", *one.sources)
        numbers = tuple([cited.setdefault(source, len(cited)) for source in addresses])
        listed = lists.setdefault(numbers, len(lists))
        rest = rests.setdefault((one[4:9], one[10:12]), len(rests))
        judgments[one.force] += [order[one.place], listed, rest]
    rounds = [[*one[:6], one.questions, *one[7:]] for one in dataset.rounds.values()]
    top = [[*dataset.forces.values()], rounds, dataset.comparisons, dataset[7:]]
    return [*top, [*cited], [*lists], [*rests], judgments]


def _unpacked(packed: list[Any]) -> Dataset:
    """Return the dataset that `_packed` made lists of. Raises ValueError or the like for others."""
    forces, rounds, compared, (reports, groups, *version), cited, lists, rests, of = packed
    comparable, breaks, related = _frozen(compared)
    by_year = {row[0]: _round(_frozen(row)) for row in rounds}
    sources = [(tuple([cited[n] for n in ns[1:]]), cited[ns[0]] or None) for ns in lists]
    get = _MEMBERS.get
    firsts = [(get(one[0]), get(one[1]), *one[2:4], get(one[4])) for one, _ in rests]
    lasts = [(note, tuple(areas)) for _, (note, areas) in rests]
    order, judgments = list(reading_order(by_year)), dict[str, dict[Place, Judgment]]()
    new = tuple.__new__  # `Judgment(...)` takes three times as long
    for force, numbers in of.items():
        by_place = judgments.setdefault(force, {})
        for here, listed, rest in zip(*[iter(numbers)] * 3, strict=True):
            place, (cites, report) = order[here], sources[listed]
            row = (force, *place, *firsts[rest], cites, *lasts[rest], report)
            by_place[place] = new(Judgment, row)
    return Dataset(
        ReadOnly({row[0]: model.Force(*_frozen(row)) for row in forces}),
        ReadOnly(by_year),
        rules.Comparisons(
            tuple(rules.ComparableRounds(*row)._replace(level=Level(row[2])) for row in comparable),
            tuple(rules.Break(*row)._replace(level=row[3] and Level(row[3])) for row in breaks),
            tuple(rules.Related(*row) for row in related),
        ),
        ReadOnly({force: ReadOnly(by_place) for force, by_place in judgments.items()}),
        *(ReadOnly(), frozenset(), None),  # left out as of a day: nothing
        ReadOnly({force: ReadOnly(map(_report, by.values())) for force, by in reports.items()}),
        ReadOnly({id_: model.Group(*_frozen(row)) for id_, row in groups.items()}),
        *version,
    )


def _frozen(value: Any) -> Any:  # noqa: ANN401
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _round(row: tuple[Any, ...]) -> model.Round:
    asked = ReadOnly({one.key: one for one in (model.Question(*of) for of in row[6])})
    return model.Round(*row)._replace(scale=tuple(map(Grade, row[3])), asked=asked)


def _report(row: list[Any]) -> tuple[int, model.ForceReport]:
    found: list[Any] = [tuple(one) if isinstance(one, list) else one for one in row]
    found[7] = tuple([(_MEMBERS[grade], count) for grade, count in found[7]])
    found[10:] = (one and model.Findings(*_frozen(one)) for one in row[10:])
    return found[1], tuple.__new__(model.ForceReport, found)
