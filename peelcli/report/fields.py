"""What every JSON field is called: the contract that docs/json.md states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from peelcli.model import Basis, Grade
from peelcli.queries.change import Kind

if TYPE_CHECKING:
    from peelcli.loading.problems import Problem
    from peelcli.model import Force, Judgment, Question, Round
    from peelcli.queries.coverage import CoverageRow
    from peelcli.queries.diff import DiffRow, Summary
    from peelcli.queries.grid import GradeCell
    from peelcli.queries.rank import RankRow
    from peelcli.queries.reference import QuestionRow, RoundRow
    from peelcli.queries.stats import StatsRow
    from peelcli.queries.trend import Path

Fields = dict[str, Any]

JUDGMENT_FIELDS = (
    "force",
    "year",
    "round",
    "pillar",
    "question",
    "title",
    "grade",
    "status",
    "carried_over_from",
    "published",
    "basis",
    "sources",
    "note",
    "areas_for_improvement",
)
"""The fields of a judgment in their order, which is that of the columns of an export too."""

CHANGE_FIELDS = (
    "force",
    "region",
    "pillar",
    "question",
    "before",
    "after",
    "change",
    "steps",
    "carried_over_from",
)
CELL_FIELDS = (
    "force",
    "region",
    "nation",
    "year",
    "pillar",
    "question",
    "grade",
    "status",
    "carried_over_from",
)
COMPARE_FIELDS = (*CELL_FIELDS, "differs")
COVERAGE_FIELDS = (
    "year",
    "pillar",
    "level",
    "force",
    "in_dataset",
    "not_graded",
    "missing",
    "out_of",
    *(basis.value for basis in Basis),
)
STATS_FIELDS = (
    "year",
    "pillar",
    "question",
    "region",
    *(grade.value for grade in Grade),
    "not-graded",
    "missing",
)
TREND_FIELDS = (
    "force",
    "pillar",
    "question",
    "direction",
    "moves",
    "first_year",
    "first_grade",
    "last_year",
    "last_grade",
    "longest_run_grade",
    "longest_run_rounds",
    "longest_run_from",
    "longest_run_to",
    "path",
    "carried_over",
)
RANK_FIELDS = ("rank", "force", "region", "mean_position", "grades", "derived", "lacks")
FORCE_FIELDS = ("id", "name", "former_name", "region", "nation", "aliases")
ROUND_FIELDS = (
    "year",
    "last_year",
    "label",
    "scale",
    "pillars",
    "published",
    "source",
    "comparable_with_round_before",
    "reason",
    "limits",
)
QUESTION_FIELDS = ("year", "pillar", "question", "name", "title", "graded", "comparable_with")
PROBLEM_FIELDS = ("file", "line", "column", "message")

LIST_SEPARATORS = {"areas_for_improvement": "\n", "limits": "\n"}
"""How a list of texts stands in one cell: no text has a line break. Other lists, of which no
entry has a space, are joined by a space."""


def force_fields(force: Force) -> Fields:
    """Return a force as JSON has it."""
    return {"id": force.id, "name": force.name, "region": force.region, "nation": force.nation}


def judgment_fields(judgment: Judgment, round_: Round) -> Fields:
    """Return a judgment as JSON has it."""
    question = round_.question(judgment.key)
    return {
        "force": judgment.force,
        "year": judgment.year,
        "round": round_.label,
        "pillar": judgment.pillar,
        "question": judgment.question,
        "title": question.title if question else None,
        "grade": _grade(judgment.grade),
        "status": judgment.status.value,
        "carried_over_from": judgment.carried_over_from,
        "published": judgment.published,
        "basis": judgment.basis.value,
        "sources": list(judgment.sources),
        "note": judgment.note,
        "areas_for_improvement": list(judgment.areas_for_improvement),
    }


def summary_fields(summary: Summary, day: str | None) -> Fields:
    """Return the counts of a diff as JSON has them; `left-out` is there only as of a day."""
    kinds = [kind for kind in Kind if kind is not Kind.LEFT_OUT or day is not None]
    return {"compared": summary.compared, **{kind.value: summary.counts[kind] for kind in kinds}}


def change_fields(row: DiffRow) -> Fields:
    """Return a row of a diff as JSON has it."""
    return {
        "force": row.force.id,
        "region": row.force.region,
        "pillar": row.pillar,
        "question": row.question.id,
        "before": _grade(row.before.grade if row.before else None),
        "after": _grade(row.after.grade if row.after else None),
        "change": row.change.kind.value,
        "steps": row.change.steps,
        "carried_over_from": row.carried_over_from,
    }


def coverage_fields(row: CoverageRow, columns: tuple[str, ...]) -> Fields:
    """Return a row of the coverage as JSON has it."""
    fields = {
        "year": row.round.year,
        "pillar": row.pillar,
        "level": row.level.value if row.level else None,
        "force": row.force.id if row.force else None,
        "in_dataset": row.in_dataset,
        "not_graded": row.not_graded,
        "missing": row.missing,
        "out_of": row.out_of,
        **{basis.value: count for basis, count in row.by_basis.items()},
        "left_out": row.left_out,
    }
    return {column: fields[column] for column in columns}


def cell_fields(force: Force, round_: Round, question: Question, cell: GradeCell) -> Fields:
    """Return a place of a grid as JSON has it; one without a judgment says so in its status."""
    judgment = cell.judgment
    return {
        "force": force.id,
        "region": force.region,
        "nation": force.nation,
        "year": round_.year,
        "pillar": question.pillar,
        "question": question.id,
        "grade": _grade(judgment.grade if judgment else None),
        "status": judgment.status.value if judgment else cell.kind.value,
        "carried_over_from": judgment.carried_over_from if judgment else None,
    }


def stats_columns(*, by_nation: bool, as_of_a_day: bool) -> tuple[str, ...]:
    """Return the fields of a row of counts: some are there only where they say something."""
    more = (("nation", by_nation), ("left-out", as_of_a_day))
    return (*STATS_FIELDS, *(name for name, is_said in more if is_said))


def stats_fields(row: StatsRow, columns: tuple[str, ...]) -> Fields:
    """Return a row of counts as JSON has it."""
    fields = {
        "year": row.round.year,
        "pillar": row.question.pillar,
        "question": row.question.id,
        "region": row.region,
        **{grade.value: count for grade, count in row.counts.items()},
        "not-graded": row.not_graded,
        "missing": row.missing,
        "nation": row.nation,
        "left-out": row.left_out,
    }
    return {column: fields[column] for column in columns}


def trend_fields(path: Path) -> Fields:
    """Return a force's path as JSON has it."""
    run = path.longest_run
    first, last = path.judgments[0], path.judgments[-1]
    return {
        "force": path.force.id,
        "pillar": path.question.pillar,
        "question": path.question.id,
        "direction": path.direction.value,
        "moves": path.moves,
        "first_year": first.year,
        "first_grade": _grade(first.grade),
        "last_year": last.year,
        "last_grade": _grade(last.grade),
        "longest_run_grade": run.grade.value,
        "longest_run_rounds": run.rounds,
        "longest_run_from": run.first,
        "longest_run_to": run.last,
        "path": [f"{one.year}:{_grade(one.grade)}" for one in path.judgments],
        "carried_over": [one.year for one in path.judgments if one.carried_over_from is not None],
    }


