"""What a day is: a date of the calendar, written like 2016-12-08."""

from __future__ import annotations

import re

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def is_day(text: str) -> bool:
    """Return whether a text is a real day in ISO form; `2016-W49-4` and `20161208` are not."""
    from datetime import date

    if not _ISO_DAY.match(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
