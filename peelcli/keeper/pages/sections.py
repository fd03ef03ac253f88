"""Which force and round each block of a page is about, by the headings above it."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from peelcli.keeper.pages.blocks import Block, Kind
from peelcli.keeper.pages.read import GRADES
from peelcli.keeper.pages.scope import OTHER, Scope, forces_in
from peelcli.keeper.pages.short_lines import (
    DAYS,
    LONGEST,
    YEARS,
    ShortLines,
    Whose,
    grade_of,
    round_in,
    whose,
)
from peelcli.keeper.pages.unclear import (
    ANOTHER_BODY,
    EARLIER,
    EXPLAINS,
    LINK,
    OTHER_FORCE,
    is_of_another_body,
)
from peelcli.keeper.pages.words import FOLDED, Thing, words_of
from peelcli.model import Dataset

_LONGEST_LABEL = 70
_ASIDE, _LABEL, _QUESTION, _UNTIL_TEXT = 7, 8, 9, 10
"""Levels of lines that are headings by their words: of links or a key, of a force or round, of a
question, and of what opens a list or a table."""
_KEY = re.compile(
    r"\bwhat (?:(?:the|our|these|each|do|does|their) )*(?:grades?|judge?ments?|ratings?)\b.*"
    r"\bmeans?\b|\b(?:definitions?|glossary)\b|\bgrad(?:e|ing) (?:scale|system|key|criteria)|"
    r"\bhow (?:we|forces|hmic\w*|the inspectorate) (?:are |is )?(?:grade|judge|rate|assess)\w*\b"
    r"|\bkey to\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:last|previous|earlier|prior|former|past|preceding|older) (?:\w+ )?(?:inspections?|"
    r"reports?|assessments?|rounds?|grades?|ratings?|judge?ments?|results?|gradings?|peel|"
    r"inspectors)\b|\bwhere we were\b|\byears? ago\b|\bbefore\b|\bold (?:grades?|ratings?)\b"
    r"|\bbaseline\b",
    re.IGNORECASE,
)
_LONE = len("2023")
_NOT_OWN = re.compile(
    r"\b(?:targets?|self-?assessments?|draft|average|survey|residents|partners say|internal audit|"
    r"predicted|expected)\b",
    re.IGNORECASE,
)
_LINKS = re.compile(
    r"\brelated\b|\bsee also\b|\bother (?:reports|forces|news|stories)\b|"
    r"\bmore (?:news|stories|from|on)\b|\bread (?:more|next)\b|\bmost (?:read|viewed)\b",
    re.IGNORECASE,
)
_REGIONAL = re.compile(r"\borganised crime\b", re.IGNORECASE)
"""Reports on a region grade its forces and its unit."""
_SINCE = re.compile(r"\b(?:since|from|than|progress|changes?)\b", re.IGNORECASE)
_GRADED = re.compile(
    r"\b(?:PEEL|HMIC\w*|inspect\w*|assess\w*|grad\w*|judge?m\w*|rat(?:ed|ing)\w*|report|"
    r"effectiveness|efficiency|legitimacy)\b",
    re.IGNORECASE,
)
_WITH_A_FORCE = frozenset(words_of(
    "PEEL police inspection assessment report reports grades grade judgments ratings how was were "
    "graded performed the in of for on at round and summary overview results findings HMICFRS HMIC "
    "efficiency effectiveness legitimacy vetting"
))  # fmt: skip
"""Words that a heading of a force may have beside its name."""


class Section(NamedTuple):
    """What the headings above a block say."""

    level: int
    force: str | None
    year: int
    reason: str | None = None
    """Why nothing in it states a grade."""
    thing: Thing | None = None
    """The question of the nearest heading that names one."""


def sections_of(
    blocks: Sequence[Block], scope: Scope, dataset: Dataset, short: ShortLines, names: Sequence[str]
) -> Iterator[Section]:
    """Yield the section of each block; a heading is in its own. `names` are PEEL's own."""
    open_ = [Section(0, scope.force, scope.year)]
    reader = _Headings(dataset, short, re.compile("|".join(map(re.escape, names)), re.IGNORECASE))
    for place, block in enumerate(blocks):
        level = block.level if block.kind is Kind.HEADING else 0
        if block.kind is Kind.TEXT:
            after = blocks[place + 1].kind if place + 1 < len(blocks) else None
            level = reader.level_of(block.text, after, open_[-1].force)
            # What stands right above a grade is its label.
            if after is not None and grade_of(blocks[place + 1].text) is not None:
                level = 0
            if not level and reader.short.question(block.text, open_[-1].year) is not None:
                level = _QUESTION
            is_short = len(block.text) <= LONGEST and not block.text.endswith(".")
            if place == 0 and is_short and (not _has_grade(block.text) or block.text.endswith("?")):
                level = 1
        if level:
            while open_[-1].level >= level:
                open_.pop()
            open_.append(reader.section(block.text, open_[-1]._replace(level=level)))
        elif block.kind is Kind.TEXT and open_[-1].level == _UNTIL_TEXT:
            open_.pop()
        yield open_[-1]


