"""From what a user types to what is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from peelcli.errors import UsageError
from peelcli.names import find_force

if TYPE_CHECKING:
    from peelcli.model import Dataset


@pytest.mark.parametrize("name", ["Ynys M\u00f4n Police", "Ynys Mo\u0302n Police"])
@pytest.mark.parametrize(
    "typed", ["ynys-m\u00f4n", "YNYS MO\u0302N", "Ynys M\u00f4n Police", "\uff39nys mo\u0302"]
)
def test_an_accent_is_the_same_however_it_is_written(tiny: Dataset, name: str, typed: str) -> None:
    force = tiny.forces["erewhon"]._replace(name=name)
    dataset = tiny._replace(forces={**tiny.forces, "erewhon": force})
    assert find_force(dataset, typed) is force
    with pytest.raises(UsageError, match="there is no force"):
        find_force(tiny, typed)
