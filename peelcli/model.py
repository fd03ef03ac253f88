"""The domain: forces, rounds, questions, grades and judgments, all immutable.

Named tuples, here and in queries and reports: a dataclass takes several times as long to define
and to build.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from peelcli.rules import Comparisons
from peelcli.terms import (
    OVERALL,
    Basis,
    Grade,
    Level,
    Place,
    QuestionKey,
    ReadOnly,
    Status,
    level_of,
)
from peelcli.text import in_sentence

CODE_LENGTH = 3


class Judgment(NamedTuple):
    """The inspectorate's judgment of one force, in one round, on one question."""

    force: str
    """The force's id."""
    year: int
    """The round, by its first year: 2018 is PEEL 2018/19."""
    pillar: str | None
    """None from 2021 on, when areas took the place of pillars."""
    question: str | None
    """None for the pillar's own grade."""
    grade: Grade | None
    """None exactly when the status is NOT_GRADED."""
    status: Status
    carried_over_from: int | None
    """The round whose grade stands, when the status is CARRIED_OVER."""
    published: str | None
    """ISO date, or None where it is not known."""
    basis: Basis
    sources: tuple[str, ...]
    """Addresses, best first, at least one."""
    note: str | None
    """A remark for users of this grade; the stated reason when it was not graded."""
    areas_for_improvement: tuple[str, ...]
    report: str | None = None
    """The address of the official report that grades it; None where that is not known."""

    @property
    def key(self) -> QuestionKey:
        """Where in its round the judgment stands."""
        return (self.pillar, self.question)

    @property
    def place(self) -> Place:
        """Where in all rounds the judgment stands."""
        return (self.year, self.pillar, self.question)


class Findings(NamedTuple):
    """The causes of concern, or the areas for improvement, of a whole report."""

    number: int
    texts: tuple[str, ...]
    """Those of them whose words are known."""
    sources: tuple[str, ...]
    """Addresses; empty where the report itself states the number."""


class ForceReport(NamedTuple):
    """The inspectorate's report on one force in a round of areas. None: it is not known."""

    force: str
    """The force's id."""
    year: int
    """The round."""
    address: str | None
    published: str | None
    """The day it came out, in ISO form."""
    published_basis: str | None
    """One of DAY_BASES."""
    published_sources: tuple[str, ...]
    """Addresses, here and below; empty where the report itself states it."""
    areas_graded: int | None
    """How many areas it grades, by its own page."""
    counts: tuple[tuple[Grade, int], ...]
    """How many areas got which grade, as on the day it came out; empty where not known."""
    counts_sources: tuple[str, ...]
    not_counted: tuple[str, ...]
    """Areas of the round that `counts` leaves out."""
    causes_of_concern: Findings | None
    areas_for_improvement: Findings | None

    @classmethod
    def unknown(cls, force: str, year: int) -> "ForceReport":
        """Return a report that is known by its force and round alone."""
        return cls(force, year, None, None, None, (), None, (), (), (), None, None)

    @property
    def graded(self) -> int | None:
        """How many areas it graded on the day it came out, as far as that is known."""
        return sum(count for _, count in self.counts) if self.counts else self.areas_graded

    @property
    def numbers_differ(self) -> bool:
        """Whether the counts of the day and the report's page speak of different numbers."""
        total = sum(count for _, count in self.counts)
        return bool(self.counts) and self.areas_graded not in (None, total)

    def counted(self, round_: "Round", judgments: Iterable[Judgment]) -> list[Judgment]:
        """Return those of the force's judgments whose grades `graded` counts.

        Of an area that it leaves out, a grade does not weigh.
        """
        left_out = self.not_counted if self.counts else round_.reported_separately
        return [
            judgment
            for judgment in judgments
            if judgment.year == self.year and judgment.grade and judgment.question not in left_out
        ]

    @property
    def sources(self) -> tuple[str, ...]:
        """All addresses that state something of it."""
        found = (
            finding for finding in (self.causes_of_concern, self.areas_for_improvement) if finding
        )
        more = (source for finding in found for source in finding.sources)
        return tuple(dict.fromkeys((*self.published_sources, *self.counts_sources, *more)))


