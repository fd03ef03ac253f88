"""Reads the rows of a sheet as judgments, by the same rules as the YAML files."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from peelcli.keeper.importing.spellings import Spelling, is_blank
from peelcli.keeper.importing.tables import in_row, rows_of_table, say_places, whole_numbers
from peelcli.keeper.importing.template import FOR_PEOPLE
from peelcli.keeper.loading.fields import Reader
from peelcli.keeper.loading.judgment import Defaults, Entry, read_judgment
from peelcli.keeper.loading.problems import Problem
from peelcli.keeper.loading.yaml_tree import Node, Scalar
from peelcli.model import Dataset, ForceReport, Judgment, Question, Round
from peelcli.records import JUDGMENT
from peelcli.terms import OVERALL, Status

_REQUIRED = ("force", "year", "question", "grade", "sources")
_IGNORED = ("page", "line", "quote", "against", "take", *FOR_PEOPLE)
"""What `peel read`, and a sheet to fill in, have beside a judgment."""
_OPTIONAL = ("published", "note", "areas_for_improvement", "basis")
"""The columns without which a judgment that is there keeps what it says."""


_NO = ("no", "n", "0", "false")
"""What the column `take` says of a row that is to be left out."""


def _is_crossed_out(cells: dict[str, Scalar]) -> bool:
    return "take" in cells and cells["take"].text.strip().casefold() in _NO


class ImportedRow(NamedTuple):
    """A judgment and the row of the sheet in which it stands."""

    judgment: Judgment
    row: int
    silent: frozenset[str]
    """The fields that it leaves blank: unknown."""


class ImportedRows(NamedTuple):
    """The judgments of a file."""

    rows: list[ImportedRow]
    blank: int
    """How many more rows have no grade: it is not known."""


def read_rows(
    path: Path, dataset: Dataset, problems: list[Problem], *, ignore_extra: bool = False
) -> ImportedRows:
    """Read a sheet with the columns of `peel export`, adding to `problems` what is wrong.

    `-` is standard input. The columns `round` and `title` are not read: the dataset has its own.
    Cells may have the spellings of the command line. Where a column is absent that follows from
    others, it is worked out: the pillar of a question that only one has, the status, the basis.
    Where a column is absent, a judgment that is there keeps what it says, and a new one has the
    round's day. A row with an empty grade says nothing, unless its status says that there was
    none. Raises UsageError if there is no such file.
    """
    found: dict[object, ImportedRow] = {}
    blank = 0
    reader = Reader(str(path), problems, date.today().isoformat())
    spelling = Spelling(dataset)
    columns = (*JUDGMENT.columns, *_IGNORED)
    rows = rows_of_table(
        path,
        problems,
        known=columns,
        required=_REQUIRED,
        numbers=whole_numbers(JUDGMENT),
        ignore_extra=ignore_extra,
    )
    for row in rows:
        if is_blank(row.cells) or _is_crossed_out(row.cells):
            blank += 1
            continue
        before = len(problems)
        judgment = _Row(reader, dataset, spelling, row.cells).judgment(row.number)
        say_places(problems, before, row)
        if judgment is not None:
            said = {name for name in _OPTIONAL if name in row.cells and row.cells[name].text}
            imported = ImportedRow(judgment, row.number, frozenset({*_OPTIONAL} - said))
            first = found.setdefault((judgment.force, judgment.place), imported)
            if first is not imported:
                message = f"row {first.row} has this judgment already; keep one"
                problems.append(in_row(path, row.number, message))
    return ImportedRows(list(found.values()), blank)


@dataclass(frozen=True)
class _Row:
    reader: Reader
    dataset: Dataset
    spelling: Spelling
    cells: dict[str, Scalar]

    def judgment(self, number: int) -> Judgment | None:
        """Return the judgment of a row."""
        whole = Scalar(number, 0, "", is_plain=False)
        row = self.spelling.canonical(self.cells)
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
        elif pillar.text not in {question.pillar or "" for question in round_.questions}:
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
        absent = {*_OPTIONAL} - {"basis", *self.cells}
        before = {name: getattr(old, name) for name in absent}
        if (old.grade is None) != (judgment.grade is None):
            before.pop("note", None)  # the reason for no grade is not a note on a grade
        return judgment._replace(**before)
