"""Which files a dataset consists of."""

from os.path import realpath
from pathlib import Path

FORCES = "forces.yaml"
QUESTIONS = "questions.yaml"
ROUNDS = "rounds.yaml"
COMPARISONS = "comparisons.yaml"
VERSION = "version.yaml"
"""Optional: the dataset's own version, and its day."""
GROUPS = "groups.yaml"
"""Optional: named groups of forces."""
LICENCE = "LICENCE.md"
REFERENCE_FILES = (FORCES, QUESTIONS, ROUNDS, COMPARISONS)
TOP_FILES = (*REFERENCE_FILES, VERSION, GROUPS)
JUDGMENTS = "judgments"
JUDGMENTS_BEFORE = "judgments.before-import"
"""Where the old files stand for the moment in which an import puts the new ones in place."""


def judgments_folder(dataset: Path) -> Path:
    """Return the folder of the forces' files; after an import that was cut short, the old one."""
    current = dataset / JUDGMENTS
    if current.is_dir():
        return current
    before = judgments_before(dataset)
    return before if before.is_dir() else current


def judgments_before(dataset: Path) -> Path:
    """Return where the old files stand while an import replaces them: beside the new ones."""
    return Path(realpath(dataset / JUDGMENTS)).with_name(JUDGMENTS_BEFORE)
