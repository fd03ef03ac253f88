"""`peel forces`: the forces."""

from typing import TYPE_CHECKING

from peelcli import options as opt
from peelcli.asking import asking

if TYPE_CHECKING:
    from peelcli.answers.answer import Answer
    from peelcli.data import PeelData


def ask(
    dataset: "PeelData",
    region: opt.Regions = None,
    nation: opt.Nations = None,
    group: opt.Groups = None,
) -> "Answer":
    """List the forces, with the names they are found by.

    \b
    Examples:
      peel forces --region south-east
      peel forces --format csv
    """
    return dataset.list_forces(region=region, nation=nation, group=group)


command = asking(ask, has_day=False)
