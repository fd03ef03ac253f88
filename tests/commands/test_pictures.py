"""SVG and PNG: whole pictures, in which no text is cut or lies on another one."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from conftest import TINY

from peelcli import load
from peelcli.render import PAPER, render
from peelcli.render.shapes import width_of, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Peel

    from peelcli.result import Result

SVG = "{http://www.w3.org/2000/svg}"
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"


class TextBox(NamedTuple):
    """A text and the box that it takes at the most."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def is_on(self, other: TextBox) -> bool:
        return (
            self.left < other.right - 0.5
            and other.left < self.right - 0.5
            and self.top < other.bottom - 0.5
            and other.top < self.bottom - 0.5
        )


def texts_of(node: ET.Element, dx: float = 0, dy: float = 0) -> Iterator[TextBox]:
    moved = re.match(r"translate\(([\d.]+) ([\d.]+)\)", node.get("transform", ""))
    if moved and node.tag != f"{SVG}text":
        dx, dy = dx + float(moved[1]), dy + float(moved[2])
    if node.tag != f"{SVG}text":
        for child in node:
            yield from texts_of(child, dx, dy)
        return
    text, size = node.text or "", float(node.get("font-size", "0"))
    width = width_of(text, size, is_bold=node.get("font-weight") == "700")
    if moved:  # it runs upwards
        x, y = dx + float(moved[1]), dy + float(moved[2])
        yield TextBox(text, x - size * 0.8, y - width, x + size * 0.2, y)
        return
    x, y = dx + float(node.get("x", "0")), dy + float(node.get("y", "0"))
    left = x - width * {"start": 0, "middle": 0.5, "end": 1}[node.get("text-anchor", "start")]
    yield TextBox(text, left, y - size * 0.8, left + width, y + size * 0.2)


def assert_sound(svg: str) -> list[str]:
    """Check a picture, and return its texts."""
    root = ET.fromstring(svg)  # noqa: S314 - our own
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
    assert 640 <= width <= 1200
    texts = [*texts_of(root)]
    assert texts
    for text in texts:
        assert text.left >= 0, text
        assert text.right <= width, text
        assert 0 <= text.top <= text.bottom <= height, text
    for text_box, other in combinations(texts, 2):
        assert not text_box.is_on(other), (text_box, other)
    assert root.get("role") == "img"
    assert root.get("aria-label") == root.findtext(f"{SVG}title")
    assert root.findtext(f"{SVG}desc") is not None
    return [text.text for text in texts]


def answers(folder: Path | None = None) -> dict[str, Result]:
    data = load(folder)
    first, *_ = data.forces
    round_ = max(data.rounds)
    pillars = [round_ for round_ in data.rounds.values() if round_.pillars]
    asked = next(question.id for question in data.rounds[round_].questions if question.graded)
    return {
        "map": data.map(round_, question=asked, force=first),
        "map of a pillar": data.map(pillars[-1].year, pillar=pillars[-1].pillars[0]),
        "stats": data.stats(),
        "stats of all": data.stats("all", questions=True),
        "stats by region": data.stats(by="region"),
        "show": data.show(first),
        "show, all of it": data.show(first, questions=True, details=True),
        "overview": data.overview(),
        "overview by region": data.overview(pillars[-1].year, by="region", questions=True),
        "overview, one question": data.overview(question=asked),
        "compare": data.compare(*[*data.forces][:3], round="all", questions=True),
        "compare all": data.compare(*data.forces, round=round_),
        "diff": data.diff(pillars[-2].year, pillars[-1].year, all=True, questions=True),
        "diff of nothing": data.diff(pillars[-1].year, round_),
        "trend": data.trend(),
        "list": data.list(sources=True),
        "list, one question": data.list(question=asked),
        "brief": data.brief(first),
        "coverage": data.coverage(),
        "forces": data.list_forces(),
        "questions": data.questions(),
    }