class Force(NamedTuple):
    """A police force."""

    id: str
    name: str
    short_name: str
    """The name without `Police` or the like, unless two forces would then share it."""
    region: str
    nation: str
    former_name: str | None = None
    aliases: tuple[str, ...] = ()
    tile: tuple[int, int] | None = None
    """Its column and row on a map of tiles, from 1; None where it has no place there."""
    gss: str | None = None
    """The ONS code of its police force area, `E23000032`; None where it is not known."""
    home_office_name: str | None = None
    """The name that the Home Office's tables give it; None where it is not known."""

    @property
    def code(self) -> str:
        """Three letters at most: the first alias that is as short, or how the id starts."""
        short = (alias for alias in self.aliases if len(alias) <= CODE_LENGTH)
        return next(short, self.id[:CODE_LENGTH]).upper()


class Group(NamedTuple):
    """Forces to stand beside each other: a region, a nation, or one of somebody's own."""

    id: str
    name: str
    forces: tuple[str, ...]
    """Ids."""
    day: str | None = None
    """The day of the list, in ISO form."""
    source: str | None = None
    """The address that gives the list."""
    is_built_in: bool = False
    """A region or a nation."""


class Question(NamedTuple):
    """A question of a round to every force: a pillar's overall question, another, or an area."""

    pillar: str | None
    id: str | None
    name: str
    """A short name for tables; ours."""
    title: str | None
    """The inspectorate's own wording."""
    graded: bool
    """Whether the round gave a grade for it at all."""
    published: str | None
    """The day the round's grades for it came out, when it was one day for all forces."""
    pillar_name: str | None = None
    """The pillar's name for readers; None for an area."""

    @property
    def key(self) -> QuestionKey:
        """Where in the round the question stands."""
        return (self.pillar, self.id)

    @property
    def name_in_sentence(self) -> str:
        """The name as it stands amid other words."""
        return in_sentence(self.name)

    @property
    def level(self) -> Level:
        """Whether it is a pillar's own grade, as an area is, or a question of a pillar."""
        return level_of(self.key)


class Round(NamedTuple):
    """One cycle of inspections."""

    year: int
    """Its first year, which is what the round is called by in data and commands."""
    last_year: int
    label: str
    """`PEEL 2018/19`."""
    scale: tuple[Grade, ...]
    """The grades it uses, best first."""
    published: str
    """When its grades came out, in words."""
    source: str
    """The address that describes the round."""
    asked: Mapping[QuestionKey, Question]
    """In the order of the reports: each pillar's overall question, then the pillar's others."""
    missing: str | None = None
    """A remark on grades that are not in the dataset."""
    limits: tuple[str, ...] = ()
    """Other remarks for users of the round's grades."""
    reported_separately: tuple[str, ...] = ()
    """Areas that other reports grade than the force's own."""
    begun: str | None = None
    """The day of its framework, in ISO form, of a round whose first reports may not be here yet."""
    grades_tables: tuple[str, ...] = ()
    """Addresses of the inspectorate's tables of all forces' grades."""
    report_pattern: str | None = None
    """The address of a report with `{force}` for the force's id, as most reports have it."""
    report_spellings: Mapping[str, str] = ReadOnly()
    """What stands for `{force}` where it is not the force's id."""

    @property
    def short_label(self) -> str:
        """`2018/19`."""
        return self.label.removeprefix("PEEL ")

    @property
    def pillars(self) -> tuple[str, ...]:
        """The pillars' ids in order; empty from 2021."""
        return tuple(dict.fromkeys(q.pillar for q in self.questions if q.pillar is not None))

    @property
    def questions(self) -> tuple[Question, ...]:
        """Its questions, in the order of the reports."""
        return tuple(self.asked.values())

    @property
    def graded_questions(self) -> tuple[Question, ...]:
        """The questions that it graded, in the order of the reports."""
        return tuple(question for question in self.questions if question.graded)

    def question(self, key: QuestionKey) -> Question | None:
        """Return the question at that place, or None."""
        return self.asked.get(key)

    def graded(self, key: QuestionKey) -> Question | None:
        """Return the question at that place if the round graded it, or None."""
        asked = self.asked.get(key)
        return asked if asked is not None and asked.graded else None

    def asked_at(self, level: Level, pillars: Collection[str] = ()) -> tuple[Question, ...]:
        """Return the questions down to a level, of some pillars or of all."""
        return tuple(
            question
            for question in self.asked.values()
            if (level is Level.QUESTIONS or question.level is level)
            and (not pillars or question.pillar in pillars)
        )


