"""From Python as from the shell: every command a method, every answer rows, a frame, a table."""

from __future__ import annotations

import copy
import json
import multiprocessing
import pickle
import random
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import pytest
from conftest import TINY

import peelcli
from peelcli import Grade, Kind, PeelData, Status, UsageError, load
from peelcli.answers.coverage import coverage
from peelcli.cli import run_commands
from peelcli.errors import DatasetError
from peelcli.extras import extra
from peelcli.terms import Basis

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Peel

SHIPPED = load()
ITEMS = {"show": "judgments", "diff": "changes", "list": "judgments", "questions": "questions"}
FORCES = ("kent", "gmp", "derbyshire", "sussex", "devon")
ROUNDS = ("2016", "2018/19", "2021", "latest", "previous", "2023-25")
COMMANDS = (
    "show", "diff", "overview", "compare", "list", "stats", "trend", "coverage", "questions"
)  # fmt: skip
SCOPES: tuple[dict[str, Any], ...] = (
    {},
    {"pillar": "legitimacy"},
    {"question": "overall"},
    {"question": ["investigating-crime", "treating-public"]},
    {"pillar": ["effectiveness", "efficiency"], "questions": True},
)
WHOSE: tuple[dict[str, Any], ...] = (
    {}, {"force": ["kent", "gmp"]}, {"group": "south-east"}, {"group": ["wales", "london"]},
)  # fmt: skip


def asked(number: int) -> tuple[str, list[str], dict[str, Any]]:  # noqa: PLR0911 - a return a command
    """Return a generated question: command, arguments, options."""
    chance = random.Random(number)  # noqa: S311 - nothing is kept secret
    command = chance.choice(COMMANDS)
    scope, whose = dict(chance.choice(SCOPES)), dict(chance.choice(WHOSE))
    rounds = chance.sample(ROUNDS, chance.choice((1, 2)))
    named = {"round": rounds}
    if command == "show":
        scope.pop("question", None)
        return command, [chance.choice(FORCES)], scope | named
    if command == "diff":
        kinds = chance.choice(({}, {"all": True}, {"only": ["improved", "missing"]}))
        return command, ["2015", chance.choice(("2016", "2017"))], scope | whose | kinds
    if command == "overview":
        return (
            command,
            chance.choice(([], ["2018"], ["2017"])),
            whose
            | chance.choice(({}, {"worst_first": True}))
            | ({"pillar": "legitimacy"} if chance.random() < 0.5 else {}),
        )
    if command == "compare":
        return command, chance.sample(FORCES, 2), named | scope
    if command == "list":
        scope.pop("questions", None)
        grade = chance.choice(({}, {"grade": "RI"}, {"status": "carried-over"}))
        return command, [], scope | whose | grade | {"round": "all"}
    if command == "stats":
        return (
            command,
            [],
            named | scope | whose | {"by": chance.choice(("all", "region", "nation"))},
        )
    if command == "trend":
        return command, chance.choice(([], ["kent"], ["kent", "gmp"])), scope
    if command == "coverage":
        return command, [], named | {"by": chance.choice(("pillar", "force"))}
    return command, [], named | ({"pillar": "legitimacy"} if chance.random() < 0.5 else {})


def line(command: str, arguments: list[str], options: dict[str, Any]) -> list[str]:
    """Return the same as a command line."""
    words = [command, *arguments]
    for name, value in options.items():
        if value is True:
            words.append(f"--{name.replace('_', '-')}")
        else:
            for item in value if isinstance(value, list) else [value]:
                words += [f"--{name}", item]
    return words


