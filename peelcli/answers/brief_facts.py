"""What the page of a force rests on: its grades in a round, how it stands, what moved."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from peelcli.answers.change import Kind, change_between, last_compared
from peelcli.answers.diff import pairs_of
from peelcli.answers.grid import GradeCell, cell_at, graded_rows_of, origins_of
from peelcli.answers.reported import Reported, reported
from peelcli.answers.standing import Standing, standing
from peelcli.comparability import Reason, is_comparable, reason_against
from peelcli.model import Dataset, Force, ForceReport, Group, Judgment, Question, Round
from peelcli.terms import Grade, Level, QuestionKey, ReadOnly

ALL = "all"


class BriefRow(NamedTuple):
    """A question or area, the force's grade, and how it stands."""

    question: Question
    cell: GradeCell
    standings: tuple[Standing, ...]
    """Against all, then each group; empty without a grade."""
    beside: tuple[GradeCell, ...]
    """The places of the forces that are shown beside it."""
    is_new: bool
    """Its grade came out after the day that is asked about."""

    others: tuple[tuple[Force, GradeCell], ...] = ()
    """The same places, each with its force."""

    @property
    def status(self) -> str:
        """How the judgment came about, or why there is none."""
        return self.cell.status


class Move(NamedTuple):
    """A question's grade in an earlier round and in this one."""

    question: Question
    before: Judgment
    after: Judgment
    kind: Kind
    steps: int | None

    @property
    def pillar(self) -> str | None:
        """The pillar, where there is one."""
        return self.question.pillar


class Brief(NamedTuple):
    """The answer of `brief`."""

    force: Force
    round: Round
    report: ForceReport | None
    reported: Reported | None
    rows: tuple[BriefRow, ...]
    groups: tuple[Group, ...]
    """What the force is compared with, beside all forces."""
    beside: tuple[Force, ...]
    before: Round | None
    """The round before in which the force has grades."""
    why_not: Reason | None
    """Why nothing of that round compares with this one."""
    moves: tuple[Move, ...]
    not_compared: tuple[Question, ...]
    """Questions whose grades in the round before can't be compared, where others' can."""
    since: str | None
    """The day after which grades are marked as new."""
    new_elsewhere: int
    """How many other forces have a grade of this round that is newer."""
    undated_here: int
    """How many of its grades have no known day."""
    undated: int
    begun: tuple[Round, ...] = ()
    """Rounds that began after it, where it is the force's latest here."""
    later_report: ForceReport | None = None
    """Its report, where that was not out on the day that is asked about."""
    left_out: int = 0
    """How many of its grades were not out on that day."""
    between: tuple[Round, ...] = ()
    """Rounds between the two, in which the force has no grade here."""
    origins: Mapping[QuestionKey, Question] = ReadOnly()
    """By its place, the earlier question whose grade one has, where it goes by another name."""

    prepared_by: str | None = None
    """Who made the page."""

    @property
    def judgments(self) -> tuple[Judgment, ...]:
        """Its judgments in the round."""
        return tuple(row.cell.judgment for row in self.rows if row.cell.judgment)

    @property
    def graded(self) -> tuple[BriefRow, ...]:
        """The questions with a grade, the worst first; pillars with theirs in the round's order."""
        graded = [row for row in self.rows if row.cell.grade]
        return tuple(graded if self.round.pillars else sorted(graded, key=place_on_scale))

    @property
    def own(self) -> tuple[BriefRow, ...]:
        """Those that the force's own report graded."""
        return tuple(row for row in self.graded if not self.is_separate(row))

    @property
    def separate(self) -> tuple[BriefRow, ...]:
        """Those that separate reports graded."""
        return tuple(row for row in self.graded if self.is_separate(row))

    def is_separate(self, row: BriefRow) -> bool:
        """Return whether a separate report grades a question."""
        return row.question.id in self.round.reported_separately

    @property
    def sources(self) -> tuple[str, ...]:
        """All addresses that the page rests on, those of its grades first."""
        cited = [source for row in self.graded for source in row.cell.sources]
        cited += [source for judgment in self.judgments for source in judgment.sources]
        cited += [source for move in self.moves for source in move.before.sources]
        more = self.report.sources if self.report else ()
        reason = self.why_not.sources if self.why_not else ()
        return tuple(dict.fromkeys((*cited, *more, *reason)))


def place_on_scale(row: BriefRow) -> int:
    """Return where a row's grade stands on the scale of all grades, from the worst on."""
    return -[*Grade].index(row.cell.grade) if row.cell.grade else 1


