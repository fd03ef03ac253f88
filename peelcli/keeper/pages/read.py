"""Finds in a sentence what it says of grades.

A sentence gives a grade to a question where the two stand in one of a few forms: "good at
preventing crime", "how it treats the public is good", "Investigating crime: adequate".
"""

import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import NamedTuple

from peelcli.keeper.loading.wordings import AREAS
from peelcli.keeper.pages.unclear import folded_sentence, without_before
from peelcli.keeper.pages.words import Match, Phrases, Thing, stem_of, words_of
from peelcli.terms import OVERALL, Grade, QuestionKey

_GRADES = {
    "outstanding": Grade.OUTSTANDING,
    "good": Grade.GOOD,
    "adequate": Grade.ADEQUATE,
    "requires improvement": Grade.REQUIRES_IMPROVEMENT,
    "requires some improvement": Grade.REQUIRES_IMPROVEMENT,
    "inadequate": Grade.INADEQUATE,
    "a good grade": Grade.GOOD,
    "a good rating": Grade.GOOD,
    "a good mark": Grade.GOOD,
}
_NO_GRADE = (
    "good work", "good practice", "good progress", "good example", "good examples",
    "good understanding", "good quality", "good use of", "good relationships", "good level",
    "good standard", "good news", "a good", "for good", "good support", "good services",
    "good service", "not adequate", "more adequate", "outstanding warrants", "outstanding work",
    "not yet graded", "not graded",
)  # fmt: skip
GRADES: Phrases[Grade | None] = Phrases([*_GRADES.items(), *((words, None) for words in _NO_GRADE)])
"""The words for grades; None for those that only look like one."""
_JUDGES = Phrases(
    [(verb, verb) for verb in ("judged", "assessed", "graded", "rated", "found", "grade", "grading",
                            "assessment", "achieved", "said", "finding of", "overall judgment")]
)  # fmt: skip
CARRIES = Phrases([("carried over", ""), ("not subject to detailed inspection", ""),
                    ("not inspected", "")])  # fmt: skip
