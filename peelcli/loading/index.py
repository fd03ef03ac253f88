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
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import Any

    from peelcli.model import Place

_FORMAT = "peel-index-1"
_ENDING = ".index"
# No file system's clock is coarser than this.
_AT_REST = 2_000_000_000
_FIRST_READ = 1 << 16

_GRADES = tuple(Grade)
_STATUSES = tuple(Status)
_BASES = tuple(Basis)


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


def _stamp(folder: Path) -> _Stamp | None:
    """Return a stamp of all files that a dataset is read from, or None if they can't be seen."""
    lines: list[str] = []
    newest = 0
    try:
        files = [os.path.join(folder, name) for name in REFERENCE_FILES]
        seen = [(path, os.stat(path), os.path.islink(path)) for path in files]
        with os.scandir(judgments_folder(folder)) as entries:
            seen += [
                (entry.path, entry.stat(), entry.is_symlink())
                for entry in entries
                if entry.name.endswith((".yaml", ".yml"))
            ]
    except OSError:
        return None
    seen.sort()
    for path, status, is_link in seen:
        newest = max(newest, status.st_mtime_ns, status.st_ctime_ns)
        lines.append(
            f"{path}\0{status.st_mode}\0{status.st_size}\0{status.st_mtime_ns}\0"
            f"{status.st_ctime_ns}\0{status.st_ino}"
        )
        if is_link:
            link = os.lstat(path)
            newest = max(newest, link.st_ctime_ns)
            lines.append(f"{os.readlink(path)}\0{link.st_ctime_ns}")
    text = "\n".join(lines).encode("utf-8", "surrogateescape")
    return _Stamp(f"{newest:x}-{len(text):x}-{crc32(text):08x}", newest)


def _program() -> str:
    """Return what tells this program's way of reading from another's, edits of it included."""
    here = os.path.dirname(__file__)
    parts = [_FORMAT, __version__]
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
        self.forces: dict[str, list[int]] = fields["forces"]
        self._again: Dataset | None = None

    def dataset(self) -> Dataset:
        """Return the dataset, whose forces and judgments are read when they are asked for."""
        rounds, comparisons = _rounds(self._read(self._pieces["rounds"]))
        return Dataset(_Forces(self), rounds, comparisons, _Judgments(self))

    def all_forces(self) -> dict[str, Force]:
        """Return every force."""
        try:
            return {row[0]: _force(row) for row in self._read(self._pieces["forces"])}
        except (_Unusable, OSError, ValueError, KeyError, TypeError, IndexError):
            return dict(self.again().forces)

    def force(self, force: str) -> tuple[Force, dict[Place, Judgment]]:
        """Return a force and its judgments. Raises KeyError if there is no such force."""
        where = self.forces[force]
        try:
            fields = self._read(where)
            return _force(fields["force"]), _judgments(force, fields)
        except (_Unusable, OSError, ValueError, KeyError, TypeError, IndexError):
            again = self.again()
            return again.forces[force], dict(again.by_force.get(force, {}))

    def again(self) -> Dataset:
        """Return the dataset as its YAML has it: the index turned out to be damaged."""
        if self._again is None:
            self._again = self._read_again()
        return self._again

    def _read(self, where: list[int]) -> Any:  # noqa: ANN401 - JSON
        offset, size, check = where
        self._file.seek(self._base + offset)
        piece = self._file.read(size)
        if len(piece) != size or crc32(piece) != check:
            raise _Unusable
        return json.loads(piece)


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
        return force in self._index.forces

    def __iter__(self) -> Iterator[str]:
        if self._all is None:
            self._all = self._index.all_forces()
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._index.forces)


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
        return iter(self._index.forces)

    def __len__(self) -> int:
        return len(self._index.forces)


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

    def add(content: object) -> list[int]:
        nonlocal offset
        piece = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        pieces.append(piece)
        offset += len(piece)
        return [offset - len(piece), len(piece), crc32(piece)]

    named = {
        "rounds": add(_rounds_content(dataset)),
        "forces": add([_force_content(force) for force in dataset.forces.values()]),
    }
    forces = {
        force.id: add(_force_piece(force, dataset.by_force.get(force.id, {})))
        for force in dataset.forces.values()
    }
    header = json.dumps({"owner": owner, "pieces": named, "forces": forces}).encode()
    first = f"{_FORMAT} {len(header)} {crc32(header):08x}\n".encode()
    return b"".join([first, header, *pieces])


def _force_content(force: Force) -> list[object]:
    return list(force)


def _force(row: list[Any]) -> Force:
    force, name, region, nation, former_name, aliases = row
    return Force(force, name, region, nation, former_name, tuple(aliases))


def _force_piece(force: Force, judgments: Mapping[Place, Judgment]) -> dict[str, object]:
    cited: dict[tuple[str, ...], int] = {}
    rows = [
        [
            one.year,
            one.pillar,
            one.question,
            None if one.grade is None else _GRADES.index(one.grade),
            _STATUSES.index(one.status),
            one.carried_over_from,
            one.published,
            _BASES.index(one.basis),
            cited.setdefault(one.sources, len(cited)),
            one.note,
            one.areas_for_improvement,
        ]
        for one in judgments.values()
    ]
    # No address has a space: one text is read many times faster than lists of them.
    sources = "\n".join(" ".join(sources) for sources in cited)
    return {"force": _force_content(force), "sources": sources, "judgments": rows}


def _judgments(force: str, fields: dict[str, Any]) -> dict[Place, Judgment]:
    cited = [tuple(sources.split(" ")) for sources in fields["sources"].split("\n")]
    make = Judgment._make
    return {
        (year, pillar, question): make(
            (
                force,
                year,
                pillar,
                question,
                None if grade is None else _GRADES[grade],
                _STATUSES[status],
                origin,
                published,
                _BASES[basis],
                cited[sources],
                note,
                tuple(areas) if areas else (),
            )
        )
        for (
            year,
            pillar,
            question,
            grade,
            status,
            origin,
            published,
            basis,
            sources,
            note,
            areas,
        ) in fields["judgments"]
    }


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
