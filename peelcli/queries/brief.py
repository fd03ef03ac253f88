"""One force in one round: its grades, how it stands, what moved, what may be said."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from peelcli.comparability import Reason, is_comparable, reason_against
from peelcli.model import Dataset, Force, ForceReport, Group, Judgment, Question, Round
from peelcli.queries.change import Kind, change_between, last_compared
from peelcli.queries.diff import pairs_of
from peelcli.queries.grid import GradeCell, cell_at, graded_rows_of, origins_of
from peelcli.queries.reported import Reported, reported
from peelcli.queries.standing import Standing, standing
from peelcli.terms import Basis, Grade, Level, QuestionKey, ReadOnly
from peelcli.text import counted, in_sentence

ALL = "all"
FEWEST_OTHERS = 10
"""So many other forces must have a grade before a force stands higher or lower than most."""


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

    @property
    def counts(self) -> tuple[tuple[Grade, int], ...]:
        """How many questions got which grade, best first."""
        grades = (row.cell.judgment.grade for row in self.rows if row.cell.judgment)
        found = Counter(grade for grade in grades if grade)
        return tuple((grade, found[grade]) for grade in self.round.scale if found[grade])

    @property
    def judgments(self) -> tuple[Judgment, ...]:
        """Its judgments in the round."""
        return tuple(row.cell.judgment for row in self.rows if row.cell.judgment)

    @property
    def sources(self) -> tuple[str, ...]:
        """All addresses that the page rests on, the official report first."""
        report = [self.report.address] if self.report and self.report.address else []
        cited = [source for one in self.judgments for source in one.cited]
        cited += [source for move in self.moves for source in move.before.cited]
        more = (*(self.report.sources if self.report else ()),)
        reason = self.why_not.sources if self.why_not else ()
        return tuple(dict.fromkeys((*report, *cited, *more, *reason)))

    @property
    def higher_than_most(self) -> tuple[BriefRow, ...]:
        """The questions on which more than half of the other forces are lower."""
        return tuple(r for r in self.rows if _most(r) and 2 * r.standings[0].lower > _known(r))

    @property
    def lower_than_most(self) -> tuple[BriefRow, ...]:
        """The questions on which more than half of the other forces are higher."""
        return tuple(r for r in self.rows if _most(r) and 2 * r.standings[0].higher > _known(r))

    @property
    def safe(self) -> list[str]:
        """Sentences that the grades prove."""
        return list(_safe(self))

    @property
    def unsafe(self) -> list[str]:
        """What the grades do not prove, and why."""
        return list(_unsafe(self))


def brief(
    dataset: Dataset,
    force: Force,
    round_: Round,
    *,
    groups: Collection[Group] = (),
    beside: Collection[Force] = (),
    since: str | None = None,
) -> Brief:
    """Return a force's page: groups to stand against, forces beside it, the last page's day."""
    questions = graded_rows_of(round_, level=Level.QUESTIONS)
    against = [(ALL, tuple(dataset.forces)), *((one.id, one.forces) for one in groups)]
    rows = []
    for question in questions:
        found = (standing(dataset, force, round_, question.key, *one) for one in against)
        cell = cell_at(dataset, force.id, round_, question.key)
        places = tuple(cell_at(dataset, one.id, round_, question.key) for one in beside)
        rows.append(
            BriefRow(
                question,
                cell,
                tuple(one for one in found if one is not None),
                places,
                _is_new(cell.judgment, since),
                tuple(zip(beside, places, strict=True)),
            )
        )
    earlier = [one for one in dataset.rounds_with_grades([force.id]) if one.year < round_.year]
    before = earlier[-1] if earlier else None
    why_not = reason_against(dataset.comparisons, before, round_) if before else None
    judgments = dataset.by_force.get(force.id, {}).values()
    here = [one for one in judgments if one.year == round_.year and one.grade]
    moves = tuple(_moves(dataset, force, round_, before, why_not))
    not_compared = () if why_not or not before else _not_compared(dataset, force, before, round_)
    report = dataset.report(force.id, round_.year)
    newer = {
        one.force
        for of in dataset.by_force.values()
        for one in of.values()
        if one.year == round_.year and one.force != force.id and _is_new(one, since)
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
        sum(one.published is None for one in here),
        sum(row.cell.is_undated for row in rows),
        dataset.begun_since(round_.year, [force.id]),
        dataset.later_report(force.id, round_.year),
        sum(
            one.force == force.id and one.year == round_.year and one.grade is not None
            for one in dataset.left_out.values()
        ),
        tuple(
            one
            for one in dataset.rounds.values()
            if before and before.year < one.year < round_.year
        ),
        ReadOnly(origins_of(dataset, here)),
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


def _known(row: BriefRow) -> int:
    return row.standings[0].known


def _most(row: BriefRow) -> bool:
    return bool(row.standings) and _known(row) >= FEWEST_OTHERS


def _safe(brief: Brief) -> Iterator[str]:
    round_, name = brief.round.label, brief.force.short_name
    whole = brief.reported
    # What counts leave out may be graded too, and a page that has grown names another number.
    separate = set(brief.round.reported_separately)
    if (
        whole
        and whole.grades
        and whole.is_whole
        and not whole.report.numbers_differ
        and separate.issuperset(whole.report.not_counted)
    ):
        counts = ", ".join(
            f"{whole.grades[grade]} {in_sentence(grade.label)}"
            for grade in brief.round.scale
            if grade in whole.grades
        )
        yield f"In {round_} {name} was graded in {counted(whole.graded, 'area')}: {counts}."
    for row in brief.rows:
        judgment = row.cell.judgment
        if judgment is None or judgment.grade is None:
            continue
        grade = in_sentence(judgment.grade.label)
        what = row.question.name_in_sentence
        if row.question.id and row.question.pillar_name:
            what = f"{what} ({in_sentence(row.question.pillar_name)})"
        if judgment.carried_over_from is not None:
            origin = brief.origins.get(row.question.key)
            of = f" for {origin.name_in_sentence}" if origin else ""
            yield (
                f"In {round_} {name} was not inspected on {what}; its grade of "
                f"{judgment.carried_over_from}{of}, {grade}, stands."
            )
            continue
        derived = judgment.basis is Basis.DERIVED
        how = " (worked out from published counts or statements)" if derived else ""
        start = f"In {round_} {name} was graded {grade} at {what}{how}"
        found = row.standings[0]
        if found.known < FEWEST_OTHERS:
            yield f"{start}."
            continue
        which = max(("lower", found.lower), ("higher", found.higher), ("the same", found.same),
                    key=lambda one: one[1])  # fmt: skip
        yield (
            f"{start}; of the {found.known} other forces whose grade is known, {which[1]} "
            f"{'was' if which[1] == 1 else 'were'} graded {which[0]}."
        )


def _unsafe(brief: Brief) -> Iterator[str]:
    if brief.before is not None and brief.why_not is not None:
        says = "the inspectorate says that the grades of the two rounds can't be compared"
        if not brief.why_not.sources:
            says = "no source says that the grades of the two rounds can be compared"
        yield f'"Improved" or "declined" since {brief.before.label}: {says}.'
    yield (
        "A rank or league position: the inspectorate publishes none, and some forces have no grade "
        "here."
    )
    yield "Any average of grades: a grade is a word, and no source says what it weighs."
    if any(row.status == "missing" for row in brief.rows):
        yield (
            f"That {brief.force.short_name} was not graded: grades missing here may exist, they "
            "are not in our dataset."
        )
    if any(one.basis is Basis.DERIVED for one in brief.judgments):
        yield (
            "A derived grade as the inspectorate's own words: it is worked out from published "
            "counts or statements."
        )
