"""Measures `peel read` on the evidence's wordings and on the seeds; fails below the limits.

    python .ci/check_reading.py ../shared

Each wording is read as a page of its own, with the force, round and pillar of its row. Right: the
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

Place = tuple[str, str, str, str, str, str, str]
LIMITS = {"wording.csv": (900, 5), "wording-press.csv": (150, 3)}
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


def measure(path: Path, true: set[Place]) -> tuple[int, int, int]:
    """Return how many rows are right, how many proposals wrong, how many rows missed."""
    same: dict[str, set[Place]] = defaultdict(set)
    rows = rows_of(path)
    for row in rows:
        same[row["wording"]].add(
            place_of(row, row.get("status", "inspected"), row.get("carried_from", ""))
        )
    right = wrong = 0
    for row in rows:
        named = re.search(r"peel-(?:police-\w+-)?(20\d\d)", row["url"])
        year = int(row.get("page_round") or (named[1] if named else row["year"]))
        pillar = next((one for one in DATA.rounds[2018].pillars if one in row["url"]), None)
        has_pillars = bool(DATA.rounds[year].pillars)
        found = proposed(row["wording"], row["force"], year, pillar if has_pillars else None)
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
        right, wrong, missed = measure(shared / "evidence" / name, true)
        print(f"{name}: {right} right, {wrong} wrong, {missed} missed")
        good = good and right >= least and wrong <= most
    texts = [path.read_text("utf-8") for path in sorted((shared / "seeds").glob("*.txt"))]
    found = [one for text in texts for one in proposed(text)]
    print(f"seeds: {len(found)} proposals, {len(SEEDS - set(found))} missed")
    sys.exit(0 if good and sorted(found) == sorted(SEEDS) else 1)


if __name__ == "__main__":
    main()
