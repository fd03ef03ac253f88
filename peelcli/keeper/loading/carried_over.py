"""The rules for a carried-over grade: the earlier round must have it.

A round may leave a question uninspected and let an earlier grade stand, as the inspectorate
describes for its risk-based inspections from 2017 on:
https://www.justiceinspectorates.gov.uk/hmicfrs/peel-assessments/how-we-inspect/2018-19-peel-assessment/
"""

from collections.abc import Iterable, Iterator, Mapping

from peelcli.comparability import origin_key
from peelcli.model import Judgment, Round
from peelcli.rules import Comparisons
from peelcli.terms import Grade, Place


def carried_over_problems(
    judgments: Iterable[Judgment], rounds: Mapping[int, Round], comparisons: Comparisons
) -> Iterator[tuple[Judgment, str]]:
    """Yield every judgment of one force that its earlier round does not bear out, and why."""
    by_place = {judgment.place: judgment for judgment in judgments}
    for judgment in by_place.values():
        year = judgment.carried_over_from
        if year is not None:
            wrong = _what_is_wrong(judgment, year, by_place, rounds, comparisons)
            if wrong:
                yield judgment, f"carried over from {year}{wrong}"


def _what_is_wrong(
    judgment: Judgment,
    year: int,
    by_place: Mapping[Place, Judgment],
    rounds: Mapping[int, Round],
    comparisons: Comparisons,
) -> str | None:
    if year not in rounds:
        known = ", ".join(str(known) for known in rounds if known < judgment.year)
        return f", but there is no such round; earlier ones are {known}"
    if year >= judgment.year:
        return f", which is not before {judgment.year}; name an earlier round"
    key = origin_key(judgment, rounds[year], comparisons)
    if key is None:
        return f", but {rounds[year].label} did not grade this question; correct the year"
    earlier = by_place.get((year, *key))
    if earlier is None or earlier.grade is judgment.grade:
        return None
    now, was = _words(judgment.grade), _words(earlier.grade)
    return f" as {now}, but the judgment of {year} is {was}; correct one of the two"


def _words(grade: Grade | None) -> str:
    return grade.value if grade else "not graded"
