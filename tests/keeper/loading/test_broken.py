"""One small broken dataset for each rule, each with the exact message.

A folder of tests/broken has the files in which it differs from tests/tiny, and what `peel check`
says of them.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml
from conftest import BROKEN, RULES

from peelcli import load
from peelcli.keeper.loading.folder import read_dataset
from peelcli.keeper.loading.problems import InvalidDatasetError


def in_any_words(problem: str) -> str:
    """Return a problem without what a parser of YAML says in words of its own."""
    # PyYAML has two, and where it was built without libyaml's, the other one speaks.
    return problem if yaml.__with_libyaml__ else re.sub("(this is not YAML): .*;", r"\1;", problem)


@pytest.mark.parametrize("rule", RULES)
def test_a_broken_rule_is_reported_to_the_letter(dataset: Path, rule: str) -> None:
    shutil.copytree(BROKEN / rule, dataset, dirs_exist_ok=True)
    problems = read_dataset(dataset).problems
    expected = (BROKEN / rule / "expected.txt").read_text("utf-8").splitlines()
    assert list(map(in_any_words, map(str, problems))) == list(map(in_any_words, expected))
    with pytest.raises(InvalidDatasetError) as refused:
        load(dataset)
    assert refused.value.problems == problems
