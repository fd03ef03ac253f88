"""What every JSON field is called: the contract that docs/json.md states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from peelcli.queries.change import Kind

if TYPE_CHECKING:
    from peelcli.load.problems import Problem
    from peelcli.model import Force, Grade, Judgment, Round
    from peelcli.queries.coverage import CoverageRow
    from peelcli.queries.diff import DiffRow, Summary

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

LIST_SEPARATORS = {"sources": " ", "areas_for_improvement": "\n"}
"""How a list stands in one cell of CSV: no address has a space, no text a line break."""


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


def summary_fields(summary: Summary) -> Fields:
    """Return the counts of a diff as JSON has them."""
    return {"compared": summary.compared, **{kind.value: summary.counts[kind] for kind in Kind}}


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


def coverage_fields(row: CoverageRow) -> Fields:
    """Return a row of the coverage as JSON has it."""
    return {
        "year": row.round.year,
        "pillar": row.pillar,
        "level": row.level.value if row.level else None,
        "force": row.force.id if row.force else None,
        "in_dataset": row.in_dataset,
        "not_graded": row.not_graded,
        "missing": row.missing,
        "out_of": row.out_of,
        **{basis.value: count for basis, count in row.by_basis.items()},
    }


def problem_fields(problem: Problem) -> Fields:
    """Return what is wrong with a dataset as JSON has it."""
    return {
        "file": problem.path,
        "line": problem.line or None,
        "column": problem.column or None,
        "message": problem.message,
    }


def _grade(grade: Grade | None) -> str | None:
    return grade.value if grade else None
