"""The options that commands share, each said once."""

from pathlib import Path
from typing import Annotated

import typer

from peelcli.complete import (
    complete_force,
    complete_format,
    complete_grade,
    complete_kind,
    complete_nation,
    complete_pillar,
    complete_question,
    complete_region,
    complete_round,
    complete_status,
)

ForceArgument = Annotated[
    str,
    typer.Argument(
        metavar="FORCE",
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
RoundArguments = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[YEAR]...", help="Rounds; all if none is named.", autocompletion=complete_round
    ),
]
Years = Annotated[
    list[str] | None,
    typer.Option(
        "--year",
        metavar="ROUND",
        help="Only this round. Repeatable.",
        autocompletion=complete_round,
    ),
]
Pillars = Annotated[
    list[str] | None,
    typer.Option(
        "--pillar",
        metavar="PILLAR",
        help="Only this pillar. Repeatable.",
        autocompletion=complete_pillar,
    ),
]
OneQuestion = Annotated[
    list[str] | None,
    typer.Option(
        "--question",
        metavar="QUESTION",
        help="Only this question or area; overall is a pillar's own grade. Repeatable.",
        autocompletion=complete_question,
    ),
]
Forces = Annotated[
    list[str] | None,
    typer.Option(
        "--force",
        metavar="FORCE",
        help="Only this force. Repeatable.",
        autocompletion=complete_force,
    ),
]
Regions = Annotated[
    list[str] | None,
    typer.Option(
        "--region",
        metavar="REGION",
        help="Only this region. Repeatable.",
        autocompletion=complete_region,
    ),
]
Nations = Annotated[
    list[str] | None,
    typer.Option(
        "--nation",
        metavar="NATION",
        help="Only this nation. Repeatable.",
        autocompletion=complete_nation,
    ),
]
Grades = Annotated[
    list[str] | None,
    typer.Option(
        "--grade",
        metavar="GRADE",
        help="Only this grade. Repeatable.",
        autocompletion=complete_grade,
    ),
]
Statuses = Annotated[
    list[str] | None,
    typer.Option(
        "--status",
        metavar="STATUS",
        help="Only inspected, carried-over or not-graded. Repeatable.",
        autocompletion=complete_status,
    ),
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
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="table, json, jsonl, csv, tsv, markdown, html or svg.",
        autocompletion=complete_format,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DAY", help="Only grades published by then: 2017-03-01."),
]
Since = Annotated[
    list[str] | None,
    typer.Option(
        "--since", metavar="ROUND|DAY", help="From this round or publication day on. Repeatable."
    ),
]
Until = Annotated[
    list[str] | None,
    typer.Option(
        "--until", metavar="ROUND|DAY", help="Up to this round or publication day. Repeatable."
    ),
]
RoundArgument = Annotated[
    str,
    typer.Argument(
        metavar="YEAR", help="A round: 2018, 2018/19, 2023-25 ...", autocompletion=complete_round
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
Output = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="PATH",
        help="Write there, whole or not at all; its ending tells the format.",
    ),
]
Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="FOLDER",
        envvar="PEEL_DATA",
        show_envvar=True,
        help="Use the dataset in this folder.",
    ),
]
DropComments = Annotated[
    bool,
    typer.Option("--drop-comments", help="Rewrite files even where that loses comments."),
]
