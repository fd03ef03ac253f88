"""What every command does alike: names, exit codes, pipes, colour, help, completion."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import stat
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import TINY, linux, on_terminal, posix, without_escapes
from typer.testing import CliRunner

import peelcli
from peelcli.__main__ import run
from peelcli.cli import COMMANDS, GROUPS, TOOL, app
from peelcli.errors import MEANINGS
from peelcli.render import FORMATS
from peelcli.render.table import short_names

if TYPE_CHECKING:
    from conftest import Peel

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    ("typed", "force"),
    [
        ("derbyshire", "derbyshire"),
        ("DERBYSHIRE", "derbyshire"),
        ("Derbyshire Constabulary", "derbyshire"),
        ("avon & somerset", "avon-and-somerset"),
        ("  Avon  and   Somerset ", "avon-and-somerset"),
        ("gmp", "greater-manchester"),
        ("devon", "devon-and-cornwall"),
        ("Hampshire Constabulary", "hampshire"),
        ("the met", "metropolitan"),
        ("Dyfed Powys", "dyfed-powys"),
    ],
)
def test_a_force_is_found_however_it_is_spelt(peel: Peel, typed: str, force: str) -> None:
    assert peel("show", typed, "--json").json["force"]["id"] == force


def test_a_near_miss_is_suggested(peel: Peel) -> None:
    ran = peel("show", "darbyshire")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "peel: there is no force 'darbyshire'; did you mean derbyshire?\n"


def test_an_ambiguous_name_lists_the_candidates(peel: Peel) -> None:
    ran = peel("show", "south")
    assert ran.code == 2
    assert "south-wales, south-yorkshire" in ran.err


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["show", "xyzzy"], "`peel forces` lists them"),
        (["show", ""], "empty"),
        (["show", "kent", "--year", "2018/20"], "the one of 2018 is 2018/19"),
        (["show", "kent", "--year", "then"], "the rounds are 2014, 2015"),
        (["show", "kent", "--year", "9" * 5000], "is not a round; the rounds are 2014"),
        (["map", "leadership"], "to ask for the question, say --question leadership; the rounds"),
        (["help", "shwo"], "there is no help on 'shwo'; did you mean 'show'?"),
        (["help", "x"], "there is no help on 'x'; name a command, formats, exit-codes or data"),
        (["help", "show", "--man"], "--man is the page of all commands; name none"),
        (["show", "kent", "--pillar", "e"], "effectiveness, efficiency"),
        (["diff", "2016", "1999"], "there is no round 1999"),
        (["diff", "2016", "2017", "--region", "mars"], "the groups are"),
        (["diff", "2016"], "name two rounds to compare"),
        (["shwo"], "Did you mean 'show'?"),
        (["show", "kent", "--jsn"], "--json"),
    ],
)
def test_a_wrong_command_line_exits_2_and_helps(
    peel: Peel, arguments: list[str], hint: str
) -> None:
    ran = peel(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert hint in ran.err
    assert "Traceback" not in ran.err


def test_rounds_that_cannot_be_compared_are_not_without_a_difference(peel: Peel) -> None:
    ran = peel("diff", "2021", "2023", "--exit-code")
    assert ran.code == 3
    assert "These rounds can't be compared." in ran.out
    assert ran.err == "peel: --exit-code can't tell: these rounds can't be compared\n"


def test_a_pipe_gets_plain_whole_rows(peel: Peel) -> None:
    narrow = peel("diff", "2015", "2016", "--questions", env={"COLUMNS": "20"}).out
    assert narrow == peel("diff", "2015", "2016", "--questions", env={"FORCE_COLOR": "1"}).out
    assert "\x1b" not in narrow
    assert "…" not in narrow
    assert any(
        line.startswith("Bedfordshire")
        and line.endswith("Requires improvement -> Inadequate, down 1")
        for line in narrow.splitlines()
    )
    assert all(line == line.rstrip() for line in narrow.splitlines())


def test_head_ends_it_in_silence(peel: Peel) -> None:
    ran = peel.shell("peel diff 2016 2017 --all --questions --json | head -1; sleep 0.2")
    assert (ran.code, ran.out, ran.err) == (0, "{\n", "")
    assert peel.shell("peel diff 2016 2017 | head -1").err == ""


def test_colour_only_on_a_terminal_and_not_with_no_color(peel: Peel) -> None:
    coloured = on_terminal(peel, 80, "show", "derbyshire", env={})
    assert "\x1b[" in coloured
    plain = on_terminal(peel, 80, "show", "derbyshire", env={"NO_COLOR": "1"})
    assert "\x1b[3" not in plain
    json = on_terminal(peel, 80, "show", "derbyshire", "--json", env={})
    assert json == peel("show", "derbyshire", "--json").out


def widest(text: str) -> int:
    """Return the width of the widest line, but for addresses, which are never broken."""
    return max(len(line) for line in text.splitlines() if "https://" not in line)


@pytest.mark.parametrize("columns", [80, 140])
def test_the_grid_fits_the_terminal(peel: Peel, columns: int) -> None:
    text = without_escapes(on_terminal(peel, columns, "show", "derbyshire", "--questions", env={}))
    assert widest(text) <= columns
    assert "…" not in text
    assert "Outstanding" in text


def test_a_narrow_terminal_gets_initials_with_a_key(peel: Peel) -> None:
    text = without_escapes(on_terminal(peel, 30, "show", "derbyshire", env={}))
    assert re.search(r"Legitimacy +n/g +G +O▲ +G▼ +G", text)
    assert "16 2016" in text
    assert re.search(r"RI\s+requires", text)


def test_columns_have_names_of_their_own_at_80(peel: Peel) -> None:
    text = without_escapes(on_terminal(peel, 80, "overview", "--group", "wales", env={}))
    assert re.search(r"Force +Rec +Pol +Pre +Res +Inv +Pro +Man +Dis +Sup +Lea\b", text)
    names = ["Supporting victims", "Supporting the workforce", "Victims", "A", "a b c", "Victims"]
    assert short_names(names) == ["Sup", "Wor", "Vic", "A", "B", "6"]


def test_a_very_narrow_terminal_gets_a_list(peel: Peel) -> None:
    text = without_escapes(on_terminal(peel, 22, "show", "derbyshire", env={}))
    assert "2016  Outstanding ▲" in text


def test_marks_fall_back_to_ascii(peel: Peel) -> None:
    out = peel.process("show", "derbyshire", env={"PYTHONIOENCODING": "ascii"}).out
    assert out.isascii()
    assert "Outstanding ^" in out
    assert "^ improved" in out


@linux
def test_an_answer_that_cannot_be_written_exits_4(peel: Peel) -> None:
    for line in ("peel show kent > /dev/full", "peel show kent --json >&-"):
        ran = peel.shell(line)
        assert ran.code == 4
        assert ran.err.startswith("peel: ")
        assert "Traceback" not in ran.err


def test_version(peel: Peel) -> None:
    first, second = peel("--version").out.splitlines()
    assert first == f"peel {peelcli.__version__}"
    assert re.fullmatch(r"dataset \S+ of \d+ \w+ 20\d\d, [\d,]+ judgments", second)
    own = peel("--version", env={"PEEL_DATA": str(TINY)}).out
    assert own.splitlines()[1] == "dataset, 25 judgments"
    assert peel("--version", env={"PEEL_DATA": "nowhere"}).out.splitlines() == [first]


def test_help_describes_every_command_in_a_line(peel: Peel) -> None:
    out = peel("--help").out
    for name in COMMANDS:
        is_listed = re.search(rf"^  {name} +[A-Z].*[^.]\.$", out, re.MULTILINE)
        assert bool(is_listed) == (name not in GROUPS[TOOL]), name


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_two_examples_that_work(peel: Peel, name: str) -> None:
    out = peel(name, "--help").out
    examples = [line.strip() for line in out.split("Examples:\n")[1].split("\n\n")[0].splitlines()]
    assert len(examples) == 2
    if name == "round":
        shutil.copytree(TINY.parent.parent / "data", peel.folder / "data")
        report = "<!doctype html><h1>PEEL 2025-27</h1><h2>Making tea</h2><p>Good</p>"
        (peel.folder / "page.html").write_text(report)
        examples = [f"{examples[0]} && {examples[1]}"]
    if name == "import":
        shutil.copytree(TINY, peel.folder / "data")
        rows = peel("export", "--data", "data", "--force", "erewhon").out
        (peel.folder / "grades.csv").write_text(rows)
    (peel.folder / "page.txt").write_text("Leadership: good")
    if name == "read":
        (peel.folder / "page.html").write_text("<!doctype html><h1>Kent Police: PEEL 2018/19</h1>")
    if name in ("fetch", "update"):
        # They ask the network; tests/commands/test_update.py runs both on a site of its own.
        examples = [f"{example} --help" for example in examples]
    for example in examples:
        ran = peel.line(example)
        assert ran.code == 0
        written = [path for path in peel.folder.iterdir() if path.suffix in (".db", ".json")]
        assert ran.out or ran.err or written


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("peel sh", {"show"}),
        ("peel show derb", {"derbyshire"}),
        ("peel diff 202", {"2021", "2023", "2025"}),
        ("peel diff 2016 2017 --region wa", {"wales"}),
        ("peel diff 2016 2017 --only im", {"improved"}),
        ("peel show kent --pillar effe", {"effectiveness"}),
        ("peel list --grade r", {"requires-improvement"}),
        ("peel list --status not", {"not-graded"}),
        ("peel list --group wa", {"wales"}),
        ("peel list --question overa", {"overall"}),
        ("peel list --question lead", {"leadership"}),
        ("peel list --format js", {"json", "jsonl"}),
        ("peel show kent --format s", {"svg"}),
        ("peel diff 2016 2017 --format s", set()),
        ("peel overview --round 201", {"2014", "2015", "2016", "2017", "2018"}),
        ("peel overview 201", {"2014", "2015", "2016", "2017", "2018"}),
        ("peel schema ov", {"overview"}),
        ("peel help fo", {"forces", "formats"}),
        ("peel compare derb", {"derbyshire"}),
        # An offer starts as was typed, or the shell drops it.
        ("peel show Derb", {"Derbyshire"}),
        ("peel list --grade REQ", {"REQuires-improvement"}),
        ("peel overview 2018 --sort leg", {"legitimacy"}),
        ("peel export --format data", {"datapackage"}),
    ],
)
def test_completion(peel: Peel, words: str, offered: set[str]) -> None:
    env = {
        "_PEEL_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    assert set(peel(env=env).out.split()) == offered


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", "a" * 3000], 3),
        (["show", "kent", "--json", "-o", ""], 4),
        (["export", "--format", "sqlite", "-o", "."], 4),
        (["export", "--format", "sqlite", "-o", "nowhere/peel.db"], 4),
        (["export", "--format", "datapackage", "-o", "/"], 4),
        (["show", "kent", "--data", "b/" * 3000], 3),
        (["show", "kent", "--json", "-o", "a" * 3000 + ".json"], 4),
        (["import", "a" * 3000, "--into", "new"], 2),
        (["import", "rows.csv", "--into", "a" * 3000], 4),
        (["export", "--format", "datapackage", "-o", "a" * 3000], 4),
    ],
)
def test_a_name_that_no_file_could_have(peel: Peel, arguments: list[str], code: int) -> None:
    assert peel("export", "--force", "kent", "-o", "rows.csv").code == 0
    ran = peel(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith("peel: ")
    assert ran.err.count("\n") == 1


def test_completion_knows_the_home_folder_and_names_that_shells_would_act_on(peel: Peel) -> None:
    data = shutil.copytree(TINY, peel.folder / "mine")
    forces = (data / "forces.yaml").read_text().replace("Far Side", "Far & A|B (x) Side")
    (data / "forces.yaml").write_text(forces)
    env = {
        "_PEEL_COMPLETE": "complete_bash",
        "COMP_WORDS": "peel forces --data ~/mine --region f",
        "COMP_CWORD": "5",
        "HOME": str(peel.folder),
    }
    assert peel(env=env).out.split() == ["far-and-a-b-x-side"]
    assert peel("forces", "--data", "mine", "--region", "far-and-a-b-x-side").code == 0


def test_completion_tells_of_each_offer_on_one_line(peel: Peel) -> None:
    data = shutil.copytree(TINY, peel.folder / "mine")
    name = f"Erewhon [b] {'and so on ' * 20}Constabulary"
    forces = (data / "forces.yaml").read_text().replace("Erewhon Constabulary", name)
    (data / "forces.yaml").write_text(forces)
    for shell in ("zsh", "fish"):
        env = {
            "_PEEL_COMPLETE": f"complete_{shell}",
            "_TYPER_COMPLETE_ARGS": "peel show e",
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            "PEEL_DATA": str(data),
        }
        offers = [line for line in peel(env=env).out.splitlines() if "erewhon" in line]
        assert len(offers) == 1
        assert "Erewhon (b)" in offers[0]


def test_completion_of_a_broken_dataset_offers_nothing(peel: Peel) -> None:
    env = {
        "_PEEL_COMPLETE": "complete_bash",
        "COMP_WORDS": "peel show d",
        "COMP_CWORD": "2",
        "PEEL_DATA": "/nonexistent",
    }
    ran = peel(env=env)
    assert (ran.out.strip(), ran.err) == ("", "")


def test_a_regions_forces_are_compared(peel: Peel) -> None:
    answer = peel("compare", "gwent", "--group", "wales", "--year", "2018", "--json").json
    assert [force["id"] for force in answer["forces"]] == [
        "gwent",
        "dyfed-powys",
        "north-wales",
        "south-wales",
    ]
    alone = peel("compare", "gwent")
    assert alone.code == 2
    assert "at least two" in alone.err
    none = peel("compare", "gwent", "kent", "--year", "2021", "--pillar", "legitimacy")
    assert "Nothing to show" in none.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("show kent --as-of 2016-01-01 --as-of 2017-01-01", "--as-of is given 2 times; give it"),
        ("show kent --format csv --format json", "--format is given 2 times"),
        ("export -o a.csv --output b.csv", "--output is given 2 times"),
        ("stats --by region --by nation", "--by is given 2 times"),
        (
            "show kent --json -o x.csv",
            "the ending of 'x.csv' means csv, and the options ask for js",
        ),
        ("show kent --format csv -o k.json", "the ending of 'k.json' means json, and the options"),
        ("list -o x.db", "'x.db' has an unknown file ending (known: .txt, .json"),
        ("export -o x.ods", "'x.ods' has an unknown file ending (known: .csv, .json"),
        ("export --panel --force kent", "--panel has every row; leave the filters out"),
        ("export --panel -o x.db", "sqlite has tables of its own; write the panel as CSV"),
        ("export --format parquet", "parquet is not text; name a file with -o FILE.parquet"),
        ("export --format sqlite -o x.csv", "the ending of 'x.csv' means csv, and the options ask"),
        ("export --format datapackage -o dp.zip", "a data package is a folder, and 'dp.zip' looks"),
        ("schema show -o x.csv", "the ending of 'x.csv' means csv, and the options ask for json"),
        ("export --format sqlite -o -", "sqlite is not text; name a file or folder with -o PATH"),
        ("check --fix", "--fix rewrites files; name the dataset's folder: peel check --fix FOLDER"),
    ],
)
def test_what_contradicts_itself_or_is_dangerous_is_refused(
    peel: Peel, arguments: str, message: str
) -> None:
    ran = peel(*arguments.split())
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert list(peel.folder.iterdir()) == []


def test_exports_go_by_the_ending(peel: Peel) -> None:
    for name, start in (("x.json", b"{"), ("x.db", b"SQLite format 3"), ("x.ndjson", b'{"force"')):
        assert peel("export", "-o", name).code == 0
        assert (peel.folder / name).read_bytes().startswith(start)
    assert peel("export", "--format", "CSV", "-o", "x.dat").code == 0
    assert (peel.folder / "x.dat").read_text() == peel("export").out
    assert peel("show", "kent", "--format", "JSON").out == peel("show", "kent", "--json").out
    assert peel("show", "kent", "--json", "-o", "-").out == peel("show", "kent", "--json").out
    assert peel("show", "kent", "-o", "-").out == peel("show", "kent").out


@posix
def test_a_pipe_that_closes_is_no_failure_of_a_device(peel: Peel) -> None:
    script = "set -o pipefail; peel {} -o /dev/stdout | true; echo $? >&2"
    for arguments in ("export --format sqlite", "list --format json"):
        assert peel.shell(script.format(arguments)).err == "141\n"


@linux
def test_a_folder_whose_name_is_not_utf8(peel: Peel) -> None:
    folder = Path(os.fsdecode(os.fsencode(peel.folder) + b"/d\xff"))
    shutil.copytree(TINY, folder)
    kent = folder / "judgments" / "erewhon.yaml"
    kent.write_text(kent.read_text().replace("overall: outstanding", "overall: super"))
    for format_ in ("json", "jsonl", "csv", "tsv", "table", "markdown", "html"):
        ran = peel.shell(f"peel check $'d\\xff' --format {format_}")
        assert ran.code == 3
        assert "Traceback" not in ran.err
    problems = json.loads(peel.shell("peel check $'d\\xff' --json").out)["problems"]
    assert problems[0]["file"] == "d\\udcff/judgments/erewhon.yaml"
    ran = peel.shell("peel show erewhon --data $'d\\xff'")
    assert (ran.code, ran.out) == (3, "")


def test_errors_are_the_same_within_a_process(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    runner = CliRunner()
    ran = runner.invoke(app, ["show", "nowhere"])
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr == "peel: there is no force 'nowhere'; `peel forces` lists them\n"
    assert runner.invoke(app, ["show", "kent", "--data", str(tmp_path / "x")]).exit_code == 3
    assert runner.invoke(app, ["show", "kent", "-o", str(tmp_path / "x" / "y.json")]).exit_code == 4
    shown = runner.invoke(app, ["show", "kent", "--json"])
    assert (shown.exit_code, json.loads(shown.stdout)["force"]["id"]) == (0, "kent")
    # A notebook's stream takes text only.
    text = io.StringIO()
    with redirect_stdout(text):
        assert run(["show", "kent", "--json"]) == 0
    assert text.getvalue() == shown.stdout
    monkeypatch.setattr("peelcli.answers.show.show", lambda *_, **__: "\ud800".encode("utf-8"))
    assert runner.invoke(app, ["show", "kent"]).exit_code == 4


def test_a_profile_is_written(peel: Peel) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cProfile", "-m", "peelcli", "rounds", "--json"],
        capture_output=True, text=True, check=True, cwd=peel.folder,
    )  # fmt: skip
    assert "function calls" in done.stdout


def test_an_interrupt_is_silent() -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("peelcli.cli.app", interrupted)
        assert run([]) == 130


ESCAPE = "\x1b]8;;https://trial.example/\x07\x1b[31m\u202e"


@pytest.mark.parametrize(
    "arguments",
    [
        [f"--{ESCAPE}"],
        [ESCAPE],
        ["show", f"--{ESCAPE}"],
        ["show", ESCAPE],
        ["show", "kent", f"--json={ESCAPE}"],
        ["show", "kent", "--format", ESCAPE],
        ["show", "kent", "-o", f"{ESCAPE}/file.csv"],
        ["show", "kent", "--data", ESCAPE],
        ["check", ESCAPE],
        ["import", ESCAPE, "--into", "."],
        ["import", "rows.csv", "--into", ESCAPE],
    ],
)
def test_escapes_that_were_typed_come_back_inert(peel: Peel, arguments: list[str]) -> None:
    ran = peel(*arguments)
    assert ran.code in (2, 3, 4)
    assert ran.out == ""
    assert all(text.isprintable() for text in ran.err.replace("\n", ""))


def test_help_that_is_not_read_ends_as_any_other_answer(peel: Peel) -> None:
    ran = peel.shell("(sleep 0.2; peel --help; echo $? >&2) | true")
    assert (ran.out, ran.err) == ("", "141\n")


@posix
def test_what_is_no_file_is_written_to_and_stays_what_it_is(peel: Peel) -> None:
    expected = peel("show", "kent", "--json").out
    os.mkfifo(peel.folder / "pipe")
    for path in ("pipe", "/dev/stdout"):
        reader = "cat pipe & " if path == "pipe" else ""
        ran = peel.shell(f"{reader}peel show kent --format json -o {path} | cat; wait")
        assert (ran.out, ran.err) == (expected, "")
    assert stat.S_ISFIFO((peel.folder / "pipe").stat().st_mode)
    assert peel("export", "-o", "/dev/null").code == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@posix
def test_a_link_stays_a_link_and_a_file_keeps_its_permissions(peel: Peel) -> None:
    target = peel.folder / "there" / "kent.json"
    target.parent.mkdir()
    target.write_text("before")
    target.chmod(0o640)
    (peel.folder / "link.json").symlink_to(target)
    assert peel("show", "kent", "-o", "link.json").code == 0
    assert (peel.folder / "link.json").is_symlink()
    assert target.read_text() == peel("show", "kent", "--json").out
    assert target.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in target.parent.iterdir()] == ["kent.json"]
    (peel.folder / "circle").symlink_to("circle")
    ran = peel("show", "kent", "--json", "-o", "circle")
    assert (ran.code, ran.err) == (
        4,
        "peel: 'circle' could not be written: Too many levels of symbolic links\n",
    )
    assert (peel.folder / "circle").is_symlink()
    assert peel("import", "there/kent.json", "--into", "circle").code in (2, 3)


@pytest.mark.parametrize("arguments", [["--help"], ["show", "--help"]])
def test_help_fits_a_narrow_terminal(peel: Peel, arguments: list[str]) -> None:
    lines = peel(*arguments, env={"COLUMNS": "40"}).out.splitlines()
    _, *words = [line for line in lines if "  peel " not in line]
    # Typer writes the usage, and its arguments below it, on whole lines.
    assert max(map(len, words[1:])) <= 40


def test_a_name_that_is_too_long_is_told(peel: Peel) -> None:
    ran = peel("check", "--against", "a" * 5_000)
    # Python 3.14 takes it for a name that is not there.
    code, end = 4, "a' can't be used: File name too long\n"
    if sys.version_info >= (3, 14):
        code, end = 3, "a' to read a dataset from\n"
    assert (ran.code, ran.err.count("\n")) == (code, 1)
    assert ran.err.endswith(end)
    assert len(ran.err) < 300


def test_a_force_alone_is_shown(peel: Peel) -> None:
    for words in (["kent"], ["Kent Police"], ["E23000032"]):
        assert peel(*words).out == peel("show", "kent").out
    assert peel.shell("peel kent --json").out == peel("show", "kent", "--json").out
    assert peel("kent", "--details", "--round", "2018").code == 0
    assert peel("atlantis").code == 2
    without_data = peel("kent", env={"PEEL_DATA": "nowhere"})
    assert (without_data.code, without_data.out) == (3, "")
    assert without_data.err == "peel: there is no folder 'nowhere' to read a dataset from\n"
    mistyped = peel("shwo", env={"PEEL_DATA": "nowhere"})
    assert (mistyped.code, "No such command 'shwo'" in mistyped.err) == (2, True)


def test_help_on_commands_and_topics(peel: Peel) -> None:
    assert peel("help").out.rstrip("\n") == peel("--help").out.rstrip("\n")
    for name in COMMANDS:
        assert peel("help", name).out.split() == peel(name, "--help").out.split()
    shown = peel("help", "formats").out
    assert [line.split()[0] for line in shown.splitlines() if line.startswith("  ")][1:] == [
        *FORMATS
    ]
    codes = re.findall(r"^ +(\d+)  ", peel("help", "exit-codes").out, re.MULTILINE)
    assert [int(code) for code in codes] == [*MEANINGS]
    assert "PEEL_DATA" in peel("help", "data").out


def test_the_manual_has_every_command_and_option(peel: Peel) -> None:
    page = peel("help", "--man").out
    assert page == (ROOT / "docs" / "peel.1").read_text("utf-8")
    for name in COMMANDS:
        assert f".SS peel {name}" in page
    macros = {line.split()[0] for line in page.splitlines() if line.startswith(".")}
    assert macros == {".TH", ".SH", ".SS", ".PP", ".TP", ".B", ".br", ".nf", ".fi"}
    man = shutil.which("man")
    if man:
        ran = peel.shell("peel help --man > peel.1; man --warnings -l peel.1 > out 2> err; cat err")
        assert ran.out == ""
