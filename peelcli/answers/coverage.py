"""How much of each round is in the dataset, and on what kind of page it rests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from peelcli.answers.form import Form
from peelcli.answers.grid import CellKind, cell_at
from peelcli.answers.reported import Reported, areas_of, reported
from peelcli.contract import one_of, or_null, records_of
from peelcli.model import Dataset, Force, Question, Round
from peelcli.records import COUNT, NUMBER, PLACE, TEXT, fields, get, same
from peelcli.terms import Basis, Level

if TYPE_CHECKING:
    from peelcli.answers.tables import Report


class CoverageBy(StrEnum):
    """The rows of a coverage."""

    PILLAR = "pillar"
    """A pillar of a round and a level: its own grade, or its questions; or all areas."""
    FORCE = "force"
    """A force in a round."""


class CoverageRow(NamedTuple):
    """How many of the judgments that a round must have given are in the dataset."""

    round: Round
    pillar: str | None
    level: Level | None
    """None when the row is of all levels."""
    force: Force | None
    in_dataset: int
    """Grades."""
    not_graded: int
    """Judgments that say that there is no grade."""
    out_of: int
    """Questions that the round graded, times the forces."""
    by_basis: Mapping[Basis, int]
    """How many judgments rest on what kind of page, the not graded ones too."""
    left_out: int
    """Judgments that are left out, as of a day."""
    undated: int
    """Those of them whose day is not known."""
    not_in_report: int
    """Areas that the force's report did not grade."""
    reported: Reported | None = None
    """How much of a force's report is there, where the row is of one."""

    @property
    def missing(self) -> int:
        """How many are not in the dataset."""
        there = self.in_dataset + self.not_graded + self.left_out + self.not_in_report
        return self.out_of - there

    @property
    def graded_in_report(self) -> int | None:
        """How many areas the force's report graded, where that is known."""
        return self.reported.graded if self.reported else None


def coverage(
    dataset: Dataset, *, years: Collection[int] = (), by: CoverageBy = CoverageBy.PILLAR
) -> tuple[CoverageRow, ...]:
    """Return the coverage of some rounds, or of all."""
    rounds = dataset.rounds_meant(years)
    forces = tuple(dataset.forces.values())
    if by is CoverageBy.FORCE:
        return tuple(
            _row(dataset, round_, round_.graded_questions, (force,), force=force)
            for force in forces
            for round_ in rounds
        )
    rows = []
    for round_ in rounds:
        groups: dict[tuple[str | None, Level], list[Question]] = {}
        for question in round_.graded_questions:
            groups.setdefault((question.pillar, question.level), []).append(question)
        for (pillar, level), questions in groups.items():
            rows.append(_row(dataset, round_, questions, forces, pillar=pillar, level=level))
    return tuple(rows)


def _reported(dataset: Dataset, force: Force, round_: Round) -> Reported | None:
    judgments = dataset.by_force.get(force.id, {}).values()
    return reported(dataset.report(force.id, round_.year), round_, judgments)


def _row(
    dataset: Dataset,
    round_: Round,
    questions: Iterable[Question],
    forces: tuple[Force, ...],
    *,
    pillar: str | None = None,
    level: Level | None = None,
    force: Force | None = None,
) -> CoverageRow:
    keys = [question.key for question in questions]
    cells = [cell_at(dataset, force.id, round_, key) for force in forces for key in keys]
    found = [cell.judgment for cell in cells if cell.judgment is not None]
    graded = sum(judgment.grade is not None for judgment in found)
    bases = Counter(judgment.basis for judgment in found)
    return CoverageRow(
        round_,
        pillar,
        level,
        force,
        graded,
        len(found) - graded,
        len(keys) * len(forces),
        {basis: bases[basis] for basis in Basis},
        sum(cell.kind is CellKind.LEFT_OUT for cell in cells),
        sum(cell.is_undated for cell in cells),
        sum(cell.kind is CellKind.NOT_IN_REPORT for cell in cells),
        _reported(dataset, force, round_) if force else None,
    )


COVERAGE_ROW = fields(
    ("year", NUMBER, get("round.year"), PLACE["year"]),
    ("pillar", or_null(TEXT), get("pillar"), PLACE["pillar"]),
    ("level", or_null(one_of(Level)), get("level"), "areas are `pillar-grades`; null by force"),
    ("force", or_null(TEXT), lambda row: row.force and row.force.id, "null unless by force"),
    ("in_dataset", COUNT, get("in_dataset"), "grades that are there"),
    ("not_graded", COUNT, get("not_graded"), "judgments that say that there is no grade"),
    ("missing", COUNT, get("missing"), "judgments that are not there"),
    ("out_of", COUNT, get("out_of"), "questions that the round graded, times the forces"),
    *(
        (
            basis.value,
            COUNT,
            lambda row, basis=basis: row.by_basis[basis],
            "judgments with this basis",
        )
        for basis in Basis
    ),
    ("left_out", COUNT, get("left_out"), "judgments that are left out as of a day"),
    ("not_in_report", COUNT, get("not_in_report"), "areas that the force's report did not grade"),
    (
        "graded_in_report",
        or_null(COUNT),
        get("graded_in_report"),
        "by force: how many areas its report graded when it came out; null where not known",
    ),
)


