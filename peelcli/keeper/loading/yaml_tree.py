"""Parses YAML into a tree with the line and column of every node."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from peelcli.keeper.loading.problems import Problem

MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 12

# The parser of libyaml where PyYAML was built with it: ten times faster, the same events.
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Scalar(NamedTuple):
    """A text and its place; the reader decides what type it stands for, not YAML."""

    line: int
    column: int
    text: str
    is_plain: bool
    """Written without quotes, so that YAML's own rules would apply to it."""


class Sequence(NamedTuple):
    """A list."""

    line: int
    column: int
    items: "tuple[Node, ...]"


class Mapping(NamedTuple):
    """Keys and values in the order of the file; keys are never repeated."""

    line: int
    column: int
    items: "tuple[tuple[Scalar, Node], ...]"


Node = Scalar | Sequence | Mapping


class _Error(Exception):
    def __init__(self, line: int, column: int, message: str) -> None:
        self.line, self.column, self.message = line, column, message


def read_tree(path: Path, shown_path: str, problems: list[Problem]) -> Node | None:
    """Read one file. Returns None, with the reason in `problems`, if it can't be used at all.

    Refused beyond what YAML itself refuses: repeated keys (PyYAML keeps the last one
    silently), anchors and aliases (they can expand without bound), tags (they can name
    objects), several documents, and files beyond `MAX_BYTES` or `MAX_DEPTH`.
    """

    def refuse(message: str, line: int = 0, column: int = 0) -> None:
        problems.append(Problem(shown_path, line, column, message))

    try:
        if not path.exists() and not path.is_symlink():
            refuse("there is no such file")
            return None
        if not path.is_file():
            refuse("this is not a regular file; put the file itself there")
            return None
        size = path.stat().st_size
        if size > MAX_BYTES:
            refuse(f"{size:,} bytes is more than the {MAX_BYTES:,} a data file may have; split it")
            return None
        raw = path.read_bytes()
    except OSError as error:
        refuse(f"can't be read: {error.strerror}")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        refuse("this is not UTF-8 text; save the file as UTF-8", line, column)
        return None
    return tree_of(text, shown_path, problems)


def tree_of(text: str, shown_path: str, problems: list[Problem]) -> Node | None:
    """Read the text of a file. Returns None, with the reason in `problems`, if it is refused."""

    def refuse(message: str, line: int = 0, column: int = 0) -> None:
        problems.append(Problem(shown_path, line, column, message))

    try:
        return _build(yaml.parse(text, Loader=_Loader), problems, shown_path)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = error.problem or error.context or "it does not parse"
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        hint = "look for a slip in quotes, brackets or indents here or just before"
        if mark and _character_at(text, mark.line, mark.column) == "\t":
            what, hint = "a tab can't indent or start a value", "put spaces there"
        refuse(f"this is not YAML: {what}; {hint}", line, column)
    except yaml.reader.ReaderError as error:
        position = error.position if isinstance(error.position, int) else 0
        line = text.count("\n", 0, position) + 1
        column = position - text.rfind("\n", 0, position)
        refuse("there is a character here that YAML does not allow; remove it", line, column)
    except _Error as error:
        refuse(error.message, error.line, error.column)
    return None


def _character_at(text: str, line: int, column: int) -> str:
    """Return the character at a place, from 0; nothing behind the end."""
    lines = text.splitlines()
    return lines[line][column : column + 1] if line < len(lines) else ""


def _build(events: Iterator[yaml.Event], problems: list[Problem], shown_path: str) -> Node | None:
    next(events)  # the stream's start
    event = next(events)
    if isinstance(event, yaml.StreamEndEvent):
        problems.append(Problem(shown_path, 0, 0, "the file is empty"))
        return None
    root = _node(next(events), events, 1, problems, shown_path)
    next(events)  # the document's end
    event = next(events)
    if not isinstance(event, yaml.StreamEndEvent):
        line, column = _place(event)
        raise _Error(line, column, "a second document starts here; a data file holds one")
    return root


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


def _node(
    event: yaml.Event,
    events: Iterator[yaml.Event],
    depth: int,
    problems: list[Problem],
    shown_path: str,
) -> Node:
    line, column = _place(event)
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _Error(line, column, "anchors and aliases are not used here; write the value out")
    tag = getattr(event, "tag", None)
    if tag not in (None, "!"):
        raise _Error(line, column, f"the tag {tag} is not used here; remove it")
    if depth > MAX_DEPTH:
        raise _Error(line, column, f"nested more than {MAX_DEPTH} levels deep, which is the limit")
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(line, column, event.value, is_plain=not event.style)
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_node(event, events, depth + 1, problems, shown_path))
        return Sequence(line, column, tuple(items))
    pairs: list[tuple[Scalar, Node]] = []
    first_lines: dict[str, int] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _node(event, events, depth + 1, problems, shown_path)
        value = _node(next(events), events, depth + 1, problems, shown_path)
        if not isinstance(key, Scalar):
            raise _Error(key.line, key.column, "a key must be a plain word")
        if key.text in first_lines:
            first = first_lines[key.text]
            message = f"duplicate key {key.text!r}, first on line {first}; remove one"
            problems.append(Problem(shown_path, key.line, key.column, message))
            continue
        first_lines[key.text] = key.line
        pairs.append((key, value))
    return Mapping(line, column, tuple(pairs))
