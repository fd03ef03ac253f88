"""The index: it saves time, and is never seen otherwise."""

from __future__ import annotations

import os
import re
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import TINY

from peelcli.errors import DatasetError
from peelcli.loading import load, read_valid
from peelcli.loading.cache import stamp_of
from peelcli.loading.index import indexed
from peelcli.loading.problems import InvalidDatasetError

if TYPE_CHECKING:
    from collections.abc import Callable

    from peelcli.model import Dataset


@pytest.fixture
def dataset(dataset: Path) -> Path:
    """A copy of the invented dataset, named in full."""
    return dataset.absolute()


@pytest.fixture
def at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that is far enough on for files just written to be at rest."""
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 10_000_000_000)


def indexes(folder: Path) -> list[Path]:
    return sorted((folder.parent / "cache").rglob("*.index"))


def unread(_: Path) -> Dataset:
    raise AssertionError("the YAML was read")


def same(one: Dataset, other: Dataset) -> bool:
    return (
        dict(one.forces) == dict(other.forces)
        and one.rounds == other.rounds
        and one.comparisons == other.comparisons
        and {force: dict(found) for force, found in one.by_force.items()}
        == {force: dict(other.by_force.get(force, {})) for force in one.by_force}
    )


@pytest.mark.usefixtures("at_rest")
class TestKept:
    def test_what_is_kept_is_what_was_read(self, dataset: Path) -> None:
        first = indexed(dataset, read_valid)
        assert len(indexes(dataset)) == 1
        again = indexed(dataset, unread)
        assert same(first, again)
        assert tuple(again.judgments()) == tuple(read_valid(dataset).judgments())
        assert list(again.forces) == list(first.forces)
        assert "nowhere" not in again.forces
        for found in (again.by_force, again.forces):
            with pytest.raises(KeyError, match=r"^'nowhere'$"):
                found["nowhere"]

    def test_the_shipped_dataset_too(
        self, shipped: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        read = load()
        kept = load()
        assert same(read, kept)
        assert tuple(kept.judgments()) == tuple(shipped.judgments())

    def test_one_force_is_read_alone(self, dataset: Path) -> None:
        indexed(dataset, read_valid)
        kept = indexed(dataset, unread)
        assert kept.forces["erewhon"].name == "Erewhon Constabulary"
        assert len(kept.by_force["erewhon"]) == 15

    @pytest.mark.parametrize("name", ["forces.yaml", "rounds.yaml", "judgments/erewhon.yaml"])
    def test_an_edit_of_the_same_size_and_time_is_seen(self, dataset: Path, name: str) -> None:
        indexed(dataset, read_valid)
        path = dataset / name
        status = path.stat()
        text = path.read_text()
        old, new = {
            "forces.yaml": ("Erewhon Constabulary", "Erehwon Constabulary"),
            "rounds.yaml": ("Does it listen?", "Does it listen!"),
            "judgments/erewhon.yaml": ("Answer back less.", "Answer back more."),
        }[name]
        assert len(old) == len(new)
        path.write_text(text.replace(old, new))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        assert path.stat().st_size == status.st_size
        assert not same(indexed(dataset, read_valid), load(TINY))

    def test_a_file_more_or_less_is_seen(self, dataset: Path) -> None:
        indexed(dataset, read_valid)
        path = dataset / "judgments" / "ruritania-south.yaml"
        path.rename(dataset / "elsewhere")
        assert "ruritania-south" not in indexed(dataset, read_valid).by_force
        (dataset / "elsewhere").rename(path)
        assert len(indexed(dataset, read_valid).by_force["ruritania-south"]) == 3

    def test_a_new_index_takes_the_place_of_the_old(self, dataset: Path) -> None:
        for text in ("one", "two", "three"):
            (dataset / "judgments" / "erewhon.yaml").write_text(
                (TINY / "judgments" / "erewhon.yaml").read_text().replace("By count.", text)
            )
            indexed(dataset, read_valid)
        assert len(indexes(dataset)) == 1

    @pytest.mark.parametrize(
        "damage",
        [
            lambda data: data[: len(data) // 2],
            lambda data: data[:0],
            lambda data: data[:10],
            lambda data: data.replace(b"erewhon", b"erewhom"),
            lambda data: data[:-300] + bytes(300),
            lambda data: b"\x80\x04" + data,
            lambda data: data.replace(b"peel-index", b"peel-xedni"),
            lambda data: data.replace(b"{", b"[", 1),
        ],
    )
    def test_damage_is_mended_in_silence(
        self, dataset: Path, damage: Callable[[bytes], bytes]
    ) -> None:
        first = indexed(dataset, read_valid)
        (path,) = indexes(dataset)
        whole = path.read_bytes()
        path.write_bytes(damage(whole))
        assert same(indexed(dataset, read_valid), first)
        # Pieces are mended when they are come upon, so by now the index is whole again.
        assert same(indexed(dataset, unread), first)
        assert path.read_bytes() == whole

    def test_any_byte_that_is_flipped(self, dataset: Path) -> None:
        first = indexed(dataset, read_valid)
        (path,) = indexes(dataset)
        whole = path.read_bytes()
        for place in range(0, len(whole), 37):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
            assert same(indexed(dataset, read_valid), first), place

    def test_what_a_killed_process_left_is_not_used(self, dataset: Path) -> None:
        first = indexed(dataset, read_valid)
        (path,) = indexes(dataset)
        part = path.with_name(".99999.part")
        part.write_bytes(path.read_bytes()[:100])
        path.unlink()
        assert same(indexed(dataset, read_valid), first)

    def test_an_index_of_another_dataset_is_not_used(self, dataset: Path) -> None:
        indexed(dataset, read_valid)
        (path,) = indexes(dataset)
        other = shutil.copytree(dataset, dataset.with_name("other"))
        (other / "judgments" / "erewhon.yaml").unlink()
        indexed(other, read_valid)
        (theirs,) = set(indexes(dataset)) - {path}
        theirs.write_bytes(path.read_bytes())
        assert "erewhon" not in indexed(other, read_valid).by_force

    def test_files_that_are_links_within_the_dataset(self, dataset: Path) -> None:
        path = dataset / "judgments" / "erewhon.yaml"
        path.rename(dataset / "elsewhere.yaml")
        path.symlink_to("../elsewhere.yaml")
        first = indexed(dataset, read_valid)
        assert same(indexed(dataset, unread), first)
        (dataset / "elsewhere.yaml").write_text(
            (dataset / "elsewhere.yaml").read_text().replace("By count.", "By guess.")
        )
        assert not same(indexed(dataset, read_valid), first)

    def test_a_folder_with_a_very_long_name(self, dataset: Path) -> None:
        deep = dataset.parent.joinpath(*["d" * 200] * 17) / "dataset"
        shutil.copytree(dataset, deep)
        first = indexed(deep, read_valid)
        kept = indexed(deep, unread)
        assert same(kept, first)
        assert len(kept.by_force) == len(kept.forces) == 3

    def test_a_folder_whose_name_is_not_utf8(self, dataset: Path) -> None:
        named = dataset.parent / os.fsdecode(b"d\xe9partement")
        shutil.copytree(dataset, named)
        first = indexed(named, read_valid)
        assert same(indexed(named, unread), first)

    def test_nothing_else_is_written_and_no_one_else_may_read_it(self, dataset: Path) -> None:
        indexed(dataset, read_valid)
        cache = dataset.parent / "cache"
        assert sorted(dataset.parent.iterdir()) == [cache, dataset]
        (path,) = [path for path in cache.rglob("*") if path.is_file()]
        assert path == indexes(dataset)[0]
        assert path.parent.stat().st_mode & 0o777 == 0o700

    def test_it_is_written_beside_where_it_will_stand(
        self, dataset: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # On another file system it could not be put in place at once.
        moves = []
        replace = os.replace

        def replacing(source: str, target: str) -> None:
            moves.append((Path(source).parent, Path(target).parent))
            replace(source, target)

        monkeypatch.setattr(os, "replace", replacing)
        indexed(dataset, read_valid)
        ((source, target),) = moves
        assert source == target == indexes(dataset)[0].parent

    def test_a_force_without_judgments_that_is_damaged(self, dataset: Path) -> None:
        (dataset / "judgments" / "ruritania.yaml").unlink()
        first = indexed(dataset, read_valid)
        kept = indexed(dataset, unread)
        assert kept.by_force["ruritania"] == {}
        (path,) = indexes(dataset)
        whole = path.read_bytes()
        name = b"Ruritania Police"
        assert whole.count(name) == 2
        path.write_bytes(whole[: whole.rindex(name)] + whole[whole.rindex(name) :].lower())
        found = indexed(dataset, read_valid)
        assert found.by_force["ruritania"] == {}
        assert found.forces["ruritania"] == first.forces["ruritania"]

    def test_where_a_piece_stands_is_no_part_of_a_name(self, dataset: Path) -> None:
        indexed(dataset, read_valid)
        (path,) = indexes(dataset)
        (line,) = re.findall(rb"\n(ruritania \d+) \d+ \d+\n", path.read_bytes())
        kept = indexed(dataset, unread)
        assert "ruritania" in kept.forces
        for name in (line.decode(), "ruritania\n", os.fsdecode(b"\xe9"), ""):
            assert name not in kept.forces

    def test_one_force_asked_for_twice(self, dataset: Path) -> None:
        indexed(dataset, read_valid)
        kept = indexed(dataset, unread)
        assert kept.forces["erewhon"] is kept.forces["erewhon"]
        assert kept.by_force["erewhon"] is kept.by_force["erewhon"]
        assert "" not in kept.forces
        assert "two words" not in kept.forces

    def test_damage_come_upon_twice_is_read_once(self, dataset: Path) -> None:
        first = indexed(dataset, read_valid)
        (path,) = indexes(dataset)
        whole = path.read_bytes()
        start = whole.index(b'{"force":')
        path.write_bytes(
            whole[:start] + whole[start:].replace(b"trial.example/", b"trial.exampl3/")
        )
        calls = []

        def read(folder: Path) -> Dataset:
            calls.append(folder)
            return read_valid(folder)

        found = indexed(dataset, read)
        assert calls == []
        assert found.forces["ruritania"] == first.forces["ruritania"]
        assert calls == [dataset]
        assert same(found, first)
        assert calls == [dataset]

    def test_forces_are_found_one_by_one_and_all_together(self, dataset: Path) -> None:
        first = indexed(dataset, read_valid)
        kept = indexed(dataset, unread)
        for _ in range(2):  # searched for at first, and then looked up
            for force in ("erewhon", "ruritania", "ruritania-south"):
                assert kept.by_force[force] == first.by_force[force]
                assert kept.forces[force] == first.forces[force]
                assert force in kept.forces
            for nonsense in ("", "ruri", "two words", "ruritania ", "\n", "\u00e9", 5):
                assert nonsense not in kept.forces
                assert nonsense not in kept.by_force
            assert list(kept.by_force) == list(first.by_force)

    def test_a_cache_that_fails_is_no_failure(
        self, dataset: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def failing(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "replace", failing)
        first = indexed(dataset, read_valid)
        assert same(first, load(TINY))
        assert list((dataset.parent / "cache").rglob("*.part")) == []
        monkeypatch.undo()
        monkeypatch.setenv("XDG_CACHE_HOME", str(dataset.parent / "cache"))
        now = time.time_ns
        monkeypatch.setattr(time, "time_ns", lambda: now() + 10_000_000_000)
        assert same(indexed(dataset, read_valid), first)
        assert len(indexes(dataset)) == 1


@pytest.mark.usefixtures("at_rest")
def test_an_invalid_dataset_is_never_kept(dataset: Path) -> None:
    path = dataset / "judgments" / "erewhon.yaml"
    path.write_text(path.read_text().replace("overall: outstanding", "overall: super"))
    for _ in range(2):
        with pytest.raises(InvalidDatasetError):
            indexed(dataset, read_valid)
    assert indexes(dataset) == []


@pytest.mark.parametrize(
    ("nanoseconds", "is_kept"), [(2_000_000_000, False), (2_000_000_001, True)]
)
def test_files_just_written_are_not_kept(
    dataset: Path, monkeypatch: pytest.MonkeyPatch, nanoseconds: int, *, is_kept: bool
) -> None:
    stamp = stamp_of(dataset)
    assert stamp is not None
    monkeypatch.setattr(time, "time_ns", lambda: stamp.newest + nanoseconds)
    indexed(dataset, read_valid)
    assert len(indexes(dataset)) == is_kept


@pytest.mark.usefixtures("at_rest")
def test_what_changed_while_it_was_read_is_not_kept(dataset: Path) -> None:
    def read(folder: Path) -> Dataset:
        found = read_valid(folder)
        (folder / "forces.yaml").touch()
        return found

    indexed(dataset, read)
    assert indexes(dataset) == []


def test_no_place_at_all(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    monkeypatch.setenv("HOME", "relative")
    assert same(indexed(dataset, read_valid), read_valid(TINY))


def test_a_dataset_that_lacks_a_file_has_no_index(dataset: Path) -> None:
    (dataset / "rounds.yaml").unlink()
    with pytest.raises(InvalidDatasetError, match=r"rounds\.yaml: this file is missing"):
        indexed(dataset, read_valid)
    with pytest.raises(DatasetError, match="there is no folder"):
        indexed(dataset / "nowhere", read_valid)
    assert indexes(dataset) == []
