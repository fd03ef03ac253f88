"""Brings a dataset up to date: fetches official pages, reads them, and takes what they state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from peelcli.answers.answer import Answer
from peelcli.answers.form import Form
from peelcli.atomic import replacing_file
from peelcli.contract import or_null, records_of
from peelcli.errors import OutputError
from peelcli.finding import is_official
from peelcli.keeper.fetch import FETCHED
from peelcli.keeper.fetching import Fetch, failed_of, fetch
from peelcli.keeper.fetching.folder import PagesFolder, now
from peelcli.keeper.fetching.wanted import Wanted, wanted_pages
from peelcli.keeper.importing.merge import Import, import_answer
from peelcli.keeper.pages import Page, own_address, read_each
from peelcli.keeper.pages.proposals import Against, PageQuote, Proposal, Proposals, proposals_of
from peelcli.keeper.pages.report_facts import facts_of, with_facts
from peelcli.keeper.pages.scope import names_report
from peelcli.keeper.pages.statements import PageStatements
from peelcli.keeper.pages.text import saved_page
from peelcli.keeper.pages.unclear import NO_LOSS
from peelcli.keeper.read import QUOTE, READ
from peelcli.model import Dataset, ForceReport, Judgment
from peelcli.records import ADDRESS, COUNT, GRADE, NUMBER, PLACE, REPORT_TABLE, TEXT, fields, get
from peelcli.render.csv import lines_of
from peelcli.text import counted, in_sentence

if TYPE_CHECKING:
    from peelcli.answers.tables import Report

_TAKEN = (Against.NEW, Against.BETTER_SOURCE)
_MOST_SHOWN = 10


class ForceUpdate(NamedTuple):
    """What the pages say of one force in one round."""

    force: str
    year: int
    label: str
    against: Mapping[Against, int]
    missing: int
    """How many questions of the round have no judgment after it."""

    @property
    def new(self) -> int:
        """How many grades the dataset does not have."""
        return self.against.get(Against.NEW, 0)

    @property
    def official(self) -> int:
        """How many grades get the official page as their source."""
        return self.against.get(Against.BETTER_SOURCE, 0)

    @property
    def agrees(self) -> int:
        """How many grades the dataset has, from as good a page."""
        return self.against.get(Against.AGREES, 0)

    @property
    def contradicts(self) -> int:
        """How many grades differ; they are never changed."""
        return self.against.get(Against.CONTRADICTS, 0)


class Contradiction(NamedTuple):
    """A grade that a page states otherwise than the dataset."""

    proposal: Proposal
    old: Judgment

    @property
    def address(self) -> str | None:
        """The page's."""
        return next(iter(self.proposal.judgment.sources), None)


class Update(NamedTuple):
    """The answer of `update`."""

    pages: tuple[Fetch, ...]
    forces: tuple[ForceUpdate, ...]
    contradictions: tuple[Contradiction, ...]
    not_understood: tuple[PageQuote, ...]
    refused: tuple[str, ...]
    """Why pages that came are not read, as one of a round that the dataset does not know."""
    found: Proposals
    dataset: Dataset
    reports: tuple[ForceReport, ...]
    """The reports that would say more in the dataset."""

    @property
    def taken(self) -> tuple[Proposal, ...]:
        """What would go into the dataset."""
        return _to_take(self.found)

    @property
    def failed(self) -> tuple[Fetch, ...]:
        """The pages that could not be fetched."""
        return failed_of(self.pages)


def planned_update(
    dataset: Dataset,
    known: Dataset,
    data: Path | None,
    pages: Path,
    *,
    forces: Collection[str] = (),
    years: Collection[int] = (),
    pause: float,
    came: Callable[[Wanted, int], None],
) -> Update:
    """Fetch the pages that could bring a dataset further, and return what they say of it.

    `known` has the addresses, where the dataset is still empty; `data` is its folder. Raises
    UsageError and OutputError as `fetch` does.
    """
    wanted = wanted_for(dataset, known, forces, years)
    fetched = fetch(wanted, pages, pause=pause, came=lambda each: came(each, len(wanted)))
    listed = PagesFolder(pages).pages
    saved = {
        each.wanted: Page(
            str(pages / each.file),
            own_address(each.wanted.address, listed[each.wanted.address].answered),
            each.wanted.force,
            str(each.wanted.year) if each.wanted.year else None,
            each.wanted.pillar,
        )
        for each in fetched
        if each.file is not None
    }
    said = said_by([*saved.values()], dataset, data, forces)
    contradictions = tuple(
        Contradiction(proposal, old)
        for proposal in said.found.proposals
        if proposal.against is Against.CONTRADICTS
        for old in [_old(dataset, proposal)]
        if old is not None
    )
    return Update(
        fetched,
        tuple(_by_force(dataset, said.found, wanted)),
        contradictions,
        said.found.not_understood,
        said.refused,
        said.found,
        dataset,
        said.reports,
    )


