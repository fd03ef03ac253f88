"""`peel brief`: one page on one force."""

from typing import TYPE_CHECKING, Annotated

import typer

from peelcli import options as opt
from peelcli.asking import asking
from peelcli.complete import complete_force, complete_group, complete_round
from peelcli.errors import UsageError

if TYPE_CHECKING:
    from peelcli.answers.answer import Answer
    from peelcli.data import PeelData


def ask(
    dataset: "PeelData",
    force: Annotated[
        str | None,
        typer.Argument(metavar="[FORCE]", help="A force.", autocompletion=complete_force),
    ] = None,
    round_: Annotated[
        str | None,
        typer.Option(
            "--round",
            "--year",
            metavar="ROUND",
            help="A round; the force's latest if none is named.",
            autocompletion=complete_round,
        ),
    ] = None,
    group: Annotated[
        opt.Texts,
        opt.repeatable("--group", "GROUP", "Compare with this group of forces too", complete_group),
    ] = None,
    beside: Annotated[
        opt.Texts,
        opt.repeatable("--with", "FORCE", "Show this force's grades beside", complete_force),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DAY", help="Mark what came out after this day."),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Write a page for every force, to the folder of -o.")
    ] = False,
    output: opt.Output = None,
) -> "Answer | dict[str, Answer]":
    """Write one page on one force: its grades, how it stands, what moved, what may be said.

    \b
    Examples:
      peel brief derbyshire
      peel brief kent --with essex --since 2024-01-01
    """
    if force is not None and not every:
        return dataset.brief(force, round=round_, group=group, beside=beside, since=since)
    if force is None and every and output is not None:
        return {**dataset.briefs(round=round_, group=group, beside=beside, since=since)}
    raise UsageError("name a force, or say --all -o FOLDER")


command = asking(ask)
