"""`peel map`: one question, all forces, each where it roughly lies."""

from typing import TYPE_CHECKING

from peelcli import options as opt
from peelcli.asking import asking

if TYPE_CHECKING:
    from peelcli.answers.answer import Answer
    from peelcli.data import PeelData


def ask(
    dataset: "PeelData",
    round_: opt.RoundOrLatest = None,
    pillar: opt.Pillars = None,
    question: opt.OneQuestion = None,
    force: opt.OutlinedForces = None,
    group: opt.OutlinedGroups = None,
    sources: opt.Sources = False,
) -> "Answer":
    """Draw a map of the grades of all forces for one question.

    \b
    Examples:
      peel map --question investigating-crime
      peel map 2018/19 --pillar legitimacy --group wales
    """
    return dataset.map(
        round_, pillar=pillar, question=question, force=force, group=group, sources=sources
    )


command = asking(ask)
