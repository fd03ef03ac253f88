"""Broken datasets, pages and rows, and senseless command lines, by the thousand, from a seed.

    python tests/fuzz.py datasets 100000 [SEED]    files of a dataset, read and asked
    python tests/fuzz.py commands 100000 [SEED]    command lines
    python tests/fuzz.py pages 100000 [SEED]       pages for `peel read`
    python tests/fuzz.py rows 20000 [SEED]         CSV for `peel import`, each followed by a check
    python tests/fuzz.py pictures 20000 [SEED]     SVG and HTML of hostile names, parsed

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
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import html5lib

from peelcli import load
from peelcli.__main__ import run as run_peel
from peelcli.answers.diff import diff
from peelcli.answers.show import show
from peelcli.answers.stats import stats
from peelcli.cli import COMMANDS, built
from peelcli.errors import DatasetError, PeelError, UsageError
from peelcli.forms import forms
from peelcli.keeper.importing.merge import import_rows
from peelcli.keeper.layout.checkup import check
from peelcli.keeper.loading.folder import read_dataset
from peelcli.keeper.loading.wordings import read_wordings
from peelcli.keeper.pages.page import read_page
from peelcli.keeper.pages.proposals import proposals_of
from peelcli.keeper.pages.scope import lexicon_of, scope_of
from peelcli.keeper.pages.text import text_of
from peelcli.render import PAPER, render
from peelcli.render.json import json_text
from peelcli.terms import Level

if TYPE_CHECKING:
    from collections.abc import Callable

    from peelcli.data import PeelData
    from peelcli.result import Result

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
    "--region", "--worst-first", "--since", "--until", "--count", "--as-of", "--format", "--json",
    "--details", "--all", "--anyway", "--only", "--exit-code", "--by", "--sort",
    "--strict", "--help", "--version", "-h", "--what", "--jsn",
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
    b"<html><head><title>TRIAL 2006-08: Erewhon Constabulary</title><link rel='canonical' "
    b"href='https://trial.example/erewhon/'></head><body><h2>Greeting people</h2><p>Good</p><h2>"
    b"Last inspection (2003/04)</h2><h3>Listening to people</h3><p>Inadequate</p><table><tr><th "
    b"colspan=2>TRIAL 2006-08<th>2003/04</tr><tr><td rowspan=2>Greeting people<td>Good<br>Adequate"
    b"<td>Good</tr></table><ul><li>Ruritania Police</ul>",
    b"# TRIAL 2002: all forces\n\nQuestion 1: saying hello?\n\n| Force | Question 1 | Kindness |\n"
    b"| Erewhon | Good | Inadequate |\n\n## Good\n\nErewhon\nRuritania\n\nGood: Erewhon and "
    b"Ruritania\n\nArea 2001 2002\nGreeting people Good Inadequate\n",
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/"
    b"Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 "
    b"R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n4 0 obj<<"
    b"/Length 216>>stream\nBT /F1 10 Tf 50 700 Td (TRIAL 2006-08: Erewhon Constabulary) Tj ET\n"
    b"BT /F1 10 Tf 50 "
    b"680 Td (Greeting people) Tj ET\nBT /F1 10 Tf 300 680 Td (Good) Tj ET\nBT /F1 10 Tf 50 660 Td "
    b"(Listening to people) Tj ET\nendstream\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF",
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
            scope = scope_of(text, "", data, lexicon, year=None if number % 2 else 2006)
            found = proposals_of([(read_page(text, "page", scope, data, lexicon), None)], data)
            json_text(forms()["read"].record.of(found)).encode("utf-8")
            ends["read"] += 1
        except UsageError:
            ends["refused"] += 1
        except Exception:
            print(f"page {number} of seed {seed}: {broken!r}", file=sys.stderr)
            raise
        check_limits(start, f"page {number} of seed {seed}")
    return ends


HEADER = (
    b"force,year,pillar,question,grade,status,carried_over_from,published,basis,sources,note,"
    b"areas_for_improvement,title"
)
ROWS = (
    b"erewhon,2002,kindness,listening,good,inspected,,2002-03-01,official,"
    b"https://trial.example/x,,,",
    b"ruritania,2003,kindness,greeting,outstanding,carried-over,2002,,secondary,"
    b"https://paper.example/a,Said so,,",
    b"ruritania-south,2006,,greeting,adequate,inspected,,2007-01-02,derived,"
    b"https://trial.example/y,By count.,Smile.,Greeting all people",
    b"erewhon,2003,tidiness,overall,,not-graded,,,official,https://trial.example/z,Ill.,,",
)
SHORT = b"force,year,question,grade,sources"
SHORT_ROWS = (
    b"Erewhon,2006-08,greeting,A,https://trial.example/x",
    b"South Ruritania,2003/04,listening,RI,https://trial.example/y",
)

CELLS = [
    b"", b"erewhon", b"ruritania", b"2001", b"2002", b"2003/04", b"2006-08", b"latest", b"kindness",
    b"tidiness", b"overall", b"greeting", b"listening", b"desks", b"good", b"RI", b"adequate",
    b"not-graded", b"carried-over", b"2002-03-31", b"6 May 2004", b"unknown", b"derived",
    b"https://x.example/a", b'"a\nb"', b"#", b": ", b"- x", b"'", b'"""x"""', b"\xc3\xa9",
    b"{a: b}", b"&a", b"*a", b"!!x", b"null", b"yes", b"[x]", b"@x", b"%", b"x" * 500,
    b"\xff", b"=1+1",
]  # fmt: skip


def fuzz_rows(times: int, seed: int) -> dict[str, int]:
    """Import broken CSV into the invented dataset; return how the imports ended.

    What was imported must be a valid dataset in its layout; what was refused must change nothing.
    """
    numbers = random.Random(seed)  # noqa: S311 - not a secret
    ends = {"imported": 0, "refused": 0}
    with tempfile.TemporaryDirectory() as folder:
        dataset = shutil.copytree(TINY, Path(folder) / "dataset")
        before = contents_of(dataset)
        for number in range(times):
            header, some = numbers.choice([(HEADER, ROWS), (SHORT, SHORT_ROWS)])
            chosen = numbers.sample(some, numbers.randint(1, len(some)))
            for _ in range(numbers.randint(0, 2)):
                row = numbers.randrange(len(chosen))
                cells = chosen[row].split(b",")
                cells[numbers.randrange(len(cells))] = numbers.choice(CELLS)
                chosen[row] = b",".join(cells)
            rows = b"\n".join([header, *chosen, b""])
            if numbers.random() < 0.3:
                rows = mutated(rows, numbers)
            path = Path(folder) / "rows.csv"
            path.write_bytes(rows)
            start = time.monotonic()
            try:
                import_rows(path, dataset, TINY, replace=numbers.random() < 0.7)
                ends["imported"] += 1
                check_dataset(dataset)
                if contents_of(dataset) != before:
                    shutil.rmtree(dataset)
                    shutil.copytree(TINY, dataset)
            except PeelError:
                ends["refused"] += 1
                check_same(contents_of(dataset), before)
            except Exception:
                print(f"rows {number} of seed {seed}: {rows!r}", file=sys.stderr)
                raise
            check_limits(start, f"rows {number} of seed {seed}")
    return ends


def check_dataset(folder: Path) -> None:
    """Raise AssertionError for a dataset that is not valid, or not in its layout."""
    found = check(folder)
    if found.problems or found.layout:
        raise AssertionError([*found.problems, *found.layout])


def check_same(now: dict[str, bytes], before: dict[str, bytes]) -> None:
    """Raise AssertionError where a refused import changed a file."""
    if now != before:
        raise AssertionError([name for name in now | before if now.get(name) != before.get(name)])


def contents_of(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file of a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


# The reader refuses control characters, and what turns text around.
HOSTILE = [
    "<script>", "&amp;", "&", "\"", "'", "]]>", "--", "\ud7ff", "|",
    "`", "[x](y)", "=1+1", "é", "\u0301", "한", "\U0001f600", "\t", "a" * 300,
    "\u00a0", "</text>", "<!--", "%s", "{0}", "\\", "x" * 40,
]  # fmt: skip
PICTURES: dict[str, Callable[[PeelData, int], Result]] = {
    "show": lambda data, _: data.show("erewhon", questions=True, details=True, sources=True),
    "brief": lambda data, _: data.brief("ruritania"),
    "overview": lambda data, year: data.overview(year, by="region"),
    "compare": lambda data, _: data.compare("erewhon", "ruritania", round="all", questions=True),
    "map": lambda data, _: data.map(2002, pillar="kindness"),
    "diff": lambda data, _: data.diff(2002, 2003, questions=True, all=True, anyway=True),
    "stats": lambda data, year: data.stats(year, by="region"),
    "trend": lambda data, _: data.trend("erewhon", questions=True),
    "list": lambda data, year: data.list(round=year, sort="grade", question="overall"),
    "rounds": lambda data, _: data.list_rounds(),
    "forces": lambda data, _: data.list_forces(),
    "questions": lambda data, _: data.questions(),
    "coverage": lambda data, _: data.coverage(by="force"),
}


def hostile(numbers: random.Random, text: str) -> str:
    """Return a text with hostile pieces in it."""
    pieces = numbers.choices(HOSTILE, k=numbers.randint(1, 4))
    at = numbers.randrange(len(text) + 1)
    return text[:at] + "".join(pieces) + text[at:]


def fuzz_pictures(times: int, seed: int) -> dict[str, int]:
    """Draw answers in which every name is hostile; each must be whole XML, or whole HTML."""
    numbers = random.Random(seed)  # noqa: S311 - not a secret
    ends: dict[str, int] = {"svg": 0, "html": 0}
    data = load(TINY)
    strict = html5lib.HTMLParser(strict=True)
    for number in range(times):
        found = with_hostile_names(numbers, data)
        name = numbers.choice([*PICTURES])
        format_ = numbers.choice(["svg", "html"])
        start = time.monotonic()
        try:
            text = render(PICTURES[name](found, numbers.choice([2002, 2003])), format_, PAPER)
            if format_ == "svg":
                ElementTree.fromstring(text)  # noqa: S314 - our own
            else:
                strict.parse(text)
        except Exception:
            print(f"picture {number} of seed {seed}: {name} as {format_}", file=sys.stderr)
            raise
        ends[format_] += 1
        check_limits(start, f"picture {number} of seed {seed}")
    return ends


def with_hostile_names(numbers: random.Random, data: PeelData) -> PeelData:
    """Return a dataset whose forces, regions, rounds, questions and notes have hostile names."""
    forces = {
        id_: force._replace(
            name=hostile(numbers, force.name), region=hostile(numbers, force.region)
        )
        for id_, force in data.forces.items()
    }
    rounds = {}
    for year, round_ in data.rounds.items():
        asked = {
            key: question._replace(
                name=hostile(numbers, question.name),
                title=hostile(numbers, question.title or "x"),
            )
            for key, question in round_.asked.items()
        }
        rounds[year] = round_._replace(
            label=hostile(numbers, round_.label),
            asked=asked,
            missing=hostile(numbers, "x"),
        )
    judgments = {
        force: {
            place: judgment._replace(
                note=hostile(numbers, judgment.note or "x"),
                sources=tuple(hostile(numbers, source) for source in judgment.sources),
            )
            for place, judgment in of.items()
        }
        for force, of in data.by_force.items()
    }
    return data._replace(forces=forces, rounds=rounds, by_force=judgments)


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
        json_text(forms()["show"].record.of(show(found, force, level=Level.QUESTIONS))).encode(
            "utf-8"
        )
    for round_ in rounds:
        json_text(forms()["diff"].record.of(diff(found, round_, rounds[-1], level=Level.QUESTIONS)))
    stats(found, level=Level.QUESTIONS)
    return True


SENSIBLE = {
    "--force": ["erewhon", "erw", "ruritania"], "--year": ["2002", "2003/04", "2006"],
    "--pillar": ["kindness", "tidy"], "--question": ["overall", "greeting"],
    "--grade": ["good", "inadequate"], "--status": ["inspected", "not-graded"],
    "--region": ["near-side", "neverland"], "--since": ["2002", "2002-03-31"],
    "--until": ["2006-08", "2004-01-02"], "--as-of": ["2002-03-31", "2999-01-01"],
    "--format": ["table", "json", "jsonl", "csv", "tsv", "markdown", "html", "svg"],
    "--only": ["improved", "carried-over", "missing"], "--by": ["region", "nation", "force"],
    "--sort": ["name", "grade"], "--questions": [], "--json": [],
    "--details": [], "--all": [], "--anyway": [], "--count": [],
    "--strict": [], "--sources": [], "--fragment": [], "--panel": [],
    "--round": ["latest", "previous", "all", "2007"], "--group": ["near-side", "neverland"],
    "--with": ["ruritania"], "--against": ["mine", "package"], "--clear": [], "--data": ["mine"],
    "--drop-comments": [], "--dry-run": [], "--exit-code": [], "--fix": [],
    "--groups": ["groups.yaml"], "--ignore-extra": [], "--into": ["mine", "new"],
    "--output": ["x.json", "x.svg", "x.docx", "x.xlsx", "-"], "-o": ["x.html", "x.csv", "package"],
    "--pages": ["pages"], "--replace": [], "--source": ["https://trial.example/x"],
    "--template": [], "--title": ["A < B & C"], "--yaml": [],
}  # fmt: skip
ARGUMENTS = {
    "show": ["erewhon"], "diff": ["2002", "2003"], "overview": ["2003"],
    "compare": ["erewhon", "ruritania"], "schema": ["show"], "brief": ["erewhon"],
    "map": ["2003"],
    "site": ["public"],
    "read": ["page.txt"], "check": ["mine"], "import": ["rows.csv"],
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
        fill(inside)
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


def fill(folder: Path) -> None:
    """Put what command lines name into a folder."""
    shutil.copytree(TINY, folder / "mine")
    (folder / "pages").mkdir()
    for path in (folder / "page.txt", folder / "pages" / "page.txt"):
        path.write_bytes(PAGES[0])
    (folder / "rows.csv").write_bytes(b"\n".join([HEADER, *ROWS, b""]))
    (folder / "groups.yaml").write_text("twins: {name: Twins, forces: [erewhon, ruritania]}\n")


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
    """Run one of the five."""
    what, times = sys.argv[1], int(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    ways = {
        "datasets": fuzz_datasets,
        "commands": fuzz_commands,
        "pages": fuzz_pages,
        "rows": fuzz_rows,
        "pictures": fuzz_pictures,
    }
    ends = ways[what](times, seed)
    print(f"{times} {what} from seed {seed}: {ends}; peak memory {peak_memory()} MiB")


if __name__ == "__main__":
    main()
