"""A SQLite database: forces, rounds, questions, judgments and sources, with a view over all."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from peelcli.export.tables import force_rows, question_rows, round_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from peelcli.model import Dataset, Judgment, Place
    from peelcli.report.fields import Fields

# A question goes by a number, because parts of its natural key may be null.
_SCHEMA = """
CREATE TABLE forces (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    former_name TEXT,
    region TEXT NOT NULL,
    nation TEXT NOT NULL,
    aliases TEXT
);
CREATE TABLE rounds (
    year INTEGER PRIMARY KEY,
    last_year INTEGER NOT NULL,
    label TEXT NOT NULL,
    scale TEXT NOT NULL,
    published TEXT NOT NULL,
    source TEXT NOT NULL
);
CREATE TABLE questions (
    id INTEGER PRIMARY KEY,
    year INTEGER NOT NULL REFERENCES rounds (year),
    pillar TEXT,
    question TEXT,
    name TEXT NOT NULL,
    title TEXT,
    graded INTEGER NOT NULL CHECK (graded IN (0, 1)),
    published TEXT
);
CREATE TABLE judgments (
    id INTEGER PRIMARY KEY,
    force TEXT NOT NULL REFERENCES forces (id),
    question_id INTEGER NOT NULL REFERENCES questions (id),
    grade TEXT,
    status TEXT NOT NULL CHECK (status IN ('inspected', 'carried-over', 'not-graded')),
    carried_over_from INTEGER REFERENCES rounds (year),
    published TEXT,
    basis TEXT NOT NULL CHECK (basis IN ('official', 'secondary', 'derived')),
    note TEXT,
    UNIQUE (force, question_id),
    CHECK ((grade IS NULL) = (status = 'not-graded')),
    CHECK ((carried_over_from IS NOT NULL) = (status = 'carried-over'))
);
CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    address TEXT NOT NULL UNIQUE
);
CREATE TABLE judgment_sources (
    judgment_id INTEGER NOT NULL REFERENCES judgments (id),
    position INTEGER NOT NULL,
    source_id INTEGER NOT NULL REFERENCES sources (id),
    PRIMARY KEY (judgment_id, position)
);
CREATE TABLE areas_for_improvement (
    judgment_id INTEGER NOT NULL REFERENCES judgments (id),
    position INTEGER NOT NULL,
    area TEXT NOT NULL,
    PRIMARY KEY (judgment_id, position)
);
CREATE INDEX questions_by_place ON questions (year, pillar, question);
CREATE INDEX judgments_by_question ON judgments (question_id);
CREATE INDEX judgments_by_grade ON judgments (grade);
CREATE INDEX judgment_sources_by_source ON judgment_sources (source_id);
CREATE VIEW judgments_in_full AS
SELECT
    judgments.force,
    forces.name AS force_name,
    forces.region,
    forces.nation,
    questions.year,
    rounds.label AS round,
    questions.pillar,
    questions.question,
    questions.title,
    judgments.grade,
    judgments.status,
    judgments.carried_over_from,
    judgments.published,
    judgments.basis,
    (
        SELECT group_concat(address, ' ')
        FROM (
            SELECT sources.address
            FROM judgment_sources
            JOIN sources ON sources.id = judgment_sources.source_id
            WHERE judgment_sources.judgment_id = judgments.id
            ORDER BY judgment_sources.position
        )
    ) AS sources,
    judgments.note
FROM judgments
JOIN forces ON forces.id = judgments.force
JOIN questions ON questions.id = judgments.question_id
JOIN rounds ON rounds.year = questions.year;
"""


def write_sqlite(path: Path, dataset: Dataset, judgments: Iterable[Judgment]) -> None:
    """Write judgments, with the reference data, to a database file that does not exist yet.

    Raises OSError where that can't be done.
    """
    path.touch()  # says better than SQLite why a file can't be made
    connection = sqlite3.connect(path)
    try:
        connection.executescript(_SCHEMA)
        _insert(connection, "forces", force_rows(dataset))
        _insert(connection, "rounds", round_rows(dataset))
        questions = [
            {"id": number, **row} for number, row in enumerate(question_rows(dataset), start=1)
        ]
        _insert(connection, "questions", questions)
        numbers: dict[Place, int] = {
            (row["year"], row["pillar"], row["question"]): row["id"] for row in questions
        }
        _insert_judgments(connection, judgments, numbers)
        connection.commit()
    except sqlite3.OperationalError as error:  # a disk that is full, or fails
        raise OSError(str(error)) from error
    finally:
        connection.close()


def _insert_judgments(
    connection: sqlite3.Connection, judgments: Iterable[Judgment], numbers: dict[Place, int]
) -> None:
    source_ids: dict[str, int] = {}
    rows, cited, improvements = [], [], []
    for number, judgment in enumerate(judgments, start=1):
        rows.append(
            {
                "id": number,
                "force": judgment.force,
                "question_id": numbers[judgment.place],
                "grade": judgment.grade.value if judgment.grade else None,
                "status": judgment.status.value,
                "carried_over_from": judgment.carried_over_from,
                "published": judgment.published,
                "basis": judgment.basis.value,
                "note": judgment.note,
            }
        )
        for position, source in enumerate(judgment.sources, start=1):
            source_id = source_ids.setdefault(source, len(source_ids) + 1)
            cited.append({"judgment_id": number, "position": position, "source_id": source_id})
        for position, area in enumerate(judgment.areas_for_improvement, start=1):
            improvements.append({"judgment_id": number, "position": position, "area": area})
    _insert(connection, "judgments", rows)
    _insert(connection, "sources", [{"id": i, "address": a} for a, i in source_ids.items()])
    _insert(connection, "judgment_sources", cited)
    _insert(connection, "areas_for_improvement", improvements)


def _insert(connection: sqlite3.Connection, table: str, rows: list[Fields]) -> None:
    if rows:
        names = ", ".join(rows[0])
        values = ", ".join(f":{name}" for name in rows[0])
        # The names are this module's own; only the values come from outside.
        connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({values})", rows)  # noqa: S608
