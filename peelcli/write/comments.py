"""Where a YAML text has comments, which writing it anew would lose."""

from __future__ import annotations

import yaml


def comment_lines(text: str, kept: str) -> tuple[int, ...]:
    """Return the numbers of the lines that have a comment other than the one that is kept.

    The text must parse. Between two tokens of YAML stands nothing but space and comments.
    """
    lines = set()
    end = 0
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        start = token.start_mark.index
        gap, offset = text[end:start], end
        while (at := gap.find("#")) >= 0:
            line_end = gap.find("\n", at)
            stop = len(gap) if line_end < 0 else line_end
            if gap[at:stop].rstrip() != kept:
                lines.add(text.count("\n", 0, offset + at) + 1)
            gap, offset = gap[stop:], offset + stop
        end = max(end, token.end_mark.index)
    return tuple(sorted(lines))
