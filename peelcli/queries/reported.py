"""How much of a force's report is in the dataset, and what the report's own counts leave over."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from peelcli.model import ForceReport, Judgment, Question, Round
from peelcli.terms import Grade


class Reported(NamedTuple):
    """A force's report, against the grades that are in the dataset."""

    report: ForceReport
    graded: int
    """How many areas it graded when it came out."""
    found: int
    """How many of their grades are in the dataset."""
    left: tuple[tuple[Grade, int], ...]
    """The other grades, by its counts; empty where it has none."""
    perhaps: tuple[Question, ...]
    """Areas that the counts may or may not have in them, with a grade that is left over."""

    @property
    def is_whole(self) -> bool:
        """Whether every area that it graded is there, so that it graded no other."""
        return self.found == self.graded


def reported(
    report: ForceReport | None, round_: Round, judgments: Iterable[Judgment]
) -> Reported | None:
    """Return what is known of a report, or None where its number of areas is not.

    `judgments` are those of its force, of this round or of all.
    """
    if report is None or report.graded is None:
        return None
    apart = report.leaves_out(round_)
    grades: Counter[Grade] = Counter()
    others = []
    for one in judgments:
        question = round_.question(one.key) if one.year == round_.year else None
        if question is not None and one.grade is not None:
            if question.id in apart:
                others.append((question, one.grade))
            else:
                grades[one.grade] += 1
    left = {grade: count - grades[grade] for grade, count in report.counts}
    return Reported(
        report,
        report.graded,
        grades.total(),
        tuple((grade, count) for grade, count in left.items() if count),
        tuple(question for question, grade in others if left.get(grade)),
    )
