"""Forces side by side, and where their grades differ."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from peelcli.answers.cells import CELL_FIELDS, CITED_FIELDS
from peelcli.answers.form import Form
from peelcli.answers.grid import (
    ForceCell,
    GradeCell,
    cell_at,
    graded_rows_of,
    position,
    sort_keys,
)
from peelcli.answers.rounds_apart import NotCompared, not_compared
from peelcli.contract import list_of, records_of
from peelcli.errors import UsageError
from peelcli.model import Dataset, Force, Question, Round
from peelcli.records import (
    BOOLEAN,
    BRIEF_FORCE,
    NUMBER,
    fields,
    get,
)
from peelcli.terms import Level, QuestionKey
from peelcli.text import counted, joined

if TYPE_CHECKING:
    from peelcli.answers.tables import Headline, Report, Row


class CompareRow(NamedTuple):
    """One question, and what each force got for it."""

    question: Question
    cells: tuple[GradeCell, ...]
    """One per force."""

    @property
    def differs(self) -> bool:
        """Whether two of the forces got different grades."""
        return len({c.judgment.grade for c in self.cells if c.judgment and c.judgment.grade}) > 1

    @property
    def is_shared(self) -> bool:
        """Whether all of the forces have a grade."""
        return all(cell.judgment and cell.judgment.grade for cell in self.cells)


class Comparison(NamedTuple):
    """The answer of `compare`."""

    forces: tuple[Force, ...]
    rounds: tuple[tuple[Round, tuple[CompareRow, ...]], ...]

    @property
    def years(self) -> list[int]:
        """The years of the rounds."""
        return [round_.year for round_, _ in self.rounds]

    @property
    def undated(self) -> int:
        """How many places are left out because their day is not known."""
        return sum(row.cell.is_undated for row in self.cells)

    @property
    def cells(self) -> list[ForceCell]:
        """Every place, round by round, then question by question."""
        return [
            ForceCell(force, round_, row.question, cell, row.differs)
            for round_, rows in self.rounds
            for row in rows
            for force, cell in zip(self.forces, row.cells, strict=True)
        ]


def compare(
    dataset: Dataset,
    forces: Sequence[Force],
    *,
    years: Collection[int] = (),
    pillars: Collection[str] = (),
    questions: Collection[str] = (),
    level: Level = Level.PILLAR_GRADES,
    sort: str | None = None,
    worst_first: bool = False,
) -> Comparison:
    """Return forces' grades side by side in the named rounds, or the latest that all have.

    The forces stand as they come, or by the grades of the last round that `sort` names, as
    `sort_keys` reads it, best first or worst first. Raises UsageError where there is no such round,
    or fewer than two forces.
    """
    forces = tuple(dict.fromkeys(forces))
    if len(forces) < 2:  # noqa: PLR2004 - comparing takes two
        raise UsageError("name at least two forces to compare, or a group of them with `group=`")
    rounds = dataset.rounds_meant(years)
    if not years:
        rounds = (_latest_of_all(dataset, forces, pillars, level, questions),)
    if (sort is not None or worst_first) and rounds:
        keys = sort_keys(rounds[-1], pillars, level, sort, questions, worst_first=worst_first)
        forces = _sorted(dataset, forces, rounds[-1], keys, worst_first=worst_first)
    found = []
    for round_ in rounds:
        rows = tuple(
            CompareRow(
                question,
                tuple(cell_at(dataset, force.id, round_, question.key) for force in forces),
            )
            for question in graded_rows_of(round_, pillars, level, questions)
        )
        if rows:
            found.append((round_, rows))
    return Comparison(forces, tuple(found))


def _sorted(
    dataset: Dataset,
    forces: Iterable[Force],
    round_: Round,
    keys: Iterable[QuestionKey],
    *,
    worst_first: bool,
) -> tuple[Force, ...]:
    def places(force: Force) -> tuple[object, ...]:
        cells = [cell_at(dataset, force.id, round_, key) for key in keys]
        return (
            *(position(cell, round_, worst_first=worst_first) for cell in cells),
            force.short_name,
        )

    return tuple(sorted(forces, key=places))


def _latest_of_all(
    dataset: Dataset,
    forces: tuple[Force, ...],
    pillars: Collection[str],
    level: Level,
    questions: Collection[str],
) -> Round:
    """Return the latest round in which all forces have a grade for the same question.

    Where there is none, the latest in which each has some grade.
    """
    latest = None
    for round_ in reversed(tuple(dataset.rounds.values())):
        keys = [question.key for question in graded_rows_of(round_, pillars, level, questions)]
        graded = [{key for key in keys if _grade(dataset, force, round_, key)} for force in forces]
        if set.intersection(*graded):
            return round_
        if latest is None and all(graded):
            latest = round_
    if latest is None:
        raise UsageError(
            "there is no round in which all of these forces have grades; name one with `round=`"
        )
    return latest


def _grade(dataset: Dataset, force: Force, round_: Round, key: QuestionKey) -> object:
    judgment = dataset.judgment(force.id, round_.year, key)
    return judgment and judgment.grade


COMPARED_CELL = fields(
    *CELL_FIELDS,
    ("differs", BOOLEAN, get("differs"), "whether two of the forces got different grades"),
    *CITED_FIELDS,
)


_PAIR = 2
_MOST_IN_TITLE = 3


def apart_of(dataset: Dataset, comparison: Comparison) -> tuple[NotCompared, ...]:
    """Return the rounds beside each other in a comparison that can't be compared."""
    places = [(round_.year, row.question.key) for round_, rows in comparison.rounds for row in rows]
    return tuple(not_compared(dataset, places))


