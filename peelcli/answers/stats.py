"""How many forces got each grade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from peelcli.answers.form import Form
from peelcli.answers.grid import CellKind, cell_at, graded_rows_of
from peelcli.answers.rounds_apart import NotCompared, not_compared, same_forces_of
from peelcli.comparability import is_comparable
from peelcli.contract import list_of, or_null, records_of
from peelcli.errors import UsageError
from peelcli.filters import EVERYTHING, Filter
from peelcli.model import Dataset, Force, Group, Judgment, Question, Round, is_thin
from peelcli.records import COUNT, NUMBER, PLACE, TEXT, fields, get, same
from peelcli.terms import Basis, Grade, Level, Place
from peelcli.text import in_sentence, percent

if TYPE_CHECKING:
    from peelcli.answers.tables import Cell, Headline, Report


Member = tuple[Force, Mapping[Place, Judgment]]
"""A force and its judgments."""


class StatsBy(StrEnum):
    """The groups of forces that are counted."""

    ALL = "all"
    REGION = "region"
    NATION = "nation"
    GROUP = "group"
    """The named groups, which may share forces."""


class StatsSort(StrEnum):
    """The order of the questions of a round."""

    QUESTION = "question"
    """As the reports have them."""
    GRADE = "grade"
    """The largest share of the best grade first; of equals, that of the next."""


class StatsRow(NamedTuple):
    """One question of one round, over some forces."""

    round: Round
    question: Question
    region: str | None
    nation: str | None
    counts: Mapping[Grade, int]
    """Every grade there is; those that the round's scale lacks are 0."""
    not_graded: int
    """Forces that got no grade, by the inspectorate's words or by what their report graded."""
    missing: int
    left_out: int
    undated: int
    """How many of those left out have no known day."""
    group: str | None = None
    """The id of the group."""
    derived: int = 0
    """How many of the grades are derived from stated facts."""
    forces: int = 0
    """How many forces are counted, with a grade or without."""
    comparable_with: tuple[int, ...] = ()
    """Other rounds of the answer whose grades for the question can be compared."""
    judgments: tuple[Judgment, ...] = ()
    """The grades that are counted."""

    @property
    def graded(self) -> int:
        """How many forces have a grade: what shares are shares of."""
        return sum(self.counts.values())

    @property
    def shares(self) -> list[float]:
        """The share of each grade, best first."""
        return [count / (self.graded or 1) for count in self.counts.values()]


def stats(
    dataset: Dataset,
    *,
    years: Collection[int] = (),
    pillars: Collection[str] = (),
    questions: Collection[str] = (),
    level: Level = Level.PILLAR_GRADES,
    wanted: Filter = EVERYTHING,
    by: StatsBy = StatsBy.ALL,
    groups: Collection[Group] = (),
    sort: StatsSort = StatsSort.QUESTION,
    same_forces: bool = False,
) -> tuple[StatsRow, ...]:
    """Count the grades of the wanted forces, round by round and question by question.

    `groups` are those to count by; without any, those of the dataset. `same_forces` counts only
    forces that have a grade in each of the rounds that graded a question. Raises UsageError where
    there is no group.
    """
    forces = [
        (force, dataset.by_force.get(force.id, {}))
        for force in dataset.forces.values()
        if wanted.lets_force_through(force)
    ]
    members: dict[tuple[str | None, str | None, str | None], list[Member]]
    if by is StatsBy.GROUP:
        found = tuple(groups) or tuple(dataset.groups.values())
        if not found:
            raise UsageError("there is no group to count by; name one with `group=` or `groups=`")
        members = {
            (None, None, group.id): [member for member in forces if member[0].id in group.forces]
            for group in found
        }
    else:
        members = {(*key, None): some for key, some in _groups(forces, by).items()}
    asked = [
        (round_, question)
        for round_ in dataset.rounds_meant(years)
        for question in graded_rows_of(round_, pillars, level, questions)
    ]
    places = [(round_.year, question.key) for round_, question in asked]
    same = same_forces_of(dataset, places) if same_forces else {}
    rows = [
        _row(
            dataset,
            round_,
            question,
            region,
            nation,
            [
                judgment
                for judgment in some
                if not same_forces or judgment[0].id in same[question.key]
            ],
        )._replace(
            group=group,
            comparable_with=tuple(
                year
                for year, key in places
                if year != round_.year
                and key == question.key
                and is_comparable(dataset.comparisons, year, round_.year, key)
            ),
        )
        for round_, question in asked
        for (region, nation, group), some in members.items()
    ]
    if sort is StatsSort.GRADE:
        rows.sort(key=lambda row: (row.round.year, [-share for share in row.shares]))
    return tuple(rows)


