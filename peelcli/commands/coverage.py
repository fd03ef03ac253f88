"""`peel coverage`: how much of each round is in the dataset."""

from typing import Annotated

import typer

from peelcli import options as opt
from peelcli.answers.coverage import CoverageBy


def command(
    round_: opt.RoundArguments = None,
    by: Annotated[
        CoverageBy, typer.Option("--by", help="A row per pillar and level, or per force.")
    ] = CoverageBy.PILLAR,
    day: opt.AsOf = None,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    fragment: opt.Fragment = False,
    data: opt.Data = None,
) -> None:
    """Show how much of each round is in the dataset.

    \b
    Examples:
      peel coverage 2018 2021
      peel coverage 2023 --by force
    """
    from peelcli import load
    from peelcli.output import write_answer

    dataset = load(data).as_of(day)
    answer = dataset.coverage(*round_ or (), by=by)
    write_answer(answer, format_, output, as_json=as_json, fragment=fragment)
