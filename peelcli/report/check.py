"""What `peel check` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.report.fields import Fields, problem_fields

if TYPE_CHECKING:
    from peelcli.checking import Checked


def check_document(checked: Checked) -> Fields:
    """Return the answer as JSON has it."""
    return {
        "valid": not checked.problems,
        "problems": [problem_fields(one) for one in checked.problems],
        "layout": [problem_fields(one) for one in checked.layout],
        "forces": checked.forces,
        "rounds": checked.rounds,
        "judgments": checked.judgments,
    }


def check_lines(checked: Checked) -> str:
    """Return a line per problem, and per departure from the layout."""
    return "".join(f"{one}\n" for one in (*checked.problems, *checked.layout))


def check_summary(checked: Checked) -> str:
    """Return what was found, in a line."""
    if checked.problems:
        files = len({one.path for one in checked.problems})
        return f"{_counted(len(checked.problems), 'problem')} in {_counted(files, 'file')}"
    size = ", ".join(
        _counted(count, what)
        for count, what in (
            (checked.forces, "force"),
            (checked.rounds, "round"),
            (checked.judgments, "judgment"),
        )
    )
    if checked.layout:
        files_out = _counted(len(checked.layout), "file")
        return f"{size}: nothing wrong, but {files_out} not in the canonical layout"
    return f"{size}: nothing wrong"


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
