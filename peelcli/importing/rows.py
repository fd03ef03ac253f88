"""Reads the rows of a CSV file as judgments, by the same rules as the YAML files."""

import io
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple, TextIO

from peelcli.errors import UsageError
from peelcli.importing.cells import rows_of_cells
from peelcli.importing.spellings import canonical_row
from peelcli.loading.fields import Reader
from peelcli.loading.judgment import Defaults, Entry, read_judgment
from peelcli.loading.problems import Problem
from peelcli.loading.yaml_tree import Node, Scalar
from peelcli.model import Dataset, ForceReport, Judgment, Question, Round
from peelcli.records import JUDGMENT
from peelcli.terms import OVERALL, Status
from peelcli.text import did_you_mean

_REQUIRED = ("force", "year", "question", "grade", "sources")
_IGNORED = ("page", "line", "quote", "against")
"""What `peel read` has beside a judgment."""
_OPTIONAL = ("published", "note", "areas_for_improvement")
"""The columns without which a judgment that is there keeps what it says."""


class ImportedRow(NamedTuple):
    """A judgment and where in the file it stands."""

    judgment: Judgment
    line: int


def read_rows(
    path: Path, dataset: Dataset, problems: list[Problem], *, ignore_extra: bool = False
) -> list[ImportedRow]:
    """Read a CSV file with the columns of `peel export`, adding to `problems` what is wrong.

    `-` is standard input. The columns `round` and `title` are not read: the dataset has its own.
    Cells may have the spellings of the command line. Where a column is absent that follows from
    others, it is worked out: the pillar of a question that only one has, the status, the basis.
    Where a column is absent, a judgment that is there keeps what it says, and a new one has the
    round's day; an empty cell says that there is none. Raises UsageError if there is no such file.
    """
    try:
        with _opened(path) as file:
            return _rows(file, str(path), dataset, problems, ignore_extra=ignore_extra)
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
    file: TextIO, path: str, dataset: Dataset, problems: list[Problem], *, ignore_extra: bool
) -> list[ImportedRow]:
    rows = rows_of_cells(file, path, problems)
    found: dict[object, ImportedRow] = {}
    _, header = next(rows, (1, []))
    if not _header_is_sound(header, path, problems, ignore_extra=ignore_extra):
        return []
    reader = Reader(path, problems, date.today().isoformat())
    table = _Table(reader, dataset, [cell.text for cell in header])
    for line, cells in rows:
        judgment = table.judgment(cells, line) if cells else None
        if judgment is not None:
            row = ImportedRow(judgment, line)
            first = found.setdefault((judgment.force, judgment.place), row)
            if first is not row:
                message = f"line {first.line} has this judgment already; keep one"
                problems.append(Problem(path, line, 1, message))
    return list(found.values())


def _header_is_sound(
    header: list[Scalar], path: str, problems: list[Problem], *, ignore_extra: bool
) -> bool:
    before = len(problems)
    seen: set[str] = set()
    for cell in header:
        column = cell.text
        if column not in (*JUDGMENT.columns, *_IGNORED):
            if ignore_extra:
                continue
            hint = did_you_mean(column, JUDGMENT.columns) or "; remove it, or say --ignore-extra"
            message = f"there is no column {column!r}{hint}"
            problems.append(Problem(path, 1, cell.column, message))
        elif column in seen:
            message = f"the column {column!r} stands here twice; keep one"
            problems.append(Problem(path, 1, cell.column, message))
        seen.add(column)
    absent = [column for column in _REQUIRED if column not in seen]
    if absent:
        message = f"the first line lacks the columns {', '.join(absent)}; `peel export` shows them"
        problems.append(Problem(path, 1, 1, message))
    return len(problems) == before


