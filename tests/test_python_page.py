"""docs/python.md and docs/tour.ipynb, as a user would run and type-check them."""

from __future__ import annotations

import doctest
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

DOCS = Path(__file__).parent.parent / "docs"
BLOCKS = re.findall(r"```pycon\n((?:.*\n)*?)```", (DOCS / "python.md").read_text("utf-8"))


def test_the_notebook_runs_and_has_its_figure(tmp_path: Path) -> None:
    nbformat, nbclient = (pytest.importorskip(name) for name in ("nbformat", "nbclient"))
    notebook = nbformat.read(DOCS / "tour.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    client = nbclient.NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute()
    kinds = [kind for cell in notebook.cells for output in cell.get("outputs", ())
             for kind in output.get("data", {})]  # fmt: skip
    assert kinds.count("image/png") == 1
    assert kinds.count("text/html") == 3
    assert all(output.output_type != "error" for cell in notebook.cells
               for output in cell.get("outputs", ()))  # fmt: skip


def test_the_examples_pass_a_strict_type_check(tmp_path: Path) -> None:
    if not shutil.which("mypy", path=Path(sys.executable).parent):
        pytest.skip("mypy is not installed")
    examples = doctest.DocTestParser().get_examples("\n".join(BLOCKS))
    assert len(examples) >= 25
    script = "".join(example.source for example in examples)
    (tmp_path / "script.py").write_text(script, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"),
         "script.py"],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.stdout.startswith("Success"), done.stdout


def test_the_map_of_one_s_own_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    text = (DOCS / "python.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(import matplotlib(?:.*\n)*?)```", text)
    assert len([line for line in code.splitlines() if line.strip()]) <= 11
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "python.md", "exec"), {})  # noqa: S102 - our own page
    assert (tmp_path / "map.png").stat().st_size > 5_000
