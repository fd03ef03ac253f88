"""What a sentence says of an earlier inspection: its year, and whether its grade stands."""

import re

from peelcli.keeper.pages.read import CARRIES, Sentence
from peelcli.keeper.pages.unclear import without_comparison

_LAST_YEAR = re.compile(
    r"^\W*(?:last|previous) year,|"
    r"\b(?:last|previous) year(?:['\u2019]s)?(?: \w+){0,3}?,? (?:when|where|in which|we|hmic\w*)\b"
    r"|\bin (?:last|the previous) year|\b(?:last|previous) year['\u2019]s (?:finding|judge?ment|"
    r"grade|rating|inspection)s? (?:of|where)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:since|unlike|than|following|after)(?: in| the| our| its)* (?:19|20)\d\d(?:/\d\d)?"
    r"(?: \w+)?"
    r"|\b(?:came|join\w*|arriv\w*|appoint\w*|set up|found(?:ed)|form\w*|began|begun|start\w*|born|"
    r"establish\w*|moved|creat\w*|merg\w*|launch\w*|opened|elect\w*|retir\w*|took \w+)\b"
    r"[^,.;]{0,30}?\b(?:19|20)\d\d"
    r"|\b(?:19|20)\d\d and (?:19|20)\d\d|\bbetween (?:19|20)\d\d and",
    re.IGNORECASE,
)
_CARRIED = re.compile(
    r"\b(?:keep|retain|maintain)\w*\b[^.]{0,20}\b(?:19|20)\d\d (?:judge?ment|grade|rating)s?\b|"
    r"\bin (?:19|20)\d\d,? (?:we|hmic\w*|the inspectorate) (?:also )?(?:judg|assess|grad|rat)\w*",
    re.IGNORECASE,
)
_CONSISTENT = re.compile(r"\bconsistent with our last inspection\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d,.])(?:19|20)\d\d(?![\d])")


def earlier_year(sentence: Sentence, year: int) -> int | None:
    """Return the earlier year that a sentence speaks about, if any.

    A year that only dates something else does not count: "since the 2016 inspection".
    """
    text = without_comparison(_ASIDE.sub(" ", sentence.said))
    earlier = [number for found in _YEAR.findall(text) if (number := int(found)) < year]
    if not earlier and _LAST_YEAR.search(text):
        earlier = [year - 1]
    return earlier[0] if earlier else None


def says_carried_over(sentence: Sentence) -> bool:
    """Return whether a sentence says that an earlier grade stands: "In 2017, we judged ..."."""
    return bool(_CARRIED.search(sentence.text)) or CARRIES.are_in(sentence.words)


def says_consistent(sentence: Sentence) -> bool:
    """Return whether a sentence says that an earlier inspection gave the same grade."""
    return bool(_CONSISTENT.search(sentence.text))
