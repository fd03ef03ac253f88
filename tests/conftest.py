"""What the tests share: the installed command, the shipped dataset, and an invented one."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import jsonschema
import pytest

from peelcli import load
from peelcli.__main__ import run
from peelcli.data import PeelData
from peelcli.forms import schema_of
from peelcli.model import Dataset
from peelcli.terms import Place

# Out of the developer's own cache, from before the first dataset is read.
_CACHE = tempfile.TemporaryDirectory(prefix="peel-tests-")
os.environ["XDG_CACHE_HOME"] = _CACHE.name

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such thing")
"""Tests of modes, owners, devices, signals and the like."""
linux = pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such thing")
"""Tests of file names that are not UTF-8, of /dev/full, and of the command `timeout`."""

TINY = Path(__file__).parent / "tiny"
"""An invented inspectorate with three forces, so that no test depends on a real grade."""

BROKEN = TINY.with_name("broken")
RULES = sorted(path.name for path in BROKEN.iterdir())
"""What can be wrong with a dataset: a folder each, with the files in which it departs from TINY."""


def slow_but(quick: Collection[Any], values: Iterable[Any]) -> list[Any]:
    """Return the values of a test's parameter; with all but a few, the test is slow."""
    return [
        value if value in quick else pytest.param(value, marks=pytest.mark.slow) for value in values
    ]


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its standard output, read as JSON."""
        return json.loads(self.out)


class Stream(io.TextIOWrapper):
    """Where the command writes when it runs in this process."""

    def __init__(self, errors: str = "strict", encoding: str = "utf-8") -> None:
        self.written = io.BytesIO()
        super().__init__(self.written, encoding, errors, newline="\n")

    @property
    def text(self) -> str:
        """What was written."""
        self.flush()
        return self.written.getvalue().decode(self.encoding)


class Screen(Stream):
    """What passes for a terminal."""

    def isatty(self) -> bool:
        """Say that it is one."""
        return True


class Failing(io.BytesIO):
    """A file that can't be written."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error

    def write(self, _data: Any) -> int:
        """Fail."""
        raise self.error

    def fileno(self) -> int:
        """Return a file that may be closed and opened again."""
        return os.open(os.devnull, os.O_WRONLY)


class Peel:
    """The command, in some folder of its own.

    Calling it runs it in this process, which is fast and counts as covered. `process` and `shell`
    run what is installed, as a user does.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = Path(sys.executable).with_name("peel")

    def __call__(
        self, *arguments: str, env: dict[str, str] | None = None, stdin: bytes = b""
    ) -> Ran:
        return self._run(arguments, env or {}, Stream(), stdin)

    def on_screen(self, columns: int, *arguments: str, env: dict[str, str] | None = None) -> Ran:
        """Run it in this process on what passes for a terminal of that width."""
        width = {"COLUMNS": str(columns), "TERM": "xterm-256color"}
        return self._run(arguments, width | (env or {}), Screen(), b"")

    def _run(
        self, arguments: tuple[str, ...], env: dict[str, str], out: Stream, stdin: bytes
    ) -> Ran:
        err = Stream(errors="backslashreplace")
        with (
            patch.dict(os.environ, clean_environment() | env, clear=True),
            contextlib.chdir(self.folder),
            patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8")),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            code = run([*arguments])
        return _valid(arguments, Ran(code, out.text, err.text))

    def line(self, line: str) -> Ran:
        """Run a line of shell; one that calls peel alone runs in this process."""
        words = shlex.split(line)
        is_alone = words[:1] == ["peel"] and not set(line) & set("|&;<>$*`\n")
        return self(*words[1:]) if is_alone else self.shell(line)

    def process(self, *arguments: str, env: dict[str, str] | None = None) -> Ran:
        """Run the installed command."""
        done = subprocess.run(
            [self.path, *arguments],
            cwd=self.folder,
            env=clean_environment() | (env or {}),
            capture_output=True,
            check=False,
            timeout=60,
            stdin=subprocess.DEVNULL,
        )
        ran = Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
        return _valid(arguments, ran)

    def shell(self, script: str) -> Ran:
        """Run a line of shell in which `peel` is the installed command."""
        if sys.platform == "win32":
            pytest.skip("Windows has no such shell")
        done = subprocess.run(
            ["/bin/bash", "-c", script],
            cwd=self.folder,
            env=clean_environment() | {"PATH": f"{self.path.parent}:{os.environ['PATH']}"},
            capture_output=True,
            check=False,
            timeout=60,
            stdin=subprocess.DEVNULL,
        )
        return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def _valid(arguments: tuple[str, ...], ran: Ran) -> Ran:
    """Return what ran. Whatever a test asks, a JSON answer keeps to its schema."""
    is_json = "--json" in arguments or ("--format", "json") in pairwise(arguments)
    if is_json and ran.out and "-h" not in arguments:
        _validator(arguments[0]).validate(ran.json)
    return ran


@cache
def _validator(command: str) -> jsonschema.Draft202012Validator:
    schema = schema_of(command)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def clean_environment() -> dict[str, str]:
    """Return the environment without what a developer may have set for peel or for colour."""
    own = ("PEEL_", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTHONIOENCODING")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(own)}
    return kept | {"LC_ALL": "C.UTF-8"}


def on_terminal(
    peel: Peel, columns: int, *arguments: str, env: dict[str, str], typed: bytes = b""
) -> str:
    """Run the command on a terminal of that width, and return what it wrote there.

    `typed` is what somebody types there.
    """
    pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")
    ours, theirs = pty.openpty()
    environment = clean_environment() | {"COLUMNS": str(columns), "TERM": "xterm-256color"} | env
    with subprocess.Popen(
        [peel.path, *arguments],
        stdin=theirs if typed else None,
        stdout=theirs,
        stderr=theirs,
        cwd=peel.folder,
        env=environment,
    ) as process:
        os.close(theirs)
        os.write(ours, typed)
        chunks = []
        try:
            while chunk := os.read(ours, 65536):
                chunks.append(chunk)
        except OSError:
            pass  # Linux says so when the other end has closed.
        process.wait(timeout=60)
    os.close(ours)
    return b"".join(chunks).decode("utf-8").replace("\r\n", "\n")


def without_escapes(text: str) -> str:
    """Return what a terminal shows of a text, without colour."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def with_judgment(dataset: Dataset, force: str, place: Place, **fields: Any) -> Dataset:
    """Return a dataset in which one judgment says something else."""
    judgments = dict(dataset.by_force[force])
    judgments[place] = judgments[place]._replace(**fields)
    return dataset._replace(by_force={**dataset.by_force, force: judgments})


@pytest.fixture
def peel(tmp_path: Path) -> Peel:
    """The command, far from any checkout."""
    return Peel(tmp_path)


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """A copy of the invented dataset, to be broken or written into."""
    return shutil.copytree(TINY, tmp_path / "dataset")


@pytest.fixture(scope="session")
def shipped() -> PeelData:
    """The real dataset."""
    return load()


@pytest.fixture(scope="session")
def tiny() -> PeelData:
    """An invented inspectorate with three forces; see tests/tiny."""
    return load(TINY)
