"""Which files a dataset consists of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FORCES = "forces.yaml"
QUESTIONS = "questions.yaml"
ROUNDS = "rounds.yaml"
COMPARISONS = "comparisons.yaml"
REFERENCE_FILES = (FORCES, QUESTIONS, ROUNDS, COMPARISONS)
JUDGMENTS = "judgments"
JUDGMENTS_BEFORE = "judgments.before-import"
"""Where the old files stand for the moment in which an import puts the new ones in place."""


def judgments_folder(dataset: Path) -> Path:
    """Return the folder of the forces' files; after an import that was cut short, the old one."""
    current, before = dataset / JUDGMENTS, dataset / JUDGMENTS_BEFORE
    return before if before.is_dir() and not current.is_dir() else current
