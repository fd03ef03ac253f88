"""Reads a whole page: its force and round, its sentences, lists and tables."""

import re
from collections.abc import Iterator, Sequence

from peelcli.keeper.pages.badges import Badge, Sign, badges_of
from peelcli.keeper.pages.blocks import Block, Kind, blocks_of
from peelcli.keeper.pages.earlier import earlier_year, says_carried_over, says_consistent
from peelcli.keeper.pages.force_by_force import UNLIKE, begins_with_force, force_by_force
from peelcli.keeper.pages.grade_tables import (
    InTable,
    NumberedQuestions,
    columns_in,
    grades_in,
    numbered_questions,
    printed_row,
)
from peelcli.keeper.pages.read import (
    GRADES,
    Lexicon,
    Reading,
    Sentence,
    chosen,
    key_of,
    read_sentence,
    reading_of,
    sentences_of,
    split_sentences,
    thing_of,
)
from peelcli.keeper.pages.scope import OTHER, Scope, forces_in, peel_names
from peelcli.keeper.pages.sections import Section, sections_of
from peelcli.keeper.pages.short_lines import LONGEST, ShortLines, grade_of, is_sentence
from peelcli.keeper.pages.statements import COUNT, PageStatements, Quote, Statement, counts_in
from peelcli.keeper.pages.unclear import (
    ANOTHER_BODY,
    NO_FORCE,
    NO_QUESTION,
    is_of_another_body,
    why_unclear,
)
from peelcli.keeper.pages.words import Thing, words_of
from peelcli.model import Dataset
from peelcli.terms import OVERALL, Grade, Status

_IN_YEAR = re.compile(
    r"\b(?:in|on|of|from)\b[^,.;]{0,20}?\b(20\d\d)\b(?![-/])"
    r"|\b(20\d\d) (?:report|inspection|assessment|visit)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"^\W*(?:it|the force|the constabulary|that force|this force|they)\b", re.IGNORECASE
)
_GOES_ON = re.compile(
    r"^\W*(?:among (?:these|them)|these|those|they|[\w&\u2019' -]{3,40} (?:got|gets|received|"
    r"was given) (?:it|this|that)\b)",
    re.IGNORECASE,
)
_SOME_AREAS = re.compile(r"\b(?:areas?|parts?|aspects?|things|grades?|categor\w+)\b", re.IGNORECASE)
_FORCES = re.compile(r"\b(?:forces|constabularies)\b", re.IGNORECASE)
_AREAS_FOR_IMPROVEMENT = re.compile(r"^#*\s*areas? for improvement:?$", re.IGNORECASE)
_BY_GRADE = re.compile(
    r"^\W*(outstanding|good|adequate|inadequate|requires? improvement)\W*[:\u2013-]\s*(\w.*)$",
    re.IGNORECASE,
)
"""`Good: Kent, Essex and Surrey`."""


def read_page(
    text: str, name: str, scope: Scope, dataset: Dataset, lexicon: Lexicon
) -> PageStatements:
    """Return what a page says."""
    reader = _Page(scope, dataset, lexicon)
    reader.read(text)
    return PageStatements(
        name,
        scope.force,
        scope.year,
        tuple(reader.statements),
        tuple(reader.not_understood),
        tuple((thing, tuple(texts)) for thing, texts in reader.improve.items()),
        counts_in(text),
    )


