"""Where a text has comments that writing it anew would lose."""

from __future__ import annotations

import time

import pytest

from peelcli.keeper.layout.losses import comment_lines

KEPT = "# the head"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        ("a: b\n", ()),
        ("# the head\na: b\n", ()),
        ("# the head  \na: b\n", ()),
        ("# another head\na: b\n", (1,)),
        ("a: b # c\n", (1,)),
        ("a: b#c\n", ()),
        ("a: 'b # c'\n", ()),
        ("a: |\n  # b\n", ()),
        ("a: >- # ASK\n  # b\n  c\n", (1,)),
        ("a: |2-  # x\n    b # c\nd: | #e\n  f\n", (1, 3)),
        ("- >\n  a # b\n- c # d\n", (3,)),
        ("a:  # b # c\n  d: e\n# f", (1, 3)),
        ("a: [b,  # c\n  d]  # e\n", (1, 2)),
        ("# the head\n\n# b\na: c\n\n\n# d\n  # e\n", (3, 7, 8)),
        ("a: \u00e9  # \u00e9\nb: c # d\n", (1, 2)),
    ],
)
def test_the_lines_that_have_one(text: str, lines: tuple[int, ...]) -> None:
    assert comment_lines(text, KEPT) == lines


def test_however_many_there_are() -> None:
    start = time.monotonic()
    assert comment_lines("a: b\n" + "# x\n" * 200_000, KEPT) == tuple(range(2, 200_002))
    assert time.monotonic() - start < 10
