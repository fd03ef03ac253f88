"""The options that commands share."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from peelcli.complete import (
    complete_force,
    complete_format,
    complete_grade,
    complete_group,
    complete_kind,
    complete_nation,
    complete_pillar,
    complete_question,
    complete_region,
    complete_round,
    complete_status,
)

Texts = list[str] | None


def repeatable(flag: str, metavar: str, about: str, complete: Callable[..., Any]) -> Any:  # noqa: ANN401 - so does Typer
    """Return an option that takes one value or several."""
    return typer.Option(
        flag, metavar=metavar, help=f"{about}. Repeatable.", autocompletion=complete
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
    str | None,
    typer.Argument(
        metavar="[FROM]",
        help="A round: 2018, 2018/19, 2023-25, previous, latest. Without rounds: the latest two "
        "that can be compared.",
        autocompletion=complete_round,
    ),
]
ToRound = Annotated[
    str | None,
    typer.Argument(metavar="[TO]", help="Another round.", autocompletion=complete_round),
]
RoundArguments = Annotated[
    Texts,
    typer.Argument(
        metavar="[ROUND]...", help="Rounds; all if none is named.", autocompletion=complete_round
    ),
]
RoundsOrLatest = Annotated[
    Texts,
    typer.Argument(
        metavar="[ROUND]...",
        help="Rounds, or all; the latest if none is named.",
        autocompletion=complete_round,
    ),
]
Rounds = Annotated[
    Texts,
    typer.Option(
        "--round",
        "--year",
        metavar="ROUND",
        help="Only this round: 2018/19, 2023-25, latest, previous, all. Repeatable.",
        autocompletion=complete_round,
    ),
]
Pillars = Annotated[Texts, repeatable("--pillar", "PILLAR", "Only this pillar", complete_pillar)]
OneQuestion = Annotated[
    Texts,
    repeatable(
        "--question",
        "QUESTION",
        "Only this question or area; overall is a pillar's own grade",
        complete_question,
    ),
]
Forces = Annotated[Texts, repeatable("--force", "FORCE", "Only this force", complete_force)]
Regions = Annotated[Texts, repeatable("--region", "REGION", "Only this region", complete_region)]
Nations = Annotated[Texts, repeatable("--nation", "NATION", "Only this nation", complete_nation)]
Groups = Annotated[
    Texts, repeatable("--group", "GROUP", "Only this group of forces", complete_group)
]
OnlyForces = Annotated[
    Texts,
    repeatable(
        "--only", "FORCE", "A page for this force, and none for those not named", complete_force
    ),
]
OutlinedForces = Annotated[
    Texts, repeatable("--force", "FORCE", "Outline this force", complete_force)
]
OutlinedGroups = Annotated[
    Texts, repeatable("--group", "GROUP", "Outline the forces of this group", complete_group)
]
GroupsFile = Annotated[
    Path | None,
    typer.Option(
        "--groups",
        metavar="FILE",
        envvar="PEEL_GROUPS",
        show_envvar=True,
        help="Named groups of forces, beside those of the dataset.",
    ),
]
Grades = Annotated[Texts, repeatable("--grade", "GRADE", "Only this grade", complete_grade)]
Statuses = Annotated[
    Texts,
    repeatable("--status", "STATUS", "Only inspected, carried-over or not-graded", complete_status),
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
    Texts,
    repeatable(
        "--only",
        "KIND",
        "Show rows of this kind: improved, declined, unchanged, carried-over, not-graded, "
        "missing, not-comparable, left-out",
        complete_kind,
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
        help="table, json, jsonl, csv, tsv, markdown, html, svg, png, parquet, xlsx or docx.",
        autocompletion=complete_format,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DAY", help="Only grades published by then: 2017-03-01."),
]
Since = Annotated[
    Texts,
    typer.Option(
        "--since",
        metavar="ROUND|DAY",
        help="From this round, or publication day or month, on. Repeatable.",
    ),
]
Until = Annotated[
    Texts,
    typer.Option(
        "--until",
        metavar="ROUND|DAY",
        help="Up to this round, or publication day or month. Repeatable.",
    ),
]
SameForces = Annotated[
    bool,
    typer.Option(
        "--same-forces", help="Only forces that have a grade in each of the rounds shown."
    ),
]
RoundOrLatest = Annotated[
    str | None,
    typer.Argument(
        metavar="[ROUND]",
        help="A round: 2018, 2018/19, 2023-25, previous ...; the latest if none is named.",
        autocompletion=complete_round,
    ),
]
Sources = Annotated[
    bool, typer.Option("--sources", help="Number the sources of each grade, and list them below.")
]
Fragment = Annotated[
    bool, typer.Option("--fragment", help="Write HTML without the page around it.")
]
Json = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
Output = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="PATH",
        help="Write there, whole or not at all; its ending tells the format.",
        readable=False,
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


def data_is_typed(data: Path | None) -> bool:
    """Return whether --data was written, rather than found in the environment."""
    return data is not None and str(data) != os.environ.get("PEEL_DATA")


DropComments = Annotated[
    bool,
    typer.Option("--drop-comments", help="Rewrite files even where that loses comments."),
]
