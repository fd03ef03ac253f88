"""The dataset that `peelcli.load()` returns: every command as a method, in its spellings.

The command line calls these methods. A text that names nothing raises UsageError, with the near
ones. Queries are imported where they are called, because a call needs only one.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from peelcli import finding
from peelcli.filters import Filter, judgment_filter
from peelcli.model import Dataset, Force, Group, Judgment
from peelcli.report.answer import Answer
from peelcli.terms import Level
from peelcli.text import counted

if TYPE_CHECKING:
    import pandas as pd

Spelling = str | int | Force | Iterable[str | int | Force] | None
"""One value, or several; none means that all are wanted."""


class Result(Answer):
    """The answer to a question. `result` is what the query found."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Return which answer it is and how long, rather than all of it."""
        return f"<Result of {self.name}: {counted(len(self.rows()), 'row')}>"

    def rows(self) -> list[dict[str, Any]]:
        """Return the items of the answer's JSON: plain values by field."""
        record, rows = self.items()
        return [
            {name: [*one] if isinstance(one, tuple) else one for name, one in row.items()}
            for row in record.all_of(rows)
        ]

    def to_frame(self) -> "pd.DataFrame":
        """Return the items as a data frame, a column a field.

        Grades are ordered categoricals, numbers may be absent, days are dates, and `question` is
        `overall` for a pillar's own grade. Raises UsageError where pandas is not installed.
        """
        from peelcli.frames import frame

        return frame(*self.items())

    def _repr_html_(self) -> str:
        """Return the answer as a notebook shows it."""
        from peelcli.render import PAPER, render

        return render(self, "html", PAPER._replace(is_fragment=True))


class Judgments(tuple[Judgment, ...]):
    """Judgments, which are also the answer of `list`."""

    answer: Result

    def rows(self) -> list[dict[str, Any]]:
        """Return the items of the answer's JSON."""
        return self.answer.rows()

    def to_frame(self) -> "pd.DataFrame":
        """Return a data frame, as `Result.to_frame`."""
        return self.answer.to_frame()

    def _repr_html_(self) -> str:
        return self.answer._repr_html_()


