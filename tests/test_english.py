"""Plain English: the words that CONTRIBUTING.md lists stay out of what people read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from peelcli.commands.help import TOPICS
from peelcli.manual import manual

ROOT = Path(__file__).parent.parent
_, _, BELOW = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("| not | but |")
LISTED = re.findall(r"^\| ([a-z][a-z ]+) \| [a-z].* \|$", BELOW.partition("\n\n")[0], re.MULTILINE)
PLACES = ["*.md", "docs/*.md", "data/*.md", "data/*.yaml", "data/judgments/*.yaml",
          "peelcli/**/*.py", "peelcli/**/*.js", "peelcli/**/*.css", "peelcli/**/*.typ"]  # fmt: skip


def faults(text: str) -> list[str]:
    """Return the listed words in a text, each with what stands around it."""
    words = re.compile(rf"\b(?:{'|'.join(LISTED)})\b", re.IGNORECASE)
    flat = " ".join(text.split())
    return [flat[max(0, found.start() - 30) : found.end() + 30] for found in words.finditer(flat)]


def test_the_list_is_read() -> None:
    assert {"of which", "so many", "told apart"} <= {*LISTED}
    assert faults("Rounds of\nwhich nothing is known") == ["Rounds of which nothing is known"]
    assert faults("proof which") == []


@pytest.mark.parametrize("place", PLACES)
def test_no_file_has_them(place: str) -> None:
    paths = [path for path in ROOT.glob(place) if path.name not in ("CONTRIBUTING.md", "data")]
    assert paths
    found = {
        f"{path.relative_to(ROOT)}: {fault}"
        for path in paths
        if "peelcli/data" not in path.as_posix()
        for fault in faults(path.read_text("utf-8"))
    }
    assert found == set()


def test_no_help_has_them() -> None:
    for text in (manual(), *(topic() for topic in TOPICS.values())):
        assert faults(text) == []
