"""`peel show`: one force's grades in every round."""

from typing import TYPE_CHECKING

from peelcli import options as opt
from peelcli.asking import asking

if TYPE_CHECKING:
    from peelcli.answers.answer import Answer
    from peelcli.data import PeelData


def ask(
    dataset: "PeelData",
    force: opt.ForceArgument,
    round_: opt.Rounds = None,
    pillar: opt.Pillars = None,
    questions: opt.Questions = False,
    details: opt.Details = False,
    sources: opt.Sources = False,
) -> "Answer":
    """Show the grades of one force in every round, the latest on top.

    \b
    Examples:
      peel show derbyshire --sources
      peel show gmp --round 2017 --questions
    """
    return dataset.show(
        force,
        round=round_,
        pillar=pillar,
        questions=questions,
        details=details,
        sources=sources,
    )


command = asking(ask)
