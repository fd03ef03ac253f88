"""Where indexes are kept, and which of them is of which state of a dataset."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from peelcli.loading import cache
from peelcli.loading.cache import Stamp, cache_folder, clear_cache, kept_at, stamp_of

STAMP = Stamp("state", 0)


def test_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert cache_folder() == "/somewhere/peel"
    for nothing in ("", "relative"):
        monkeypatch.setenv("XDG_CACHE_HOME", nothing)
        monkeypatch.setenv("HOME", "/home/anyone")
        assert cache_folder() == "/home/anyone/.cache/peel"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache_folder() == "/home/anyone/.cache/peel"
    monkeypatch.setenv("LOCALAPPDATA", "/users/anyone/local")
    assert cache_folder() == "/home/anyone/.cache/peel"
    monkeypatch.setattr("sys.platform", "win32")
    assert cache_folder() == "/users/anyone/local/peel"


def test_no_place_at_all(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    monkeypatch.setenv("HOME", "relative")
    assert cache_folder() is None
    assert kept_at(dataset, STAMP) is None
    assert clear_cache() == 0


class TestStamp:
    def test_the_same_files_have_the_same_stamp(self, dataset: Path) -> None:
        stamp = stamp_of(dataset)
        assert stamp is not None
        assert stamp == stamp_of(dataset)
        assert stamp == stamp_of(dataset.absolute())
        files = [*dataset.glob("*.yaml"), *dataset.glob("judgments/*.yaml")]
        changes = [(path.stat().st_mtime_ns, path.stat().st_ctime_ns) for path in files]
        assert stamp.newest == max(map(max, changes))

    @pytest.mark.parametrize(
        "name", ["forces.yaml", "questions.yaml", "rounds.yaml", "comparisons.yaml",
                 "judgments/erewhon.yaml", "judgments/ruritania.yaml"]
    )  # fmt: skip
    def test_each_file_is_part_of_it(self, dataset: Path, name: str) -> None:
        before = stamp_of(dataset)
        path = dataset / name
        os.utime(path, ns=(0, 5))
        touched = stamp_of(dataset)
        path.write_text(path.read_text() + "\n")
        assert len({before, touched, stamp_of(dataset)}) == 3

    def test_under_a_clock_that_stands_still_too(
        self, dataset: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen = os.stat

        def stat(*args: Any, **kwargs: Any) -> SimpleNamespace:
            one = seen(*args, **kwargs)
            names = ("st_size", "st_ino", "st_mode")
            fields = {name: getattr(one, name) for name in names}
            return SimpleNamespace(st_mtime_ns=5, st_ctime_ns=7, **fields)

        monkeypatch.setattr(os, "stat", stat)
        before = stamp_of(dataset)
        assert before is not None
        assert before.newest == 7
        with (dataset / "judgments" / "erewhon.yaml").open("a") as file:
            file.write("\n")
        after = stamp_of(dataset)
        assert after is not None
        assert after.newest == 7
        assert after.name != before.name

    def test_a_name_that_is_not_utf8_is_no_failure(self, dataset: Path) -> None:
        before = stamp_of(dataset)
        (dataset / "judgments" / os.fsdecode(b"\xe9.yaml")).touch()
        assert stamp_of(dataset) not in (None, before)

    def test_a_name_is_part_of_it(self, dataset: Path) -> None:
        stamps = [stamp_of(dataset)]
        path = dataset / "judgments" / "erewhon.yaml"
        # Renamed, a file is otherwise what it was, but for when that was.
        for name in ("a.yaml", "b.yaml", "c.yml", "d.txt"):
            path = path.rename(path.with_name(name))
            stamps.append(stamp_of(dataset))
        assert len({stamp and stamp.name.split("-")[1] for stamp in stamps}) == 5

    def test_a_link_is_part_of_it_and_so_is_its_target(self, dataset: Path) -> None:
        link, target = dataset / "judgments" / "erewhon.yaml", dataset / "erewhon"
        link.rename(target)
        link.symlink_to("../erewhon")
        stamps = [stamp_of(dataset)]
        os.utime(link, ns=(0, 5), follow_symlinks=False)
        stamps.append(stamp_of(dataset))
        os.utime(target, ns=(0, 5))
        stamps.append(stamp_of(dataset))
        link.unlink()
        link.symlink_to("./../erewhon")
        stamps.append(stamp_of(dataset))
        assert len(set(stamps)) == 4

    def test_files_that_cannot_be_seen(self, dataset: Path) -> None:
        assert stamp_of(dataset / "nowhere") is None
        (dataset / "rounds.yaml").unlink()
        assert stamp_of(dataset) is None

    def test_no_file_stays_open(self, dataset: Path) -> None:
        before = len(list(Path("/dev/fd").iterdir()))
        for _ in range(3):
            stamp_of(dataset)
        assert len(list(Path("/dev/fd").iterdir())) == before


class TestWhere:
    @pytest.fixture
    def program(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A program of which the loader has two modules."""
        loading = tmp_path / "program" / "loading"
        loading.mkdir(parents=True)
        for path in (loading / "cache.py", loading / "index.py", loading.parent / "model.py"):
            path.touch()
            os.utime(path, ns=(0, 1))
        os.utime(loading, ns=(0, 1))
        monkeypatch.setattr(cache, "__file__", str(loading / "cache.py"))
        return loading.parent

    def owner(self, folder: Path) -> str:
        kept = kept_at(folder, STAMP)
        assert kept is not None
        return kept.owner

    def test_a_place_for_each_dataset_and_a_file_for_each_state(self, dataset: Path) -> None:
        one, other = kept_at(dataset, STAMP), kept_at(dataset, Stamp("other", 0))
        assert one is not None
        assert other is not None
        assert Path(one.path).parent == Path(other.path).parent
        assert Path(one.path).parent.parent == Path(cache_folder() or "")
        assert (Path(one.path).name, Path(other.path).name) == ("state.index", "other.index")
        elsewhere = kept_at(dataset.parent / "elsewhere", STAMP)
        assert elsewhere is not None
        assert Path(elsewhere.path).parent != Path(one.path).parent
        assert one.owner.startswith(f"{dataset.absolute()} ")
        assert kept_at(dataset.absolute(), STAMP) == one
        (dataset.parent / "link").symlink_to(dataset)
        assert kept_at(dataset.parent / "link", STAMP) == one

    def test_another_program_has_another_place(
        self, dataset: Path, program: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        owners = [self.owner(dataset)]
        assert self.owner(dataset) == owners[0]
        for path in (
            program / "model.py",
            program / "loading" / "cache.py",
            program / "loading" / "index.py",
            program / "loading",
        ):
            os.utime(path, ns=(0, 2))
            owners.append(self.owner(dataset))
        (program / "model.py").write_text("x")
        os.utime(program / "model.py", ns=(0, 2))
        owners.append(self.owner(dataset))
        monkeypatch.setattr(cache, "__version__", "another")
        owners.append(self.owner(dataset))
        monkeypatch.setattr("sys.version", "another")
        owners.append(self.owner(dataset))
        assert len(set(owners)) == len(owners)

    def test_what_is_no_module_says_nothing_of_the_program(
        self, dataset: Path, program: Path
    ) -> None:
        before = self.owner(dataset)
        (program / "loading" / "notes.txt").touch()
        os.utime(program / "loading", ns=(0, 1))
        assert self.owner(dataset) == before


class TestClear:
    @pytest.fixture
    def kept(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A cache folder with indexes of two datasets, and what a killed process left."""
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        folder = tmp_path / "peel"
        for name in ("one/a.index", "one/b.index", "other/c.index", "other/.9.part"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).touch()
        return folder

    def test_all_of_them(self, kept: Path) -> None:
        assert clear_cache() == 3
        assert not kept.exists()
        assert clear_cache() == 0

    def test_what_is_not_ours_stays(self, kept: Path) -> None:
        (kept / "letter.txt").write_text("dear")
        (kept / "one" / "b.idx").touch()
        assert clear_cache() == 3
        assert sorted(kept.rglob("*")) == [kept / "letter.txt", kept / "one", kept / "one/b.idx"]

    @pytest.mark.parametrize("stubborn", ["a.index", "b.index", "c.index", ".9.part"])
    def test_what_cannot_be_removed_stays_and_the_rest_goes(
        self, kept: Path, stubborn: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        unlink = os.unlink

        def unlinking(path: str) -> None:
            if path.endswith(stubborn):
                raise PermissionError(13, "Permission denied")
            unlink(path)

        monkeypatch.setattr(os, "unlink", unlinking)
        assert clear_cache() == (3 if stubborn == ".9.part" else 2)
        assert [path.name for path in kept.rglob("*") if path.is_file()] == [stubborn]
        assert len([path for path in kept.iterdir() if path.is_dir()]) == 1
