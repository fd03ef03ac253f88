"""Finds comments and notes that rewriting a file would lose."""

import re
from collections.abc import Iterator

import yaml

from peelcli.keeper.loading.judgment import TEXT_KEYS
from peelcli.keeper.loading.yaml_tree import Mapping, Node, Scalar, Sequence, tree_of

_COMMENT = re.compile(r"(?:^|\s)(#.*)")


def comment_lines(text: str, head: str) -> tuple[int, ...]:
    """Return the numbers of the lines that have a comment other than `head`.

    The text must parse. Between two tokens of YAML stands nothing but space and comments; a
    comment can also stand after the sign that begins a block of text, which is one token.
    """
    lines = []
    line, counted = 1, 0
    for start, end in _between_tokens(text):
        position = start
        while (at := text.find("#", position, end)) >= 0:
            line_end = text.find("\n", at, end)
            position = end if line_end < 0 else line_end
            if text[at:position].rstrip() != head:
                line, counted = line + text.count("\n", counted, at), at
                lines.append(line)
    return tuple(lines)


def lost_texts(text: str, canonical: str) -> Iterator[tuple[int, int]]:
    """Yield line and column of the notes, reasons and the like that another text does not have."""
    texts = {remark.text for remark in _texts(tree_of(canonical, "", []))}
    for remark in _texts(tree_of(text, "", [])):
        if remark.text not in texts:
            yield remark.line, remark.column


def _texts(node: Node | None) -> Iterator[Scalar]:
    for key, value in node.items if isinstance(node, Mapping) else ():
        if key.text not in TEXT_KEYS:
            yield from _texts(value)
        elif isinstance(value, Scalar):
            yield value
        elif isinstance(value, Sequence):
            yield from (item for item in value.items if isinstance(item, Scalar))


def _between_tokens(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of a text in which comments can stand, in order."""
    end = 0
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        start = token.start_mark.index
        yield end, start
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            first_line = text.find("\n", start, token.end_mark.index)
            comment = _COMMENT.search(text, start, first_line)
            if comment:
                yield comment.start(1), first_line
        end = max(end, token.end_mark.index)
