"""The dataset that `peelcli.load()` returns: every command as a method, in its spellings.

The command line calls these methods. A text that names nothing raises UsageError, with the near
ones. Questions are imported where they are asked, because a call needs only one.
"""

from typing import Any, Self

from peelcli import finding
from peelcli.answers.form import Form
from peelcli.errors import refuse_beside
from peelcli.filters import Filter, judgment_filter
from peelcli.model import Dataset, Group
from peelcli.result import Judgments, One, Result, Spelling, typed, typed_one
from peelcli.terms import Level


class PeelData(Dataset):
    """A dataset with questions to ask of it. Nothing in it changes."""

    __slots__ = ()

    def as_of(self, day: One | None) -> Self:
        """Return the dataset as it was on a day like `2016-12-08`; None is that of all days."""
        if day is None and self.whole is None:
            return self
        from peelcli.as_of import as_of

        return as_of(self, finding.find_day(typed_one(day)))

    def show(
        self,
        force: One,
        *,
        round: Spelling = None,  # noqa: A002 - as the command line has it
        pillar: Spelling = None,
        questions: bool = False,
        details: bool = False,
        sources: bool = False,
    ) -> Result:
        """Return one force's grades in some rounds, or in all."""
        from peelcli.answers.show import SHOW, show

        one = finding.find_force(self, typed_one(force) or "")
        pillars = finding.find_pillars(self, typed(pillar))
        found = show(
            self,
            one,
            years=finding.find_years(self, typed(round), [one.id], pillars),
            pillars=pillars,
            level=Level.of(questions=questions),
        )
        return self._result(SHOW, found, found.undated, details=details, sources=sources)

    def brief(
        self,
        force: One | None = None,
        *,
        round: One | None = None,  # noqa: A002 - as the command line has it
        pillar: Spelling = None,
        question: Spelling = None,
        group: Spelling = None,
        beside: Spelling = None,
        since: One | None = None,
        by: str | None = None,
    ) -> Result:
        """Return one page on one force, or on one question, in its latest round or another.

        A force stands against all forces, its region and the named groups; `beside` are forces
        whose grades are shown too (`--with` in the shell); `since` is the day of the last page,
        or a month, from its first day on; `by` prepares it. `pillar` alone is its own grade.
        """
        from peelcli.answers.brief import BRIEF
        from peelcli.answers.brief_facts import brief

        if force is None:
            refuse_beside("a question", {"`group=`": group, "`beside=`": beside, "`since=`": since})
            return self._question_brief(round, pillar, question, by)
        refuse_beside("a force", {"`pillar=`": pillar, "`question=`": question})
        one = finding.find_force(self, typed_one(force) or "")
        named = self._groups(group)
        groups = dict.fromkeys((finding.find_group(self, one.region), *named))
        found = brief(
            self,
            one,
            finding.find_round(self, typed_one(round) or finding.LATEST, [one.id]),
            groups=tuple(groups),
            beside=[finding.find_force(self, name) for name in typed(beside)],
            since=finding.find_day_before(typed_one(since)),
            prepared_by=by,
        )
        options = {"against": [each.id for each in named]}
        return self._result(BRIEF, found, found.undated, **options, groups=tuple(groups))

    def _question_brief(
        self, round_: One | None, pillar: Spelling, question: Spelling, by: str | None
    ) -> Result:
        from peelcli.answers.brief_question import QUESTION_BRIEF, question_brief

        pillars, asked = self._asked(pillar, question)
        found = question_brief(
            self,
            finding.find_round(self, typed_one(round_) or finding.LATEST, (), pillars, asked),
            pillars=pillars,
            questions=asked,
            prepared_by=by,
        )
        return self._result(QUESTION_BRIEF, found, found.undated)

    def briefs(
        self,
        *,
        round: One | None = None,  # noqa: A002 - as the command line has it
        group: Spelling = None,
        beside: Spelling = None,
        since: One | None = None,
        by: str | None = None,
    ) -> dict[str, Result]:
        """Return the page of every force that has a grade in the round, by the force's id.

        Without a round, each force's latest.
        """
        named = None if round is None else finding.find_round(self, typed_one(round) or "").year
        return {
            force: self.brief(force, round=named, group=group, beside=beside, since=since, by=by)
            for force, judgments in self.by_force.items()
            if any(found.grade and named in (None, found.year) for found in judgments.values())
        }

    def overview(
        self,
        round: One | None = None,  # noqa: A002 - as the command line has it
        *,
        force: Spelling = None,
        group: Spelling = None,
        pillar: Spelling = None,
        question: Spelling = None,
        questions: bool = False,
        sort: str | None = None,
        worst_first: bool = False,
        by: str = "all",
        sources: bool = False,
    ) -> Result:
        """Return all forces' grades in one round, without one the latest."""
        from peelcli.answers.overview import OVERVIEW, OverviewBy, overview

        wanted = self._forces(force, group)
        pillars, asked = self._asked(pillar, question)
        groups = self._groups(group)
        text = typed_one(round) or finding.LATEST
        found = overview(
            self,
            finding.find_round(self, text, wanted.forces, pillars, asked),
            wanted=wanted,
            pillars=pillars,
            questions=asked,
            level=Level.of(questions=questions),
            sort=None if sort is None else str(sort),
            worst_first=worst_first,
            by=finding.find_choice(OverviewBy, "table", by),
            groups=groups,
        )
        options = {"is_latest": round is None, "sources": sources}
        return self._result(OVERVIEW, found, found.undated, **options, groups=groups)

    def map(
        self,
        round: One | None = None,  # noqa: A002 - as the command line has it
        *,
        pillar: Spelling = None,
        question: Spelling = None,
        force: Spelling = None,
        group: Spelling = None,
        sources: bool = False,
    ) -> Result:
        """Return all forces' grades for one question of a round, without one the latest.

        `force` and `group` mark forces on the map.
        """
        from peelcli.answers.map import MAP, force_map

        pillars, asked = self._asked(pillar, question)
        text = typed_one(round) or finding.LATEST
        found = force_map(
            self,
            finding.find_round(self, text, (), pillars, asked),
            pillars=pillars,
            questions=asked,
            outlined=self.forces_of(force, group),
        )
        options = {"is_latest": round is None, "sources": sources}
        groups = self._groups(group)
        return self._result(MAP, found, found.undated, **options, groups=groups)

    def forces_of(self, force: Spelling = None, group: Spelling = None) -> frozenset[str]:
        """Return the ids of the named forces and of those in the named groups."""
        groups = self._groups(group)
        return finding.find_forces(self, typed(force)).union(*(each.forces for each in groups))

    def compare(
        self,
        *force: One,
        group: Spelling = None,
        round: Spelling = None,  # noqa: A002 - as the command line has it
        pillar: Spelling = None,
        question: Spelling = None,
        questions: bool = False,
        sort: str | None = None,
        worst_first: bool = False,
        sources: bool = False,
    ) -> Result:
        """Return forces side by side, without rounds in the latest in which all have grades."""
        from peelcli.answers.compare import COMPARE, apart_of, compare

        forces = [finding.find_force(self, text) for text in typed(force)]
        groups = self._groups(group)
        forces += [self.forces[id_] for each in groups for id_ in each.forces]
        pillars, asked = self._asked(pillar, question)
        ids = [force.id for force in forces]
        found = compare(
            self,
            forces,
            years=finding.find_years(self, typed(round), ids, pillars, asked),
            pillars=pillars,
            questions=asked,
            level=Level.of(questions=questions),
            sort=None if sort is None else str(sort),
            worst_first=worst_first,
        )
        options = {
            "is_latest": not typed(round),
            "sources": sources,
            "apart": apart_of(self, found),
        }
        return self._result(COMPARE, found, found.undated, **options, groups=groups)

    def diff(
        self,
        before: One | None = None,
        after: One | None = None,
        *,
        force: Spelling = None,
        group: Spelling = None,
        pillar: Spelling = None,
        question: Spelling = None,
        questions: bool = False,
        only: Spelling = None,
        all: bool = False,  # noqa: A002 - as the command line has it
        anyway: bool = False,
        sort: str = "force",
        sources: bool = False,
    ) -> Result:
        """Compare two rounds, without any the latest two that can be compared."""
        from peelcli.answers.change import kinds_meant
        from peelcli.answers.diff import DIFF, DiffSort, diff
        from peelcli.comparability import rounds_to_compare, why_not_newer

        refuse_beside("`all=`", {"`only=`": all and typed(only)})
        wanted = self._forces(force, group)
        texts = [typed_one(text) for text in (before, after)]
        pillars, asked = self._asked(pillar, question)
        first, second = rounds_to_compare(self, texts[0], texts[1], wanted.forces, pillars, asked)
        found = diff(
            self,
            first,
            second,
            wanted=wanted,
            pillars=pillars,
            questions=asked,
            level=Level.of(questions=questions),
            kinds=kinds_meant(typed(only), everything=all, anyway=anyway),
            sort=finding.find_choice(DiffSort, "order", sort),
        )
        newer = None if before is not None else why_not_newer(self, second, pillars, asked)
        options = {"why_not_newer": newer, "sources": sources}
        return self._result(DIFF, found, found.undated, **options, groups=self._groups(group))

    def stats(
        self,
        round: Spelling = None,  # noqa: A002 - as the command line has it
        *,
        force: Spelling = None,
        group: Spelling = None,
        pillar: Spelling = None,
        question: Spelling = None,
        questions: bool = False,
        by: str = "all",
        sort: str = "question",
        same_forces: bool = False,
    ) -> Result:
        """Count how many forces got each grade, without rounds in the latest."""
        from peelcli.answers.stats import STATS, StatsBy, StatsSort, apart_in, stats, undated_beside

        wanted = self._forces(force, group)
        pillars, asked = self._asked(pillar, question)
        groups = self._groups(group)
        texts = typed(round) or [finding.LATEST]
        found = stats(
            self,
            years=finding.find_years(self, texts, wanted.forces, pillars, asked),
            pillars=pillars,
            questions=asked,
            level=Level.of(questions=questions),
            wanted=wanted,
            by=finding.find_choice(StatsBy, "group", by),
            groups=groups,
            sort=finding.find_choice(StatsSort, "order", sort),
            same_forces=same_forces,
        )
        apart, undated = apart_in(self, found), undated_beside(self, found, wanted)
        options = {"is_latest": not typed(round), "apart": apart, "same_forces": same_forces}
        return self._result(STATS, found, undated, **options, groups=groups)

    def trend(
        self,
        *force: One,
        pillar: Spelling = None,
        question: Spelling = None,
        questions: bool = False,
        sort: str = "force",
        sources: bool = False,
    ) -> Result:
        """Return paths of grades through comparable rounds, of some forces or of all."""
        from peelcli.answers.trend import TREND, TrendSort, trend

        pillars, asked = self._asked(pillar, question)
        found = trend(
            self,
            finding.find_forces(self, typed(force)),
            pillars=pillars,
            questions=asked,
            level=Level.of(questions=questions),
            sort=finding.find_choice(TrendSort, "order", sort),
        )
        options = {"is_national": not force, "sources": sources}
        return self._result(TREND, found, found.undated, **options)

    def coverage(self, round: Spelling = None, *, by: str = "pillar") -> Result:  # noqa: A002
        """Return how much of some rounds, or of all, is in the dataset."""
        from peelcli.answers.coverage import COVERAGE, CoverageBy, coverage

        years = finding.find_years(self, typed(round))
        found = coverage(self, years=years, by=finding.find_choice(CoverageBy, "group", by))
        return self._result(COVERAGE, found, sum(row.undated for row in found))

    def questions(self, round: Spelling = None, *, pillar: Spelling = None) -> Result:  # noqa: A002
        """Return the questions of some rounds, or of all."""
        from peelcli.answers.rounds import QUESTIONS, questions

        years = finding.find_years(self, typed(round))
        pillars = finding.find_pillars(self, typed(pillar))
        return self._result(QUESTIONS, questions(self, years=years, pillars=pillars))

    def list_rounds(self) -> Result:
        """Return the rounds, and whether each can be compared with the one before."""
        from peelcli.answers.rounds import ROUNDS, rounds

        return self._result(ROUNDS, rounds(self))

    def list_forces(self, *, group: Spelling = None) -> Result:
        """Return the forces of some regions, nations and other groups, or all."""
        from peelcli.answers.rounds import FORCES

        wanted = self._forces(None, group)
        found = tuple(filter(wanted.lets_force_through, self.forces.values()))
        return self._result(FORCES, found, groups=self._groups(group))

    def panel(self) -> Result:
        """Return a row for every force, round and question that was asked, graded or not."""
        from peelcli.answers.panel import PANEL, panel

        return self._result(PANEL, panel(self))

    def judgments(
        self,
        *,
        force: Spelling = None,
        round: Spelling = None,  # noqa: A002 - as the command line has it
        year: Spelling = None,
        pillar: Spelling = None,
        question: Spelling = None,
        grade: Spelling = None,
        status: Spelling = None,
        basis: Spelling = None,
        group: Spelling = None,
        since: Spelling = None,
        until: Spelling = None,
    ) -> Judgments:
        """Return every judgment that matches, by force, then round, then the round's own order.

        A filter takes one value or several, written as on the command line: `force="gmp"`,
        `round=[2016, "2018/19"]`, `question="overall"` for a pillar's own grade,
        `since="2016-12-08"` for a day of publication; `year` is another name for `round`. Without
        a round it has those of all, where `list` has the latest.
        """
        answer = self.list(
            force=force,
            round=[*typed(round), *typed(year)] or finding.ALL,
            pillar=pillar,
            question=question,
            grade=grade,
            status=status,
            basis=basis,
            since=since,
            until=until,
            group=group,
        )
        found = Judgments(row.judgment for row in answer.result.rows)
        found.answer = answer
        return found

    def list(
        self,
        *,
        force: Spelling = None,
        round: Spelling = None,  # noqa: A002 - as the command line has it
        pillar: Spelling = None,
        question: Spelling = None,
        grade: Spelling = None,
        status: Spelling = None,
        basis: Spelling = None,
        group: Spelling = None,
        since: Spelling = None,
        until: Spelling = None,
        sort: str | None = None,
        worst_first: bool = False,
        count: bool = False,
        same_forces: bool = False,
        sources: bool = False,
    ) -> Result:
        """Return every judgment that matches.

        Without a round, or a span of time, those of the latest round with grades of what is asked.
        `count` is how many there are.
        """
        from peelcli.answers.listing import HOW_MANY, LIST, order_meant, sorted_listing

        is_latest = not (typed(round) or typed(since) or typed(until))
        wanted = judgment_filter(
            self,
            forces=typed(force),
            years=[finding.LATEST] if is_latest else typed(round),
            pillars=typed(pillar),
            questions=typed(question),
            grades=typed(grade),
            statuses=typed(status),
            bases=typed(basis),
            since=typed(since),
            until=typed(until),
            groups=typed(group),
        )
        order = order_meant(sort, worst_first=worst_first)
        if count:
            refuse_beside("`count=`", {"`sort=`": order != "force", "`sources=`": sources})
        options = {"is_latest": is_latest, "same_forces": same_forces, "sources": sources}
        found = sorted_listing(
            self, wanted, order, same_forces=same_forces, worst_first=worst_first
        )
        form, options = (HOW_MANY, {}) if count else (LIST, options)
        return self._result(form, found, found.undated, **options, groups=self._groups(group))

    def _forces(self, force: Spelling, group: Spelling) -> Filter:
        return judgment_filter(self, forces=typed(force), groups=typed(group))

    def _groups(self, group: Spelling) -> tuple[Group, ...]:
        return tuple(finding.find_group(self, text) for text in typed(group))

    def _asked(self, pillar: Spelling, question: Spelling) -> tuple[frozenset[str], frozenset[str]]:
        """Return the ids of the pillars and questions that are meant."""
        pillars = finding.find_pillars(self, typed(pillar))
        return pillars, finding.find_questions(self, typed(question))

    def _result(
        self,
        form: Form,
        found: object,
        undated: int = 0,
        **options: Any,  # noqa: ANN401 - each report's own
    ) -> Result:
        return Result(form, found, self, undated, options)
