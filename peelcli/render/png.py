"""PNG, by resvg: the picture of `svg`, by day, two pixels a unit."""

import re
from typing import Any

from peelcli.answers.answer import Answer
from peelcli.errors import OutputError
from peelcli.extras import extra
from peelcli.render.shapes import FONTS
from peelcli.render.svg import whole_picture

_ZOOM = 2
_MOST_PIXELS = 40_000_000
"""A picture of so many takes about half a gigabyte of memory."""
_SIZE = re.compile(r'<svg [^>]*width="([\d.]+)" height="([\d.]+)"')
_BLANK = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">{}</svg>'
_LETTER = f'<text x="2" y="16" font-size="16" font-family="{FONTS}">M</text>'


def render(answer: Answer) -> bytes:
    """Return the answer's picture.

    Raises UsageError where resvg is not installed, OutputError where the picture is too large, or
    the machine has no font to write its words with.
    """
    resvg = extra("resvg_py", "a PNG file", "png")
    svg = whole_picture(answer.report())
    size = _SIZE.search(svg)
    width, height = (_ZOOM * float(group) for group in size.groups()) if size else (0.0, 0.0)
    if width * height > _MOST_PIXELS:
        raise OutputError(
            f"the picture would have {width:,.0f} by {height:,.0f} pixels, and "
            f"{_MOST_PIXELS:,} are the most; write SVG, or ask for less"
        )
    if not _has_font(resvg):
        raise OutputError(
            "this machine has no font, so the picture would have no words; install one (on Debian "
            "`apt-get install fonts-dejavu-core`), or write SVG"
        )
    return bytes(resvg.svg_to_bytes(svg_string=svg, zoom=_ZOOM))


def _has_font(resvg: Any) -> bool:  # noqa: ANN401 - a module
    """Return whether a letter leaves a trace."""
    drawn, blank = (
        bytes(resvg.svg_to_bytes(svg_string=_BLANK.format(part))) for part in (_LETTER, "")
    )
    return drawn != blank
