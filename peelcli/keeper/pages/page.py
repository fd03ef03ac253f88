"""Reads a whole page: its force and round, its sentences, lists and tables."""

import re
from itertools import pairwise

from peelcli.keeper.loading.wordings import AREAS
from peelcli.keeper.pages.lines import BULLETS, lines_of
from peelcli.keeper.pages.read import (
    GRADES,
    Lexicon,
    Reading,
    Sentence,
    chosen,
    earlier_year,
    key_of,
    read_sentence,
    reading_of,
    says_carried_over,
    says_consistent,
    sentences_of,
    split_sentences,
)
from peelcli.keeper.pages.scope import OTHER, Scope, forces_in
from peelcli.keeper.pages.statements import COUNT, PageStatements, Quote, Statement, counts_in
from peelcli.keeper.pages.unclear import is_of_another_body, why_unclear
from peelcli.keeper.pages.words import FOLDED, Thing, stem_of, words_of
from peelcli.model import Dataset
from peelcli.terms import OVERALL, Grade, Status

_MOST_OUTSIDE = 3
_SHORT_LINE = 3
_LONGEST_HEADING = 200
"""Letters of a line that may be a heading."""
_IN_YEAR = re.compile(r"\bin (?:\w+ )?(20\d\d)\b", re.IGNORECASE)
_PRONOUN = re.compile(
    r"^\W*(?:it|the force|the constabulary|that force|this force|they)\b", re.IGNORECASE
)
_GOES_ON = re.compile(
    r"^\W*(?:among (?:these|them)|these|those|they|[\w&\u2019' -]{3,40} (?:got|gets|received|"
    r"was given) (?:it|this|that)\b)",
    re.IGNORECASE,
)
_SOME_AREAS = re.compile(r"\b(?:areas?|parts?|aspects?|things|grades?|categor\w+)\b", re.IGNORECASE)
_FEWEST_FORCES = 2
_UNLIKE = re.compile(r"\b(?:unlike|than|compared (?:with|to)|alongside)\b[^,.;]*", re.IGNORECASE)
"""Forces that a sentence only compares with."""
_CLAUSES = re.compile(r";|, while |, whereas |, but ")
_IN_A_ROW = frozenset((",", "and", "both", "the"))
_FORCES = re.compile(r"\b(?:forces|constabularies)\b", re.IGNORECASE)
_BAR = re.compile(r"^\||\|$")
_BULLET = re.compile(rf"^\s*(?:[{BULLETS}]|\d+[.)])\s+")
_AREAS_FOR_IMPROVEMENT = re.compile(r"^#*\s*areas? for improvement:?$", re.IGNORECASE)


