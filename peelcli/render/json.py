"""JSON: two spaces of indent, UTF-8, keys in the order of the contract, one newline at the end."""

import json

from peelcli.answers.answer import Answer
from peelcli.render import Screen


def render(answer: Answer, _screen: Screen) -> str:
    """Return the answer's document."""
    return json_text(answer.document())


def json_text(document: object) -> str:
    """Return a document as JSON; the same document always gives the same bytes."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
