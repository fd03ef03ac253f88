"""How much of a force's report is in the dataset, and what the report's own counts leave over."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from peelcli.model import ForceReport, Judgment, Question, Round
from peelcli.queries.grid import is_whole
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
    grades: Mapping[Grade | None, int]
    """How many of each grade are in the dataset, of those that it graded."""
    perhaps: tuple[Question, ...]
    """Areas that the counts may or may not have in them, with a grade that is left over."""
    is_whole: bool
    """It is proved that every area that it graded is there, so that it graded no other."""

    @property
    def is_found(self) -> bool:
        """Whether every grade that is counted is there."""
        return self.found == self.graded


def reported(
    report: ForceReport | None, round_: Round, judgments: Iterable[Judgment]
) -> Reported | None:
    """Return what is known of a report, or None where its number of areas is not.

    `judgments` are those of its force, of this round or of all.
    """
    if report is None or report.graded is None:
        return None
    here = [one for one in judgments if one.year == round_.year and one.grade]
    counted = report.counted(round_, here)
    grades = Counter(one.grade for one in counted)
    left: dict[Grade | None, int] = {grade: count - grades[grade] for grade, count in report.counts}
    apart = (one for one in here if one not in counted and left.get(one.grade))
    return Reported(
        report,
        report.graded,
        len(counted),
        tuple((grade, left[grade]) for grade, _ in report.counts if left[grade]),
        grades,
        tuple(round_.asked[one.key] for one in apart),
        is_whole(report, round_, here),
    )