@pytest.mark.slow
@pytest.mark.parametrize("number", range(100))
def test_rows_are_the_items_of_json(number: int, capsys: pytest.CaptureFixture[str]) -> None:
    command, arguments, options = asked(number)
    assert run_commands([*line(command, arguments, options), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    answer = getattr(SHIPPED, command)(*arguments, **options)
    rows = answer.rows()
    assert rows == document[ITEMS.get(command, "rows")]
    assert json.loads(json.dumps(rows)) == rows
    assert json.loads(json.dumps(answer.document())) == document


def test_the_generated_questions_are_of_all_commands() -> None:
    assert len({asked(number)[0] for number in range(100)}) == 9


@pytest.mark.parametrize("number", range(20))
def test_a_frame_has_the_rows_and_columns(number: int) -> None:
    command, arguments, options = asked(number)
    answer = getattr(SHIPPED, command)(*arguments, **options)
    frame, rows = answer.to_frame(), answer.rows()
    assert frame.shape[0] == len(rows)
    record, _ = answer.items()
    assert list(frame.columns) == list(record.columns)


def test_values_are_accepted_in_every_spelling() -> None:
    kent = SHIPPED.forces["kent"]
    for force in ("kent", kent):
        assert SHIPPED.show(force).rows() == SHIPPED.show("Kent Police").rows()
    for year in (2018, "2018", "2018/19", ["2018"]):
        assert SHIPPED.judgments(force=kent, round=year) == SHIPPED.judgments(
            force=["kent"], year=2018
        )
    assert SHIPPED.diff("2016", 2017).rows() == SHIPPED.diff(2016, "2017").rows()
    assert SHIPPED.trend("gmp").rows()
    assert SHIPPED.compare(kent, "gmp").rows() == SHIPPED.compare("kent", "gmp").rows()


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda data: data.show("met pol"), "did you mean"),
        (lambda data: data.diff(2016, 2017, pillar="legitimcy"), "did you mean 'legitimacy'"),
        (lambda data: data.as_of("March 2017"), "is not a day; write it like"),
        (lambda data: data.trend("gpm"), "no force 'gpm'"),
        (lambda data: data.stats("latest", by="regions"), "no group 'regions'; did you mean"),
        (lambda data: data.overview(sort="gradde"), "no sort column 'gradde'"),
        (lambda data: data.stats(sort="nam e"), "no order 'nam e'"),
        (lambda data: data.list(sort="gradde"), "did you mean 'grade'"),
        (lambda data: data.coverage(by="round"), "no group 'round'"),
        (lambda data: data.judgments(grade="god"), "did you mean 'good'"),
        (lambda data: data.compare("kent"), "at least two forces"),
        (lambda data: data.questions(1999), "no round 1999"),
    ],
)
def test_what_there_is_not_is_refused_with_the_near_ones(ask: Any, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        ask(SHIPPED)


def test_the_latest_is_meant_as_in_the_shell() -> None:
    assert {row["year"] for row in SHIPPED.stats("latest", by="region").rows()} == {2023}
    assert SHIPPED.stats().rows() == SHIPPED.stats("latest").rows()
    assert {judgment.year for judgment in SHIPPED.judgments()} == {
        round_.year for round_ in SHIPPED.rounds_meant()
    }
    assert {row["year"] for row in SHIPPED.list().rows()} == {2023}


def test_as_of_gives_a_dataset_to_ask() -> None:
    then = SHIPPED.as_of("2017-03-01")
    assert isinstance(then, PeelData)
    assert then.as_of(None) == SHIPPED
    assert max(judgment.published or "" for judgment in then.judgments()) <= "2017-03-01"
    assert then.diff(2015, 2016).document()["as_of"] == "2017-03-01"


def test_judgments_are_a_tuple_that_is_an_answer_too() -> None:
    found = SHIPPED.judgments(grade="outstanding", round=2018)
    assert isinstance(found, tuple)
    assert len(found.rows()) == len(found) > 0
    assert found.to_frame().grade.tolist() == ["outstanding"] * len(found)
    assert '<table class="sortable">' in found._repr_html_()


@pytest.mark.parametrize("name", ["show", "brief", "overview", "diff", "stats", "panel"])
def test_a_notebook_shows_what_html_has(name: str, peel: Peel) -> None:
    arguments = {"show": ["kent"], "brief": ["kent"], "diff": ["2016", "2017"]}.get(name, [])
    shown = getattr(SHIPPED, name)(*arguments)._repr_html_()
    assert shown.startswith('<div class="peel"')
    if name != "panel":
        assert shown == peel(name, *arguments, "--fragment").out


def test_the_panel_is_balanced_and_agrees_with_coverage() -> None:
    rows = SHIPPED.panel().rows()
    asked_of = sum(len(round_.questions) for round_ in SHIPPED.rounds_meant())
    assert len(rows) == len(SHIPPED.forces) * asked_of
    places = {(row["force"], row["year"], row["pillar"], row["question"]) for row in rows}
    assert len(places) == len(rows)
    assert all(row["status"] for row in rows)
    for year in {row["year"] for row in rows}:
        of_year = [row for row in rows if row["year"] == year]
        found = coverage(SHIPPED, years=[year])
        for status, count in (
            ("missing", sum(row.missing for row in found)),
            ("not-graded", sum(row.not_graded for row in found)),
            ("not-in-report", sum(row.not_in_report for row in found)),
        ):
            assert [row["status"] for row in of_year].count(status) == count, (year, status)
        graded = [row for row in of_year if row["grade"]]
        assert len(graded) == sum(row.in_dataset for row in found)
        for row in graded:
            scale = SHIPPED.rounds[year].scale
            assert scale[row["position"] - 1] == row["grade"]
            assert row["scale_size"] == len(scale)
        for row in of_year:
            assert (row["grade"] is None) == (row["position"] is None)
            assert row["question"]


def test_the_panel_says_what_compares_with_the_round_before() -> None:
    rows = SHIPPED.panel().rows()
    by_year = {year: {row["comparable_with_round_before"] for row in rows if row["year"] == year}
               for year in SHIPPED.rounds}  # fmt: skip
    assert by_year[2014] == by_year[2021] == by_year[2023] == {False}
    assert by_year[2017] == {True, False}
    pillar = {(row["pillar"], row["comparable_with_round_before"]) for row in rows
              if row["year"] == 2016 and row["question"] == "overall"}  # fmt: skip
    assert pillar == {("effectiveness", True), ("efficiency", True), ("legitimacy", True)}


def test_a_frame_has_types() -> None:
    frame = SHIPPED.panel().to_frame()
    assert frame.grade.cat.ordered
    assert frame.grade.max() == "outstanding"
    assert frame.grade.cat.categories.tolist() == [str(grade) for grade in reversed(Grade)]
    assert str(frame.year.dtype) == "Int64"
    assert str(frame.carried_over_from.dtype) == "Int64"
    assert frame.carried_over_from.isna().any()
    assert pd.api.types.is_datetime64_any_dtype(frame.published)
    assert str(frame.comparable_with_round_before.dtype) == "boolean"
    assert set(frame.question[frame.pillar.notna()]) > {"overall", "treating-public"}
    assert pd.crosstab(frame.year, frame.grade).loc[2016, "outstanding"] == 22
    changes = SHIPPED.diff(2015, 2016, all=True).to_frame()
    assert changes.question.eq("overall").all()
    assert changes.before.cat.ordered


@pytest.mark.slow
def test_export_writes_the_same_panel(peel: Peel) -> None:
    expected = SHIPPED.panel()
    found = peel("export", "--panel", "--format", "json").json
    assert found["rows"] == json.loads(json.dumps(expected.rows()))
    for name in ("panel.csv", "panel.parquet", "panel.xlsx"):
        assert peel("export", "--panel", "-o", name).code == 0
    frame = expected.to_frame()
    parquet = pd.read_parquet(peel.folder / "panel.parquet")
    assert parquet.grade.fillna("").tolist() == frame.grade.astype("object").fillna("").tolist()
    assert parquet.position.isna().tolist() == frame.position.isna().tolist()
    excel = pd.read_excel(peel.folder / "panel.xlsx")
    assert excel.status.tolist() == frame.status.tolist()
    assert excel.published.notna().sum() == frame.published.notna().sum()
    sheet = pd.read_csv(peel.folder / "panel.csv")
    assert sheet.question.tolist() == frame.question.tolist()


@pytest.mark.parametrize(
    ("ending", "several"),
    [
        ("xlsx", (["overview"], ["show", "kent"], ["rounds"], ["trend", "kent"], ["check"])),
        ("parquet", (["export"], ["export", "--panel"])),
    ],
)
def test_tables_of_other_tools_are_the_same_twice(
    peel: Peel, ending: str, several: tuple[list[str], ...]
) -> None:
    for arguments in several:
        assert peel(*arguments, "-o", f"x.{ending}").code == 0
        first = (peel.folder / f"x.{ending}").read_bytes()
        assert peel(*arguments, "-o", f"x.{ending}").code == 0
        assert (peel.folder / f"x.{ending}").read_bytes() == first


def test_texts_know_their_order() -> None:
    assert max(Grade) is Grade.OUTSTANDING
    assert sorted(Grade)[0] is Grade.INADEQUATE
    assert Grade.GOOD > Grade.ADEQUATE > "requires-improvement"
    assert Grade.GOOD >= "good" <= Grade.OUTSTANDING
    assert Grade.GOOD > "adequate"
    assert [*Status] == sorted(Status)
    assert [*Basis] == sorted(Basis, reverse=False)
    assert Kind.IMPROVED < Kind.DECLINED <= Kind.DECLINED
    assert json.dumps([Grade.GOOD, Status.INSPECTED]) == '["good", "inspected"]'
    assert {Grade.GOOD: 1}["good"] == 1  # type: ignore[index]
    with pytest.raises(TypeError):
        Grade.GOOD < 1  # type: ignore[operator]  # noqa: B015


def test_the_package_says_what_it_has() -> None:
    assert dir(peelcli) == sorted(peelcli.__all__)
    for name in peelcli.__all__:
        assert getattr(peelcli, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        peelcli.nothing  # noqa: B018
    methods = {"show", "diff", "overview", "compare", "list", "stats", "trend", "coverage",
               "as_of", "judgments", "panel", "questions"}  # fmt: skip
    assert methods <= set(dir(SHIPPED))
    for name in methods:
        assert getattr(PeelData, name).__doc__


def counted(data: PeelData) -> int:
    return len(data.judgments(grade="good"))


def test_a_dataset_is_copied_pickled_and_shared() -> None:
    expected = counted(SHIPPED)
    for twin in (copy.deepcopy(SHIPPED), pickle.loads(pickle.dumps(SHIPPED))):  # noqa: S301
        assert twin == SHIPPED
        assert counted(twin) == expected
    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(counted, [SHIPPED] * 16)) == {expected}
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert set(pool.map(counted, [SHIPPED] * 4)) == {expected}


def test_without_an_extra_its_name_is_said(peel: Peel) -> None:
    (peel.folder / "page.html").write_text("<!doctype html>")
    script = (
        "import sys\n"
        "for name in ('pandas', 'pyarrow', 'openpyxl', 'resvg_py', 'lxml.html'):\n"
        "    sys.modules[name] = None\n"
        "import peelcli\n"
        "data = peelcli.load()\n"
        "assert data.panel().rows()\n"
        "try: data.panel().to_frame()\n"
        "except peelcli.UsageError as error: print(error)\n"
        "from peelcli.cli import run_commands\n"
        "for name in ('parquet', 'xlsx', 'png'):\n"
        "    asked = 'export' if name == 'parquet' else 'overview'\n"
        "    print(run_commands([asked, '-o', f'x.{name}']))\n"
        "print(run_commands(['read', 'page.html']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=peel.folder
    )
    assert re.fullmatch(
        r"a data frame needs pandas; install it with: .+\[pandas\]'\n2\n2\n2\n2\n", done.stdout
    )
    assert re.fullmatch(
        r"peel: a Parquet file needs pyarrow; install it with: .+\[all\]'\n"
        r"peel: an Excel file needs openpyxl; install it with: .+\[all\]'\n"
        r"peel: a PNG file needs resvg_py; install it with: .+\[all\]'\n"
        r"peel: a page of HTML needs lxml; install it with: .+\[read\]'\n",
        done.stderr,
    )
    assert not [*peel.folder.glob("x.*")]


@pytest.mark.parametrize(
    ("command", "module", "ending"),
    [("export", "pyarrow", "parquet"), ("brief kent", "docx", "docx"),
     ("overview", "resvg_py", "png")],
)  # fmt: skip
def test_a_file_without_its_extra_is_refused(
    peel: Peel, monkeypatch: pytest.MonkeyPatch, command: str, module: str, ending: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    ran = peel(*command.split(), "-o", f"x.{ending}")
    assert ran.code == 2
    assert re.search(rf" needs {module}; install it with: .+\[all\]'\n$", ran.err)
    assert not [*peel.folder.iterdir()]


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("", "", "pip install "),
        ("pyvenv.cfg", "home = /x\nuv = 0.9\n", "uv pip install "),
        ("pyvenv.cfg", "home = /x\n", "pip install "),
        ("uv-receipt.toml", "", "uv tool install --force "),
    ],
)
def test_an_extra_is_installed_as_peel_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, text: str, said: str
) -> None:
    if file:
        (tmp_path / file).write_text(text)
    monkeypatch.setattr("sys.prefix", str(tmp_path))
    for url, source in (
        ('{"url": "file:///a%20copy"}', "'/a copy[all]'"),
        ('{"url": "https://a.example/x.whl"}', "'peelcli[all]'"),
        ("no json", "'peelcli[all]'"),
        (None, "'peelcli[all]'"),
    ):
        found = SimpleNamespace(read_text=lambda _, url=url: url)
        monkeypatch.setattr("importlib.metadata.distribution", lambda _, found=found: found)
        with pytest.raises(UsageError, match=re.escape(f"install it with: {said}{source}")):
            extra("no_such_module", "a file")
    monkeypatch.setattr("sys.prefix", str(tmp_path / "pipx" / "venvs" / "peelcli"))
    with pytest.raises(UsageError, match="pipx install --force 'peelcli"):
        extra("no_such_module", "a file")


