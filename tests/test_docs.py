"""What README.md and docs show is what happens."""

from __future__ import annotations

import doctest
import re
import runpy
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from peelcli._version import __version__
from peelcli.answers.coverage import coverage
from peelcli.cli import COMMANDS as ALL_COMMANDS
from peelcli.cli import PARTS
from peelcli.errors import MEANINGS, ExitCode
from peelcli.forms import COMMANDS as SCHEMAS
from peelcli.forms import forms, schema_of
from peelcli.terms import Basis, Grade, Level

if TYPE_CHECKING:
    from conftest import Peel

    from peelcli.data import PeelData

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
DATASET = ROOT / "docs" / "dataset.md"
PAGES = [README, ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/*.md"))]
EXAMPLE = re.compile(r"```console\n\$ (.+)\n((?:.*\n)*?)```")
PICTURE = re.compile(r"\*`(peel .+ -o docs/.+\.svg)` made this picture\.\*")
STEP = re.compile(r"```sh\n((?:.*\n)*?)```(?:\n\n```text\n((?:.*\n)*?)```)?")
EXAMPLES = [found for page in PAGES for found in EXAMPLE.findall(page.read_text("utf-8"))]


def printed(peel: Peel, script: str) -> str:
    """Return what a script prints, errors and all, in the order in which it prints it."""
    ran = peel.shell(f"set -e; exec 2>&1\n{script}")
    assert ran.code == 0, ran.out
    return ran.out


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 7


@pytest.mark.parametrize(("command", "output"), EXAMPLES, ids=[line for line, _ in EXAMPLES])
def test_an_example_prints_what_the_page_shows(peel: Peel, command: str, output: str) -> None:
    if "jq" in command and not shutil.which("jq"):
        pytest.skip("jq is not installed")
    ran = peel.line(command)
    # In a shell, what goes to which of the two may stand in any order.
    found = printed(peel, command) if ran.out and ran.err else ran.out + ran.err
    assert (ran.code, found) == (0, output)


@pytest.mark.parametrize("name", ["adding-a-round.md", "own-data.md"])
def test_a_page_is_played_step_by_step(peel: Peel, name: str) -> None:
    if name == "adding-a-round.md":
        shutil.copytree(ROOT / "data", peel.folder / "data")
    steps = STEP.findall((ROOT / "docs" / name).read_text("utf-8"))
    assert len(steps) >= 8
    whole = "echo '-- the next block --'\n".join(script for script, _ in steps)
    found = printed(peel, whole).split("-- the next block --\n")
    shown = [(after if output else "") for (_, output), after in zip(steps, found, strict=True)]
    assert shown == [output for _, output in steps]


def test_the_number_of_judgments_is_the_datasets(shipped: PeelData) -> None:
    stated = re.search(r"([\d,]+) judgments, each with", DATASET.read_text("utf-8"))
    assert stated
    assert int(stated[1].replace(",", "")) == sum(1 for _ in shipped.judgments())


def test_the_texts_say_how_much_is_there(shipped: PeelData) -> None:
    rows = coverage(shipped)
    inside = [row for row in rows if row.level is Level.QUESTIONS or row.pillar is None]
    stated = re.search(r"question and area grades ([\d,]+) of ([\d,]+)", DATASET.read_text("utf-8"))
    assert stated
    assert [int(group.replace(",", "")) for group in stated.groups()] == [
        sum(row.in_dataset for row in inside),
        sum(row.out_of for row in inside),
    ]
    complete = [row for row in rows if row.level is Level.PILLAR_GRADES and row.pillar]
    assert {row.missing for row in complete if 2015 <= row.round.year <= 2018} == {0}
    few = {
        round_.year: {row.pillar for row in inside if row.round is round_ and row.pillar}
        & {row.pillar for row in inside if row.round is round_ and 4 * row.in_dataset < row.out_of}
        for round_ in shipped.rounds.values()
    }
    for round_ in shipped.rounds.values():
        text = round_.missing or ""
        named = {pillar for pillar in round_.pillars if pillar in text}
        assert ("only a few" in text) == bool(few[round_.year])
        assert named == few[round_.year], round_.label


def test_every_command_is_in_the_pages(peel: Peel) -> None:
    listed = peel("--help").out.split("Look:\n")[1].split("\n")
    commands = [line.split()[0] for line in listed if line.startswith("  ") and line[2] != " "]
    assert {"show", "diff", "check"} <= set(commands)
    text = "".join(page.read_text("utf-8") for page in PAGES if page.name != "cli.md")
    assert [name for name in commands if f"peel {name}" not in text] == []


def test_the_readme_is_short_and_its_numbers_are_the_datasets(shipped: PeelData) -> None:
    text = README.read_text("utf-8")
    assert len(text.splitlines()) <= 180
    assert text.index("<img") < 700
    rows = coverage(shipped)
    missing = sum(row.missing for row in rows)
    (latest,) = [row for row in rows if row.round.year == 2023]
    assert f"- {missing} grades are missing here" in text
    own = latest.by_basis[Basis.OFFICIAL]
    assert f"Of the {latest.in_dataset} grades of 2023-25, {own} were read on a" in text
    share = latest.in_dataset / (latest.in_dataset + latest.missing)
    assert "three in four" in text
    assert 0.7 < share < 0.8


def test_the_help_of_every_command_is_in_the_docs() -> None:
    page = (ROOT / "docs" / "cli.md").read_text("utf-8")
    shown = re.findall(r"^\$ peel (\S+(?: \S+)?) --help$", page, re.MULTILINE)
    wanted = [[name, *(f"{name} {part}" for part in PARTS.get(name, ()))] for name in ALL_COMMANDS]
    assert shown == [name for names in wanted for name in names]


def test_every_exit_code_is_in_the_pages() -> None:
    codes = [code for name, code in vars(ExitCode).items() if name.isupper()]
    assert [*MEANINGS] == sorted(codes)
    text = (ROOT / "docs" / "scripts.md").read_text("utf-8")
    listed = re.findall(r"^\| (\d+) \| (.+) \|$", text, re.MULTILINE)
    assert {int(code): meaning for code, meaning in listed} == MEANINGS


def test_the_commands_of_the_common_tasks_are_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    tasks = re.findall(r"^\| [a-z][^|]* \| .*`(.+)` .*\|$", text, re.MULTILINE)
    named = {name for task in tasks for name in re.findall(r"nox -s (\w+)", task)}
    noxfile = (ROOT / "noxfile.py").read_text("utf-8")
    assert named == set(re.findall(r"@nox\.session\ndef (\w+)", noxfile))
    scripts = re.findall(r"[\w.]+/\w[\w./]*", " ".join(re.findall(r"session.run\((.*)", noxfile)))
    assert len(scripts) >= 6
    for path in scripts:
        assert (ROOT / path).is_file(), path


def test_a_release_has_the_notes_of_its_version() -> None:
    script = [sys.executable, str(ROOT / ".ci" / "release_notes.py")]
    done = subprocess.run([*script, f"v{__version__}"], capture_output=True, text=True, check=True)
    assert "\n### Added\n" in done.stdout
    assert "\n## " not in done.stdout
    other = subprocess.run([*script, "v9.9"], capture_output=True, text=True, check=False)
    assert (other.returncode, other.stdout) == (1, "")
    assert other.stderr == f"the tag is for 9.9, and peelcli/_version.py says {__version__}\n"


def test_links_between_pages_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_python_examples() -> None:
    page = (ROOT / "docs" / "python.md").read_text("utf-8")
    blocks = "\n".join(re.findall(r"```pycon\n((?:.*\n)*?)```", page))
    examples = doctest.DocTestParser().get_doctest(blocks, {}, "python.md", None, 0)
    outcome = doctest.DocTestRunner().run(examples)
    assert outcome.attempted >= 15
    assert outcome.failed == 0


def test_the_pictures_are_what_their_commands_make(peel: Peel) -> None:
    page = (ROOT / "docs" / "gallery.md").read_text("utf-8")
    commands = PICTURE.findall(page)
    (peel.folder / "docs" / "gallery").mkdir(parents=True)
    for command in commands:
        ran = peel.line(command)
        assert (ran.code, ran.out, ran.err) == (0, "", "")
    kept = {path.name: path.read_bytes() for path in (ROOT / "docs" / "gallery").iterdir()}
    made = {path.name: path.read_bytes() for path in (peel.folder / "docs" / "gallery").iterdir()}
    assert made == kept
    assert set(re.findall(r"\]\(gallery/(.+)\)", page)) == kept.keys()
    assert len(commands) == len(kept) >= 6


def test_the_tables_of_fields_are_those_of_the_records() -> None:
    page = (ROOT / "docs" / "json.md").read_text("utf-8")
    with_tables = runpy.run_path(str(ROOT / ".ci" / "refresh_examples.py"))["with_tables"]
    assert page.count("| field | type | meaning |") == page.count("<!-- fields: ") > len(SCHEMAS)
    assert with_tables(page) == page
    assert {f"<!-- fields: {name} -->" for name in forms()} <= set(page.splitlines())


def test_the_floors_of_the_code_are_those_that_are_checked() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    drawn = [line.strip().split("  ")[0] for line in page.splitlines() if line.startswith("    ")]
    assert drawn[1:] == [layer.replace("peelcli.", "") for layer in layers]


def names_in(schema: object) -> set[str]:
    if isinstance(schema, list):
        return set().union(*map(names_in, schema))
    if not isinstance(schema, dict):
        return set()
    found = set(schema.get("properties", {}))
    return found.union(*map(names_in, schema.values()))


def test_every_json_field_is_documented() -> None:
    text = (ROOT / "docs" / "json.md").read_text("utf-8")
    grades = {grade.value for grade in Grade}
    for command in SCHEMAS:
        missing = {name for name in names_in(schema_of(command)) if f"`{name}`" not in text}
        assert missing - grades == set(), command
