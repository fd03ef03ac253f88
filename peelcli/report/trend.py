"""What `peel trend` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.model import Grade
from peelcli.queries.trend import Direction
from peelcli.report.answer import Answer
from peelcli.report.fields import TREND_FIELDS, Fields, trend_fields
from peelcli.report.grades import question_label
from peelcli.report.model import Cell, Column, Report, Row, Table
from peelcli.report.wording import counted

if TYPE_CHECKING:
    from peelcli.queries.trend import Path, Run, Trend

_LONGEST_SHOWN = 10


def trend_answer(trend: Trend, *, is_national: bool) -> Answer:
    """Return the answer; nationally, people see counts, and scripts every force's paths."""
    return Answer(
        document=lambda: trend_document(trend),
        items="rows",
        columns=TREND_FIELDS,
        report=lambda: _national(trend) if is_national else _forces(trend),
    )


def trend_document(trend: Trend) -> Fields:
    """Return the answer as JSON has it."""
    return {
        "directions": [
            {
                "pillar": question.pillar,
                "question": question.id,
                "years": [round_.year for round_ in trend.spans[question]],
                **{way.value: count for way, count in counts.items()},
            }
            for question, counts in trend.national.items()
        ],
        "rows": [trend_fields(path, run) for path, run in trend.paths],
    }


def _forces(trend: Trend) -> Report:
    columns = ("Force", "Question", "Path", "Direction", "Moves", "Longest run")
    table = Table(
        caption="Paths through comparable rounds",
        columns=tuple(Column(heading, is_number=heading == "Moves") for heading in columns),
        rows=tuple(_path_row(path, run) for path, run in trend.paths),
    )
    return Report(table.caption, (table,) if trend.paths else (), _notes())


def _path_row(path: Path, run: Run) -> Row:
    steps = []
    for judgment in path.judgments:
        label = judgment.grade.label if judgment.grade else ""
        steps.append(f"{judgment.year} {label}")
    return Row(
        (
            Cell(path.force.short_name),
            Cell(question_label(path.question)),
            Cell(" > ".join(steps), path.judgments[-1].grade),
            Cell(path.direction.value),
            Cell(str(path.moves)),
            _run_cell(run),
        )
    )


def _run_cell(run: Run) -> Cell:
    years = f"{run.first}-{run.last}" if run.rounds > 1 else str(run.first)
    return Cell(f"{run.grade.label}, {counted(run.rounds, 'round')} ({years})", run.grade)


def _national(trend: Trend) -> Report:
    directions = Table(
        caption="How many forces' paths lead where",
        columns=(
            Column("Question"),
            Column("Rounds"),
            *(Column(way.value.capitalize(), is_number=True) for way in Direction),
        ),
        rows=tuple(
            Row(
                (
                    Cell(question_label(question)),
                    Cell(_span(trend, question)),
                    *(Cell(str(counts[way])) for way in Direction),
                )
            )
            for question, counts in trend.national.items()
        ),
        is_captioned=True,
    )
    best = [(path, run) for path, run in trend.paths if run.rounds > 1]
    best.sort(key=lambda one: (list(Grade).index(one[1].grade), -one[1].rounds))
    longest = Table(
        caption="The longest runs of the best grades",
        columns=tuple(map(Column, ("Force", "Question", "Longest run"))),
        rows=tuple(
            Row((Cell(path.force.short_name), Cell(question_label(path.question)), _run_cell(run)))
            for path, run in best[:_LONGEST_SHOWN]
        ),
        is_captioned=True,
    )
    tables = (directions, longest) if trend.paths else ()
    return Report("All forces through comparable rounds", tables, _notes())


def _span(trend: Trend, question: object) -> str:
    span = next(rounds for asked, rounds in trend.spans.items() if asked == question)
    return f"{span[0].short_label} to {span[-1].short_label}"


def _notes() -> tuple[str, ...]:
    return (
        "A path runs only through rounds that can be compared; a grade that was carried over "
        "is never a move.",
    )
