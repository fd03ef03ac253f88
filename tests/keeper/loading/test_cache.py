"""The cache: never stale, never trusted when it is damaged, and never in anyone's way."""

from __future__ import annotations

import copy
import os
import pickle
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

import pytest
from conftest import TINY, linux, posix

from peelcli import load
from peelcli.keeper.loading import cache, read_valid, shipped_dataset
from peelcli.keeper.loading.cache import cache_folder, cached, clear_cache
from peelcli.keeper.loading.problems import InvalidDatasetError
from peelcli.model import Dataset
from peelcli.terms import Grade, ReadOnly

if TYPE_CHECKING:
    from collections.abc import Callable

    from peelcli.data import PeelData


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a cache that is empty, beside a dataset whose files are at rest."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(cache, "_AT_REST", -1)
    return tmp_path / "cache" / "peel"


def never(_: Path) -> Dataset:
    raise AssertionError("the YAML was read")


def test_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert cache_folder() == "/somewhere/peel"
    for nothing in ("", "relative"):
        monkeypatch.setenv("XDG_CACHE_HOME", nothing)
        monkeypatch.setenv("HOME", "/home/anyone")
        assert cache_folder() == "/home/anyone/.cache/peel"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("LOCALAPPDATA", "/users/anyone/local")
    assert cache_folder() == "/home/anyone/.cache/peel"
    monkeypatch.setattr("sys.platform", "win32")
    assert cache_folder() == "/users/anyone/local/peel"


def test_no_place_at_all(dataset: Path, monkeypatch: pytest.MonkeyPatch, tiny: PeelData) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    monkeypatch.setenv("HOME", "relative")
    monkeypatch.setattr(cache, "_AT_REST", -1)
    assert cache_folder() is None
    assert cached(dataset, read_valid) == tiny
    assert clear_cache() == 0


def test_what_is_cached_is_what_was_read(dataset: Path, place: Path, shipped: PeelData) -> None:
    read = read_valid(dataset)
    assert cached(dataset, read_valid) == read
    assert cached(dataset, never) == read
    assert [path.suffix for path in place.iterdir()] == [".peel"]
    for parts in (read, shipped):
        again = pickle.loads(pickle.dumps(Dataset(*parts)))  # noqa: S301 - our own
        assert again == Dataset(*parts)
        assert list(again.by_force) == list(parts.by_force)
        assert (
            again.rounds[max(again.rounds)].questions == parts.rounds[max(parts.rounds)].questions
        )


@pytest.mark.parametrize(
    "name", ["forces.yaml", "questions.yaml", "rounds.yaml", "comparisons.yaml",
             "judgments/erewhon.yaml", "judgments/ruritania.yaml"]
)  # fmt: skip
def test_each_file_counts(dataset: Path, place: Path, name: str) -> None:
    cached(dataset, read_valid)
    assert place.is_dir()
    path = dataset / name
    changes: list[Callable[[], object]] = [
        lambda: os.utime(path, ns=(0, 5)),
        lambda: path.write_text(path.read_text() + "\n"),
        lambda: path.rename(dataset / "kept").replace(path),
    ]
    for change in changes:
        change()
        with pytest.raises(AssertionError):
            cached(dataset, never)
        cached(dataset, read_valid)
        cached(dataset, never)


def test_files_that_come_and_go_count(dataset: Path, place: Path) -> None:
    cached(dataset, read_valid)
    assert place.is_dir()
    other = dataset / "judgments" / "other.yaml"
    other.write_text("x")
    with pytest.raises(InvalidDatasetError):
        cached(dataset, read_valid)
    other.unlink()
    (dataset / "judgments" / "erewhon.yaml").rename(other)
    with pytest.raises(InvalidDatasetError):
        cached(dataset, read_valid)
    shutil.rmtree(dataset / "judgments")
    with pytest.raises(InvalidDatasetError):
        cached(dataset, read_valid)


def test_a_link_counts_and_so_does_its_target(dataset: Path, place: Path) -> None:
    assert not place.exists()
    link, target = dataset / "judgments" / "erewhon.yaml", dataset / "erewhon"
    link.rename(target)
    link.symlink_to("../erewhon")
    cached(dataset, read_valid)

    def turn() -> None:
        link.unlink()
        link.symlink_to("./../erewhon")

    changes: list[Callable[[], object]] = [lambda: os.utime(target, ns=(0, 5)), turn]
    for change in changes:
        change()
        with pytest.raises(AssertionError):
            cached(dataset, never)
        cached(dataset, read_valid)


def test_files_that_changed_a_moment_ago_are_not_cached(
    dataset: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_AT_REST", 2_000_000_000)
    cached(dataset, read_valid)
    assert not place.exists()


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda raw: raw[:-1],
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw.replace(b"erewhon", b"erewhom"),
        lambda raw: raw.replace(b"peel-cache-9", b"peel-cache-1"),
        lambda raw: raw.partition(b"\n")[0] + b"\n",
        lambda _: b"\xff" * 100,
    ],
)
def test_a_damaged_file_is_ignored_and_written_anew(
    dataset: Path, place: Path, damage: Callable[[bytes], bytes], tiny: PeelData
) -> None:
    cached(dataset, read_valid)
    (path,) = place.iterdir()
    sound = path.read_bytes()
    path.write_bytes(damage(sound))
    with pytest.raises(AssertionError):
        cached(dataset, never)
    assert cached(dataset, read_valid) == tiny
    assert path.read_bytes() == sound


