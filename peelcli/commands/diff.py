"""`peel diff`: grades that improved or declined between two rounds."""

from typing import TYPE_CHECKING, Annotated

import typer

from peelcli.answers.diff import DIFF
from peelcli.asking import asking
from peelcli.data import PeelData
from peelcli.errors import DatasetError, ExitCode

if TYPE_CHECKING:
    from peelcli.answers.answer import Answer


def _end(
    answer: "Answer",
    exit_code: Annotated[
        bool,
        typer.Option(
            "--exit-code",
            help="Exit 1 if a row improved or declined, 3 if the rounds can't be compared, else 0.",
        ),
    ] = False,
) -> None:
    if exit_code and not answer.result.comparable:
        raise DatasetError("--exit-code can't tell: these rounds can't be compared")
    if exit_code and answer.result.summary.moves:
        raise typer.Exit(ExitCode.DIFFERENT)


command = asking(DIFF, PeelData.diff, after=_end)
