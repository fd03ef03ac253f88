"""Grades that stand alone on a line, and the questions or forces on the lines around them.

"Leadership", then "Good": the grade is for what stands above it. "Good", then "Leadership" and
"Preventing crime": it is for what stands below. Which of the two a page means, a whole run of such
lines tells; where they don't, nothing is proposed.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto
from itertools import accumulate, groupby, pairwise, takewhile
from typing import NamedTuple

from peelcli.keeper.pages.blocks import Block, Kind
from peelcli.keeper.pages.scope import OTHER
from peelcli.keeper.pages.sections import Section
from peelcli.keeper.pages.short_lines import (
    HOW_GOOD,
    LONGEST,
    ShortLines,
    Whose,
    grade_of,
    is_sentence,
)
from peelcli.keeper.pages.unclear import ALL_GRADES, EARLIER, NO_QUESTION
from peelcli.keeper.pages.words import Thing
from peelcli.terms import OVERALL, Grade

_MOST_BETWEEN = 3
"""The most paragraphs between two lines of a run."""
_MOST_LABEL_WORDS = 5
_FEWEST_OF_A_KEY = 3
_OVERALL = frozenset(("overall", "overall judgment", "overall judgement", "overall grade",
                      "overall rating"))  # fmt: skip


class Sign(Enum):
    """What a line of a run is."""

    SUBJECT = auto()
    """A question, or a force."""
    GRADE = auto()
    OPENER = auto()
    """A grade that is for what follows alone: "graded good at:"."""
    SENTENCE = auto()
    """A grade that is for what stands above alone: "We judged it adequate"."""
    LABEL = auto()
    """It announces the grade below it: "Current grade"."""
    OTHER = auto()


class Mark(NamedTuple):
    """A line of a run."""

    place: int
    """The block's place in the page."""
    sign: Sign
    grade: Grade | None = None
    thing: Thing | None = None
    force: str | None = None
    whose: Whose = Whose.OWN
    """Of a label."""


class Badge(NamedTuple):
    """A grade that stands alone, and the line that it is for; or why nobody can tell."""

    grade: Grade
    subject: Mark | None
    reason: str = ""


class Badges(NamedTuple):
    """What short lines say, by their blocks' places in the page."""

    grades: Mapping[int, Sequence[Badge]]
    marks: Mapping[int, Mark]
    """Every line that is nothing but a question, a force, a grade or a label."""


def badges_of(
    blocks: Sequence[Block],
    sections: Sequence[Section],
    openers: Mapping[int, Grade],
    short: ShortLines,
    pillar: str | None,
) -> Badges:
    """Return the grades that stand alone on their lines. `openers` are those that open lists."""
    grades: dict[int, list[Badge]] = {}
    marks: dict[int, Mark] = {}
    reader = _Lines(blocks, sections, openers, short, pillar)
    for run in _runs(blocks, sections, reader):
        marks |= {mark.place: mark for mark in run if mark.sign is not Sign.OTHER}
        for place, badge in _Run(run, blocks).badges():
            grades.setdefault(place, []).append(badge)
    return Badges(grades, marks)


