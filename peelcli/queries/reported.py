"""How much of a force's report is in the dataset, and what the report's own counts leave over."""

from collections import Counter
from typing import NamedTuple

from peelcli.model import Dataset, ForceReport, Question, Round
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


def reported(dataset: Dataset, force: str, round_: Round) -> Reported | None:
    """Return what is known of a force's report, or None where its number of areas is not."""
    report = dataset.report(force, round_.year)
    if report is None or report.graded is None:
        return None
    apart = report.not_counted if report.counts else round_.reported_separately
    grades: Counter[Grade] = Counter()
    others = []
    for question in round_.questions:
        judgment = dataset.judgment(force, round_.year, question.key)
        if judgment is not None and judgment.grade is not None:
            if question.id in apart:
                others.append((question, judgment.grade))
            else:
                grades[judgment.grade] += 1
    left = {grade: count - grades[grade] for grade, count in report.counts}
    return Reported(
        report,
        report.graded,
        grades.total(),
        tuple((grade, count) for grade, count in left.items() if count),
        tuple(question for question, grade in others if left.get(grade)),
    )
