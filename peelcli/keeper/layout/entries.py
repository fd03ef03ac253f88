"""Adds entries to a YAML file that somebody wrote, and keeps every other letter of it."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from peelcli.errors import UsageError

_NO_CONTENT = re.compile(r"\s*(#.*)?$")
_KEY = re.compile(r"""(\s*)(?:"([^"]*)"|'([^']*)'|([^\s#"'][^:]*?))\s*:(?:\s+(.*))?$""")


class _Block(NamedTuple):
    """The lines of a key's value: from `start` up to before `end`."""

    key: int
    start: int
    end: int
    indent: int
    """Of the lines; that of the key where there are none."""


def with_entries(text: str, path: Sequence[str], entries: Iterable[str]) -> str:
    """Return a file with lines added at the end of what stands under keys, outmost first.

    The lines are indented as their neighbours are. Raises UsageError where the file has not the
    keys, or has their value on the line of the key.
    """
    lines, (kept, ending) = text.splitlines(), _kept(text)
    start, end, indent = 0, _last(lines, 0, len(lines)), 0
    if path:
        block = _find(lines, path)
        start, end, indent = block.start, _last(lines, block.start, block.end), block.indent
        if start >= block.end:
            indent += 2
    added = [f"{' ' * indent}{line}{ending}" if line else ending for line in entries]
    return "".join([*kept[:end], *added, *kept[end:]])


def without_entry(text: str, path: Sequence[str]) -> str:
    """Return a file without a key and its value; without the key, the file as it is."""
    lines, (kept, _) = text.splitlines(), _kept(text)
    try:
        block = _find(lines, path, is_flow_well=True)
    except UsageError:
        return text
    del kept[block.key : _last(lines, block.start, block.end)]
    return "".join(kept)


def _kept(text: str) -> tuple[list[str], str]:
    """Return the lines with their ends, the last one too, and the end that a new one gets."""
    kept, ending = text.splitlines(keepends=True), "\r\n" if "\r\n" in text else "\n"
    if kept and kept[-1] == kept[-1].rstrip("\r\n"):
        kept[-1] += ending
    return kept, ending


def entry_lines(text: str, path: Sequence[str]) -> list[str]:
    """Return the lines of a key and its value, without the indent that they have there."""
    lines = text.splitlines()
    block = _find(lines, path, is_flow_well=True)
    indent = len(lines[block.key]) - len(lines[block.key].lstrip())
    found = lines[block.key : _last(lines, block.start, block.end)]
    return [line[indent:] for line in found]


def keys_of(text: str, path: Sequence[str] = ()) -> list[str]:
    """Return the keys under a key, in their order."""
    lines = text.splitlines()
    block = _find(lines, path) if path else _Block(0, 0, len(lines), 0)
    found = (_key_of(lines[at], block.indent) for at in range(block.start, block.end))
    return [key for key in found if key is not None]


def with_missing(text: str, other: str, path: Sequence[str] = (), but: Sequence[str] = ()) -> str:
    """Return a file with the keys under a key that another file has there and it lacks."""
    own = keys_of(text, path)
    for key in keys_of(other, path):
        if key not in own and key not in but:
            text = with_entries(text, path, entry_lines(other, (*path, key)))
    return text


def items_of(text: str, key: str) -> list[list[str]]:
    """Return the items of the list under a key, each as its lines without their indent."""
    lines = text.splitlines()
    block = _find(lines, (key,))
    items: list[list[str]] = []
    for line in lines[block.start : _last(lines, block.start, block.end)]:
        if line.startswith(f"{' ' * block.indent}-"):
            items.append([])
        if items:
            items[-1].append(line[block.indent :])
    return items


def _find(lines: Sequence[str], path: Sequence[str], *, is_flow_well: bool = False) -> _Block:
    block = _Block(0, 0, len(lines), 0)
    for depth, wanted in enumerate(path):
        at = next(
            (at for at in range(block.start, block.end)
             if _key_of(lines[at], block.indent) == wanted),
            None,
        )  # fmt: skip
        if at is None:
            raise UsageError(f"there is no {' / '.join(path[: depth + 1])}")
        is_last = depth == len(path) - 1
        value = (_KEY.match(lines[at]) or [""] * 6)[5] or ""
        if not _NO_CONTENT.match(value) and not (is_last and is_flow_well):
            raise UsageError(
                f"what stands under {' / '.join(path[: depth + 1])} must be on lines of its own"
            )
        block = _value_of(lines, at, block)
    return block


def _value_of(lines: Sequence[str], key: int, outer: _Block) -> _Block:
    end, inner = key + 1, None
    while end < outer.end:
        line = lines[end]
        if not _NO_CONTENT.match(line):
            indent = len(line) - len(line.lstrip())
            # The items of a list may stand as far left as its key.
            is_item = line.lstrip().startswith("-") and indent == outer.indent
            if indent <= outer.indent and not is_item:
                break
            inner = indent if inner is None else inner
        end += 1
    return _Block(key, key + 1, end, outer.indent if inner is None else inner)


def _key_of(line: str, indent: int) -> str | None:
    found = _KEY.match(line)
    if found is None or len(found[1]) != indent or line.lstrip().startswith(("-", "#")):
        return None
    return found[2] or found[3] or found[4]


def _last(lines: Sequence[str], start: int, end: int) -> int:
    """Return the end without the blank lines and comments before what follows."""
    while end > start and _NO_CONTENT.match(lines[end - 1]):
        end -= 1
    return end
