"""`peel compare`: forces side by side."""

from typing import TYPE_CHECKING, Annotated

import typer

from peelcli import options as opt
from peelcli.asking import asking
from peelcli.complete import complete_force, complete_group, complete_sort

if TYPE_CHECKING:
    from peelcli.answers.answer import Answer
    from peelcli.data import PeelData


def ask(
    dataset: "PeelData",
    force: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FORCE]...", help="Forces.", autocompletion=complete_force),
    ] = None,
    group: Annotated[
        opt.Texts,
        opt.repeatable("--group", "GROUP", "Compare the forces of this group", complete_group),
    ] = None,
    round_: opt.Rounds = None,
    sort: Annotated[
        str | None,
        typer.Option(
            "--sort",
            metavar="COLUMN",
            help="Order the forces by name; by a pillar, question or area, best grade first; or "
            "by grade, which is by each in turn.",
            autocompletion=complete_sort,
        ),
    ] = None,
    pillar: opt.Pillars = None,
    question: opt.OneQuestion = None,
    questions: opt.Questions = False,
    sources: opt.Sources = False,
) -> "Answer":
    """Show forces side by side.

    In the latest round in which all of them have grades, unless rounds are named.

    \b
    Examples:
      peel compare derbyshire notts
      peel compare --group wales --round all --pillar legitimacy
    """
    return dataset.compare(
        *force or (),
        group=group,
        round=round_,
        pillar=pillar,
        question=question,
        questions=questions,
        sort=sort,
        sources=sources,
    )


command = asking(ask)
