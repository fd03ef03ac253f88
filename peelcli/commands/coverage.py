"""`peel coverage`: how much of each round is in the dataset."""

from typing import TYPE_CHECKING, Annotated

import typer

from peelcli import options as opt
from peelcli.answers.coverage import CoverageBy
from peelcli.asking import asking

if TYPE_CHECKING:
    from peelcli.answers.answer import Answer
    from peelcli.data import PeelData


def ask(
    dataset: "PeelData",
    round_: opt.RoundArguments = None,
    by: Annotated[
        CoverageBy, typer.Option("--by", help="A row per pillar and level, or per force.")
    ] = CoverageBy.PILLAR,
) -> "Answer":
    """Show how much of each round is in the dataset.

    \b
    Examples:
      peel coverage 2018 2021
      peel coverage 2023 --by force
    """
    return dataset.coverage(*round_ or (), by=by)


command = asking(ask)
