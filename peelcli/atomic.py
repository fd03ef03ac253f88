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
from pathlib import Path
from time import sleep
from typing import BinaryIO
from zlib import crc32

_PAUSES = (0.02, 0.05, 0.1, 0.3, 0.5, 1)
"""Seconds between attempts."""
_ATTEMPTS = 100
_HERE = -100
"""AT_FDCWD: a path is taken from the current folder (linux/fcntl.h)."""
_EXCHANGE = 2
"""RENAME_EXCHANGE (linux/fs.h)."""
# Nobody's link is followed, and no file of another is opened.
_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL
_NEW |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_OTHERS_MAY_WRITE = 0o022


@contextmanager
def replacing_file(path: Path, *, follows_links: bool = True) -> Iterator[BinaryIO]:
    """Give a file to write; it then replaces `path`, or is removed after an error.

    Raises OSError if that fails, as where `path` is write-protected; `path` is then unchanged.
    Another name of the same file (a hard link) keeps the old text.
    """
    target = _target(path) if follows_links else path
    _require_writable(target)
    _sweep(target.parent)
    staged = _beside(target, ".part")
    # No reader before it has the old one's mode.
    handle = os.open(staged, _NEW, 0o600 if target.exists() else 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            if target.exists():
                _give(file.fileno(), target, staged)
            if not _is_at(file.fileno(), os.fspath(staged)):
                raise OSError(errno.EEXIST, "another program took the place of the new file")
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
    replaced; leftovers of a killed attempt are removed. Where `path` is a mount, which has a name
    for good, what is in it is replaced. Raises OSError if that fails, as for the folder that the
    process is in, or one that is write-protected; `path` is then unchanged.
    """
    target = _target(path)
    if target.exists() and target.samefile(os.curdir):
        raise OSError(
            errno.EBUSY,
            "this is the folder you are in, which can't be replaced; name a folder in it",
        )
    _require_writable(target)
    _sweep(target.parent)
    is_mount = os.path.ismount(target)
    staged = staged or _beside(target / "inside" if is_mount else target, ".part")
    before = before or _beside(target, ".old")
    _remove(staged)
    made = _made(os.fspath(staged.parent))
    try:
        staged.mkdir()
        yield staged
        take_over(target, staged)
        if is_mount:
            _move_in(staged, target)
        elif not target.exists():
            rename(staged, target)
        elif not _exchanged(staged, target):
            _remove(before)
            rename(target, before)
            rename(staged, target)
        _remove(before)
    finally:
        if before.exists() and not target.exists():
            rename(before, target)
        # The old one, if the two changed their names.
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


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders change their names in one step, and return whether the system could."""
    if sys.platform != "linux":
        return False
    with suppress(ImportError, AttributeError, OSError):
        import ctypes

        names = (os.fsencode(one), os.fsencode(other))
        call = ctypes.CDLL(None).renameat2
        return bool(call(_HERE, names[0], _HERE, names[1], _EXCHANGE) == 0)
    return False


def _move_in(staged: Path, target: Path) -> None:
    """Put what is in one folder into another, in place of what is there."""
    for old in target.iterdir():
        if old != staged:
            _remove(old)
    for new in staged.iterdir():
        rename(new, target / new.name)


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


@contextmanager
def shared_lock(folder: Path) -> Iterator[None]:
    """Have those wait that would lock a folder, where the system allows that."""
    handle = None
    with suppress(OSError, ImportError):
        import fcntl

        handle = os.open(os.path.dirname(os.path.realpath(folder)), os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_SH)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _made(folder: str) -> list[str]:
    """Make a folder and those above it, and return the ones that were not there, inmost first."""
    absent = []
    above = folder
    while not os.path.isdir(above) and os.path.dirname(above) != above:
        absent.append(above)
        above = os.path.dirname(above)
    try:
        # One by one: `os.makedirs` calls itself for each, and may leave some behind.
        for text in reversed(absent):
            with suppress(FileExistsError):
                os.mkdir(text)
        if not os.path.isdir(folder):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), folder)
    except OSError:
        _remove_empty(absent)
        raise
    return absent


def _remove_empty(folders: Iterable[str]) -> None:
    for folder in folders:
        with suppress(OSError):
            os.rmdir(folder)


def _opened(folder: str) -> tuple[int, str]:
    """Open what is locked for a folder, and return it with its path."""
    if sys.platform == "win32":  # it can't open a folder
        path = os.path.join(folder, ".peel-lock")
        return os.open(path, os.O_RDWR | os.O_CREAT), path
    return os.open(folder, os.O_RDONLY), folder


def _is_at(handle: int, path: str) -> bool:
    """Return whether what is open is still what has that path."""
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(handle), os.lstat(path))
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
    if not hasattr(os, "fchown"):  # Windows, which can't open a folder
        shutil.copymode(old, new)
        return
    handle = os.open(new, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        _give(handle, old, new)
    finally:
        os.close(handle)


def _give(handle: int, old: Path, new: Path) -> None:
    """Give what is open the same; that is what was made here, whatever has its name now."""
    if not hasattr(os, "fchown"):
        shutil.copymode(old, new)
        return
    status = old.stat()
    # Only root can set another owner, or a group that it is not in.
    with suppress(OSError):
        os.fchown(handle, status.st_uid, -1)
    with suppress(OSError):
        os.fchown(handle, -1, status.st_gid)
    os.fchmod(handle, status.st_mode & 0o7777)


def _require_writable(target: Path) -> None:
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "it is write-protected")


def _target(path: Path) -> Path:
    """Return where links lead. Raises OSError for links in a circle, which realpath keeps."""
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return target


def _start_of_names() -> str:
    """Return what the names of unfinished files and folders of this machine start with."""
    name = os.uname().nodename if hasattr(os, "uname") else ""
    return f".peel-{crc32(name.encode()):08x}-"


def _beside(target: Path, ending: str) -> Path:
    # Not from the target's name: a longer one may not be allowed. Nobody can guess it.
    return target.with_name(f"{_start_of_names()}{os.getpid()}-{os.urandom(8).hex()}{ending}")


def _sweep(folder: Path) -> None:
    """Remove what killed processes of this machine left in a folder that is ours alone.

    Elsewhere somebody could give our files such names.
    """
    if not hasattr(os, "geteuid"):
        return
    with suppress(OSError):
        status = os.stat(folder)
        if status.st_uid != os.geteuid() or status.st_mode & _OTHERS_MAY_WRITE:
            return
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if entry.name.startswith(".peel-")]
        start = _start_of_names() if names else ""
        for name in names:
            number = name.removeprefix(start).partition("-")[0]
            if name.startswith(start) and number.isdecimal() and _has_ended(int(number)):
                _remove(folder / name)


def _has_ended(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except OSError:  # somebody else's
        return False
    return False


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.is_dir():
        _unprotect(path)
        for folder, names, _ in os.walk(path):
            for name in names:
                _unprotect(Path(folder, name))
        shutil.rmtree(path, ignore_errors=True)


def _unprotect(folder: Path) -> None:
    """Let what is in a folder be removed."""
    if not folder.is_symlink():
        with suppress(OSError):
            folder.chmod(0o700)
