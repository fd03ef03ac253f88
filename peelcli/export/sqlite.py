"""A SQLite database: forces, rounds, questions, judgments and sources, with a view over all."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from peelcli.answers.rounds import questions, reports, rounds
from peelcli.answers.select import Listing
from peelcli.contract import Field, Record
from peelcli.errors import OutputError
from peelcli.export.datapackage import QUESTION_TABLE, ROUND_TABLE
from peelcli.model import Dataset
from peelcli.records import FORCE, JUDGMENT, REPORT_TABLE

_TYPES = {"integer": "INTEGER", "boolean": "INTEGER"}
_ELSEWHERE = {
    **{name: f"questions.{name}" for name in ("year", "pillar", "question", "title")},
    "round": "rounds.label",
    "sources": """(
        SELECT group_concat(address, ' ')
        FROM (
            SELECT sources.address
            FROM judgment_sources
            JOIN sources ON sources.id = judgment_sources.source_id
            WHERE judgment_sources.judgment_id = judgments.id
            ORDER BY judgment_sources.position
        )
    )""",
    "areas_for_improvement": None,
}
"""Where a field of a judgment stands that is no column of its table: of its question, its round,
or a table of texts; the last has a table for itself and is not in the view."""
_OWN = JUDGMENT.only(*(name for name in JUDGMENT.columns if name not in {"force", *_ELSEWHERE}))
_OF_FORCE = FORCE.only("short_name", "gss", "home_office_name", "region", "nation")

# A question goes by a number, because parts of its natural key may be null.
_JUDGMENTS = """
    id INTEGER PRIMARY KEY,
    force TEXT NOT NULL REFERENCES forces (id),
    question_id INTEGER NOT NULL REFERENCES questions (id),
    {},
    UNIQUE (force, question_id),
    CHECK ((grade IS NULL) = (status = 'not-graded')),
    CHECK ((carried_over_from IS NOT NULL) = (status = 'carried-over')),
    FOREIGN KEY (carried_over_from) REFERENCES rounds (year)
"""
_MORE = """
CREATE TABLE sources (id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE);
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
"""
_VIEW = """CREATE VIEW judgments_in_full AS
SELECT
    {}
FROM judgments
JOIN forces ON forces.id = judgments.force
JOIN questions ON questions.id = judgments.question_id
JOIN rounds ON rounds.year = questions.year;
"""


_FIRST_BYTES = b"SQLite format 3\0"
_LOGS = ("-wal", "-journal", "-shm")
"""What stands behind a database's name in those of the files that SQLite keeps while it is used:
https://sqlite.org/tempfiles.html"""


def require_own(path: Path) -> None:
    """Raise OutputError for a database that is in use, or that has what peel does not write."""
    real = path.resolve()
    for log in _LOGS:
        beside = real.with_name(real.name + log)
        if beside.exists():
            message = f"a program has it open, or did not close it: {beside.name!r} is beside it"
            raise OutputError(f"{str(path)!r} is not replaced: {message}")
    if not real.is_file():
        return
    with real.open("rb") as file:
        if file.read(len(_FIRST_BYTES)) != _FIRST_BYTES:
            return
    try:
        with closing(sqlite3.connect(f"{real.as_uri()}?immutable=1", uri=True)) as connection:
            rows = connection.execute(
                "SELECT name FROM sqlite_master WHERE name NOT GLOB 'sqlite_*'"
            )
            names = {name for (name,) in rows}
    except sqlite3.Error as error:
        message = f"it is a database that can't be read: {error}"
        raise OutputError(f"{str(path)!r} is not replaced: {message}") from error
    others = sorted(names - _own_names())
    if others:
        message = f"it has {', '.join(map(repr, others[:3]))}, which peel does not write"
        raise OutputError(f"{str(path)!r} is not replaced: {message}; name another file")


def _own_names() -> set[str]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(_schema())
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


