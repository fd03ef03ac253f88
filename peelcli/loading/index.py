"""An index of a dataset in the user's cache folder, so that a call reads only what it needs.

The index is JSON in pieces: a header, the reference data, and a piece per force. It is found by
a stamp of the YAML files (names, sizes, times, inodes), so that an edit of any of them leads to
another index; and it is kept only when all files had been at rest for a while, since a second
edit in the same instant might leave the stamp as it was. Each piece has a checksum. Whatever is
not as it should be is as good as not there: the YAML is read, and decides.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Mapping
from functools import partial
from itertools import product, repeat
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from peelcli import __version__
from peelcli.loading.layout import REFERENCE_FILES, judgments_folder
from peelcli.model import (
    Basis,
    Break,
    ComparableRounds,
    Comparisons,
    Dataset,
    Force,
    Grade,
    Judgment,
    Level,
    Question,
    Related,
    Round,
    Status,
    reading_order,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import Any

    from peelcli.model import Place

_FORMAT = "peel-index-3"
_ENDING = ".index"
# No file system's clock is coarser than this.
_AT_REST = 2_000_000_000
_FIRST_READ = 1 << 12
_64_BITS = (1 << 64) - 1
# The same numbers as in the module stat, which nothing else here needs.
_FILE_TYPE, _LINK = 0o170000, 0o120000

_GRADES = tuple(Grade)
_KINDS = tuple(product((*Grade, None), Status, Basis))
"""Every grade, status and basis together, so that a judgment has one number for the three."""


class _Unusable(Exception):  # noqa: N818 - never leaves this module
    """The index is damaged, or not of this dataset or program."""


class _Stamp(NamedTuple):
    """What tells one state of a dataset's files from another."""

    name: str
    newest: int
    """The last change of any file, in nanoseconds."""


def indexed(folder: Path, read: Callable[[Path], Dataset]) -> Dataset:
    """Return the dataset in a folder, from its index or else by reading it, which makes one.

    Raises what `read` raises: only a valid dataset has an index.
    """
    stamp = _stamp(folder)
    kept = _kept_at(folder, stamp) if stamp else None
    if kept is None:
        return read(folder)

    def read_again() -> Dataset:
        dataset = read(folder)
        if stamp and stamp == _stamp(folder) and time.time_ns() - stamp.newest > _AT_REST:
            _keep(kept, dataset)
        return dataset

    try:
        return _Index(kept, read_again).dataset()
    except (_Unusable, OSError, ValueError, KeyError, TypeError, IndexError):
        return read_again()


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
    for folder, _, names in os.walk(cache or "", topdown=False):
        for name in names:
            # Only what is ours: the folder may have been given another purpose.
            if name.endswith((_ENDING, ".part")):
                try:
                    os.unlink(os.path.join(folder, name))
                except OSError:
                    continue
                removed += name.endswith(_ENDING)
        try:
            os.rmdir(folder)
        except OSError:
            continue
    return removed


def _stamp(folder: Path) -> _Stamp | None:
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
    return _Stamp(f"{newest:x}-{check:08x}-{hash(tuple(numbers)) & _64_BITS:016x}", newest)


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


def _program() -> str:
    """Return what tells this program's way of reading from another's, edits of it included."""
    here = os.path.dirname(__file__)
    parts = [_FORMAT, __version__, sys.version]
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


class _Kept(NamedTuple):
    """Where an index is kept, and what it must say of itself."""

    path: str
    owner: str
    """The dataset's folder and the program; an index of others is of no use."""


def _kept_at(folder: Path, stamp: _Stamp) -> _Kept | None:
    cache = cache_folder()
    if cache is None:
        return None
    owner = f"{os.path.realpath(folder)} {_program()}"
    place = f"{crc32(owner.encode('utf-8', 'surrogateescape')):08x}"
    return _Kept(os.path.join(cache, place, stamp.name + _ENDING), owner)


