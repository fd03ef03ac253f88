"""How many forces got each grade."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from peelcli.comparability import is_comparable
from peelcli.errors import UsageError
from peelcli.filters import EVERYTHING, Filter, known_pillars
from peelcli.model import Dataset, Force, Group, Judgment, Question, Round
from peelcli.queries.grid import CellKind, cell_at, graded_rows_of
from peelcli.queries.rounds_apart import same_forces_of
from peelcli.terms import Basis, Grade, Level, Place

Member = tuple[Force, Mapping[Place, Judgment]]
"""A force and its judgments."""


class StatsBy(StrEnum):
    """The groups of forces that are counted."""

    ALL = "all"
    REGION = "region"
    NATION = "nation"
    GROUP = "group"
    """The named groups, which may share forces."""


class StatsSort(StrEnum):
    """The order of the questions of a round."""

    QUESTION = "question"
    """As the reports have them."""
    GRADE = "grade"
    """The largest share of the best grade first; of equals, that of the next."""


class StatsRow(NamedTuple):
    """One question of one round, over some forces."""

    round: Round
    question: Question
    region: str | None
    nation: str | None
    counts: Mapping[Grade, int]
    """Every grade there is; those that the round's scale lacks are 0."""
    not_graded: int
    """Forces that got no grade, by the inspectorate's words or by what their report graded."""
    missing: int
    left_out: int
    undated: int
    """How many of those left out have no known day."""
    group: str | None = None
    """The id of the group."""
    derived: int = 0
    """How many of the grades are derived from stated facts."""
    forces: int = 0
    """How many forces are counted, with a grade or without."""
    comparable_with: tuple[int, ...] = ()
    """Other rounds of the answer whose grades for the question can be compared."""

    @property
    def graded(self) -> int:
        """How many forces have a grade: what shares are shares of."""
        return sum(self.counts.values())

    @property
    def shares(self) -> list[float]:
        """The share of each grade, best first."""
        return [count / (self.graded or 1) for count in self.counts.values()]


def stats(
    dataset: Dataset,
    *,
    years: Collection[int] = (),
    pillars: Collection[str] = (),
    questions: Collection[str] = (),
    level: Level = Level.PILLAR_GRADES,
    wanted: Filter = EVERYTHING,
    by: StatsBy = StatsBy.ALL,
    groups: Collection[Group] = (),
    sort: StatsSort = StatsSort.QUESTION,
    same_forces: bool = False,
) -> tuple[StatsRow, ...]:
    """Count the grades of the wanted forces, round by round and question by question.

    `groups` are those to count by; without any, those of the dataset. `same_forces` counts only
    forces that have a grade in each of the rounds that graded a question. Raises UsageError where
    there is no group.
    """
    forces = [
        (force, dataset.by_force.get(force.id, {}))
        for force in dataset.forces.values()
        if wanted.lets_force_through(force)
    ]
    members: dict[tuple[str | None, str | None, str | None], list[Member]]
    if by is StatsBy.GROUP:
        found = tuple(groups) or tuple(dataset.groups.values())
        if not found:
            raise UsageError("there is no group to count by; name one with `group=` or `groups=`")
        members = {
            (None, None, one.id): [member for member in forces if member[0].id in one.forces]
            for one in found
        }
    else:
        members = {(*key, None): some for key, some in _groups(forces, by).items()}
    pillars = known_pillars(dataset, pillars)
    asked = [
        (round_, question)
        for round_ in dataset.rounds_meant(years)
        for question in graded_rows_of(round_, pillars, level, questions)
    ]
    places = [(round_.year, question.key) for round_, question in asked]
    same = same_forces_of(dataset, places) if same_forces else {}
    rows = [
        _row(
            dataset,
            round_,
            question,
            region,
            nation,
            [one for one in some if not same_forces or one[0].id in same[question.key]],
        )._replace(
            group=group,
            comparable_with=tuple(
                year
                for year, key in places
                if year != round_.year
                and key == question.key
                and is_comparable(dataset.comparisons, year, round_.year, key)
            ),
        )
        for round_, question in asked
        for (region, nation, group), some in members.items()
    ]
    if sort is StatsSort.GRADE:
        rows.sort(key=lambda row: (row.round.year, [-share for share in row.shares]))
    return tuple(rows)


def _groups(
    forces: Iterable[Member], by: StatsBy
) -> dict[tuple[str | None, str | None], list[Member]]:
    groups: dict[tuple[str | None, str | None], list[Member]] = {}
    for member in forces:
        force, _ = member
        region = force.region if by is StatsBy.REGION else None
        nation = force.nation if by is StatsBy.NATION else None
        groups.setdefault((region, nation), []).append(member)
    return dict(sorted(groups.items(), key=lambda item: str(item[0])))


def _row(
    dataset: Dataset,
    round_: Round,
    question: Question,
    region: str | None,
    nation: str | None,
    forces: list[Member],
) -> StatsRow:
    grades: Counter[Grade] = Counter()
    not_graded = missing = left_out = undated = derived = 0
    place = (round_.year, *question.key)
    for force, judgments in forces:
        judgment = judgments.get(place)
        if judgment is None:
            cell = cell_at(dataset, force.id, round_, question.key)
            not_graded += cell.kind is CellKind.NOT_IN_REPORT
            missing += cell.kind is CellKind.MISSING
            left_out += cell.kind is CellKind.LEFT_OUT
            undated += cell.is_undated
        elif judgment.grade is None:
            not_graded += 1
        else:
            grades[judgment.grade] += 1
            derived += judgment.basis is Basis.DERIVED
    counts = {grade: grades[grade] for grade in Grade}
    return StatsRow(
        round_,
        question,
        region,
        nation,
        counts,
        not_graded,
        missing,
        left_out,
        undated,
        derived=derived,
        forces=len(forces),
    )
