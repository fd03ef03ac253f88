"""Broken datasets and pages, and senseless command lines, by the thousand, from a seed.

    python tests/fuzz.py datasets 100000 [SEED]
    python tests/fuzz.py commands 100000 [SEED]
    python tests/fuzz.py pages 100000 [SEED]

Each must end as documented: no traceback, no exit code of its own, no more than five seconds,
no more than 200 MiB. The first that does not is printed, to be made into a test.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

from peelcli import load
from peelcli.__main__ import run as run_peel
from peelcli.cli import COMMANDS, built
from peelcli.documents import answer_record
from peelcli.errors import DatasetError, UsageError
from peelcli.loading.folder import read_dataset
from peelcli.pages.page import read_page
from peelcli.pages.proposals import proposals_of
from peelcli.pages.scope import lexicon_of, scope_of
from peelcli.pages.text import text_of
from peelcli.pages.wordings import read_wordings
from peelcli.queries.diff import diff
from peelcli.queries.show import show
from peelcli.queries.stats import stats
from peelcli.render.json import json_text
from peelcli.terms import Level

TINY = Path(__file__).parent / "tiny"
SECONDS = 5.0
MEBIBYTES = 200
CODES = {0, 1, 2, 3, 4, 130, 141}
TOKENS = [
    b"&a ", b"*a", b"!!python/object:os.system ", b"{", b"}", b"[", b"]", b": ", b"- ", b"? ",
    b"|", b">", b"%YAML 1.1\n", b"---\n", b"...\n", b"\t", b"\r", b"\n", b"\x00", b"\xff",
    b"\xef\xbb\xbf", b"'", b'"', b"#", b"~", b"null", b"no", b"on", b"2018/19", b"1e9", b".inf",
    b"0x10", b"12:30:45", b"2016-02-30", b"<<: ", b"=", b"[red]", b"\x1b]8;;", "\u202e".encode(),
    "\u0085".encode(), b"99999999999999999999", b"-1", b"2002", b"2003", b"not-graded",
    b"carried-over-from: 2002", b"sources", b"grade: good", b"overall", b"[" * 50, b"a" * 5000,
    b"a." * 3000, b"a-" * 3000, b"# x\n" * 3000, b"- a\n" * 3000, b"[a], " * 3000,
]  # fmt: skip
WORDS = [
    "", " ", "-", "--", "erewhon", "erw", "ruri", "ruritania-south", "nowhere", "2002", "2003/04",
    "2006-08", "2006", "1999", "TRIAL 2002", "kindness", "tidy", "overall", "greeting", "good",
    "map", "outstanding", "carried-over", "near-side", "neverland", "improved", "missing", "name",
    "grade", "region", "nation", "force", "pillar", "csv", "json", "jsonl", "table", "svg",
    "html", "markdown", "tsv", "2002-03-31", "2002-13-01", "é", "\u202e", "\x1b[31m", "[red]",
    "a" * 3000,
    "b/" * 3000,
    "9" * 5000, "../../x", "/dev/null", "%s", "{0}", "\udcff", "0", "-1", "١٢٣٤", "²⁰⁰²",
]  # fmt: skip
OPTIONS = [
    "--force", "--year", "--pillar", "--question", "--questions", "--grade", "--status",
    "--region", "--nation", "--since", "--until", "--count", "--as-of", "--format", "--json",
    "--details", "--all", "--anyway", "--only", "--exit-code", "--by", "--by-region", "--sort",
    "--region-of", "--all-years", "--strict", "--help", "--version", "-h", "--what", "--jsn",
    "--dry-run", "--into", "--json=yes", "--year=", "--format=", "--=",
]  # fmt: skip


def mutated(text: bytes, numbers: random.Random) -> bytes:
    """Return a text with a few things gone, come, doubled or swapped."""
    for _ in range(numbers.randint(1, 4)):
        at = numbers.randrange(len(text) + 1)
        until = min(len(text), at + numbers.randint(1, 30))
        lines = text.split(b"\n")
        line = numbers.randrange(len(lines))
        kind = numbers.randrange(6)
        if kind == 0:
            text = text[:at] + text[until:]
        elif kind == 1:
            text = text[:at] + numbers.choice(TOKENS) + text[at:]
        elif kind == 2:
            text = text[:at] + numbers.randbytes(numbers.randint(1, 4)) + text[at:]
        elif kind == 3:
            text = b"\n".join([*lines[:line], lines[line], *lines[line:]])
        elif kind == 4:
            other = numbers.randrange(len(lines))
            lines[line], lines[other] = lines[other], lines[line]
            text = b"\n".join(lines)
        else:
            text = text[:at] + text[at:until] * numbers.randint(2, 40) + text[until:]
    return text


def fuzz_datasets(times: int, seed: int) -> dict[str, int]:
    """Break the invented dataset in one file at a time; return how the readings ended."""
    numbers = random.Random(seed)  # noqa: S311 - not a secret
    ends = {"valid": 0, "invalid": 0}
    with tempfile.TemporaryDirectory() as folder:
        dataset = shutil.copytree(TINY, Path(folder) / "dataset")
        files = sorted(dataset.rglob("*.yaml"))
        for number in range(times):
            path = numbers.choice(files)
            whole = path.read_bytes()
            broken = mutated(whole, numbers)
            path.write_bytes(broken)
            start = time.monotonic()
            try:
                ends["valid" if answer(dataset) else "invalid"] += 1
            except Exception:
                print(f"dataset {number} of seed {seed}: {path.name}: {broken!r}", file=sys.stderr)
                raise
            check_limits(start, f"dataset {number} of seed {seed}")
            path.write_bytes(whole)
    return ends


PAGES = (
    b"Erewhon Constabulary: TRIAL 2003/04\nHow well does it greet people?\nGood\n"
    b"In 2002, we judged the force to be outstanding at listening to people.\n"
    b"This is consistent with our last inspection in 2002.\nAreas for improvement\n- Smile.\n",
    b"TRIAL 2006\n| Force | Greeting people | Listening to people |\n|---|---|---|\n"
    b"| Erewhon | Good | Requires improvement |\n| Ruritania | Inadequate | Adequate |\n",
    b"<!doctype html><html><body><h1>Ruritania Police: TRIAL 2006</h1><table><tr><td>Saying hello"
    b"</td><td>Good</td></tr></table><ul><li>Good<li>Greeting people</ul></body></html>",
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>"
    b"endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
)


def fuzz_pages(times: int, seed: int) -> dict[str, int]:
    """Break pages and read them; return how many could be read."""
    numbers = random.Random(seed)  # noqa: S311 - not a secret
    ends = {"read": 0, "refused": 0}
    data = load(TINY)
    lexicon = lexicon_of(data, read_wordings(TINY, data))
    for number in range(times):
        broken = mutated(numbers.choice(PAGES), numbers)
        start = time.monotonic()
        try:
            text = text_of(broken, "page")
            scope = scope_of(text, "", data, lexicon)
            found = proposals_of([(read_page(text, "page", scope, data, lexicon), None)], data)
            json_text(answer_record("read").of(found)).encode("utf-8")
            ends["read"] += 1
        except UsageError:
            ends["refused"] += 1
        except Exception:
            print(f"page {number} of seed {seed}: {broken!r}", file=sys.stderr)
            raise
        check_limits(start, f"page {number} of seed {seed}")
    return ends


def answer(dataset: Path) -> bool:
    """Read a dataset and, where it is valid, ask it; return whether it was."""
    try:
        loaded = read_dataset(dataset)
    except DatasetError:
        return False
    if loaded.problems:
        "\n".join(map(str, loaded.problems)).encode("utf-8", "backslashreplace")
        return False
    found = loaded.dataset
    rounds = tuple(found.rounds.values())
    for force in found.forces.values():
        json_text(answer_record("show").of(show(found, force, level=Level.QUESTIONS))).encode(
            "utf-8"
        )
    for one in rounds:
        json_text(answer_record("diff").of(diff(found, one, rounds[-1], level=Level.QUESTIONS)))
    stats(found, level=Level.QUESTIONS)
    return True


SENSIBLE = {
    "--force": ["erewhon", "erw", "ruritania"], "--year": ["2002", "2003/04", "2006"],
    "--pillar": ["kindness", "tidy"], "--question": ["overall", "greeting"],
    "--grade": ["good", "inadequate"], "--status": ["inspected", "not-graded"],
    "--region": ["near-side"], "--nation": ["neverland"], "--since": ["2002", "2002-03-31"],
    "--until": ["2006-08", "2004-01-02"], "--as-of": ["2002-03-31", "2999-01-01"],
    "--format": ["table", "json", "jsonl", "csv", "tsv", "markdown", "html", "svg"],
    "--only": ["improved", "carried-over", "missing"], "--by": ["region", "nation", "force"],
    "--sort": ["name", "grade"], "--region-of": ["ruritania"], "--questions": [], "--json": [],
    "--details": [], "--all": [], "--anyway": [], "--count": [], "--by-region": [],
    "--all-years": [], "--strict": [], "--sources": [], "--fragment": [], "--panel": [],
    "--round": ["latest", "previous", "all", "2007"], "--group": ["near-side", "neverland"],
    "--with": ["ruritania"],
}  # fmt: skip
ARGUMENTS = {
    "show": ["erewhon"], "diff": ["2002", "2003"], "overview": ["2003"], "rank": ["2002"],
    "compare": ["erewhon", "ruritania"], "schema": ["show"], "brief": ["erewhon"],
    "map": ["2003"],
    "site": ["public"],
    "read": ["/dev/null", "--round", "2002"],
}  # fmt: skip

OWN = {
    name: [
        option
        for parameter in built(name).params
        for option in parameter.opts
        if option in SENSIBLE
    ]
    or ["--help"]
    for name in COMMANDS
}
SENSIBLE["--help"] = []


def command_line(numbers: random.Random) -> list[str]:
    """Return a command line that makes sense but for a word or two, or none at all."""
    if numbers.random() < 0.3:
        words = [numbers.choice([*COMMANDS, numbers.choice(WORDS)])]
        for _ in range(numbers.randint(0, 6)):
            words.append(numbers.choice(WORDS if numbers.random() < 0.6 else OPTIONS))
        return words
    name = numbers.choice([*ARGUMENTS, *COMMANDS])
    words = [name, *ARGUMENTS.get(name, [])]
    for _ in range(numbers.randint(0, 3)):
        option = numbers.choice(OWN[name])
        words.append(option)
        if SENSIBLE[option]:
            words.append(numbers.choice(SENSIBLE[option]))
    if numbers.random() < 0.3:
        words[numbers.randrange(len(words))] = numbers.choice(WORDS)
    return words


def fuzz_commands(times: int, seed: int) -> dict[int, int]:
    """Run senseless command lines in this process; return how often each exit code came."""
    numbers = random.Random(seed)  # noqa: S311 - not a secret
    codes: dict[int, int] = {}
    os.environ["PEEL_DATA"] = str(TINY)
    with tempfile.TemporaryDirectory() as folder:
        # So deep that a path that leads upwards leads to nothing else.
        inside = Path(folder) / "a" / "b" / "c"
        inside.mkdir(parents=True)
        os.chdir(inside)
        os.environ["XDG_CACHE_HOME"] = folder
        for number in range(times):
            line = command_line(numbers)
            if numbers.random() < 0.1:
                line += [numbers.choice(["--data", "-o", "--into"]), numbers.choice(WORDS)]
            start = time.monotonic()
            try:
                code = run(line)
                check_code(code)
            except BaseException:
                print(f"command {number} of seed {seed}: {line!r}", file=sys.stderr)
                raise
            codes[code] = codes.get(code, 0) + 1
            check_limits(start, f"command {number} of seed {seed}: {line!r}")
        os.chdir("/")
    return dict(sorted(codes.items()))


def run(line: list[str]) -> int:
    """Run a command line, with what it writes put aside, and return its exit code."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        return run_peel(line)


