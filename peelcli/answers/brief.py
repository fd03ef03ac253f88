"""One force in one round: its grades, how it stands, what moved, what may be said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from peelcli.answers.change import Kind, change_between, last_compared
from peelcli.answers.diff import pairs_of
from peelcli.answers.form import Form
from peelcli.answers.grid import CellKind, GradeCell, cell_at, graded_rows_of, origins_of
from peelcli.answers.reported import (
    Reported,
    begun_notes,
    lines_of,
    lines_of_later,
    place_of,
    reported,
)
from peelcli.answers.standing import Standing, standing
from peelcli.comparability import Reason, is_comparable, reason_against
from peelcli.contract import list_of, one_of, or_null, record_of, records_of
from peelcli.model import Dataset, Force, ForceReport, Group, Judgment, Question, Round
from peelcli.records import (
    ADDRESS,
    BASIS,
    BOOLEAN,
    BRIEF_FORCE,
    COUNT,
    DAY,
    GRADE,
    NUMBER,
    PLACE,
    REPORT,
    TEXT,
    TEXTS,
    basis_of,
    fields,
    get,
    grade_of,
    reason,
)
from peelcli.terms import Basis, Grade, Level, QuestionKey, ReadOnly, Status
from peelcli.text import counted, day_in_words, in_sentence

if TYPE_CHECKING:
    from peelcli.answers.tables import Cell, Column, Detail, Report, Table


ALL = "all"
FEWEST_OTHERS = 10
"""So many other forces must have a grade before a force stands higher or lower than most."""


class BriefRow(NamedTuple):
    """A question or area, the force's grade, and how it stands."""

    question: Question
    cell: GradeCell
    standings: tuple[Standing, ...]
    """Against all, then each group; empty without a grade."""
    beside: tuple[GradeCell, ...]
    """The places of the forces that are shown beside it."""
    is_new: bool
    """Its grade came out after the day that is asked about."""

    others: tuple[tuple[Force, GradeCell], ...] = ()
    """The same places, each with its force."""

    @property
    def status(self) -> str:
        """How the judgment came about, or why there is none."""
        return self.cell.status


class Move(NamedTuple):
    """A question's grade in an earlier round and in this one."""

    question: Question
    before: Judgment
    after: Judgment
    kind: Kind
    steps: int | None

    @property
    def pillar(self) -> str | None:
        """The pillar, where there is one."""
        return self.question.pillar


class Brief(NamedTuple):
    """The answer of `brief`."""

    force: Force
    round: Round
    report: ForceReport | None
    reported: Reported | None
    rows: tuple[BriefRow, ...]
    groups: tuple[Group, ...]
    """What the force is compared with, beside all forces."""
    beside: tuple[Force, ...]
    before: Round | None
    """The round before in which the force has grades."""
    why_not: Reason | None
    """Why nothing of that round compares with this one."""
    moves: tuple[Move, ...]
    not_compared: tuple[Question, ...]
    """Questions whose grades in the round before can't be compared, where others' can."""
    since: str | None
    """The day after which grades are marked as new."""
    new_elsewhere: int
    """How many other forces have a grade of this round that is newer."""
    undated_here: int
    """How many of its grades have no known day."""
    undated: int
    begun: tuple[Round, ...] = ()
    """Rounds that began after it, where it is the force's latest here."""
    later_report: ForceReport | None = None
    """Its report, where that was not out on the day that is asked about."""
    left_out: int = 0
    """How many of its grades were not out on that day."""
    between: tuple[Round, ...] = ()
    """Rounds between the two, in which the force has no grade here."""
    origins: Mapping[QuestionKey, Question] = ReadOnly()
    """By its place, the earlier question whose grade one has, where it goes by another name."""

    @property
    def counts(self) -> tuple[tuple[Grade, int], ...]:
        """How many questions got which grade, best first."""
        grades = (row.cell.judgment.grade for row in self.rows if row.cell.judgment)
        found = Counter(grade for grade in grades if grade)
        return tuple((grade, found[grade]) for grade in self.round.scale if found[grade])

    @property
    def judgments(self) -> tuple[Judgment, ...]:
        """Its judgments in the round."""
        return tuple(row.cell.judgment for row in self.rows if row.cell.judgment)

    @property
    def sources(self) -> tuple[str, ...]:
        """All addresses that the page rests on, the official report first."""
        report = [self.report.address] if self.report and self.report.address else []
        cited = [source for judgment in self.judgments for source in judgment.cited]
        cited += [source for move in self.moves for source in move.before.cited]
        more = (*(self.report.sources if self.report else ()),)
        reason = self.why_not.sources if self.why_not else ()
        return tuple(dict.fromkeys((*report, *cited, *more, *reason)))

    @property
    def higher_than_most(self) -> tuple[BriefRow, ...]:
        """The questions on which more than half of the other forces are lower."""
        return tuple(r for r in self.rows if _most(r) and 2 * r.standings[0].lower > _known(r))

    @property
    def lower_than_most(self) -> tuple[BriefRow, ...]:
        """The questions on which more than half of the other forces are higher."""
        return tuple(r for r in self.rows if _most(r) and 2 * r.standings[0].higher > _known(r))

    @property
    def safe(self) -> list[str]:
        """Sentences that the grades prove."""
        return list(_safe(self))

    @property
    def unsafe(self) -> list[str]:
        """What the grades do not prove, and why."""
        return list(_unsafe(self))


