"""Checks that `peel` gives each judgment, report, force and question of the evidence, and no other.

Every field that the evidence has is compared: of a judgment grade, status, origin, day, basis,
sources in their order, and note; of a report, a force, a question and a round likewise.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

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
REWORDED = {
    "The page says that no graded judgment was made that year (Manchester Arena attack); seen by "
    "an earlier harvest, see forces/greater-manchester.notes.md.": (
        "The page says that no graded judgment was made that year (Manchester Arena attack)."
    ),
    "Official present-tense sentence seen by an earlier harvest (its notes file quotes it) and "
    "left out only because inspected or carried over is not stated.": (
        "The page states the grade in the present tense; whether it was inspected or carried over "
        "is not stated."
    ),
    " is not seen (an earlier harvest left the row out for that reason).": " is not seen.",
}
"""Notes that speak of how the evidence was gathered, which a user of a grade can't follow."""


def evidence(folder: Path) -> dict[Place, Fields]:
    """Return the fields of every row of judgments.csv, by place."""
    found: dict[Place, Fields] = {}
    for row in rows_of(folder / "judgments.csv"):
        question = None if row["question"] == "overall" else row["question"]
        place = (row["force"], int(row["year"]), row["pillar"] or None, question)
        found[place] = {
            "grade": None if row["grade"] == "not-graded" else row["grade"],
            "status": row["status"],
            "carried_over_from": int(row["carried_from"]) if row["carried_from"] else None,
            "published": row["published"] or None,
            "basis": row["basis"],
            "sources": row["sources"].split(),
            "note": reworded(row["note"]) or REASONS.get(place),
        }
    return found


def reworded(note: str) -> str:
    """Return a note without words on how the evidence was gathered."""
    for theirs, ours in REWORDED.items():
        note = note.replace(theirs, ours)
    return note


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table of the evidence."""
    with path.open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


def forces(folder: Path) -> dict[Place, Fields]:
    """Return the fields of every row of forces.csv."""
    return {
        (row["id"], 0, None, None): {
            "name": row["name"],
            "former_name": row["former_name"] or None,
            "region": row["region"],
            "nation": row["nation"],
            "gss": row["ons_code"],
            "home_office_name": row["home_office_name"],
            "lacks_aliases": [],
        }
        for row in rows_of(folder / "forces.csv")
    }


def shown_forces(folder: Path) -> dict[Place, Fields]:
    """Return the same of the forces that the command lists, which may have more aliases."""
    wanted = {row["id"]: row["aliases"].split() for row in rows_of(folder / "forces.csv")}
    fields = ("name", "former_name", "region", "nation", "gss", "home_office_name")
    found: dict[Place, Fields] = {}
    for one in answer("forces")["forces"]:
        lacks = sorted({*wanted.get(one["id"], ())} - {*one["aliases"]})
        found[one["id"], 0, None, None] = {name: one[name] for name in fields} | {
            "lacks_aliases": lacks
        }
    return found


def questions(folder: Path) -> dict[Place, Fields]:
    """Return the title of every row of questions.csv, and whether it was graded."""
    return {
        (
            "",
            int(row["year"]),
            row["pillar"] or None,
            None if row["question"] == "overall" else row["question"],
        ): {"title": row["title"], "graded": row["graded"] == "yes"}
        for row in rows_of(folder / "questions.csv")
    }


def shown_questions() -> dict[Place, Fields]:
    """Return the same of the questions that the command lists."""
    return {
        ("", one["year"], one["pillar"], one["question"]): {
            "title": one["title"],
            "graded": one["graded"],
        }
        for one in answer("questions")["questions"]
    }


def rounds(folder: Path) -> dict[Place, Fields]:
    """Return the label and the number of grades of every round of rounds.csv."""
    return {
        ("", int(row["year"]), None, None): {"label": row["label"], "grades": int(row["scale"])}
        for row in rows_of(folder / "rounds.csv")
    }


def shown_rounds() -> dict[Place, Fields]:
    """Return the same of the rounds that the command lists."""
    return {
        ("", one["year"], None, None): {"label": one["label"], "grades": len(one["scale"])}
        for one in answer("rounds")["rounds"]
    }


def answer(*arguments: str) -> dict[str, list[dict[str, Any]]]:
    """Return the JSON that the installed command prints."""
    command = Path(sys.executable).with_name("peel")
    done = subprocess.run([command, *arguments, "--json"], check=True, capture_output=True, cwd="/")
    found: dict[str, list[dict[str, Any]]] = json.loads(done.stdout)
    return found


def reports(folder: Path) -> dict[Place, Fields]:
    """Return the fields of every row of reports.csv, by force and year."""
    found: dict[Place, Fields] = {}
    for row in rows_of(folder / "reports.csv"):
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
    found: dict[Place, Fields] = {}
    document = answer("show", force)
    of_reports: dict[Place, Fields] = {}
    for one in document["reports"]:
        of_reports[force, one.pop("year"), None, None] = one
        for field in ("causes_of_concern_texts", "areas_for_improvement_texts"):
            del one[field]  # the evidence has no texts
    for one in document["judgments"]:
        place = (one.pop("force"), one.pop("year"), one.pop("pillar"), one.pop("question"))
        for field in ("round", "title", "areas_for_improvement", "report", "rests_on"):
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
    same = [
        compared("judgments", expected, found),
        compared("reports", expected_reports, found_reports),
        compared("forces", forces(folder), shown_forces(folder)),
        compared("questions", questions(folder), shown_questions()),
        compared("rounds", rounds(folder), shown_rounds()),
    ]
    sys.exit(not all(same))


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
