"""What "carried over" requires of the earlier round that the grade comes from.

A round may leave a question uninspected and let an earlier grade stand, as the inspectorate
describes for its risk-based inspections from 2017 on:
https://www.justiceinspectorates.gov.uk/hmicfrs/peel-assessments/how-we-inspect/2018-19-peel-assessment/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelcli.model import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from peelcli.load.judgments import Placed
    from peelcli.load.reader import Reader
    from peelcli.model import Comparisons, Judgment, QuestionKey, Round


def origin_key(
    judgment: Judgment, rounds: Mapping[int, Round], comparisons: Comparisons
) -> QuestionKey | None:
    """Return the question of the earlier round whose grade a carried-over judgment takes.

    None when that round neither asked the same question nor one that this one replaced.
    """
    for related in comparisons.related:
        if (
            related.later_year == judgment.year
            and related.later == judgment.key
            and related.earlier_year == judgment.carried_over_from
            and related.carries is not None
        ):
            return (related.earlier[0][0], related.carries)
    origin = rounds.get(judgment.carried_over_from or 0)
    asked = origin.question(judgment.key) if origin else None
    return asked.key if asked and asked.graded else None


def check_carried_over(
    placed: tuple[Placed, ...],
    reader: Reader,
    rounds: Mapping[int, Round],
    comparisons: Comparisons,
) -> None:
    """Report every carried-over judgment that its earlier round does not bear out."""
    by_place = {one.judgment.place: one.judgment for one in placed}
    for one in placed:
        judgment, year = one.judgment, one.judgment.carried_over_from
        if judgment.status is not Status.CARRIED_OVER or year is None:
            continue
        if year not in rounds:
            known = ", ".join(str(known) for known in rounds if known < judgment.year)
            message = f"but there is no such round; earlier ones are {known}"
            reader.problem(one.node, f"carried over from {year}, {message}")
            continue
        if year >= judgment.year:
            message = f"which is not before {judgment.year}; name an earlier round"
            reader.problem(one.node, f"carried over from {year}, {message}")
            continue
        key = origin_key(judgment, rounds, comparisons)
        if key is None:
            message = f"but {rounds[year].label} did not grade this question; correct the year"
            reader.problem(one.node, f"carried over from {year}, {message}")
            continue
        earlier = by_place.get((year, *key))
        if earlier is not None and earlier.grade is not judgment.grade:
            was = earlier.grade.value if earlier.grade else "not graded"
            now = judgment.grade.value if judgment.grade else "not graded"
            message = f"but the judgment of {year} is {was}; correct one of the two"
            reader.problem(one.node, f"carried over from {year} as {now}, {message}")
