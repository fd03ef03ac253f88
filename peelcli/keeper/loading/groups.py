"""groups.yaml: named groups of forces, in a dataset or in a file of the user's own."""

from collections.abc import Mapping
from os import PathLike
from pathlib import Path

from peelcli.errors import UsageError
from peelcli.finding import find_force_of
from peelcli.keeper.loading.fields import Read, Reader
from peelcli.keeper.loading.problems import InvalidDatasetError, Problem
from peelcli.keeper.loading.yaml_tree import Node, read_tree
from peelcli.model import Dataset, Force, Group
from peelcli.terms import ReadOnly
from peelcli.text import folded


def read_groups(root: Node, reader: Reader, forces: Mapping[str, Force]) -> dict[str, Group]:
    """Read the groups of a file: id to name, forces and, where there are any, day and source."""
    taken = {folded(text) for force in forces.values() for text in (force.region, force.nation)}
    groups: dict[str, Group] = {}
    named: dict[str, str] = {}

    def members(node: Node, what: str) -> tuple[str, ...]:
        found: list[str] = []
        for item in reader.items(node, what, least=1):
            text = reader.text(item, "force")
            if text is None:
                continue
            try:
                force = find_force_of(forces, text).id
            except UsageError as error:
                reader.problem(item, str(error))
                continue
            if force in found:
                reader.problem(item, f"the force {force} is named twice; keep one")
            else:
                found.append(force)
        return tuple(found)

    keys: dict[str, Read] = {
        "name": reader.text,
        "forces": members,
        "day": reader.date,
        "source": reader.address,
    }
    for key, node in reader.entries(root, "the list of groups"):
        id_ = reader.id(key, "a group's id")
        nodes, values = reader.values(node, f"the group {key.text}", keys, ("name", "forces"))
        if id_ in taken:
            reader.problem(key, f"{key.text!r} is a region or a nation; choose another id")
        elif id_ and nodes and values["name"]:
            other = named.setdefault(folded(values["name"]), id_)
            if other != id_:
                reader.problem(nodes["name"], f"the group {other} has this name too; change one")
            groups[id_] = Group(
                id_, values["name"], values["forces"], values.get("day"), values.get("source")
            )
    return groups


def with_groups(dataset: Dataset, path: str | PathLike[str]) -> Dataset:
    """Return a dataset with the groups of a file beside its own.

    Raises InvalidDatasetError with every problem of the file, and UsageError for an id that the
    dataset has too.
    """
    problems: list[Problem] = []
    root = read_tree(Path(path), str(path), problems)
    found = read_groups(root, Reader(str(path), problems), dataset.forces) if root else {}
    if problems:
        raise InvalidDatasetError(tuple(sorted(problems)), what="the file of groups is not valid")
    names = {folded(group.name): group.id for group in dataset.groups.values()}
    for group in found.values():
        if group.id in dataset.groups:
            raise UsageError(f"the dataset has a group {group.id!r} too; choose another id")
        if folded(group.name) in names:
            raise UsageError(f"the dataset has a group {group.name!r} too; choose another name")
    return dataset._replace(groups=ReadOnly({**dataset.groups, **found}))
