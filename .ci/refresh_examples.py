"""Puts into the documentation what its examples print now. Read the change before you keep it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

EXAMPLE = re.compile(r"(```console\n\$ (?P<command>.+)\n)(?:.*\n)*?```")


def printed(match: re.Match[str]) -> str:
    """Return the example with the output of its command."""
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            ["/bin/bash", "-c", match["command"]],
            capture_output=True,
            check=True,
            text=True,
            cwd=folder,
            env=environment,
        )
    return f"{match[1]}{done.stdout}```"


def main() -> None:
    """Rewrite the pages that have examples."""
    root = Path(__file__).parent.parent
    for page in [root / "README.md", *sorted(root.glob("docs/*.md"))]:
        text = page.read_text("utf-8")
        page.write_text(EXAMPLE.sub(printed, text), "utf-8")


if __name__ == "__main__":
    main()
