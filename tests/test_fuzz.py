"""A bounded part of what `python tests/fuzz.py` does by the hundred thousand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

FUZZ = Path(__file__).with_name("fuzz.py")


@pytest.mark.parametrize("what", ["datasets", "commands", "pages", "rows", "pictures"])
def test_nothing_breaks_it(what: str) -> None:
    command = [sys.executable, str(FUZZ), what, "200", "2024"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"200 {what} from seed 2024: ")