class _Index:
    """An index that is open for reading."""

    def __init__(self, kept: _Kept, read_again: Callable[[], Dataset]) -> None:
        self._file = open(kept.path, "rb")
        self._read_again = read_again
        start = self._file.read(_FIRST_READ)
        first, _, _ = start.partition(b"\n")
        name, size, check = first.split(b" ")
        if name.decode("ascii") != _FORMAT:
            raise _Unusable
        length, self._base = int(size), len(first) + 1 + int(size)
        if len(start) < self._base:
            start += self._file.read(self._base - len(start))
        header = start[len(first) + 1 : self._base]
        if len(header) != length or f"{crc32(header):08x}".encode() != check:
            raise _Unusable
        fields = json.loads(header)
        if fields["owner"] != kept.owner:
            raise _Unusable
        self._pieces: dict[str, list[int]] = fields["pieces"]
        self._table = self._read(self._pieces["table"])
        self._wheres: dict[str, list[int]] | None = None
        self._places: list[Place] = []
        self._again: Dataset | None = None

    def dataset(self) -> Dataset:
        """Return the dataset, whose forces and judgments are read when they are asked for."""
        rounds, comparisons = _rounds(json.loads(self._read(self._pieces["rounds"])))
        self._places = list(reading_order(rounds))
        return Dataset(_Forces(self), rounds, comparisons, _Judgments(self))

    def all_forces(self) -> dict[str, Force]:
        """Return every force."""
        try:
            rows = json.loads(self._read(self._pieces["forces"]))
            return {row[0]: _force(row) for row in rows}
        except (_Unusable, OSError, ValueError, KeyError, TypeError, IndexError):
            return dict(self.again().forces)

    def force(self, force: str) -> tuple[Force, dict[Place, Judgment]]:
        """Return a force and its judgments. Raises KeyError if there is no such force."""
        where = self.where(force)
        if where is None:
            raise KeyError(force)
        try:
            fields = json.loads(self._read(where))
            return _force(fields["force"]), _judgments(force, fields, self._places)
        except (_Unusable, OSError, ValueError, KeyError, TypeError, IndexError):
            again = self.again()
            return again.forces[force], dict(again.by_force.get(force, {}))

    def all_places(self) -> dict[str, list[int]]:
        """Return where every force's piece stands, by the force's id, in order."""
        if self._wheres is None:
            rows = (line.split(b" ") for line in self._table.splitlines()[1:])
            self._wheres = {row[0].decode("ascii"): [int(one) for one in row[1:]] for row in rows}
        return self._wheres

    def where(self, force: object) -> list[int] | None:
        """Return where a force's piece stands, or None if there is no such force."""
        if not isinstance(force, str) or not force.isascii() or not force or " " in force:
            return None
        if self._wheres is not None:
            return self._wheres.get(force)
        # For one force the table is searched: taking it apart would cost more than all the rest.
        start = self._table.find(f"\n{force} ".encode())
        if start < 0:
            return None
        line = self._table[start + 1 : self._table.find(b"\n", start + 1)]
        return [int(number) for number in line.split(b" ")[1:]]

    def again(self) -> Dataset:
        """Return the dataset as its YAML has it: the index turned out to be damaged."""
        if self._again is None:
            self._again = self._read_again()
        return self._again

    def _read(self, where: list[int]) -> bytes:
        offset, size, check = where
        self._file.seek(self._base + offset)
        piece = self._file.read(size)
        if len(piece) != size or crc32(piece) != check:
            raise _Unusable
        return piece


class _Forces(Mapping[str, Force]):
    """The forces of an index by id; all are read together, or one with its judgments."""

    def __init__(self, index: _Index) -> None:
        self._index = index
        self._all: dict[str, Force] | None = None
        self._some: dict[str, Force] = {}

    def __getitem__(self, force: str) -> Force:
        if self._all is not None:
            return self._all[force]
        if force not in self._some:
            self._some[force] = self._index.force(force)[0]
        return self._some[force]

    def __contains__(self, force: object) -> bool:
        return self._index.where(force) is not None

    def __iter__(self) -> Iterator[str]:
        if self._all is None:
            self._index.all_places()  # by now it pays to take the table apart
            self._all = self._index.all_forces()
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._index.all_places())


class _Judgments(Mapping[str, Mapping["Place", Judgment]]):
    """The judgments of an index by force, each force's read when it is asked for."""

    def __init__(self, index: _Index) -> None:
        self._index = index
        self._read: dict[str, dict[Place, Judgment]] = {}

    def __getitem__(self, force: str) -> Mapping[Place, Judgment]:
        found = self._read.get(force)
        if found is None:
            found = self._read[force] = self._index.force(force)[1]
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._index.all_places())

    def __len__(self) -> int:
        return len(self._index.all_places())


# ---- What the pieces hold.


def _keep(kept: _Kept, dataset: Dataset) -> None:
    """Write an index, whole or not at all; where that can't be done, there is none."""
    folder = os.path.dirname(kept.path)
    staged = os.path.join(folder, f".{os.getpid()}.part")
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        try:
            with open(staged, "wb") as file:
                file.write(_index_bytes(kept.owner, dataset))
            os.replace(staged, kept.path)
        finally:
            if os.path.exists(staged):
                os.unlink(staged)
        for name in os.listdir(folder):
            if name.endswith(_ENDING) and name != os.path.basename(kept.path):
                os.unlink(os.path.join(folder, name))
    except OSError:
        return


def _index_bytes(owner: str, dataset: Dataset) -> bytes:
    pieces: list[bytes] = []
    offset = 0

    def add(piece: bytes) -> list[int]:
        nonlocal offset
        pieces.append(piece)
        offset += len(piece)
        return [offset - len(piece), len(piece), crc32(piece)]

    places = reading_order(dataset.rounds)
    forces = dataset.forces.values()
    named = {
        "rounds": add(_json(_rounds_content(dataset))),
        "forces": add(_json([_force_content(force) for force in forces])),
    }
    lines = [b""]
    for force in forces:
        judgments = dataset.by_force.get(force.id, {})
        where = add(_json(_force_piece(force, judgments, places)))
        lines.append(" ".join([force.id, *map(str, where)]).encode("ascii"))
    named["table"] = add(b"\n".join([*lines, b""]))
    header = _json({"owner": owner, "pieces": named})
    first = f"{_FORMAT} {len(header)} {crc32(header):08x}\n".encode()
    return b"".join([first, header, *pieces])


