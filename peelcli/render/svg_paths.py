"""A force's grades as steps: a row for each pillar or area, a place for each round."""

from collections.abc import Sequence
from itertools import groupby

from peelcli.answers.tables import Path, Step
from peelcli.render.look import Look
from peelcli.render.shapes import LINE, box, group_of, rule, words, wrapped
from peelcli.render.svg_tables import PAD, SMALL, TEXT, Block, colours_of, meaning_of

_LEVEL = 7
"""How far a grade stands below the next better one."""
_STEP = 16
"""The height of a grade's box."""
_NARROW = 500
"""Below this room, a name stands above its row."""
_NAMES = 190
_GAP = 16
"""Between two rounds that can't be compared."""
_MOST = 260
"""The widest that a round may be."""


def path_blocks(paths: Sequence[Path], room: float, look: Look) -> list[Block]:
    """Return the paths that have a grade, those of the same rounds below each other."""
    graded = [path for path in paths if any(step.cell.grade for step in path.steps)]
    return [
        _rows([*alike], room, look)
        for _, alike in groupby(graded, key=lambda path: [step.label for step in path.steps])
    ]


def _rows(paths: Sequence[Path], room: float, look: Look) -> Block:
    steps = paths[0].steps
    is_narrow = room < _NARROW
    left = 0 if is_narrow else _NAMES
    gaps = sum(step.is_apart for step in steps[1:]) * _GAP
    width = min(_MOST, (room - left - gaps) / len(steps))
    lefts, x = [], float(left)
    for index, step in enumerate(steps):
        x += _GAP if step.is_apart and index else 0
        lefts.append(x)
        x += width
    parts = [
        words(at + width / 2, 0, [step.label], SMALL, anchor="middle", is_bold=True)
        for at, step in zip(lefts, steps, strict=True)
    ]
    y = SMALL * LINE + 2 * PAD
    top = y
    for path in paths:
        y += PAD
        name = wrapped(path.name, room if is_narrow else left - PAD, TEXT)
        if is_narrow:
            parts.append(words(0, y, name, TEXT))
            y += len(name) * TEXT * LINE
        height = (len(path.scale) - 1) * _LEVEL + _STEP
        if not is_narrow:
            down = max(0.0, (height - len(name) * TEXT * LINE) / 2)
            parts.append(words(0, y + down, name, TEXT))
            height = max(height, int(len(name) * TEXT * LINE))
        parts += _steps(path, lefts, width, y, look)
        y += height + PAD
        parts.append(rule(0, y, x, y))
    parts += [
        rule(at - _GAP / 2, top, at - _GAP / 2, y, name="break", dashes="3 3")
        for index, (at, step) in enumerate(zip(lefts, steps, strict=True))
        if step.is_apart and index
    ]
    return Block(parts, x, y + 1)


def _steps(path: Path, lefts: Sequence[float], width: float, y: float, look: Look) -> list[str]:
    """Return the grades of a path; two that compare are joined."""
    parts = []
    before: tuple[float, float] | None = None
    for x, step in zip(lefts, path.steps, strict=True):
        level = path.scale.index(step.cell.grade) if step.cell.grade else (len(path.scale) - 1) / 2
        top = y + level * _LEVEL
        if before is not None and step.is_joined:
            middle = top + _STEP / 2
            parts.append(rule(x, before[1], x, middle, width=2, name="line"))
            parts.append(rule(x - 3, before[1], x, before[1], width=2, name="line"))
            parts.append(rule(x, middle, x + 3, middle, width=2, name="line"))
        parts.append(_grade(path.name, step, x, top, width, look))
        before = (x, top + _STEP / 2)
    return parts


def _grade(name: str, step: Step, x: float, top: float, width: float, look: Look) -> str:
    cell = step.cell
    fill, ink = colours_of(cell, look)
    code = cell.grade.code if cell.grade else ""
    signs = "".join(f"{mark.symbol}{follows}" for mark, follows in cell.marks)
    # An arrow's step is seen.
    signs = signs if not cell.grade else signs.strip("\u25b2\u25bc")
    said = f"{code} {signs}".strip()
    drawn = words(
        x + width / 2, top + (_STEP - SMALL * LINE) / 2, [said], SMALL, ink=ink, anchor="middle"
    )
    boxed = box(x + 3, top, width - 6, _STEP, fill) if cell.grade else ""
    return group_of(f"{name}, {step.label}: {meaning_of(cell)}", (boxed, drawn))
