"""Words and boxes of an SVG picture, in units of a pixel.

Nothing here knows a font: `width_of` takes each letter for as wide as DejaVu Sans has it, the
widest that browsers, Inkscape and LibreOffice fall back on.
"""

import re
from collections.abc import Iterable
from html import escape

from peelcli.render.colours import COLOURS, GROUND
from peelcli.render.look import Theme

LINE = 1.35
"""The height of a line, in letters."""
# In hundredths of a letter's size, from the space to the tilde.
_WIDTHS = (
    32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 54, 100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79,
    61, 79, 70, 64, 62, 74, 69, 99, 69, 62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64,
    64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
)  # fmt: skip
_FIRST, _OTHER, _FAR, _FULL = 32, 90, 0x1100, 110
"""Width of letters beyond ASCII; from U+1100 on, that of full-width letters."""
_BOLD = 1.13
_STRIPE = 8
"""How far apart the stripes of a hatched box are."""
FONTS = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif"
# What XML can't hold.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml(text: str) -> str:
    """Return a text as XML holds it."""
    return escape(_NO_XML.sub("\ufffd", text))


def width_of(text: str, size: float, *, is_bold: bool = False) -> float:
    """Return how wide a text is at the most."""
    # In whole numbers: every Python adds them alike.
    return sum(map(_letter, text)) * size * (_BOLD if is_bold else 1) / 100


def _letter(one: str) -> int:
    place = ord(one) - _FIRST
    if 0 <= place < len(_WIDTHS):
        return _WIDTHS[place]
    return _FULL if ord(one) >= _FAR else _OTHER


def wrapped(text: str, width: float, size: float, *, is_bold: bool = False) -> list[str]:
    """Return the lines of a text that is to be no wider; a longer word is broken.

    A no-break space keeps two words together.
    """
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".lstrip()
        if width_of(longer, size, is_bold=is_bold) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for letter in word:
            if lines[-1] and width_of(lines[-1] + letter, size, is_bold=is_bold) > width:
                lines.append("")
            lines[-1] += letter
    return lines


def longest_word(text: str, size: float, *, is_bold: bool = False) -> float:
    """Return the width of the widest word of a text."""
    return max((width_of(word, size, is_bold=is_bold) for word in text.split(" ")), default=0)


def words(
    x: float,
    y: float,
    lines: Iterable[str],
    size: float,
    *,
    ink: str = "text",
    anchor: str = "start",
    is_bold: bool = False,
    turn: bool = False,
) -> str:
    """Return lines of text below each other from y on; `turn` has them run upwards from there."""
    fill, *_ = _INKS[ink]
    bold = ' font-weight="700"' if is_bold else ""
    aligned = "" if anchor == "start" else f' text-anchor="{anchor}"'
    parts = []
    for index, line in enumerate(lines):
        if not line:
            continue
        down = size * (0.98 + LINE * index)
        at = (
            f'transform="translate({number(x + down)} {number(y)}) rotate(-90)"'
            if turn
            else f'x="{number(x)}" y="{number(y + down)}"'
        )
        parts.append(
            f'<text {at} font-size="{number(size)}"{bold}{aligned} '
            f'class="peel-{ink}" fill="{fill}">{xml(line)}</text>'
        )
    return "\n".join(parts)


def box(
    x: float, y: float, width: float, height: float, fill: str, *, outline: bool = False
) -> str:
    """Return a box filled by a grade, `page`, or `hatch`."""
    name = "page" if fill == "hatch" else fill
    edge = f' peel-line" stroke="{GROUND["text"][0]}" stroke-width="3"' if outline else '"'
    stripes = _stripes(x, y, width, height) if fill == "hatch" else ""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" '
        f'fill="{_FILLS[name][0]}" class="peel-{name}{edge}/>{stripes}'
    )


