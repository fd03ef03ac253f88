"""`peel map`, in a terminal, a pipe, and every format."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from conftest import TINY, without_escapes

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Peel

ENV = {"PEEL_DATA": str(TINY)}
SVG = "{http://www.w3.org/2000/svg}"


def test_a_map_as_text(peel: Peel) -> None:
    out = peel("map", "2006", "--question", "greeting", "--group", "near side", env=ENV).out
    assert out.splitlines() == [
        "Greeting people: grades of all forces, TRIAL 2006-08",
        "",
        "          ERW A≈",
        "[RUR I  ]",
        "",
        "[RAS ?░░]",
        "",
        "A adequate, I inadequate",
        "",
        "≈ worked out from published counts or statements",
        "? not in the dataset",
        "",
        "Grades known: 2 of 3 forces (1 adequate, 1 inadequate).",
        "1 force is not in the dataset for this question.",
    ]


def test_a_warning_where_little_is_known(peel: Peel) -> None:
    warning = "Fewer than two thirds of the grades are known, so don't read a pattern from this"
    assert warning in peel("map", "2006", "--question", "listening", env=ENV).out
    assert warning not in peel("map", "2006", "--question", "greeting", env=ENV).out


def test_a_map_is_at_most_64_columns_wide(peel: Peel) -> None:
    out = peel("map", "--question", "investigating-crime").out
    above = out.partition("\n\n")[2].partition("\n\n")[0]
    assert max(map(len, above.splitlines())) <= 64
    assert len(out.splitlines()) <= 24
    shown = without_escapes(peel.on_screen(64, "map", "--question", "leadership").out)
    assert "DER" in shown
    assert "Force" not in shown
    # Where it does not fit, the table stands in its place.
    narrow = without_escapes(peel.on_screen(50, "map", "--question", "leadership").out)
    assert "Force" in narrow
    assert not re.search(r"(\r?\n){3}", narrow)


def test_a_dataset_without_tiles_gets_the_table_and_a_sentence(peel: Peel) -> None:
    forces = shutil.copytree(TINY, peel.folder / "data") / "forces.yaml"
    lines = forces.read_text("utf-8").splitlines(keepends=True)
    forces.write_text("".join(line for line in lines if "tile:" not in line), "utf-8")
    for format_ in ("table", "svg", "html"):
        out = peel("map", "2003", "--pillar", "tidiness", "--data", "data", "--format", format_).out
        assert "forces.yaml gives no force a" in out
        assert "Erewhon" in out
    document = peel("map", "2003", "--pillar", "tidiness", "--data", "data", "--json").json
    assert {tuple(row["tile"]) for row in document["rows"]} == {()}


def test_the_question_must_be_named(peel: Peel) -> None:
    ran = peel("map")
    assert (ran.code, ran.out) == (2, "")
    assert "a map shows one question of PEEL 2023-25; name one: --question " in ran.err
    assert "investigating-crime" in ran.err
    assert "overall" not in ran.err


@pytest.mark.parametrize("format_", ["svg", "html"])
def test_every_force_is_a_tile_that_says_its_grade(peel: Peel, format_: str) -> None:
    arguments = ("map", "2006", "--question", "greeting", "--force", "erewhon")
    out = peel(*arguments, "--format", format_, env=ENV).out
    start, end = out.index("<svg"), out.index("</svg>") + len("</svg>")
    root = ET.fromstring(out[start:end])  # noqa: S314 - our own
    tiles = {
        g.findtext(f"{SVG}title"): g
        for g in root.iter(f"{SVG}g")
        if g.find(f"{SVG}title") is not None
    }
    assert list(tiles) == [
        "Erewhon: Adequate; worked out from published counts or statements",
        "Ruritania: Inadequate",
        "Ruritania & South: not in the dataset",
    ]
    boxes = {title: tile.find(f"{SVG}rect") for title, tile in tiles.items()}
    # What is not in the dataset is hatched, not white.
    assert [tile.find(f"{SVG}path") is not None for tile in tiles.values()] == [False, False, True]
    strokes = [box.get("stroke") is not None for box in boxes.values() if box is not None]
    assert strokes == [True, False, False]
    assert ("<td" in out) == (format_ == "html")


def test_as_of_and_sources(peel: Peel, tmp_path: Path) -> None:
    out = peel("map", "2002", "--question", "desks", "--as-of", "2002-03-31", env=ENV).out
    assert "As of 2002-03-31: only grades published by then." in out
    ran = peel(
        "map", "2006", "--question", "greeting", "--sources", "-o", str(tmp_path / "x.md"), env=ENV
    )
    assert ran.code == 0
    assert "<https://" in (tmp_path / "x.md").read_text("utf-8")
