"""A report for the invented dataset: written into a copy of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = """\
    address: report
    published: {day: 2007-08-09, basis: press, sources: [story]}
    areas-graded: 2
    counts: {outstanding: 1, adequate: 1, sources: [story]}
    causes-of-concern: 0
    areas-for-improvement: {number: 3, texts: ['Tea, above all.'], sources: [story]}
"""
"""All that can be known of a report, in the canonical layout."""

SEPARATE = "  reported-separately: [singing]\n  areas:\n    singing: Singing to all people\n"
"""An area of the round that the report does not grade, in place of `  areas:`."""


def with_report(dataset: Path, block: str = WHOLE, *, singing: str | None = None) -> Path:
    """Put a report at the head of Erewhon's round of areas, and perhaps a separate area."""
    path = dataset / "judgments" / "erewhon.yaml"
    text = path.read_text("utf-8")
    text = text.replace("2006:\n  published: 2007-08-09\n", f"2006:\n  report:\n{block}")
    text = text.replace("sources:\n  story", "sources:\n  report: https://trial.example/r\n  story")
    if singing is not None:
        text = text.replace(
            "  greeting: adequate\n", f"  singing: {singing}\n  greeting: adequate\n"
        )
        replace_in(dataset / "rounds.yaml", "  areas:\n", SEPARATE)
        replace_in(dataset / "questions.yaml", "  tea:", "  singing: Singing\n  tea:")
    path.write_text(text, "utf-8")
    return dataset


def replace_in(path: Path, old: str, new: str, *, last: bool = False) -> None:
    """Replace a text that must be there, everywhere or only where it stands last."""
    text = path.read_text("utf-8")
    assert old in text
    if last:
        before, _, after = text.rpartition(old)
        path.write_text(before + new + after, "utf-8")
    else:
        path.write_text(text.replace(old, new), "utf-8")


SAID = re.compile(
    r"In (?P<round>PEEL \S+) (?P<name>.+?) was graded (?P<grade>[a-z ]+?) at (?P<what>.+?)"
    r"(?P<apart> in a separate report)?(?P<remark> \((?:worked|inferred|the round)[^)]+\))?"
    r": other forces (?P<higher>\d+) higher, (?P<same>\d+) the same, (?P<lower>\d+) lower, of "
    r"(?P<known>\d+) known(?: \((?P<derived>\d+) of them worked out or inferred\))?"
    r"(?:; likewise at .+)?\."
)
"""A sentence of `brief` on a grade, with all three numbers."""