def undated_beside(dataset: Dataset, rows: Iterable[StatsRow], wanted: Filter) -> int:
    """Return how many judgments of the rows' questions are left out because they have no day."""
    places = {(row.round.year, *row.question.key) for row in rows}
    return sum(
        dataset.is_undated(judgment)
        and wanted.lets_force_through(dataset.forces[judgment.force])
        and judgment.place in places
        for judgment in dataset.left_out.values()
    )


def apart_in(dataset: Dataset, rows: Iterable[StatsRow]) -> tuple[NotCompared, ...]:
    """Return the rounds beside each other in the rows that can't be compared."""
    places = dict.fromkeys((row.round.year, row.question.key) for row in rows)
    return tuple(not_compared(dataset, places))


def _groups(
    forces: Iterable[Member], by: StatsBy
) -> dict[tuple[str | None, str | None], list[Member]]:
    groups: dict[tuple[str | None, str | None], list[Member]] = {}
    for member in forces:
        force, _ = member
        region = force.region if by is StatsBy.REGION else None
        nation = force.nation if by is StatsBy.NATION else None
        groups.setdefault((region, nation), []).append(member)
    return dict(sorted(groups.items(), key=lambda item: str(item[0])))


def _row(
    dataset: Dataset,
    round_: Round,
    question: Question,
    region: str | None,
    nation: str | None,
    forces: list[Member],
) -> StatsRow:
    grades: Counter[Grade] = Counter()
    known = []
    not_graded = missing = left_out = undated = derived = 0
    place = (round_.year, *question.key)
    for force, judgments in forces:
        judgment = judgments.get(place)
        if judgment is None:
            cell = cell_at(dataset, force.id, round_, question.key)
            not_graded += cell.kind is CellKind.NOT_IN_REPORT
            missing += cell.kind is CellKind.MISSING
            left_out += cell.kind is CellKind.LEFT_OUT
            undated += cell.is_undated
        elif judgment.grade is None:
            not_graded += 1
        else:
            grades[judgment.grade] += 1
            known.append(judgment)
            derived += judgment.basis is Basis.DERIVED
    counts = {grade: grades[grade] for grade in Grade}
    return StatsRow(
        round_,
        question,
        region,
        nation,
        counts,
        not_graded,
        missing,
        left_out,
        undated,
        derived=derived,
        forces=len(forces),
        judgments=tuple(known),
    )