class PeelData(Dataset):
    """A dataset with questions to ask of it. Nothing in it changes."""

    __slots__ = ()

    def as_of(self, day: str | None) -> Self:
        """Return the dataset as it was on a day like `2016-12-08`; None is today's."""
        from peelcli.queries.as_of import as_of

        return as_of(self, finding.find_day(day))

    def show(
        self,
        force: str | Force,
        *,
        round: Spelling = None,  # noqa: A002 - as the command line has it
        pillar: Spelling = None,
        questions: bool = False,
        details: bool = False,
        sources: bool = False,
    ) -> Result:
        """Return one force's grades in some rounds, or in all."""
        from peelcli.queries.show import show

        one = force if isinstance(force, Force) else finding.find_force(self, force)
        pillars = self._pillars(pillar)
        found = show(
            self,
            one,
            years=finding.find_years(self, _typed(round), [one.id], pillars),
            pillars=pillars,
            level=Level.of(questions=questions),
        )
        return self._result("show", found, found.undated, details=details, sources=sources)

    def diff(
        self,
        before: str | int | None = None,
        after: str | int | None = None,
        *,
        force: Spelling = None,
        region: Spelling = None,
        nation: Spelling = None,
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
        from peelcli.queries.change import kinds_meant
        from peelcli.queries.diff import DiffSort, diff, rounds_to_compare, why_not_newer

        wanted = self._forces(force, region, nation, group)
        texts = [None if one is None else str(one) for one in (before, after)]
        first, second = rounds_to_compare(self, texts[0], texts[1], wanted.forces)
        found = diff(
            self,
            first,
            second,
            wanted=wanted,
            pillars=self._pillars(pillar),
            questions=self._questions(question),
            level=Level.of(questions=questions),
            kinds=kinds_meant(_typed(only), everything=all, anyway=anyway),
            sort=finding.find_choice(DiffSort, "order", sort),
        )
        newer = None if before is not None else why_not_newer(self, second)
        options = {"why_not_newer": newer, "sources": sources}
        return self._result("diff", found, found.undated, **options, groups=self._groups(group))

    def overview(
        self,
        round: str | int | None = None,  # noqa: A002 - as the command line has it
        *,
        force: Spelling = None,
        region: Spelling = None,
        nation: Spelling = None,
        group: Spelling = None,
        pillar: Spelling = None,
        question: Spelling = None,
        questions: bool = False,
        sort: str = "name",
        by: str = "all",
        by_region: bool = False,
        sources: bool = False,
    ) -> Result:
        """Return all forces' grades in one round, without one the latest."""
        from peelcli.queries.overview import OverviewBy, overview

        wanted = self._forces(force, region, nation, group)
        pillars, asked = self._pillars(pillar), self._questions(question)
        text = finding.LATEST if round is None else str(round)
        found = overview(
            self,
            finding.find_round(self, text, wanted.forces, pillars, asked),
            wanted=wanted,
            pillars=pillars,
            questions=asked,
            level=Level.of(questions=questions),
            sort=sort,
            by=finding.find_choice(OverviewBy, "table", "region" if by_region else by),
            groups=self._groups(group),
        )
        options = {"is_latest": round is None, "sources": sources}
        return self._result("overview", found, found.undated, **options, groups=self._groups(group))

    def compare(
        self,
        *force: str | Force,
        region_of: str | Force | None = None,
        group: Spelling = None,
        round: Spelling = None,  # noqa: A002 - as the command line has it
        pillar: Spelling = None,
        question: Spelling = None,
        questions: bool = False,
        sort: str | None = None,
        sources: bool = False,
    ) -> Result:
        """Return forces side by side, without rounds in the latest in which all have grades."""
        from peelcli.queries.compare import compare, forces_meant

        forces = forces_meant(self, _typed(force), next(iter(_typed(region_of)), None))
        forces += [self.forces[id_] for one in self._groups(group) for id_ in one.forces]
        pillars, asked = self._pillars(pillar), self._questions(question)
        ids = [one.id for one in forces]
        found = compare(
            self,
            forces,
            years=finding.find_years(self, _typed(round), ids, pillars, asked),
            pillars=pillars,
            questions=asked,
            level=Level.of(questions=questions),
            sort=sort,
        )
        options = {"is_latest": not _typed(round), "sources": sources}
        return self._result("compare", found, found.undated, **options, groups=self._groups(group))

    def stats(
        self,
        *round: str | int,  # noqa: A002 - as the command line has it
        by: str = "all",
        force: Spelling = None,
        region: Spelling = None,
        nation: Spelling = None,
        group: Spelling = None,
        pillar: Spelling = None,
        question: Spelling = None,
        questions: bool = False,
        sort: str = "question",
    ) -> Result:
        """Count how many forces got each grade, without rounds in the latest."""
        from peelcli.queries.stats import StatsBy, StatsSort, stats

        wanted = self._forces(force, region, nation, group)
        pillars, asked = self._pillars(pillar), self._questions(question)
        texts = _typed(round) or [finding.LATEST]
        found = stats(
            self,
            years=finding.find_years(self, texts, wanted.forces, pillars, asked),
            pillars=pillars,
            questions=asked,
            level=Level.of(questions=questions),
            wanted=wanted,
            by=finding.find_choice(StatsBy, "group", by),
            groups=self._groups(group),
            sort=finding.find_choice(StatsSort, "order", sort),
        )
        undated = sum(row.undated for row in found)
        groups = self._groups(group)
        return self._result("stats", found, undated, is_latest=not round, groups=groups)

    def trend(
        self,
        *force: str | Force,
        pillar: Spelling = None,
        question: Spelling = None,
        questions: bool = False,
        sort: str = "force",
        sources: bool = False,
    ) -> Result:
        """Return paths of grades through comparable rounds, of some forces or of all."""
        from peelcli.queries.trend import TrendSort, trend

        found = trend(
            self,
            finding.find_forces(self, _typed(force)),
            pillars=self._pillars(pillar),
            questions=self._questions(question),
            level=Level.of(questions=questions),
            sort=finding.find_choice(TrendSort, "order", sort),
        )
        options = {"is_national": not force, "sources": sources}
        return self._result("trend", found, found.undated, **options)

    def rank(
        self,
        round: str | int | None = None,  # noqa: A002 - as the command line has it
        *,
        force: Spelling = None,
        region: Spelling = None,
        nation: Spelling = None,
        group: Spelling = None,
        pillar: Spelling = None,
        question: Spelling = None,
        questions: bool = False,
        sort: str = "rank",
    ) -> Result:
        """Order forces by the mean position of their grades in one round, or in the latest."""
        from peelcli.queries.rank import RankSort, rank

        wanted = self._forces(force, region, nation, group)
        pillars, asked = self._pillars(pillar), self._questions(question)
        text = finding.LATEST if round is None else str(round)
        found = rank(
            self,
            finding.find_round(self, text, wanted.forces, pillars, asked),
            pillars=pillars,
            questions=asked,
            level=Level.of(questions=questions),
            wanted=wanted,
            sort=finding.find_choice(RankSort, "order", sort),
        )
        groups = self._groups(group)
        options = {"is_latest": round is None, "groups": groups}
        return self._result("rank", found, found.undated, **options)

    def coverage(self, *round: str | int, by: str = "pillar") -> Result:  # noqa: A002
        """Return how much of some rounds, or of all, is in the dataset."""
        from peelcli.queries.coverage import CoverageBy, coverage

        years = finding.find_years(self, _typed(round))
        found = coverage(self, years=years, by=finding.find_choice(CoverageBy, "group", by))
        return self._result("coverage", found, sum(row.undated for row in found))

    def questions(self, *round: str | int, pillar: Spelling = None) -> Result:  # noqa: A002
        """Return the questions of some rounds, or of all."""
        from peelcli.queries.rounds import questions

        years = finding.find_years(self, _typed(round))
        return self._result(
            "questions", questions(self, years=years, pillars=self._pillars(pillar))
        )

    def brief(
        self,
        force: str | Force,
        *,
        round: str | int | None = None,  # noqa: A002 - as the command line has it
        group: Spelling = None,
        beside: Spelling = None,
        since: str | None = None,
    ) -> Result:
        """Return one page on one force, in its latest round or another.

        It stands against all forces, its region and the named groups; `beside` are forces whose
        grades are shown too (`--with` in the shell); `since` is the day of the last page.
        """
        from peelcli.queries.brief import brief

        one = force if isinstance(force, Force) else finding.find_force(self, force)
        text = finding.LATEST if round is None else str(round)
        region = finding.find_group(self, one.region)
        groups = dict.fromkeys((region, *self._groups(group)))
        found = brief(
            self,
            one,
            finding.find_round(self, text, [one.id]),
            groups=tuple(groups),
            beside=[finding.find_force(self, name) for name in _typed(beside)],
            since=finding.find_day(since),
        )
        return self._result("brief", found, found.undated, groups=tuple(groups))

    def briefs(
        self,
        *,
        round: str | int | None = None,  # noqa: A002 - as the command line has it
        group: Spelling = None,
        beside: Spelling = None,
        since: str | None = None,
    ) -> dict[str, Result]:
        """Return the page of every force that has a grade in the round, by the force's id.

        Without a round, each force's latest.
        """
        named = None if round is None else finding.find_round(self, str(round)).year
        return {
            force: self.brief(force, round=named, group=group, beside=beside, since=since)
            for force, judgments in self.by_force.items()
            if any(one.grade and named in (None, one.year) for one in judgments.values())
        }

    def panel(self) -> Result:
        """Return a row for every force, round and question that was asked, graded or not."""
        from peelcli.queries.panel import panel

        return self._result("panel", panel(self))

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
        region: Spelling = None,
        nation: Spelling = None,
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
            round=[*_typed(round), *_typed(year)] or finding.ALL,
            pillar=pillar,
            question=question,
            grade=grade,
            status=status,
            region=region,
            nation=nation,
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
        region: Spelling = None,
        nation: Spelling = None,
        group: Spelling = None,
        since: Spelling = None,
        until: Spelling = None,
        sort: str = "force",
        count: bool = False,
        sources: bool = False,
    ) -> Result:
        """Return every judgment that matches.

        Without a round, or a span of time, those of the latest round with grades of what is asked.
        `count` is how many there are.
        """
        from peelcli.queries.bands import ListSort, sorted_listing

        is_latest = not (_typed(round) or _typed(since) or _typed(until))
        texts = _typed(round)
        # All rounds are no filter: to look at each judgment's round takes a while.
        named = [] if any(finding.is_all(text) for text in texts) else texts
        wanted = judgment_filter(
            self,
            forces=_typed(force),
            years=[finding.LATEST] if is_latest else named,
            pillars=_typed(pillar),
            questions=_typed(question),
            grades=_typed(grade),
            statuses=_typed(status),
            regions=_typed(region),
            nations=_typed(nation),
            since=_typed(since),
            until=_typed(until),
            groups=_typed(group),
        )
        found = sorted_listing(self, wanted, finding.find_choice(ListSort, "order", sort))
        if count:
            return self._result("count", found, found.undated, groups=self._groups(group))
        options = {"is_latest": is_latest, "sources": sources}
        return self._result("list", found, found.undated, **options, groups=self._groups(group))

    def _forces(
        self, force: Spelling, region: Spelling, nation: Spelling, group: Spelling
    ) -> Filter:
        return judgment_filter(
            self,
            forces=_typed(force),
            regions=_typed(region),
            nations=_typed(nation),
            groups=_typed(group),
        )

    def _groups(self, group: Spelling) -> tuple[Group, ...]:
        return tuple(finding.find_group(self, text) for text in _typed(group))

    def _pillars(self, pillar: Spelling) -> frozenset[str]:
        return finding.find_pillars(self, _typed(pillar))

    def _questions(self, question: Spelling) -> frozenset[str]:
        return finding.find_questions(self, _typed(question))

    def _result(
        self,
        name: str,
        found: object,
        undated: int = 0,
        **options: Any,  # noqa: ANN401 - each report's own
    ) -> Result:
        return Result(name, found, self, undated, options)


def _typed(value: Spelling) -> list[str]:
    """Return one value or several as a user would type them."""
    if value is None:
        return []
    # A force is a tuple, and so an iterable of its fields.
    values = [value] if isinstance(value, str | int | Force) else value
    return [one.id if isinstance(one, Force) else str(one) for one in values]