class Evil:
    """What runs code when it is unpickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, ("touch evil",)


@pytest.mark.parametrize(
    "content", [[], "x", None, {"a": 1}, Evil(), Path("x"), os.getcwd, Grade, (1, 2, 3, 4)]
)
def test_contents_that_fit_their_checksum_but_no_dataset_are_ignored(
    dataset: Path, place: Path, tiny: PeelData, content: object
) -> None:
    cached(dataset, read_valid)
    (path,) = place.iterdir()
    first, _, _ = path.read_bytes().partition(b"\n")
    body = pickle.dumps(content)
    path.write_bytes(b"%b %08x\n%b" % (first.rpartition(b" ")[0], crc32(body), body))
    with pytest.raises(AssertionError):
        cached(dataset, never)
    assert cached(dataset, read_valid) == tiny
    assert not Path("evil").exists()


def test_another_program_reads_again(
    dataset: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cached(dataset, read_valid)
    assert place.is_dir()
    monkeypatch.setattr(cache, "__version__", "another")
    with pytest.raises(AssertionError):
        cached(dataset, never)
    cached(dataset, read_valid)
    # Without source files, as in an archive, the version must do.
    monkeypatch.setattr(cache, "__file__", "/nowhere/app.pyz/peelcli/keeper/loading/cache.py")
    cached(dataset, read_valid)
    cached(dataset, never)


def test_a_dataset_is_of_one_state(dataset: Path, place: Path) -> None:
    path = dataset / "judgments" / "erewhon.yaml"
    reads = []

    def read(folder: Path) -> Dataset:
        reads.append(1)
        found = read_valid(folder)
        if len(reads) == 1:
            path.write_text(path.read_text().replace("overall: outstanding", "overall: good"))
        return found

    assert cached(dataset, read) == read_valid(dataset)
    assert len(reads) == 2
    assert place.is_dir()


def test_what_is_wrong_only_for_a_moment_is_read_again(dataset: Path, place: Path) -> None:
    path = dataset / "judgments" / "erewhon.yaml"
    sound = path.read_text()
    path.write_text("x")
    reads = []

    def read(folder: Path) -> Dataset:
        reads.append(1)
        try:
            return read_valid(folder)
        finally:
            if len(reads) == 1:
                path.write_text(sound)

    assert cached(dataset, read) == read_valid(dataset)
    assert place.is_dir()


def test_files_that_never_rest_are_read_all_the_same(dataset: Path, place: Path) -> None:
    path = dataset / "judgments" / "erewhon.yaml"
    reads = []

    def read(folder: Path) -> Dataset:
        reads.append(1)
        found = read_valid(folder)
        os.utime(path, ns=(0, len(reads)))
        return found

    assert cached(dataset, read) == read_valid(dataset)
    assert 2 < len(reads) < 10
    assert not place.exists()


@linux
def test_a_name_that_is_not_utf8(place: Path, tmp_path: Path, tiny: PeelData) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/d\xff"))
    shutil.copytree(TINY, folder)
    assert cached(folder, read_valid) == tiny
    assert cached(folder, never) == tiny
    assert place.is_dir()


@posix
def test_no_file_stays_open(dataset: Path, place: Path) -> None:
    before = len(list(Path("/dev/fd").iterdir()))
    for _ in range(3):
        cached(dataset, read_valid)
    assert len(list(Path("/dev/fd").iterdir())) == before
    assert place.is_dir()


def test_what_belongs_to_folders_that_are_gone_goes(dataset: Path, place: Path) -> None:
    other = shutil.copytree(dataset, dataset.with_name("other"))
    cached(other, read_valid)
    (place / "0badc0de.peel").write_text('["peel-cache-3", "')
    (place / "mine.peel").write_text("dear")
    (place / "12345678.peel").write_text("dear")
    (place / "letter.txt").write_text("dear")
    cached(dataset, read_valid)
    assert len(list(place.glob("*.peel"))) == 4
    assert not (place / "0badc0de.peel").exists()
    shutil.rmtree(other)
    os.utime(dataset / "forces.yaml", ns=(0, 5))
    cached(dataset, read_valid)
    assert len(list(place.glob("*.peel"))) == 3
    for name in ("letter.txt", "mine.peel", "12345678.peel"):
        assert (place / name).exists()


def test_clearing_removes_what_is_its_own(dataset: Path, place: Path) -> None:
    assert clear_cache() == 0
    cached(dataset, read_valid)
    (place / "letter.txt").write_text("dear")
    (place / "mine.peel").write_text("dear")
    (place / "12345678.peel").write_text("dear")
    assert clear_cache() == 1
    assert sorted(path.name for path in place.iterdir()) == [
        "12345678.peel",
        "letter.txt",
        "mine.peel",
    ]


def test_two_programs_do_not_undo_each_others_work(
    dataset: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cached(dataset, read_valid)
    other = (dataset / "program.py").absolute()
    other.touch()
    with monkeypatch.context() as patched:
        patched.setattr(cache, "__file__", str(other))
        cached(dataset, read_valid)
        cached(dataset, never)
    assert len(list(place.glob("*.peel"))) == 2
    cached(dataset, never)
    # What a program that is gone has cached goes too.
    other.unlink()
    os.utime(dataset / "forces.yaml", ns=(0, 5))
    cached(dataset, read_valid)
    assert len(list(place.glob("*.peel"))) == 1


@posix
@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_what_is_no_file_in_the_place_of_a_cached_one_is_neither_read_nor_written_through(
    dataset: Path, place: Path, kind: str, tiny: PeelData
) -> None:
    cached(dataset, read_valid)
    (path,) = place.iterdir()
    precious = dataset.with_name("notes")
    precious.write_text("dear")
    path.unlink()
    if kind == "link":
        path.symlink_to(precious)
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()
    assert cache._cached_files() == []
    assert cached(dataset, read_valid) == tiny
    assert precious.read_text() == "dear"
    if kind != "folder":
        assert cached(dataset, never) == tiny


@posix
def test_a_folder_that_others_may_write_to_is_no_place(dataset: Path, place: Path) -> None:
    place.mkdir(parents=True)
    place.chmod(0o777)
    cached(dataset, read_valid)
    assert not [*place.iterdir()]
    place.chmod(0o700)
    cached(dataset, read_valid)
    assert [*place.iterdir()]


def test_what_cannot_be_removed_or_written_is_no_failure(
    dataset: Path, place: Path, monkeypatch: pytest.MonkeyPatch, tiny: PeelData
) -> None:
    cached(dataset, read_valid)

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "unlink", refused)
    assert clear_cache() == 0
    monkeypatch.setattr(os, "makedirs", refused)
    os.utime(dataset / "forces.yaml", ns=(0, 5))
    assert cached(dataset, read_valid) == tiny
    assert len(list(place.iterdir())) == 1


class TestValues:
    """What `load` returns, from the cache and without it."""

    @pytest.fixture(params=["read", "cached"])
    def loaded(self, request: pytest.FixtureRequest, dataset: Path, place: Path) -> Dataset:
        if request.param == "read":
            return read_valid(dataset)
        cached(dataset, read_valid)
        assert place.is_dir()
        return cached(dataset, never)

    def test_it_is_made_of_the_same_types(self, loaded: Dataset) -> None:
        for mapping in (loaded.forces, loaded.rounds, loaded.by_force, loaded.rounds[2001].asked):
            assert type(mapping) is ReadOnly
        assert {type(mapping) for mapping in loaded.by_force.values()} == {ReadOnly}

    def test_it_can_be_pickled_and_copied(self, loaded: Dataset) -> None:
        assert pickle.loads(pickle.dumps(loaded)) == loaded  # noqa: S301
        assert copy.deepcopy(loaded) == loaded
        assert copy.copy(loaded.forces) == loaded.forces

    def test_it_cannot_be_changed(self, loaded: Dataset) -> None:
        forces: Any = loaded.forces
        before = dict(forces)
        changes: list[Callable[[], object]] = [
            lambda: forces.pop("erewhon"),
            forces.popitem,
            forces.clear,
            lambda: forces.update({}),
            lambda: forces.setdefault("a", 1),
            lambda: forces.__setitem__("a", 1),
            lambda: forces.__delitem__("erewhon"),
            lambda: forces.__ior__({"a": 1}),
        ]
        for change in changes:
            with pytest.raises(TypeError, match="can't be changed"):
                change()
        assert forces == before


def test_the_time_of_a_file_may_lie_in_the_future(dataset: Path, place: Path) -> None:
    later = time.time_ns() + 10**12
    os.utime(dataset / "forces.yaml", ns=(later, later))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "_AT_REST", 0)
        cached(dataset, read_valid)
    assert not place.exists()


def test_it_works_without_source_files(tmp_path: Path) -> None:
    """An installation of compiled files only, and one in an archive."""
    package = Path(cache.__file__).parents[2]
    legacy = tmp_path / "legacy"
    shutil.copytree(package, legacy / "peelcli", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(shipped_dataset(), legacy / "peelcli" / "data", dirs_exist_ok=True)
    archive = shutil.make_archive(str(tmp_path / "peel"), "zip", legacy)
    compileall = [sys.executable, "-m", "compileall", "-q", "-b", str(legacy)]
    subprocess.run(compileall, check=True)
    for path in legacy.rglob("*.py"):
        path.unlink()
    script = "from peelcli.__main__ import main; main()"
    for where in (str(legacy), archive):
        done = subprocess.run(
            [sys.executable, "-c", script, "list", "--round", "all", "--count"],
            check=False, capture_output=True, text=True, cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": where, "XDG_CACHE_HOME": str(tmp_path / "cache")},
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == f"{len(load().judgments())}\n"
