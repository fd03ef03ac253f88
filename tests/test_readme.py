"""What README.md shows is what happens."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Peel

    from peelcli.model import Dataset

README = Path(__file__).parent.parent / "README.md"
EXAMPLES = re.findall(r"```console\n\$ (.+)\n((?:.*\n)*?)```", README.read_text("utf-8"))


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 4


@pytest.mark.parametrize(("command", "output"), EXAMPLES, ids=[line for line, _ in EXAMPLES])
def test_an_example_prints_what_the_readme_shows(peel: Peel, command: str, output: str) -> None:
    if "jq" in command and not shutil.which("jq"):
        pytest.skip("jq is not installed")
    ran = peel.shell(command)
    assert ran.err == ""
    assert ran.out == output


def test_the_number_of_judgments_is_the_datasets(shipped: Dataset) -> None:

    stated = re.search(r"([\d,]+) judgments", README.read_text("utf-8"))
    assert stated
    assert int(stated[1].replace(",", "")) == sum(1 for _ in shipped.judgments())
