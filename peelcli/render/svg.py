"""SVG: a picture of the terminal, in the reader's own monospace font."""

import io
import re

from rich.console import Console
from rich.terminal_theme import TerminalTheme

from peelcli.render import Screen
from peelcli.render.table import print_report
from peelcli.report.answer import Answer

_WIDTH = 110
# The eight colours of a terminal; each has a contrast above 4.5 : 1 on the ground.
THEME = TerminalTheme(
    (22, 24, 28),
    (232, 232, 232),
    [
        (140, 145, 153), (255, 138, 128), (150, 200, 120), (255, 196, 110),
        (130, 170, 255), (206, 150, 230), (120, 200, 245), (232, 232, 232),
    ],
)  # fmt: skip
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
    print_report(console, report, Screen(is_terminal=True, is_unicode=True, is_file=True))
    return _FONT.sub("", console.export_svg(title=report.title, theme=THEME))
