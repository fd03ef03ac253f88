"""What a line, a heading or a cell is, where it is nothing else: a grade, a question, a force."""

import re
from enum import Enum, auto
from functools import cache, lru_cache, partial

from peelcli.keeper.pages.read import GRADES, Lexicon, chosen, thing_of
from peelcli.keeper.pages.words import FOLDED, Thing, stem_of, words_of
from peelcli.model import Dataset
from peelcli.terms import OVERALL, Grade

LONGEST = 200
"""Letters of a line that may be a heading."""
_MOST_OUTSIDE = 3
_SHORT_LINE = 3
_BESIDE_A_GRADE = frozenset(map(stem_of, (
    "area", "areas", "graded", "rated", "judged", "assessed", "as", "were", "was", "the", "that",
    "are", "which", "grade", "grades", "rating", "judgment", "judgement", "is", "green", "amber",
    "red", "yellow", "orange", "dark", "light", "icon", "badge", "we", "force", "constabulary",
    "at", "this", "in", "to", "be", "our", "found", "has", "been", "it", "hmicfrs", "hmic",
    "inspectors", "inspectorate", "police", "overall",
)))  # fmt: skip
"""Words that a grade may have beside it: "Areas graded good", "Good (green)"."""
_ASIDE = re.compile(
    r"\((?:(?:previously|formerly|was|last|before)\b|(?:PEEL )?20\d\d)[^()]{0,60}\)", re.IGNORECASE
)
"""What was before: "Good (previously adequate)"."""
_NOTES = re.compile(r"\[[^\[\]]{0,40}\]|\([^()]{0,40}\)")
_ARROW = re.compile(r"[-=]+>|[\u2192\u21d2\u2794\u279c\u27f6]")
"""What stands before it was the grade before."""
_GRADE_WORD = re.compile(r"outstanding|good|adequate|improvement", re.IGNORECASE)
_SHORT_FOR_RI = ("ri", "req. improvement", "req improvement", "requires imp.")
_NOTE = re.compile(r"\[\d+\]|\([A-Z]{2,5}\)|[*\u2020\u2021]+$")
_TURNED = re.compile(r"^([\w ]+), (City of|The)$", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:last|previous|earlier|prior|former|past|preceding)\b(?! updated)|\bbefore\b|"
    r"^\W*(?:was|old|then)\W*$",
    re.IGNORECASE,
)
_OWN_WORDS = frozenset(map(stem_of, (
    "grade", "grades", "graded", "grading", "gradings", "rating", "ratings", "rated", "judgment",
    "judgments", "judgement", "judgements", "judged", "assessment", "assessed", "result", "results",
    "outcome", "score", "finding", "findings", "hmicfrs", "hmic", "peel", "overall", "inspectorate",
    "inspectorate's", "force", "force's", "this", "current", "new", "latest", "now", "inspection",
    "our", "the", "of", "in", "for", "by", "at", "and", "round", "report", "area", "areas",
    "question", "status", "year", "today", "is", "after", "pillar", "what", "we", "found", "how",
    "was", "it", "given", "final", "police", "constabulary",
)))  # fmt: skip
"""What a column or label of this round's own grades may say."""
YEARS = re.compile(r"\b(20[0-4]\d)(?: ?[-/] ?((?:20)?\d\d))?\b(?![-/]\d)")
DAYS = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+,? 20\d\d\b|\b\d{1,2}[/.]\d{1,2}[/.]20\d\d"
)


_SAYS = re.compile(
    r"\.$|\b(?:we|it|has|is|was|our|force|constabulary|police|hmic\w*|inspect\w+)\b", re.IGNORECASE
)


HOW_GOOD = re.compile(r"^\W*how (?:good|outstanding|adequate) (?:is|are|was)\b", re.IGNORECASE)
"""How a heading asks what the grade below it answers."""


class Whose(Enum):
    """Whose grade a label like "Previous grade" announces."""

    OWN = auto()
    """This round's."""
    EARLIER = auto()
    UNKNOWN = auto()


