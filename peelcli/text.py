"""Texts for people: names that come close, lists and counts in sentences, days, harmless echoes."""

import re
from collections.abc import Iterable, Sequence

_ISO_DAY = r"\d{4}-\d{2}-\d{2}\Z"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_NUMBERS = "no one two three four five six seven eight nine ten".split()  # noqa: SIM905 - shorter
_MOST_QUOTED = 60
_MOST_LISTED = 8
WEB = ("https://", "http://")
"""How the address of a page begins."""


def counted(count: int, what: str) -> str:
    """Return how many there are of something: `1 file`, `2,202 judgments`."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def percent(count: int, total: int) -> str:
    """Return a share, with halves rounded up: `63%`; round() would turn 62.5 into 62."""
    return f"{(200 * count + total) // (2 * total)}%"


def in_words(count: int) -> str:
    """Return a small number as a word, and another one in figures."""
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def quoted(text: str) -> str:
    """Return a text in quotes, cut where it is too long to repeat."""
    return repr(text if len(text) <= _MOST_QUOTED else text[:_MOST_QUOTED] + "...")


def listed(names: Sequence[str]) -> str:
    """Return names with commas between them, the first few where there are many."""
    rest = len(names) - _MOST_LISTED
    return ", ".join(names[:_MOST_LISTED]) + (f" and {rest} more" if rest > 0 else "")


def joined(names: Sequence[str]) -> str:
    """Return names as a sentence has them: `a`, `a and b`, `a, b and c`; nothing for none."""
    *most, last = names or [""]
    return f"{', '.join(most)} and {last}" if most else last


def close_to(text: str, known: Iterable[str], least: float, most: int) -> list[str]:
    """Return the known names that come closest to a text: above `least`, and at most `most`."""
    from difflib import get_close_matches

    return get_close_matches(text[:100].casefold(), list(known), n=most, cutoff=least)


def did_you_mean(text: str, known: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` for the nearest of the known names, or an empty string."""
    close = close_to(text, known, 0.7, 2)
    return f"; did you mean {' or '.join(repr(str(name)) for name in close)}?" if close else ""


def folded(text: str) -> str:
    """Return the words of a name, joined by hyphens, in one spelling."""
    if not text.isascii():
        # An accent may be typed with its letter, or after it.
        from unicodedata import normalize

        text = normalize("NFKC", text)
    return "-".join(re.findall(r"[^\W_]+", text.casefold().replace("&", " and ")))


def in_sentence(name: str) -> str:
    """Return a name as it stands amid other words; initials like `ICT` stay as they are."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def inert(text: str) -> str:
    """Return the text with non-printing characters escaped, except line breaks.

    File names, keys and options come back in messages; they must not control a terminal.
    """
    return "".join(
        letter
        if letter.isprintable() or letter == "\n"
        else letter.encode("unicode_escape").decode("ascii")
        for letter in text
    )


def day_in_words(day: str) -> str:
    """Return an ISO day as people write it: `11 April 2025`."""
    year, month, number = day.split("-")
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}"


def day_of_words(text: str) -> str:
    """Return a day that is written as `2 March 2026` in ISO form, and any other text as it is."""
    match = re.fullmatch(r"(\d{1,2}) ([A-Za-z]{3,}),? (\d{4})", text.strip())
    month = match and _number_of_month(match[2])
    return f"{match[3]}-{month}-{int(match[1]):02}" if match and month else text


def month_of_words(text: str) -> str | None:
    """Return the month that `July 2025` or `2025-07` names, as `2025-07`, or None for none."""
    text = text.strip()
    match = re.fullmatch(r"([A-Za-z]{3,}),? (\d{4})", text)
    if match is None:
        return text if re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])", text) else None
    month = _number_of_month(match[1])
    return month and f"{match[2]}-{month}"


def _number_of_month(name: str) -> str | None:
    """Return the two figures of a month that a word names, in full or by three letters or more."""
    wanted = name.casefold()
    for number, month in enumerate(_MONTHS, start=1):
        if month.casefold().startswith(wanted):
            return f"{number:02}"
    return None


def is_day(text: str) -> bool:
    """Return whether a text is a real day in ISO form; `2016-W49-4` and `20161208` are not."""
    from datetime import date

    if not re.match(_ISO_DAY, text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def host_of(address: str) -> str:
    """Return the host of an address, as people name it: `www.` goes."""
    return address.split("/")[2].removeprefix("www.") if "//" in address else address
