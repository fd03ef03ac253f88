"""wordings.yaml: how pages word questions and areas."""

from pathlib import Path

from peelcli.loading import shipped_dataset
from peelcli.loading.fields import Reader
from peelcli.loading.problems import InvalidDatasetError, Problem
from peelcli.loading.yaml_tree import read_tree
from peelcli.model import Dataset
from peelcli.pages.words import AREAS, Wordings
from peelcli.terms import OVERALL

FILE = "wordings.yaml"


def read_wordings(folder: Path, dataset: Dataset) -> Wordings:
    """Return the phrases in a dataset's folder; without any there, those that come with peel.

    Raises InvalidDatasetError with every problem of the file.
    """
    path = folder / FILE
    is_own = path.is_file()
    path = path if is_own else shipped_dataset() / FILE
    problems: list[Problem] = []
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
    if problems:
        raise InvalidDatasetError(tuple(sorted(problems)), what="the list of wordings is not valid")
    return found
