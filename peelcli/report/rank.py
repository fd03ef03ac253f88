"""The report of `peel rank`."""

from peelcli.model import is_thin
from peelcli.queries.rank import Ranking, RankRow
from peelcli.report.grades import labelled, question_label, thin_note
from peelcli.report.tables import Cell, Mark, Report, numbers, table_of
from peelcli.text import counted


def rank_report(ranking: Ranking, *, is_latest: bool = False) -> Report:
    """Return the answer for people."""
    ranked = table_of(
        "Ranked",
        ["Force", *numbers("Rank", "Mean position", "Derived grades")],
        map(_ranked, ranking.ranked),
        is_captioned=True,
    )
    too_few = table_of(
        "Not ranked: without a grade for each of these",
        ["Force", *numbers("Grades"), "Lacks"],
        [
            (row.force.short_name, str(row.grades), ", ".join(map(question_label, row.lacks)))
            for row in ranking.too_few
        ],
        is_captioned=True,
    )
    names = ", ".join(map(question_label, ranking.questions))
    what = (
        f"Ranks are among the {ranking.of} of {counted(ranking.forces, 'force')} that have "
        f"{_these(ranking.needed)}: {names}."
        if ranking.questions
        else "Nothing to rank: for no question more than half of the forces have a grade."
    )
    best, *_, worst = ranking.round.scale
    how = (
        "The inspectorate publishes no ranking: this one orders forces by the mean position of "
        f"their grades on the scale, from 1 ({best.label.lower()}) to {len(ranking.round.scale)} "
        f"({worst.label.lower()}), all weighing the same."
    )
    return Report(
        f"Ranking by mean grade, {labelled(ranking.round, is_latest=is_latest)}",
        tuple(table for table in (ranked, too_few) if table.rows),
        (what, how, *_thin(ranking)),
        hints=("To rank by other questions, use --question.",),
    )


def _thin(ranking: Ranking) -> list[str]:
    if not is_thin(ranking.of, ranking.forces):
        return []
    return [thin_note(ranking.of, ranking.forces)]


def _these(number: int) -> str:
    return "this grade" if number == 1 else f"all of these {number} grades"


def _ranked(row: RankRow) -> tuple[str | Cell, ...]:
    derived = Cell(str(row.derived), marks=((Mark.DERIVED, ""),)) if row.derived else "0"
    rank = f"{row.rank}{'=' if row.is_tied else ''}"
    return row.force.short_name, rank, f"{row.mean or 0:.2f}", derived
