"""Cells as people type them, as the files have them: `met`, `2025-27`, `RI`, `2 March 2026`."""

import re
from collections.abc import Callable
from contextlib import suppress
from functools import cache

from peelcli.errors import UsageError
from peelcli.finding import find_force, find_round, is_official
from peelcli.keeper.loading.yaml_tree import Scalar
from peelcli.model import Dataset
from peelcli.terms import OVERALL, Basis, Grade, Status
from peelcli.text import day_of_words, folded

Row = dict[str, Scalar]
_CODES = {grade.code.casefold(): grade.value for grade in Grade} | {"n/g": Status.NOT_GRADED.value}
# No sign is left out: what it says would be lost with it.
_WORDS = re.compile(r"[^\W\d_]+(?:[\s_-]+[^\W\d_]+)*")


def is_blank(row: Row) -> bool:
    """Return whether a row does not say what the grade is, nor that there was none."""
    status = row.get("status")
    return not row["grade"].text and not (status and folded(status.text) == Status.NOT_GRADED)


class Spelling:
    """Turns rows into the spellings of the files; a name is looked up once."""

    def __init__(self, dataset: Dataset) -> None:
        """Take the dataset whose names the rows may have."""
        self._dataset = dataset
        self._force = cache(lambda text: find_force(dataset, text).id)

    def canonical(self, row: Row) -> Row:
        """Return a row in the spellings of the files, with the columns that follow from others.

        A cell that names nothing stays as it is: the reader says what is wrong with it.
        """
        ways: dict[str, Callable[[str], str]] = {
            "force": self._force,
            "year": lambda text: str(self._year(text, row["force"].text)),
            # Whole words only: the start of a grade may be that of another word.
            "pillar": folded,
            "question": folded,
            "status": _word,
            "grade": _grade,
            "published": day_of_words,
        }
        found = {**row}
        for column, way in ways.items():
            cell = row.get(column)
            if cell is not None and cell.text:
                with suppress(UsageError):
                    found[column] = cell._replace(text=way(cell.text))
        return _with_what_follows(found, self._dataset)

    def _year(self, text: str, force: str) -> int:
        # A bare year is a round's own, and not a later one of a round.
        if text.isdecimal():
            return int(text)
        forces = []
        with suppress(UsageError):  # the force has its own message
            forces = [self._force(force)]
        return find_round(self._dataset, text, forces).year


def _word(text: str) -> str:
    return folded(text) if _WORDS.fullmatch(text) else text


def _grade(text: str) -> str:
    return _CODES.get(text.casefold(), _word(text))


def _with_what_follows(row: Row, dataset: Dataset) -> Row:
    """Return a row with the columns that it lacks and that follow from the others."""
    if "pillar" not in row:
        row["pillar"] = row["question"]._replace(text=_pillar_of(row, dataset))
    if not (row.get("status") and row["status"].text):
        is_graded = row["grade"].text not in ("", Status.NOT_GRADED)
        origin = row.get("carried_over_from")
        status = Status.CARRIED_OVER if origin and origin.text else Status.INSPECTED
        row["status"] = row["grade"]._replace(text=status if is_graded else Status.NOT_GRADED)
    if not (row.get("basis") and row["basis"].text):
        first = re.split(r"\s+", row["sources"].text)[0]
        basis = Basis.OFFICIAL if is_official(first, dataset) else Basis.SECONDARY
        row["basis"] = row["sources"]._replace(text=basis)
    return row


def _pillar_of(row: Row, dataset: Dataset) -> str:
    """Return the one pillar whose question it is in its round; nothing for an area or several."""
    text, year = row["question"].text, row["year"].text
    round_ = dataset.rounds.get(int(year)) if year.isdecimal() else None
    asked = round_.questions if round_ else ()
    pillars = {
        question.pillar
        for question in asked
        if (question.id or OVERALL) == text and question.pillar
    }
    return pillars.pop() if len(pillars) == 1 else ""
