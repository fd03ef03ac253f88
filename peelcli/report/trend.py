"""What `peel trend` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.model import Grade
from peelcli.queries.trend import Direction
from peelcli.report.answer import Answer
from peelcli.report.day import day_notes, with_day
from peelcli.report.fields import TREND_FIELDS, Fields, trend_fields
from peelcli.report.grades import question_label
from peelcli.report.model import Cell, Column, Report, Row, Table
from peelcli.report.wording import counted

if TYPE_CHECKING:
    from peelcli.model import Question, Round
    from peelcli.queries.trend import Path, Run, Trend

_MOST_RUNS = 10


def trend_answer(trend: Trend, day: str | None = None, *, is_national: bool) -> Answer:
    """Return the answer; nationally, people see counts, and scripts every force's paths."""
    return Answer(
        document=lambda: with_day(trend_document(trend), day, trend.undated),
        items="rows",
        columns=TREND_FIELDS,
        report=lambda: _national(trend, day) if is_national else _forces(trend, day),
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
        "rows": [trend_fields(path) for path in trend.paths],
    }


def _forces(trend: Trend, day: str | None) -> Report:
    columns = ("Force", "Question", "Path", "Direction", "Moves", "Longest run")
    table = Table(
        caption="Paths through comparable rounds",
        columns=tuple(Column(heading, is_number=heading == "Moves") for heading in columns),
        rows=tuple(map(_path_row, trend.paths)),
    )
    return Report(table.caption, (table,) if trend.paths else (), _notes(trend, day))


def _path_row(path: Path) -> Row:
    steps = []
    for judgment in path.judgments:
        label = judgment.grade.label if judgment.grade else ""
        origin = judgment.carried_over_from
        steps.append(f"{judgment.year} {label}{f' (from {origin})' if origin else ''}")
    return Row(
        (
            Cell(path.force.short_name),
            Cell(question_label(path.question)),
            Cell(" > ".join(steps), path.judgments[-1].grade),
            Cell(path.direction.value),
            Cell(str(path.moves)),
            _run_cell(path.longest_run),
        )
    )


def _run_cell(run: Run) -> Cell:
    years = f"{run.first}-{run.last}" if run.rounds > 1 else str(run.first)
    return Cell(f"{run.grade.label}, {counted(run.rounds, 'round')} ({years})", run.grade)


def _national(trend: Trend, day: str | None) -> Report:
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
                    Cell(_span(trend.spans[question])),
                    *(Cell(str(counts[way])) for way in Direction),
                )
            )
            for question, counts in trend.national.items()
        ),
        is_captioned=True,
    )
    tables = (directions, _best_runs(trend)) if trend.paths else ()
    return Report("All forces through comparable rounds", tables, _notes(trend, day))


def _best_runs(trend: Trend) -> Table:
    """Return the longest runs of the best grades, equal ones in one row so that none is cut off."""
    forces: dict[tuple[Run, Question], list[str]] = {}
    for path in trend.paths:
        longest = {run.grade: run for run in sorted(path.runs, key=lambda run: run.rounds)}
        for run in longest.values():
            if run.rounds > 1:
                forces.setdefault((run, path.question), []).append(path.force.short_name)
    order = list(Grade)
    best = sorted(forces, key=lambda one: (order.index(one[0].grade), -one[0].rounds))
    left = len(best) - _MOST_RUNS
    note = f"{counted(left, 'other run')} of lower grades or of fewer rounds."
    return Table(
        caption="The longest runs of the best grades",
        columns=tuple(map(Column, ("Longest run", "Question", "Forces"))),
        rows=tuple(
            Row(
                (
                    _run_cell(run),
                    Cell(question_label(question)),
                    _forces_cell(run, question, forces),
                )
            )
            for run, question in best[:_MOST_RUNS]
        ),
        notes=(note,) if left > 0 else (),
        is_captioned=True,
    )


def _forces_cell(
    run: Run, question: Question, forces: dict[tuple[Run, Question], list[str]]
) -> Cell:
    names = forces[run, question]
    count = f"{len(names)}: " if len(names) > 1 else ""
    return Cell(count + ", ".join(names))


def _span(rounds: tuple[Round, ...]) -> str:
    return f"{rounds[0].short_label} to {rounds[-1].short_label}"


def _notes(trend: Trend, day: str | None) -> tuple[str, ...]:
    return (
        "A path joins inspections whose rounds can be compared, across rounds without a grade. "
        "A grade that was carried over (from the round in brackets) is never a move.",
        *day_notes(day, trend.undated),
    )