def check_code(code: int) -> None:
    """Raise AssertionError for an exit code that is not documented."""
    if code not in CODES:
        raise AssertionError(f"exit code {code}")


def peak_memory() -> int:
    """Return the most memory that this program has had, in MiB."""
    status = Path("/proc/self/status")
    if status.exists():
        # What getrusage tells may be of the process that this one was forked from.
        (kibibytes,) = re.findall(r"VmHWM:\s+(\d+) kB", status.read_text())
        return int(kibibytes) // 1024
    import resource  # noqa: PLC0415 - Windows has none

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def check_limits(start: float, what: str) -> None:
    """Raise AssertionError where something took too long or too much."""
    if time.monotonic() - start > SECONDS:
        raise AssertionError(f"{what} took more than {SECONDS} seconds")
    if peak_memory() > MEBIBYTES:
        raise AssertionError(f"{what} took more than {MEBIBYTES} MiB")


def main() -> None:
    """Run one of the three."""
    what, times = sys.argv[1], int(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    ways = {"datasets": fuzz_datasets, "commands": fuzz_commands, "pages": fuzz_pages}
    ends = ways[what](times, seed)
    print(f"{times} {what} from seed {seed}: {ends}; peak memory {peak_memory()} MiB")


if __name__ == "__main__":
    main()