_BARRIERS = frozenset(map(stem_of, (
    "but", "while", "whereas", "though", "although", "however", "must", "need", "needs", "needed",
    "told", "warned", "should", "what", "who", "because", "despite", "yet", ";",
)))  # fmt: skip
"""What follows one of them is not what the grade before it is for."""
_AFTER_GRADE = frozenset(map(stem_of, (
    "at", "in", "for", "with", "on", "as", "by", "how", "grade", "grades", "grading", "gradings",
    "rating", "ratings", "ranking", "mark", "score", "judgment", "judgement", "overall", "approach",
    "performance", "and", "or", "while", "but", "because", "its", "the", "their", "both", "this",
    "that", "across", "area", "areas", "from", "after", "when", "where", "which", "to", "last",
    "effectiveness", "efficiency", "legitimacy", "effective", "efficient", "legitimate", "it",
    "terms", "respect", "under", "again", "also", "same", "standard", "category", "results",
    "verdict", "assessment", "finding", "findings", "level", "result", "marks", "scores",
    "inspectors", "hmicfrs", "hmic", "according", "despite", "there", "he", "she", "they", "we",
    "police", "force",
    "response", "was", "were", "is", "are", "of", "against", "although", "though", "if", "judged",
    "updated", "inspection", "during", "out", "so", "than", "then", "within", "since", "until",
    "following", "report", "included", "include", "including", "such", "namely", "like", "still",
    "too", "now", "today",
)))  # fmt: skip
"""Words that may follow a grade; another one makes it praise: "good plans"."""
_FURTHEST = 12
"""The most words between a grade and its question."""
_SEVERAL = re.compile(r"\b(?:all|other|forces|constabularies)\b", re.IGNORECASE)
_GRADE_WORD = (
    r"\W*(?:overall )?(?:outstanding|good|adequate|inadequate|requir\w+(?: some)? improv\w+)"
)
_JUDGED = r"(?:judg|assess|grad|rat|found|find|deem)\w*"
_THE_FORCE = (
    r"(?:the (?:force|constabulary)|it|[\w&\u2019' -]{3,40}?(?:police|constabulary)"
    r"(?: service| force)?)"
)
_NO_OBJECT = r"(?!\W*(?:at|for|in(?! respect| line)|on)\b)"
_OF_PAGE = tuple(re.compile(way, re.IGNORECASE) for way in (
    r"\blast updat",
    rf"\b{_JUDGED}(?: that)?(?: overall)?,? {_THE_FORCE} (?:to be |as |to )?{_GRADE_WORD}"
    rf"{_NO_OBJECT}",
    rf"\b{_THE_FORCE} (?:was|is|has been) (?:also |again |now )?{_JUDGED}(?: to be| as)?"
    rf"{_GRADE_WORD}{_NO_OBJECT}",
    rf"\bfinding of{_GRADE_WORD}{_NO_OBJECT}",
    rf"\boverall judge?ment (?:moving|moved) from{_GRADE_WORD} to{_GRADE_WORD}",
    rf"\b(?:graded|rated|judged|assessed|was|is) (?:as )?{_GRADE_WORD}\W+overall\b",
))  # fmt: skip
_DENIALS = frozenset(map(stem_of, (
    "once", "not", "never", "no", "none", "neither", "nor", "without", "previously", "formerly",
    "unless",
    "instead", "rather", "than", "few", "fewer", "if", "whether",
)))  # fmt: skip
_WISHES = frozenset(map(stem_of, (
    "should", "could", "would", "might", "must", "aim", "want", "hope", "become",
)))  # fmt: skip
_DENIAL_REACH, _WISH_REACH = 5, 2
"""How many words before a grade they may stand."""
_ENDS = re.compile(r"(?<=[.!])\s+|\s{3,}|\t|\|")
_BOTH = re.compile(r"\b(\w+ing) and (\w+ing) (crimes?|offenders)\b", re.IGNORECASE)
"""Two things that are done with one: "preventing and investigating crime"."""
_QUOTED = re.compile(
    r"\ban? (?=[\u2018\u201c'\"](?:good|outstanding|adequate|inadequate)|good (?:for|in|at)\b)",
    re.IGNORECASE,
)
"""A grade in quotes is one after an article too: "gets a 'good' for"; and "a good for"."""
_MANAGEMENT = re.compile(r"\bforce['\u2019]s management(?= of)", re.IGNORECASE)
"""That of offenders is no "force management"."""
_DOING = re.compile(
    r"(\b(?:at|in|for) \w+ing\b[^,.;]*?) (when|while|after|before)\b(?= \w+ing\b)", re.IGNORECASE
)
"""Good at one thing while another is done."""
_ARROW = re.compile(r"[-=]+>|[\u21d2\u2794\u279c\u27f6]")
_TELLING = re.compile(
    r"outstanding|good|adequate|requir|carried over|detailed inspection|not inspected|consistent",
    re.IGNORECASE,
)
_LONGEST, _LONGEST_QUOTE = 200, 1000


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


def thing_of(pillar: str | None, question: str | None) -> Thing:
    """Return what phrases mean by a question of a round; `key_of` is the way back."""
    return pillar or AREAS, question or OVERALL


def key_of(thing: Thing) -> QuestionKey:
    """Return where in a round a question stands."""
    pillar, question = thing
    return (None if pillar == AREAS else pillar, None if question == OVERALL else question)


class Sentence(NamedTuple):
    """Words of a page between two stops."""

    words: list[str]
    text: str
    line: int
    said: str
    """The text without what it says of the grade before."""


class Lexicon(NamedTuple):
    """The phrases that mean questions and forces."""

    questions: Phrases[Thing]
    forces: Phrases[str]
    """Names of forces, each with its id."""
    ids: Phrases[str]
    """Ids of forces, as addresses have them."""
    alone: Phrases[str]
    """Names of forces without "Police": "Kent", which may be the county."""