class _Lines(NamedTuple):
    """Tells what the lines of a page are."""

    blocks: Sequence[Block]
    sections: Sequence[Section]
    openers: Mapping[int, Grade]
    short: ShortLines
    pillar: str | None

    def mark(self, place: int) -> Mark:
        """Return what a line is."""
        block, year = self.blocks[place], self.sections[place].year
        if block.kind is Kind.TABLE or len(block.text) > LONGEST:
            return Mark(place, Sign.OTHER)
        if place in self.openers:
            return Mark(place, Sign.OPENER, self.openers[place])
        grade = grade_of(block.text)
        if grade is not None:
            return Mark(place, Sign.SENTENCE if is_sentence(block.text) else Sign.GRADE, grade)
        is_answered = place + 1 < len(self.blocks) and grade_of(self.blocks[place + 1].text)
        text = HOW_GOOD.sub("", block.text) if is_answered else block.text
        thing = self.short.question(text, year)
        force = self.short.force(block.text) if thing is None else None
        if thing is not None or force not in (None, OTHER):
            return Mark(place, Sign.SUBJECT, None, thing, force)
        return self.label(place)

    def label(self, place: int) -> Mark:
        """Return the label that a line is for the grade below it, if it is one."""
        block = self.blocks[place]
        after = self.blocks[place + 1].text if place + 1 < len(self.blocks) else ""
        if grade_of(after) is None:
            return Mark(place, Sign.OTHER)
        if block.text.strip(" :").casefold() in _OVERALL:
            thing = (self.pillar, OVERALL) if self.pillar else None
            owner = Whose.OWN if thing else Whose.UNKNOWN
            return Mark(place, Sign.LABEL, None, thing, whose=owner)
        is_short = 0 < len(block.text.split()) <= _MOST_LABEL_WORDS
        year = self.sections[place].year
        owner = self.short.whose(block.text, year) if is_short else Whose.UNKNOWN
        is_label = owner is not Whose.UNKNOWN and not block.text.endswith(".")
        return Mark(place, Sign.LABEL if is_label else Sign.OTHER, whose=owner)


def _runs(
    blocks: Sequence[Block], sections: Sequence[Section], lines: _Lines
) -> Iterator[list[Mark]]:
    """Yield the runs of short lines; a few paragraphs may stand between them."""
    run: list[Mark] = []
    others = 0
    for place, block in enumerate(blocks):
        mark = lines.mark(place)
        others = others + 1 if mark.sign is Sign.OTHER else 0
        ends = block.kind is Kind.TABLE or others > _MOST_BETWEEN or mark.sign is Sign.OPENER
        ends = ends or (block.kind is Kind.HEADING and mark.sign is Sign.OTHER)
        if run and (ends or sections[place].reason != sections[run[-1].place].reason):
            yield run
            run = []
        run.append(mark)
    if run:
        yield run