def rank_fields(row: RankRow) -> Fields:
    """Return a force's place as JSON has it."""
    return {
        "rank": row.rank,
        "force": row.force.id,
        "region": row.force.region,
        "mean_position": None if row.mean is None else round(row.mean, 4),
        "grades": row.grades,
        "derived": row.derived,
        "lacks": [question.id or question.pillar for question in row.lacks],
    }


def full_force_fields(force: Force) -> Fields:
    """Return a force with all its names as JSON has it."""
    return {
        "id": force.id,
        "name": force.name,
        "former_name": force.former_name,
        "region": force.region,
        "nation": force.nation,
        "aliases": list(force.aliases),
    }


def round_fields(row: RoundRow) -> Fields:
    """Return a round as JSON has it."""
    round_ = row.round
    return {
        "year": round_.year,
        "last_year": round_.last_year,
        "label": round_.label,
        "scale": [grade.value for grade in round_.scale],
        "pillars": list(round_.pillars),
        "published": round_.published,
        "source": round_.source,
        "comparable_with_round_before": row.before is not None and row.reason is None,
        "reason": row.reason,
        "limits": [*([round_.missing] if round_.missing else []), *round_.limits],
    }


def question_fields(row: QuestionRow) -> Fields:
    """Return what a round asked as JSON has it."""
    return {
        "year": row.round.year,
        "pillar": row.question.pillar,
        "question": row.question.id,
        "name": row.question.name,
        "title": row.question.title,
        "graded": row.question.graded,
        "comparable_with": [other.year for other in row.comparable_with],
    }


def problem_fields(problem: Problem) -> Fields:
    """Return what is wrong with a dataset as JSON has it."""
    return {
        # A name that is not UTF-8 can't stand in JSON as it is.
        "file": problem.path.encode("utf-8", "backslashreplace").decode("utf-8"),
        "line": problem.line or None,
        "column": problem.column or None,
        "message": problem.told,
    }


def _grade(grade: Grade | None) -> str | None:
    return grade.value if grade else None
