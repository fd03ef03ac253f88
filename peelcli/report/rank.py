"""What `peel rank` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.report.answer import Answer
from peelcli.report.day import day_notes, with_day
from peelcli.report.fields import RANK_FIELDS, Fields, rank_fields
from peelcli.report.grades import question_label
from peelcli.report.model import Cell, Column, Mark, Report, Row, Table
from peelcli.report.wording import counted

if TYPE_CHECKING:
    from peelcli.queries.rank import Ranking, RankRow


def rank_answer(ranking: Ranking, day: str | None = None) -> Answer:
    """Return the answer, as of a day if there is one."""
    return Answer(
        document=lambda: with_day(rank_document(ranking), day, ranking.undated),
        items="rows",
        columns=RANK_FIELDS,
        report=lambda: rank_report(ranking, day),
    )


def rank_document(ranking: Ranking) -> Fields:
    """Return the answer as JSON has it; forces without all of the grades have no rank."""
    return {
        "year": ranking.round.year,
        "round": ranking.round.label,
        "scale": [grade.value for grade in ranking.round.scale],
        "grades_needed": ranking.needed,
        "rows": [rank_fields(row) for row in (*ranking.ranked, *ranking.too_few)],
        "questions": [{"pillar": one.pillar, "question": one.id} for one in ranking.questions],
    }


def rank_report(ranking: Ranking, day: str | None = None) -> Report:
    """Return the answer for people."""
    tables = []
    if ranking.ranked:
        tables.append(
            Table(
                caption="Ranked",
                columns=(
                    Column("Force"),
                    Column("Rank", is_number=True),
                    Column("Mean position", is_number=True),
                    Column("Derived grades", is_number=True),
                ),
                rows=tuple(map(_ranked, ranking.ranked)),
                is_captioned=True,
            )
        )
    if ranking.too_few:
        tables.append(
            Table(
                caption="Not ranked: without a grade for each of these",
                columns=(Column("Force"), Column("Grades", is_number=True), Column("Lacks")),
                rows=tuple(map(_unranked, ranking.too_few)),
                is_captioned=True,
            )
        )
    names = ", ".join(question_label(one) for one in ranking.questions)
    notes = [
        f"Ranked by {counted(ranking.needed, 'grade')}, which each ranked force has: {names}. "
        "--question chooses others."
        if ranking.questions
        else "Nothing to rank: for no question more than half of the forces have a grade."
    ]
    best, *_, worst = ranking.round.scale
    notes.append(
        "The inspectorate publishes no ranking: this one orders forces by the mean position of "
        f"their grades on the scale, from 1 ({best.label.lower()}) to {len(ranking.round.scale)} "
        f"({worst.label.lower()}), all weighing the same."
    )
    title = f"Ranking by mean grade, {ranking.round.label}"
    return Report(title, tuple(tables), (*notes, *day_notes(day, ranking.undated)))


def _ranked(row: RankRow) -> Row:
    derived = Cell(str(row.derived), marks=((Mark.DERIVED, ""),)) if row.derived else Cell("0")
    rank = Cell(f"{row.rank}{'=' if row.is_tied else ''}")
    return Row((Cell(row.force.short_name), rank, Cell(f"{row.mean or 0:.2f}"), derived))


def _unranked(row: RankRow) -> Row:
    lacks = ", ".join(question_label(one) for one in row.lacks)
    return Row((Cell(row.force.short_name), Cell(str(row.grades)), Cell(lacks)))
