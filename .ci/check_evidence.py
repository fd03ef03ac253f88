"""Checks that `peel show --json` gives every judgment of the evidence, and no other.

Every field of a judgment that the evidence has is compared: grade, status, origin, day, basis,
sources in their order, and note.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

Place = tuple[str, int, str | None, str | None]
Fields = dict[str, object]

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


def shown(force: str) -> dict[Place, Fields]:
    """Return the same of what the installed command shows for a force."""
    command = Path(sys.executable).with_name("peel")
    done = subprocess.run(
        [command, "show", force, "--json"], check=True, capture_output=True, cwd="/"
    )
    found: dict[Place, Fields] = {}
    for one in json.loads(done.stdout)["judgments"]:
        place = (one.pop("force"), one.pop("year"), one.pop("pillar"), one.pop("question"))
        for field in ("round", "title", "areas_for_improvement"):
            del one[field]  # the evidence's table of judgments does not have these
        found[place] = one
    return found


def main() -> None:
    """Compare, and exit 1 with every difference."""
    expected = evidence(Path(sys.argv[1]))
    found: dict[Place, Fields] = {}
    for force in sorted({place[0] for place in expected}):
        found |= shown(force)
    places = sorted(expected.keys() | found.keys(), key=str)
    differing = [place for place in places if expected.get(place) != found.get(place)]
    for place in differing:
        print(f"{place}\n  evidence: {expected.get(place)}\n  peel:     {found.get(place)}")
    print(f"{len(expected)} judgments in the evidence, {len(found)} shown")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
