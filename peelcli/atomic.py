"""Replaces files and folders whole or not at all.

The new one is made beside the old one and then takes its name, with the old one's mode, owner
and group. A link stays a link: its target is replaced.
"""

import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

_numbers = count(1)


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
        staged.replace(target)
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
    try:
        staged.mkdir(parents=True)
        yield staged
        take_over(target, staged)
        if target.exists():
            _remove(before)
            target.rename(before)
        staged.rename(target)
        _remove(before)
    finally:
        if before.exists() and not target.exists():
            before.rename(target)
        _remove(staged)


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder; others that lock it wait.

    This locks the folder above, because the folder itself may be replaced. It makes the folder
    above if needed, and removes it again if it stays empty. Raises OSError where that fails.
    """
    holder = os.path.dirname(os.path.realpath(folder))
    while True:
        made = _made(holder)
        handle = _lock(holder)
        try:
            # Another process may have removed the folder that it had made.
            if os.path.exists(holder) and os.path.samestat(os.fstat(handle), os.stat(holder)):
                yield
                return
        finally:
            with suppress(OSError):
                for one in made:
                    os.rmdir(one)
            os.close(handle)


def _made(folder: str) -> list[str]:
    """Make a folder and those above it, and return the ones that were not there, inmost first."""
    absent = []
    above = folder
    while not os.path.isdir(above) and os.path.dirname(above) != above:
        absent.append(above)
        above = os.path.dirname(above)
    os.makedirs(folder, exist_ok=True)
    return absent


def _lock(folder: str) -> int:
    if sys.platform == "win32":
        import msvcrt

        # Windows can't open a folder.
        handle = os.open(os.path.join(folder, ".peel-lock"), os.O_RDWR | os.O_CREAT)
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


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
