"""Compares two rounds: grades that improved, declined, or can't be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from peelcli.answers.change import COMPARED, MOVES, Change, Kind, change_between
from peelcli.answers.form import Form
from peelcli.answers.grid import CellKind, cell_at
from peelcli.comparability import Reason, is_comparable, partial_breaks, reason_against
from peelcli.contract import one_of, or_null, record_of, records_of
from peelcli.filters import EVERYTHING, Filter
from peelcli.model import Dataset, Force, Judgment, Question, Round
from peelcli.records import (
    ADDRESS,
    BASIS,
    BOOLEAN,
    COUNT,
    GRADE,
    NUMBER,
    PLACE,
    TEXT,
    basis_of,
    fields,
    get,
    grade_of,
    reason,
    reason_source,
)
from peelcli.rules import Break
from peelcli.terms import OVERALL, Basis, Level, Place
from peelcli.text import counted, in_sentence

if TYPE_CHECKING:
    from peelcli.answers.tables import Cell, Report, Table


class DiffSort(StrEnum):
    """The order of the rows; by force within each."""

    FORCE = "force"
    CHANGE = "change"
    """The largest move up first, the largest down last."""
    QUESTION = "question"


class DiffRow(NamedTuple):
    """One force and one question, in the two rounds."""

    force: Force
    question: Question
    """The question as the later round words it; `pillar` is a field of its own."""
    pillar: str | None
    before: Judgment | None
    after: Judgment | None
    change: Change
    kinds: tuple[CellKind, CellKind]
    """What there is before and after: a judgment, or why there is none."""
    pillar_name: str | None
    """The pillar's name for readers."""

    @property
    def carried_over_from(self) -> int | None:
        """The round whose grade stands in the later round, or else in the earlier one."""
        both = sorted(
            (judgment for judgment in (self.before, self.after) if judgment),
            key=lambda one: -one.year,
        )
        return next(
            (judgment.carried_over_from for judgment in both if judgment.carried_over_from), None
        )


class Summary(NamedTuple):
    """How many pairs there are of each kind."""

    counts: Mapping[Kind, int]

    @property
    def compared(self) -> int:
        """Pairs of two grades that can be compared."""
        return sum(self.counts[kind] for kind in COMPARED)

    @property
    def moves(self) -> int:
        """Pairs that improved or declined."""
        return sum(self.counts[kind] for kind in MOVES)


class Diff(NamedTuple):
    """The answer of `diff`."""

    before: Round
    after: Round
    why_not: Reason | None
    """Why nothing of the two rounds can be compared; None if something can."""
    partial_reasons: tuple[Break, ...]
    """Why some of what was asked for can't be compared, where the rest can."""
    summary: Summary
    """Over all pairs, shown or not."""
    rows: tuple[DiffRow, ...]
    unpaired: tuple[tuple[Round, tuple[Question, ...]], ...]
    """Questions that only one of the two rounds graded."""
    undated: int
    """How many of the judgments left out have no known day."""

    @property
    def comparable(self) -> bool:
        """Whether any of the two rounds' grades can be compared."""
        return self.why_not is None