KINDS = [*answers(TINY)]


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_is_cut_or_lies_on_another_one(kind: str) -> None:
    for folder in (TINY, None):
        assert_sound(render(answers(folder)[kind], "svg", PAPER))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented dataset with names that are long, wide, or look like markup."""
    folder = shutil.copytree(TINY, tmp_path_factory.mktemp("hostile") / "data")
    for name, old, new in (
        ("forces.yaml", "Erewhon Constabulary", f"'</text><script>alert(1)</script>{LONG * 2}'"),
        (
            "forces.yaml",
            "Ruritania & South Police",
            "'W & M “名古屋市立大学大学院” <![CDATA[ ]]> Police'",
        ),
        ("questions.yaml", "greeting: Greeting people", f"greeting: '{LONG} &amp; <b>'"),
        ("questions.yaml", "tidiness: Tidiness", "tidiness: 'Tidiness" + " and order" * 30 + "'"),
    ):
        path = folder / name
        text = path.read_text("utf-8")
        assert old in text, old
        path.write_text(text.replace(old, new), "utf-8")
    return folder


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_names_are_text(kind: str, hostile: Path) -> None:
    answer = answers(hostile)[kind]
    svg = render(answer, "svg", PAPER)
    assert_sound(svg)
    assert "<script" not in svg
    assert "<b>" not in svg
    page = render(answer, "html", PAPER)
    assert "<script>alert" not in page
    for inner in re.findall(r"<svg.*?</svg>", page, re.DOTALL):
        ET.fromstring(inner)  # noqa: S314 - our own


def test_what_a_bar_says_is_what_the_answer_counts() -> None:
    answer = load(TINY).stats(2003)
    root = ET.fromstring(render(answer, "svg", PAPER))  # noqa: S314 - our own
    titles = [element.text or "" for element in root.iter(f"{SVG}title")][1:]
    assert len([*root.iter(f"{SVG}desc")]) == len(titles) + 1
    found = {
        tuple(re.findall(r"^(.+), (.+): (\d+) of (\d+) \((\d+)%\)$", title)[0]) for title in titles
    }
    expected = set()
    for row in answer.result:
        for grade, count in row.counts.items():
            if count:
                share = int(100 * count / row.graded + 0.5)
                name = (row.question.name, grade.label.lower())
                expected.add((*name, str(count), str(row.graded), str(share)))
    assert found == expected


def test_rounds_that_do_not_compare_stand_apart() -> None:
    data = load()
    (areas, pillars) = data.show("derbyshire").report().tables
    assert [column.is_apart for column in areas.columns] == [False, True, True]
    assert not any(column.is_apart for column in pillars.columns)
    root = ET.fromstring(render(data.show("derbyshire"), "svg", PAPER))  # noqa: S314

    def gap(row: str, *columns: str) -> float:
        """Return what lies between the boxes of two columns."""
        of = {element.findtext(f"{SVG}title") or "": element for element in root.iter(f"{SVG}g")}
        starts = [f"{row}, {column}: " for column in columns]
        boxes = [of[next(title for title in of if title.startswith(start))][1] for start in starts]
        (x, width), (other, _) = ((float(b.get("x", 0)), float(b.get("width", 0))) for b in boxes)
        return other - x - width

    assert gap("Preventing crime", "2021/22", "2023-25") > gap("Efficiency", "2016", "2017") + 10


def test_it_has_title_key_source_and_licence() -> None:
    svg = render(load().overview(), "svg", PAPER)
    texts = " ".join(assert_sound(svg))
    assert "The grades of all forces in PEEL 2023-25" in texts
    for part in ("RI requires improvement", "? not in the dataset", "2,448 judgments"):
        assert part in texts
    assert "Open Government Licence v3.0" in texts
    assert "prefers-color-scheme: dark" in svg
    assert render(load().overview(), "svg", PAPER) == svg


def test_lines_are_no_wider_than_asked() -> None:
    for text in ("", LONG, "a b c", f"It is {LONG}.", "WWW " * 40):
        lines = wrapped(text, 90, 13)
        assert all(width_of(line, 13) <= 90 for line in lines)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.fixture
def fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """resvg with the fonts of matplotlib alone: a machine that tests may have none."""
    resvg, matplotlib = (pytest.importorskip(name) for name in ("resvg_py", "matplotlib"))
    folder = str(Path(matplotlib.get_data_path(), "fonts", "ttf"))
    draw = partial(resvg.svg_to_bytes, skip_system_fonts=True, font_dirs=[folder])
    monkeypatch.setattr(resvg, "svg_to_bytes", draw)


def test_a_png_without_a_font_would_have_no_words_and_is_refused(
    peel: Peel, monkeypatch: pytest.MonkeyPatch
) -> None:
    resvg = pytest.importorskip("resvg_py")
    monkeypatch.setattr(resvg, "svg_to_bytes", partial(resvg.svg_to_bytes, skip_system_fonts=True))
    ran = peel("map", "--question", "leadership", "-o", "map.png")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("peel: this machine has no font, so the picture would have no words;")
    assert not [*peel.folder.iterdir()]


@pytest.mark.usefixtures("fonts")
def test_a_png_too_large_for_memory_is_refused(peel: Peel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("peelcli.render.png._MOST_PIXELS", 1_000)
    ran = peel("map", "--question", "leadership", "-o", "map.png")
    assert (ran.code, ran.out) == (4, "")
    assert re.match(r"peel: the picture would have [\d,]+ by [\d,]+ pixels, and 1,000 are", ran.err)
    assert not [*peel.folder.iterdir()]


@pytest.mark.usefixtures("fonts")
def test_a_png_is_the_same_each_time(peel: Peel) -> None:
    for name in ("one.png", "other.png"):
        ran = peel("map", "--question", "leadership", "-o", name)
        assert (ran.code, ran.out, ran.err) == (0, "", "")
    data = (peel.folder / "one.png").read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert data == (peel.folder / "other.png").read_bytes()
    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    svg = peel("map", "--question", "leadership", "--format", "svg").out
    size = re.search(r'width="([\d.]+)" height="([\d.]+)"', svg)
    assert size
    assert (width, height) == pytest.approx([2 * float(group) for group in size.groups()], abs=1.5)
    assert "peel: png is not text" in peel("stats", "--format", "png").err