def brief(
    dataset: Dataset,
    force: Force,
    round_: Round,
    *,
    groups: Collection[Group] = (),
    beside: Collection[Force] = (),
    since: str | None = None,
) -> Brief:
    """Return a force's page: groups to stand against, forces beside it, the last page's day."""
    questions = graded_rows_of(round_, level=Level.QUESTIONS)
    against = [(ALL, tuple(dataset.forces)), *((group.id, group.forces) for group in groups)]
    rows = []
    for question in questions:
        found = (standing(dataset, force, round_, question.key, *group) for group in against)
        cell = cell_at(dataset, force.id, round_, question.key)
        places = tuple(cell_at(dataset, other.id, round_, question.key) for other in beside)
        rows.append(
            BriefRow(
                question,
                cell,
                tuple(standing_ for standing_ in found if standing_ is not None),
                places,
                _is_new(cell.judgment, since),
                tuple(zip(beside, places, strict=True)),
            )
        )
    earlier = [
        other for other in dataset.rounds_with_grades([force.id]) if other.year < round_.year
    ]
    before = earlier[-1] if earlier else None
    why_not = reason_against(dataset.comparisons, before, round_) if before else None
    judgments = dataset.by_force.get(force.id, {}).values()
    here = [judgment for judgment in judgments if judgment.year == round_.year and judgment.grade]
    moves = tuple(_moves(dataset, force, round_, before, why_not))
    not_compared = () if why_not or not before else _not_compared(dataset, force, before, round_)
    report = dataset.report(force.id, round_.year)
    newer = {
        judgment.force
        for of in dataset.by_force.values()
        for judgment in of.values()
        if judgment.year == round_.year and judgment.force != force.id and _is_new(judgment, since)
    }
    return Brief(
        force,
        round_,
        report,
        reported(report, round_, judgments),
        tuple(rows),
        tuple(groups),
        tuple(beside),
        before,
        why_not,
        moves,
        not_compared,
        since,
        len(newer),
        sum(judgment.published is None for judgment in here),
        sum(row.cell.is_undated for row in rows),
        dataset.begun_since(round_.year, [force.id]),
        dataset.later_report(force.id, round_.year),
        sum(
            judgment.force == force.id
            and judgment.year == round_.year
            and judgment.grade is not None
            for judgment in dataset.left_out.values()
        ),
        tuple(
            one
            for one in dataset.rounds.values()
            if before and before.year < one.year < round_.year
        ),
        ReadOnly(origins_of(dataset, here)),
    )


def _is_new(judgment: Judgment | None, since: str | None) -> bool:
    """Return whether a grade came out after a day; a judgment without a grade is none."""
    if since is None or judgment is None or judgment.grade is None:
        return False
    return judgment.published is not None and judgment.published > since