def diff(
    dataset: Dataset,
    before: Round,
    after: Round,
    *,
    wanted: Filter = EVERYTHING,
    pillars: Collection[str] = (),
    questions: Collection[str] = (),
    level: Level = Level.PILLAR_GRADES,
    kinds: Collection[Kind] = MOVES,
    sort: DiffSort = DiffSort.FORCE,
) -> Diff:
    """Compare two rounds, in either order, over the wanted forces and pillars or all.

    Rows are those of the wanted kinds; the summary counts every pair. Only questions that
    both rounds graded make pairs.
    """
    level = Level.QUESTIONS if questions else level
    pairs = [
        (question, other, _are_comparable(dataset, before, after, question, other))
        for question, other in pairs_of(before, after, pillars, level)
        if not questions or (other.id or OVERALL) in questions
    ]
    counts: Counter[Kind] = Counter(dict.fromkeys(Kind, 0))
    rows = []
    undated: set[tuple[str, Place]] = set()
    for force in dataset.forces.values():
        if not wanted.lets_force_through(force):
            continue
        judgments = dataset.by_force.get(force.id, {})
        for index, (question, other, comparable) in enumerate(pairs):
            places = ((before.year, *question.key), (after.year, *other.key))
            first, second = (judgments.get(place) for place in places)
            change = change_between(first, second, after.scale, comparable=comparable)
            kinds_there = (CellKind.JUDGED, CellKind.JUDGED)
            if change.kind is Kind.MISSING:
                kinds_there = (
                    cell_at(dataset, force.id, before, question.key).kind,
                    cell_at(dataset, force.id, after, other.key).kind,
                )
                undated.update(
                    (force.id, place)
                    for place in places
                    if dataset.is_undated(dataset.left_out.get((force.id, place)))
                )
                change = Change(_kind_of(kinds_there), None)
            counts[change.kind] += 1
            if change.kind in kinds:
                later = question if before.year > after.year else other
                asked = question if question.pillar else other
                row = DiffRow(
                    force,
                    later,
                    asked.pillar,
                    first,
                    second,
                    change,
                    kinds_there,
                    asked.pillar_name,
                )
                rows.append((index, row))
    if sort is DiffSort.CHANGE:
        rows.sort(key=lambda row: -(row[1].change.steps or 0))
    elif sort is DiffSort.QUESTION:
        rows.sort(key=lambda row: row[0])
    reason = reason_against(dataset.comparisons, before, after)
    partial = () if reason else partial_breaks(dataset, before, after, pillars, level, questions)
    paired = {id(question) for one, other, _ in pairs for question in (one, other)}
    unpaired = tuple(
        (round_, alone)
        for round_ in (before, after)
        if (
            alone := tuple(
                question
                for question in round_.asked_at(level, pillars)
                if question.graded
                and id(question) not in paired
                and (not questions or (question.id or OVERALL) in questions)
            )
        )
    )
    return Diff(
        before,
        after,
        reason,
        partial,
        Summary(dict(counts)),
        tuple(row for _, row in rows),
        unpaired,
        len(undated),
    )


def _kind_of(kinds: tuple[CellKind, CellKind]) -> Kind:
    """Return the kind of a pair that lacks a judgment on a side."""
    if CellKind.MISSING in kinds:
        return Kind.MISSING
    return Kind.LEFT_OUT if CellKind.LEFT_OUT in kinds else Kind.NOT_GRADED


def pairs_of(
    before: Round, after: Round, pillars: Collection[str], level: Level
) -> list[tuple[Question, Question]]:
    """Return the questions that both rounds graded, in the order of the later round.

    An area is the same question as one of a pillar when it has its id.
    """
    backwards = before.year > after.year
    earlier, later = (after, before) if backwards else (before, after)
    pairs = []
    for new in later.questions:
        for old in earlier.questions:
            same_pillar = old.pillar == new.pillar or None in (old.pillar, new.pillar)
            if old.id != new.id or not same_pillar or not (old.graded and new.graded):
                continue
            wanted = level is Level.QUESTIONS or level in (old.level, new.level)
            if wanted and (not pillars or (old.pillar or new.pillar) in pillars):
                pairs.append((new, old) if backwards else (old, new))
    return pairs


def _are_comparable(
    dataset: Dataset, before: Round, after: Round, one: Question, other: Question
) -> bool:
    return one.key == other.key and is_comparable(
        dataset.comparisons, before.year, after.year, one.key
    )


