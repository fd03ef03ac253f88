"""Replaces files and folders whole or not at all.

The new one is made beside the old one and then takes its name, with the old one's mode, owner
and group. A link stays a link: its target is replaced.
"""

import errno
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from time import sleep

_numbers = count(1)
_PAUSES = (0.02, 0.05, 0.1, 0.3, 0.5, 1)
"""Seconds between attempts."""
_ATTEMPTS = 100


@contextmanager
def replacing_file(path: Path) -> Iterator[Path]:
    """Give the path of a file to write; it then replaces `path`, or is removed after an error.

    Raises OSError if that fails; `path` is then unchanged. Another
    name of the same file (a hard link) keeps the old text.
    """
    target = _target(path)
    staged = _beside(target)
    try:
        if target.exists():
            staged.touch(mode=0o600)  # no reader before it has the old one's mode
        yield staged
        take_over(target, staged)
        rename(staged, target)
    finally:
        with suppress(OSError):
            staged.unlink(missing_ok=True)


@contextmanager
def replacing_folder(
    path: Path, *, staged: Path | None = None, before: Path | None = None
) -> Iterator[Path]:
    """Give the path of a new folder; it then replaces `path`, or is removed after an error.

    `staged` and `before` name the new folder while it is made, and the old one while it is
    replaced; leftovers of a killed attempt are removed. Raises OSError
    if that fails, as for the folder that the process is in; `path` is then unchanged.
    """
    target = _target(path)
    if target.exists() and target.samefile(os.curdir):
        raise OSError(
            errno.EBUSY,
            "this is the folder you are in, which can't be replaced; name a folder in it",
        )
    staged = staged or _beside(target)
    before = before or _beside(target, ".old")
    _remove(staged)
    made = _made(os.fspath(staged.parent))
    try:
        staged.mkdir()
        yield staged
        take_over(target, staged)
        if target.exists():
            _remove(before)
            rename(target, before)
        rename(staged, target)
        _remove(before)
    finally:
        if before.exists() and not target.exists():
            rename(before, target)
        _remove(staged)
        _remove_empty(made)


def rename(old: Path, new: Path) -> None:
    """Give a file or folder another name; a file of that name is replaced.

    Windows refuses while a program has it open, so it is tried again for two seconds there.
    """
    for pause in _PAUSES if sys.platform == "win32" else ():
        try:
            old.replace(new)
        except PermissionError:
            sleep(pause)
        else:
            return
    old.replace(new)


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder; others that lock it wait.

    This locks the folder above, because the folder itself may be replaced. It makes the folder
    above if needed, and removes it again if it stays empty. Raises OSError where that fails.
    """
    holder = os.path.dirname(os.path.realpath(folder))
    failures = 0
    while True:
        try:
            made = _made(holder)
            handle, path = _opened(holder)
        except (FileExistsError, FileNotFoundError):
            # Another process made the folder meanwhile, or removed the one that it had made.
            failures += 1
            if failures == _ATTEMPTS:
                raise
            continue
        try:
            _wait_for(handle)
            if _is_at(handle, path):
                yield
                return
        finally:
            _release(handle, path, made)


def _made(folder: str) -> list[str]:
    """Make a folder and those above it, and return the ones that were not there, inmost first."""
    absent = []
    above = folder
    while not os.path.isdir(above) and os.path.dirname(above) != above:
        absent.append(above)
        above = os.path.dirname(above)
    try:
        # One by one: `os.makedirs` calls itself for each, and may leave some behind.
        for one in reversed(absent):
            with suppress(FileExistsError):
                os.mkdir(one)
        if not os.path.isdir(folder):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), folder)
    except OSError:
        _remove_empty(absent)
        raise
    return absent


def _remove_empty(folders: Iterable[str]) -> None:
    for one in folders:
        with suppress(OSError):
            os.rmdir(one)


def _opened(folder: str) -> tuple[int, str]:
    """Open what is locked for a folder, and return it with its path."""
    if sys.platform == "win32":  # it can't open a folder
        path = os.path.join(folder, ".peel-lock")
        return os.open(path, os.O_RDWR | os.O_CREAT), path
    return os.open(folder, os.O_RDONLY), folder


def _is_at(handle: int, path: str) -> bool:
    """Return whether what is open is still what has that path."""
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(handle), os.stat(path))
    return False


def _wait_for(handle: int) -> None:
    """Lock what is open, once no other process locks it."""
    if sys.platform == "win32":
        import msvcrt

        while True:
            try:
                msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
            except OSError as error:
                if error.errno != errno.EDEADLK:  # it gives up after ten seconds
                    raise
            else:
                return
    import fcntl

    fcntl.flock(handle, fcntl.LOCK_EX)


def _release(handle: int, path: str, made: Iterable[str]) -> None:
    """Unlock what is open, and remove the folders that were made, if they are empty."""
    is_file = sys.platform == "win32"
    if is_file:
        os.close(handle)
        with suppress(OSError):  # another process has it open
            os.remove(path)
    _remove_empty(made)
    if not is_file:
        os.close(handle)


def take_over(old: Path, new: Path) -> None:
    """Give a new file or folder the mode, owner and group of an old one, if there is one."""
    if not old.exists():
        return
    status = old.stat()
    if hasattr(os, "chown"):
        # Only root can set another owner, or a group that it is not in.
        with suppress(OSError):
            os.chown(new, status.st_uid, -1)
        with suppress(OSError):
            os.chown(new, -1, status.st_gid)
    shutil.copymode(old, new)


def _target(path: Path) -> Path:
    """Return where links lead. Raises OSError for links in a circle, which realpath keeps."""
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return target


def _beside(target: Path, ending: str = ".part") -> Path:
    # Not from the target's name: a longer one may not be allowed.
    return target.with_name(f".peel-{os.getpid()}-{next(_numbers)}{ending}")


def _remove(folder: Path) -> None:
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.is_dir():
        shutil.rmtree(folder, ignore_errors=True)
