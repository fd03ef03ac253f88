"""Files and folders that take another's place whole or not at all."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest
from conftest import contents, posix

from peelcli import atomic
from peelcli.atomic import lock, replacing_file, replacing_folder


def group_of_mine() -> int:
    """Return a group that files can be given to: as root any, else one of one's own."""
    return 1234 if os.geteuid() == 0 else os.getgroups()[-1]


@posix
def test_a_file_keeps_its_mode_and_group(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("before")
    path.chmod(0o640)
    os.chown(path, -1, group_of_mine())
    with replacing_file(path) as staged:
        # Nobody reads what a private file is about to hold.
        (part,) = tmp_path.glob("*.part")
        assert stat.S_IMODE(part.stat().st_mode) == 0o600
        staged.write(b"after")
    status = path.stat()
    assert (path.read_text(), stat.S_IMODE(status.st_mode)) == ("after", 0o640)
    assert status.st_gid == group_of_mine()


def test_a_new_file_has_the_mode_that_any_has(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    with replacing_file(tmp_path / "file") as staged:
        staged.write(b"x")
    assert (tmp_path / "file").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to("there/file")
    for text in ("one", "two"):
        with replacing_file(tmp_path / "link") as staged:
            staged.write(text.encode())
        assert (tmp_path / "there" / "file").read_text() == text
    assert (tmp_path / "link").is_symlink()
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["file"]


def test_a_hard_link_keeps_the_old_text(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("before")
    (tmp_path / "snapshot").hardlink_to(tmp_path / "file")
    with replacing_file(tmp_path / "file") as staged:
        staged.write(b"after")
    assert (tmp_path / "snapshot").read_text() == "before"


@pytest.mark.parametrize("replacing", [replacing_file, replacing_folder])
def test_links_in_a_circle_are_refused(tmp_path: Path, replacing: object) -> None:
    (tmp_path / "circle").symlink_to("circle")
    assert callable(replacing)
    with pytest.raises(OSError, match="Too many levels"), replacing(tmp_path / "circle"):
        pass
    assert (tmp_path / "circle").is_symlink()


@pytest.mark.parametrize("replacing", [replacing_file, replacing_folder])
def test_a_name_may_be_as_long_as_any(tmp_path: Path, replacing: object) -> None:
    assert callable(replacing)
    with replacing(tmp_path / ("n" * 250)):
        pass
    assert [len(path.name) for path in tmp_path.iterdir()] == [250]


def failing_within(path: Path) -> None:
    if path.is_dir():
        with replacing_folder(path) as staged:
            (staged / "a").write_text("after")
            raise ZeroDivisionError
    with replacing_file(path) as file:
        file.write(b"after")
        raise ZeroDivisionError


@pytest.mark.parametrize("name", ["folder", "folder/a"])
def test_what_fails_leaves_what_was_there(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a").write_text("before")
    with pytest.raises(ZeroDivisionError):
        failing_within(tmp_path / name)
    assert contents(tmp_path) == {"folder/a": b"before"}


@posix
def test_a_folder_keeps_its_mode_and_group_and_a_link_to_it_stays(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    os.chown(real, -1, group_of_mine())
    real.chmod(0o2775)
    (real / "old").touch()
    (tmp_path / "link").symlink_to("real")
    with replacing_folder(tmp_path / "link") as staged:
        (staged / "new").touch()
    assert (tmp_path / "link").is_symlink()
    assert [path.name for path in real.iterdir()] == ["new"]
    assert stat.S_IMODE(real.stat().st_mode) == 0o2775
    assert real.stat().st_gid == group_of_mine()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "real"]


def test_the_folder_one_is_in_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OSError, match="the folder you are in"), replacing_folder(Path()):
        pass
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_attempt_left_is_removed(tmp_path: Path) -> None:
    staged, before = tmp_path / "staged", tmp_path / "before"
    for path in (staged, before):
        path.mkdir()
        (path / "old").touch()
    for _ in range(2):
        with replacing_folder(tmp_path / "folder", staged=staged, before=before) as folder:
            assert list(folder.iterdir()) == []
            (folder / "new").touch()
        assert contents(tmp_path).keys() == {"folder/new"}


def test_one_after_the_other(tmp_path: Path) -> None:
    inside, most = 0, 0
    counting = threading.Lock()

    def work(number: int) -> None:
        nonlocal inside, most
        # Some know the folder by another name, and none is there yet.
        name = tmp_path / "new" / "dataset" if number % 2 else tmp_path / "link" / "dataset"
        with lock(name):
            with counting:
                inside += 1
                most = max(most, inside)
            (tmp_path / "new" / "dataset").mkdir(parents=True, exist_ok=True)
            with counting:
                inside -= 1

    (tmp_path / "new").mkdir()
    (tmp_path / "link").symlink_to("new")
    threads = [threading.Thread(target=work, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_a_lock_on_a_folder_that_was_removed_meanwhile_is_taken_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handles: list[int] = []
    take = atomic._wait_for

    def locking(handle: int) -> None:
        take(handle)
        handles.append(handle)
        if len(handles) == 1:
            (tmp_path / "new").rmdir()  # as the one before does, who put nothing into it

    monkeypatch.setattr(atomic, "_wait_for", locking)
    with lock(tmp_path / "new" / "dataset"):
        assert (tmp_path / "new").is_dir()
    assert len(handles) == 2


def test_a_folder_that_was_removed_before_it_could_be_opened_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, times = atomic._made, 0

    def making(folder: str) -> list[str]:
        nonlocal times
        times += 1
        made = make(folder)
        if times == 1:
            (tmp_path / "new").rmdir()
        return made

    monkeypatch.setattr(atomic, "_made", making)
    with lock(tmp_path / "new" / "dataset"):
        assert (tmp_path / "new").is_dir()
    assert times == 2


def test_a_folder_that_can_never_be_made_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(*_: object, **__: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(os, "mkdir", make)
    with pytest.raises(FileNotFoundError), lock(tmp_path / "new" / "dataset"):
        pytest.fail("nothing is locked")


def test_a_folder_made_for_a_lock_alone_goes_again(tmp_path: Path) -> None:
    with lock(tmp_path / "a" / "b" / "dataset"):
        pass
    assert list(tmp_path.iterdir()) == []
    with lock(tmp_path / "a" / "b" / "dataset"):
        (tmp_path / "a" / "b" / "dataset").mkdir()
    assert (tmp_path / "a" / "b" / "dataset").is_dir()


def test_a_file_in_the_way_of_a_new_folder_is_removed(tmp_path: Path) -> None:
    left = tmp_path / "left"
    left.write_text("half")
    with replacing_folder(tmp_path / "folder", staged=left) as staged:
        (staged / "new").touch()
    assert contents(tmp_path) == {"folder/new": b""}


def test_a_system_without_owners_keeps_the_mode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "fchown", raising=False)
    monkeypatch.delattr(os, "geteuid", raising=False)
    monkeypatch.delattr(os, "uname", raising=False)
    (tmp_path / "file").write_text("before")
    (tmp_path / "file").chmod(0o640)
    with replacing_file(tmp_path / "file") as staged:
        staged.write(b"after")
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o640
    folder = tmp_path / "folder"
    folder.mkdir(0o750)
    with replacing_folder(folder) as new:
        (new / "x").touch()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o750
    assert (tmp_path / "file").read_text() == "after"


def test_a_thousand_folders_deep_is_no_crash(tmp_path: Path) -> None:
    deep = tmp_path / "/".join(["b"] * 1_800) / "dataset"
    with lock(deep):
        pass
    assert [*tmp_path.iterdir()] == []
    far = tmp_path / "/".join(["b"] * 3_000) / "dataset"
    with pytest.raises(OSError, match="File name too long"), lock(far):
        pytest.fail("no folder has such a name")
    assert [*tmp_path.iterdir()] == []


def test_folders_above_one_that_fails_go_again(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="the disk fails"), replacing_folder(tmp_path / "a" / "b"):
        raise OSError("the disk fails")
    assert [*tmp_path.iterdir()] == []
    with replacing_folder(tmp_path / "a" / "b") as staged:
        (staged / "new").touch()
    assert contents(tmp_path) == {"a/b/new": b""}
    (tmp_path / "file").touch()
    with pytest.raises(FileExistsError), lock(tmp_path / "file" / "dataset"):
        pytest.fail("a file is no folder")