class Said(NamedTuple):
    """What pages say that a dataset could take."""

    found: Proposals
    reports: tuple[ForceReport, ...]
    """The reports whose pages say more than the dataset."""
    refused: tuple[str, ...]

    @property
    def taken(self) -> tuple[Proposal, ...]:
        """What would go into the dataset: what is new, or better sourced."""
        return _to_take(self.found)


def _to_take(found: Proposals) -> tuple[Proposal, ...]:
    return tuple(each for each in found.proposals if each.against in _TAKEN)


def said_by(
    pages: Sequence[Page], dataset: Dataset, data: Path | None, forces: Collection[str] = ()
) -> Said:
    """Return what pages say of a dataset's forces, or of some; a report's day dates its grades."""
    read, refused = read_each(pages, dataset, data)
    found = proposals_of(read, dataset)
    chosen = [each for each in found.proposals if not forces or each.judgment.force in forces]
    reports = tuple(_reports(dataset, {page.name: page for page in pages}, read))
    days = {(report.force, report.year): report.published for report in reports}
    found = found._replace(proposals=tuple(_dated(each, days) for each in chosen))
    return Said(found, reports, tuple(refused))


def wanted_for(
    dataset: Dataset, known: Dataset, forces: Collection[str], years: Collection[int]
) -> tuple[Wanted, ...]:
    """Return the national tables, and the reports of rounds that have none.

    All of them: what the dataset has may be contradicted by now.
    """
    seen = known._replace(by_force=dataset.by_force)
    with_table = {year for year, round_ in seen.rounds.items() if round_.grades_tables}
    chosen = set(years) or set(seen.rounds)
    tables = wanted_pages(seen, forces, chosen & with_table, tables=True)
    rest = chosen - with_table
    reports = wanted_pages(seen, forces, rest) if rest else ()
    return (*(tables if chosen & with_table else ()), *reports)


def _dated(proposal: Proposal, days: Mapping[tuple[str, int], str | None]) -> Proposal:
    """Return a proposal with the day of the report that states it, where that is new."""
    judgment = proposal.judgment
    day = days.get((judgment.force, judgment.year))
    is_new = proposal.against is Against.NEW and judgment.published is None
    is_own = judgment.question not in proposal.round.reported_separately
    if day is None or not is_new or not is_own:
        return proposal
    return proposal._replace(judgment=judgment._replace(published=day))


def _reports(
    dataset: Dataset,
    pages: Mapping[str, Page],
    read: Sequence[tuple[PageStatements, str | None]],
) -> Iterator[ForceReport]:
    """Yield the reports whose pages say more than the dataset."""
    for statements, address in read:
        force, year, page = statements.force, statements.year, pages[statements.name]
        if force is None or not statements.statements or dataset.rounds[year].pillars:
            continue
        is_report = page.force is not None or names_report(address or "", force, year, dataset)
        if not is_report or not is_official(address or "", dataset):
            continue
        before = dataset.report(force, year) or ForceReport.unknown(force, year)
        after = with_facts(
            before._replace(address=before.address or address),
            facts_of(saved_page(page.name)),
            dataset.rounds[year],
        )
        if after != before:
            yield after


def _old(dataset: Dataset, proposal: Proposal) -> Judgment | None:
    judgment = proposal.judgment
    return dataset.judgment(judgment.force, judgment.year, judgment.key)


