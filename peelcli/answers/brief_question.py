"""One question in one round: which forces got which grade, and what may be said of all."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple

from peelcli.answers.brief_sentences import question_in_words, remark_on, resting_line
from peelcli.answers.cells import CELL_FIELDS, CITED_FIELDS
from peelcli.answers.form import Form
from peelcli.answers.grid import CellKind, ForceCell
from peelcli.answers.map import force_map
from peelcli.answers.reported import begun_notes
from peelcli.answers.rounds_apart import NotCompared, not_compared
from peelcli.comparability import is_comparable
from peelcli.contract import list_of, or_null, records_of
from peelcli.model import Dataset, Judgment, Question, Round, is_thin
from peelcli.records import (
    ADDRESS,
    COUNT,
    GRADE,
    NUMBER,
    PLACE,
    TEXT,
    TEXTS,
    fields,
    get,
)
from peelcli.terms import Basis, Grade, Status
from peelcli.text import counted, in_sentence, in_words

if TYPE_CHECKING:
    from peelcli.answers.tables import Cell, Report, Table

_MOST_NAMED = 15


class Band(NamedTuple):
    """A grade, and the forces that got it."""

    grade: Grade
    cells: tuple[ForceCell, ...]


class QuestionBrief(NamedTuple):
    """The page of a question."""

    round: Round
    question: Question
    cells: tuple[ForceCell, ...]
    """One a force, by name."""
    before: Round | None
    """The last round before that has grades for it."""
    apart: NotCompared | None
    """Why the two don't compare."""
    pairs: tuple[tuple[Judgment, Judgment], ...]
    """The grades of forces that have one in both rounds, where these compare."""
    begun: tuple[Round, ...]
    prepared_by: str | None = None

    @property
    def judgments(self) -> tuple[Judgment, ...]:
        """The judgments that have a grade."""
        found = (row.cell.judgment for row in self.cells)
        return tuple(judgment for judgment in found if judgment and judgment.grade)

    @property
    def bands(self) -> tuple[Band, ...]:
        """The grades that occur, the worst first."""
        return tuple(
            Band(grade, cells)
            for grade in reversed(self.round.scale)
            if (cells := tuple(row for row in self.cells if row.cell.grade is grade))
        )

    @property
    def undated(self) -> int:
        """How many places are left out because their day is not known."""
        return sum(row.cell.is_undated for row in self.cells)

    @property
    def missing(self) -> tuple[ForceCell, ...]:
        """The forces whose grade is not in the dataset."""
        return tuple(row for row in self.cells if row.cell.kind is CellKind.MISSING)

    @property
    def why_not(self) -> str | None:
        """Why the round before does not compare."""
        return self.apart.why_not.text if self.apart else None

    @property
    def sources(self) -> tuple[str, ...]:
        """The pages that state the grades."""
        found = (source for judgment in self.judgments for source in judgment.sources)
        return tuple(dict.fromkeys(found))


def question_brief(
    dataset: Dataset,
    round_: Round,
    *,
    pillars: Collection[str] = (),
    questions: Collection[str] = (),
    prepared_by: str | None = None,
) -> QuestionBrief:
    """Return the page of the one question that pillars and questions name.

    Raises UsageError where they name none that the round graded, or several.
    """
    found = force_map(dataset, round_, pillars=pillars, questions=questions)
    key = found.question.key
    # An area is the same question as one of a pillar when it has its id.
    earlier = [
        (other, place)
        for other in dataset.rounds.values()
        for place in other.asked
        if other.year < round_.year
        and (place == key or (key[1] and place[1] == key[1]))
        and any((other.year, *place) in of for of in dataset.by_force.values())
    ]
    before, place = earlier[-1] if earlier else (None, key)
    apart = None
    pairs: list[tuple[Judgment, Judgment]] = []
    if before is not None:
        compares = place == key and is_comparable(
            dataset.comparisons, before.year, round_.year, key
        )
        if not compares:
            places = [(before.year, place), (round_.year, key)]
            apart = next(iter(not_compared(dataset, places)), None)
        for force in dataset.forces if compares else ():
            first = dataset.judgment(force, before.year, key)
            second = dataset.judgment(force, round_.year, key)
            if first and second and first.grade and second.grade:
                pairs.append((first, second))
    return QuestionBrief(
        round_,
        found.question,
        found.cells,
        before,
        apart,
        tuple(pairs),
        dataset.begun_since(round_.year),
        prepared_by,
    )


