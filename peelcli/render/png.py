"""PNG, by resvg: the picture of `svg`, two pixels a unit, in a font of its own."""

import re
from pathlib import Path
from typing import Any

from peelcli.answers.answer import Answer
from peelcli.answers.tables import Report
from peelcli.errors import OutputError
from peelcli.extras import extra
from peelcli.render.look import AS_IT_IS, Look, Theme
from peelcli.render.shapes import FONTS
from peelcli.render.svg import whole_picture

_ZOOM = 2
_MOST_PIXELS = 40_000_000
"""A picture of this size takes about half a gigabyte of memory."""
_SIZE = re.compile(r'<svg [^>]*width="([\d.]+)" height="([\d.]+)"')
_FONT = "Peel Sans"
_FILES = [
    Path(__file__).with_name("fonts") / f"PeelSans-{weight}.ttf" for weight in ("Regular", "Bold")
]
_OTHER = re.compile(r"[^\s\x20-\x7e\xa0-\u024f\u1e80-\u1e85\u2010-\u2026\u20ac\u2190-\u2193≈≠▲▼]")
"""A letter that the font lacks."""
_BLANK = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">'
    '<text x="2" y="16" font-size="16" font-family="sans-serif">{}</text></svg>'
)


def render(answer: Answer, look: Look = AS_IT_IS) -> bytes:
    """Return the answer's picture.

    Raises UsageError where resvg is not installed, OutputError where the picture is too large.
    """
    return png_of(answer.report(), look)


def png_of(report: Report, look: Look = AS_IT_IS) -> bytes:
    """Return a report's picture; raises as `render`. It is light where it would go by a system."""
    resvg = extra("resvg_py", "a PNG file")
    theme = Theme.LIGHT if look.theme is Theme.AUTO else look.theme
    svg = whole_picture(report, look._replace(theme=theme))
    size = _SIZE.search(svg)
    width, height = (_ZOOM * float(group) for group in size.groups()) if size else (0.0, 0.0)
    if width * height > _MOST_PIXELS:
        raise OutputError(
            f"the picture would have {width:,.0f} by {height:,.0f} pixels, and "
            f"{_MOST_PIXELS:,} are the most; write SVG, or ask for less"
        )
    other = _OTHER.search(svg)
    if other and not _is_drawn(resvg, other[0]):
        raise OutputError(
            f"no font here has the letter {other[0]!r}, so the picture would lack words; install "
            "one that has it, or write SVG"
        )
    drawn = resvg.svg_to_bytes(
        svg_string=svg.replace(FONTS, f"'{_FONT}'"),
        zoom=_ZOOM,
        font_files=[str(path) for path in _FILES],
        # Another script needs the fonts of this machine.
        skip_system_fonts=not other,
    )
    return bytes(drawn)


def _is_drawn(resvg: Any, letter: str) -> bool:  # noqa: ANN401 - a module
    """Return whether a letter leaves a trace, by the fonts of this machine."""
    drawn, blank = (
        bytes(resvg.svg_to_bytes(svg_string=_BLANK.format(text))) for text in (letter, "")
    )
    return drawn != blank
