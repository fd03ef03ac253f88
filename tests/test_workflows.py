"""What runs where a release is made: pinned to commits, with no more rights than it needs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".github" / "workflows"
if not FOLDER.is_dir():
    pytest.skip("there are no workflows beside the tests", allow_module_level=True)
JOBS: dict[str, Any] = {
    f"{path.stem}.{name}": job
    for path in sorted(FOLDER.glob("*.yml"))
    for name, job in yaml.safe_load(path.read_text("utf-8"))["jobs"].items()
}
WRITING = ("write", "write-all")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yml")), ids=lambda one: one.name)
def test_no_workflow_has_rights_of_its_own(path: Path) -> None:
    assert yaml.safe_load(path.read_text("utf-8"))["permissions"] == {"contents": "read"}


@pytest.mark.parametrize("name", JOBS)
def test_actions_are_pinned_to_commits(name: str) -> None:
    for step in JOBS[name]["steps"]:
        assert "uses" not in step or re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step["uses"])
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("name", JOBS)
def test_a_job_that_may_write_runs_no_code_of_dependencies(name: str) -> None:
    job = JOBS[name]
    if set(job.get("permissions", {}).values()) & set(WRITING):
        steps = " ".join(str(step) for step in job["steps"])
        assert not re.search(r"\b(?:pip|uv|npm|build-and-inspect)", steps.replace("gh-action-", ""))


def test_npm_installs_exact_versions_without_their_scripts() -> None:
    for name in ("check_pages", "check_workflows"):
        text = (ROOT / ".ci" / name).read_text("utf-8").replace("\\\n", " ")
        (line,) = re.findall(r"npm install .*", text)
        assert " --ignore-scripts " in line
        named = re.findall(r"\S+@\S+", line)
        assert named
        assert all(re.search(r"@\d+\.\d+\.\d+$", action) for action in named)