CHANGE = fields(
    ("force", TEXT, get("force.id"), "the force's id"),
    ("region", TEXT, get("force.region"), "its region"),
    ("pillar", or_null(TEXT), get("pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), get("question.id"), PLACE["question"]),
    ("before", or_null(GRADE), grade_of("before"), "the grade in the first round"),
    ("after", or_null(GRADE), grade_of("after"), "the grade in the second round"),
    ("change", one_of(Kind), get("change.kind"), "what happened between the two"),
    ("steps", or_null(NUMBER), get("change.steps"),
     "grades up, or down if negative; 0 for unchanged; null for all other kinds"),
    ("carried_over_from", or_null(NUMBER), get("carried_over_from"),
     "the round whose grade stands, where either judgment was carried over"),
    ("before_basis", or_null(BASIS), basis_of("before"),
     "what kind of page the first grade rests on"),
    ("after_basis", or_null(BASIS), basis_of("after"), "what kind of page the second rests on"),
)  # fmt: skip

SUMMARY = fields(
    ("compared", COUNT, get("compared"), " + ".join(f"`{kind.value}`" for kind in COMPARED)),
    *(
        (kind.value, COUNT, lambda row, kind=kind: row.counts[kind], "pairs of this kind")
        for kind in Kind
    ),
)  # fmt: skip


def diff_report(diff: Diff, *, why_not_newer: tuple[Round, Reason] | None = None) -> Report:
    """Return the answer for people; `why_not_newer` is why a later round is not compared."""
    from peelcli.answers.grades import reasoned
    from peelcli.answers.tables import Report, table_of

    title = f"{diff.before.label} to {diff.after.label}"
    summary: tuple[str, ...]
    short_summary: tuple[str, ...]
    if diff.why_not is not None:
        limits = [f"These rounds can't be compared. {reasoned(diff.why_not)}", _pairs(diff)]
        summary = short_summary = ()
    else:
        limits = [f"{break_.reason} [{break_.source}]" for break_ in diff.partial_reasons]
        limits += [
            f"Graded in {round_.label} only: {_listed(asked)}." for round_, asked in diff.unpaired
        ]
        summary, short_summary = (_summary(diff),), (_short_summary(diff),)
    notes = [*limits, *summary]
    headings = ["Force", "Pillar", "Question", "Change"]
    if not any(row.question.id for row in diff.rows):
        headings.remove("Question")
    rows = (_cells(row) for row in diff.rows)
    table = table_of(title, headings, [[row[name] for name in headings] for row in rows])
    tables = (table,) if diff.rows else ()
    if why_not_newer is not None:
        newer, reason = why_not_newer
        title += ", the latest rounds that can be compared"
        notes.append(f"{newer.label} is not among them. {reasoned(reason)}")
    small = _small(diff, title, [*limits, *short_summary], why_not_newer) if diff.rows else None
    return Report(title, tables, tuple(notes), small=small)


def _small(
    diff: Diff, title: str, notes: Sequence[str], why_not_newer: tuple[Round, Reason] | None
) -> Report:
    """Return a line for each move, with the notes that limit what it says."""
    from peelcli.answers.grades import grade_codes
    from peelcli.answers.tables import Report

    hint = "A row for each force: add | less."
    if why_not_newer is not None:
        hint = f"{why_not_newer[0].label} can't be compared. {hint}"
    return Report(title, (_by_move(diff),), tuple(notes), hints=(hint,),
                  key=grade_codes(diff.before.scale))  # fmt: skip


def _by_move(diff: Diff) -> Table:
    """Return a line for each pillar or question and move, with the forces that made it."""
    from peelcli.answers.tables import Cell, numbers, table_of

    found: dict[tuple[str, str], list[DiffRow]] = {}
    for row in diff.rows:
        names = [row.pillar_name or "", row.question.name if row.question.id else ""]
        found.setdefault((": ".join(filter(None, names)), _short_move(row)), []).append(row)
    order = {kind: place for place, kind in enumerate(Kind)}
    rows = [
        (
            name,
            _change(some[0])._replace(text=_short_move(some[0])),
            str(len(some)),
            Cell(items=tuple(map(_name, some))),
        )
        for (name, _), some in sorted(
            found.items(),
            key=lambda item: (item[0][0], order[item[1][0].change.kind], item[0][1]),
        )
    ]
    return table_of("Moves", ["Of", "Change", *numbers(("Forces", "No.")), "Names"], rows)


def _name(row: DiffRow) -> Cell:
    """Return a force's name, with a mark where one of the two grades is worked out."""
    from peelcli.answers.tables import Cell, Mark

    both = filter(None, (row.before, row.after))
    is_derived = any(judgment.basis is Basis.DERIVED for judgment in both)
    marks = ((Mark.DERIVED, ""),) if is_derived and row.change.kind in MOVES else ()
    return Cell(row.force.short_name, marks=marks)


def _change(row: DiffRow) -> Cell:
    from peelcli.answers.tables import Cell

    grade = row.after.grade if row.after and row.change.kind in MOVES else None
    return Cell(_move(row), grade, sources=_sources(row))


def _cells(row: DiffRow) -> dict[str, str | Cell]:
    return {
        "Force": row.force.short_name,
        "Pillar": row.pillar_name or "",
        "Question": row.question.name if row.question.id else "",
        "Change": _change(row),
    }


def _sources(row: DiffRow) -> tuple[str, ...]:
    both = (judgment.sources for judgment in (row.before, row.after) if judgment)
    return tuple(dict.fromkeys(source for sources in both for source in sources))


def _short_move(row: DiffRow) -> str:
    """Return a move in codes of grades: `G->RI`; others stay in words."""
    both = [judgment.grade for judgment in (row.before, row.after) if judgment and judgment.grade]
    codes = "->".join(grade.code for grade in both)
    return codes if row.change.kind in MOVES else _move(row)


def _move(row: DiffRow) -> str:
    kind, steps = row.change
    before, after = map(_grade, (row.before, row.after), row.kinds)
    if kind is Kind.UNCHANGED:
        return f"{after}, unchanged"
    if kind is Kind.NOT_COMPARABLE:
        return f"{before} | {after}, not comparable"
    move = f", {'up' if steps > 0 else 'down'} {abs(steps)}" if steps else ""
    return f"{before} -> {after}{move}"


def _grade(judgment: Judgment | None, kind: CellKind) -> str:
    from peelcli.answers.grades import ABSENT, grade_in_words

    if judgment is None:
        return ABSENT[kind].words.capitalize()
    return grade_in_words(judgment)


def _listed(questions: tuple[Question, ...]) -> str:
    by_pillar: dict[str | None, list[str]] = {}
    for question in questions:
        name = question.name_in_sentence if question.id else "pillar grade"
        by_pillar.setdefault(question.pillar_name, []).append(name)
    return "; ".join(
        f"{in_sentence(pillar)} ({', '.join(names)})" if pillar else ", ".join(names)
        for pillar, names in by_pillar.items()
    )


def _pairs(diff: Diff) -> str:
    count = diff.summary.counts[Kind.NOT_COMPARABLE]
    pairs = f"{counted(count, 'pair')} of grades {'shares' if count == 1 else 'share'} a question"
    return f"{pairs}; none was compared."


def _summary(diff: Diff) -> str:
    found = [kind for kind in (Kind.LEFT_OUT, Kind.NOT_COMPARABLE) if diff.summary.counts[kind]]
    outside = _counts(diff, [Kind.NOT_GRADED, Kind.MISSING, *found])
    return f"{diff.summary.compared} compared: {_counts(diff, COMPARED)}. Not compared: {outside}."


def _short_summary(diff: Diff) -> str:
    """Return the same without the kinds that have no pair."""
    found = [kind for kind in Kind if diff.summary.counts[kind]]
    inside = _counts(diff, [kind for kind in found if kind in COMPARED])
    outside = _counts(diff, [kind for kind in found if kind not in COMPARED])
    return f"{diff.summary.compared} compared: {'; '.join(filter(None, [inside, outside]))}."


def _counts(diff: Diff, kinds: Iterable[Kind]) -> str:
    return ", ".join(f"{diff.summary.counts[kind]} {kind.label}" for kind in kinds)


DIFF = Form(
    "diff",
    fields(
        ("from", NUMBER, get("before.year"), "the first round"),
        ("to", NUMBER, get("after.year"), "the second round"),
        (
            "comparable",
            BOOLEAN,
            get("comparable"),
            "whether at least one grade that both gave can be compared",
        ),
        ("reason", or_null(TEXT), reason, "why not"),
        ("summary", record_of(SUMMARY), get("summary"), "how many pairs there are of each kind"),
        ("changes", records_of(CHANGE), get("rows"), "the pairs of the kinds asked for"),
        (
            "reason_source",
            or_null(ADDRESS),
            reason_source,
            "the address that says why not; the first, where several do",
        ),
    ),
    diff_report,
    rows="changes",
    about="""Compare two rounds: which grades improved, and which declined.

Without rounds, the latest two that can be compared.

\b
Examples:
  peel diff 2016 2017 --pillar legitimacy
  peel diff 2017 2018/19 --questions --group wales --all
""",
    words={
        "only": "Show rows of this kind: improved, declined, unchanged, carried-over, not-graded, "
        "missing, not-comparable, left-out",
        "all": "Show every row, not only the moves.",
        "anyway": "Also list pairs of grades that can't be compared.",
        "sort": "By force, by question, or the largest move up first.",
    },
    choices={"sort": DiffSort},
)