def _moves(
    dataset: Dataset, force: Force, round_: Round, before: Round | None, why_not: Reason | None
) -> Iterator[Move]:
    """Yield the changes since the last inspection, or grades side by side of rounds apart.

    The last inspection may be in an earlier round than the one before, where that one does not
    compare.
    """
    found = []
    for question in graded_rows_of(round_, level=Level.QUESTIONS):
        after = dataset.judgment(force.id, round_.year, question.key)
        first, change = (last_compared(dataset, after) if after else None) or (None, None)
        if after is not None and first is not None and change is not None:
            found.append(Move(question, first, after, change.kind, change.steps))
    yield from found
    if found or before is None or why_not is None:
        return
    for old, new in pairs_of(before, round_, (), Level.QUESTIONS):
        first = dataset.judgment(force.id, before.year, old.key)
        after = dataset.judgment(force.id, round_.year, new.key)
        if first is not None and after is not None and new.id:
            change = change_between(first, after, round_.scale, comparable=False)
            yield Move(new, first, after, change.kind, change.steps)


def _not_compared(
    dataset: Dataset, force: Force, before: Round, round_: Round
) -> tuple[Question, ...]:
    """Return the questions with a grade in both rounds that can't be compared."""
    return tuple(
        new
        for old, new in pairs_of(before, round_, (), Level.QUESTIONS)
        if old.key == new.key
        and not is_comparable(dataset.comparisons, before.year, round_.year, new.key)
        and all(
            (one := dataset.judgment(force.id, year, new.key)) is not None and one.grade
            for year in (before.year, round_.year)
        )
    )


def _known(row: BriefRow) -> int:
    return row.standings[0].known


def _most(row: BriefRow) -> bool:
    return bool(row.standings) and _known(row) >= FEWEST_OTHERS


def _safe(brief: Brief) -> Iterator[str]:
    round_, name = brief.round.label, brief.force.short_name
    whole = brief.reported
    # What counts leave out may be graded too, and a page that has grown names another number.
    separate = set(brief.round.reported_separately)
    if (
        whole
        and whole.grades
        and whole.is_whole
        and not whole.report.numbers_differ
        and separate.issuperset(whole.report.not_counted)
    ):
        counts = ", ".join(
            f"{whole.grades[grade]} {in_sentence(grade.label)}"
            for grade in brief.round.scale
            if grade in whole.grades
        )
        yield f"In {round_} {name} was graded in {counted(whole.graded, 'area')}: {counts}."
    for row in brief.rows:
        judgment = row.cell.judgment
        if judgment is None or judgment.grade is None:
            continue
        grade = in_sentence(judgment.grade.label)
        what = row.question.name_in_sentence
        if row.question.id and row.question.pillar_name:
            what = f"{what} ({in_sentence(row.question.pillar_name)})"
        if judgment.carried_over_from is not None:
            origin = brief.origins.get(row.question.key)
            of = f" for {origin.name_in_sentence}" if origin else ""
            yield (
                f"In {round_} {name} was not inspected on {what}; its grade of "
                f"{judgment.carried_over_from}{of}, {grade}, stands."
            )
            continue
        derived = judgment.basis is Basis.DERIVED
        how = " (worked out from published counts or statements)" if derived else ""
        start = f"In {round_} {name} was graded {grade} at {what}{how}"
        found = row.standings[0]
        if found.known < FEWEST_OTHERS:
            yield f"{start}."
            continue
        which = max(("lower", found.lower), ("higher", found.higher), ("the same", found.same),
                    key=lambda one: one[1])  # fmt: skip
        yield (
            f"{start}; of the {found.known} other forces whose grade is known, {which[1]} "
            f"{'was' if which[1] == 1 else 'were'} graded {which[0]}."
        )


def _unsafe(brief: Brief) -> Iterator[str]:
    if brief.before is not None and brief.why_not is not None:
        says = "the inspectorate says that the grades of the two rounds can't be compared"
        if not brief.why_not.sources:
            says = "no source says that the grades of the two rounds can be compared"
        yield f'"Improved" or "declined" since {brief.before.label}: {says}.'
    yield (
        "A rank or league position: the inspectorate publishes none, and some forces have no grade "
        "here."
    )
    yield "Any average of grades: a grade is a word, and no source says what it weighs."
    if any(row.status == "missing" for row in brief.rows):
        yield (
            f"That {brief.force.short_name} was not graded: grades missing here may exist, they "
            "are not in our dataset."
        )
    if any(judgment.basis is Basis.DERIVED for judgment in brief.judgments):
        yield (
            "A derived grade as the inspectorate's own words: it is worked out from published "
            "counts or statements."
        )


