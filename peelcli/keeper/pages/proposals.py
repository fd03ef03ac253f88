"""What pages say, as proposals of judgments, held against the dataset and the page's counts."""

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from peelcli.finding import is_official
from peelcli.keeper.pages.read import key_of
from peelcli.keeper.pages.statements import PageStatements, Quote, Statement
from peelcli.model import Dataset, Judgment, Round
from peelcli.terms import Basis, Grade, Status


class Against(StrEnum):
    """What a proposal is to the dataset."""

    NEW = "new"
    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    BETTER_SOURCE = "better-source"
    """The dataset has the grade, and not from the inspectorate itself."""


class Proposal(NamedTuple):
    """A judgment that a page states, with the sentence that says so."""

    judgment: Judgment
    round: Round
    page: str
    line: int
    quote: str
    against: Against

    @property
    def take(self) -> str:
        """Whether `import` takes the row: not where it contradicts, or only adds a source."""
        left = (Against.CONTRADICTS, Against.AGREES)
        return "no" if self.against in left else "yes"

    @property
    def title(self) -> str | None:
        """The inspectorate's wording of the question."""
        question = self.round.question(self.judgment.key)
        return question.title if question else None


class PageQuote(NamedTuple):
    """A sentence with a grade that was not understood."""

    page: str
    line: int
    quote: str
    reason: str


class Proposals(NamedTuple):
    """The answer of `read`."""

    pages: tuple[PageStatements, ...]
    proposals: tuple[Proposal, ...]
    not_understood: tuple[PageQuote, ...]

    @property
    def contradictions(self) -> int:
        """How many proposals the dataset contradicts."""
        return sum(proposal.against is Against.CONTRADICTS for proposal in self.proposals)


def proposals_of(pages: Iterable[tuple[PageStatements, str | None]], dataset: Dataset) -> Proposals:
    """Return the proposals of pages, each with its address or none."""
    found, proposals, open_ = [], [], []
    for page, address in pages:
        found.append(page)
        unclear = [*page.not_understood]
        by_place: dict[tuple[object, ...], list[Statement]] = {}
        for statement in page.statements:
            place = (
                statement.force,
                statement.year,
                statement.reading.pillar,
                statement.reading.question,
            )
            by_place.setdefault(place, []).append(statement)
        for same in by_place.values():
            if len({statement.reading.grade for statement in same}) > 1:
                # A page that says two things proposes neither.
                unclear += [
                    Quote(statement.reading.line, statement.reading.quote, "another line differs")
                    for statement in same
                ]
            else:
                first = next(
                    (statement for statement in same if statement.carried_over_from), same[0]
                )
                proposals.append(_proposal(page, first, dataset, address))
        # A sentence stands once, with its first reason.
        once = {(quote.line, quote.quote): quote for quote in reversed(unclear)}
        open_ += [PageQuote(page.name, *once[place]) for place in sorted(once)]
    kept, left = _agreeing(proposals)
    open_ += [
        PageQuote(proposal.page, proposal.line, proposal.quote, "another page differs")
        for proposal in left
    ]
    return Proposals(tuple(found), tuple(kept), tuple(open_))


def _agreeing(proposals: list[Proposal]) -> tuple[list[Proposal], list[Proposal]]:
    """Return the proposals on which all pages agree, and the others."""
    grades: dict[object, set[Grade | None]] = {}
    for proposal in proposals:
        place = (proposal.judgment.force, proposal.judgment.place)
        grades.setdefault(place, set()).add(proposal.judgment.grade)
    kept: list[Proposal] = []
    left: list[Proposal] = []
    for proposal in proposals:
        differs = len(grades[proposal.judgment.force, proposal.judgment.place]) > 1
        (left if differs else kept).append(proposal)
    return kept, left


def _proposal(
    page: PageStatements, statement: Statement, dataset: Dataset, address: str | None
) -> Proposal:
    reading, round_ = statement.reading, dataset.rounds[statement.year]
    key = (reading.pillar, reading.question)
    old = dataset.judgment(statement.force, statement.year, key)
    official = is_official(address or "", dataset)
    against = Against.NEW
    if old is not None:
        against = Against.AGREES if old.grade is reading.grade else Against.CONTRADICTS
        if against is Against.AGREES and official and old.basis is not Basis.OFFICIAL:
            against = Against.BETTER_SOURCE
    question, report = round_.asked[key], dataset.report(statement.force, statement.year)
    improve = {key_of(thing): texts for thing, texts in page.areas_for_improvement}
    texts = improve.get(key, ()) if statement.year == page.year else ()
    own = tuple(f"\u201c{text}\u201d" for text in texts)
    judgment = Judgment(
        statement.force,
        statement.year,
        *key,
        reading.grade,
        Status.CARRIED_OVER if statement.carried_over_from else Status.INSPECTED,
        statement.carried_over_from,
        report.published if report else question.published,
        Basis.OFFICIAL if official else Basis.SECONDARY,
        (address,) if address else (),
        None,
        own,
        report.address if report else None,
    )
    if old is not None and against is not Against.CONTRADICTS:
        # What the dataset says beside the grade is kept.
        judgment = old._replace(areas_for_improvement=own or old.areas_for_improvement)
        is_better = against is Against.BETTER_SOURCE
        added = (address,) if address else ()
        sources = (*added, *old.sources) if is_better else (*old.sources, *added)
        judgment = judgment._replace(
            basis=Basis.OFFICIAL if is_better else old.basis, sources=tuple(dict.fromkeys(sources))
        )
    return Proposal(judgment, round_, page.name, reading.line, reading.quote, against)


def counts_of(found: Proposals, page: PageStatements) -> Iterator[tuple[Grade, int, int]]:
    """Yield what a page counts and what was found in it, grade by grade."""
    graded = Counter(
        proposal.judgment.grade
        for proposal in found.proposals
        if proposal.page == page.name and proposal.judgment.year == page.year
    )
    for grade, count in page.counts:
        yield grade, count, graded[grade]
