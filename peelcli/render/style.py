"""The style of pages, as page.css has it, and the script that sorts their tables, as sort.js."""

from pathlib import Path

from peelcli.render.colours import COLOURS, GROUND
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


def style() -> str:
    """Return the style sheet of pages."""
    day = [f"  --{name}: {colour};" for name, (colour, _) in GROUND.items()]
    night = [f"  --{name}: {colour};" for name, (_, colour) in GROUND.items()]
    grades = []
    for grade, (back, text, dark_back, dark_text) in COLOURS.items():
        name = grade.value
        day.append(f"  --{name}: {back}; --{name}-text: {text};")
        night.append(f"  --{name}: {dark_back}; --{name}-text: {dark_text};")
        colours = f"background: var(--{name}); color: var(--{name}-text);"
        grades.append(f".peel tr > .{name} {{ {colours} }}")
    parts = {
        "day": "\n".join(day),
        "night": "\n".join(night),
        "pictures": rules(1),
        "grades": "\n".join(grades),
    }
    text = static(__file__, "page.css")
    for name, part in parts.items():
        text = text.replace(f"/* {name} */", part)
    return text
