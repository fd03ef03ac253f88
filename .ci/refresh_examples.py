"""Renews the examples and tables in the documentation. Read the change before you keep it.

In README.md and docs, a ```console block is one command, after `$`, and its output. In the
pages of SESSIONS, ```sh blocks are run one after the other in one shell, and a ```text block is
what the block before it prints. In docs/json.md, a table follows each `<!-- fields: NAME -->`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from peelcli import answers, records
from peelcli.errors import MEANINGS
from peelcli.forms import forms
from peelcli.keeper import check, fetch, read, revision, update
from peelcli.manual import manual

ROOT = Path(__file__).parent.parent
HOMES = (
    records,
    *(
        import_module(f"peelcli.answers.{iter_module.name}")
        for iter_module in iter_modules(answers.__path__)
    ),
    check,
    read,
    revision,
    fetch,
    update,
)
EXAMPLE = re.compile(r"(```console\n\$ (?P<command>.+)\n)(?:.*\n)*?```")
PICTURE = re.compile(r"\*`(peel .+ -o docs/.+\.svg)` made this picture\.\*")
FIELDS = re.compile(r"(?P<head><!-- fields: (?P<name>\w+) -->\n)(?:\n(?:\|.*\n)+)?")
SESSIONS = ("adding-a-round.md", "own-data.md")
APART = "-- the next block --"
CODES = re.compile(r"<!-- exit codes -->\n(?:\n(?:\|.*\n)+)?")
STEP = re.compile(r"```sh\n(?P<script>(?:.*\n)*?)```(?:\n\n```text\n(?P<output>(?:.*\n)*?)```)?")


def printed(script: str, folder: Path) -> str:
    """Return what a script prints, errors and all, with `peel` being the installed one."""
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["/bin/bash", "-ec", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=True,
        text=True,
        cwd=folder,
        env=environment,
    )
    return done.stdout


def refresh_examples(page: Path) -> None:
    """Rewrite a page's ```console blocks."""
    with tempfile.TemporaryDirectory() as folder:

        def example(match: re.Match[str]) -> str:
            return f"{match[1]}{printed(match['command'], Path(folder))}```"

        page.write_text(EXAMPLE.sub(example, page.read_text("utf-8")), "utf-8")


def refresh_steps(page: Path) -> None:
    """Rewrite the output of a page's ```sh blocks, run in one shell beside a copy of the data."""
    text = page.read_text("utf-8")
    scripts = [match["script"] for match in STEP.finditer(text)]
    with tempfile.TemporaryDirectory() as folder:
        if page.name == "adding-a-round.md":
            shutil.copytree(ROOT / "data", Path(folder) / "data")
        whole = f"echo '{APART}'\n".join(scripts)
        outputs = iter(printed(f"exec 2>&1\n{whole}", Path(folder)).split(f"{APART}\n"))

        def step(match: re.Match[str]) -> str:
            output = next(outputs)
            shown = f"\n\n```text\n{output}```" if match["output"] is not None else ""
            return f"```sh\n{match['script']}```{shown}"

        page.write_text(STEP.sub(step, text), "utf-8")


def with_tables(text: str) -> str:
    """Return a page with the fields of the records that it names, as `peelcli.records` has them."""

    def table(match: re.Match[str]) -> str:
        name = match["name"]
        if name in forms():
            record = forms()[name].record
        else:
            upper = name.upper()
            record = next(getattr(home, upper) for home in HOMES if hasattr(home, upper))
        rows = [
            f"| `{field.name}` | {field.type.name} | {field.meaning} |\n" for field in record.fields
        ]
        return f"{match['head']}\n| field | type | meaning |\n| --- | --- | --- |\n{''.join(rows)}"

    return FIELDS.sub(table, text)


def with_exit_codes(text: str) -> str:
    """Return a page with the exit codes, as `peelcli.errors` has them."""
    rows = "".join(f"| {code} | {meaning} |\n" for code, meaning in MEANINGS.items())
    table = f"<!-- exit codes -->\n\n| exit code | meaning |\n| --- | --- |\n{rows}"
    return CODES.sub(lambda _: table, text)


def main() -> None:
    """Rewrite all pages that have examples."""
    for page in [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))]:
        refresh_examples(page)
    page = ROOT / "docs" / "json.md"
    page.write_text(with_tables(page.read_text("utf-8")), "utf-8")
    page = ROOT / "docs" / "scripts.md"
    page.write_text(with_exit_codes(page.read_text("utf-8")), "utf-8")
    (ROOT / "docs" / "peel.1").write_text(manual(), "utf-8")
    for name in SESSIONS:
        refresh_steps(ROOT / "docs" / name)
    for command in PICTURE.findall((ROOT / "docs" / "gallery.md").read_text("utf-8")):
        printed(command, ROOT)


if __name__ == "__main__":
    main()