class ShortLines:
    """Tells what short lines are, in the words of a dataset."""

    def __init__(self, dataset: Dataset, lexicon: Lexicon, pillar: str | None) -> None:
        """Take the dataset, its phrases, and the pillar of the page."""
        self.lexicon = lexicon
        self._dataset, self._pillar = dataset, pillar
        self.asked = cache(partial(asked_in, dataset))
        self.question = lru_cache(maxsize=4096)(self._question)
        self.force = lru_cache(maxsize=4096)(self._force)

    def _question(self, line: str, year: int) -> Thing | None:
        """Return the question of a round that a line is, if it is a heading of one.

        One that the round did not grade is returned only where nothing else is meant.
        """
        if len(line) > LONGEST or re.search(r"\b(?:questions?|q) ?\d", line, re.IGNORECASE):
            return None
        words = words_of(line)
        if any(match.thing[0] is not None for match in GRADES.find(words)):
            return None
        asked, others = self.asked(year), _only_asked_in(self._dataset, year)
        return self._heading_of(line, words, asked) or self._heading_of(line, words, others)

    def only_question(self, title: str, year: int) -> Thing | None:
        """Return the one question that a title names among other words."""
        found = self.lexicon.questions.find(words_of(title), self.asked(year))
        things = {chosen(match.thing, self._pillar) for match in found}
        return things.pop() if len(things) == 1 else None

    def _heading_of(self, line: str, words: list[str], asked: frozenset[Thing]) -> Thing | None:
        found = list(self.lexicon.questions.find(words, asked))
        found = [match for match in found if match.thing[0][1] != OVERALL] or found[:1]
        if not found:
            return None
        outside = sum(word[:1].isalpha() for word in words) - sum(
            match.end - match.start for match in found
        )
        is_one = len({match.thing[0] for match in found}) == 1
        if not line.endswith("?") and not (is_one and outside <= _MOST_OUTSIDE):
            return None
        if not line.endswith("?") and found[0].thing[0][1] == OVERALL:
            # "Legitimacy: fair treatment" is no pillar's own grade.
            beside = [*words[: found[0].start], *words[found[0].end :]]
            if not _OWN_WORDS.issuperset(word for word in beside if word[:1].isalpha()):
                return None
        return chosen(found[0].thing, self._pillar)

    def whose(self, label: str, year: int) -> Whose:
        """Return whose grades a column or a label announces, on a page of a round."""
        return whose(label, year, self._dataset)

    def round_in(self, text: str) -> tuple[int | None, str] | None:
        """Return the round that a label names, as the function of this name."""
        return round_in(text, self._dataset)

    def _force(self, text: str) -> str | None:
        """Return the force that a text is, if it is nothing else; scope.OTHER for one of none."""
        text = _NOTE.sub("", text[:LONGEST]).strip()
        text = _TURNED.sub(r"\2 \1", text)
        text = re.sub(r"^the ", "", text, flags=re.IGNORECASE)
        words = [word for word in words_of(text) if word[:1].isalnum()]
        short = text.casefold()
        for force in self._dataset.forces.values():
            if short in force.aliases:
                return force.id
        for names in (self.lexicon.forces, self.lexicon.alone):
            found = [match for match in names.find(words) if len(match.thing) == 1]
            if len(found) == 1 and found[0].end - found[0].start == len(words):
                return found[0].thing[0]
        return None


@lru_cache(maxsize=256)
def grade_of(line: str) -> Grade | None:
    """Return the grade that a line is, if it is nothing else."""
    if len(line) > LONGEST:
        return None
    *before, after = _ARROW.split(line)
    line = after if before and all(map(grade_of, before)) else line
    line = _NOTES.sub(lambda aside: aside[0] if _GRADE_WORD.search(aside[0]) else " ",
                      _ASIDE.sub(" ", line))  # fmt: skip
    if line.strip().casefold() in _SHORT_FOR_RI:
        return Grade.REQUIRES_IMPROVEMENT
    if YEARS.search(line):
        return None
    words = [text for text in words_of(line) if text[:1].isalpha() and text not in _BESIDE_A_GRADE]
    found = list(GRADES.find(words))
    inside = sum(match.end - match.start for match in found)
    is_alone = len({match.thing[0] for match in found}) == 1
    is_alone = is_alone and len(words) - inside <= (len(words) > _SHORT_LINE)
    return found[0].thing[0] if is_alone else None


def is_sentence(line: str) -> bool:
    """Return whether a line with a grade is a sentence: "We judged it good", and not "Good"."""
    return bool(_SAYS.search(line))


def round_in(text: str, dataset: Dataset) -> tuple[int | None, str] | None:
    """Return the round that a heading or a label names, with its years as they are written.

    Its year is None where the dataset has no such round; None where it names none.
    """
    for match in YEARS.finditer(DAYS.sub(" ", text.translate(FOLDED))):
        first, last = int(match[1]), (match[2] or "")[-2:]
        if last and not 0 < int(last) - first % 100 <= _LONGEST_ROUND:
            continue
        if last:
            round_ = dataset.rounds.get(first)
            is_known = round_ is not None and str(round_.last_year)[-2:] == last
            return (first if is_known else None), match[0]
        around = [year for year, of in dataset.rounds.items() if year <= first <= of.last_year]
        return (first if first in dataset.rounds else max(around, default=None)), match[0]
    return None


_LONGEST_ROUND = 3


def whose(label: str, year: int, dataset: Dataset) -> Whose:
    """Return whose grades a column or a label announces, on a page of a round."""
    named = round_in(label, dataset)
    if named is not None:
        first, written = named
        if first == year or (
            len(written) == len("2023") and _is_within(int(written), year, dataset)
        ):
            return Whose.OWN
        return Whose.EARLIER if first is not None else Whose.UNKNOWN
    if _PAST.search(label):
        return Whose.EARLIER
    words = [word for word in words_of(label) if word[:1].isalpha()]
    return Whose.OWN if _OWN_WORDS.issuperset(words) else Whose.UNKNOWN


def _is_within(year: int, of: int, dataset: Dataset) -> bool:
    return of <= year <= dataset.rounds[of].last_year


def asked_in(dataset: Dataset, year: int) -> frozenset[Thing]:
    """Return the questions that a round graded."""
    return frozenset(thing_of(q.pillar, q.id) for q in dataset.rounds[year].graded_questions)


def _only_asked_in(dataset: Dataset, year: int) -> frozenset[Thing]:
    """Return the questions that a round asked and did not grade."""
    questions = dataset.rounds[year].questions
    return frozenset(thing_of(q.pillar, q.id) for q in questions if not q.graded)