def compare_report(
    comparison: Comparison, *, is_latest: bool = False, apart: Sequence[NotCompared] = ()
) -> Report:
    """Return the answer for people; `apart` are rounds in it that can't be compared."""
    from peelcli.answers.grades import not_compared_note
    from peelcli.answers.tables import NOTHING_TO_SHOW, Column, Report, Table

    columns = (
        Column("Question"),
        *(Column(force.short_name, holds_grades=True) for force in comparison.forces),
    )
    tables = tuple(
        Table(round_.label, columns, tuple(map(_row, rows)), is_captioned=True)
        for round_, rows in comparison.rounds
    )
    rows = [row for _, rows in comparison.rounds for row in rows]
    labels = [round_.label for round_, _ in comparison.rounds]
    rounds = " and ".join(labels) if len(labels) <= _PAIR else f"{labels[0]} to {labels[-1]}"
    shared = sum(row.is_shared for row in rows)
    who = _who(comparison)
    differing = sum(row.differs and row.is_shared for row in rows)
    note = (
        f"The forces' grades differ in {differing} of the {counted(shared, 'row')} in which {who} "
        "have a grade."
    )
    if is_latest and shared:
        rounds += f", the latest round in which {who} have a grade for the same question"
    elif is_latest:
        rounds += f", the latest round in which {who} have grades"
    title = ", ".join(force.short_name for force in comparison.forces)
    return Report(
        f"{title}: {rounds}" if rounds else title,
        tables,
        (*map(not_compared_note, apart), note if rows else NOTHING_TO_SHOW),
        headline=_headline(comparison, shared, differing) if labels else None,
    )


def _who(comparison: Comparison) -> str:
    return "both" if len(comparison.forces) == _PAIR else "all"


def _headline(comparison: Comparison, shared: int, differing: int) -> Headline:
    """Return the picture's words: in how many rows the forces got the same grade."""
    from peelcli.answers.grades import span_of
    from peelcli.answers.headline import source_line
    from peelcli.answers.tables import Headline

    names = [force.short_name for force in comparison.forces]
    forces = joined(names)
    if len(names) > _MOST_IN_TITLE:
        forces = counted(len(comparison.forces), "force")
    rounds = [round_ for round_, _ in comparison.rounds]
    shown = f"The grades of {forces} {span_of(rounds)}"
    kind = "question" if any(round_.pillars for round_ in rounds) else "area"
    known = f"{counted(shared, kind)} known for {_who(comparison)}"
    title = f"{forces} got the same grade in {shared - differing} of {known}"
    cells = [row.cell for row in comparison.cells]
    judgments = [cell.judgment for cell in cells if cell.judgment]
    return Headline(
        title if shared and len(rounds) == 1 else shown,
        f"{shown}." if shared and len(rounds) == 1 else "",
        source_line(judgments, rounds),
    )


def _row(row: CompareRow) -> Row:
    from peelcli.answers.grades import question_label, still_cell
    from peelcli.answers.tables import Cell, Mark, Row

    marks = ((Mark.DIFFERS, ""),) if row.differs else ()
    name = Cell(question_label(row.question), marks=marks, stands_out=row.differs)
    return Row((name, *map(still_cell, row.cells)))


COMPARE = Form(
    "compare",
    fields(
        ("forces", records_of(BRIEF_FORCE), get("forces"), "the forces"),
        ("years", list_of(NUMBER), get("years"), "the rounds"),
        ("rows", records_of(COMPARED_CELL), get("cells"), "round by round"),
    ),
    compare_report,
    about="""Show forces side by side.

In the latest round in which all of them have grades, unless rounds are named.

\b
Examples:
  peel compare derbyshire notts
  peel compare --group wales --round all --pillar legitimacy
""",
    words={
        "force": "Forces.",
        "group": "Compare the forces of this group",
        "sort": "Order the forces by name; by a pillar, question or area; or by grade, which is by "
        "each in turn.",
    },
)
