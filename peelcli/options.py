"""The options that commands share."""

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


def _only(name: str, what: str, complete: Callable[..., Any], more: str = "") -> Any:  # noqa: ANN401 - so does Typer
    """Return an option that narrows an answer to one value or several."""
    return typer.Option(
        f"--{name}",
        metavar=what.upper(),
        help=f"Only this {what}{more}. Repeatable.",
        autocompletion=complete,
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
Pillars = Annotated[Texts, _only("pillar", "pillar", complete_pillar)]
OneQuestion = Annotated[
    Texts,
    _only(
        "question", "question", complete_question, more=" or area; overall is a pillar's own grade"
    ),
]
Forces = Annotated[Texts, _only("force", "force", complete_force)]
Regions = Annotated[Texts, _only("region", "region", complete_region)]
Nations = Annotated[Texts, _only("nation", "nation", complete_nation)]
Groups = Annotated[Texts, _only("group", "group", complete_group, more=" of forces")]
OnlyForces = Annotated[
    Texts,
    typer.Option(
        "--only",
        metavar="FORCE",
        help="A page for this force, and none for those not named. Repeatable.",
        autocompletion=complete_force,
    ),
]
OutlinedForces = Annotated[
    Texts,
    typer.Option(
        "--force",
        metavar="FORCE",
        help="Outline this force. Repeatable.",
        autocompletion=complete_force,
    ),
]
OutlinedGroups = Annotated[
    Texts,
    typer.Option(
        "--group",
        metavar="GROUP",
        help="Outline the forces of this group. Repeatable.",
        autocompletion=complete_group,
    ),
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
Grades = Annotated[Texts, _only("grade", "grade", complete_grade)]
Statuses = Annotated[
    Texts,
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
    Texts,
    typer.Option(
        "--only",
        metavar="KIND",
        help="Show rows of this kind: improved, declined, unchanged, carried-over, not-graded, "
        "missing, not-comparable, left-out. Repeatable.",
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
        "--since", metavar="ROUND|DAY", help="From this round or publication day on. Repeatable."
    ),
]
Until = Annotated[
    Texts,
    typer.Option(
        "--until", metavar="ROUND|DAY", help="Up to this round or publication day. Repeatable."
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