class Dataset(NamedTuple):
    """Everything that was loaded. Nothing in it changes."""

    forces: Mapping[str, Force]
    """By id, sorted."""
    rounds: Mapping[int, Round]
    """By year, sorted."""
    comparisons: Comparisons
    by_force: Mapping[str, Mapping[Place, Judgment]]
    """By the force's id, then by place, in the rounds' order."""
    left_out: Mapping[tuple[str, Place], Judgment] = ReadOnly()
    """By force and place, the judgments that an answer as of a day leaves out."""
    not_yet_out: frozenset[int] = frozenset()
    """Rounds with nothing published by the day of `--as-of`."""
    day: str | None = None
    """The day that is asked about, in ISO form; None: all days."""
    reports: Mapping[str, Mapping[int, ForceReport]] = ReadOnly()
    """By the force's id, then by year."""
    groups: Mapping[str, Group] = ReadOnly()
    """Named groups by id, those of regions and nations not among them."""
    version: str | None = None
    """The dataset's own version; None where it has none."""
    version_day: str | None = None
    """The day of that version, in ISO form."""
    whole: "Dataset | None" = None
    """As of a day: the dataset of all days."""

    def __repr__(self) -> str:
        """Return how much there is, rather than all of it."""
        return (
            f"<Dataset of {len(self.forces)} forces, {len(self.rounds)} rounds, "
            f"{self.size} judgments>"
        )

    @property
    def size(self) -> int:
        """How many judgments there are, those left out as of a day not counted."""
        return sum(map(len, self.by_force.values()))

    def rounds_meant(self, years: Collection[int] = ()) -> tuple[Round, ...]:
        """Return the rounds that are named, or else all that were out on the day asked about.

        A round that has begun, and has no judgment in the dataset, is among them if named.
        """
        return tuple(
            round_
            for round_ in self.rounds.values()
            if (
                round_.year in years
                if years
                else round_.year not in self.not_yet_out and not self._has_only_begun(round_)
            )
        )

    def begun_since(self, year: int, forces: Collection[str] = ()) -> tuple[Round, ...]:
        """Return the rounds that have begun since, and have no judgment here yet.

        Nothing where `year` is not the latest round with grades, of these forces or of any.
        """
        graded = self.rounds_with_grades(forces)[-1:]
        if [round_.year for round_ in graded] != [year]:
            return ()
        return tuple(
            round_
            for round_ in self.rounds.values()
            if round_.year > year
            and self._has_only_begun(round_)
            and (self.day is None or (round_.begun or "") <= self.day)
        )

    def _has_only_begun(self, round_: Round) -> bool:
        if round_.begun is None:
            return False
        places = (place for judgments in self.by_force.values() for place in judgments)
        known = any(place[0] == round_.year for place in places)
        return not known and all(place[0] != round_.year for _, place in self.left_out)

    def rounds_with_grades(
        self,
        forces: Collection[str] = (),
        pillars: Collection[str] = (),
        questions: Collection[str] = (),
    ) -> tuple[Round, ...]:
        """Return the rounds in which all of these forces have a grade; without any, some force.

        A grade for one of these pillars and questions, where some are named.
        """
        years = [
            {
                judgment.year
                for judgment in self.by_force.get(force, {}).values()
                if judgment.grade
                and (not pillars or judgment.pillar in pillars)
                and (not questions or (judgment.question or OVERALL) in questions)
            }
            for force in forces or self.by_force
        ]
        known = set.intersection(*years) if forces else set().union(*years)
        return tuple(round_ for round_ in self.rounds.values() if round_.year in known)

    def is_undated(self, left_out: Judgment | None) -> bool:
        """Return whether a judgment is left out because its day of publication is not known."""
        return (
            left_out is not None
            and left_out.published is None
            and left_out.year not in self.not_yet_out
        )

    def judgment(self, force: str, year: int, key: QuestionKey) -> Judgment | None:
        """Return the judgment, or None when it is not in the dataset."""
        return self.by_force.get(force, {}).get((year, *key))

    def report(self, force: str, year: int) -> ForceReport | None:
        """Return a force's report of a round, or None when nothing is known of it."""
        return self.reports.get(force, {}).get(year)

    def later_report(self, force: str, year: int) -> ForceReport | None:
        """Return a report that was not out on the day that is asked about, or None."""
        if self.whole is None or self.report(force, year) is not None:
            return None
        return self.whole.report(force, year)


def is_thin(known: int, forces: int) -> bool:
    """Return whether fewer than two thirds of some forces' grades are known."""
    return 3 * known < 2 * forces


def reading_order(rounds: Mapping[int, Round]) -> dict[Place, int]:
    """Return the rank of every place: round by round, each in the order of its reports."""
    places = [(round_.year, *q.key) for round_ in rounds.values() for q in round_.questions]
    return {place: rank for rank, place in enumerate(places)}
