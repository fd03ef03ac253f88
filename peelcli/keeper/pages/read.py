"""Finds in a sentence what it says of grades.

A sentence gives a grade to a question where the two stand in one of a few forms: "good at
preventing crime", "how it treats the public is good", "Investigating crime: adequate".
"""

import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import NamedTuple

from peelcli.keeper.loading.wordings import AREAS
from peelcli.keeper.pages.words import Match, Phrases, Thing, stem_of, words_of
from peelcli.terms import OVERALL, Grade, QuestionKey

_GRADES = {
    "outstanding": Grade.OUTSTANDING,
    "good": Grade.GOOD,
    "adequate": Grade.ADEQUATE,
    "requires improvement": Grade.REQUIRES_IMPROVEMENT,
    "requires some improvement": Grade.REQUIRES_IMPROVEMENT,
    "inadequate": Grade.INADEQUATE,
}
_NO_GRADE = (
    "good work", "good practice", "good progress", "good example", "good examples",
    "good understanding", "good quality", "good use of", "good relationships", "good level",
    "good standard", "good news", "a good", "for good", "good support", "good services",
    "good service", "not adequate", "more adequate", "outstanding warrants", "outstanding work",
    "not yet graded", "not graded",
)  # fmt: skip
GRADES: Phrases[Grade | None] = Phrases([*_GRADES.items(), *((one, None) for one in _NO_GRADE)])
"""The words for grades; None for those that only look like one."""
_JUDGES = Phrases(
    [(one, one) for one in ("judged", "assessed", "graded", "rated", "found", "grade", "grading",
                            "assessment", "achieved", "said", "finding of", "overall judgment")]
)  # fmt: skip
_CARRIES = Phrases([("carried over", ""), ("not subject to detailed inspection", ""),
                    ("not inspected", "")])  # fmt: skip
_LAST_YEAR = Phrases([("last year", ""), ("last year's", ""), ("previous year", "")])
_FURTHEST = 12
"""So many words may stand between a grade and its question."""
_SEVERAL = re.compile(r"\b(?:all|other|forces|constabularies)\b", re.IGNORECASE)
_CARRIED = re.compile(
    r"\bin (?:19|20)\d\d,? (?:we|hmic\w*|the inspectorate) (?:also )?(?:judg|assess|grad|rat)\w*",
    re.IGNORECASE,
)
_CONSISTENT = re.compile(r"\bconsistent with our last inspection\b", re.IGNORECASE)
_DENIALS = frozenset(map(stem_of, (
    "not", "never", "no", "none", "neither", "nor", "without", "previously", "formerly", "unless",
    "instead", "rather", "than", "few", "fewer", "if", "whether",
)))  # fmt: skip
_WISHES = frozenset(map(stem_of, (
    "should", "could", "would", "might", "must", "aim", "want", "hope", "become",
)))  # fmt: skip
_DENIAL_REACH, _WISH_REACH = 5, 2
"""How many words before a grade they may stand."""
_ENDS = re.compile(r"(?<=[.!])\s+|\s{3,}|\t|\|")
_TELLING = re.compile(
    r"outstanding|good|adequate|requir|carried over|detailed inspection|not inspected|consistent",
    re.IGNORECASE,
)
_LONGEST, _LONGEST_QUOTE = 200, 1000
_YEAR = re.compile(r"(?:19|20)\d\d")


class Reading(NamedTuple):
    """What a sentence says of a question."""

    pillar: str | None
    question: str | None
    """None for a pillar's own grade."""
    grade: Grade
    line: int
    quote: str


def reading_of(thing: Thing, grade: Grade, line: int, quote: str) -> Reading:
    """Return what a line says of a question; its quote is without bullets and the like."""
    return Reading(*key_of(thing), grade, line, quote.lstrip("=+-@#>* \t"))


def key_of(thing: Thing) -> QuestionKey:
    """Return where in a round a question stands."""
    pillar, question = thing
    return (None if pillar == AREAS else pillar, None if question == OVERALL else question)


class Sentence(NamedTuple):
    """Words of a page between two stops."""

    words: list[str]
    text: str
    line: int


class Lexicon(NamedTuple):
    """The phrases that mean questions and forces."""

    questions: Phrases[Thing]
    forces: Phrases[str]
    """Names of forces, each with its id."""
    ids: Phrases[str]
    """Ids of forces, as addresses have them."""


def sentences_of(line: str, number: int) -> Iterator[Sentence]:
    """Yield the sentences of a line that may say something of grades."""
    for part in _ENDS.split(line):
        if _TELLING.search(part):
            words = words_of(part)
            text = " ".join(part.split())
            # Nobody writes longer sentences; what is longer is read in pieces.
            for start in range(0, len(words), _LONGEST):
                yield Sentence(words[start : start + _LONGEST], text[:_LONGEST_QUOTE], number)