def _by_force(
    dataset: Dataset, found: Proposals, wanted: Sequence[Wanted]
) -> Iterator[ForceUpdate]:
    """Yield what the pages say, force by force and round by round."""
    counts: dict[tuple[str, int], Counter[Against]] = {
        (each.force, each.year): Counter() for each in wanted if each.force and each.year
    }
    new = {
        (proposal.judgment.force, *proposal.judgment.place)
        for proposal in found.proposals
        if proposal.against is Against.NEW
    }
    for proposal in found.proposals:
        place = (proposal.judgment.force, proposal.judgment.year)
        counts.setdefault(place, Counter())[proposal.against] += 1
    order = list(dataset.forces)
    for force, year in sorted(counts, key=lambda place: (place[1], order.index(place[0]))):
        round_ = dataset.rounds[year]
        missing = sum(
            dataset.judgment(force, year, question.key) is None
            and (force, year, *question.key) not in new
            for question in round_.graded_questions
        )
        yield ForceUpdate(force, year, round_.label, counts[force, year], missing)


def take_pages(said: Said, dataset: Dataset, into: Path) -> Import:
    """Write what pages state into a dataset that is there, all or nothing.

    Raises InvalidDatasetError where the dataset would not be valid, and OutputError.
    """
    answer = Answer(READ, said.found._replace(proposals=said.taken), dataset)
    return import_answer(answer, into, into, name="pages.csv", reports=said.reports, replace=True)


def take(update: Update, into: Path, reference: Path, log: Path, pages: Path) -> Import:
    """Write what the pages state into a dataset, all or nothing, and a line of each to the log.

    Raises InvalidDatasetError where the dataset would not be valid, and OutputError.
    """
    taken = update.found._replace(proposals=update.taken)
    answer = Answer(READ, taken, update.dataset)
    name = "official pages.csv"
    done = import_answer(answer, into, reference, name=name, reports=update.reports, replace=True)
    _log(update, log, pages)
    return done


_LOG = ("day", "force", "round", "pillar", "question", "before", "after", "basis_before",
        "basis_after", "address", "fetched", "sha256", "file", "line", "sentence")  # fmt: skip


def _log(update: Update, path: Path, pages: Path) -> None:
    """Add a line for each change, so that a reviewer finds its page and sentence."""
    listed = {str(pages / page.file): page for page in PagesFolder(pages).pages.values()}
    rows: list[tuple[object, ...]] = [] if path.exists() else [_LOG]
    day = now()
    for proposal in update.taken:
        judgment, old, page = proposal.judgment, _old(update.dataset, proposal), listed.get(
            proposal.page
        )  # fmt: skip
        rows.append((
            day, judgment.force, judgment.year, judgment.pillar, judgment.question or "overall",
            old and old.grade, judgment.grade, old and old.basis, judgment.basis,
            judgment.sources[0], page and page.fetched, page and page.sha256, proposal.page,
            proposal.line, proposal.quote,
        ))  # fmt: skip
    try:
        before = path.read_bytes() if path.exists() else b""
        text = lines_of(tuple("" if cell is None else str(cell) for cell in row) for row in rows)
        with replacing_file(path) as file:
            file.write(before + text.encode("utf-8"))
    except OSError as error:
        message = f"the dataset was changed, and its log {str(path)!r} was not written"
        raise OutputError(f"{message}: {error.strerror or error}") from error


