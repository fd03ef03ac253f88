"""How a picture is to look: its width, its colours, its words, and what is to be seen first."""

from enum import StrEnum
from typing import NamedTuple

from peelcli.terms import Grade

WIDTHS = (390, 688, 1200)
"""A telephone, a column of text, a whole page, in pixels."""


class Theme(StrEnum):
    """The ground of a picture."""

    LIGHT = "light"
    DARK = "dark"
    AUTO = "auto"
    """As the reader's system has it."""


class Look(NamedTuple):
    """What may be said of a picture."""

    width: int | None = None
    """One of WIDTHS; None: the first that holds it, from 688 on."""
    theme: Theme | None = None
    """None: light, but for a whole page of HTML, which goes by the reader's system."""
    title: str | None = None
    """In place of the picture's own; so is the subtitle."""
    subtitle: str | None = None
    grade: Grade | None = None
    """The grade to be seen first: others are pale."""
    force: str | None = None
    """The short name of the force to be seen first."""


AS_IT_IS = Look()
"""Nothing is said of it."""
