"""`peel questions`: the questions of the rounds."""

from typing import TYPE_CHECKING

from peelcli import options as opt
from peelcli.asking import asking

if TYPE_CHECKING:
    from peelcli.answers.answer import Answer
    from peelcli.data import PeelData


def ask(
    dataset: "PeelData",
    round_: opt.RoundArguments = None,
    pillar: opt.Pillars = None,
) -> "Answer":
    """List the questions of the rounds, and the rounds that they compare with.

    \b
    Examples:
      peel questions 2018 --pillar legitimacy
      peel questions 2021 2023
    """
    return dataset.questions(*round_ or (), pillar=pillar)


command = asking(ask, has_day=False)
