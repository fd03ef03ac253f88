"""What a grade rests on, in a word: which kind of page states it."""

import re
from enum import StrEnum
from functools import lru_cache

from peelcli.model import Judgment
from peelcli.terms import Basis


class RestsOn(StrEnum):
    """What a grade rests on, the best first."""

    REPORT = "report"
    """The inspectorate's report on the force, or its page for the force in a round."""
    INSPECTORATE = "inspectorate"
    """Another of the inspectorate's pages, like a press release."""
    FORCE = "force"
    COMMISSIONER = "commissioner"
    PRESS = "press"
    """The press, or another public page: a council's, a federation's, a copy of a release."""
    COUNTS = "counts"
    """It is worked out from published counts or statements."""
    INFERRED = "inferred"
    """It is read between the lines of a page; the note says how."""


OWN_PAGES = (RestsOn.REPORT, RestsOn.INSPECTORATE)
"""The inspectorate's own."""
MEANING = (
    "`report`, `inspectorate` (another of its pages), `force`, `commissioner`, `press` (or another "
    "public page), `counts` (worked out from counts or statements) or `inferred`"
)

BASES = (*RestsOn, *Basis)
"""The words that `--basis` takes."""

_INSPECTORATE = (".justiceinspectorates.gov.uk", ".hmic.gov.uk", ".hmicfrs.gov.uk")
_REPORTS = ("/peel-assessments/", "/peel-reports/")
_COMMISSIONER = ("pcc", "commissioner")
# Compiled when first used.
_ROUND_INFERRED = r"\b(?:round|year)(?: and \w+)? inferred|\bfiled under \d+ by inference"


def round_is_inferred(judgment: Judgment) -> bool:
    """Return whether no page says which round a grade is in; the note says how it was found."""
    note = judgment.note
    return note is not None and "infer" in note and bool(re.search(_ROUND_INFERRED, note))


def rests_on(judgment: Judgment) -> RestsOn:
    """Return what a judgment rests on: the best of its pages, or how it was worked out.

    A grade whose round alone is inferred rests on the page that states it.
    """
    if judgment.basis is Basis.DERIVED and not round_is_inferred(judgment):
        is_inferred = judgment.note is not None and "infer" in judgment.note.casefold()
        return RestsOn.INFERRED if is_inferred else RestsOn.COUNTS
    return _best_of(judgment.basis, judgment.sources, judgment.report)


@lru_cache(maxsize=10_000)
def _best_of(basis: Basis, sources: tuple[str, ...], report: str | None) -> RestsOn:
    """Return the best kind of page of those that a basis admits; many judgments share theirs."""
    found = {_kind_of(source, report) for source in sources}
    if basis is Basis.OFFICIAL:
        return RestsOn.REPORT if RestsOn.REPORT in found else RestsOn.INSPECTORATE
    own = {RestsOn.FORCE, RestsOn.COMMISSIONER, RestsOn.PRESS}
    if basis is Basis.DERIVED:
        own |= {RestsOn.REPORT, RestsOn.INSPECTORATE}
    return next((kind for kind in RestsOn if kind in found & own), RestsOn.PRESS)


def words_for(judgment: Judgment) -> set[str]:
    """Return all words of BASES that are true of a judgment."""
    inferred = {RestsOn.INFERRED} if round_is_inferred(judgment) else set[RestsOn]()
    return {judgment.basis, rests_on(judgment), *inferred}


def _kind_of(address: str, report: str | None) -> RestsOn:
    host = f".{address.casefold().split('/')[2].partition(':')[0]}" if "//" in address else ""
    is_inspectorate = host.endswith(_INSPECTORATE)
    if address == report or (is_inspectorate and any(part in address for part in _REPORTS)):
        return RestsOn.REPORT
    if is_inspectorate:
        return RestsOn.INSPECTORATE
    if any(part in host for part in _COMMISSIONER):
        return RestsOn.COMMISSIONER
    return RestsOn.FORCE if host.endswith(".police.uk") else RestsOn.PRESS