def read_sentence(
    sentence: Sentence,
    lexicon: Lexicon,
    asked: Collection[Thing],
    pillar: str | None,
    context: Thing | None = None,
) -> tuple[list[Reading], bool]:
    """Return what a sentence says, and whether it has a grade that was not understood.

    `asked` are the questions to look for, those that a round graded; `pillar` is that of the
    page, and `context` the question of the heading above.
    """
    words = sentence.words
    questions = [
        Match(thing, found.start, found.end)
        for found in lexicon.questions.find(words, asked)
        for thing in [chosen(found.thing, pillar)]
        if thing is not None
    ]
    taken = {at for question in questions for at in range(question.start, question.end)}
    grades = [
        Match(match.thing[0], match.start, match.end)
        for match in GRADES.find(words)
        if match.start not in taken and match.thing[0] is not None
    ]
    if not grades:
        return [], False
    questions = [question for question in questions if question.thing[1] != OVERALL] or questions[
        :1
    ]
    if not questions and pillar is not None and _is_of_page(words, sentence.text):
        questions = [Match(context or (pillar, OVERALL), grades[0].end, grades[0].end)]
    found: list[Reading] = []
    used: set[int] = set()
    start = 0
    for index, grade in enumerate(grades):
        stop = grades[index + 1].start if index + 1 < len(grades) else len(words)
        before = [q for q in questions if start <= q.start and q.end <= grade.start]
        before = [q for q in before if q.start not in used]
        after = [q for q in questions if grade.end <= q.start and q.end <= stop]
        if _is_denied(words, grade.start):
            continue
        start = grade.end
        mine = _mine(words, grade, before, after, is_list=pillar is None)
        used |= {q.start for q in mine}
        found += (reading_of(q.thing, grade.thing, sentence.line, sentence.text) for q in mine)
    return found, not found


def chosen(things: list[Thing], pillar: str | None) -> Thing | None:
    """Return the one question that a phrase names, on a page of a pillar that pillar's."""
    own = [thing for thing in things if thing[0] == pillar] or things
    return own[0] if len(own) == 1 else None


def _mine(
    words: list[str],
    grade: Match[Grade],
    before: list[Match[Thing]],
    after: list[Match[Thing]],
    *,
    is_list: bool,
) -> list[Match[Thing]]:
    """Return the questions that a grade is for."""
    if before and _is_copula(words, before[-1].end, grade.start):
        return _run(words, before[::-1], is_list=is_list, backwards=True)
    # "Good leadership" is praise; "good at leadership" is a grade.
    is_praise = bool(after) and after[0].start == grade.end < after[0].end
    if after and not is_praise and after[0].start - grade.end <= _FURTHEST:
        return _run(words, after, is_list=is_list, backwards=False)
    if before and grade.start - before[-1].end <= _FURTHEST:
        return _run(words, before[::-1], is_list=is_list, backwards=True)
    return []


_COPULA = frozenset(map(stem_of, (
    "is", "was", "are", "be", "as", "been", "being", "to", ":", "-", "?", ",", "judged", "assessed",
    "graded", "rated", "deemed", "found", "also", "overall", "now", "remains", "classed",
    "considered", "rating", "there", "it", "still", "both", "were",
)))  # fmt: skip
"""What may stand between a question and the grade that follows it."""
_LONGEST_COPULA = 6
_LONGEST_JOINT = 8
"""Words between two areas of a list."""


def _is_copula(words: list[str], start: int, stop: int) -> bool:
    between = words[start:stop]
    return all(text in _COPULA for text in between) and len(between) <= _LONGEST_COPULA


def _run(
    words: list[str],
    questions: list[Match[Thing]],
    *,
    is_list: bool,
    backwards: bool,
) -> list[Match[Thing]]:
    """Return the first question, and in a list of areas those that are joined to it."""
    found = questions[:1]
    if not is_list:
        return found
    for last, match in pairwise(questions):
        low, high = (match.end, last.start) if backwards else (last.end, match.start)
        between = words[low:high]
        if len(between) > _LONGEST_JOINT or not any(stem in (",", "and", "&") for stem in between):
            break
        found.append(match)
    return found


def _is_denied(words: list[str], at: int) -> bool:
    """Return whether the words before a grade say that it is not, or no longer, the grade."""
    return (
        any(word in _DENIALS for word in words[max(0, at - _DENIAL_REACH) : at])
        or any(word in _WISHES for word in words[max(0, at - _WISH_REACH) : at])
        or words[at - 1 : at] == ["from"]
    )


def _is_of_page(words: list[str], text: str) -> bool:
    """Return whether a sentence that names no question may be one on the whole page.

    One that speaks of several forces, or of a question that was carried over, is not.
    """
    if _SEVERAL.search(text) or _CARRIES.are_in(words):
        return False
    stems = " ".join(words)
    return "last updat" in stems or _JUDGES.are_in(words)


def earlier_year(sentence: Sentence, year: int) -> int | None:
    """Return the year before the page's own that a sentence speaks of, if any."""
    named = [int(word) for word in sentence.words if _YEAR.fullmatch(word)]
    earlier = [number for number in named if number < year]
    if not earlier and _LAST_YEAR.are_in(sentence.words):
        earlier = [year - 1]
    return earlier[0] if earlier else None


def says_carried_over(sentence: Sentence) -> bool:
    """Return whether a sentence says that an earlier grade stands: "In 2017, we judged ..."."""
    return bool(_CARRIED.search(sentence.text)) or _CARRIES.are_in(sentence.words)


def says_consistent(sentence: Sentence) -> bool:
    """Return whether a sentence says that an earlier inspection gave the same grade."""
    return bool(_CONSISTENT.search(sentence.text))
