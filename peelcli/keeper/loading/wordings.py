"""wordings.yaml: how pages word questions and areas."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from peelcli.keeper.loading import shipped_dataset
from peelcli.keeper.loading.fields import Reader
from peelcli.keeper.loading.problems import InvalidDatasetError, Problem
from peelcli.keeper.loading.yaml_tree import read_tree
from peelcli.model import Dataset
from peelcli.terms import OVERALL
from peelcli.text import folded

FILE = "wordings.yaml"
AREAS = "areas"
Wordings = Mapping[str, Mapping[str, Sequence[str]]]
"""Phrases by pillar, or `areas`, then question."""


def read_wordings(folder: Path, dataset: Dataset) -> Wordings:
    """Return the phrases in a dataset's folder; without any there, those that come with peel.

    Raises InvalidDatasetError with every problem of the file.
    """
    problems: list[Problem] = []
    found = wordings_in(folder, dataset, problems)
    if problems:
        raise InvalidDatasetError(tuple(sorted(problems)), what="the list of wordings is not valid")
    return found


def wordings_in(folder: Path, dataset: Dataset, problems: list[Problem]) -> Wordings:
    """Return the same, adding to `problems` what is wrong."""
    path = folder / FILE
    is_own = path.exists() or path.is_symlink()
    path = path if is_own else shipped_dataset() / FILE
    root = read_tree(path, str(path), problems)
    reader = Reader(str(path), problems)
    known: dict[str, set[str]] = {}
    for round_ in dataset.rounds.values():
        for question in round_.questions:
            known.setdefault(question.pillar or AREAS, set()).add(question.id or OVERALL)
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for pillar, questions in reader.entries(root, "the list of wordings") if root else ():
        if is_own and pillar.text not in known:
            reader.unknown(pillar, "pillar", known)
        of = found.setdefault(pillar.text, {})
        for key, phrases in reader.entries(questions, f"the wordings of {pillar.text}"):
            if is_own and key.text not in known.get(pillar.text, {key.text}):
                reader.unknown(key, "question", known[pillar.text], of=pillar.text)
            of[key.text] = reader.texts(phrases, key.text)
            for phrase in of[key.text]:
                if not folded(phrase) or phrase.strip().endswith("*"):
                    message = f"{phrase!r} must be words, and must not end in *; correct it"
                    reader.problem(phrases, message)
    return found
