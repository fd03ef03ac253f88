"""JSON Lines: one item per line, the same fields as in JSON."""

import json

from peelcli.answers.answer import Answer
from peelcli.render import Screen


def render(answer: Answer, _screen: Screen) -> str:
    """Return the answer's items."""
    record, rows = answer.items()
    encode = json.JSONEncoder(ensure_ascii=False).encode
    return "".join(encode(item) + "\n" for item in record.all_of(rows))
