"""How much of a force's report is in the dataset, and what the report's own counts leave over."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from peelcli.answers.grid import is_whole
from peelcli.model import Force, ForceReport, Judgment, Question, Round
from peelcli.terms import Grade
from peelcli.text import counted, day_in_words, in_words


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
    here = [judgment for judgment in judgments if judgment.year == round_.year and judgment.grade]
    counted = report.counted(round_, here)
    grades = Counter(judgment.grade for judgment in counted)
    left: dict[Grade | None, int] = {grade: count - grades[grade] for grade, count in report.counts}
    apart = (judgment for judgment in here if judgment not in counted and left.get(judgment.grade))
    return Reported(
        report,
        report.graded,
        len(counted),
        tuple((grade, left[grade]) for grade, _ in report.counts if left[grade]),
        grades,
        tuple(round_.asked[judgment.key] for judgment in apart),
        is_whole(report, round_, here),
    )


_BASES = {
    "wired-gov": " (the day of the press release)",
    "listing": " (the day in a list of reports)",
    "press": " (the day of the first press story)",
}
NO_ADDRESS = "its address is not in the dataset"


def place_of(force: Force) -> str:
    """Return where a force is: `East Midlands, England`."""
    return force.region if force.region == force.nation else f"{force.region}, {force.nation}"


def lines_of(
    round_: Round, report: ForceReport | None, found: Reported | None, known: int
) -> Iterator[tuple[str, str]]:
    """Yield a round of areas, a force's report, and how many of its grades are in the dataset.

    `known` is that number, for a report whose number of graded areas nobody knows.
    """
    yield "Round", f"{round_.label}, {day_of(report)}"
    yield "To check", (report and report.address) or NO_ADDRESS
    if found is None:
        yield "Graded areas", f"{known} in the dataset; how many there are is not known"
        return
    yield "Graded areas", areas_of(found, " in the dataset")


def lines_of_later(round_: Round, report: ForceReport, left_out: int) -> Iterator[tuple[str, str]]:
    """Yield a round of areas and a report that was not out on the day that is asked about."""
    when = "not known to be out by the day that is asked about"
    if report.published:
        when = f"published {day_in_words(report.published)}, after the day that is asked about"
    yield "Round", f"{round_.label}, {when}"
    yield "To check", report.address or NO_ADDRESS
    yield "Graded areas", f"{counted(left_out, 'grade')} left out"


def begun_notes(rounds: Iterable[Round]) -> Iterator[str]:
    """Yield that rounds have begun whose reports the dataset lacks."""
    for round_ in rounds:
        day = day_in_words(round_.begun) if round_.begun else "a day that is not known"
        yield f"{round_.label} has begun (framework of {day}); a newer report may be out."


def day_of(report: ForceReport | None) -> str:
    """Return when a report came out, and what that day rests on."""
    if report is None or report.published is None or report.published_basis is None:
        return "published on a day that is not known"
    return f"published {day_in_words(report.published)}{_BASES.get(report.published_basis, '')}"


def areas_of(found: Reported, where: str = "") -> str:
    """Return how many of a report's grades are there, and what its counts leave over.

    `6 of 9; the other three: 1 good, 2 adequate`; `where` follows the numbers.
    """
    numbers = f"{found.found} of {found.graded}{where}"
    if found.report.numbers_differ:
        numbers += f" (by the count of the day; the report's page says {found.report.areas_graded})"
    if found.is_found:
        return numbers
    rest = found.graded - found.found
    others = f"{numbers}; the other {in_words(rest)}"
    if not found.left:
        return f"{others}: not known"
    left = ", ".join(f"{count} {grade.label.lower()}" for grade, count in found.left)
    perhaps = " or ".join(question.name_in_sentence for question in found.perhaps)
    which = f" ({perhaps} may be {'it' if rest == 1 else 'one of them'})" if perhaps else ""
    return f"{others}: {left}{which}"