class _Run:
    """Short lines that stand together."""

    def __init__(self, run: Sequence[Mark], blocks: Sequence[Block]) -> None:
        self.run, self.blocks = run, blocks
        others = accumulate(mark.sign is Sign.OTHER for mark in run)
        self.others = {mark.place: count for mark, count in zip(run, others, strict=True)}
        """How many paragraphs stand up to each line."""

    def badges(self) -> Iterator[tuple[int, Badge]]:
        """Yield each grade that stands alone, at its place or, in a group, at its subject's."""
        opener = self.run[0].grade if self.run[0].sign is Sign.OPENER else None
        if opener is not None:
            listed = [*takewhile(lambda mark: mark.sign is Sign.SUBJECT, self.run[1:])]
            yield from ((mark.place, Badge(opener, mark)) for mark in listed)
            self.run = self.run[1 + len(listed) :]
        kept: list[Mark] = []
        yield from self.labels(kept)
        questions = [place for place, mark in enumerate(kept) if mark.thing]
        forces = [place for place, mark in enumerate(kept) if mark.force]
        if questions and forces and questions[-1] < forces[0]:
            # Forces by grade, below the question.
            kept = kept[questions[-1] + 1 :]
        elif questions:
            # The questions are those of the force above them.
            kept = [mark for mark in kept if mark.force is None]
        part: list[Mark] = []
        for sign, group in groupby(kept, key=lambda mark: mark.sign):
            marks = [*group]
            if sign is Sign.SUBJECT or len({mark.grade for mark in marks}) == 1:
                # A badge may be said twice, by its picture and beside it.
                part += marks if sign is Sign.SUBJECT else marks[:1]
                continue
            reason = ALL_GRADES if len(marks) >= _FEWEST_OF_A_KEY else _UNCLEAR
            yield from _left(marks, reason)
            if len(marks) < _FEWEST_OF_A_KEY:
                # One of the two may be for what stands above or below.
                while part and part[-1].sign is Sign.SUBJECT:
                    part.pop()
            yield from self.paired(part)
            part = []
        yield from self.paired(part)

    def labels(self, kept: list[Mark]) -> Iterator[tuple[int, Badge]]:
        """Keep subjects and grades, and yield the grades that a label or a sentence explains."""
        label: Mark | None = None
        for mark in self.run:
            before = kept[-1] if kept else None
            is_subject = before is not None and before.sign is Sign.SUBJECT
            if mark.sign is Sign.SENTENCE and mark.grade is not None and is_subject:
                yield mark.place, Badge(mark.grade, kept.pop())
            elif mark.sign is Sign.GRADE and mark.grade is not None and label is not None:
                if label.whose is Whose.EARLIER:
                    yield mark.place, Badge(mark.grade, None, EARLIER)
                elif label.thing is not None and not is_subject:
                    yield mark.place, Badge(mark.grade, label)
                elif label.whose is Whose.UNKNOWN and not is_subject:
                    yield mark.place, Badge(mark.grade, None, NO_QUESTION)
                else:
                    kept.append(mark)
            elif mark.sign in (Sign.SUBJECT, Sign.GRADE):
                kept.append(mark)
            if mark.sign is not Sign.OTHER:
                label = mark if mark.sign is Sign.LABEL else None

    def paired(self, part: Sequence[Mark]) -> Iterator[tuple[int, Badge]]:
        """Yield the grades of a run in which no two stand beside each other."""
        groups = [[*group] for _, group in groupby(part, key=lambda mark: mark.sign)]
        grades = [group[0] for group in groups if group[0].sign is Sign.GRADE]
        if not grades:
            return
        lead = groups[0] if groups[0][0].sign is Sign.SUBJECT else []
        tail = groups[-1] if groups[-1][0].sign is Sign.SUBJECT else []
        first = 1 if lead else 0
        inner = [
            group for group in groups[first:] if group[0].sign is Sign.SUBJECT and group != tail
        ]
        is_heading = self.blocks[grades[0].place].kind is Kind.HEADING
        above_is = bool(lead) and self.blocks[lead[-1].place].kind is Kind.HEADING
        is_above = all(len(group) == 1 for group in inner) and (above_is or not is_heading)
        is_above = is_above and (not tail or (len(tail) == len(lead) == 1))
        if (
            not lead
            and tail
            and not is_heading
            and all(
                self.blocks[mark.place].kind is Kind.HEADING for mark in part if mark.grade is None
            )
        ):
            yield from _left(grades, _UNCLEAR)
            return
        if lead and (is_above or (above_is and not is_heading)):
            for subject, grade in pairwise(part):
                if grade.sign is Sign.GRADE and subject.sign is Sign.SUBJECT and grade.grade:
                    yield grade.place, Badge(grade.grade, subject)
        elif tail and (
            not lead or len(lead) > 1 or is_heading or self.is_apart(lead[-1], grades[0])
        ):
            yield from self.in_groups(part[len(lead) :])
        else:
            reason = NO_QUESTION if len(part) == 1 else _UNCLEAR
            yield from _left(grades, reason)

    def in_groups(self, part: Sequence[Mark]) -> Iterator[tuple[int, Badge]]:
        """Yield grades that stand above what they are for."""
        groups = [[*group] for _, group in groupby(part, key=lambda mark: mark.sign)]
        for place, (heading, *_) in enumerate(groups):
            if heading.grade is None:
                continue
            below = groups[place + 1] if place + 1 < len(groups) else []
            near = [mark for mark in below if not self.is_apart(heading, mark)]
            for mark in near:
                yield mark.place, Badge(heading.grade, mark)
            if not near:
                yield from _left([heading], NO_QUESTION)

    def is_apart(self, first: Mark, second: Mark) -> bool:
        """Return whether a paragraph stands between two lines."""
        return self.others[first.place] < self.others[second.place]


_UNCLEAR = "the lines don't say whose grade it is"


def _left(marks: Sequence[Mark], reason: str) -> Iterator[tuple[int, Badge]]:
    return ((mark.place, Badge(mark.grade, None, reason)) for mark in marks if mark.grade)
