"""Words of a page: their stems, and the phrases in them that name a question or a grade."""

import re
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from peelcli.keeper.loading.wordings import Wordings

T = TypeVar("T")
Thing = tuple[str, str]
"""A pillar, or `areas`, and a question."""

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|[^\sa-z0-9]")
FOLDED = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"',
                         "\u2013": "-", "\u2014": "-", "\u2011": "-", "\u00a0": " ", "\u202f": " ",
                         "\u00ad": None, "\u200b": None, "\u200c": None, "\u200d": None,
                         "\u2060": None, "\ufeff": None})  # fmt: skip
_AND = re.compile(r"(?<=\w) ?& ?(?=\w)")
_ENDINGS = ("ing", "es", "ed", "s", "e")
_SHORTEST = 2
_ANY = "*"
_MOST_BETWEEN = 5
_BARRIERS = frozenset(("good", "outstand", "adequat", "inadequat", "requir", "is", "wa"))
"""No * stands for a verb or a grade."""


def words_of(text: str) -> list[str]:
    """Return the stems of a text's words, in lower case, and its signs without quotes."""
    folded = _AND.sub(" and ", text.translate(FOLDED)).casefold()
    found = _WORD.findall(folded.replace("anti-social", "antisocial").replace("re-off", "reoff"))
    return [stem_of(word) for word in found if word not in "'\"*_"]


@lru_cache(maxsize=50_000)
def stem_of(word: str) -> str:
    """Return what the forms of a word share: `treat` of `treats` and `treating`."""
    if not word[:1].isalpha():
        return word
    word = word.removesuffix("'s")
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST:
            # `planning` is a form of `plan`.
            twice = ending == "ing" and stem[-1] == stem[-2] and stem[-1] not in "sl"
            return stem[:-1] if twice else stem
    return word


class Match(NamedTuple, Generic[T]):
    """A phrase in words: what it stands for, and where it starts and ends."""

    thing: T
    start: int
    end: int


class Phrases(Generic[T]):
    """Phrases to look for, each with the things that it may stand for."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        """Take phrases and their things."""
        self._by_first: dict[str, list[tuple[list[str], list[T]]]] = {}
        known: dict[tuple[str, ...], list[T]] = {}
        for text, thing in phrases:
            stems = tuple(
                word
                for part in re.split(r"(\*)", text)
                for word in ([_ANY] if part == _ANY else words_of(part))
                if word != ","
            )
            things = known.setdefault(stems, [])
            if thing not in things:
                things.append(thing)
        for stems, things in known.items():
            if not stems:
                continue  # a name of signs alone
            self._by_first.setdefault(stems[0], []).append((list(stems), things))

    def are_in(self, words: list[str]) -> bool:
        """Return whether one of the phrases is there."""
        return any(True for _ in self.find(words))

    def find(self, words: list[str], known: Container[T] | None = None) -> Iterator[Match[list[T]]]:
        """Yield the longest phrases that do not overlap, from left to right.

        `known` are the things to look for; without it, all are.
        """
        at = 0
        while at < len(words):
            best, end = None, at
            following = words[at + 1] if at + 1 < len(words) else ""
            for stems, things in self._by_first.get(words[at], ()):
                # Most phrases end here: a cheap look before the whole one.
                if stems[1:2] and stems[1] not in (_ANY, following) and following != ",":
                    continue
                wanted = [t for t in things if known is None or t in known]
                until = _end_of(stems, words, at) if wanted else None
                if until is not None and until > end:
                    best, end = wanted, until
            if best is None:
                at += 1
            else:
                yield Match(best, at, end)
                at = end


def _end_of(stems: list[str], words: list[str], at: int) -> int | None:
    """Return where a phrase that starts at a word ends, or None where it is not there."""
    index = 0
    while index < len(stems):
        while at < len(words) and words[at] == ",":
            at += 1
        if stems[index] == _ANY:
            index += 1
            for skip in range(_MOST_BETWEEN + 1):
                stem = words[at + skip] if at + skip < len(words) else ""
                if not stem[:1].isalnum() or stem in _BARRIERS:
                    return None
                if words[at + skip] == stems[index]:
                    at += skip
                    break
            else:
                return None
        if at >= len(words) or words[at] != stems[index]:
            return None
        at += 1
        index += 1
    return at


def things_by_id(wordings: Wordings) -> Iterator[tuple[str, Thing]]:
    """Yield every phrase with its pillar and question."""
    for pillar, questions in wordings.items():
        for question, phrases in questions.items():
            for phrase in phrases:
                yield phrase, (pillar, question)