@dataclass(frozen=True)
class _Table:
    reader: Reader
    dataset: Dataset
    header: list[str]

    def judgment(self, cells: list[Scalar], line: int) -> Judgment | None:
        """Return the judgment of a row."""
        whole = Scalar(line, 1, "", is_plain=False)
        if len(cells) != len(self.header):
            message = f"{len(cells)} cells in a table of {len(self.header)} columns; correct it"
            self.reader.problem(whole, message)
            return None
        row = canonical_row(dict(zip(self.header, cells, strict=True)), self.dataset)
        force = self.reader.choice(row["force"], "force", self.dataset.forces)
        year = self.reader.year(row["year"], "the round", self.dataset.rounds)
        if force is None or year is None:
            return None
        round_ = self.dataset.rounds[year]
        question = self._question(row, round_)
        if question is None:
            return None
        old = self.dataset.judgment(force, year, question.key)
        entry = self._entry(whole, row, old)
        report = self.dataset.report(force, year)
        if question.id in round_.reported_separately:
            report = None
        usual = Defaults(
            published=self._usual_day(row, question, report),
            report=report and report.address,
        )
        if entry is None:
            return None
        judgment = read_judgment(entry, force, round_, question, usual, self.reader)
        return judgment and self._completed(judgment, old)

    def _usual_day(
        self, row: dict[str, Scalar], question: Question, report: ForceReport | None
    ) -> str | None:
        if "published" in row:
            return None
        return report.published if report else question.published

    def _question(self, row: dict[str, Scalar], round_: Round) -> Question | None:
        pillar, question = row["pillar"], row["question"]
        is_overall = bool(pillar.text) and question.text == OVERALL
        asked = round_.question((pillar.text or None, (not is_overall and question.text) or None))
        if asked is not None and asked.graded:
            return asked
        if asked is not None:
            self.reader.problem(question, f"{round_.label} gave no grade for this; remove the row")
        elif pillar.text not in {one.pillar or "" for one in round_.questions}:
            self.reader.unknown(pillar, "pillar", round_.pillars or ("",), of=round_.label)
        else:
            inside = [q for q in round_.questions if (q.pillar or "") == pillar.text]
            known = [q.id or OVERALL for q in inside]
            self.reader.unknown(question, "question", known, of=round_.label)
        return None

    def _entry(self, whole: Scalar, row: dict[str, Scalar], old: Judgment | None) -> Entry | None:
        """Return the entry of a row, or None if the row contradicts itself."""
        status = self.reader.choice(row["status"], "status", list(Status))
        origin = row.get("carried_over_from")
        if origin is None and old is not None and status == Status.CARRIED_OVER:
            origin = row["status"]._replace(text=str(old.carried_over_from or ""))
        grade, is_no_grade = row["grade"], row["grade"].text in ("", Status.NOT_GRADED)
        message = None
        if status is None:
            return None
        if (status == Status.CARRIED_OVER) != bool(origin and origin.text):
            message = "status carried-over and carried_over_from go together; correct one"
        elif grade.text == Status.NOT_GRADED != status:
            message = f"the grade not-graded does not go with the status {status}; correct one"
        elif (status == Status.NOT_GRADED) != is_no_grade:
            message = "status not-graded and an empty grade go together; correct one"
        if message:
            self.reader.problem(row["status"], message)
            return None
        sources = self._sources(row["sources"])
        values: dict[str, Node] = {"basis": row["basis"]}
        note = row.get("note")
        if note and note.text:
            values["not-graded" if is_no_grade else "note"] = note
        if "not-graded" not in values:
            text = Status.NOT_GRADED.value if is_no_grade else grade.text
            values["grade"] = grade._replace(text=text)
        if origin and origin.text:
            values["carried-over-from"] = origin
        if "published" in row and row["published"].text:
            values["published"] = row["published"]
        areas = row.get("areas_for_improvement")
        texts = areas.text.split("\n") if areas and areas.text else []
        found = [
            self.reader.text(areas._replace(text=text), "areas-for-improvement")
            for text in texts
            if areas
        ]
        return Entry(whole, values, sources, tuple(text for text in found if text))

    def _sources(self, cell: Scalar) -> tuple[str, ...] | None:
        """Return the addresses of a cell; None where one of them is wrong."""
        words = [cell._replace(text=word) for word in cell.text.split()]
        found = [self.reader.address(word, "source") for word in words]
        addresses = tuple(dict.fromkeys(address for address in found if address))
        if None in found:
            return None
        if len(addresses) < len(found):
            self.reader.problem(cell, "the same source stands here twice; keep one")
            return None
        return addresses

    def _completed(self, judgment: Judgment, old: Judgment | None) -> Judgment:
        """Return a judgment with its old values in the columns that the file lacks."""
        if old is None:
            return judgment
        before = {name: getattr(old, name) for name in _OPTIONAL if name not in self.header}
        if (old.grade is None) != (judgment.grade is None):
            before.pop("note", None)  # the reason for no grade is not a note on a grade
        return judgment._replace(**before)
