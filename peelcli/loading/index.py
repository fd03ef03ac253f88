"""An index of a dataset in the user's cache folder, so that a call reads only what it needs.

The index is JSON in pieces: a header, the reference data, and a piece per force. It is kept only
when all files had been at rest for a while, since a second edit in the same instant might leave
their stamp as it was. Each piece has a checksum. Whatever is not as it should be is as good as
not there: the YAML is read, and decides.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING
from zlib import crc32

from peelcli.loading.cache import ENDING, PART, kept_at, stamp_of
from peelcli.loading.pieces import (
    force_content,
    force_of,
    force_piece,
    json_bytes,
    judgments_of,
    rounds_content,
    rounds_of,
)
from peelcli.model import Dataset, Force, Judgment, reading_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from peelcli.loading.cache import Kept
    from peelcli.model import Place

_FORMAT = b"peel-index-4"
# No file system's clock is coarser than this.
_AT_REST = 2_000_000_000
_FIRST_READ = 1 << 12


class _Unusable(Exception):  # noqa: N818 - never leaves this module
    """The index is damaged, or not of this dataset or program."""


def indexed(folder: Path, read: Callable[[Path], Dataset]) -> Dataset:
    """Return the dataset in a folder, from its index or else by reading it, which makes one.

    Raises what `read` raises: only a valid dataset has an index.
    """
    stamp = stamp_of(folder)
    kept = kept_at(folder, stamp) if stamp else None
    if kept is None:
        return read(folder)

    def read_again() -> Dataset:
        dataset = read(folder)
        if stamp and stamp == stamp_of(folder) and time.time_ns() - stamp.newest > _AT_REST:
            _keep(kept, dataset)
        return dataset

    try:
        return _Index(kept, read_again).dataset()
    except (_Unusable, OSError, ValueError, KeyError, TypeError, IndexError):
        return read_again()


class _Index:
    """An index that is open for reading."""

    def __init__(self, kept: Kept, read_again: Callable[[], Dataset]) -> None:
        self._file = open(kept.path, "rb")
        self._read_again = read_again
        start = self._file.read(_FIRST_READ)
        first, _, _ = start.partition(b"\n")
        name, size, check = first.split(b" ")
        if name != _FORMAT:
            raise _Unusable
        length, self._base = int(size), len(first) + 1 + int(size)
        if len(start) < self._base:
            start += self._file.read(self._base - len(start))
        header = start[len(first) + 1 : self._base]
        if len(header) != length or b"%08x" % crc32(header) != check:
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
        rounds, comparisons = rounds_of(json.loads(self._read(self._pieces["rounds"])))
        self._places = list(reading_order(rounds))
        return Dataset(_Forces(self), rounds, comparisons, _Judgments(self))

    def all_forces(self) -> dict[str, Force]:
        """Return every force."""
        try:
            rows = json.loads(self._read(self._pieces["forces"]))
            return {row[0]: force_of(row) for row in rows}
        except (_Unusable, OSError, ValueError, KeyError, TypeError, IndexError):
            return dict(self.again().forces)

    def force(self, force: str) -> tuple[Force, dict[Place, Judgment]]:
        """Return a force and its judgments. Raises KeyError if there is no such force."""
        where = self.where(force)
        if where is None:
            raise KeyError(force)
        try:
            fields = json.loads(self._read(where))
            return force_of(fields["force"]), judgments_of(force, fields, self._places)
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


def _keep(kept: Kept, dataset: Dataset) -> None:
    """Write an index, whole or not at all; where that can't be done, there is none."""
    folder = os.path.dirname(kept.path)
    staged = os.path.join(folder, f".{os.getpid()}{PART}")
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
            if name.endswith(ENDING) and name != os.path.basename(kept.path):
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
        "rounds": add(json_bytes(rounds_content(dataset))),
        "forces": add(json_bytes([force_content(force) for force in forces])),
    }
    lines = [b""]
    for force in forces:
        judgments = dataset.by_force.get(force.id, {})
        where = add(json_bytes(force_piece(force, judgments, places)))
        lines.append(" ".join([force.id, *map(str, where)]).encode("ascii"))
    named["table"] = add(b"\n".join([*lines, b""]))
    header = json_bytes({"owner": owner, "pieces": named})
    first = b"%b %d %08x\n" % (_FORMAT, len(header), crc32(header))
    return b"".join([first, header, *pieces])
