"""`peel trend`: paths of grades through comparable rounds."""

from typing import TYPE_CHECKING, Annotated

import typer

from peelcli import options as opt
from peelcli.answers.trend import TrendSort
from peelcli.asking import asking
from peelcli.complete import complete_force

if TYPE_CHECKING:
    from peelcli.answers.answer import Answer
    from peelcli.data import PeelData


def ask(
    dataset: "PeelData",
    force: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FORCE]...",
            help="Forces; without any, counts over all forces.",
            autocompletion=complete_force,
        ),
    ] = None,
    sort: Annotated[
        TrendSort,
        typer.Option("--sort", help="By force, by direction, or the best last grade first."),
    ] = TrendSort.FORCE,
    pillar: opt.Pillars = None,
    question: opt.OneQuestion = None,
    questions: opt.Questions = False,
    sources: opt.Sources = False,
) -> "Answer":
    """Show paths of grades through comparable rounds.

    \b
    Examples:
      peel trend kent derbyshire
      peel trend --pillar efficiency
    """
    return dataset.trend(
        *force or (),
        pillar=pillar,
        question=question,
        questions=questions,
        sort=sort,
        sources=sources,
    )


command = asking(ask)
