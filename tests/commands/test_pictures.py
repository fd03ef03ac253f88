"""SVG and PNG: whole pictures, in which no text is cut or lies on another one."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from conftest import TINY, slow_but

from peelcli import load
from peelcli.answers.headline import finding_of
from peelcli.errors import UsageError
from peelcli.render import PAPER, render
from peelcli.render.colours import COLOURS, GROUND
from peelcli.render.look import WIDTHS, Look
from peelcli.render.png import _FILES as FILES
from peelcli.render.shapes import width_of, wrapped
from peelcli.terms import Grade
from peelcli.text import in_words

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
    assert width in WIDTHS
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


@pytest.mark.parametrize("folder", [TINY, pytest.param(None, marks=pytest.mark.slow)])
@pytest.mark.parametrize("kind", KINDS)
def test_no_text_is_cut_or_lies_on_another_one(kind: str, folder: Path | None) -> None:
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


def test_a_path_joins_what_compares_and_breaks_between_what_does_not() -> None:
    tiny = load(TINY)
    joined = {
        (path.name, step.label)
        for path in tiny.show("erewhon", questions=True).report().paths
        for step in path.steps
        if step.is_joined
    }
    for path in tiny.show("erewhon", questions=True).report().paths:
        for before, step in pairwise(path.steps):
            known = before.cell.grade and step.cell.grade
            assert not step.is_joined or known
    assert ("Kindness", "TRIAL 2002") in joined
    # The greeting of 2001 was another.
    assert ("Greeting people", "TRIAL 2002") not in joined
    areas = [path for path in load().show("derbyshire").report().paths if len(path.steps) == 2]
    assert areas
    assert {step.is_joined for path in areas for step in path.steps} == {False}
    assert [step.is_apart for step in areas[0].steps] == [True, True]
    svg = render(load().show("derbyshire"), "svg", PAPER)
    assert svg.count("stroke-dasharray") >= 1
    assert "can't be compared with the earlier rounds" in " ".join(assert_sound(svg))


def test_a_grade_that_moved_stands_higher_or_lower() -> None:
    root = ET.fromstring(load().show("derbyshire").svg)  # noqa: S314
    tops = {}
    for element in root.iter(f"{SVG}g"):
        title = element.findtext(f"{SVG}title") or ""
        boxed = element.find(f"{SVG}rect")
        if title.startswith("Legitimacy, ") and boxed is not None:
            tops[title.split(":")[0].removeprefix("Legitimacy, ")] = float(boxed.get("y", "0"))
    assert tops["2016"] < tops["2015"] == tops["2017"]


def luminance(colour: str) -> float:
    """Return how light a colour is in grey print, by WCAG 2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def seen(colour: str, matrix: tuple[tuple[float, ...], ...]) -> str:
    """Return a colour as people see it who lack a kind of cones (Viénot, Brettel, Mollon 1999)."""
    rgb = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb]
    mixed = [min(1, max(0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in matrix]
    back = [12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055 for v in mixed]
    return "#" + "".join(f"{round(value * 255):02x}" for value in back)


BLIND = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "red": ((0.112, 0.888, 0), (0.112, 0.888, 0), (0.004, -0.004, 1)),
    "green": ((0.292, 0.708, 0), (0.292, 0.708, 0), (-0.022, 0.022, 1)),
    "blue": ((1.013, 0.146, -0.159), (0.011, 0.875, 0.114), (0.011, 0.875, 0.114)),
}


@pytest.mark.parametrize("kind", BLIND)
def test_five_grades_are_told_apart_in_grey_and_by_everyone(kind: str) -> None:
    for ground, (fill, ink) in enumerate(((0, 1), (2, 3))):
        ramp = [seen(COLOURS[grade][fill], BLIND[kind]) for grade in Grade]
        assert [luminance(colour) for colour in ramp] == sorted(
            map(luminance, ramp), reverse=True
        ), ground
        assert min(contrast(one, other) for one, other in pairwise(ramp)) >= 1.25
        for grade in Grade:
            assert contrast(COLOURS[grade][fill], COLOURS[grade][ink]) >= 4.5


@pytest.mark.parametrize("width", slow_but([390, 1200], WIDTHS))
@pytest.mark.parametrize("kind", ["map", "stats", "stats of all", "show, all of it", "overview",
                                  "compare", "map of a pillar"])  # fmt: skip
def test_a_picture_takes_the_width_that_is_asked(kind: str, width: int) -> None:
    for folder in (TINY, None):
        look = Look(width=width)
        svg = render(answers(folder)[kind], "svg", PAPER._replace(look=look))
        assert_sound(svg)
        assert f'width="{width}"' in svg
        assert min(map(float, re.findall(r'font-size="([\d.]+)"', svg))) >= 11


def test_themes(peel: Peel) -> None:
    env = {"PEEL_DATA": str(TINY)}

    def drawn(*options: str) -> str:
        return peel("stats", "--format", "svg", *options, env=env).out

    day, _, night, _ = COLOURS[Grade.OUTSTANDING]
    assert day in drawn()
    assert "prefers-color-scheme" not in drawn() + drawn("--theme", "dark")
    assert night not in drawn()
    assert night in drawn("--theme", "dark")
    assert day not in drawn("--theme", "dark")
    assert "prefers-color-scheme: dark" in drawn("--theme", "auto")
    assert peel("stats", "--theme", "auto", "-o", "x.png", env=env).code == 0
    # A part of a page takes the page's colours; a page goes by the reader's system.
    part = peel("stats", "--fragment", env=env).out
    assert f"--outstanding: var(--peel-outstanding, {day});" in part
    assert "prefers-color-scheme" not in part
    assert "prefers-color-scheme" in peel("stats", "--format", "html", env=env).out
    dark = peel("stats", "--fragment", "--theme", "dark", env=env).out
    assert f"--outstanding: var(--peel-outstanding, {night});" in dark


def test_words_and_what_is_seen_first(peel: Peel) -> None:
    env = {"PEEL_DATA": str(TINY)}
    one = ("map", "--round", "2003", "--question", "greeting", "--format", "svg")
    plain = peel(*one, env=env).out
    assert "forces" in plain
    mine = peel(*one, "--title", "My <own>", "--subtitle", "Below", env=env).out
    texts = assert_sound(mine)
    assert texts[:2] == ["My <own>", "Below"]
    pale = GROUND["pale"][0]
    assert pale not in plain
    assert pale in peel(*one, "--highlight", "inadequate", env=env).out
    outlined = peel(*one, "--highlight", "erewhon", env=env).out
    assert outlined.count("peel-line") == plain.count("peel-line") + 1
    for wrong, said in (
        (("--highlight", "xyzzy"), "there is no force 'xyzzy'"),
        (
            ("--highlight", "inadaquate"),
            "there is no grade 'inadaquate'; did you mean",
        ),
        (("--width", "700"), "--width 700 is none of 390, 688, 1200"),
        (("--theme", "blue"), "--theme"),
    ):
        ran = peel(*one, *wrong, env=env)
        assert (ran.code, said in ran.err) == (2, True)
    ran = peel("map", "--round", "2003", "--question", "greeting", "--title", "x", env=env)
    assert (ran.code, "are of pictures; name a file with -o FILE.svg" in ran.err) == (2, True)


def test_the_title_is_the_finding_and_the_source_is_true() -> None:
    found = load().map(question="responding-to-public").report().headline
    assert found is not None
    rows = [row for row in load().map(question="responding-to-public") if row["grade"]]
    worst = sum(row["grade"] == "inadequate" for row in rows)
    number = in_words(worst).capitalize()
    assert found.title == (
        f"{number} of {len(rows)} forces were inadequate at responding to the public"
    )
    assert f"The grades of {len(rows)} of 43 forces are known." in found.subtitle
    thin = load(TINY).map(2003, question="greeting").report().headline
    assert thin is not None
    assert thin.title == "Kindness: greeting people: the grades that are known"
    few = load(TINY).overview(2003, question="greeting").report().headline
    assert few is not None
    assert few.title == "Kindness: greeting people, TRIAL 2003/04"
    assert few.subtitle == "The grades of 1 of 3 forces are known."
    shipped = load().overview().report().headline
    assert shipped is not None
    rows = [row for row in load().overview() if row["grade"]]
    bad = sum(row["grade"] == "inadequate" for row in rows)
    assert shipped.title == f"{bad} of the {len(rows)} grades known of PEEL 2023-25 are inadequate"
    counts = Counter(row["rests_on"] for row in rows)
    assert f"as reported by the press ({counts['press']})" in shipped.source
    assert f"{counts['counts']} worked out from published counts" in shipped.source
    old = load().map(2016, pillar="efficiency").report().headline
    assert old is not None
    assert old.source == "Source: HMIC, PEEL 2016."


def test_rounds_that_do_not_compare_have_the_reason_in_their_picture() -> None:
    texts = " ".join(assert_sound(load().stats(["2021", "2023"]).svg))
    assert "can't be compared" in texts
    texts = " ".join(assert_sound(load().compare("kent", "essex", round=["2021", "2023"]).svg))
    assert "can't be compared" in texts


def test_a_picture_without_a_grade_says_what_is_shown() -> None:
    tiny = load(TINY)
    none = tiny._replace(by_force={})
    found = none.show("erewhon").report().headline
    assert found is not None
    assert found.title == "The grades of Erewhon Constabulary from TRIAL 2001 to TRIAL 2006-08"
    assert finding_of(Counter(), tuple(Grade), tiny.rounds[2003].questions[0]) == ""


def test_a_long_line_of_the_key_is_broken() -> None:
    then = load().as_of("2017-01-01").overview(2017)
    texts = assert_sound(render(then, "svg", PAPER._replace(look=Look(width=390))))
    assert any(text.startswith("... left out: published") for text in texts)
    assert not any("or on a day not known" in text and "left out" in text for text in texts)


def test_pictures_in_python() -> None:
    answer = load(TINY).map(2003, question="greeting")
    assert_sound(answer.svg)
    assert answer.png.startswith(b"\x89PNG")
    for name in ("svg", "png"):
        with pytest.raises(UsageError, match="questions is no picture; show, compare"):
            getattr(load(TINY).questions(), name)


def test_it_has_title_key_source_and_licence() -> None:
    svg = render(load().overview(), "svg", PAPER)
    texts = " ".join(assert_sound(svg))
    assert "The grades of all forces in PEEL 2023-25" in texts
    for part in ("RI requires improvement", "? not in the dataset", "2,448 judgments"):
        assert part in texts
    assert "Open Government Licence v3.0" in texts
    assert render(load().overview(), "svg", PAPER) == svg


def test_lines_are_no_wider_than_asked() -> None:
    for text in ("", LONG, "a b c", f"It is {LONG}.", "WWW " * 40):
        lines = wrapped(text, 90, 13)
        assert all(width_of(line, 13) <= 90 for line in lines)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_png_has_a_font_of_its_own_and_asks_for_one_for_other_scripts(
    peel: Peel, monkeypatch: pytest.MonkeyPatch
) -> None:
    resvg = pytest.importorskip("resvg_py")
    drawn = []

    def draw(**given: Any) -> bytes:
        """Draw as on a machine without any font."""
        drawn.append(given.get("skip_system_fonts"))
        return bytes(original(**given | {"skip_system_fonts": True}))

    original = resvg.svg_to_bytes
    monkeypatch.setattr(resvg, "svg_to_bytes", draw)
    one = ("map", "--question", "leadership", "-o", "map.png")
    assert peel(*one).code == 0
    assert drawn == [True]
    words, blank = (
        bytes(original(svg_string=SIGN.format(text), skip_system_fonts=True, font_files=[
            str(path) for path in FILES])) for text in ("Kent", "")
    )  # fmt: skip
    assert words != blank
    (peel.folder / "map.png").unlink()
    ran = peel(*one, "--title", "\u6771\u4eac")
    assert (ran.code, "no font here has the letter" in ran.err) == (4, True)
    assert not [*peel.folder.iterdir()]


SIGN = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20">'
    '<text x="2" y="16" font-size="16" font-family="Peel Sans">{}</text></svg>'
)


def test_a_png_too_large_for_memory_is_refused(peel: Peel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("peelcli.render.png._MOST_PIXELS", 1_000)
    ran = peel("map", "--question", "leadership", "-o", "map.png")
    assert (ran.code, ran.out) == (4, "")
    assert re.match(r"peel: the picture would have [\d,]+ by [\d,]+ pixels, and 1,000 are", ran.err)
    assert not [*peel.folder.iterdir()]


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
