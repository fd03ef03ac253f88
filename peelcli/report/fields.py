"""What every JSON field is called: the contract that docs/json.md states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from peelcli.queries.change import Kind

if TYPE_CHECKING:
    from peelcli.model import Force, Grade, Judgment, Round
    from peelcli.queries.diff import DiffRow, Summary

Fields = dict[str, Any]


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


def _grade(grade: Grade | None) -> str | None:
    return grade.value if grade else None
