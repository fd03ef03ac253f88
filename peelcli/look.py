"""What `peelcli.load()` returns, as far as it shows grades of forces."""

from typing import Any, Self

from peelcli import finding
from peelcli.answers.form import Form
from peelcli.errors import refuse_beside
from peelcli.filters import Filter, judgment_filter
from peelcli.model import Dataset, Force, Group
from peelcli.result import One, Result, Spelling, typed, typed_one
from peelcli.terms import Level


class Look(Dataset):
    """A dataset with the questions that show grades of forces."""

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

        one = self._force(force)
        pillars = self._pillars(pillar)
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
        force: One,
        *,
        round: One | None = None,  # noqa: A002 - as the command line has it
        group: Spelling = None,
        beside: Spelling = None,
        since: One | None = None,
    ) -> Result:
        """Return one page on one force, in its latest round or another.

        It stands against all forces, its region and the named groups; `beside` are forces whose
        grades are shown too (`--with` in the shell); `since` is the day of the last page.
        """
        from peelcli.answers.brief import BRIEF, brief

        one = self._force(force)
        text = typed_one(round) or finding.LATEST
        region = finding.find_group(self, one.region)
        groups = dict.fromkeys((region, *self._groups(group)))
        found = brief(
            self,
            one,
            finding.find_round(self, text, [one.id]),
            groups=tuple(groups),
            beside=[finding.find_force(self, name) for name in typed(beside)],
            since=finding.find_day(typed_one(since)),
        )
        return self._result(BRIEF, found, found.undated, groups=tuple(groups))

    def briefs(
        self,
        *,
        round: One | None = None,  # noqa: A002 - as the command line has it
        group: Spelling = None,
        beside: Spelling = None,
        since: One | None = None,
    ) -> dict[str, Result]:
        """Return the page of every force that has a grade in the round, by the force's id.

        Without a round, each force's latest.
        """
        named = None if round is None else finding.find_round(self, typed_one(round) or "").year
        return {
            force: self.brief(force, round=named, group=group, beside=beside, since=since)
            for force, judgments in self.by_force.items()
            if any(one.grade and named in (None, one.year) for one in judgments.values())
        }

    def overview(
        self,
        round: One | None = None,  # noqa: A002 - as the command line has it
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
        from peelcli.answers.overview import OVERVIEW, OverviewBy, overview

        table = finding.find_choice(OverviewBy, "table", by)
        if by_region:
            refuse_beside("`by_region=`", {"`by=`": table is not OverviewBy.ALL})
            table = OverviewBy.REGION
        wanted = self._forces(force, region, nation, group)
        pillars, asked = self._pillars(pillar), self._questions(question)
        groups = self._groups(group)
        text = typed_one(round) or finding.LATEST
        found = overview(
            self,
            finding.find_round(self, text, wanted.forces, pillars, asked),
            wanted=wanted,
            pillars=pillars,
            questions=asked,
            level=Level.of(questions=questions),
            sort=str(sort),
            by=table,
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

        pillars, asked = self._pillars(pillar), self._questions(question)
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
        return finding.find_forces(self, typed(force)).union(*(one.forces for one in groups))

    def compare(
        self,
        *force: One,
        region_of: One | None = None,
        group: Spelling = None,
        round: Spelling = None,  # noqa: A002 - as the command line has it
        pillar: Spelling = None,
        question: Spelling = None,
        questions: bool = False,
        sort: str | None = None,
        sources: bool = False,
    ) -> Result:
        """Return forces side by side, without rounds in the latest in which all have grades."""
        from peelcli.answers.compare import COMPARE, compare, forces_meant

        forces = forces_meant(self, typed(force), typed_one(region_of))
        groups = self._groups(group)
        forces += [self.forces[id_] for one in groups for id_ in one.forces]
        pillars, asked = self._pillars(pillar), self._questions(question)
        ids = [one.id for one in forces]
        found = compare(
            self,
            forces,
            years=finding.find_years(self, typed(round), ids, pillars, asked),
            pillars=pillars,
            questions=asked,
            level=Level.of(questions=questions),
            sort=None if sort is None else str(sort),
        )
        options = {"is_latest": not typed(round), "sources": sources}
        return self._result(COMPARE, found, found.undated, **options, groups=groups)

    def _force(self, force: One) -> Force:
        """Return the force that is meant, as this dataset has it."""
        return finding.find_force(self, typed_one(force) or "")

    def _forces(
        self, force: Spelling, region: Spelling, nation: Spelling, group: Spelling
    ) -> Filter:
        return judgment_filter(
            self,
            forces=typed(force),
            regions=typed(region),
            nations=typed(nation),
            groups=typed(group),
        )

    def _groups(self, group: Spelling) -> tuple[Group, ...]:
        return tuple(finding.find_group(self, text) for text in typed(group))

    def _pillars(self, pillar: Spelling) -> frozenset[str]:
        return finding.find_pillars(self, typed(pillar))

    def _questions(self, question: Spelling) -> frozenset[str]:
        return finding.find_questions(self, typed(question))

    def _result(
        self,
        form: Form,
        found: object,
        undated: int = 0,
        **options: Any,  # noqa: ANN401 - each report's own
    ) -> Result:
        return Result(form, found, self, undated, options)
