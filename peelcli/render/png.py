"""PNG, by resvg: the picture of `svg`, by day, two pixels a unit."""

from peelcli.extras import extra
from peelcli.render.svg import whole_picture
from peelcli.report.answer import Answer


def render(answer: Answer) -> bytes:
    """Return the answer's picture. Raises UsageError where resvg is not installed."""
    resvg = extra("resvg_py", "a PNG file", "png")
    return bytes(resvg.svg_to_bytes(svg_string=whole_picture(answer.report()), zoom=2))
