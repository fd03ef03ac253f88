"""How many other forces have a higher, the same or a lower grade."""

from collections.abc import Collection
from typing import NamedTuple

from peelcli.answers.grid import CellKind, cell_at
from peelcli.model import Dataset, Force, Round
from peelcli.rests_on import round_is_inferred
from peelcli.terms import Basis, QuestionKey


class Standing(NamedTuple):
    """A force's grade for one question against those of other forces."""

    against: str
    """`all`, or the id of a group."""
    higher: int
    """Other forces with a better grade."""
    same: int
    lower: int
    missing: int
    """Other forces whose grade is not in the dataset, or left out as of a day."""
    not_graded: int
    """Other forces that are known to have got none."""
    derived: int = 0
    """Of those with a grade: how many of these are worked out or inferred."""

    @property
    def known(self) -> int:
        """How many other forces have a grade."""
        return self.higher + self.same + self.lower


def standing(
    dataset: Dataset,
    force: Force,
    round_: Round,
    key: QuestionKey,
    against: str,
    others: Collection[str],
) -> Standing | None:
    """Count other forces by their grades, or return None where the force itself has none.

    Derived and carried-over grades count like any other: each is the grade that stands.
    """
    own = dataset.judgment(force.id, round_.year, key)
    if own is None or own.grade is None:
        return None
    place = round_.scale.index(own.grade)
    higher = same = lower = missing = not_graded = derived = 0
    for other in others:
        if other == force.id:
            continue
        judgment = dataset.judgment(other, round_.year, key)
        if judgment is None or judgment.grade is None:
            kind = cell_at(dataset, other, round_, key).kind
            is_known = kind in (CellKind.JUDGED, CellKind.NOT_IN_REPORT)
            not_graded += is_known
            missing += not is_known
            continue
        derived += judgment.basis is Basis.DERIVED or round_is_inferred(judgment)
        step = round_.scale.index(judgment.grade) - place
        higher += step < 0
        same += step == 0
        lower += step > 0
    return Standing(against, higher, same, lower, missing, not_graded, derived)
