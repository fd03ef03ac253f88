"""Every force, round and question that was asked, graded or not: a balanced panel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from peelcli.answers.form import Form
from peelcli.answers.grid import CellKind, cell_at
from peelcli.comparability import comparable_keys
from peelcli.contract import list_of, one_of, or_null, records_of
from peelcli.model import Dataset, Force, Judgment, Question, Round
from peelcli.records import (
    ADDRESS,
    BOOLEAN,
    COUNT,
    DAY,
    GRADE,
    NUMBER,
    PLACE,
    PLACE_IN_RANKING,
    TEXT,
    fields,
    get,
    grade_of,
    same,
)
from peelcli.terms import OVERALL, Basis, Level, Status
from peelcli.text import counted

if TYPE_CHECKING:
    from peelcli.answers.tables import Report


class PanelRow(NamedTuple):
    """One force's place in one round."""

    force: Force
    round: Round
    question: Question
    kind: CellKind
    judgment: Judgment | None
    is_comparable: bool
    """Whether the round's grades for the question compare with those of the round before."""

    @property
    def status(self) -> str:
        """How the judgment came about, or why there is none."""
        return self.judgment.status if self.judgment else self.kind

    @property
    def position(self) -> int | None:
        """The place of the grade on its round's scale, 1 being the best."""
        grade = self.judgment.grade if self.judgment else None
        return None if grade is None else self.round.scale.index(grade) + 1


def panel(dataset: Dataset) -> tuple[PanelRow, ...]:
    """Return a row for every force, every round and every question that the round asked.

    By force, then round, then as the reports have them. As of a day, without the rounds that
    had not begun to come out.
    """
    asked = []
    before: Round | None = None
    for round_ in dataset.rounds_meant():
        keys = comparable_keys(dataset.comparisons, before, round_) if before else ()
        asked += [(round_, question, question.key in keys) for question in round_.questions]
        before = round_
    return tuple(
        PanelRow(force, round_, question, cell.kind, cell.judgment, is_comparable)
        for force in dataset.forces.values()
        for round_, question, is_comparable in asked
        for cell in [cell_at(dataset, force.id, round_, question.key)]
    )


def _of_judgment(name: str) -> Callable[[Any], object]:
    """Return what gets a field of a judgment that may not be there."""
    get = attrgetter(name)
    return lambda row: get(row.judgment) if row.judgment else None


PANEL_ROW = fields(
    ("force", TEXT, get("force.id"), "the force's id"),
    ("force_name", TEXT, get("force.name"), "its official name"),
    ("short_name", TEXT, get("force.short_name"), "its name in tables"),
    ("gss", or_null(TEXT), get("force.gss"), "the ONS code of its police force area"),
    ("home_office_name", or_null(TEXT), get("force.home_office_name"),
     "its name in the Home Office's tables"),
    ("region", TEXT, get("force.region"), "its region"),
    ("nation", TEXT, get("force.nation"), "its nation"),
    ("year", NUMBER, get("round.year"), PLACE["year"]),
    ("round", TEXT, get("round.label"), "the round's label, like `PEEL 2018/19`"),
    ("pillar", or_null(TEXT), get("question.pillar"), PLACE["pillar"]),
    ("question", TEXT, lambda row: row.question.id or OVERALL, "`overall`: the pillar's own grade"),
    ("level", one_of(Level), get("question.level"), "areas are `pillar-grades`"),
    ("title", or_null(TEXT), get("question.title"), "the inspectorate's wording of the question"),
    ("grade", or_null(GRADE), grade_of("judgment"), "null where there is none"),
    ("status", one_of([*Status, *list(CellKind)[1:]]), get("status"),
     "as in the rows of `overview`; `no-grade`: the round asked, and graded no force"),
    ("position", or_null(PLACE_IN_RANKING), get("position"),
     "the place of the grade on its round's scale, 1 being the best"),
    ("scale_size", COUNT, lambda row: len(row.round.scale), "how many grades the scale has"),
    ("carried_over_from", or_null(NUMBER), _of_judgment("carried_over_from"),
     "the round whose grade stands, when `status` is `carried-over`"),
    ("published", or_null(DAY), _of_judgment("published"), "the day on which the grade came out"),
    ("basis", or_null(one_of(Basis)), _of_judgment("basis"),
     "what kind of page the grade rests on"),
    ("comparable_with_round_before", BOOLEAN, get("is_comparable"),
     "whether the question's grades compare with those of the round before"),
    ("report", or_null(ADDRESS), _of_judgment("report"),
     "the official report that grades it; null before 2021, or where it is not known"),
    ("sources", list_of(ADDRESS), lambda row: row.judgment.sources if row.judgment else (),
     "what the grade rests on, best first"),
)  # fmt: skip


def panel_report(rows: tuple[PanelRow, ...]) -> Report:
    """Return the numbers for people: the rows themselves are for other tools."""
    from peelcli.answers.tables import Report, numbers, table_of

    found = Counter((row.round.label, row.status) for row in rows)
    statuses = [member for member in (*Status, *CellKind) if any(member == key[1] for key in found)]
    headings = [status.value.replace("-", " ").capitalize() for status in statuses]
    rounds = dict.fromkeys(row.round.label for row in rows)
    table = table_of(
        "Rows by round and status",
        ["Round", *numbers(*headings)],
        [(label, *(str(found[label, status]) for status in statuses)) for label in rounds],
    )
    note = "A row for every force, round and question that the round asked."
    return Report(f"A panel of {counted(len(rows), 'row')}", (table,), (note,))


PANEL = Form(
    "panel",
    fields(("rows", records_of(PANEL_ROW), same, "by force, then round")),
    panel_report,
)