STANDING = fields(
    ("against", TEXT, get("against"), "`all`, or the id of a group; always without the force"),
    ("higher", COUNT, get("higher"), "other forces with a better grade"),
    ("same", COUNT, get("same"), "with the same grade"),
    ("lower", COUNT, get("lower"), "with a lower grade"),
    (
        "missing",
        COUNT,
        get("missing"),
        "whose grade is not in the dataset, or left out as of a day",
    ),
    ("not_graded", COUNT, get("not_graded"), "that are known to have got none"),
)

BESIDE = fields(
    ("force", TEXT, lambda pair: pair[0].id, "the force's id"),
    ("grade", or_null(GRADE), lambda pair: pair[1].judgment and pair[1].judgment.grade,
     "null where there is none"),
    ("status", one_of([*Status, *list(CellKind)[1:]]), lambda pair: pair[1].status,
     "as in `overview`"),
    ("basis", or_null(BASIS), lambda pair: pair[1].judgment and pair[1].judgment.basis,
     "what kind of page the grade rests on"),
)  # fmt: skip

BRIEF_ROW = fields(
    ("pillar", or_null(TEXT), get("question.pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), get("question.id"), PLACE["question"]),
    ("grade", or_null(GRADE), grade_of("cell.judgment"), "null where there is none"),
    ("status", one_of([*Status, *list(CellKind)[1:]]), get("status"), "as in `overview`"),
    ("standing", records_of(STANDING), get("standings"), "against all other forces, then groups"),
    ("published", or_null(DAY), lambda row: row.cell.judgment and row.cell.judgment.published,
     "the day on which the grade came out"),
    ("is_new", BOOLEAN, get("is_new"), "whether that is after `since`"),
    ("basis", or_null(BASIS), basis_of("cell.judgment"), "what kind of page the grade rests on"),
    ("beside", records_of(BESIDE), get("others"), "the grades of the forces named with `--with`"),
)  # fmt: skip

MOVE = fields(
    ("pillar", or_null(TEXT), get("pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), get("question.id"), PLACE["question"]),
    ("from", NUMBER, get("before.year"), "the earlier round"),
    ("before", or_null(GRADE), grade_of("before"), "the grade there"),
    ("after", or_null(GRADE), grade_of("after"), "the grade now"),
    ("change", one_of(Kind), get("kind"), "what happened between the two"),
    ("steps", or_null(NUMBER), get("steps"), "grades up, or down if negative"),
    ("before_basis", or_null(BASIS), basis_of("before"), "what kind of page that grade rests on"),
    ("after_basis", or_null(BASIS), basis_of("after"), "likewise, now"),
)


_KINDS = {
    Kind.IMPROVED: "up {}",
    Kind.DECLINED: "down {}",
    Kind.UNCHANGED: "the same",
    Kind.CARRIED_OVER: "carried over, not inspected",
    Kind.NOT_GRADED: "not graded",
    Kind.NOT_COMPARABLE: "",
}


def brief_report(brief: Brief) -> Report:
    """Return the page for people."""
    from peelcli.answers.tables import Report

    return Report(
        f"{brief.force.name}: {brief.round.label}",
        tuple(_tables(brief)),
        head=tuple(_head(brief)),
        lead=tuple(_lead(brief)),
        details=tuple(_details(brief)),
        lists_sources=True,
        is_one_page=True,
        more_sources=brief.sources,
        notes=tuple(_notes(brief)),
    )


def _head(brief: Brief) -> Iterator[tuple[str, str]]:
    yield "Force", f"{brief.force.name} ({place_of(brief.force)})"
    if brief.round.pillars:
        days = sorted({judgment.published for judgment in brief.judgments if judgment.published})
        shown = " to ".join(map(day_in_words, dict.fromkeys([days[0], days[-1]]))) if days else ""
        when = f"published {shown or 'on a day that is not known'}"
        if not brief.judgments and brief.left_out:
            when = "not out by the day that is asked about"
        yield "Round", f"{brief.round.label}, {when}"
        yield "Graded", f"{_graded(brief)} of {len(brief.rows)} pillars and questions"
        return
    if brief.report is None and brief.later_report is not None:
        yield from lines_of_later(brief.round, brief.later_report, brief.left_out)
        return
    yield from lines_of(brief.round, brief.report, brief.reported, _graded(brief))


def _graded(brief: Brief) -> int:
    return sum(judgment.grade is not None for judgment in brief.judgments)


def _lead(brief: Brief) -> Iterator[str]:
    counts = ", ".join(f"{count} {in_sentence(grade.label)}" for grade, count in brief.counts)
    if counts:
        yield f"Its grades here: {counts}."
    else:
        yield _none(brief)
    for rows, side in ((brief.higher_than_most, "higher"), (brief.lower_than_most, "lower")):
        named = "; ".join(_against_most(row, side) for row in rows)
        if named:
            yield f"It stands {side} than most in {named}."
    if brief.since is not None:
        day = day_in_words(brief.since)
        new = sum(row.is_new for row in brief.rows)
        others = counted(brief.new_elsewhere, "other force")
        unknown = f", {brief.undated_here} of unknown day" if brief.undated_here else ""
        yield f"New since {day}: {counted(new, 'grade')} here{unknown}; grades of {others}."


def _none(brief: Brief) -> str:
    if brief.left_out:
        return f"None of its grades was out by then; {brief.left_out} came out later."
    return "None of its grades is in the dataset."


def _against_most(row: BriefRow, side: str) -> str:
    from peelcli.answers.grades import question_label

    found = row.standings[0]
    count, how = (found.lower, "lower") if side == "higher" else (found.higher, "higher")
    return f"{in_sentence(question_label(row.question))} ({count} of {found.known} are {how})"


def _tables(brief: Brief) -> Iterator[Table]:
    from peelcli.answers.grades import question_label, still_cell
    from peelcli.answers.tables import Column, table_of

    columns: list[str | Column] = [
        "Question" if brief.round.pillars else "Area",
        Column(brief.force.short_name, holds_grades=True),
        *(Column(force.short_name, holds_grades=True) for force in brief.beside),
        "All others",
        *(group.name for group in brief.groups),
    ]
    yield table_of(
        "How it stands",
        columns,
        [
            (
                question_label(row.question),
                _own(row),
                *map(still_cell, row.beside),
                *(
                    map(_standing, row.standings)
                    if row.standings
                    else [""] * (1 + len(brief.groups))
                ),
            )
            for row in brief.rows
        ],
        notes=(
            "Numbers of other forces with a higher / the same / a lower grade (grade not known).",
        ),
        is_captioned=True,
    )
    if brief.moves and brief.before is not None:
        headings = ["Question" if brief.round.pillars else "Area", "Before", "Now"]
        # Side by side, the caption says what the column would.
        compares = brief.why_not is None or _compares(brief)
        headings += ["Change"] if compares else []
        yield table_of(
            "What moved" if compares else "Side by side, no change implied",
            headings,
            [_move(move)[: len(headings)] for move in brief.moves if move.kind in _KINDS],
            is_captioned=True,
        )


def _move(move: Move) -> tuple[str | Cell, ...]:
    from peelcli.answers.grades import judgment_cell, question_label

    change = _KINDS[move.kind].format(abs(move.steps or 0))
    now = judgment_cell(move.after)._replace(sources=())
    return question_label(move.question), _earlier(move), now, change


def _own(row: BriefRow) -> Cell:
    from peelcli.answers.grades import still_cell
    from peelcli.answers.tables import Mark

    cell = still_cell(row.cell)
    return cell._replace(marks=(*cell.marks, (Mark.NEW, ""))) if row.is_new else cell


def _standing(found: Standing) -> Cell:
    from peelcli.answers.tables import Cell

    text = f"{found.higher} / {found.same} / {found.lower}"
    missing = f" ({found.missing})" if found.missing else ""
    parts = (("higher", found.higher), ("same", found.same), ("lower", found.lower))
    return Cell(f"{text}{missing}", stack=parts)


def _earlier(move: Move) -> Cell:
    from peelcli.answers.grades import judgment_cell
    from peelcli.answers.tables import Mark

    cell = judgment_cell(move.before)
    text = f"{move.before.year} {cell.text or 'not graded'}"
    marks = tuple(pair for pair in cell.marks if pair[0] is Mark.DERIVED)
    return cell._replace(text=text, marks=marks, sources=())


def _notes(brief: Brief) -> Iterator[str]:
    from peelcli.answers.grades import question_label, reasoned

    yield from begun_notes(brief.begun)
    for row in brief.rows:
        judgment = row.cell.judgment
        if judgment is not None and judgment.grade is None and judgment.note:
            yield f"{question_label(row.question)}, not graded: {judgment.note}"
    if brief.before is None:
        yield "What moved: nothing earlier of this force is in the dataset."
    elif brief.why_not is not None and not _compares(brief):
        yield f"Against {brief.before.label}: can't be compared. {reasoned(brief.why_not)}"
    elif not brief.moves:
        yield "What moved: no earlier grade that compares is in the dataset."
    for round_ in brief.between:
        yield f"{round_.label} lies between: none of its grades is in the dataset."
    if brief.before is not None and brief.not_compared:
        names = ", ".join(in_sentence(question_label(question)) for question in brief.not_compared)
        yield f"No source says that these compare with {brief.before.label}: {names}."


def _compares(brief: Brief) -> bool:
    """Return whether grades of an earlier round than the one before compare."""
    return any(move.kind is not Kind.NOT_COMPARABLE for move in brief.moves if move.after.grade)


def _details(brief: Brief) -> Iterator[Detail]:
    from peelcli.answers.grades import question_label
    from peelcli.answers.tables import Cell, Detail

    report = brief.report
    lines = []
    for label, found in (
        ("Causes of concern", report and report.causes_of_concern),
        ("Areas for improvement", report and report.areas_for_improvement),
    ):
        nothing = "not out by then" if brief.later_report else "nothing in the dataset"
        text = "; ".join([str(found.number), *found.texts]) if found else nothing
        lines.append((label, text))
    lines += [
        (question_label(row.question), text)
        for row in brief.rows
        if row.cell.judgment
        for text in row.cell.judgment.areas_for_improvement
    ]
    yield Detail(Cell("To improve"), tuple(lines))
    no_grades = [f"Nothing: {in_sentence(_none(brief))}"]
    yield Detail(
        Cell("Safe to print"), tuple(("", sentence) for sentence in brief.safe or no_grades)
    )
    yield Detail(Cell("Not safe"), tuple(("", sentence) for sentence in brief.unsafe))


BRIEF = Form(
    "brief",
    fields(
        ("force", record_of(BRIEF_FORCE), get("force"), "the force"),
        ("year", NUMBER, get("round.year"), PLACE["year"]),
        ("round", TEXT, get("round.label"), "the round's label"),
        ("report", or_null(record_of(REPORT)), get("report"), "what is known of its report"),
        ("rows", records_of(BRIEF_ROW), get("rows"), "as the reports have them"),
        (
            "moves",
            records_of(MOVE),
            get("moves"),
            "against the last comparable round; where rounds can't be compared, side by side",
        ),
        ("safe", TEXTS, get("safe"), "sentences that the grades prove"),
        ("unsafe", TEXTS, get("unsafe"), "what they do not prove, and why"),
        ("sources", list_of(ADDRESS), get("sources"), "the official report first"),
        (
            "reason",
            or_null(TEXT),
            reason,
            "why the round before can't be compared",
        ),
        ("since", or_null(DAY), get("since"), "the day after which grades are marked as new"),
    ),
    brief_report,
    about="""Write one page on one force: its grades, how it stands, what moved, what may be said.

\b
Examples:
  peel brief derbyshire
  peel brief kent --with essex --since 2024-01-01
""",
    words={
        "force": "A force.",
        "round": "A round; the force's latest if none is named.",
        "group": "Compare with this group of forces too",
        "beside": "Show this force's grades beside",
        "since": "Mark what came out after this day.",
        "all": "Write a page for every force, to the folder of -o.",
    },
)
