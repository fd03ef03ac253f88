"""A terminal of 24 lines holds the answer to a common question."""

from __future__ import annotations

import re
import shlex
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from conftest import on_terminal, without_escapes

from peelcli import load

if TYPE_CHECKING:
    from conftest import Peel

FORCES = [*load().forces]
REGIONS = sorted({force.region for force in load().forces.values()})


@pytest.mark.parametrize(
    "lines",
    [
        [f"show {force}" for force in FORCES],
        ["compare avon-and-somerset hampshire",
         *(f"compare {one} {other}" for one, other in [*combinations(FORCES, 2)][::25])],
        [f"overview --group '{region}'" for region in REGIONS],
        ["diff", "diff 2016 2017", "diff 2017 2018", "stats", "map --question leadership",
         "show kent --round latest", "list --grade inadequate", "list --grade outstanding",
         "list --question leadership --sort grade"],
    ],
    ids=["show", "compare", "overview", "others"],
)  # fmt: skip
def test_the_common_case_fits_a_screen_of_24_lines(peel: Peel, lines: list[str]) -> None:
    for line in lines:
        ran = peel.on_screen(80, *shlex.split(line), env={"LINES": "24"})
        # One is for the prompt.
        assert (line, ran.code, ran.out.count("\n") <= 23) == (line, 0, True)
        # No grade is broken below the head.
        below = without_escapes(ran.out).partition("\n\n")[2]
        assert not re.search(r"^ +improvement", below, re.MULTILINE)


def test_a_small_screen_leaves_no_word_out_that_limits_what_is_said(peel: Peel) -> None:
    (peel.folder / "groups.yaml").write_text("ours:\n  name: ours\n  forces: [kent, essex]\n")
    for options, said in [
        (["--as-of", "2018-06-01"], "As of 2018-06-01: only grades published by then."),
        (["--sources"], "[1] http"),
    ]:
        ran = peel.on_screen(80, "diff", "2016", "2017", *options, env={"LINES": "24"})
        assert (options, ran.code, said in ran.out) == (options, 0, True)
    ran = peel.on_screen(80, "diff", "2014", "2015", env={"LINES": "24"})
    assert "A row for each force: add | less." in ran.out
    assert "Graded in PEEL 2015 only: effectiveness" in ran.out
    assert "Legitimacy was graded for the first time in PEEL 2015." in ran.out
    ran = peel.on_screen(80, "list", "--group", "ours", "--groups", "groups.yaml", "--round", "all",
                         env={"LINES": "24"})  # fmt: skip
    assert "A row for each judgment: add | less." in ran.out
    assert "ours: 2 forces, a group of your own." in ran.out


def test_a_list_on_a_small_screen_has_a_line_for_a_question_and_grade(peel: Peel) -> None:
    def listed(*options: str) -> str:
        return without_escapes(peel.on_screen(80, "list", *options, env={"LINES": "24"}).out)

    worst = listed("--grade", "inadequate", "--round", "all")
    assert worst.startswith("Inadequate: ")
    assert re.search(r"^Round +Question +No. Names +$", worst, re.MULTILINE)
    assert re.search(r"^2018/19 +Legitimacy +1 Cleveland +$", worst, re.MULTILINE)
    every = listed("--question", "leadership")
    assert re.search(r"^Question +Grade +No. Names +$", every, re.MULTILINE)
    assert re.search(r"^Leadership +Good +\d+ \w", every, re.MULTILINE)
    assert "A row for each" in worst
    assert "A row for each" in every
    # Such lines show no day, and of one force they are no fewer.
    assert "A row for each" not in listed("--force", "kent", "--round", "2016", "--round", "2017")
    assert "A row for each" not in listed("--grade", "inadequate", "--sort", "published")
    assert "A row for each" not in listed("--question", "leadership", "--since", "2023-10-01")


def test_a_screen_that_is_too_small_gets_fewer_lines(peel: Peel) -> None:
    small, whole = (
        without_escapes(on_terminal(peel, 80, "diff", "2016", "2017", env={"LINES": lines}))
        for lines in ("24", "60")
    )
    assert len(small.split("\n")) < len(whole.split("\n")) - 8
    assert re.search(r"Effectiveness +G->RI +6 ", small)
    assert "A row for each force: add | less." in small
    assert "O outstanding, G good, RI requires improvement, I inadequate\n" in small
    assert "127 compared: 17 improved, 18 declined, 92 unchanged; 2 not graded.\n" in small
    for said in ("127 compared: 17 improved, 18 declined", "Derbyshire"):
        assert said in small
        assert said in whole
    # One line for one move: a grade that is worked out marks its force, and makes no second line.
    latest = without_escapes(on_terminal(peel, 80, "diff", env={"LINES": "24"}))
    assert re.search(r"Efficiency +RI->G +7 Bedfordshire, Humberside≈, ", latest)
    assert "≈ worked out" in latest
    wide = without_escapes(
        on_terminal(peel, 80, "diff", "2021", "2023", "--anyway", env={"LINES": "24"})
    )
    assert "not comparable" in wide
