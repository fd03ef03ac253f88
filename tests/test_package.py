"""What the wheel has in it, and that it works where there is nothing else."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

import peelcli

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this project."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "-w", str(folder), str(ROOT)], check=True, capture_output=True)
    (built,) = folder.iterdir()
    return built


def test_the_same_files_give_the_same_bytes(wheel: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "-w", str(tmp_path), str(ROOT)], check=True, capture_output=True)
    (again,) = tmp_path.iterdir()
    assert again.name == wheel.name
    assert again.read_bytes() == wheel.read_bytes()


def test_the_tests_see_the_edit_and_no_installed_copy() -> None:
    assert Path(peelcli.__file__).is_relative_to(ROOT)


def test_data_is_in_and_tests_are_out(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    data = {str(path.relative_to(ROOT)) for path in (ROOT / "data").rglob("*") if path.is_file()}
    inside = {name.removeprefix("peelcli/") for name in names if name.startswith("peelcli/data/")}
    assert inside == data
    assert "peelcli/data/LICENCE.md" in names
    assert "peelcli/py.typed" in names
    tops = {name.split("/")[0] for name in names}
    assert len(tops) == 3
    assert all(top == "peelcli" or top.endswith((".dist-info", ".data")) for top in tops)
    assert any(name.endswith(".data/data/share/man/man1/peel.1") for name in names)
    assert not [name for name in names if "test" in name or "benchmark" in name]
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_it_works_offline_in_an_environment_of_its_own(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    bin_ = tmp_path / "env" / "bin"
    # What it needs comes from here: nothing is fetched.
    here = next(path for path in sys.path if path.endswith("site-packages"))
    (packages,) = (tmp_path / "env" / "lib").glob("*/site-packages")
    install = [str(bin_ / "pip"), "install", "--quiet", "--no-index", "--no-deps", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    (packages / "needs.pth").write_text(here + "\n")
    shown = subprocess.run(
        [bin_ / "peel", "show", "derbyshire", "--year", "2016"],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert "Outstanding ▲" in shown.stdout
    where = subprocess.run(
        [bin_ / "python", "-c", "import peelcli; print(peelcli.__file__)"],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert where.stdout.startswith(str(packages))
