"""Where a YAML text has comments, which writing it anew would lose."""

from __future__ import annotations

import yaml


def comment_lines(text: str, kept: str) -> tuple[int, ...]:
    """Return the numbers of the lines that have a comment other than the one that is kept.

    The text must parse. Between two tokens of YAML stands nothing but space and comments.
    """
    lines = []
    line, counted, end = 1, 0, 0
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        position, start = end, token.start_mark.index
        while (at := text.find("#", position, start)) >= 0:
            line_end = text.find("\n", at, start)
            position = start if line_end < 0 else line_end
            if text[at:position].rstrip() != kept:
                line, counted = line + text.count("\n", counted, at), at
                lines.append(line)
        end = max(end, token.end_mark.index)
    return tuple(lines)
