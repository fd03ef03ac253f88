"""What an official report says beside its grades: its day, its counts, what it asks to improve."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from peelcli.keeper.pages.blocks import Block, Kind, blocks_of
from peelcli.keeper.pages.html import SavedPage
from peelcli.keeper.pages.scope import day_in
from peelcli.keeper.pages.short_lines import LONGEST, grade_of
from peelcli.keeper.pages.statements import counts_in, number_of
from peelcli.model import Findings, ForceReport, Round
from peelcli.terms import OFFICIAL_DAY, Grade

_GRADED = re.compile(r"graded judge?ments? in (\w+)(?: of)?\b", re.IGNORECASE)
_CONCERN = re.compile(r"^\W*causes? of concern\W*\d*\W*$", re.IGNORECASE)
_IMPROVE = re.compile(r"^\W*areas? for improvement\W*\d*\W*$", re.IGNORECASE)
_BEFORE_A_GRADE = re.compile(r"(.+?)\s*(?::|\s[-–—])\s*([\w -]+?)\W*")
_LONGEST = 1500
_HEAD = 12


class ReportFacts(NamedTuple):
    """What is read of a report."""

    published: str | None
    areas_graded: int | None
    counts: tuple[tuple[Grade, int], ...]
    causes_of_concern: tuple[str, ...]
    areas_for_improvement: tuple[str, ...]


def facts_of(page: SavedPage) -> ReportFacts:
    """Return what a report's page says; its own words stand in quotation marks."""
    blocks = [*blocks_of(page.text)]
    head = "\n".join(page.text.strip().split("\n")[:_HEAD])
    graded = _GRADED.search(page.text)
    return ReportFacts(
        page.published or day_in(head),
        number_of(graded[1]) if graded else None,
        counts_in(page.text),
        tuple(dict.fromkeys(_below(blocks, _CONCERN))),
        tuple(dict.fromkeys(_below(blocks, _IMPROVE))),
    )


def _below(blocks: Sequence[Block], heading: re.Pattern[str]) -> Iterator[str]:
    """Yield the items below each heading of that name, or else the paragraph."""
    for place, block in enumerate(blocks):
        if not heading.match(block.text) or block.kind is Kind.TABLE:
            continue
        after = blocks[place + 1 :]
        items = []
        for each in after:
            if each.kind is not Kind.ITEM:
                break
            items.append(each.text)
        if not items and after and after[0].kind is Kind.TEXT:
            items = [after[0].text]
        yield from (f"\u201c{text}\u201d" for text in items if len(text) <= _LONGEST)


def graded_titles(page: SavedPage) -> tuple[str, ...]:
    """Return what has a grade: titles of areas.

    It stands right below, beside it in a table or behind a colon, or is the heading of a list.
    """
    blocks = [block for block in blocks_of(page.text) if block.text or block.rows]
    heads_list = {
        place
        for place, (block, after) in enumerate(pairwise(blocks))
        if after.kind is Kind.ITEM and grade_of(block.text)
    }
    below = (
        block.text
        for place, (block, after) in enumerate(pairwise(blocks))
        if grade_of(after.text)
        and place + 1 not in heads_list
        and block.text
        and not block.text.endswith(".")
        and not grade_of(block.text)
        and not _parted(block)
    )
    rows = (cells for block in blocks for _, cells in block.rows)
    beside = (cells[0] for cells in rows if cells[0] and any(map(grade_of, cells[1:])))
    behind = (title for block in blocks if (title := _parted(block)))
    listed = (
        after.text
        for place in sorted(heads_list)
        for after in takewhile(lambda each: each.kind is Kind.ITEM, blocks[place + 1 :])
    )
    found = (*below, *beside, *behind, *listed)
    return tuple(dict.fromkeys(text for text in found if len(text) <= LONGEST))


def _parted(block: Block) -> str | None:
    """Return what stands before a colon or dash and a grade."""
    found = _BEFORE_A_GRADE.fullmatch(block.text)
    return found[1] if found and grade_of(found[2]) else None


def with_facts(report: ForceReport, facts: ReportFacts, round_: Round) -> ForceReport:
    """Return a report with what was not known of it; what is known stays."""
    day = report.published or facts.published
    counts = tuple((grade, dict(facts.counts).get(grade, 0)) for grade in round_.scale)
    return report._replace(
        published=day,
        published_basis=report.published_basis if report.published else day and OFFICIAL_DAY,
        areas_graded=report.areas_graded or facts.areas_graded,
        counts=report.counts or (counts if facts.counts else ()),
        not_counted=(
            round_.reported_separately if facts.counts and not report.counts else report.not_counted
        ),
        causes_of_concern=_findings(report.causes_of_concern, facts.causes_of_concern),
        areas_for_improvement=_findings(report.areas_for_improvement, facts.areas_for_improvement),
    )


def _findings(known: Findings | None, texts: tuple[str, ...]) -> Findings | None:
    if known is None:
        return Findings(len(texts), texts, ()) if texts else None
    return known._replace(texts=texts) if len(texts) == known.number and not known.texts else known
