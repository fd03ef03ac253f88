"""Checks that `peel show --json` gives every judgment of the evidence, and no other."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

Place = tuple[str, int, str | None, str | None]
Said = tuple[str | None, str, int | None]


def evidence(folder: Path) -> dict[Place, Said]:
    """Return grade, status and origin of every row of judgments.csv, by place."""
    with (folder / "judgments.csv").open(encoding="utf-8", newline="") as file:
        return {
            (
                row["force"],
                int(row["year"]),
                row["pillar"] or None,
                None if row["question"] == "overall" else row["question"],
            ): (
                None if row["grade"] == "not-graded" else row["grade"],
                row["status"],
                int(row["carried_from"]) if row["carried_from"] else None,
            )
            for row in csv.DictReader(file)
        }


def shown(force: str) -> dict[Place, Said]:
    """Return the same of what the installed command shows for a force."""
    command = Path(sys.executable).with_name("peel")
    done = subprocess.run(
        [command, "show", force, "--json"], check=True, capture_output=True, cwd="/"
    )
    return {
        (one["force"], one["year"], one["pillar"], one["question"]): (
            one["grade"],
            one["status"],
            one["carried_over_from"],
        )
        for one in json.loads(done.stdout)["judgments"]
    }


def main() -> None:
    """Compare, and exit 1 with every difference."""
    expected = evidence(Path(sys.argv[1]))
    found: dict[Place, Said] = {}
    for force in sorted({place[0] for place in expected}):
        found |= shown(force)
    differences = sorted(set(expected.items()) ^ set(found.items()), key=str)
    for place, said in differences:
        side = "evidence" if expected.get(place) == said else "peel"
        print(f"{side} only: {place}: {said}")
    print(f"{len(expected)} judgments in the evidence, {len(found)} shown")
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()