def split_sentences(line: str) -> list[str]:
    """Return the sentences of a line."""
    return [part for part in _ENDS.split(line) if part.strip()]


def sentences_of(line: str, number: int) -> Iterator[Sentence]:
    """Yield the sentences of a line that may say something of grades."""
    for part in _ENDS.split(line):
        if _TELLING.search(part):
            said = _ARROW.sub("\u2192", without_before(" ".join(part.split())))
            said = _DOING.sub(r"\1; \2", said)
            text = _MANAGEMENT.sub("its management", _QUOTED.sub("", folded_sentence(said)))
            words = words_of(_BOTH.sub(r"\1 \3 and \2 \3", text))
            text = " ".join(part.split())
            # Nobody writes longer sentences; what is longer is read in pieces.
            for start in range(0, len(words), _LONGEST):
                piece = words[start : start + _LONGEST]
                yield Sentence(piece, text[:_LONGEST_QUOTE], number, said[:_LONGEST_QUOTE])


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
    starts = {question.start for question in questions}
    grades = [
        Match(match.thing[0], match.start, match.end)
        for match in GRADES.find(words)
        if match.start not in taken
        and match.thing[0] is not None
        and not _is_praise(words, match.end, starts)
        and words[match.end : match.end + 1] not in _ARROWS
    ]
    if not grades:
        return [], any(match.thing[0] is not None for match in GRADES.find(words))
    questions = _most_exact(questions)
    if not questions and pillar is not None and _is_of_page(sentence.text):
        questions = [Match(context or (pillar, OVERALL), grades[0].end, grades[0].end)]
    meant = [grade for grade in grades if not _is_denied(words, grade.start)]
    runs = _in_runs(words, questions, grades)
    if len({grade.thing for grade in meant}) > 1 and len(runs) == 1 and not _OVERALL_TOO & {*words}:
        # Which of two grades one question has, the form does not tell.
        return [], True
    if len(meant) == len(grades) > 1 and (pairs := _pairs(grades, runs)):
        return [
            reading_of(question.thing, grade.thing, sentence.line, sentence.text)
            for grade, run in pairs
            for question in run
        ], False
    found: list[Reading] = []
    used: set[int] = set()
    place_of = {question.start: place for place, run in enumerate(runs) for question in run}
    start = 0
    for index, grade in enumerate(grades):
        stop = grades[index + 1].start if index + 1 < len(grades) else len(words)
        before = [q for q in questions if start <= q.start and q.end <= grade.start]
        before = [q for q in before if q.start not in used]
        after = [q for q in questions if grade.end <= q.start and q.end <= stop]
        if _is_denied(words, grade.start):
            continue
        start = grade.end
        mine = _mine(words, grade, before, after)
        # "Good overall" is the pillar's own, whatever the force is told after it.
        around = [*words[max(grade.start - 1, 0) : grade.start], *words[grade.end : grade.end + 1]]
        rest = words[grade.end + (words[grade.end : grade.end + 1] == ["overall"]) :]
        is_overall = "overall" in around and rest[:1] not in _OF_A_QUESTION
        if is_overall and pillar is not None and all(q.thing[1] != OVERALL for q in questions):
            mine = [Match((pillar, OVERALL), grade.end, grade.end)]
        mine = [q for q in mine if place_of.get(q.start) == place_of.get(mine[0].start)]
        used |= {q.start for q in mine}
        found += (reading_of(q.thing, grade.thing, sentence.line, sentence.text) for q in mine)
    return found, len(found) < len(grades)


_OF_A_QUESTION = (["in"], ["at"], ["for"])
_OVERALL_TOO = frozenset((stem_of("overall"),))