def brief(
    dataset: Dataset,
    force: Force,
    round_: Round,
    *,
    groups: Collection[Group] = (),
    beside: Collection[Force] = (),
    since: str | None = None,
    prepared_by: str | None = None,
) -> Brief:
    """Return a force's page: groups to stand against, forces beside it, the last page's day."""
    questions = graded_rows_of(round_, level=Level.QUESTIONS)
    against = [(ALL, tuple(dataset.forces)), *((group.id, group.forces) for group in groups)]
    rows = []
    for question in questions:
        found = (standing(dataset, force, round_, question.key, *group) for group in against)
        cell = cell_at(dataset, force.id, round_, question.key)
        places = tuple(cell_at(dataset, other.id, round_, question.key) for other in beside)
        rows.append(
            BriefRow(
                question,
                cell,
                tuple(standing_ for standing_ in found if standing_ is not None),
                places,
                _is_new(cell.judgment, since),
                tuple(zip(beside, places, strict=True)),
            )
        )
    earlier = [
        other for other in dataset.rounds_with_grades([force.id]) if other.year < round_.year
    ]
    before = earlier[-1] if earlier else None
    why_not = reason_against(dataset.comparisons, before, round_) if before else None
    judgments = dataset.by_force.get(force.id, {}).values()
    here = [judgment for judgment in judgments if judgment.year == round_.year and judgment.grade]
    moves = tuple(_moves(dataset, force, round_, before, why_not))
    not_compared = () if why_not or not before else _not_compared(dataset, force, before, round_)
    report = dataset.report(force.id, round_.year)
    newer = {
        judgment.force
        for of in dataset.by_force.values()
        for judgment in of.values()
        if judgment.year == round_.year and judgment.force != force.id and _is_new(judgment, since)
    }
    return Brief(
        force,
        round_,
        report,
        reported(report, round_, judgments),
        tuple(rows),
        tuple(groups),
        tuple(beside),
        before,
        why_not,
        moves,
        not_compared,
        since,
        len(newer),
        sum(judgment.published is None for judgment in here),
        sum(row.cell.is_undated for row in rows),
        dataset.begun_since(round_.year, [force.id]),
        dataset.later_report(force.id, round_.year),
        sum(
            judgment.force == force.id
            and judgment.year == round_.year
            and judgment.grade is not None
            for judgment in dataset.left_out.values()
        ),
        tuple(
            between
            for between in dataset.rounds.values()
            if before and before.year < between.year < round_.year
        ),
        ReadOnly(origins_of(dataset, here)),
        prepared_by,
    )


def _is_new(judgment: Judgment | None, since: str | None) -> bool:
    """Return whether a grade came out after a day; a judgment without a grade is none."""
    if since is None or judgment is None or judgment.grade is None:
        return False
    return judgment.published is not None and judgment.published > since


def _moves(
    dataset: Dataset, force: Force, round_: Round, before: Round | None, why_not: Reason | None
) -> Iterator[Move]:
    """Yield the changes since the last inspection, or grades side by side of rounds apart.

    The last inspection may be in an earlier round than the one before, where that one does not
    compare.
    """
    found = []
    for question in graded_rows_of(round_, level=Level.QUESTIONS):
        after = dataset.judgment(force.id, round_.year, question.key)
        first, change = (last_compared(dataset, after) if after else None) or (None, None)
        if after is not None and first is not None and change is not None:
            found.append(Move(question, first, after, change.kind, change.steps))
    yield from found
    if found or before is None or why_not is None:
        return
    for old, new in pairs_of(before, round_, (), Level.QUESTIONS):
        first = dataset.judgment(force.id, before.year, old.key)
        after = dataset.judgment(force.id, round_.year, new.key)
        if first is not None and after is not None and new.id:
            change = change_between(first, after, round_.scale, comparable=False)
            yield Move(new, first, after, change.kind, change.steps)


def _not_compared(
    dataset: Dataset, force: Force, before: Round, round_: Round
) -> tuple[Question, ...]:
    """Return the questions with a grade in both rounds that can't be compared."""
    return tuple(
        new
        for old, new in pairs_of(before, round_, (), Level.QUESTIONS)
        if old.key == new.key
        and not is_comparable(dataset.comparisons, before.year, round_.year, new.key)
        and all(
            (one := dataset.judgment(force.id, year, new.key)) is not None and one.grade
            for year in (before.year, round_.year)
        )
    )
