"""`peel rounds`: the rounds."""

from typing import TYPE_CHECKING

from peelcli.asking import asking

if TYPE_CHECKING:
    from peelcli.answers.answer import Answer
    from peelcli.data import PeelData


def ask(
    dataset: "PeelData",
) -> "Answer":
    """List the rounds, and whether each can be compared with the one before.

    \b
    Examples:
      peel rounds
      peel rounds --json
    """
    return dataset.list_rounds()


command = asking(ask, has_day=False)