def _in_runs(
    words: list[str], questions: list[Match[Thing]], grades: list[Match[Grade]]
) -> list[list[Match[Thing]]]:
    """Return the questions of a sentence, those together that are joined to a list.

    A list between two grades is parted where the second one's own questions begin.
    """
    runs: list[list[Match[Thing]]] = []
    for question in questions:
        between = words[runs[-1][-1].end : question.start] if runs else []
        is_joined = bool(runs) and len(between) <= _LONGEST_JOINT
        is_joined = is_joined and any(word in _JOINTS for word in between)
        if is_joined and (_BARRIERS - _JOINTS | _GRADE_STEMS).isdisjoint(between):
            runs[-1].append(question)
        else:
            runs.append([question])
    parted: list[list[Match[Thing]]] = []
    for run in runs:
        parted += _parted(words, run, grades)
    return parted


def _parted(
    words: list[str], run: list[Match[Thing]], grades: list[Match[Grade]]
) -> list[list[Match[Thing]]]:
    """Return a list of questions, in two where a grade before and one after it share them."""
    before = [grade for grade in grades if grade.end <= run[0].start]
    after = next((grade for grade in grades if grade.start >= run[-1].end), None)
    if len(run) == 1 or not before or after is None:
        return [run]
    # With a comma before it, the whole list is of the grade behind it.
    is_apart = not {",", ";"}.isdisjoint(words[before[-1].end : run[0].start])
    has_verb = not {*words[run[-1].end : after.start]} <= {","}
    if is_apart or not has_verb or not _is_copula(words, run[-1].end, after.start):
        return [run]
    joints = [words[one.end : two.start] for one, two in pairwise(run)]
    commas = [place for place, joint in enumerate(joints, start=1) if {",", ";"} & {*joint}]
    split = commas[-1] if commas else len(run) - 1
    return [run[:split], run[split:]]


def _pairs(
    grades: list[Match[Grade]], runs: list[list[Match[Thing]]]
) -> list[tuple[Match[Grade], list[Match[Thing]]]]:
    """Return grades with their questions where the two take turns, or none where they don't."""
    if len(grades) != len(runs):
        return []
    first, second = grades[0].start, runs[0][0].start
    turns = [
        (run[-1].end <= grade.start if second < first else grade.end <= run[0].start)
        for grade, run in zip(grades, runs, strict=True)
    ]
    ends = [grade.end if second < first else run[-1].end
            for grade, run in zip(grades, runs, strict=True)]  # fmt: skip
    starts = [run[0].start if second < first else grade.start
              for grade, run in zip(grades, runs, strict=True)]  # fmt: skip
    in_turn = all(end <= start for end, start in zip(ends, starts[1:], strict=False))
    return [*zip(grades, runs, strict=True)] if all(turns) and in_turn else []


_ARROWS = (["\u2192"], ["\u2794"], [">"])
"""What stands after a grade that another one took the place of."""


def _is_praise(words: list[str], end: int, starts: Collection[int]) -> bool:
    """Return whether a word for a grade is one of praise: "good plans"."""
    if end >= len(words) or end in starts:
        return False
    word = words[end]
    return word[:1].isalpha() and word not in _AFTER_GRADE


def _most_exact(questions: list[Match[Thing]]) -> list[Match[Thing]]:
    """Return the questions that a sentence is about, a pillar's own where it names no other."""
    inside = {question.thing[0] for question in questions if question.thing[1] != OVERALL}
    return [
        question
        for question in questions
        if question.thing[1] != OVERALL or question.thing[0] not in inside
    ]


def chosen(things: list[Thing], pillar: str | None) -> Thing | None:
    """Return the one question that a phrase names, on a page of a pillar that pillar's."""
    own = [thing for thing in things if thing[0] == pillar] or things
    # All three pillars say "keeping people safe and reducing crime"; most pages mean the first.
    is_overall = all(question == OVERALL for _, question in own)
    return own[0] if len(own) == 1 or is_overall else None


