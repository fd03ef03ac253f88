"""Reads nodes of a YAML tree as typed values, and reports those that do not fit."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import category
from urllib.parse import urlsplit

import yaml

from peelcli.keeper.loading.problems import Problem
from peelcli.keeper.loading.yaml_tree import Mapping as Block
from peelcli.keeper.loading.yaml_tree import Node, Scalar, Sequence
from peelcli.text import did_you_mean, is_day

# The types that YAML 1.1 gives to values without quotes, in plain words.
_resolver = yaml.resolver.Resolver()
_TEXT_TAG = "tag:yaml.org,2002:str"
_TAG_NAMES = {
    "tag:yaml.org,2002:bool": "true or false",
    "tag:yaml.org,2002:null": "nothing",
    "tag:yaml.org,2002:timestamp": "a date",
}
# Control characters, and what XML or UTF-8 can't hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
# Possessive, so that it is tried once and not in every way: a file may have long lines.
_ADDRESS = re.compile(r"https?://([^\s/?#]++)\S*+\Z")
_AFTER_AN_ADDRESS = ".,;:!'\"<>]}"
"""What stands behind an address in a sentence or a list, and is no part of it."""


_LONGEST_TEXT = 5000
_LONGEST_ID = 100
_MOST_LISTED = 12
_MOST_SUGGESTED = 1000


Read = Callable[[Node, str], Any]
"""Reads a node that goes by that name; None comes back for one that does not fit."""


@dataclass(frozen=True)
class Reader:
    """Reads the nodes of one file; returns None, and adds to `problems`, if one does not fit."""

    path: str
    problems: list[Problem]
    today: str | None = None
    """No date may lie after this day; None allows any date."""

    def problem(self, node: Node, message: str) -> None:
        """Add a problem at a node."""
        self.problems.append(Problem(self.path, node.line, node.column, message))

    def unknown(
        self,
        node: Scalar,
        what: str,
        known: Collection[str],
        of: str | None = None,
        otherwise: str = "remove it",
    ) -> None:
        """Add the problem that a node names something unknown, with the near names."""
        near = ""
        # Spelling suggestions are slow; skip them after 1,000 problems.
        if len(self.problems) < _MOST_SUGGESTED and len(known) <= _MOST_SUGGESTED:
            near = did_you_mean(node.text, known)
        if not near and 0 < len(known) <= _MOST_LISTED:
            near = f"; there is {', '.join(known)}"
        has_no = f"{of} has no" if of else "there is no"
        self.problem(node, f"{has_no} {what} {node.text!r}{near or f'; {otherwise}'}")

    def mapping(self, node: Node, what: str) -> Block | None:
        """Return the node if it has keys and values."""
        if isinstance(node, Block):
            return node
        self.problem(node, f"{what} must be a mapping, `key: value` on lines of their own")
        return None

    def fields(
        self, node: Node, what: str, known: Collection[str], required: Collection[str] = ()
    ) -> dict[str, Node] | None:
        """Return the node's values by key; unknown and absent keys are problems."""
        mapping = self.mapping(node, what)
        if mapping is None:
            return None
        values = {}
        for key, value in mapping.items:
            if key.text in known:
                values[key.text] = value
            else:
                self.unknown(key, "key", known, of=what)
        absent = [key for key in required if key not in values]
        if absent:
            self.problem(node, f"{what} lacks {', '.join(map(repr, absent))}; add it")
            return None
        return values

    def entries(self, node: Node, what: str) -> tuple[tuple[Scalar, Node], ...]:
        """Return the keys and values of a node that must have some."""
        mapping = self.mapping(node, what)
        return mapping.items if mapping else ()

    def values(
        self, node: Node, what: str, keys: Mapping[str, Read], required: Collection[str] = ()
    ) -> tuple[dict[str, Node], dict[str, Any]]:
        """Return the node's values by key, as nodes and as what the key's function reads.

        Both are empty if the node is not a mapping or lacks a required key.
        """
        nodes = self.fields(node, what, keys, required) or {}
        return nodes, {key: keys[key](nodes[key], key) for key in keys if key in nodes}

    def items(self, node: Node, what: str, *, least: int = 0) -> tuple[Node, ...]:
        """Return the entries of a list; there must be `least` of them."""
        if isinstance(node, Sequence):
            if len(node.items) < least:
                entries = "an entry" if least == 1 else f"{least} entries"
                self.problem(node, f"{what} must have at least {entries}; add it")
            return node.items
        self.problem(node, f"{what} must be a list, like [a, b]")
        return ()

    def scalar(self, node: Node, what: str) -> Scalar | None:
        """Return the node if it is a single value."""
        if isinstance(node, Scalar):
            return node
        self.problem(node, f"{what} must be a single value")
        return None

    def text(self, node: Node, what: str) -> str | None:
        """Return one line of text."""
        scalar = self.scalar(node, what)
        if scalar is None:
            return None
        wrong = _what_is_wrong_with_text(scalar)
        if wrong:
            self.problem(scalar, f"{what} {wrong}")
            return None
        return scalar.text

    def texts(self, node: Node, what: str) -> tuple[str, ...]:
        """Return a list of lines of text."""
        found = (self.text(item, what) for item in self.items(node, what))
        return tuple(text for text in found if text is not None)

    def id(self, key: Scalar, what: str) -> str | None:
        """Return a key that is an id: lower-case words joined by hyphens."""
        if not _ID.match(key.text):
            self.problem(key, f"{what} {key.text!r} must be lower-case words joined by hyphens")
            return None
        if len(key.text) > _LONGEST_ID:
            self.problem(key, f"{what} has more than {_LONGEST_ID} characters; shorten it")
            return None
        return key.text

    def choice(
        self, node: Node, what: str, choices: Collection[str], of: str | None = None
    ) -> str | None:
        """Return a value that must be one of a few."""
        scalar = self.scalar(node, what)
        if scalar is None:
            return None
        if scalar.text in choices:
            return scalar.text
        self.unknown(scalar, what, choices, of)
        return None

    def number(self, node: Node, what: str) -> int | None:
        """Return a whole number from 0 on."""
        scalar = self.scalar(node, what)
        if scalar is None:
            return None
        if not re.fullmatch(r"\d{1,3}", scalar.text, re.ASCII):
            self.problem(scalar, f"{what} {scalar.text[:20]!r} is not a number; write one like 8")
            return None
        return int(scalar.text)

    def year(self, node: Node, what: str, known: Collection[int] | None = None) -> int | None:
        """Return a round's first year, which must be among the known ones where given."""
        scalar = self.scalar(node, what)
        if scalar is None:
            return None
        if not re.fullmatch(r"[12]\d{3}", scalar.text):
            first = re.match(r"[12]\d{3}(?=[/–-])", scalar.text)
            fix = f"write {first[0]}" if first else "write the round's first year, like 2018"
            self.problem(scalar, f"{what} {scalar.text!r} is not a year; {fix}")
            return None
        year = int(scalar.text)
        if known is not None and year not in known:
            rounds = ", ".join(map(str, sorted(known)))
            self.problem(scalar, f"there is no round {year}; the rounds are {rounds}")
            return None
        return year

    def boolean(self, node: Node, what: str) -> bool | None:
        """Return true or false, in YAML 1.2's spelling only."""
        scalar = self.scalar(node, what)
        if scalar is None:
            return None
        if scalar.text not in ("true", "false"):
            self.problem(scalar, f"{what} must be true or false, not {scalar.text!r}")
            return None
        return scalar.text == "true"

    def date(self, node: Node, what: str) -> str | None:
        """Return a day as ISO text."""
        scalar = self.scalar(node, what)
        if scalar is None:
            return None
        if not is_day(scalar.text):
            self.problem(
                scalar, f"{what} {scalar.text!r} is not a real date; write one like 2016-12-08"
            )
            return None
        if self.today is not None and scalar.text > self.today:
            self.problem(
                scalar, f"{scalar.text} is in the future; enter a grade once it is published"
            )
        return scalar.text

    def address(self, node: Node, what: str) -> str | None:
        """Return a web address."""
        text = self.text(node, what)
        if text is None:
            return None
        wrong = what_is_wrong_with_address(text)
        if wrong:
            self.problem(node, f"{what} {text!r} {wrong}")
            return None
        return text


