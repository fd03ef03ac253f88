"""JSON: two spaces of indent, UTF-8, keys in the order of the contract, one newline at the end."""

from __future__ import annotations

import json
from typing import Any


def json_text(document: dict[str, Any]) -> str:
    """Return a document as JSON; the same document always gives the same bytes."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
