"""SVG: a picture of the terminal, in the reader's own monospace font."""

import io
import re

from rich.console import Console

from peelcli.render import Screen
from peelcli.render.table import print_report
from peelcli.report.answer import Answer

_WIDTH = 110
# Rich's picture would fetch its fonts from elsewhere.
_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def render(answer: Answer, _screen: Screen) -> str:
    """Return the answer's report as it looks on a terminal."""
    report = answer.report()
    console = Console(
        file=io.StringIO(),
        record=True,
        width=_WIDTH,
        force_terminal=True,
        color_system="truecolor",
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
        no_color=False,
    )
    print_report(console, report, Screen(is_terminal=True, is_unicode=True))
    return _FONT.sub("", console.export_svg(title=report.title))
