"""The options that commands share, each said once."""

from typing import Annotated

import typer

from peelcli.complete import (
    complete_force,
    complete_kind,
    complete_pillar,
    complete_region,
    complete_round,
)

ForceArgument = Annotated[
    str,
    typer.Argument(
        help="A force: its id, name, former name, alias, or the start of one.",
        autocompletion=complete_force,
    ),
]
FromRound = Annotated[
    str,
    typer.Argument(
        metavar="FROM", help="A round: 2018, 2018/19, 2023-25 ...", autocompletion=complete_round
    ),
]
ToRound = Annotated[
    str, typer.Argument(metavar="TO", help="Another round.", autocompletion=complete_round)
]
Years = Annotated[
    list[str] | None,
    typer.Option("--year", help="Only this round. Repeatable.", autocompletion=complete_round),
]
Pillars = Annotated[
    list[str] | None,
    typer.Option("--pillar", help="Only this pillar. Repeatable.", autocompletion=complete_pillar),
]
Forces = Annotated[
    list[str] | None,
    typer.Option("--force", help="Only this force. Repeatable.", autocompletion=complete_force),
]
Regions = Annotated[
    list[str] | None,
    typer.Option("--region", help="Only this region. Repeatable.", autocompletion=complete_region),
]
Questions = Annotated[
    bool, typer.Option("--questions", help="Add the questions below the pillars.")
]
Details = Annotated[
    bool,
    typer.Option("--details", help="Add sources, basis, dates, notes and areas for improvement."),
]
All = Annotated[bool, typer.Option("--all", help="Show every row, not only the moves.")]
Anyway = Annotated[
    bool, typer.Option("--anyway", help="Also list pairs of grades that can't be compared.")
]
Only = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="KIND",
        help="Show rows of this kind: improved, declined, unchanged, carried-over, not-graded, "
        "missing, not-comparable. Repeatable.",
        autocompletion=complete_kind,
    ),
]
ExitCodeOption = Annotated[
    bool, typer.Option("--exit-code", help="Exit 1 if a row improved or declined, else 0.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]