def _mine(
    words: list[str],
    grade: Match[Grade],
    before: list[Match[Thing]],
    after: list[Match[Thing]],
) -> list[Match[Thing]]:
    """Return the questions that a grade is for."""
    if before and _is_copula(words, before[-1].end, grade.start):
        return _run(words, before[::-1], backwards=True)
    # "Good leadership" is praise; "good at leadership" is a grade.
    is_praise = bool(after) and after[0].start == grade.end < after[0].end
    if after and not is_praise and _are_near(words, grade.end, after[0].start):
        return _run(words, after, backwards=False)
    if before and _are_near(words, before[-1].end, grade.start, is_before=True):
        return _run(words, before[::-1], backwards=True)
    return []


def _are_near(words: list[str], start: int, stop: int, *, is_before: bool = False) -> bool:
    """Return whether a grade and a question are near, with nothing that parts them between.

    `is_before`: the question comes first, and a sentence of its own after a colon parts them.
    """
    between = words[start:stop]
    rest = between[between.index(":") :] if is_before and ":" in between else []
    is_parted = any(word[:1].isalpha() and word not in _GRADE_STEMS for word in rest)
    is_parted = is_parted or any(pair in _HAS_TO for pair in pairwise(between))
    is_parted = is_parted or (is_before and "when" in between)
    return len(between) <= _FURTHEST and _BARRIERS.isdisjoint(between) and not is_parted


_HAS_TO = frozenset((stem_of(has), what) for has in ("has", "have") for what in ("to", "work"))
_COPULA = frozenset(map(stem_of, (
    "is", "was", "are", "be", "as", "been", "being", "to", ":", "(", "-", "?", ",", "judged",
    "assessed", "graded", "rated", "deemed", "found", "also", "overall", "now", "remains",
    "classed",
    "considered", "where", "rating", "there", "it", "still", "both", "were",
)))  # fmt: skip
"""What may stand between a question and the grade that follows it."""
_LONGEST_COPULA = 6
_LONGEST_JOINT = 8
"""Words between two areas of a list."""
_JOINTS = frozenset((",", "and", "&", ";", "/"))
_GRADE_STEMS = frozenset(
    map(stem_of, ("good", "outstanding", "adequate", "inadequate", "requires", "improvement"))
)


def _is_copula(words: list[str], start: int, stop: int) -> bool:
    between = words[start:stop]
    return all(text in _COPULA for text in between) and len(between) <= _LONGEST_COPULA


def _run(words: list[str], questions: list[Match[Thing]], *, backwards: bool) -> list[Match[Thing]]:
    """Return the first question, and in a list those that are joined to it."""
    found = questions[:1]
    for last, match in pairwise(questions):
        low, high = (match.end, last.start) if backwards else (last.end, match.start)
        between = words[low:high]
        is_joined = any(stem in _JOINTS for stem in between)
        parts = (_BARRIERS - _JOINTS) | _GRADE_STEMS
        is_parted = any(pair in _HAS_TO for pair in pairwise(between))
        is_joined = is_joined and not is_parted and parts.isdisjoint(between)
        if len(between) > _LONGEST_JOINT or not is_joined:
            break
        found.append(match)
    return found


def _is_denied(words: list[str], at: int) -> bool:
    """Return whether the words before a grade say that it is not, or no longer, the grade."""
    return (
        any(
            word in _DENIALS and words[place + 1 : place + 2] != ["only"]
            for place, word in enumerate(words[:at])
            if place >= at - _DENIAL_REACH
        )
        or any(word in _WISHES for word in words[max(0, at - _WISH_REACH) : at])
        or words[at - 1 : at] == ["from"]
    )


def _is_of_page(text: str) -> bool:
    """Return whether a sentence that names no question gives its grade to the whole page.

    It says that the force was judged so, or when the grade was updated; one that speaks of several
    forces, or of a question that was carried over, does not.
    """
    if _SEVERAL.search(text) or CARRIES.are_in(words_of(text)):
        return False
    return any(way.search(text) for way in _OF_PAGE)