def update_report(update: Update) -> Report:
    """Return the answer for people: a line a force, then what needs a look."""
    from peelcli.answers.tables import Cell, Detail, Report, numbers, table_of

    heads = ("New", ("Official now", "Offic."), "Agrees", ("Contradicts", "Differ"),
             ("Still missing", "Missing"))  # fmt: skip
    rows = [
        (
            update.dataset.forces[row.force].short_name,
            row.label.removeprefix("PEEL "),
            *(str(number or "") for number in (row.new, row.official, row.agrees,
                                               row.contradicts, row.missing)),
        )
        for row in update.forces
        if row.new or row.official or row.contradicts
    ]  # fmt: skip
    table = table_of("What the pages say", ["Force", "Round", *numbers(*heads)], rows)
    names = {page.file: urlsplit(page.wanted.address).path.rstrip("/") for page in update.pages}
    parts = {
        "Contradicts": [_contradiction(each, update.dataset) for each in update.contradictions],
        "Not understood": [
            (f"{names.get(Path(quote.page).name)}:{quote.line}", f"{quote.quote} ({quote.reason})")
            for quote in update.not_understood
            if quote.reason not in NO_LOSS
        ],
        "Not read": [(*_name_and_reason(text),) for text in update.refused],
        "Did not come": [(page.wanted.address, page.problem or "") for page in update.failed],
    }
    details = [
        Detail(Cell(name), (*lines[:_MOST_SHOWN], *_more(len(lines))))
        for name, lines in parts.items()
        if lines
    ]
    asked = counted(len(update.pages), "page")
    said = f"{asked} asked for, {len(update.failed)} could not be fetched."
    new, official = (sum(each.against is kind for each in update.taken) for kind in _TAKEN)
    agrees = sum(row.agrees for row in update.forces)
    missing = sum(row.missing for row in update.forces)
    change = f"{counted(new, 'grade')} to add, {official} to get their official page."
    if update.reports:
        count = counted(len(update.reports), "report")
        change += f" More is known of {count}: address, day, counts or findings."
    rest = f"{agrees} agree. Still missing after it: {missing} of what these rounds grade."
    return Report("Update", (table,) if rows else (), (said, change, rest), details=tuple(details))


def _more(count: int) -> list[tuple[str, str]]:
    more = count - _MOST_SHOWN
    return [("...", f"{more} more; --format json has all")] if more > 0 else []


def _name_and_reason(text: str) -> tuple[str, str]:
    path, _, reason = text.partition(": ")
    return Path(path).name, reason


def _contradiction(each: Contradiction, dataset: Dataset) -> tuple[str, str]:
    judgment, old = each.proposal.judgment, each.old
    name = dataset.forces[judgment.force].short_name
    question = each.proposal.round.question(judgment.key)
    what = question.name_in_sentence if question else ""
    page = judgment.grade.label if judgment.grade else ""
    own = in_sentence(old.grade.label) if old.grade else "not graded"
    sources = " ".join(old.sources)
    said = f"{page} by {each.address} (\u201c{each.proposal.quote}\u201d); the dataset has {own}"
    return f"{name}, {each.proposal.round.short_label}, {what}", f"{said}, by {sources}"


FORCE_UPDATE = fields(
    ("force", TEXT, get("force"), "the force's id"),
    ("year", NUMBER, get("year"), PLACE["year"]),
    ("new", COUNT, get("new"), "grades that the dataset does not have"),
    ("official", COUNT, get("official"), "grades that get the official page as their source"),
    ("agrees", COUNT, get("agrees"), "grades that the dataset has, from as good a page"),
    ("contradicts", COUNT, get("contradicts"), "grades that differ; they are never changed"),
    ("missing", COUNT, get("missing"), "questions of the round without a judgment after it"),
)  # fmt: skip
CONTRADICTION = fields(
    ("force", TEXT, get("old.force"), "the force's id"),
    ("year", NUMBER, get("old.year"), PLACE["year"]),
    ("pillar", or_null(TEXT), get("old.pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), get("old.question"), PLACE["question"]),
    ("grade", or_null(GRADE), get("old.grade"), "the dataset's"),
    ("page_grade", or_null(GRADE), get("proposal.judgment.grade"), "the page's"),
    ("address", or_null(ADDRESS), get("address"), "the page's"),
    ("quote", TEXT, get("proposal.quote"), "the page's sentence"),
)  # fmt: skip
UPDATE = Form(
    "update",
    fields(
        ("forces", records_of(FORCE_UPDATE), get("forces"), "by round, then force"),
        ("contradictions", records_of(CONTRADICTION), get("contradictions"), "to be looked at"),
        ("not_understood", records_of(QUOTE), get("not_understood"),
         "sentences with a grade that were not understood"),
        ("reports", records_of(REPORT_TABLE), get("reports"),
         "the reports that would say more in the dataset"),
        ("pages", records_of(FETCHED), get("pages"), "what was asked for"),
        ("not_read", records_of(fields(("page", TEXT, lambda text: text, "its file, and why"))),
         get("refused"), "pages that were fetched and could not be read"),
    ),
    update_report,
    rows="forces",
    has_day=False,
)  # fmt: skip