class _Page:
    """A page while it is read, block by block."""

    def __init__(self, scope: Scope, dataset: Dataset, lexicon: Lexicon) -> None:
        self.page, self.scope, self.dataset, self.lexicon = scope, scope, dataset, lexicon
        self.short = ShortLines(dataset, lexicon, scope.pillar)
        self.section = Section(0, scope.force, scope.year)
        """What the headings above say."""
        self.statements: list[Statement] = []
        self.not_understood: list[Quote] = []
        self.improve: dict[Thing, list[str]] = {}
        self.context: Thing | None = None
        self.improving = False
        self.columns: tuple[str, ...] = ()
        """The headings of a table that was printed, and has lost its bars."""
        self.other_force = self.other_force_before = False
        """Another force was named last, in this line or in the one before."""
        self.pending: Grade | None = None
        """The grade of the sentence before, which named no question: "Five areas were good"."""
        self.is_other_body = False
        """The short line above names another body, like a fire service."""

    @property
    def asked(self) -> frozenset[Thing]:
        """The questions that the round graded."""
        return self.short.asked(self.scope.year)

    def read(self, text: str) -> None:
        """Read all blocks."""
        blocks = [*blocks_of(text)]
        sections = [
            *sections_of(blocks, self.page, self.dataset, self.short, peel_names(self.dataset))
        ]
        openers = {
            place: grade
            for place, block in enumerate(blocks)
            if (grade := self.opens_list(blocks, place, sections[place].year)) is not None
        }
        badges = badges_of(blocks, sections, openers, self.short, self.page.pillar)
        texts = [(block.text, section) for block, section in zip(blocks, sections, strict=True)]
        numbered = numbered_questions(texts, self.short)
        for place, (block, section) in enumerate(zip(blocks, sections, strict=True)):
            self.section = section
            has_pillar = self.page.pillar in self.dataset.rounds[section.year].pillars
            pillar = self.page.pillar if has_pillar else None
            self.scope = Scope(section.force, section.year, pillar)
            if block.kind is Kind.TABLE:
                self.table(block, numbered)
                continue
            if block.kind is Kind.HEADING:
                self.context = section.thing
            if self.is_to_improve(block):
                continue
            mark = badges.marks.get(place)
            for badge in badges.grades.get(place, ()):
                self.badge(badge, block)
            is_read = mark is not None and (
                mark.sign is not Sign.SENTENCE or place in badges.grades
            )
            if is_read and mark is not None:
                if mark.sign is Sign.SUBJECT:
                    self.context = mark.thing or self.context
                continue
            self.line(block)

    def is_to_improve(self, block: Block) -> bool:
        """Take an area for improvement, and return whether a block is one, or their heading."""
        if _AREAS_FOR_IMPROVEMENT.match(block.text):
            self.improving = True
            return True
        self.improving = self.improving and block.kind is Kind.ITEM
        if self.improving and self.context is not None:
            self.improve.setdefault(self.context, []).append(block.text)
        return self.improving

    def badge(self, badge: Badge, block: Block) -> None:
        """Keep a grade that stands alone, or the reason why nobody can tell what it is for."""
        subject = badge.subject
        reason = self.section.reason or badge.reason
        thing = subject.thing if subject and subject.thing else self.section.thing
        if reason or subject is None or thing is None:
            quote = f"{badge.grade.label}: {block.text}" if subject else block.text
            self.not_understood.append(Quote(block.line, quote, reason or NO_QUESTION))
            return
        reading = reading_of(thing, badge.grade, block.line, block.text)
        self.append(subject.force or self.scope.force, self.scope.year, reading)

    def line(self, block: Block) -> None:
        """Read a line that is no table's, and more than a short one."""
        if block.kind is not Kind.ITEM and self.printed(block):
            return
        if self.by_grade(block):
            return
        self.text(block.line, block.text, is_bullet=block.kind is Kind.ITEM)

    def printed(self, block: Block) -> bool:
        """Read a row of a table that has lost its bars, and return whether it is one."""
        columns = columns_in(block.text, self.scope.year, self.short)
        if columns or block.text.endswith(".") or block.kind is Kind.HEADING:
            self.columns = columns if block.kind is Kind.TEXT else ()
        row = printed_row(block.text)
        if row is None:
            return False
        name, grades = row
        thing = self.short.question(name, self.scope.year)
        force = self.short.force(name) if thing is None else None
        if thing is None and force is None:
            return False
        if len(grades) == 1 and not self.columns and (thing or self.section.thing is None):
            return False
        head = ("", *(self.columns or [""]))
        if len(head) != len(grades) + 1 or self.section.reason:
            reason = self.section.reason or "a row of a table whose columns are not clear"
            self.not_understood.append(Quote(block.line, block.text, reason))
            return True
        rows = [(block.line, head), (block.line, (name, *grades))]
        self.take_table(grades_in(rows, self.section, self.short, {}))
        return True

    def by_grade(self, block: Block) -> bool:
        """Read a line of forces behind their grade, and return whether it is one."""
        match = _BY_GRADE.match(block.text)
        parts = re.split(r",|;|\band\b", match[2].rstrip(". ")) if match else []
        forces = [self.short.force(part.strip()) for part in parts if part.strip()]
        grade = grade_of(match[1]) if match else None
        if grade is None or not forces or None in forces:
            return False
        thing = self.section.thing
        for force in forces:
            if thing is None or self.section.reason or force == OTHER:
                reason = self.section.reason or NO_QUESTION
                self.not_understood.append(Quote(block.line, block.text, reason))
            else:
                reading = reading_of(thing, grade, block.line, block.text)
                self.append(force, self.scope.year, reading)
        return True

    def table(self, block: Block, numbered: NumberedQuestions) -> None:
        """Read a table; a cell with more than a grade is text."""
        if self.section.reason:
            for line, cells in block.rows:
                if any(map(grade_of, cells)):
                    self.not_understood.append(Quote(line, " | ".join(cells), self.section.reason))
        else:
            self.take_table(grades_in(block.rows, self.section, self.short, numbered))
        for line, cells in block.rows:
            if not any(map(grade_of, cells)):
                for cell in cells:
                    if GRADES.are_in(words_of(cell)):
                        self.text(line, cell, is_bullet=True)

    def take_table(self, found: Iterator[InTable | Quote]) -> None:
        """Keep what a table says."""
        for each in found:
            if isinstance(each, Quote):
                self.not_understood.append(each)
            else:
                reading = reading_of(each.thing, each.grade, each.line, each.quote)
                self.append(each.force, each.year, reading)

    def text(self, number: int, line: str, *, is_bullet: bool) -> None:
        """Read a line of sentences."""
        is_short = len(line) <= LONGEST and not is_bullet
        if is_short and not GRADES.are_in(words_of(line)):
            self.is_other_body = is_of_another_body(line)
        self.other_force, self.other_force_before = self.other_force_before, False
        self.pending = None
        for part in split_sentences(line):
            if self.goes_on(part, number):
                continue
            for sentence in sentences_of(part, number):
                self.sentence(sentence)
            named = forces_in(part, self.lexicon.forces)
            if named:
                self.other_force = self.other_force_before = self.scope.force not in named

    def goes_on(self, part: str, number: int) -> bool:
        """Read a sentence that names the questions of the grade in the one before it."""
        if self.pending is None or not _GOES_ON.match(part):
            return False
        words = words_of(part)
        if GRADES.are_in(words) or why_unclear(part) is not None:
            return False
        found = (
            chosen(match.thing, self.scope.pillar)
            for match in self.lexicon.questions.find(words, self.asked)
        )
        things = [thing for thing in found if thing is not None]
        for thing in things:
            self.add(thing, self.pending, number, part)
        return bool(things)

    def opens_list(self, blocks: Sequence[Block], place: int, year: int) -> Grade | None:
        """Return the grade of a line that a list of its questions follows: "graded good at:"."""
        line, after = blocks[place].text, blocks[place + 1 : place + 2]
        is_open = re.search(r":\W{0,2}$", line) is not None or any(
            block.kind is Kind.ITEM and self.short.question(block.text, year) for block in after
        )
        is_short = grade_of(line) is not None and not is_sentence(line)
        if not is_open or is_short or len(line) > LONGEST or why_unclear(line) is not None:
            return None
        words = words_of(line)
        grades = {match.thing[0] for match in GRADES.find(words)}
        found = self.lexicon.questions.find(words, self.short.asked(year))
        inside = any(match.thing[0][1] != OVERALL for match in found)
        return next(iter(grades)) if len(grades) == 1 and not inside else None

    def sentence(self, sentence: Sentence) -> None:
        """Read a sentence."""
        force = self.force_of(sentence)
        year = self.scope.year
        earlier = earlier_year(sentence, year)
        last = self.statements[-1] if self.statements else None
        if earlier is not None and says_consistent(sentence) and last is not None:
            thing = thing_of(last.reading.pillar, last.reading.question)
            if earlier in self.dataset.rounds and thing in self.short.asked(earlier):
                quote = last.reading._replace(line=sentence.line, quote=sentence.text)
                self.statements.append(Statement(last.force, earlier, quote))
            return
        carried = says_carried_over(sentence)
        if earlier is not None and carried and self.context is not None:
            if not GRADES.are_in(sentence.words) and self.carry(self.context, earlier):
                return
            stands = self.standing(self.context, force, earlier)
            if stands is not None and not GRADES.are_in(sentence.words):
                self.add(self.context, stands, sentence.line, sentence.text, earlier)
                return
        grades = {match.thing[0] for match in GRADES.find(sentence.words)} - {None}
        reason = self.why_left(sentence, earlier, len(grades))
        if reason is not None:
            self.leave(sentence, reason)
            return
        if self.of_several(sentence):
            return
        before, is_open = len(self.statements), False
        if earlier is None:
            is_open = self.take(sentence, force, year)
        elif earlier in self.dataset.rounds:
            is_open = self.take(sentence, force, earlier)
            if carried and self.dataset.rounds[year].pillars:
                self.take(sentence, force, year, earlier)
        if is_open and len(grades) == 1 and _SOME_AREAS.search(sentence.text):
            self.pending = next(iter(grades))
        is_open = is_open and not COUNT.search(sentence.text)
        if is_open or (len(self.statements) == before and earlier is not None and carried):
            self.leave(sentence, "names no question for each grade")

    def why_left(self, sentence: Sentence, earlier: int | None, grades: int) -> str | None:
        """Return why a sentence with grades states none, or None where it may."""
        if not grades:
            return None
        reason = self.section.reason or why_unclear(sentence.said)
        if reason is None and self.is_other_body:
            reason = ANOTHER_BODY
        # Which of two grades is the earlier one, the form does not tell; nor which force it is.
        if reason is None and earlier is not None and grades > 1:
            reason = "speaks of two rounds"
        if reason is None and _FORCES.search(sentence.text):
            reason = "speaks of several forces"
        if reason is None and self.is_later(sentence):
            reason = "speaks of a later year"
        if reason is None and earlier is not None and earlier not in self.dataset.rounds:
            reason = f"speaks of {earlier}, which is no round"
        return reason

    def leave(self, sentence: Sentence, reason: str) -> None:
        """Keep a sentence that has a grade and states none, with the reason."""
        self.not_understood.append(Quote(sentence.line, sentence.text, reason))

    def of_several(self, sentence: Sentence) -> bool:
        """Read a sentence on several forces, and return whether it is one that is understood."""
        readings = force_by_force(sentence, self.lexicon, self.asked, self.scope.pillar)
        for force, reading in readings:
            self.append(force, self.scope.year, reading)
        return bool(readings)

    def is_later(self, sentence: Sentence) -> bool:
        """Return whether a sentence speaks of a round after the page's own."""
        last = self.dataset.rounds[self.scope.year].last_year
        return any(int(a or b) > last for a, b in _IN_YEAR.findall(sentence.said))

    def take(
        self, sentence: Sentence, force: str | None, year: int, carried: int | None = None
    ) -> bool:
        """Keep what a sentence says of a round, and return whether it was not understood.

        A pillar's own grade is never carried over.
        """
        asked = self.short.asked(year)
        found, is_open = read_sentence(
            sentence, self.lexicon, asked, self.scope.pillar, self.context
        )
        for reading in found:
            thing = thing_of(reading.pillar, reading.question)
            # A question that the earlier round did not ask can't be carried over from it.
            stood = carried is None or self.stood(thing, carried)
            if stood and (reading.question is not None or carried is None):
                self.append(force, year, reading, carried)
        return is_open

    def stood(self, thing: Thing, earlier: int) -> bool:
        """Return whether an earlier round asked a question, or one whose place it took."""
        if thing in self.short.asked(earlier):
            return True
        # A heading alone does not say which of the earlier questions it is.
        return thing != self.context and any(
            (pair.earlier_year, pair.later_year) == (earlier, self.scope.year)
            and pair.later == key_of(thing)
            and pair.carries is not None
            for pair in self.dataset.comparisons.related
        )

    def carry(self, thing: Thing, earlier: int) -> bool:
        """Mark what the page says of a question as carried over, and return whether it can be."""
        for place in range(len(self.statements) - 1, -1, -1):
            found = self.statements[place]
            own = thing_of(found.reading.pillar, found.reading.question)
            if own != thing or found.year != self.scope.year:
                continue
            if found.reading.question is None or not self.stood(thing, earlier):
                return False
            self.statements[place] = found._replace(carried_over_from=earlier)
            return True
        return False

    def standing(self, thing: Thing, force: str | None, year: int) -> Grade | None:
        """Return the grade of a question in an earlier round, from the dataset."""
        judgment = self.dataset.judgment(force, year, key_of(thing)) if force else None
        return judgment.grade if judgment else None

    def force_of(self, sentence: Sentence) -> str | None:
        """Return the force that a sentence is about: the one that it names, or the page's.

        "It" is the force that the sentence above speaks about.
        """
        named = forces_in(UNLIKE.sub(" ", sentence.text), self.lexicon.forces)
        own = self.scope.force
        if own in named and len(named) > 1 and OTHER in named:
            named = [own]
        if not named:
            places = forces_in(UNLIKE.sub(" ", sentence.text), self.lexicon.alone)
            if own is None and len(places) == 1 and begins_with_force(sentence.words, self.lexicon):
                return places[0]
            if any(force != own for force in places) and own not in places:
                return None
            if len(places) > 1:
                return None
            return None if self.other_force else own
        return named[0] if len(named) == 1 and named[0] != OTHER else None

    def add(
        self, thing: Thing, grade: Grade, line: int, quote: str, carried: int | None = None
    ) -> None:
        """Add what a page says of a question."""
        reading = reading_of(thing, grade, line, quote)
        self.append(self.scope.force, self.scope.year, reading, carried)

    def append(
        self, force: str | None, year: int, reading: Reading, carried: int | None = None
    ) -> None:
        """Keep a reading, unless it can't be: nobody's, off the scale, of a round without grade."""
        pillar = reading.pillar
        places = [(pillar, reading.question), (pillar, None)]
        known = [self.dataset.judgment(force, year, key) for key in places] if force else []
        is_off = reading.grade not in self.dataset.rounds[year].scale
        thing = thing_of(pillar, reading.question)
        is_off = is_off or thing not in self.short.asked(year)
        was_graded = not any(
            judgment and judgment.status is Status.NOT_GRADED for judgment in known
        )
        reason = "not a grade of that round" if is_off else NO_FORCE
        if force is None or is_off or not was_graded:
            self.not_understood.append(Quote(reading.line, reading.quote, reason))
            return
        self.statements.append(Statement(force, year, reading, carried))
