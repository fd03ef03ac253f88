"""The recipes of docs/architecture.md, followed in a copy of the package, each in few files."""

import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.slow


class House:
    """A copy of the package that can be changed, with a dataset."""

    def __init__(self, folder: Path) -> None:
        """Copy the package and the dataset into an empty folder."""
        self.folder, self.changed = folder, set[str]()
        shutil.copytree(ROOT / "peelcli", folder / "peelcli")
        shutil.copytree(ROOT / "data", folder / "data")

    def change(self, name: str, old: str, new: str) -> None:
        """Replace a text that stands once in a module."""
        path = self.folder / "peelcli" / name
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{name} has {text.count(old)} times {old!r}"
        path.write_text(text.replace(old, new), "utf-8")
        self.changed.add(name)

    def add(self, name: str, text: str) -> None:
        """Write a new module."""
        (self.folder / "peelcli" / name).write_text(text, "utf-8")
        self.changed.add(name)

    def peel(self, *words: str, code: int = 0) -> str:
        """Run the copy on its dataset, and return what it prints."""
        env = {name: value for name, value in os.environ.items() if not name.startswith("PEEL")}
        env |= {"PYTHONPATH": str(self.folder), "XDG_CACHE_HOME": str(self.folder / "cache")}
        ran = subprocess.run(
            [sys.executable, "-m", "peelcli", *words],
            cwd=self.folder,
            env=env | {"PEEL_DATA": str(self.folder / "data"), "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert ran.returncode == code, ran.stderr
        return ran.stdout


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Return a copy of the package."""
    return House(tmp_path)


def test_a_column_of_an_answer_is_one_file(house: House) -> None:
    house.change(
        "answers/overview.py",
        "CELL = fields(*CELL_FIELDS, *CITED_FIELDS)\n",
        'LETTERS = ("letters", NUMBER, lambda row: len(row.force.name), "of its name")\n'
        "CELL = fields(LETTERS, *CELL_FIELDS, *CITED_FIELDS)\n",
    )
    row = json.loads(house.peel("overview", "--json"))["rows"][0]
    assert row["letters"] == len("Avon and Somerset Police")
    assert house.peel("overview", "--format", "csv").splitlines()[0].startswith("letters,")
    assert '"letters"' in house.peel("schema", "overview")
    assert len(house.changed) == 1


def test_a_field_of_a_judgment_is_five_files(house: House) -> None:
    house.change(
        "model.py",
        "    @property\n    def place(self)",
        "    caveat: str | None = None\n\n    @property\n    def place(self)",
    )
    reading = "keeper/loading/judgment.py"
    house.change(reading, '*BLOCK_KEYS, "areas', '*BLOCK_KEYS, "caveat", "areas')
    house.change(
        reading,
        "        entry.areas,\n        outer.report,\n",
        "        entry.areas,\n        outer.report,\n"
        '        reader.text(values["caveat"], "caveat") if "caveat" in values else None,\n',
    )
    house.change(
        "keeper/layout/text_of_force.py",
        "        lines += _judgment_lines(judgment, fields, indent)\n",
        "        if judgment.caveat is not None:\n"
        '            fields["caveat"] = scalar(judgment.caveat)\n'
        "        lines += _judgment_lines(judgment, fields, indent)\n",
    )
    rows = "keeper/importing/rows.py"
    house.change(rows, '("published", "note",', '("published", "caveat", "note",')
    house.change(
        rows,
        '        areas = row.get("areas_for_improvement")\n',
        '        if "caveat" in row and row["caveat"].text:\n'
        '            values["caveat"] = row["caveat"]\n'
        '        areas = row.get("areas_for_improvement")\n',
    )
    house.change(
        "records.py",
        '    ("report", or_null(ADDRESS), get("judgment.report"),\n     "the official',
        '    ("caveat", or_null(TEXT), get("judgment.caveat"), "a caveat"),\n'
        '    ("report", or_null(ADDRESS), get("judgment.report"),\n     "the official',
    )
    assert len(house.changed) == 5

    where = ("--force", "kent", "--round", "2016", "--pillar", "legitimacy")
    asked = ("list", *where, "--question", "overall")
    sheet = house.folder / "kent.csv"
    sheet.write_text(house.peel(*asked, "--format", "csv"), "utf-8")
    (row,) = csv.DictReader(StringIO(sheet.read_text("utf-8")))
    assert row["caveat"] == ""
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow(row | {"caveat": "A trial: of one"})
    house.peel("import", str(sheet), "--into", "data", "--replace")
    # What comes in stays, is in canonical layout, and leaves by each way.
    house.peel("check")
    assert "caveat: 'A trial: of one'" in (house.folder / "data/judgments/kent.yaml").read_text()
    assert json.loads(house.peel(*asked, "--json"))["judgments"][0]["caveat"] == "A trial: of one"
    house.peel("export", "-o", "whole.sqlite")
    house.peel("export", "-o", "whole.csv")
    assert "A trial: of one" in (house.folder / "whole.csv").read_text("utf-8")
    with closing(sqlite3.connect(house.folder / "whole.sqlite")) as database:
        query = "SELECT caveat FROM judgments_in_full WHERE caveat IS NOT NULL"
        assert database.execute(query).fetchall() == [("A trial: of one",)]
    house.peel("import", "whole.csv", "--into", "data", "--replace")
    house.peel("check")
    assert json.loads(house.peel(*asked, "--json"))["judgments"][0]["caveat"] == "A trial: of one"


def test_a_question_is_three_files(house: House) -> None:
    house.add(
        "answers/letters.py",
        '''"""How many letters a force's name has."""

from typing import NamedTuple

from peelcli.answers.form import Form
from peelcli.answers.tables import Report, table_of
from peelcli.contract import records_of
from peelcli.model import Dataset
from peelcli.records import COUNT, TEXT, fields, get


class Letters(NamedTuple):
    """A force, and the letters of its name."""

    force: str
    number: int


class AllLetters(NamedTuple):
    """The answer."""

    rows: tuple[Letters, ...]


def letters(dataset: Dataset) -> AllLetters:
    """Return each force's letters."""
    forces = dataset.forces.values()
    return AllLetters(tuple(Letters(force.id, len(force.name)) for force in forces))


def report(found: AllLetters) -> Report:
    """Return the table for people."""
    return Report("Letters", (table_of("Letters", ["Force", "Number"], [
        (row.force, str(row.number)) for row in found.rows]),))


ROW = fields(("force", TEXT, get("force"), "its id"), ("number", COUNT, get("number"), "letters"))
LETTERS = Form(
    "letters",
    fields(("rows", records_of(ROW), get("rows"), "a row each")),
    report,
    about="Count the letters of the forces.",
)
''',
    )
    house.change(
        "data.py",
        "    def panel(self)",
        "    def letters(self) -> Result:\n"
        '        """Return the letters of the forces\' names."""\n'
        "        from peelcli.answers.letters import LETTERS, letters\n\n"
        "        return self._result(LETTERS, letters(self))\n\n"
        "    def panel(self)",
    )
    house.change(
        "forms.py",
        '        "coverage": PeelData.coverage,\n',
        '        "coverage": PeelData.coverage,\n        "letters": PeelData.letters,\n',
    )
    house.change(
        "forms.py",
        '        case "panel":\n',
        '        case "letters":\n            from peelcli.answers.letters import LETTERS as FORM\n'
        '        case "panel":\n',
    )
    assert len(house.changed) == 3
    assert "letters" in house.peel("--help")
    assert json.loads(house.peel("letters", "--json"))["rows"][0] == {
        "force": "avon-and-somerset",
        "number": len("Avon and Somerset Police"),
    }
    for text in ("table", "csv", "markdown", "html"):
        assert "avon-and-somerset" in house.peel("letters", "--format", text)
    assert "COUNT" not in house.peel("schema", "letters")


def test_a_format_is_two_files(house: House) -> None:
    house.add(
        "render/shout.py",
        '"""Titles in capitals."""\n\n\n'
        "def render(answer, screen):\n"
        '    """Return the title."""\n'
        '    return answer.report().title.upper() + "\\n"\n',
    )
    house.change(
        "render/__init__.py",
        '    "csv": (".csv",),\n',
        '    "csv": (".csv",),\n    "shout": (".shout",),\n',
    )
    assert len(house.changed) == 2
    assert "PEEL 2023-25" in house.peel("overview", "--format", "shout")
    assert "shout" in house.peel("diff", "--help")
    house.peel("stats", "-o", "a.shout")
    assert (house.folder / "a.shout").read_text("utf-8").isupper()


def test_an_option_of_all_questions_is_two_files(house: House) -> None:
    house.change(
        "options.py",
        "Json = Annotated",
        'Loud = Annotated[bool, typer.Option("--loud", help="Loudly.")]\nJson = Annotated',
    )
    house.change(
        "asking.py",
        "    as_json: opt.Json = False,\n",
        "    as_json: opt.Json = False,\n    loud: opt.Loud = False,\n",
    )
    assert len(house.changed) == 2
    for name in ("show", "diff", "stats", "list", "rounds", "brief"):
        assert "--loud" in house.peel(name, "--help")
    assert house.peel("show", "kent", "--loud") == house.peel("show", "kent")
