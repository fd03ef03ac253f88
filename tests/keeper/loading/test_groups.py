"""groups.yaml: named groups of forces, in a dataset or in a file of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from peelcli import load
from peelcli.errors import UsageError
from peelcli.filters import judgment_filter
from peelcli.finding import find_group
from peelcli.keeper.loading import cache, read_valid
from peelcli.keeper.loading.folder import read_dataset
from peelcli.keeper.loading.problems import InvalidDatasetError
from peelcli.model import Dataset, Group

if TYPE_CHECKING:
    from pathlib import Path

GROUPS = """\
twins:
  name: The twins
  forces: [ruritania, ruritania-south]
  day: 2005-01-01
  source: https://trial.example/twins
others:
  name: Others
  forces: [erewhon]
"""
TWINS = Group(
    "twins", "The twins", ("ruritania", "ruritania-south"), "2005-01-01",
    "https://trial.example/twins",
)  # fmt: skip


def test_groups_of_a_dataset(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_AT_REST", -1)
    (dataset / "groups.yaml").write_text(GROUPS, "utf-8")
    (dataset / "version.yaml").write_text("version: '1'\nday: 2008-01-01\n", "utf-8")
    first = read_valid(dataset)

    def never(_: object) -> Dataset:
        raise AssertionError("the YAML was read")

    assert first.groups == {"twins": TWINS, "others": Group("others", "Others", ("erewhon",))}
    for read in (read_valid, never):
        found = cache.cached(dataset, read)
        assert found == first
        assert found.version_day == "2008-01-01"


@pytest.mark.parametrize(
    "written", ["Ruritania & South Police", "RAS", "ruritania SOUTH", "ruritania and s"]
)
def test_a_group_takes_a_force_by_any_whole_name(dataset: Path, written: str) -> None:
    (dataset / "groups.yaml").write_text(GROUPS.replace("ruritania-south", written), "utf-8")
    assert read_valid(dataset).groups["twins"] == TWINS


def test_a_file_of_one_s_own(dataset: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(GROUPS, "utf-8")
    assert load(dataset, groups=own).groups["twins"] == TWINS
    assert load(dataset).groups == {}
    (dataset / "groups.yaml").write_text(GROUPS, "utf-8")
    with pytest.raises(UsageError, match="the dataset has a group 'twins' too"):
        load(dataset, groups=own)
    own.write_text("mine: {name: Mine, forces: [zzz]}\n", "utf-8")
    with pytest.raises(InvalidDatasetError, match="the file of groups is not valid"):
        load(dataset, groups=own)
    with pytest.raises(InvalidDatasetError, match="there is no such file"):
        load(dataset, groups=tmp_path / "nowhere.yaml")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a-b: {name: X}", "groups.yaml:1:6: the group a-b lacks 'forces'; add it"),
        ("a-b: {name: X, forces: []}", "forces must have at least an entry; add it"),
        ("a-b: {name: X, forces: [erewon]}", "no force 'erewon'; did you mean erewhon?"),
        ("a-b: {name: X, forces: [erewhon, erewhon]}", "the force erewhon is named twice"),
        ("far-side: {name: X, forces: [erewhon]}", "'far-side' is a region or a nation"),
        ("A b: {name: X, forces: [erewhon]}", "a group's id 'A b' must be lower-case words"),
        ("a-b: {name: X, forces: [erewhon], day: soon}", "day 'soon' is not a real date"),
        ("a-b: {name: X, forces: [erewhon], source: here}", "source 'here' is not an address"),
        ("a-b: {name: X, forces: [[erewhon]]}", "force must be a single value"),
        ("a-b: {name: '', forces: [erewhon]}", "name is empty"),
    ],
)
def test_what_is_wrong_is_said(dataset: Path, text: str, message: str) -> None:
    (dataset / "groups.yaml").write_text(f"{text}\n", "utf-8")
    (problem,) = read_dataset(dataset).problems
    assert message in str(problem)


def test_regions_and_nations_are_groups_too(dataset: Path) -> None:
    (dataset / "groups.yaml").write_text(GROUPS, "utf-8")
    found = load(dataset)
    assert find_group(found, "twins") == find_group(found, "The twins") == TWINS
    near = find_group(found, "near side")
    assert (near.id, near.forces, near.is_built_in) == (
        "Near Side", ("ruritania", "ruritania-south"), True)  # fmt: skip
    with pytest.raises(UsageError, match="there is no group 'twinz'; did you mean 'twins'"):
        find_group(found, "twinz")


def test_a_filter_takes_the_forces_of_groups(dataset: Path) -> None:
    (dataset / "groups.yaml").write_text(GROUPS, "utf-8")
    found = load(dataset)
    wanted = judgment_filter(found, groups=["twins", "far-side"])
    let = [force.id for force in found.forces.values() if wanted.lets_force_through(force)]
    assert let == ["erewhon", "ruritania", "ruritania-south"]
    narrowed = judgment_filter(found, groups=["twins"], forces=["ruritania"])
    let = [force.id for force in found.forces.values() if narrowed.lets_force_through(force)]
    assert let == ["ruritania"]
