"""What `peel rank` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.report.answer import Answer
from peelcli.report.fields import RANK_FIELDS, Fields, rank_fields
from peelcli.report.model import Cell, Column, Report, Row, Table

if TYPE_CHECKING:
    from peelcli.queries.rank import Ranking, RankRow


def rank_answer(ranking: Ranking) -> Answer:
    """Return the answer."""
    return Answer(
        document=lambda: rank_document(ranking),
        items="rows",
        columns=RANK_FIELDS,
        report=lambda: rank_report(ranking),
    )


def rank_document(ranking: Ranking) -> Fields:
    """Return the answer as JSON has it; forces with too few grades have no rank."""
    return {
        "year": ranking.round.year,
        "round": ranking.round.label,
        "scale": [grade.value for grade in ranking.round.scale],
        "grades_needed": ranking.needed,
        "rows": [rank_fields(row) for row in (*ranking.ranked, *ranking.too_few)],
    }


def rank_report(ranking: Ranking) -> Report:
    """Return the answer for people."""
    ties = {row.rank for row in ranking.ranked if _is_shared(row, ranking)}
    tables = [
        Table(
            caption="Ranked",
            columns=(
                Column("Force"),
                Column("Rank", is_number=True),
                Column("Mean position", is_number=True),
                Column("Grades", is_number=True),
            ),
            rows=tuple(
                Row(
                    (
                        Cell(row.force.short_name),
                        Cell(f"{row.rank}{'=' if row.rank in ties else ''}"),
                        Cell(f"{row.mean:.2f}"),
                        Cell(str(row.grades)),
                    )
                )
                for row in ranking.ranked
            ),
            is_captioned=True,
        )
    ]
    if ranking.too_few:
        tables.append(
            Table(
                caption=f"Not ranked: fewer than {ranking.needed} grades in the dataset",
                columns=(Column("Force"), Column("Grades", is_number=True)),
                rows=tuple(
                    Row((Cell(row.force.short_name), Cell(str(row.grades))))
                    for row in ranking.too_few
                ),
                is_captioned=True,
            )
        )
    best, *_, worst = ranking.round.scale
    note = (
        "The inspectorate publishes no ranking: this one orders forces by the mean position of "
        f"their grades on the scale, from 1 ({best.label.lower()}) to {len(ranking.round.scale)} "
        f"({worst.label.lower()}), all weighing the same."
    )
    return Report(f"Ranking by mean grade, {ranking.round.label}", tuple(tables), (note,))


def _is_shared(row: RankRow, ranking: Ranking) -> bool:
    return sum(other.rank == row.rank for other in ranking.ranked) > 1
