"""Checks that `peel show --json` gives every judgment and report of the evidence, and no other.

Every field of a judgment that the evidence has is compared: grade, status, origin, day, basis,
sources in their order, and note. So is every field of a report.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

Place = tuple[str, int, str | None, str | None]
Fields = dict[str, object]

GRADES = ("outstanding", "good", "adequate", "requires-improvement", "inadequate")

REASONS: dict[Place, str] = {
    ("greater-manchester", 2017, pillar, None): (
        "The inspection was called off after the Manchester Arena attack."
    )
    for pillar in ("efficiency", "legitimacy")
}
"""Reasons that the evidence gives in its README, and not in its table."""


def evidence(folder: Path) -> dict[Place, Fields]:
    """Return the fields of every row of judgments.csv, by place."""
    found: dict[Place, Fields] = {}
    with (folder / "judgments.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            question = None if row["question"] == "overall" else row["question"]
            place = (row["force"], int(row["year"]), row["pillar"] or None, question)
            found[place] = {
                "grade": None if row["grade"] == "not-graded" else row["grade"],
                "status": row["status"],
                "carried_over_from": int(row["carried_from"]) if row["carried_from"] else None,
                "published": row["published"] or None,
                "basis": row["basis"],
                "sources": row["sources"].split(),
                "note": row["note"] or REASONS.get(place),
            }
    return found


def reports(folder: Path) -> dict[Place, Fields]:
    """Return the fields of every row of reports.csv, by force and year."""
    found: dict[Place, Fields] = {}
    with (folder / "reports.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            parts = [row["published_source"] if row["published"] else "", row["counts_source"]]
            parts += [row["causes_of_concern_source"], row["areas_for_improvement_source"]]
            numbers = ("areas_graded", "causes_of_concern", "areas_for_improvement")
            found[row["force"], int(row["year"]), None, None] = {
                "address": row["report"] or None,
                "published": row["published"] or None,
                "published_basis": row["published_basis"] or None,
                "counts": {grade: int(row[grade]) for grade in GRADES} if row["good"] else None,
                "sources": list(dict.fromkeys(" ".join(parts).split())),
                **{name: int(row[name]) if row[name] else None for name in numbers},
            }
    return found


def shown(force: str) -> tuple[dict[Place, Fields], dict[Place, Fields]]:
    """Return the judgments and reports that the installed command shows for a force."""
    command = Path(sys.executable).with_name("peel")
    done = subprocess.run(
        [command, "show", force, "--json"], check=True, capture_output=True, cwd="/"
    )
    found: dict[Place, Fields] = {}
    document = json.loads(done.stdout)
    of_reports: dict[Place, Fields] = {}
    for one in document["reports"]:
        of_reports[force, one.pop("year"), None, None] = one
        for field in ("causes_of_concern_texts", "areas_for_improvement_texts"):
            del one[field]  # the evidence has no texts
    for one in document["judgments"]:
        place = (one.pop("force"), one.pop("year"), one.pop("pillar"), one.pop("question"))
        for field in ("round", "title", "areas_for_improvement", "report"):
            del one[field]  # the evidence's table of judgments does not have these
        found[place] = one
    return found, of_reports


def main() -> None:
    """Compare, and exit 1 with every difference."""
    folder = Path(sys.argv[1])
    expected, expected_reports = evidence(folder), reports(folder)
    found: dict[Place, Fields] = {}
    found_reports: dict[Place, Fields] = {}
    for force in sorted({place[0] for place in (*expected, *expected_reports)}):
        judgments, of_reports = shown(force)
        found |= judgments
        found_reports |= of_reports
    is_same = compared("judgments", expected, found)
    sys.exit(not (compared("reports", expected_reports, found_reports) and is_same))


def compared(what: str, expected: dict[Place, Fields], found: dict[Place, Fields]) -> bool:
    """Print every difference and the numbers, and return whether there is none."""
    places = sorted(expected.keys() | found.keys(), key=str)
    differing = [place for place in places if expected.get(place) != found.get(place)]
    for place in differing:
        print(f"{place}\n  evidence: {expected.get(place)}\n  peel:     {found.get(place)}")
    print(f"{len(expected)} {what} in the evidence, {len(found)} shown")
    return not differing


if __name__ == "__main__":
    main()
