"""From saved pages to proposals of judgments."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit
from warnings import warn

from peelcli import finding
from peelcli.errors import PeelWarning, UsageError
from peelcli.keeper.loading import load_dataset, shipped_dataset
from peelcli.keeper.loading.fields import what_is_wrong_with_address
from peelcli.keeper.loading.wordings import read_wordings
from peelcli.keeper.pages.html import SavedPage
from peelcli.keeper.pages.page import read_page
from peelcli.keeper.pages.proposals import Against, Proposals, proposals_of
from peelcli.keeper.pages.read import Lexicon
from peelcli.keeper.pages.report_facts import graded_titles
from peelcli.keeper.pages.scope import UnknownRoundError, lexicon_of, scope_of
from peelcli.keeper.pages.short_lines import asked_in
from peelcli.keeper.pages.statements import PageStatements, Quote
from peelcli.keeper.pages.text import saved_page
from peelcli.keeper.pages.words import words_of
from peelcli.model import Dataset
from peelcli.text import inert, quoted

MANIFEST = "pages.csv"
"""What says of the pages of a folder where they are from: file, address, force, round, pillar."""


class Page(NamedTuple):
    """A saved page, and what is known of it beside its text."""

    name: str
    address: str | None = None
    force: str | None = None
    round: str | None = None
    pillar: str | None = None


def read_pages(
    names: Iterable[str | Page],
    dataset: Dataset,
    folder: Path | None = None,
    *,
    force: str | None = None,
    round_: str | None = None,
    pillar: str | None = None,
    source: str | None = None,
    only: Iterable[str] = (),
) -> Proposals:
    """Return what saved pages say, held against a dataset, whose folder may have wordings.

    A name may be that of a folder with pages. The force, round and pillar are for pages that do
    not say. Warns of each page of several that can't be read, says otherwise, or does not say its
    round; raises UsageError where none is left. `only` are the kinds of proposals to keep.
    """
    pages = [
        page for name in names for page in ([name] if isinstance(name, Page) else _pages_of(name))
    ]
    if source is not None and len(pages) > 1:
        raise UsageError("--source is the address of one page; read the pages one by one")
    wrong = what_is_wrong_with_address(source) if source is not None else None
    if source is not None and wrong:
        raise UsageError(f"--source {quoted(source)} {wrong}")
    given = Page("", source, force, round_, pillar)
    pages = [Page(page.name, *(a or b for a, b in zip(page[1:], given[1:], strict=True)))
             for page in pages]  # fmt: skip
    kinds = {finding.find_among("kind", list(Against), kind) for kind in only}
    found, refused = read_each(pages, dataset, folder)
    if refused and not found:
        raise UsageError(refused[0])
    for said in refused:
        warn(PeelWarning(f"{said}; the page is left out"), stacklevel=2)
    proposals = proposals_of(found, dataset)
    if not kinds:
        return proposals
    kept = tuple(proposal for proposal in proposals.proposals if proposal.against in kinds)
    return proposals._replace(proposals=kept)


def read_each(
    pages: Iterable[Page], dataset: Dataset, folder: Path | None = None
) -> tuple[list[tuple[PageStatements, str | None]], list[str]]:
    """Return what pages say, each with its address or none, and why others say nothing."""
    lexicon = lexicon_of(dataset, read_wordings(folder or shipped_dataset(), dataset))
    found, refused = [], []
    for page in pages:
        where = ""
        try:
            saved = saved_page(page.name)
            where = f"{page.name}: "
            address = page.address or saved.address
            read = _read(page, saved, dataset, lexicon)
        except UnknownRoundError as error:
            titles = ", ".join(quoted(title) for title in graded_titles(saved))
            refused.append(f"{where}{error}{titles and f'; it grades {titles}'}")
        except UsageError as error:
            refused.append(f"{where}{error}")
        else:
            read = _with_what_is_drawn(read, saved.text, address, lexicon, dataset)
            found.append((read, address))
    return found, refused


_FEWEST_NAMED = 3


def _with_what_is_drawn(
    read: PageStatements, text: str, address: str | None, lexicon: Lexicon, dataset: Dataset
) -> PageStatements:
    """Return what a page says, with a note where an official one names questions and no grades."""
    if read.statements or read.not_understood or not finding.is_official(address or "", dataset):
        return read
    asked = asked_in(dataset, read.year)
    lines = [line.strip("# ") for line in text.split("\n") if line.strip("# ")]
    found = (match for line in lines for match in lexicon.questions.find(words_of(line), asked))
    if len({match.thing[0] for match in found}) < _FEWEST_NAMED:
        return read
    reason = "a script or pictures draw the grades; print the page to PDF from a browser"
    return read._replace(not_understood=(Quote(1, lines[0][:200], reason),))


def _read(page: Page, saved: SavedPage, dataset: Dataset, lexicon: Lexicon) -> PageStatements:
    """Return what a page says. Raises UsageError where it can't be read, or says otherwise."""
    wrong = what_is_wrong_with_address(page.address) if page.address else None
    if page.address and wrong:
        raise UsageError(f"its address {quoted(page.address)} {wrong}")
    force = finding.find_force(dataset, page.force).id if page.force else None
    year = finding.find_round(dataset, page.round).year if page.round else None
    pillars = finding.find_pillars(dataset, [page.pillar] if page.pillar else [])
    scope = scope_of(
        saved.text,
        page.address or saved.address or "",
        dataset,
        lexicon,
        force=force,
        year=year,
        pillar=next(iter(pillars), None),
        file="" if page.name == "-" else Path(page.name).name,
        published=saved.published,
    )
    return read_page(saved.text, _shown(page.name), scope, dataset, lexicon)


def _pages_of(name: str) -> list[Page]:
    """Return a page, or those of a folder: the ones that its pages.csv lists, or all its files."""
    folder = Path(name)
    if name == "-" or not folder.is_dir():
        return [Page(name)]
    listed = folder / MANIFEST
    try:
        if not listed.is_file():
            paths = [path for path in folder.iterdir() if path.is_file() and path.name[0] != "."]
            return [Page(str(path)) for path in sorted(paths)]
        with listed.open(encoding="utf-8-sig", newline="") as file:
            rows = [*csv.DictReader(file)]
    except (OSError, ValueError, csv.Error) as error:
        raise UsageError(f"{name!r} can't be read: {error}") from error
    named = [row.get("file") or "" for row in rows]
    if any(file != Path(file).name or not file for file in named):
        raise UsageError(f"{str(listed)!r} must name a file of its folder under `file` in each row")
    return [
        Page(
            str(folder / row["file"]),
            own_address(row.get("address") or "", row.get("answered") or ""),
            *(row.get(field) or None for field in Page._fields[2:]),
        )
        for row in rows
    ]


def own_address(asked: str, answered: str) -> str | None:
    """Return the address of a page: the one that was asked, unless another host answered."""
    hosts = {urlsplit(address).netloc for address in (asked, answered) if address}
    return (asked if len(hosts) == 1 else answered or asked) or None


def _shown(name: str) -> str:
    """Return a file's name as answers have it, never a formula."""
    shown = inert(name.encode("utf-8", "backslashreplace").decode("utf-8"))
    return f"./{shown}" if shown.startswith(("=", "+", "@", "-")) and name != "-" else shown


def read_folder(pages: Path, folder: Path) -> Proposals:
    """Return what the saved pages of a folder say, held against the dataset of another one.

    Raises UsageError where there is no such folder, or as `read_pages` does.
    """
    return read_pages([str(pages)], load_dataset(folder), folder)
