"""Sentences on several forces: what they say of each."""

import re
from collections.abc import Collection
from itertools import pairwise

from peelcli.keeper.pages.read import (
    GRADES,
    Lexicon,
    Reading,
    Sentence,
    chosen,
    read_sentence,
    reading_of,
    thing_of,
)
from peelcli.keeper.pages.scope import OTHER
from peelcli.keeper.pages.words import Match, Thing, stem_of, words_of

UNLIKE = re.compile(r"\b(?:unlike|than|compared (?:with|to)|alongside)\b[^,.;]*", re.IGNORECASE)
"""Forces that a sentence only compares with."""
_FEWEST_FORCES = 2
_IN_A_ROW = frozenset((",", "and", "both", stem_of("the")))
_OF_A_FORCE = frozenset(map(stem_of, ("the", "police", "in", "force", "officers")))
_VERBS = frozenset(
    map(stem_of, ("was", "is", "has", "got", "gets", "received", "receives", "were"))
)


def force_by_force(
    sentence: Sentence, lexicon: Lexicon, asked: Collection[Thing], pillar: str | None
) -> list[tuple[str, Reading]]:
    """Return what a sentence says of each of several forces, each with one grade after it.

    Nothing, where it names fewer, or does not say so of each.
    """
    text = UNLIKE.sub(" ", sentence.said)
    words = words_of(text)
    for names in (lexicon.forces, lexicon.alone):
        named = [match for match in names.find(words) if len(match.thing) == 1]
        if len({match.thing[0] for match in named}) >= _FEWEST_FORCES:
            rows = _rows_of(words, named)
            # "Kent and Surrey" may be counties; with a grade each they are forces.
            is_clear = names is lexicon.forces or len(rows) > 1
            if not is_clear or "respectively" in text:
                return []
            return _by_rows(sentence, words, rows, lexicon, asked, pillar)
    return []


def _by_rows(
    sentence: Sentence,
    words: list[str],
    rows: list[list[Match[list[str]]]],
    lexicon: Lexicon,
    asked: Collection[Thing],
    pillar: str | None,
) -> list[tuple[str, Reading]]:
    def things_in(part: list[str]) -> list[Thing]:
        """Return the questions in a part: what its grade is for, or all it names."""
        found, _ = read_sentence(sentence._replace(words=part), lexicon, asked, pillar)
        if found:
            return [thing_of(reading.pillar, reading.question) for reading in found]
        if GRADES.are_in(part):
            return []
        named = lexicon.questions.find(part, asked)
        things = (chosen(match.thing, pillar) for match in named)
        return [thing for thing in things if thing is not None]

    things = things_in(words[: rows[0][0].start])
    readings: list[tuple[str, Reading]] = []
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        part = words[row[0].start : after[0].start if after else len(words)]
        grades = {grade for match in GRADES.find(part) if (grade := match.thing[0])}
        things = things_in(part) or things
        if len(grades) != 1 or any(match.thing[0] == OTHER for match in row):
            return []
        for thing in things:
            reading = reading_of(thing, min(grades), sentence.line, sentence.text)
            readings += [(match.thing[0], reading) for match in row]
    return readings


def begins_with_force(words: list[str], lexicon: Lexicon) -> bool:
    """Return whether a sentence is about the place that it begins with: "GMP was rated"."""
    first = next(iter(lexicon.alone.find(words)), None)
    verbs = [word for word in words[first.end :] if word not in _OF_A_FORCE] if first else []
    is_first = first is not None and set(words[: first.start]) <= _OF_A_FORCE
    return is_first and verbs[:1] != [] and verbs[0] in _VERBS


def _rows_of(words: list[str], named: list[Match[list[str]]]) -> list[list[Match[list[str]]]]:
    """Return the forces that a sentence names, those together that stand in a row."""
    rows = [[named[0]]]
    for last, match in pairwise(named):
        if set(words[last.end : match.start]) <= _IN_A_ROW:
            rows[-1].append(match)
        else:
            rows.append([match])
    return rows