def test_json_imports_nothing_that_frames_need(peel: Peel) -> None:
    script = (
        "import sys; from peelcli.cli import run_commands\n"
        "run_commands(['show', 'kent', '--json', '-o', 'x.json'])\n"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'pandas', 'numpy', 'pyarrow', "
        "'openpyxl'}), 'peelcli.frames' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=peel.folder
    )
    assert done.stdout == "[] False\n"


def test_an_excel_cell_is_never_a_formula(peel: Peel) -> None:
    peel("forces", "-o", "x.xlsx", env={"PEEL_DATA": str(TINY)})
    sheet = openpyxl.load_workbook(peel.folder / "x.xlsx")["peel"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}


def test_a_result_says_what_it_is() -> None:
    assert repr(SHIPPED.show("kent")).startswith("<Result of show: ")
    assert len(repr(SHIPPED.panel())) < 100


def test_a_result_is_a_sequence_of_its_rows() -> None:
    found = SHIPPED.diff(2015, 2016, pillar="legitimacy")
    rows = found.rows()
    assert len(found) == len(rows) > 1
    assert [*found] == rows
    assert (found[0], found[-1], found[1:3]) == (rows[0], rows[-1], rows[1:3])
    assert found == SHIPPED.diff(2015, 2016, pillar="legitimacy")
    assert found != SHIPPED.diff(2015, 2016)
    assert found != rows
    with pytest.raises(TypeError):
        hash(found)


