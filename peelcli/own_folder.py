"""A folder that peel wrote: a list of its files with their checksums tells it from all others."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

LIST = "peel-files.txt"
_FIRST_LINE = (
    "Files that peel wrote, each with its SHA-256. peel replaces a folder that is as here."
)


def write_list(folder: Path) -> None:
    """Write the list of a folder's files into it."""
    names = sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
    lines = [f"{_checksum(folder / name)}  {name}" for name in names]
    (folder / LIST).write_bytes("\n".join([_FIRST_LINE, *lines, ""]).encode("utf-8"))


def not_own(folder: Path) -> str | None:
    """Return what there is in a folder that peel did not write, or None if it wrote all of it.

    An empty folder has nothing. Raises OSError where the folder can't be read.
    """
    known = _listed(folder / LIST)
    around = {str(parent) for name in known for parent in Path(name).parents}
    for path in _inside(folder):
        name = path.relative_to(folder).as_posix()
        is_file = path.is_file() and not path.is_symlink()
        if name == LIST and known:
            continue
        if path.is_dir() and not path.is_symlink() and name in around:
            continue
        if not is_file or name not in known:
            return f"{name!r}, which peel did not write"
        if _checksum(path) != known[name]:
            return f"{name!r}, which has changed since peel wrote it"
    return None


def _inside(folder: Path) -> Iterator[Path]:
    """Yield what is in a folder, one by one: a large folder of others is left at its first file."""
    for path in sorted(folder.iterdir()):
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from _inside(path)


def _listed(path: Path) -> dict[str, str]:
    """Return the checksums in a list by name; nothing where it is none of peel's."""
    if path.is_symlink() or not path.is_file():
        return {}
    first, *lines = path.read_bytes().decode("utf-8", "replace").split("\n")
    if first != _FIRST_LINE:
        return {}
    pairs = (line.partition("  ") for line in lines)
    return {name: checksum for checksum, _, name in pairs if name}


def _checksum(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