def database_bytes(dataset: Dataset, listing: Listing) -> bytes:
    """Return a database of judgments, with the reference data.

    Raises OSError where there is no room to make it.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "peel.db"
        _write(path, dataset, listing)
        return path.read_bytes()


def _write(path: Path, dataset: Dataset, listing: Listing) -> None:
    connection = sqlite3.connect(path)
    try:
        connection.executescript(_schema())
        _insert(connection, "forces", FORCE.values_of(dataset.forces.values()))
        _insert(connection, "rounds", ROUND_TABLE.values_of(rounds(dataset)))
        _insert(connection, "reports", REPORT_TABLE.values_of(reports(dataset)))
        asked = questions(dataset)
        numbered = enumerate(QUESTION_TABLE.values_of(asked), start=1)
        _insert(connection, "questions", ([number, *row] for number, row in numbered))
        places = {
            (question_row.round.year, *question_row.question.key): n
            for n, question_row in enumerate(asked, start=1)
        }
        cited: dict[str, int] = {}
        judgments, sources, areas = [], [], []
        rows = zip(listing.rows, _OWN.values_of(listing.rows), strict=True)
        for number, (row, own) in enumerate(rows, start=1):
            judgments.append([number, row.judgment.force, places[row.judgment.place], *own])
            for position, source in enumerate(row.judgment.sources, start=1):
                sources.append([number, position, cited.setdefault(source, len(cited) + 1)])
            for position, area in enumerate(row.judgment.areas_for_improvement, start=1):
                areas.append([number, position, area])
        _insert(connection, "judgments", judgments)
        _insert(connection, "sources", ([number, source] for source, number in cited.items()))
        _insert(connection, "judgment_sources", sources)
        _insert(connection, "areas_for_improvement", areas)
        connection.commit()
    except sqlite3.OperationalError as error:  # a disk that is full, or fails
        raise OSError(str(error)) from error
    finally:
        connection.close()


def _schema() -> str:
    questions = ["id INTEGER PRIMARY KEY", *_columns(QUESTION_TABLE)]
    tables = {
        "forces": ", ".join([*_columns(FORCE), "PRIMARY KEY (id)"]),
        "rounds": ", ".join([*_columns(ROUND_TABLE), "PRIMARY KEY (year)"]),
        "reports": ", ".join(
            [
                *_columns(REPORT_TABLE),
                "PRIMARY KEY (force, year)",
                "FOREIGN KEY (force) REFERENCES forces (id)",
                "FOREIGN KEY (year) REFERENCES rounds (year)",
            ]
        ),
        "questions": ", ".join([*questions, "FOREIGN KEY (year) REFERENCES rounds (year)"]),
        "judgments": _JUDGMENTS.format(",\n    ".join(_columns(_OWN))),
    }
    made = "".join(f"CREATE TABLE {name} ({of});\n" for name, of in tables.items())
    return made + _MORE + _VIEW.format(",\n    ".join(_columns_of_view()))


def _columns_of_view() -> list[str]:
    force, *others = JUDGMENT.columns
    places = {name: f"judgments.{name}" for name in _OWN.columns} | _ELSEWHERE
    return [
        f"judgments.{force}",
        "forces.name AS force_name",
        *(f"forces.{name}" for name in _OF_FORCE.columns),
        *(f"{place} AS {name}" for name in others if (place := places[name])),
    ]


def _columns(record: Record) -> list[str]:
    return [_column(field) for field in record.fields]


def _column(field: Field) -> str:
    kind = _TYPES.get(field.type.package, "TEXT")
    text = f'"{field.name}" {kind}'
    if not field.type.is_nullable:
        text += " NOT NULL"
    if field.type.package == "boolean":
        text += f" CHECK ({field.name} IN (0, 1))"
    if "enum" in field.type.schema:
        values = ", ".join(f"'{value}'" for value in field.type.schema["enum"])
        text += f" CHECK ({field.name} IN ({values}))"
    return text


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Iterable[object]]) -> None:
    found = [list(map(_value, row)) for row in rows]
    if found:
        values = ", ".join("?" * len(found[0]))
        # This module names the table; only the values come from outside.
        connection.executemany(f"INSERT INTO {table} VALUES ({values})", found)  # noqa: S608


def _value(value: object) -> object:
    return str(value) if isinstance(value, str) else value