def _lead(page: QuestionBrief) -> Iterator[str]:
    known = len(page.judgments)
    if not known:
        yield "None of these grades is in the dataset."
        return
    counts = ", ".join(f"{len(band.cells)} {in_sentence(band.grade.label)}" for band in page.bands)
    yield f"Grades known here: {known} of {counted(len(page.cells), 'force')}: {counts}."
    if is_thin(known, len(page.cells)):
        yield "Fewer than two thirds are known, so don't read a pattern from these numbers."
    yield resting_line(page.judgments)


def _safe(page: QuestionBrief) -> Iterator[str]:
    """Yield sentences that hold however the missing grades turn out."""
    known = len(page.judgments)
    # The worst, the next and the best.
    bands = page.bands if len(page.bands) <= len("wnb") else (*page.bands[:2], page.bands[-1])
    for band in bands:
        size = in_words(len(band.cells))
        number = f"{size[:1].upper()}{size[1:]}"
        derived = sum(remark_on(row.cell.judgment) != "" for row in band.cells if row.cell.judgment)
        of_them = f"{derived} of them " if derived < len(band.cells) else ""
        remark = f" ({of_them}worked out or inferred)" if derived else ""
        names = ", ".join(row.force.short_name for row in band.cells)
        listed = f": {names}" if len(band.cells) <= _MOST_NAMED else ""
        verb = "was" if len(band.cells) == 1 else "were"
        yield (
            f"{number} of the {known} forces whose grade is known {verb} graded "
            f"{in_sentence(band.grade.label)} at {question_in_words(page.question)} in "
            f"{page.round.label}{remark}{listed}."
        )
    if page.before is not None and page.pairs:
        yield f"{_moved(page)}."


def _moved(page: QuestionBrief) -> str:
    """Return how many forces rose and fell between two rounds that compare."""
    scale = page.round.scale
    steps = [
        scale.index(first.grade) - scale.index(second.grade)
        for first, second in page.pairs
        if first.grade and second.grade and second.status is not Status.CARRIED_OVER
    ]
    carried = len(page.pairs) - len(steps)
    kept = f", {carried} carried over" if carried else ""
    before = page.before.label if page.before else ""
    return (
        f"Of {counted(len(page.pairs), 'force')} with a known grade in {before} and in "
        f"{page.round.label} {sum(step < 0 for step in steps)} fell, "
        f"{sum(step == 0 for step in steps)} kept their grade, {sum(step > 0 for step in steps)} "
        f"rose{kept}"
    )


def _worse(page: QuestionBrief) -> Iterator[str]:
    """Yield whether it is getting worse, or why that can't be told."""
    if page.before is None:
        yield "Is it getting worse? That can't be told: no earlier round here has these grades."
    elif page.apart is not None:
        reason = page.apart.why_not
        said = "".join(f" [{source}]" for source in reason.sources)
        yield f"Is it getting worse? That can't be told: {reason.text}{said}"
        both = page.apart.same_forces
        yield (
            f"{counted(both, 'force')} {'has' if both == 1 else 'have'} a known grade in "
            f"{page.before.label} and in {page.round.label}."
        )
    else:
        yield f"Is it getting worse? {_moved(page)}."


def _unsafe(page: QuestionBrief) -> Iterator[str]:
    if page.apart is not None and page.before is not None:
        yield (f'"Better" or "worse" than in {page.before.label}: these grades can\'t be compared.')
    if page.missing:
        yield (
            f"A number of all {len(page.cells)} forces: the grades of {len(page.missing)} are not "
            "in our dataset, and may exist."
        )
    yield "A rank or league position: the inspectorate publishes none."