def _stripes(x: float, y: float, width: float, height: float) -> str:
    # Drawn one by one: LibreOffice turns the stripes of a pattern into upright dots.
    lines = []
    for far in range(_STRIPE, int(width + height), _STRIPE):
        right, low = min(far, width), min(far, height)
        start = f"M{number(x + right)} {number(y + far - right)}"
        lines.append(f"{start}L{number(x + far - low)} {number(y + low)}")
    colour = GROUND["rule"][0]
    return f'<path d="{"".join(lines)}" class="peel-rule" stroke="{colour}" fill="none"/>'


def rule(
    x: float,
    y: float,
    to_x: float,
    to_y: float,
    *,
    width: float = 1,
    name: str = "rule",
    dashes: str = "",
) -> str:
    """Return a line; `name` is its colour."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<line x1="{number(x)}" y1="{number(y)}" x2="{number(to_x)}" y2="{number(to_y)}" '
        f'class="peel-{name}" stroke="{_STROKES[name][0]}" stroke-width="{number(width)}"{dashed}/>'
    )


def group_of(title: str, parts: Iterable[str], desc: str = "") -> str:
    """Return parts as one, with what a reader aloud and a pointer are told of them."""
    more = f"<desc>{xml(desc)}</desc>" if desc else ""
    inside = "\n".join(part for part in parts if part)
    return f"<g><title>{xml(title)}</title>{more}\n{inside}\n</g>"


def rules(which: int) -> str:
    """Return the colours of pictures as CSS: 0 by day, 1 by night."""
    kinds = (("fill", {**_FILLS, **_INKS}), ("stroke", _STROKES))
    # LibreOffice takes a rule for the night for one of the day, unless it can't read its selector.
    return "\n".join(
        f":root .peel-{name}{{{kind}:{pair[which]}}}"
        for kind, of in kinds
        for name, pair in of.items()
    )


def picture(title: str, desc: str, width: float, height: float, parts: Iterable[str]) -> str:
    """Return a picture by day; a page's own style has it by night."""
    size = f'width="{number(width)}" height="{number(height)}"'
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {number(width)} {number(height)}" \
role="img" aria-label="{xml(title)}" font-family="{FONTS}">
<title>{xml(title)}</title>
<desc>{xml(desc)}</desc>
{chr(10).join(part for part in parts if part)}
</svg>
"""


def in_theme(svg: str, theme: Theme | None) -> str:
    """Return a picture by day with the colours of a theme."""
    if theme in (None, Theme.LIGHT):
        return svg
    if theme is Theme.DARK:
        return _COLOURED.sub(_by_night, svg)
    style = f"<style>@media (prefers-color-scheme: dark) {{\n{rules(1)}\n}}</style>"
    return svg.replace("</desc>", f"</desc>\n{style}", 1)


_COLOURED = re.compile(r"<(?:text|rect|path|line|circle) [^>]*>")


def _by_night(tag: re.Match[str]) -> str:
    """Return a tag with the colours that its classes have by night."""
    text = tag[0]
    for name in re.findall(r"peel-([\w-]+)", text):
        for kind, pairs in (("fill", _FILLS | _INKS), ("stroke", _STROKES)):
            if name in pairs:
                day, night = pairs[name]
                text = text.replace(f'{kind}="{day}"', f'{kind}="{night}"')
    return text


def number(value: float) -> str:
    """Return a length with as few digits as it needs."""
    return f"{value:.1f}".removesuffix(".0")


_FILLS = {
    "page": GROUND["page"],
    "pale": GROUND["pale"],
    **{grade.value: (day, night) for grade, (day, _, night, _) in COLOURS.items()},
}
_INKS = {
    "text": GROUND["text"],
    "quiet": GROUND["quiet"],
    **{f"on-{grade.value}": (day, night) for grade, (_, day, _, night) in COLOURS.items()},
}
_STROKES = {"line": GROUND["text"], "rule": GROUND["rule"], "break": GROUND["quiet"]}
