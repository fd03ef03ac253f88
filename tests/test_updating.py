"""docs/updating.md shows what happens, on the site of an invented inspectorate."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from commands.test_update import World
from site_of_reports import running_site

if TYPE_CHECKING:
    from conftest import Peel

PAGE = Path(__file__).parent.parent / "docs" / "updating.md"
SHOWN = re.compile(r"```text\n\$ peel (.+)\n((?:.*\n)*?)```")


def test_the_page_shows_what_happens(peel: Peel) -> None:
    shown = SHOWN.findall(PAGE.read_text("utf-8"))
    assert len(shown) == 3
    with running_site() as site:
        world = World(site, peel.folder)
        for command, output in shown:
            ran = peel(*command.split(), env=world.env)
            assert f"{ran.out}{ran.err}".replace(site.address, "https://trial.example") == output
