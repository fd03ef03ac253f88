"""Grades in tables: by the headings of columns, and by what else stands in the row."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from peelcli.keeper.pages.blocks import Row
from peelcli.keeper.pages.scope import OTHER
from peelcli.keeper.pages.sections import Section
from peelcli.keeper.pages.short_lines import ShortLines, Whose, grade_of
from peelcli.keeper.pages.statements import Quote
from peelcli.keeper.pages.unclear import EARLIER, NO_FORCE, NO_QUESTION
from peelcli.keeper.pages.words import Thing
from peelcli.terms import Grade

NumberedQuestions = Mapping[tuple[str | None, int], Thing]
"""Questions by pillar and number, from the key above a table: `Effectiveness - Question 1`."""
_NUMBERED = re.compile(
    r"^\W*(?:(?!q\d|question)(\w+)\W+)?(?:question |q ?)?(\d)\W*$", re.IGNORECASE
)
_SUBJECT = re.compile(
    r"\b(?:areas?|questions?|pillars?|forces?|constabular\w+|names?|categor\w+|themes?|topics?|"
    r"inspected)\b",
    re.IGNORECASE,
)
"""What heads a column of questions or forces."""
_OF_FORCES = re.compile(r"\b(?:forces?|constabular\w+)\b", re.IGNORECASE)
_TICK = re.compile(r"^[\u2713\u2714\u2611\u25cf\u2022xX*]$|^(?:yes|tick)$")
_FEWEST = 2
_AREA_AND_GRADES = re.compile(
    r"^(.*?\w)\W+((?:(?:outstanding|good|adequate|inadequate|requires? improvement)[\s,]*)+)$",
    re.IGNORECASE,
)
_GRADE = re.compile(r"outstanding|good|inadequate|adequate|requires? improvement", re.IGNORECASE)
_WHEN = re.compile(r"\b(?:this|current|latest|now|last|previous|before|earlier)\b", re.IGNORECASE)
_LONGEST_HEAD = 120
_MOST_WORDS, _MOST_OTHERS = 8, 3


class InTable(NamedTuple):
    """A grade in a table, and what it is for."""

    force: str
    year: int
    thing: Thing
    grade: Grade
    line: int
    quote: str


class _Column(NamedTuple):
    """What a heading says of the cells below it."""

    text: str = ""
    whose: Whose = Whose.OWN
    thing: Thing | None = None
    force: str | None = None
    grade: Grade | None = None

    @property
    def has_subjects(self) -> bool:
        """Whether what a grade is for may stand below it."""
        return not self.text or self.whose is Whose.OWN or bool(_SUBJECT.search(self.text))


def grades_in(
    rows: Sequence[Row], section: Section, short: ShortLines, numbered: NumberedQuestions
) -> Iterator[InTable | Quote]:
    """Yield the grades of a table, each with what it is for, or why nobody can tell."""
    table = _Table(section, short, numbered)
    columns, body = table.head(rows)
    if sum(column.grade is not None for column in columns) >= _FEWEST:
        yield from table.by_grade(columns, body)
        return
    is_of_forces = any(_OF_FORCES.search(column.text) for column in columns[:1])
    is_of_forces = is_of_forces or any(table.forces_in(cells, columns) for _, cells in body)
    for line, cells in body:
        found = [*table.row(line, cells, columns, is_of_forces=is_of_forces)]
        known = [each for each in found if isinstance(each, InTable)]
        # What a column of another round says needs no word where this round's is there.
        others = (each for each in found if isinstance(each, Quote) and each.reason != EARLIER)
        yield from known
        yield from islice(others if known else found, 1)


class _Table(NamedTuple):
    """A table while it is read."""

    section: Section
    short: ShortLines
    numbered: NumberedQuestions

    def head(self, rows: Sequence[Row]) -> tuple[list[_Column], Sequence[Row]]:
        """Return the columns by their headings, and the other rows; no columns without a head."""
        cells = rows[0][1]
        grades = sum(grade_of(cell) is not None for cell in cells if cell)
        subjects = sum(self.is_subject(cell) for cell in cells)
        if grades > 0 and (subjects or grades < _FEWEST) and len(rows) != 1:
            return [], rows
        if len(rows) == 1:
            return [], rows
        texts = [*cells]
        body = rows[1:]
        # A second row of headings stands below some that span.
        under = body[0][1]
        is_under = "" in (texts[0], under[0]) or texts[0] == under[0]
        is_under = is_under and not any(map(grade_of, under))
        is_under = is_under and not any(self.is_subject(cell) for cell in under if cell)
        if is_under and len(body) > 1:
            texts = [
                below if below == above or not above else f"{above} {below}"
                for above, below in zip(texts, under, strict=False)
            ]
            body = body[1:]
        return [self.column(text) for text in texts], body

    def is_subject(self, cell: str) -> bool:
        """Return whether a cell is a question or a force."""
        is_question = self.short.question(cell, self.section.year) is not None
        return is_question or self.short.force(cell) is not None

    def column(self, text: str) -> _Column:
        """Return what a heading says."""
        grade = grade_of(text) if text else None
        numbered = _NUMBERED.match(text)
        if grade is not None or not text:
            return _Column(text, grade=grade)
        if numbered:
            thing = self.question_of(numbered[1], int(numbered[2]))
            return _Column(text, Whose.OWN if thing else Whose.UNKNOWN, thing)
        owner = self.short.whose(text, self.section.year)
        thing = self.short.question(text, self.section.year)
        force = self.short.force(text)
        if owner is Whose.UNKNOWN and (thing or force) and self.short.round_in(text) is None:
            owner = Whose.OWN
        return _Column(text, owner, thing, force)

    def question_of(self, pillar: str | None, number: int) -> Thing | None:
        """Return the question that a number stands for, by the key above the table."""
        name = pillar.casefold() if pillar else None
        own = self.section.thing[0] if self.section.thing else None
        for key in ((name, number), (own, number), (None, number)):
            if key in self.numbered and (name is None or key[0] == name):
                return self.numbered[key]
        return None

    def by_grade(
        self, columns: Sequence[_Column], body: Sequence[Row]
    ) -> Iterator[InTable | Quote]:
        """Yield what stands below headings of grades."""
        for line, cells in body:
            for column, cell in zip(columns, cells, strict=False):
                if column.grade is None or not cell:
                    continue
                parts = [*cells] if _TICK.match(cell) else [cell]
                if not _TICK.match(cell) and not self.is_subject(cell):
                    parts = re.split(r"; ?", cell)
                    if not all(map(self.is_subject, parts)):
                        parts = re.split(r"[,;] ?", cell)
                found = [each for part in parts for each in self.under(column.grade, part, line)]
                yield from found
                if not found:
                    yield Quote(line, f"{column.grade.label}: {cell}", NO_QUESTION)

    def listed(self, cells: Sequence[str]) -> list[str]:
        """Return the questions or forces that one cell of a row lists, if it lists several."""
        for cell in cells:
            parts = [part for part in re.split(r"[;,] ?|\band\b", cell) if part.strip()]
            if len(parts) >= _FEWEST and all(map(self.is_subject, parts)):
                return parts
        return []

    def under(self, grade: Grade, part: str, line: int) -> Iterator[InTable]:
        """Yield the grade of a part of a cell, a question or a force."""
        thing = self.short.question(part, self.section.year)
        force = self.short.force(part) if thing is None else None
        thing, force = thing or self.section.thing, force or self.section.force
        named = self.is_subject(part)
        if named and thing is not None and force not in (None, OTHER) and force is not None:
            quote = f"{grade.label}: {part}"
            yield InTable(force, self.section.year, thing, grade, line, quote)

    def forces_in(self, cells: Sequence[str], columns: Sequence[_Column]) -> list[str]:
        """Return the forces that a row names."""
        found = []
        for place, cell in enumerate(cells):
            column = columns[place] if place < len(columns) else _Column()
            force = self.short.force(cell) if cell and column.thing is None else None
            if force is not None:
                found.append(force)
        return found

    def row(
        self,
        line: int,
        cells: Sequence[str],
        columns: Sequence[_Column],
        *,
        is_of_forces: bool,
    ) -> Iterator[InTable | Quote]:
        """Yield the grades of a row."""
        quote = " | ".join(cells)
        grades = [(place, grade) for place, cell in enumerate(cells) if (grade := grade_of(cell))]
        if not grades:
            return
        known = [
            columns[place] if place < len(columns) else _Column() for place in range(len(cells))
        ]
        subjects = [
            self.short.question(cell, self.section.year)
            for cell, column in zip(cells, known, strict=True)
            if cell and column.has_subjects and column.thing is None
        ]
        things = [*dict.fromkeys(thing for thing in subjects if thing)]
        if not things and len(grades) == 1 and (listed := self.listed(cells)):
            yield from (found for part in listed for found in self.under(grades[0][1], part, line))
            return
        forces = [*dict.fromkeys(self.forces_in(cells, columns))]
        owner = self.short.whose(cells[0], self.section.year) if cells[0] else Whose.OWN
        is_past = owner is Whose.EARLIER and not things and not forces
        for place, grade in grades:
            column = known[place]
            named = [*dict.fromkeys(filter(None, (column.thing, *things)))]
            whose = [*dict.fromkeys(filter(None, (column.force, *forces)))]
            reason = None
            if column.whose is Whose.EARLIER or is_past:
                reason = EARLIER
            elif column.whose is Whose.UNKNOWN:
                reason = "under a heading that is not understood"
            elif len(grades) > 1 and not columns:
                reason = "has several grades"
            elif len(named) > 1 or (not named and (self.section.thing is None or not whose)):
                reason = NO_QUESTION
            elif len(whose) > 1 or OTHER in whose or (is_of_forces and not whose):
                reason = NO_FORCE
            force = whose[0] if whose else self.section.force
            thing = named[0] if named else self.section.thing
            if reason is None and (force is None or thing is None):
                reason = NO_FORCE
            if reason is not None or force is None or thing is None:
                yield Quote(line, quote, reason or "")
                continue
            yield InTable(force, self.section.year, thing, grade, line, quote)


def columns_in(text: str, year: int, short: ShortLines) -> tuple[str, ...]:
    """Return the headings of columns that a line of a printed table has: rounds, forces, questions.

    A printed page has no bars. Less than two are none.
    """
    if len(text) > _LONGEST_HEAD or text.endswith(".") or _GRADE.search(text):
        return ()
    rounds = tuple(
        match[0] for match in re.finditer(r"20\d\d(?: ?[-/\u2013] ?\d\d(?:\d\d)?)?", text)
    )
    if len(rounds) >= _FEWEST:
        return rounds
    whens = tuple(_WHEN.findall(text))
    if len(whens) >= _FEWEST:
        return whens
    found, others = _named_in(text.split(), year, short)
    return tuple(found) if len(found) >= _FEWEST and others <= _MOST_OTHERS else ()


def _named_in(words: Sequence[str], year: int, short: ShortLines) -> tuple[list[str], int]:
    """Return the forces or questions that stand beside each other, and how many words are left."""
    found: list[str] = []
    others = at = 0
    while at < len(words):
        for end in range(min(len(words), at + _MOST_WORDS), at, -1):
            text = " ".join(words[at:end])
            if short.force(text) is not None or short.question(text, year) is not None:
                found.append(text)
                at = end
                break
        else:
            others, at = others + 1, at + 1
    return found, others


def printed_row(text: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the name and the grades of a line that has no more; None for any other line."""
    match = _AREA_AND_GRADES.match(text)
    if match is None:
        return None
    return match[1].rstrip(" -:\u2013"), tuple(_GRADE.findall(match[2]))


def numbered_questions(
    lines: Sequence[tuple[str, Section]], short: ShortLines
) -> NumberedQuestions:
    """Return the questions that a page's key numbers: `Question 1: How effective is ...`."""
    found: dict[tuple[str | None, int], Thing] = {}
    for text, section in lines:
        match = _KEY_LINE.match(text)
        thing = short.question(match[3], section.year) if match else None
        if match is None or thing is None:
            continue
        name = match[1].casefold() if match[1] else None
        for pillar in {name, thing[0], None}:
            key = (pillar, int(match[2]))
            # A number that two pillars use says nothing without one.
            found[key] = thing if found.get(key, thing) == thing else _NOTHING
    return {key: thing for key, thing in found.items() if thing != _NOTHING}


_NOTHING = ("", "")
_KEY_LINE = re.compile(r"^\W*(?:(\w+)\W+)?(?:question|q) ?(\d)\W+(\w.{4,200})$", re.IGNORECASE)
