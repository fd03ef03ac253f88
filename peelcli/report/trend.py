"""The report of `peel trend`."""

from peelcli.model import Judgment, Question
from peelcli.queries.change import Direction
from peelcli.queries.trend import Path, Run, Trend
from peelcli.report.grades import question_label, sources_of
from peelcli.report.tables import Cell, Report, Source, Table, numbers, table_of
from peelcli.terms import Basis, Grade
from peelcli.text import counted

_MOST_RUNS = 10
_NOTE = (
    "A path joins inspections whose rounds can be compared, across rounds without a grade. "
    "A grade that was carried over (from the round in brackets) is never a move."
)


def trend_report(trend: Trend, *, is_national: bool = False) -> Report:
    """Return the paths of forces for people, or how many lead where."""
    return _national(trend) if is_national else _forces(trend)


def _forces(trend: Trend) -> Report:
    table = table_of(
        "Paths through comparable rounds",
        ["Force", "Question", "Path", "Direction", *numbers("Moves"), "Longest run"],
        [
            (
                path.force.short_name,
                question_label(path.question),
                Cell(
                    " > ".join(map(_step, path.judgments)),
                    path.last_grade,
                    sources=_sources(path),
                ),
                path.direction.value,
                str(path.moves),
                _run_cell(path.longest_run),
            )
            for path in trend.paths
        ],
    )
    return Report(table.caption, (table,) if trend.paths else (), (_note(trend),))


def _note(trend: Trend) -> str:
    return _NOTE if trend.paths else "No path: there are no two inspections that can be compared."


def _sources(path: Path) -> tuple[Source, ...]:
    cited = (source for one in path.judgments for source in sources_of(one))
    return tuple(dict.fromkeys(cited))


def _step(judgment: Judgment) -> str:
    origin = judgment.carried_over_from
    label = judgment.grade.label if judgment.grade else ""
    remarks = [f"from {origin}"] if origin else []
    remarks += ["worked out"] if judgment.basis is Basis.DERIVED else []
    inside = f" ({', '.join(remarks)})" if remarks else ""
    return f"{judgment.year} {label}{inside}"


def _run_cell(run: Run) -> Cell:
    years = f"{run.first}-{run.last}" if run.rounds > 1 else str(run.first)
    seen = f", {counted(run.inspections, 'inspection')}" if run.inspections < run.rounds else ""
    return Cell(f"{run.grade.label}, {counted(run.rounds, 'round')} ({years}){seen}", run.grade)


def _national(trend: Trend) -> Report:
    directions = table_of(
        "How many forces' paths lead where",
        ["Question", "Rounds", *numbers(*(way.value.capitalize() for way in Direction))],
        [
            (
                question_label(one.question),
                f"{one.span[0].short_label} to {one.span[-1].short_label}",
                *(str(one.counts[way]) for way in Direction),
            )
            for one in trend.directions
        ],
        is_captioned=True,
    )
    tables = (directions, _best_runs(trend)) if trend.paths else ()
    return Report("All forces through comparable rounds", tables, (_note(trend),))


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
    return table_of(
        "The longest runs of the best grades",
        ("Longest run", "Question", "Forces"),
        [
            (_run_cell(run), question_label(question), _named(forces[run, question]))
            for run, question in best[:_MOST_RUNS]
        ],
        notes=(note,) if left > 0 else (),
        is_captioned=True,
    )


def _named(forces: list[str]) -> str:
    return f"{len(forces)}: {', '.join(forces)}" if len(forces) > 1 else forces[0]
