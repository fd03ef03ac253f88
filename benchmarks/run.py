"""Compares run times of peel with their budgets and with other tools.

    python benchmarks/run.py [RUNS]

Makes an environment of its own for peel and one for the peers, in a folder that is removed at
the end, and writes benchmarks/RESULTS.md. It measures whole processes in turns, so that other
load falls on all alike, adds user and system time, and takes medians. A ratio is of medians of
the same run. A budget that is not kept fails nothing; the table says so.
"""

from __future__ import annotations

import csv
import io
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
PEERS = ("csv-diff", "csvkit", "sqlite-utils", "duckdb")
LARGE = (10, 100)
HELLO = """\
import typer
app = typer.Typer()

@app.command()
def hello(name: str = typer.Argument(autocompletion=lambda: ["world", "moon"])):
    print(f"Hello {name}")

@app.command()
def goodbye(name: str):
    print(f"Goodbye {name}")

app()
"""
PAGE = """\
Derbyshire Constabulary: PEEL 2018/19
The force is good at treating the public fairly.
"""
RICH = "import rich.console, rich.table\n"
DUCKDB = """\
import sys
import duckdb
print(duckdb.sql(
    "select a.key, a.grade, b.grade from read_csv(?) a join read_csv(?) b using (key) "
    "where a.grade <> b.grade order by 1", params=sys.argv[1:]).fetchall())
"""


