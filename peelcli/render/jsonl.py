"""JSON Lines: one item per line, the same fields as in JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from peelcli.render import Screen
    from peelcli.report.answer import Answer
    from peelcli.report.fields import Fields


def render(answer: Answer, _screen: Screen) -> str:
    """Return the answer's items."""
    return jsonl_text(answer.document()[answer.items])


def jsonl_text(items: Iterable[Fields]) -> str:
    """Return items as JSON Lines."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    return "".join(encode(item) + "\n" for item in items)
