"""The reference data as flat tables, for exports that carry it along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.report.fields import Fields

if TYPE_CHECKING:
    from peelcli.model import Dataset

FORCE_COLUMNS = ("id", "name", "former_name", "region", "nation", "aliases")
ROUND_COLUMNS = ("year", "last_year", "label", "scale", "published", "source")
QUESTION_COLUMNS = ("year", "pillar", "question", "name", "title", "graded", "published")


def force_rows(dataset: Dataset) -> list[Fields]:
    """Return a row per force."""
    return [
        {
            "id": force.id,
            "name": force.name,
            "former_name": force.former_name,
            "region": force.region,
            "nation": force.nation,
            "aliases": ", ".join(force.aliases) or None,
        }
        for force in dataset.forces.values()
    ]


def round_rows(dataset: Dataset) -> list[Fields]:
    """Return a row per round."""
    return [
        {
            "year": round_.year,
            "last_year": round_.last_year,
            "label": round_.label,
            "scale": ", ".join(grade.value for grade in round_.scale),
            "published": round_.published,
            "source": round_.source,
        }
        for round_ in dataset.rounds.values()
    ]


def question_rows(dataset: Dataset) -> list[Fields]:
    """Return a row per round and question; a pillar's own grade has no question id."""
    return [
        {
            "year": round_.year,
            "pillar": question.pillar,
            "question": question.id,
            "name": question.name,
            "title": question.title,
            "graded": question.graded,
            "published": question.published,
        }
        for round_ in dataset.rounds.values()
        for question in round_.questions
    ]
