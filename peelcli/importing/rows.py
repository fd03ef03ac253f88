"""The rows of a CSV file as judgments, checked by the same rules as the YAML files."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TextIO

from peelcli.errors import UsageError
from peelcli.loading.fields import Reader
from peelcli.loading.force_files import Defaults, ForceReader
from peelcli.loading.problems import Problem
from peelcli.loading.yaml_tree import Mapping, Node, Scalar, Sequence
from peelcli.model import OVERALL, Dataset, Judgment, Question, Round, Status
from peelcli.records import JUDGMENT
from peelcli.text import did_you_mean

_REQUIRED = ("force", "year", "pillar", "question", "grade", "status", "basis", "sources")


@dataclass(frozen=True)
class ImportedRow:
    """A judgment and where in the file it stands."""

    judgment: Judgment
    line: int


def read_rows(
    path: Path,
    dataset: Dataset,
    problems: list[Problem],
    watched: Callable[[Iterable[list[str]]], Iterable[list[str]]] = iter,
) -> list[ImportedRow]:
    """Read a CSV file with the columns of `peel export`; what is wrong goes to `problems`.

    `-` is standard input. `round` and `title` may be there and are not read: the dataset's own are
    what counts. Where a column is absent, a judgment that is there keeps what it says, and a new
    one has the round's day; an empty cell says that there is none. Raises UsageError if there is
    no such file. `watched` passes the rows on, to show progress.
    """
    try:
        with _opened(path) as file:
            return _rows(file, str(path), dataset, problems, watched)
    except OSError as error:
        raise UsageError(f"{str(path)!r} can't be read: {error.strerror}") from error
    except UnicodeDecodeError:
        problems.append(Problem(str(path), 0, 0, "this is not UTF-8 text; save it as UTF-8"))
        return []


def _opened(path: Path) -> TextIO:
    if str(path) == "-":
        return io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _rows(
    file: TextIO,
    path: str,
    dataset: Dataset,
    problems: list[Problem],
    watched: Callable[[Iterable[list[str]]], Iterable[list[str]]],
) -> list[ImportedRow]:
    lines = csv.reader(file, strict=True)
    found: dict[object, ImportedRow] = {}
    try:
        header = next(lines, [])
        if not _header_is_sound(header, path, problems):
            return []
        today = date.today().isoformat()
        reader = _RowReader(Reader(path, problems, today), dataset, header)
        start = lines.line_num + 1
        for cells in watched(lines):
            judgment = reader.judgment(cells, start)
            if judgment is not None:
                first = found.setdefault(
                    (judgment.force, judgment.place), ImportedRow(judgment, start)
                )
                if first.line != start:
                    message = f"line {first.line} has this judgment already; keep one"
                    problems.append(Problem(path, start, 1, message))
            start = lines.line_num + 1
    except csv.Error as error:
        problems.append(Problem(path, lines.line_num, 1, f"this is not CSV: {error}"))
        return []
    return list(found.values())


def _header_is_sound(header: list[str], path: str, problems: list[Problem]) -> bool:
    before = len(problems)
    for number, column in enumerate(header, start=1):
        if column not in JUDGMENT.columns:
            near = did_you_mean(column, JUDGMENT.columns)
            message = f"there is no column {column!r}{near or '; remove it'}"
            problems.append(Problem(path, 1, number, message))
        elif header.index(column) < number - 1:
            message = f"the column {column!r} stands here twice; keep one"
            problems.append(Problem(path, 1, number, message))
    absent = [column for column in _REQUIRED if column not in header]
    if absent:
        message = f"the first line lacks the columns {', '.join(absent)}; `peel export` shows them"
        problems.append(Problem(path, 1, 1, message))
    return len(problems) == before


@dataclass(frozen=True)
class _RowReader:
    reader: Reader
    dataset: Dataset
    header: list[str]

    def judgment(self, cells: list[str], line: int) -> Judgment | None:
        """Return the judgment of a row. A problem's column is the number of the cell."""
        if not cells:
            return None
        whole = Scalar(line, 1, "", is_plain=False)
        if len(cells) != len(self.header):
            message = f"{len(cells)} cells in a table of {len(self.header)} columns; correct it"
            self.reader.problem(whole, message)
            return None
        row = {
            column: Scalar(line, number, cell.strip(), is_plain=False)
            for number, (column, cell) in enumerate(zip(self.header, cells, strict=True), start=1)
        }
        force = self.reader.choice(row["force"], "force", self.dataset.forces)
        year = self.reader.year(row["year"], "the round", self.dataset.rounds)
        if force is None or year is None:
            return None
        round_ = self.dataset.rounds[year]
        question = self._question(row, round_)
        old = self.dataset.judgment(force, year, question.key) if question else None
        values = self._values(row, old)
        if question is None or values is None:
            return None
        cited = [self.reader.address(one, "source") for one in _words(row["sources"])]
        addresses = {address: address for address in cited if address}
        if len(addresses) < len(cited):
            if None not in cited:
                self.reader.problem(row["sources"], "the same source stands here twice; keep one")
            return None
        node = Mapping(line, 1, tuple((_key(name, whole), node) for name, node in values.items()))
        force_reader = ForceReader(self.reader, force, addresses)
        usual = Defaults(published=None if "published" in row else question.published)
        judgment = force_reader.judgment(node, round_, question, usual)
        return judgment and self._completed(judgment, old)

    def _completed(self, judgment: Judgment, old: Judgment | None) -> Judgment:
        """Return a judgment with what it said before in the columns that the file lacks."""
        if old is None:
            return judgment
        kept = {
            column: getattr(old, column)
            for column in ("published", "note", "areas_for_improvement")
            if column not in self.header
        }
        if (old.grade is None) != (judgment.grade is None):
            kept.pop("note", None)  # the reason for no grade is not a note on a grade
        return judgment._replace(**kept)

    def _question(self, row: dict[str, Scalar], round_: Round) -> Question | None:
        pillar, question = row["pillar"], row["question"]
        is_overall = pillar.text and question.text == OVERALL
        asked = round_.question((pillar.text or None, (not is_overall and question.text) or None))
        if asked is not None and asked.graded:
            return asked
        if asked is not None:
            self.reader.problem(question, f"{round_.label} gave no grade for this; remove the row")
        elif pillar.text not in {one.pillar or "" for one in round_.questions}:
            known = round_.pillars or ("",)
            self.reader.unknown(pillar, "pillar", known, of=round_.label)
        else:
            known = tuple(
                q.id or OVERALL for q in round_.questions if (q.pillar or "") == pillar.text
            )
            self.reader.unknown(question, "question", known, of=round_.label)
        return None

    def _values(self, row: dict[str, Scalar], old: Judgment | None) -> dict[str, Node] | None:
        """Return the row's cells as the keys of a judgment in YAML."""
        status = self.reader.choice(row["status"], "status", [one.value for one in Status])
        origin, grade = row.get("carried_over_from"), row["grade"]
        if status is None:
            return None
        if "carried_over_from" not in row and status == Status.CARRIED_OVER and old is not None:
            text = str(old.carried_over_from or "")
            origin = Scalar(*_at(row["status"]), text, is_plain=False)
        if grade.text == Status.NOT_GRADED == status:
            grade = Scalar(*_at(grade), "", is_plain=False)
        message = _contradiction(status, grade.text, origin.text if origin else "")
        if message:
            self.reader.problem(row["status"], message)
            return None
        values: dict[str, Node] = {"sources": Sequence(*_at(grade), _words(row["sources"]))}
        note = row.get("note")
        if grade.text:
            values["grade"] = grade
        elif note and note.text:
            values["not-graded"], note = note, None
        else:
            values["grade"] = Scalar(*_at(grade), Status.NOT_GRADED.value, is_plain=False)
        if note and note.text:
            values["note"] = note
        if origin and origin.text:
            values["carried-over-from"] = origin
        for column in ("published", "basis"):
            if column in row and (row[column].text or column == "basis"):
                values[column] = row[column]
        areas = row.get("areas_for_improvement")
        if areas and areas.text:
            texts = [Scalar(*_at(areas), one, is_plain=False) for one in areas.text.split("\n")]
            values["areas-for-improvement"] = Sequence(*_at(areas), tuple(texts))
        return values


def _contradiction(status: str, grade: str, origin: str) -> str | None:
    """Return what a row's status, grade and origin say against each other."""
    if (status == Status.CARRIED_OVER) != bool(origin):
        return "status carried-over and carried_over_from go together; correct one"
    if (status == Status.NOT_GRADED) != (not grade):
        return "status not-graded and an empty grade go together; correct one"
    if grade == Status.NOT_GRADED:
        return f"the grade not-graded does not go with the status {status}; correct one"
    return None


def _at(node: Node) -> tuple[int, int]:
    return node.line, node.column


def _key(name: str, at: Scalar) -> Scalar:
    return Scalar(at.line, at.column, name, is_plain=False)


def _words(cell: Scalar) -> tuple[Scalar, ...]:
    return tuple(Scalar(*_at(cell), word, is_plain=False) for word in cell.text.split())
