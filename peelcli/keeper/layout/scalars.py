"""Single values as YAML writes them."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

import yaml

from peelcli.keeper.loading.judgment import UNKNOWN_DATE

_PLAIN = re.compile(r"https?://[\w./+%~-]+|[a-z]{4,}(-[a-z0-9]+)+", re.ASCII)


def day_text(day: str | None) -> str:
    """Return a day of publication as a file has it."""
    return day or UNKNOWN_DATE


def names_of(sources: Iterable[str], names: Mapping[str, str]) -> str:
    """Return the list of the names that addresses go by."""
    return f"[{', '.join(scalar(names[source]) for source in sources)}]"


def in_list(text: str) -> str:
    """Return a text as YAML has it within brackets, where a comma would end it."""
    dumped = yaml.safe_dump([text], width=2**31, allow_unicode=True, default_flow_style=True)
    return dumped.removesuffix("\n")[1:-1]


@lru_cache(maxsize=4096)
def scalar(text: str) -> str:
    """Return a text as YAML, with quotes only where YAML needs them."""
    if _PLAIN.fullmatch(text):
        return text  # PyYAML would say the same, more slowly
    dumped = yaml.safe_dump(text, width=2**31, allow_unicode=True)
    return dumped.removesuffix("\n").removesuffix("\n...")
