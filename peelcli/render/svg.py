"""SVG: the picture of a terminal, in the reader's own monospace font."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console

from peelcli.render import Screen
from peelcli.render.table import print_report

if TYPE_CHECKING:
    from peelcli.report.answer import Answer

_WIDTH = 110


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
    return console.export_svg(title=report.title, code_format=_without_fonts(CONSOLE_SVG_FORMAT))


def _without_fonts(template: str) -> str:
    """Return Rich's template without the fonts that it would fetch from elsewhere."""
    start = template.index("@font-face")
    end = template.index(".{unique_id}-matrix")
    return template[:start] + template[end:]