def question_report(page: QuestionBrief) -> Report:
    """Return the page for people."""
    from peelcli.answers.grades import question_label
    from peelcli.answers.map import tiles_of
    from peelcli.answers.tables import Cell, Detail, Report

    label = in_sentence(question_label(page.question))
    title = page.question.title or question_label(page.question)
    lists = (("Safe to print", [*_safe(page)]), ("Not safe", [*_unsafe(page)]))
    return Report(
        f"{label[:1].upper()}{label[1:]}: {page.round.label}",
        tuple(_tables(page)),
        head=(("Question", title),),
        lead=(*_lead(page), *_worse(page)),
        details=(
            *(
                Detail(Cell(heading), tuple(("", sentence) for sentence in sentences))
                for heading, sentences in lists
                if sentences
            ),
            Detail(Cell("Sources by force"), tuple(_by_force(page))),
        ),
        notes=tuple(begun_notes(page.begun)),
        is_one_page=True,
        tiles=tiles_of(page.cells),
        prepared_by=page.prepared_by,
    )


def _by_force(page: QuestionBrief) -> Iterator[tuple[str, str]]:
    for row in page.cells:
        for place, address in enumerate(row.cell.sources if row.cell.grade else ()):
            yield ("" if place else row.force.short_name) or "\u00a0", address


def _tables(page: QuestionBrief) -> Iterator[Table]:
    from peelcli.answers.grades import ABSENT
    from peelcli.answers.tables import Cell, Column, numbers, table_of

    rows = [
        (
            Cell(band.grade.label, band.grade),
            str(len(band.cells)),
            Cell(
                items=tuple(
                    _member(row.force.short_name, row.cell.judgment)
                    for row in band.cells
                    if row.cell.judgment
                )
            ),
        )
        for band in page.bands
    ]
    for kind, mark in ABSENT.items():
        absent = [row.force.short_name for row in page.cells if row.cell.kind is kind]
        if absent:
            words = Cell(f"{mark.words[:1].upper()}{mark.words[1:]}")
            rows.append((words, str(len(absent)), Cell(", ".join(absent))))
    yield table_of("Forces by grade", ["Grade", *numbers("Forces"), "Names"], rows)
    if page.judgments:
        bar = Cell(bar=tuple((band.grade, len(band.cells)) for band in reversed(page.bands)))
        of = f"{len(page.judgments)} of {len(page.cells)}"
        yield table_of("Shares of the known grades", ["Known", Column("Shares")], [(of, bar)])


def _member(name: str, judgment: Judgment) -> Cell:
    from peelcli.answers.grades import judgment_cell

    return judgment_cell(judgment)._replace(text=name, grade=None)


BAND = fields(
    ("grade", GRADE, get("grade"), "the grade"),
    ("count", COUNT, lambda band: len(band.cells), "how many forces got it"),
    ("derived", COUNT,
     lambda band: sum(row.cell.basis is Basis.DERIVED for row in band.cells),
     "of these: worked out"),
    ("forces", TEXTS, lambda band: [row.force.id for row in band.cells], "their ids"),
)  # fmt: skip

QUESTION_BRIEF = Form(
    "brief",
    fields(
        ("year", NUMBER, get("round.year"), PLACE["year"]),
        ("round", TEXT, get("round.label"), "the round's label"),
        ("pillar", or_null(TEXT), get("question.pillar"), PLACE["pillar"]),
        ("question", or_null(TEXT), get("question.id"), PLACE["question"]),
        ("title", or_null(TEXT), get("question.title"), "the inspectorate's wording"),
        ("rows", records_of(fields(*CELL_FIELDS, *CITED_FIELDS)), get("cells"), "a row a force"),
        ("bands", records_of(BAND), get("bands"), "the worst grade first"),
        ("lead", TEXTS, lambda page: [*_lead(page), *_worse(page)], "what is known, in sentences"),
        ("safe", TEXTS, lambda page: [*_safe(page)], "what the grades prove"),
        ("unsafe", TEXTS, lambda page: [*_unsafe(page)], "what they do not prove, and why"),
        ("sources", list_of(ADDRESS), get("sources"), "the pages that state the grades"),
        ("before", or_null(NUMBER), lambda page: page.before and page.before.year,
         "the last round before with these grades"),
        ("reason", or_null(TEXT), get("why_not"), "why that round can't be compared"),
    ),
    question_report,
)  # fmt: skip
