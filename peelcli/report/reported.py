"""Sentences on a force's report: its day, its number of areas, what its counts leave over."""

from peelcli.model import ForceReport
from peelcli.queries.reported import Reported
from peelcli.text import day_in_words, in_words

_BASES = {
    "wired-gov": " (the day of the press release)",
    "listing": " (the day in a list of reports)",
    "press": " (the day of the first press story)",
}
NOT_KNOWN = "not known"


def day_of(report: ForceReport | None) -> str:
    """Return when a report came out, and what that day rests on."""
    if report is None or report.published is None or report.published_basis is None:
        return "published on a day that is not known"
    return f"published {day_in_words(report.published)}{_BASES.get(report.published_basis, '')}"


def of_its_areas(found: Reported | None) -> str:
    """Return how many of the areas that a report graded are in the dataset: `6 of 9`."""
    return f"{found.found} of {found.graded}" if found else NOT_KNOWN


def left_over(found: Reported | None) -> str:
    """Return what the report's counts leave over: `the other three: 1 good, 2 adequate`."""
    if found is None or found.is_whole:
        return ""
    rest = found.graded - found.found
    others = f"the other {in_words(rest)}"
    if not found.left:
        return f"{others}: not known"
    left = ", ".join(f"{count} {grade.label.lower()}" for grade, count in found.left)
    perhaps = " or ".join(question.name_in_sentence for question in found.perhaps)
    which = f" ({perhaps} may be {'it' if rest == 1 else 'one of them'})" if perhaps else ""
    return f"{others}: {left}{which}"
