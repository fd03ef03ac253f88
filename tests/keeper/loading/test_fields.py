"""Every field that is not what it must be is named, with its place.

fields.txt has the cases: a file, the lines of it (-) that others take the place of (+), and the
problems that are then found (=), all of them.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from peelcli.keeper.loading.folder import read_dataset


class Case(NamedTuple):
    file: str
    old: str
    new: str
    problems: list[str]


def case(block: str) -> Case:
    file, *lines = block.splitlines()
    by_sign = {sign: [line[2:] for line in lines if line.startswith(sign)] for sign in "-+="}
    return Case(file, "\n".join(by_sign["-"]), "\n".join(by_sign["+"]), by_sign["="])


CASES = [case(block) for block in Path(__file__).with_name("fields.txt").read_text().split("\n\n")]


@pytest.mark.parametrize("one", CASES, ids=[f"{case.file}-{case.new}" for case in CASES])
def test_a_field_of_the_wrong_make_is_named(dataset: Path, one: Case) -> None:
    path = dataset / one.file
    text = path.read_text()
    assert one.old in text
    text = text.replace(one.old, one.new, 1)
    path.write_text(text)
    problems = read_dataset(dataset).problems
    assert problems
    assert [str(problem).removeprefix("dataset/") for problem in problems] == one.problems
    for problem in problems:
        # Each points at something, not at the space before it.
        assert text.splitlines()[problem.line - 1][problem.column - 1].strip()