def _json(content: object) -> bytes:
    # The folder's name may be no text at all; it comes back as it went.
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _force_content(force: Force) -> list[object]:
    return list(force)


def _force(row: list[Any]) -> Force:
    force, name, region, nation, former_name, aliases = row
    return Force(force, name, region, nation, former_name, tuple(aliases))


def _force_piece(
    force: Force, judgments: Mapping[Place, Judgment], places: Mapping[Place, int]
) -> dict[str, object]:
    """Return a force's piece: numbers in columns, and texts apart for the few that have them."""
    cited: dict[tuple[str, ...], int] = {}
    days: dict[str | None, int] = {}
    found = list(judgments.values())
    return {
        "force": _force_content(force),
        "place": [places[one.place] for one in found],
        "kind": [_KINDS.index((one.grade, one.status, one.basis)) for one in found],
        "day": [days.setdefault(one.published, len(days)) for one in found],
        "cited": [cited.setdefault(one.sources, len(cited)) for one in found],
        "days": list(days),
        # No address has a space: one text is read many times faster than lists of them.
        "sources": "\n".join(" ".join(sources) for sources in cited),
        "more": {
            index: [one.carried_over_from, one.note, one.areas_for_improvement]
            for index, one in enumerate(found)
            if one.carried_over_from or one.note or one.areas_for_improvement
        },
    }


def _judgments(force: str, fields: dict[str, Any], places: list[Place]) -> dict[Place, Judgment]:
    cited = [tuple(sources.split(" ")) for sources in fields["sources"].split("\n")]
    numbers, days = fields["place"], fields["days"]
    here = [places[number] for number in numbers]
    kinds = [_KINDS[kind] for kind in fields["kind"]]
    origins: list[int | None] = [None] * len(numbers)
    notes: list[str | None] = [None] * len(numbers)
    improvements: list[tuple[str, ...]] = [()] * len(numbers)
    for index, (origin, note, areas) in fields["more"].items():
        at = int(index)
        origins[at], notes[at], improvements[at] = origin, note, tuple(areas)
    # Column by column: a whole dataset has many judgments, and a loop over them costs twice this.
    columns = zip(
        repeat(force),
        [year for year, _, _ in here],
        [pillar for _, pillar, _ in here],
        [question for _, _, question in here],
        [grade for grade, _, _ in kinds],
        [status for _, status, _ in kinds],
        origins,
        [days[day] for day in fields["day"]],
        [basis for _, _, basis in kinds],
        [cited[sources] for sources in fields["cited"]],
        notes,
        improvements,
        strict=False,  # the first has no end
    )
    return dict(zip(here, map(_as_judgment, columns), strict=True))


# What Judgment._make does, without its check of the length.
_as_judgment: Callable[[tuple[Any, ...]], Judgment] = partial(tuple.__new__, Judgment)


def _rounds_content(dataset: Dataset) -> dict[str, object]:
    return {
        "rounds": [
            [
                round_.year,
                round_.last_year,
                round_.label,
                [_GRADES.index(grade) for grade in round_.scale],
                round_.published,
                round_.source,
                [list(question) for question in round_.questions],
                round_.missing,
                list(round_.limits),
            ]
            for round_ in dataset.rounds.values()
        ],
        "comparable": [
            [sorted(one.years), sorted(one.pillars), one.level.value, list(one.sources)]
            for one in dataset.comparisons.comparable
        ],
        "breaks": [
            [
                one.before,
                one.after,
                None if one.pillars is None else sorted(one.pillars),
                one.level and one.level.value,
                one.reason,
                one.source,
            ]
            for one in dataset.comparisons.breaks
        ],
        "related": [list(one) for one in dataset.comparisons.related],
    }


def _rounds(fields: dict[str, Any]) -> tuple[dict[int, Round], Comparisons]:
    rounds = {}
    for year, last, label, scale, published, source, asked, missing, limits in fields["rounds"]:
        questions = {(row[0], row[1]): Question(*row) for row in asked}
        grades = tuple(_GRADES[grade] for grade in scale)
        rounds[year] = Round(
            year, last, label, grades, published, source, questions, missing, tuple(limits)
        )
    comparable = tuple(
        ComparableRounds(frozenset(years), frozenset(pillars), Level(level), tuple(sources))
        for years, pillars, level, sources in fields["comparable"]
    )
    breaks = tuple(
        Break(
            before,
            after,
            None if pillars is None else frozenset(pillars),
            Level(level) if level else None,
            reason,
            source,
        )
        for before, after, pillars, level, reason, source in fields["breaks"]
    )
    related = tuple(
        Related(
            earlier_year,
            tuple((pillar, question) for pillar, question in earlier),
            later_year,
            (later[0], later[1]),
            note,
            carries,
        )
        for earlier_year, earlier, later_year, later, note, carries in fields["related"]
    )
    return rounds, Comparisons(comparable, breaks, related)