def what_is_wrong_with_address(text: str) -> str | None:
    """Return why a text is no web address, or None where it is one."""
    match = _ADDRESS.match(text)
    is_host = match is not None and ("." in match[1][1:-1] or match[1].startswith("["))
    if match is None or not is_host or not text.isprintable():
        return "is not an address; write it out, from https:// on"
    if text[-1] in _AFTER_AN_ADDRESS:
        return f"ends in {text[-1]!r}, which is no part of an address; remove it"
    try:
        urlsplit(text)
    except ValueError as error:
        return f"is not an address: {error}"
    return None


def _what_is_wrong_with_text(scalar: Scalar) -> str | None:  # noqa: PLR0911 - a return a rule
    text = scalar.text
    if not text.strip():
        return "is empty; write it, or leave its key out"
    if len(text) > _LONGEST_TEXT:
        return f"has more than {_LONGEST_TEXT:,} characters; shorten it"
    # PyYAML's stubs have no types for its resolver.
    tag = _resolver.resolve(yaml.ScalarNode, text, (scalar.is_plain, False))  # type: ignore[no-untyped-call]
    if tag != _TEXT_TAG:
        taken = _TAG_NAMES.get(tag, "a number")
        return f"is text, but YAML takes {text!r} for {taken}; quote it"
    if text.endswith("\n") and "\n" not in text[:-1]:
        return "ends in a line break, as a text after > or | does; write >- or |- there"
    if _CONTROL.search(text) or "\n" in text or "\t" in text:
        return "has a control character or a line break; remove it"
    if not text.isascii():
        invisible = next((letter for letter in text if category(letter) == "Cf"), None)
        if invisible is not None:
            return f"has a character that nobody sees (U+{ord(invisible):04X}); remove it"
    if text != text.strip():
        return "starts or ends with a space; remove it"
    if text[0] in "=+-@":
        return f"starts with {text[0]!r}, which a spreadsheet runs; reword it"
    return None
