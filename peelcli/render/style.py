"""The style of pages, as page.css has it, and the script that sorts their tables, as sort.js."""

import re
from pathlib import Path

from peelcli.render.colours import COLOURS, GROUND
from peelcli.render.look import Theme
from peelcli.render.shapes import rules
from peelcli.terms import Grade


def static(folder: str, name: str) -> str:
    """Return the text of a style sheet or script that stands beside a module."""
    return Path(folder).with_name(name).read_text("utf-8").removesuffix("\n")


def one_page() -> str:
    """Return the style of one page: a word processor knows no variables, and paper no night."""
    return static(__file__, "one-page.css")


def sort() -> str:
    """Return the script of pages.

    It turns the headings of a table into buttons that sort its rows; what has no grade stays last.
    """
    return f"const grades = {[grade.value for grade in Grade]};\n{static(__file__, 'sort.js')}"


def style(theme: Theme = Theme.AUTO, *, is_inside: bool = False) -> str:
    """Return the style sheet of pages.

    `is_inside` is a part of another page, whose own colours it takes: `--peel-page` is that of the
    ground, `--peel-good` and `--peel-good-text` those of a grade.
    """
    grounds = {name: pair for name, pair in GROUND.items() if name != "pale"}
    by_day, by_night = (1, 1) if theme is Theme.DARK else (0, 1)
    day = [_variable(name, pair[by_day], is_inside) for name, pair in grounds.items()]
    night = [_variable(name, pair[by_night], is_inside) for name, pair in grounds.items()]
    grades = []
    for grade, colours in COLOURS.items():
        name = grade.value
        for lines, which in ((day, by_day), (night, by_night)):
            back, text = colours[2 * which : 2 * which + 2]
            pair = _variable(name, back, is_inside), _variable(f"{name}-text", text, is_inside)
            lines.append(f"{pair[0]} {pair[1].strip()}")
        colours_of = f"background: var(--{name}); color: var(--{name}-text);"
        grades.append(f".peel tr > .{name} {{ {colours_of} }}")
    parts = {
        "scheme": {Theme.LIGHT: "light", Theme.DARK: "dark"}.get(theme, "light dark"),
        "day": "\n".join(day),
        "night": "\n".join(night),
        "pictures": rules(by_night),
        "grades": "\n".join(grades),
    }
    text = static(__file__, "page.css")
    if theme is not Theme.AUTO:
        text = _BY_NIGHT.sub("/* pictures */" if theme is Theme.DARK else "", text)
    for name, part in parts.items():
        text = text.replace(f"/* {name} */", part)
    return text


_BY_NIGHT = re.compile(r"@media \(prefers-color-scheme: dark\) \{\n.*?\n\}", re.DOTALL)


def _variable(name: str, colour: str, is_inside: bool) -> str:
    value = f"var(--peel-{name}, {colour})" if is_inside else colour
    return f"  --{name}: {value};"