def _has_grade(text: str) -> bool:
    return GRADES.are_in(words_of(text))


class _Headings:
    """Reads headings."""

    def __init__(self, dataset: Dataset, short: ShortLines, name: re.Pattern[str]) -> None:
        self.dataset, self.short, self.name = dataset, short, name

    def names_another(self, text: str, own: str | None) -> bool:
        """Return whether a line names other forces, and not the page's own."""
        if own is None or len(text) > LONGEST:
            return False
        names = self.short.lexicon
        found = {*forces_in(text, names.forces), *forces_in(text, names.alone)}
        return bool(found) and own not in found

    def level_of(self, text: str, after: Kind | None, own: str | None) -> int:
        """Return the level of a line that is a heading by its words, or 0 for no heading."""
        opens = after is Kind.TABLE or (text.endswith(":") and after is not None)
        if opens and not _has_grade(text) and self.names_another(text, own):
            return _UNTIL_TEXT
        opens = text.endswith(":") and after in (Kind.ITEM, Kind.TABLE)
        if opens and _PAST.search(text) and not _has_grade(text):
            return _UNTIL_TEXT
        is_label = len(text) <= _LONGEST_LABEL and not text.endswith((".", "!", ";", ",", "?"))
        if not is_label or _has_grade(text):
            return 0
        if _KEY.search(text) or _LINKS.search(text):
            return _ASIDE
        is_force = self.short.force(text) is not None
        return _LABEL if is_force or self.is_label(text, words_of(text)) else 0

    def is_label(self, text: str, words: list[str]) -> bool:
        """Return whether a line is nothing but the name of a round: `Last inspection (2021/22)`."""
        named = round_in(text, self.dataset)
        is_of_round = named is not None or bool(_PAST.search(text))
        rest = [word for word in words if word[:1].isalpha() and word not in _WITH_A_FORCE]
        return is_of_round and all(_PAST_WORD.match(word) for word in rest)

    def section(self, text: str, above: Section) -> Section:
        """Return what a heading says, below others."""
        found = above
        if above.reason is None and _KEY.search(text):
            found = found._replace(reason=EXPLAINS)
        elif above.reason is None and is_of_another_body(text) and not _REGIONAL.search(text):
            found = found._replace(reason=ANOTHER_BODY)
        elif above.reason is None and _LINKS.search(text):
            found = found._replace(reason=LINK)
        if not _has_grade(text):
            found = self.of_round(text, found)
            found = self.of_force(text, found)
        is_title = found.level == 1
        thing = self.short.question(text, found.year) or (
            self.short.only_question(text, found.year) if is_title else None
        )
        return found._replace(thing=thing or found.thing)

    def of_round(self, text: str, found: Section) -> Section:
        """Return the section of a heading that names a round, or an earlier report."""
        plain = DAYS.sub(" ", text.translate(FOLDED))
        named = round_in(text, self.dataset)
        years = [match[0] for match in YEARS.finditer(plain)]
        is_own = any(whose(year, found.year, self.dataset) is Whose.OWN for year in years)
        if is_own or (_SINCE.search(text) and (named or _PAST.search(text))):
            return found
        if _NOT_OWN.search(text):
            return found._replace(reason="not the inspectorate's own grades")
        if named is None:
            return found._replace(reason=EARLIER) if _PAST.search(text) else found
        year, written = named
        is_round = len(written) > _LONE or bool(self.name.search(text))
        is_graded = is_round or bool(_GRADED.search(text)) or self.is_label(text, words_of(text))
        if year is None and is_graded:
            return found._replace(reason=f"under a heading of {written}")
        if year is not None and is_round:
            return found._replace(year=year)
        is_before = year is not None and year < found.year
        return found._replace(reason=EARLIER) if is_before or is_graded else found

    def of_force(self, text: str, found: Section) -> Section:
        """Return the section of a heading that is a force's name, with little beside it."""
        force = self.short.force(text)
        if force is None:
            named = forces_in(text, self.short.lexicon.forces)
            names = set(words_of(self.name.sub(" ", text))) - _WITH_A_FORCE
            of_name = set(words_of(self.dataset.forces[named[0]].name)) if (
                len(named) == 1 and named[0] in self.dataset.forces) else set()  # fmt: skip
            rest = [word for word in names - of_name if word[:1].isalpha()]
            force = named[0] if len(named) == 1 and not rest else None
        if force is None and not found.reason and self.names_another(text, found.force):
            return found._replace(reason=OTHER_FORCE)
        if force == OTHER:
            return found._replace(force=None, reason=ANOTHER_BODY)
        if force is not None and found.force not in (None, force):
            return found._replace(force=force, reason=OTHER_FORCE)
        return found if force is None else found._replace(force=force)


_PAST_WORD = re.compile(
    r"(?:last|previou|earlier|prior|former|past|preced|this|current|latest|new|our|from|by)"
)