@dataclass
class Case:
    """A command, what it is measured against, and how it did."""

    name: str
    command: list[str]
    env: dict[str, str] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    kilobytes: list[int] = field(default_factory=list)

    def run(self) -> None:
        """Run it once, and note what it took."""
        process = subprocess.Popen(
            self.command,
            env=os.environ | self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, status, used = os.wait4(process.pid, 0)
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            sys.exit(f"{self.name} failed: {self.command}")
        self.seconds.append(used.ru_utime + used.ru_stime)
        self.kilobytes.append(used.ru_maxrss)

    @property
    def cpu(self) -> float:
        """Its median, in seconds."""
        return statistics.median(self.seconds)

    @property
    def spread(self) -> float:
        """Half of what lies between the quartiles, as a share of the median."""
        low, _, high = statistics.quantiles(self.seconds, n=4)
        return (high - low) / 2 / self.cpu

    @property
    def memory(self) -> float:
        """Its median peak, in kilobytes."""
        return statistics.median(self.kilobytes)


def environment(folder: Path, *packages: str) -> Path:
    """Make an environment with packages, and return the folder of its commands."""
    venv.create(folder, with_pip=True)
    command = [str(folder / "bin" / "pip"), "install", "--quiet", *packages]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return folder / "bin"


def rounds_as_csv(peel: Path, folder: Path) -> None:
    """Write both rounds as CSV with a key: r2016.csv with all fields, narrow2016.csv with two."""
    for year in (2016, 2017):
        done = subprocess.run(
            [peel, "export", "--year", str(year)], check=True, capture_output=True, text=True
        )
        rows = [
            {"key": "/".join((row["force"], row["pillar"], row["question"])), **row}
            for row in csv.DictReader(io.StringIO(done.stdout))
        ]
        for name, fields in (("r", list(rows[0])), ("narrow", ["key", "grade"])):
            with (folder / f"{name}{year}.csv").open("w", newline="") as file:
                writer = csv.DictWriter(file, fields, extrasaction="ignore")
                writer.writeheader()
                writer.writerows(rows)


def completing(command: list[str], words: str) -> dict[str, str]:
    """Return what a shell sets to ask for the completion of words."""
    name = Path(command[-1]).name.upper()
    return {
        f"_{name}_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }


def cases(bin_: Path, peers: Path, work: Path) -> dict[str, Case]:
    """Return everything that is measured."""
    peel, python = str(bin_ / "peel"), str(bin_ / "python")
    (work / "hello").write_text(HELLO)
    (work / "hello_rich.py").write_text(RICH + HELLO)
    (work / "join.py").write_text(DUCKDB)
    (work / "page.txt").write_text(PAGE)
    rounds_as_csv(bin_ / "peel", work)
    old, new, narrow_old, narrow_new = (
        str(work / f"{name}{year}.csv") for name in ("r", "narrow") for year in (2016, 2017)
    )
    ten, hundred = ({"PEEL_DATA": str(work / f"large{times}")} for times in LARGE)
    hello = [python, str(work / "hello")]
    diff = [peel, "diff", "2016", "2017"]
    sql = "select a.key, a.grade, b.grade from r2016 a join r2017 b using (key)"
    named = {
        "hello": Case("Typer hello-world", [*hello, "hello", "x"]),
        "hello-rich": Case("the same, importing Rich", [python, str(work / "hello_rich.py"), "hello", "x"]),
        "hello-tab": Case("its completion", hello, completing(hello, "hello hello w")),
        "show-json": Case("`peel show derbyshire --json`", [peel, "show", "derbyshire", "--json"]),
        "diff-json": Case("`peel diff 2016 2017 --json`", [*diff, "--json"]),
        "show": Case("`peel show derbyshire`", [peel, "show", "derbyshire"]),
        "diff": Case("`peel diff 2016 2017`", diff),
        "tab": Case("completion of a force", [peel], completing([peel], "peel show derb")),
        "stats": Case("`peel stats --round all --json`", [peel, "stats", "all", "--json"]),
        "export": Case("`peel export`", [peel, "export"]),
        "no-cache": Case("`peel show derbyshire --json` without a cache", [peel, "show", "derbyshire", "--json"], {"XDG_CACHE_HOME": os.devnull}),
        "show-ten": Case("`peel show derbyshire --json`, 10 x", [peel, "show", "derbyshire", "--json"], ten),
        "diff-large": Case("`peel diff 2016 2017 --json`", [*diff, "--json"], hundred),
        "stats-large": Case("`peel stats --round all --json`", [peel, "stats", "all", "--json"], hundred),
        "export-large": Case("`peel export`", [peel, "export"], hundred),
        "map": Case("`peel map --pillar legitimacy`", [peel, "map", "--pillar", "legitimacy"]),
        "map-svg": Case("the same, as SVG", [peel, "map", "--pillar", "legitimacy", "--format", "svg"]),
        "bars": Case("`peel stats`", [peel, "stats"]),
        "brief": Case("`peel brief derbyshire`", [peel, "brief", "derbyshire"]),
        "compare": Case("`peel compare derbyshire notts`", [peel, "compare", "derbyshire", "notts"]),
        "overview": Case("`peel overview`", [peel, "overview"]),
        "list": Case("`peel list --sort grade`", [peel, "list", "--sort", "grade"]),
        "trend": Case("`peel trend derbyshire`", [peel, "trend", "derbyshire"]),
        "coverage": Case("`peel coverage`", [peel, "coverage"]),
        "read": Case("`peel read page.txt`", [peel, "read", str(work / "page.txt")]),
        "against": Case("`peel check --against OLD`", [peel, "check", "--against", str(ROOT / "data")]),
        "check": Case("`peel check`", [peel, "check"]),
        "site": Case("`peel site FOLDER`", [peel, "site", str(work / "site")]),
        "bars-svg": Case("the same, as SVG", [peel, "stats", "--format", "svg"]),
        "csv-diff": Case("csv-diff", [str(peers / "csv-diff"), old, new, "--key=key"]),
        "csv-diff-narrow": Case("csv-diff, files of two columns", [str(peers / "csv-diff"), narrow_old, narrow_new, "--key=key"]),
        "csvjoin": Case("csvkit's csvjoin", [str(peers / "csvjoin"), "-c", "key", old, new]),
        "sqlite-utils": Case("sqlite-utils memory", [str(peers / "sqlite-utils"), "memory", old, new, sql]),
        "duckdb": Case("duckdb in Python", [str(peers / "python"), str(work / "join.py"), old, new]),
    }  # fmt: skip
    if mlr := shutil.which("mlr"):
        named["mlr"] = Case(
            "Miller (C or Go)",
            [mlr, "--icsv", "--ojson", "join", "-j", "key", "--lp", "a_", "-f", old, new],
        )
    if jq := shutil.which("jq"):
        for year in (2016, 2017):
            with (work / f"r{year}.csv").open(newline="") as file:
                pairs = [[row["key"], row["grade"]] for row in csv.DictReader(file)]
            (work / f"r{year}.json").write_text(json.dumps(pairs))
        program = "([.[0][] | {key: .[0], value: .[1]}] | from_entries) as $a | .[1][] | select($a[.[0]] != .[1])"
        files = [str(work / f"r{year}.json") for year in (2016, 2017)]
        named["jq"] = Case("jq (C), from JSON", [jq, "-s", "-c", program, *files])
    return named


LIMITS = [
    ("show-json", "hello", 1.12),
    ("diff-json", "hello", 1.16),
    ("show", "hello-rich", 1.12),
    ("diff", "hello-rich", 1.12),
    ("tab", "hello-tab", 1.20),
    ("no-cache", "hello", 4.0),
    ("show-ten", "show-json", 1.6),
    ("map-svg", "map", 1.3),
    ("bars-svg", "bars", 1.3),
    ("diff-json", "csv-diff", 1.0),
    ("diff-json", "csvjoin", 0.5),
    ("diff-json", "sqlite-utils", 0.5),
    ("diff-json", "duckdb", 0.5),
]
OTHERS = (
    "brief",
    "map",
    "compare",
    "overview",
    "bars",
    "list",
    "trend",
    "coverage",
    "read",
    "against",
    "check",
    "site",
)
MEMORY = [
    ("show-json", "hello"),
    ("diff-json", "hello"),
    ("show", "hello-rich"),
    ("diff", "hello-rich"),
]
MEMORY_LIMIT = 1.25
PER_JUDGMENT = 8.0


def report(named: dict[str, Case], runs: int, judgments: int, versions: str) -> str:
    """Return the results as Markdown."""

    def verdict(kept: bool) -> str:
        return "kept" if kept else "**not kept**"

    lines = [
        "# Run times, beside their budgets and other tools",
        "",
        f"Measured on {datetime.now(UTC):%Y-%m-%d} by `python benchmarks/run.py`: {runs} runs of each,",
        "in turns; user and system time of whole processes; ratios of medians. Spread is half the",
        "distance of the quartiles, as a share of the median.",
        "",
        versions,
        "",
        "| call | against | ratio | at most | | spread |",
        "| --- | --- | ---: | ---: | --- | ---: |",
    ]
    for name, base, limit in LIMITS:
        ratio = named[name].cpu / named[base].cpu
        spread = f"{named[name].spread:.0%} / {named[base].spread:.0%}"
        lines.append(
            f"| {named[name].name} | {named[base].name} | {ratio:.2f} | {limit:.2f} "
            f"| {verdict(ratio <= limit)} | {spread} |"
        )
    lines += ["", "| call | CPU against `peel show derbyshire` |", "| --- | ---: |"]
    lines += [
        f"| {named[name].name} | {named[name].cpu / named['show'].cpu:.2f} |" for name in OTHERS
    ]
    lines += [
        "",
        "| peak memory of | against | ratio | at most | |",
        "| --- | --- | ---: | ---: | --- |",
    ]
    for name, base in MEMORY:
        ratio = named[name].memory / named[base].memory
        lines.append(
            f"| {named[name].name} | {named[base].name} | {ratio:.2f} | {MEMORY_LIMIT:.2f} "
            f"| {verdict(ratio <= MEMORY_LIMIT)} |"
        )
    lines += [
        "",
        f"With {LARGE[-1]} times the judgments ({LARGE[-1] * judgments:,}):",
        "",
        "| call | microseconds a judgment, on top of the call on the shipped dataset | at most | |",
        "| --- | ---: | ---: | --- |",
    ]
    for name, small in (
        ("diff-large", "diff-json"),
        ("stats-large", "stats"),
        ("export-large", "export"),
    ):
        each = (named[name].cpu - named[small].cpu) / ((LARGE[-1] - 1) * judgments) * 1e6
        lines.append(
            f"| {named[name].name} | {each:.2f} | {PER_JUDGMENT:.2f} | {verdict(each <= PER_JUDGMENT)} |"
        )
    lines += [
        "",
        "Other tools compare the same two rounds, from CSV files made beforehand. They do less: they",
        "join on a key, and have no rules on which grades can be compared.",
        "",
        "| tool | CPU against `peel diff 2016 2017 --json` |",
        "| --- | ---: |",
    ]
    ours = named["diff-json"].cpu
    for name in ("csv-diff", "csv-diff-narrow", "csvjoin", "sqlite-utils", "duckdb", "mlr", "jq"):
        if name in named:
            ratio = named[name].cpu / ours
            lines.append(f"| {named[name].name} | {ratio:.2f}{' (faster)' if ratio < 1 else ''} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, print and write."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        os.environ["XDG_CACHE_HOME"] = str(work / "cache")
        bin_ = environment(work / "peel", str(ROOT))
        peers = environment(work / "peers", *PEERS)
        for times in LARGE:
            script = [str(bin_ / "python"), str(ROOT / "benchmarks" / "enlarge.py")]
            target = [str(ROOT / "data"), str(work / f"large{times}"), str(times)]
            subprocess.run([*script, *target], check=True)
        named = cases(bin_, peers, work)
        time.sleep(3)  # only files at rest are cached
        for case in named.values():
            case.run()
            case.run()
            case.seconds.clear()
            case.kilobytes.clear()
        for _ in range(runs):
            for case in named.values():
                case.run()
        listed = subprocess.run(
            [bin_ / "pip", "freeze"], capture_output=True, text=True, check=True
        ).stdout
        theirs = subprocess.run(
            [peers / "pip", "freeze"], capture_output=True, text=True, check=True
        ).stdout
        wanted = ("typer", "rich", "PyYAML", "csv-diff", "csvkit", "sqlite-utils", "duckdb")
        packages = [
            line for line in (listed + theirs).splitlines() if line.split("==")[0] in wanted
        ]
        count = subprocess.run(
            [bin_ / "peel", "list", "--round", "all", "--count"],
            capture_output=True,
            text=True,
            check=True,
        )
        versions = f"Python {platform.python_version()}, {', '.join(dict.fromkeys(packages))}."
        text = report(named, runs, int(count.stdout), versions)
    RESULTS.write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
