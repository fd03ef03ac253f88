"""Measures `peel read` on the evidence's wordings and on the seeds; fails below the limits.

    python .ci/check_reading.py ../shared

Each wording is read as a page of its own, with the force, round and pillar of its row, and again
inside an invented whole page, as HTML, Markdown, text, Word and PDF. Right: the
row's judgment is proposed. Wrong: something is proposed that no row of the wording and no judgment
of the evidence says.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from pathlib import Path

import peelcli
from peelcli.keeper.loading import shipped_dataset
from peelcli.keeper.loading.wordings import read_wordings
from peelcli.keeper.pages.page import read_page
from peelcli.keeper.pages.proposals import proposals_of
from peelcli.keeper.pages.scope import lexicon_of, scope_of
from peelcli.keeper.pages.text import text_of
from peelcli.model import Force, Round

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from saved_forms import FORMS, Piece

Place = tuple[str, str, str, str, str, str, str]
LIMITS = {"wording.csv": (1000, 0), "wording-press.csv": (230, 0)}
ALONE = "alone"
EVERY = int([*sys.argv[2:], "10"][0])
"""Of how many fragments one is read in whole pages: `check_reading.py ../shared 1` reads all."""
SEEDS = {
    ("derbyshire", "2018", "legitimacy", "treating-public", "good", "inspected", ""),
    ("derbyshire", "2017", "legitimacy", "treating-public", "good", "inspected", ""),
    ("derbyshire", "2018", "legitimacy", "ethical-lawful-workforce", "good", "inspected", ""),
    ("derbyshire", "2017", "legitimacy", "ethical-lawful-workforce", "good", "inspected", ""),
    ("derbyshire", "2018", "legitimacy", "treating-workforce", "good", "carried-over", "2017"),
    ("derbyshire", "2016", "legitimacy", "", "outstanding", "inspected", ""),
    ("derbyshire", "2015", "legitimacy", "", "good", "inspected", ""),
}
DATA = peelcli.load()
LEXICON = lexicon_of(DATA, read_wordings(shipped_dataset(), DATA))


def proposed(
    text: str, force: str | None = None, year: int | None = None, pillar: str | None = None
) -> set[Place]:
    """Return what is proposed of a page."""
    scope = scope_of(text, "", DATA, LEXICON, force=force, year=year, pillar=pillar)
    page = read_page(text, "page", scope, DATA, LEXICON)
    found = (proposal.judgment for proposal in proposals_of([(page, None)], DATA).proposals)
    return {
        (
            judgment.force,
            str(judgment.year),
            judgment.pillar or "",
            judgment.question or "",
            judgment.grade.value if judgment.grade else "",
            judgment.status.value,
            str(judgment.carried_over_from or ""),
        )
        for judgment in found
    }


def place_of(row: dict[str, str], status: str, carried: str) -> Place:
    """Return the judgment of a row of the evidence."""
    question = "" if row["question"] == "overall" else row["question"]
    pillar = row.get("pillar", "")
    return (row["force"], row["year"], pillar, question, row["grade"], status, carried)


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def page_around(wording: str, force: Force, round_: Round, other: Force) -> list[Piece]:
    """Return an invented page with a wording: a key of grades, headings, another force, a table."""
    *scale, last = (grade.label.lower() for grade in round_.scale)
    return [
        ("h1", f"{round_.label}: {force.name}"),
        ("p", "Published by the inspectorate. This page is about what was found in the force."),
        ("h2", "How grades are given"),
        ("p", f"Each force is graded {', '.join(scale)} or {last}."),
        ("h2", "What was found"),
        ("p", "Inspectors spoke to officers and staff, and read what victims had said."),
        ("p", wording if wording[:1].isupper() else f"{force.name} {wording}"),
        ("p", "The chief constable said that she would answer the report in the autumn."),
        ("h2", "Elsewhere"),
        ("p", f"{other.name} was judged to be good at preventing crime."),
        ("table", [["Contact", "Telephone"], ["Press office", "01632 960001"]]),
    ]


def in_form(form: str, row: dict[str, str], year: int) -> tuple[str, str]:
    """Return a wording's text as a form of page has it, and the other force that the page names."""
    if form == ALONE:
        return row["wording"], ""
    forces = [*DATA.forces.values()]
    force = DATA.forces[row["force"]]
    other = forces[(forces.index(force) + 7) % len(forces)]
    pieces = page_around(row["wording"], force, DATA.rounds[year], other)
    return text_of(FORMS[form](pieces), "page"), other.id


def measure(path: Path, true: set[Place], form: str) -> tuple[int, int, int]:
    """Return how many rows are right, how many proposals wrong, how many rows missed."""
    same: dict[str, set[Place]] = defaultdict(set)
    rows = rows_of(path)[:: 1 if form == ALONE else EVERY]
    for row in rows_of(path):
        same[row["wording"]].add(
            place_of(row, row.get("status", "inspected"), row.get("carried_from", ""))
        )
    right = wrong = 0
    for row in rows:
        named = re.search(r"peel-(?:police-\w+-)?(20\d\d)", row["url"])
        year = int(row.get("page_round") or (named[1] if named else row["year"]))
        pillar = next((name for name in DATA.rounds[2018].pillars if name in row["url"]), None)
        has_pillars = bool(DATA.rounds[year].pillars)
        text, other = in_form(form, row, year)
        found = proposed(text, row["force"], year, pillar if has_pillars else None)
        found = {place for place in found if place[0] != other}
        own = place_of(row, row.get("status", "inspected"), row.get("carried_from", ""))
        right += own in found
        wrong += len(found - same[row["wording"]] - true)
    return right, wrong, len(rows) - right


def main() -> None:
    """Measure, print, and exit with 1 below a limit."""
    shared = Path(sys.argv[1])
    true = {
        place_of(row, row["status"], row["carried_from"])
        for row in rows_of(shared / "evidence" / "judgments.csv")
    }
    good = True
    for name, (least, most) in LIMITS.items():
        for form in (ALONE, *FORMS):
            right, wrong, missed = measure(shared / "evidence" / name, true, form)
            print(f"{name}, {form}: {right} right, {wrong} wrong, {missed} missed", flush=True)
            share = 1 if form == ALONE else EVERY
            good = good and right >= least // share and wrong <= most
    texts = [path.read_text("utf-8") for path in sorted((shared / "seeds").glob("*.txt"))]
    found = [place for text in texts for place in proposed(text)]
    print(f"seeds: {len(found)} proposals, {len(SEEDS - set(found))} missed")
    sys.exit(0 if good and sorted(found) == sorted(SEEDS) else 1)


if __name__ == "__main__":
    main()