_COUNTS: tuple[tuple[str, str, Callable[[CoverageRow], int]], ...] = (
    ("In dataset", "In", lambda row: row.in_dataset),
    ("Not graded", "N/g", lambda row: row.not_graded),
    ("Not in report", "N/r", lambda row: row.not_in_report),
    ("Left out", "Left", lambda row: row.left_out),
    ("Not in dataset", "?", lambda row: row.missing),
    ("Out of", "Of", lambda row: row.out_of),
    *(
        (basis.value.capitalize(), f"{basis.value.capitalize()[:3]}.",
         lambda row, basis=basis: row.by_basis[basis])
        for basis in Basis
    ),
)  # fmt: skip
"""Headings, each with a shorter form; a column only where it has a number."""


def coverage_report(rows: tuple[CoverageRow, ...]) -> Report:
    """Return the answer for people."""
    from peelcli.answers.grades import titled_by_round
    from peelcli.answers.tables import Report, numbers, table_of

    by_force = any(row.force for row in rows)
    counts = [(long, short, get) for long, short, get in _COUNTS if any(map(get, rows))]
    with_reports = any(row.force and not row.round.pillars for row in rows)
    table = table_of(
        "How complete the dataset is",
        [
            *(("Force", "Round") if by_force else ("Round", "Pillar", "Level")),
            *numbers(*((long, short) for long, short, _ in counts)),
            *(["Of the report's areas"] if with_reports else []),
        ],
        [
            (
                *_names(row),
                *(str(get(row)) for _, _, get in counts),
                *([_of_report(row)] if with_reports else []),
            )
            for row in rows
        ],
    )
    table = titled_by_round(table, [row.round for row in rows])
    limits = dict.fromkeys(
        f"{row.round.short_label}: {row.round.missing}"
        for row in rows
        if row.missing and row.round.missing
    )
    return Report(table.caption, (table,), (*limits, *_read_on(rows), " ".join(_total(rows))))


def _read_on(rows: tuple[CoverageRow, ...]) -> Iterator[str]:
    """Yield how much of each round of areas was read on the inspectorate's own pages."""
    of_areas = {row.round.year: row.round for row in rows if not row.round.pillars}
    for round_ in of_areas.values():
        found = Counter[Basis]()
        for row in rows:
            found.update(row.by_basis if row.round.year == round_.year else {})
        if found.total():
            yield (
                f"{round_.short_label}: {found[Basis.OFFICIAL]:,} of {found.total():,} judgments "
                f"were read on the inspectorate's pages, {found[Basis.SECONDARY]:,} in the press "
                f"or on pages of forces and commissioners; {found[Basis.DERIVED]:,} are worked out."
            )


def _total(rows: tuple[CoverageRow, ...]) -> Iterator[str]:
    """Yield how many grades there are, of how many, and what is known of the others."""
    found, out_of = sum(row.in_dataset for row in rows), sum(row.out_of for row in rows)
    yield f"{found:,} of {out_of:,} grades are in the dataset."
    none = sum(row.not_graded + row.not_in_report for row in rows)
    if none:
        yield f"{none:,} {_are(none)} known not to have been given."
    if left_out := sum(row.left_out for row in rows):
        yield f"{left_out:,} {_are(left_out)} left out, as of that day."
    if missing := sum(row.missing for row in rows):
        yield f"The other {missing:,} may exist; we have not found them."


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _of_report(row: CoverageRow) -> str:
    if row.round.pillars:
        return ""
    return areas_of(row.reported) if row.reported else "not known"


def _names(row: CoverageRow) -> tuple[str, ...]:
    if row.force is not None:
        return row.force.short_name, row.round.short_label
    pillar = next((q.pillar_name for q in row.round.questions if q.pillar == row.pillar), "")
    level = "pillar grade" if row.level is Level.PILLAR_GRADES else "questions"
    return row.round.short_label, pillar or "", level if row.pillar else "areas"


COVERAGE = Form(
    "coverage",
    fields(("rows", records_of(COVERAGE_ROW), same, "round by round")),
    coverage_report,
    about="""Show how much of each round is in the dataset.

\b
Examples:
  peel coverage --round 2018 --round 2021
  peel coverage --round 2023 --by force
""",
    words={
        "by": "A row per pillar and level, or per force.",
    },
    choices={"by": CoverageBy},
)