_OF_AREAS = frozenset(map(stem_of, (
    "area", "areas", "graded", "rated", "judged", "assessed", "as", "were", "was", "the", "that",
    "are", "which", "grade", "grades", "rating", "judgment",
)))  # fmt: skip
"""Words that a heading of a grade may have beside it: "Areas graded good"."""


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
    """A page while it is read, line by line."""

    def __init__(self, scope: Scope, dataset: Dataset, lexicon: Lexicon) -> None:
        self.scope, self.dataset, self.lexicon = scope, dataset, lexicon
        self.asked = asked_in(dataset, scope.year)
        self.statements: list[Statement] = []
        self.not_understood: list[Quote] = []
        self.improve: dict[Thing, list[str]] = {}
        self.context: Thing | None = None
        self.heading: Grade | None = None
        self.is_fresh = False
        """The line above is a question alone, which no grade has taken."""
        self.improving = False
        self.other_force = self.other_force_before = False
        """Another force was named last, in this line or in the one before."""
        self.pending: Grade | None = None
        """The grade of the sentence before, which named no question: "Five areas were good"."""
        self.is_other_body = False
        """The heading above names another body, like a fire service."""

    def read(self, text: str) -> None:
        """Read all lines."""
        rows: list[tuple[int, list[str]]] = []
        for number, line in lines_of(text):
            bars = line.strip().replace("\t", "|")
            cells = [cell.strip() for cell in _BAR.sub("", bars).split("|")]
            if len(cells) > 1:
                rows.append((number, cells))
                continue
            self.table(rows)
            rows = []
            self.line(number, line.strip())
        self.table(rows)

    def line(self, number: int, line: str) -> None:
        """Read a line that is no table's."""
        bare = _BULLET.sub("", line)
        is_bullet = bare != line
        if _AREAS_FOR_IMPROVEMENT.match(line):
            self.improving, self.heading = True, None
            return
        if self.improving and is_bullet:
            if self.context is not None:
                self.improve.setdefault(self.context, []).append(bare)
            return
        self.improving = False
        if self.opens_list(bare):
            return
        grade, thing = self.bare_grade(bare), self.bare_question(bare)
        if grade is not None:
            if self.is_fresh and self.context is not None:
                self.add(self.context, grade, number, line)
            else:
                self.heading = grade
            self.is_fresh = False
        elif thing is not None:
            if self.heading is not None:
                self.add(thing, self.heading, number, line)
            self.context, self.is_fresh = thing, self.heading is None
        else:
            self.heading, self.is_fresh = None, False
            self.text(number, line, is_bullet=is_bullet)

    def text(self, number: int, line: str, *, is_bullet: bool) -> None:
        """Read a line of sentences."""
        is_short = len(line) <= _LONGEST_HEADING and not is_bullet
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

    def opens_list(self, line: str) -> bool:
        """Take the grade of a line that a list of its questions follows: "graded good at:"."""
        if not re.search(r":\W{0,2}$", line):
            return False
        words = words_of(line)
        grades = {match.thing[0] for match in GRADES.find(words)}
        found = [*self.lexicon.questions.find(words, self.asked)]
        grade = next(iter(grades)) if len(grades) == 1 else None
        inside = [match for match in found if match.thing[0][1] != OVERALL]
        if grade is None or inside or why_unclear(line) is not None:
            return False
        self.heading, self.is_fresh = grade, False
        return True

    def bare_grade(self, line: str) -> Grade | None:
        """Return the grade that a line is, if it is nothing else."""
        if len(line) > _LONGEST_HEADING:
            return None
        words = [text for text in words_of(line) if text[:1].isalpha() and text not in _OF_AREAS]
        found = list(GRADES.find(words))
        inside = sum(match.end - match.start for match in found)
        is_alone = len(found) == 1 and len(words) - inside <= (len(words) > _SHORT_LINE)
        return found[0].thing[0] if is_alone else None

    def bare_question(self, line: str) -> Thing | None:
        """Return the question that a line is, if it is a heading of one."""
        if len(line) > _LONGEST_HEADING:
            return None
        words = words_of(line)
        if GRADES.are_in(words):
            return None
        found = list(self.lexicon.questions.find(words, self.asked))
        found = [match for match in found if match.thing[0][1] != OVERALL] or found[:1]
        if not found:
            return None
        outside = sum(word[:1].isalpha() for word in words) - sum(
            match.end - match.start for match in found
        )
        is_one = len({match.thing[0] for match in found}) == 1
        if not line.endswith("?") and not (is_one and outside <= _MOST_OUTSIDE):
            return None
        return chosen(found[0].thing, self.scope.pillar)

    def sentence(self, sentence: Sentence) -> None:
        """Read a sentence."""
        force = self.force_of(sentence)
        year = self.scope.year
        earlier = earlier_year(sentence, year)
        last = self.statements[-1] if self.statements else None
        if earlier is not None and says_consistent(sentence) and last is not None:
            thing = (last.reading.pillar or AREAS, last.reading.question or OVERALL)
            if earlier in self.dataset.rounds and thing in asked_in(self.dataset, earlier):
                quote = last.reading._replace(line=sentence.line, quote=sentence.text)
                self.statements.append(Statement(last.force, earlier, quote))
            return
        carried = says_carried_over(sentence)
        if earlier is not None and carried and self.context is not None:
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
        reason = why_unclear(sentence.text)
        if reason is None and self.is_other_body:
            reason = "another body"
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
        """Read a sentence on several forces, clause by clause, each of them on forces in a row."""
        if len(forces_in(_UNLIKE.sub(" ", sentence.text), self.lexicon.forces)) < _FEWEST_FORCES:
            return False
        asked = asked_in(self.dataset, self.scope.year)
        readings: list[tuple[str, Reading]] = []
        things: list[Thing] = []
        for clause in _CLAUSES.split(sentence.text):
            words = words_of(clause)
            named = [match for match in self.lexicon.forces.find(words) if len(match.thing) == 1]
            grades = {grade for match in GRADES.find(words) if (grade := match.thing[0])}
            if not grades:
                continue
            is_row = all(
                set(words[one.end : two.start]) <= _IN_A_ROW for one, two in pairwise(named)
            )
            if len(grades) > 1 or not named or not is_row:
                return False
            part = Sentence(words, sentence.text, sentence.line)
            found, _ = read_sentence(part, self.lexicon, asked, self.scope.pillar)
            things = [(r.pillar or AREAS, r.question or OVERALL) for r in found] or things
            for thing in things:
                reading = reading_of(thing, min(grades), sentence.line, sentence.text)
                readings += [(match.thing[0], reading) for match in named]
        if any(force == OTHER for force, _ in readings):
            return False
        for force, reading in readings:
            self.append(force, self.scope.year, reading)
        return bool(readings)

    def is_later(self, sentence: Sentence) -> bool:
        """Return whether a sentence speaks of a round after the page's own."""
        last = self.dataset.rounds[self.scope.year].last_year
        return any(int(match) > last for match in _IN_YEAR.findall(sentence.text))

    def take(
        self, sentence: Sentence, force: str | None, year: int, carried: int | None = None
    ) -> bool:
        """Keep what a sentence says of a round, and return whether it was not understood.

        A pillar's own grade is never carried over.
        """
        asked = asked_in(self.dataset, year)
        found, is_open = read_sentence(
            sentence, self.lexicon, asked, self.scope.pillar, self.context
        )
        for reading in found:
            thing = (reading.pillar or AREAS, reading.question or OVERALL)
            # A question that the earlier round did not ask can't be carried over from it.
            stood = carried is None or self.stood(thing, carried)
            if stood and (reading.question is not None or carried is None):
                self.append(force, year, reading, carried)
        return is_open

    def stood(self, thing: Thing, earlier: int) -> bool:
        """Return whether an earlier round asked a question, or one whose place it took."""
        if thing in asked_in(self.dataset, earlier):
            return True
        # A heading alone does not say which of the earlier questions it is.
        return thing != self.context and any(
            (pair.earlier_year, pair.later_year) == (earlier, self.scope.year)
            and pair.later == key_of(thing)
            and pair.carries is not None
            for pair in self.dataset.comparisons.related
        )

    def standing(self, thing: Thing, force: str | None, year: int) -> Grade | None:
        """Return the grade of a question in an earlier round, from the dataset."""
        judgment = self.dataset.judgment(force, year, key_of(thing)) if force else None
        return judgment.grade if judgment else None

    def force_of(self, sentence: Sentence) -> str | None:
        """Return the force that a sentence is about: the one that it names, or the page's.

        A force of which the sentence above speaks is that of "it" too.
        """
        named = forces_in(_UNLIKE.sub(" ", sentence.text), self.lexicon.forces)
        own = self.scope.force
        if own in named and len(named) > 1 and OTHER in named:
            named = [own]
        if not named:
            places = forces_in(_UNLIKE.sub(" ", sentence.text), self.lexicon.alone)
            if any(force != own for force in places) and own not in places:
                return None
            if len(places) > 1:
                return None
            return None if self.other_force and _PRONOUN.search(sentence.text) else own
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
        thing = (pillar or AREAS, reading.question or OVERALL)
        is_off = is_off or thing not in asked_in(self.dataset, year)
        was_graded = not any(
            judgment and judgment.status is Status.NOT_GRADED for judgment in known
        )
        reason = "not a grade of that round" if is_off else "names another force or none"
        if force is None or is_off or not was_graded:
            self.not_understood.append(Quote(reading.line, reading.quote, reason))
            return
        self.statements.append(Statement(force, year, reading, carried))

    def table(self, rows: list[tuple[int, list[str]]]) -> None:
        """Read a table: an area and a grade a row, or headings of grades, or of questions."""
        rows = [
            (n, cells) for n, cells in rows if not all(set(cell) <= set("-: ") for cell in cells)
        ]
        if not rows:
            return
        _, head = rows[0]
        grades = [self.bare_grade(text) if text else None for text in head]
        things = [self.bare_question(text) if text else None for text in head]
        if sum(grade is not None for grade in grades) > 1:
            for line, cells in rows[1:]:
                for grade, cell in zip(grades, cells, strict=False):
                    for part in re.split(r"[,;]\s*", cell) if grade else ():
                        thing = self.bare_question(part)
                        if thing is not None and grade is not None:
                            self.add(thing, grade, line, f"{grade.label}: {part}")
        elif self.by_column(head, rows[1:]):
            return
        elif any(things) and any(self.row_force(cells[0]) for _, cells in rows[1:]):
            self.by_force(things, rows[1:])
        else:
            for line, cells in rows:
                self.table_row(line, cells)

    def by_force(self, things: list[Thing | None], rows: list[tuple[int, list[str]]]) -> None:
        """Read a table with a row a force and a column a question."""
        for line, cells in rows:
            force = self.row_force(cells[0])
            for thing, cell in zip(things, cells, strict=False):
                grade = self.bare_grade(cell) if thing and cell else None
                if thing is not None and grade is not None and force is not None:
                    reading = reading_of(thing, grade, line, " | ".join(cells))
                    self.append(force, self.scope.year, reading)

    def by_column(self, head: list[str], rows: list[tuple[int, list[str]]]) -> bool:
        """Read a table whose columns are rounds or forces, and return whether it is one.

        A column of another round says nothing of this one.
        """
        years = [year_of(cell) for cell in head]
        forces = [self.row_force(cell) for cell in head]
        if not any(years) and sum(force is not None for force in forces) < _FEWEST_FORCES:
            return False
        for line, cells in rows:
            found = [thing for cell in cells if (thing := self.bare_question(cell))]
            for year, force, cell in zip(years, forces, cells, strict=False):
                grade = self.bare_grade(cell) if cell else None
                if grade is None or len(found) != 1:
                    continue
                if any(years) and year != self.scope.year:
                    continue
                reading = reading_of(found[0], grade, line, " | ".join(cells))
                self.append(force or self.scope.force, self.scope.year, reading)
        return True

    def row_force(self, text: str) -> str | None:
        """Return the force that a cell names, if it is nothing else."""
        words = words_of(text[:_LONGEST_HEADING])
        for names in (self.lexicon.forces, self.lexicon.alone):
            found = [match for match in names.find(words) if len(match.thing) == 1]
            if len(found) == 1 and found[0].end - found[0].start == len(words):
                return found[0].thing[0] if found[0].thing[0] != OTHER else None
        return None

    def table_row(self, line: int, cells: list[str]) -> None:
        """Read a row that has an area and its grade."""
        found = [question for question in (self.bare_question(cell) for cell in cells) if question]
        grades = [grade for grade in (self.bare_grade(cell) for cell in cells) if grade]
        if len(found) == 1 and len(grades) == 1:
            self.add(found[0], grades[0], line, " | ".join(cells))
        elif grades:
            self.not_understood.append(Quote(line, " | ".join(cells), "names no question"))


def year_of(cell: str) -> int | None:
    """Return the round that is all a heading names: `2021/22`, `PEEL 2023-25`."""
    match = re.fullmatch(
        r"\W*(?:[A-Z]{3,6}\W+)?(20\d\d)(?: ?[-/] ?(?:20)?\d\d)?\W*", cell.translate(FOLDED)
    )
    return int(match[1]) if match else None


def asked_in(dataset: Dataset, year: int) -> frozenset[Thing]:
    """Return the questions that a round graded."""
    questions = dataset.rounds[year].questions
    return frozenset((q.pillar or AREAS, q.id or OVERALL) for q in questions if q.graded)