STATS_ROW = fields(
    ("year", NUMBER, get("round.year"), PLACE["year"]),
    ("pillar", or_null(TEXT), get("question.pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), get("question.id"), PLACE["question"]),
    ("region", or_null(TEXT), get("region"), "null unless counted by it"),
    *(
        (grade.value, COUNT, lambda row, grade=grade: row.counts[grade], "forces with this grade")
        for grade in Grade
    ),
    (
        "not-graded",
        COUNT,
        get("not_graded"),
        "forces that got no grade; by their report, since 2021",
    ),
    ("missing", COUNT, get("missing"), "forces whose judgment is not in the dataset"),
    ("nation", or_null(TEXT), get("nation"), "null unless counted by it"),
    ("left-out", COUNT, get("left_out"), "forces whose judgment is left out as of a day"),
    ("group", or_null(TEXT), get("group"), "null unless counted by it"),
    ("derived", COUNT, get("derived"), "how many of the grades are derived"),
    ("forces", COUNT, get("forces"), "how many forces are counted, with a grade or without"),
    ("comparable_with", list_of(NUMBER), get("comparable_with"),
     "the other rounds of the answer whose grades for it can be compared"),
)  # fmt: skip


_MOST_NAMED = 4

_APART: tuple[tuple[str, str, Callable[[StatsRow], int]], ...] = (
    ("Not graded", "N/g", lambda row: row.not_graded),
    ("Not in the dataset", "?", lambda row: row.missing),
    ("Left out", "Left", lambda row: row.left_out),
    ("Worked out", "≈", lambda row: row.derived),
)
"""Headings of what has no grade, and of grades that are worked out, each with a shorter form; a
column only where some are."""


_BY: tuple[tuple[str, Callable[[StatsRow], str | None]], ...] = (
    ("Region", lambda row: row.region),
    ("Nation", lambda row: row.nation),
    ("Group", lambda row: row.group),
)


def stats_report(
    rows: tuple[StatsRow, ...],
    *,
    is_latest: bool = False,
    apart: Sequence[NotCompared] = (),
    same_forces: bool = False,
) -> Report:
    """Return the answer for people; `apart` are rounds in it that can't be compared."""
    from peelcli.answers.grades import apart_notes, titled_by_round
    from peelcli.answers.tables import NOTHING_TO_SHOW, Cell, Column, Report, numbers, table_of

    used = [grade for grade in Grade if any(grade in row.round.scale for row in rows)]
    names = ["Round", "Question"]
    names += [heading for heading, value in _BY if any(map(value, rows))]
    more = [
        (heading, short, get) for heading, short, get in _APART if any(get(row) for row in rows)
    ]
    table = table_of(
        "How many forces got each grade",
        [
            *names,
            *numbers(*((grade.label, grade.code) for grade in used)),
            Column("Shares", is_dispensable=True),
            *numbers(*((heading, short) for heading, short, _ in more)),
        ],
        [
            (
                *_names(row)[: len(names)],
                *(_count(row, grade) for grade in used),
                Cell(bar=tuple((g, row.counts[g]) for g in used) if row.graded else ()),
                *(str(get(row)) for _, _, get in more),
            )
            for row in rows
        ],
    )
    if not rows:
        return Report(table.caption, (), (NOTHING_TO_SHOW,))
    table = titled_by_round(table, [row.round for row in rows], is_latest=is_latest)
    notes = [*apart_notes(apart), *_notes(rows, same_forces=same_forces)]
    headline = _headline(rows)
    return Report(table.caption, (table,), tuple(notes), headline=headline)


def _headline(rows: tuple[StatsRow, ...]) -> Headline:
    """Return the picture's words: where the share of the worst grade is largest."""
    from peelcli.answers.grades import question_label, span_of
    from peelcli.answers.headline import finding_of, source_line
    from peelcli.answers.tables import Headline

    rounds = list({row.round.year: row.round for row in rows}.values())
    judgments = {judgment: None for row in rows for judgment in row.judgments}
    names = list(dict.fromkeys(question_label(row.question) for row in rows))
    what = f"{names[0]}: how" if len(names) == 1 else "How"
    shown = f"{what} many forces got each grade {span_of(rounds)}"
    full = [row for row in rows if not is_thin(row.graded, row.forces)]
    groups = {(row.region, row.nation, row.group) for row in rows}
    title = ""
    if len(rounds) == 1 and len(groups) == 1 and full:
        worst = max(full, key=lambda row: row.shares[::-1])
        title = finding_of(Counter(worst.counts), worst.round.scale, worst.question)
    elsewhere = ", the largest share of all questions shown" if len(full) > 1 else ""
    return Headline(
        f"{title}{elsewhere}" if title else shown,
        f"{shown}." if title else "",
        source_line(judgments, rounds),
    )


def _notes(rows: tuple[StatsRow, ...], *, same_forces: bool) -> Iterator[str]:
    from peelcli.answers.grades import missing_notes, thin_note

    if same_forces:
        yield "Only forces that have a grade in each of these rounds are counted."
    else:
        yield "Shares are of the forces that have a grade."
        thin = [row for row in rows if is_thin(row.graded, row.forces)]
        if thin and len(rows) == 1:
            yield thin_note(thin[0].graded, thin[0].forces)
        elif thin:
            names = "; ".join(
                f"{_row_name(row, rows)} (of the {row.graded} of {row.forces} that are known)"
                for row in thin[:_MOST_NAMED]
            )
            more = f" and {len(thin) - _MOST_NAMED} more" if len(thin) > _MOST_NAMED else ""
            yield (
                "Fewer than two thirds of the grades are known here, so don't read a pattern from "
                f"these numbers: {names}{more}."
            )
    yield from missing_notes(row.round for row in rows if row.missing)


def _row_name(row: StatsRow, rows: tuple[StatsRow, ...]) -> str:
    """Return what tells a row from the others."""
    year, name, of = _names(row)
    several = len({row.round.year for row in rows}) > 1
    parts = [year if several else "", of, in_sentence(name)]
    return " ".join(part for part in parts if part)


def _names(row: StatsRow) -> tuple[str, ...]:
    from peelcli.answers.grades import question_label

    return (
        row.round.short_label,
        question_label(row.question),
        row.region or row.nation or row.group or "",
    )


def _count(row: StatsRow, grade: Grade) -> Cell:
    from peelcli.answers.tables import Cell, Mark

    if grade not in row.round.scale:
        return Cell(marks=((Mark.NO_SUCH_GRADE, ""),))
    count = row.counts[grade]
    if not row.graded:
        return Cell(str(count))
    return Cell(f"{count} ({percent(count, row.graded)})", short=str(count))


STATS = Form(
    "stats",
    fields(("rows", records_of(STATS_ROW), same, "by round, then question")),
    stats_report,
    is_of_several_rounds=True,
    about="""Count how many forces got each grade.

Without a round, it counts the latest.

\b
Examples:
  peel stats --sort grade
  peel stats --round 2018 --pillar legitimacy --by region
""",
    words={
        "round": "This round, or all; the latest if none is named",
        "by": "Count all forces, or by region, nation or group.",
        "sort": "By question, or the largest share of the best grade first.",
    },
    choices={"by": StatsBy, "sort": StatsSort},
)
