"""One small broken dataset for each rule, each with the exact message.

A folder of tests/broken has the files in which it differs from tests/tiny, and what `peel check`
says of them.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import BROKEN, RULES

from peelcli.loading import load
from peelcli.loading.problems import InvalidDatasetError
from peelcli.loading.reading import read_dataset


@pytest.mark.parametrize("rule", RULES)
def test_a_broken_rule_is_reported_to_the_letter(dataset: Path, rule: str) -> None:
    shutil.copytree(BROKEN / rule, dataset, dirs_exist_ok=True)
    problems = read_dataset(dataset).problems
    assert [str(one) for one in problems] == (
        (BROKEN / rule / "expected.txt").read_text("utf-8").splitlines()
    )
    with pytest.raises(InvalidDatasetError) as refused:
        load(dataset)
    assert refused.value.problems == problems