def test_values_of_other_kinds_are_what_they_mean() -> None:
    numpy = pytest.importorskip("numpy")
    kent, year = SHIPPED.forces["kent"], SHIPPED.rounds[2016]
    asked = next(question for question in year.questions if question.id)
    expected = SHIPPED.list(force="kent", round=2016, question=asked.id).rows()
    assert expected
    for round_ in (2016, "2016", numpy.int64(2016), numpy.array([2016])[0], year, [year]):
        assert SHIPPED.list(force=kent, round=round_, question=asked).rows() == expected
    day = date(2016, 12, 31)
    assert SHIPPED.list(round="all", until=day) == SHIPPED.list(round="all", until="2016-12-31")
    moment = pd.Timestamp("2016-12-31 10:00")
    assert SHIPPED.list(round="all", until=moment) == SHIPPED.list(round="all", until=day)
    overall = next(question for question in year.questions if not question.id)
    assert SHIPPED.list(round=2016, question=overall) == SHIPPED.list(
        round=2016, question="overall"
    )


def test_a_question_goes_by_what_tables_call_it() -> None:
    asked = SHIPPED.rounds[2023].questions[0]
    by_id = SHIPPED.list(round=2023, question=asked.id)
    for text in (asked.name, asked.name.upper(), asked.title or asked.name):
        assert SHIPPED.list(round=2023, question=text) == by_id


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda data: data.show(2.5), "names nothing"),
        (lambda data: data.list(round=2.5), "names nothing"),
        (lambda data: data.list(force={"kent": 1}), "names nothing"),
        (lambda data: data.list(force=["kent", None]), "names nothing"),
        (lambda data: data.diff([2015, 2016]), "one value is expected, and 2 are given"),
    ],
)
def test_what_names_nothing_is_a_mistake_of_the_caller(ask: Any, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        ask(SHIPPED)


@pytest.mark.parametrize("folder", [b"data", 5, "da\0ta", "\ud800", object()])
def test_what_can_be_no_folder_is_refused(folder: Any) -> None:
    with pytest.raises(DatasetError, match="names no folder of a dataset"):
        load(folder)


def test_a_warning_is_about_the_line_that_asked() -> None:
    with pytest.warns(peelcli.PeelWarning) as caught:
        SHIPPED.show("kent", round="2022")
    assert {warning_message.filename for warning_message in caught} == {__file__}


def test_the_fragments_of_two_answers_have_ids_of_their_own(peel: Peel) -> None:
    options = ("--sources", "--fragment", "--format", "html")
    both = (peel("show", name, *options).out for name in ("kent", "derbyshire"))
    ids = [set(re.findall(r' id="([^"]+)"', page)) for page in both]
    assert all(ids)
    assert not ids[0] & ids[1]


def test_how_to_cite(peel: Peel) -> None:
    out = peel("--cite").out
    assert f"Version {peelcli.__version__}, dataset {SHIPPED.version} of 29 November 2026" in out
    assert "@misc{peel,\n" in out
    assert out == peel("--cite").out
    assert "  year = " not in peel("--cite", env={"PEEL_DATA": str(TINY)}).out


def test_a_column_of_records_is_a_list_of_texts() -> None:
    frame = SHIPPED.brief("kent").to_frame()
    rows = SHIPPED.brief("kent").rows()
    number = next(index for index, row in enumerate(rows) if row["standing"])
    first = rows[number]["standing"][0]
    texts = ["" if item is None else str(item).replace(" ", "-") for item in first.values()]
    assert frame["standing"][number][0] == "/".join(texts)
