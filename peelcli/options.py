"""The options that commands share: how each is written, and what its help says."""

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from peelcli import complete
from peelcli.errors import UsageError
from peelcli.render import formats_of
from peelcli.render.look import Theme

Texts = list[str] | None


class Words(NamedTuple):
    """How an option is written, and what its help says."""

    about: str
    metavar: str | None = None
    offers: Callable[..., Any] | None = None
    flags: tuple[str, ...] = ()
    """Where they are not the parameter's name."""


WORDS = {
    "force": Words("Only this force", "FORCE", complete.complete_force),
    "group": Words(
        "Only this group of forces: a region, a nation, or a group of groups.yaml",
        "GROUP",
        complete.complete_group,
        ("--group", "--region"),
    ),
    "round": Words(
        "Only this round: 2018/19, 2023-25, latest, previous, all",
        "ROUND",
        complete.complete_round,
        ("--round", "--year"),
    ),
    "pillar": Words("Only this pillar", "PILLAR", complete.complete_pillar),
    "question": Words(
        "Only this question or area; overall is a pillar's own grade",
        "QUESTION",
        complete.complete_question,
    ),
    "questions": Words("Add the questions below the pillars."),
    "grade": Words("Only this grade", "GRADE", complete.complete_grade),
    "status": Words(
        "Only inspected, carried-over or not-graded", "STATUS", complete.complete_status
    ),
    "basis": Words(
        "Only grades that rest on this: report, inspectorate, force, commissioner, press, counts, "
        "inferred; or official, secondary, derived",
        "BASIS",
        complete.complete_basis,
    ),
    "since": Words("From this round, or publication day or month, on", "WHEN"),
    "until": Words("Up to this round, or publication day or month", "WHEN"),
    "sort": Words(
        "By name; by a pillar, question or area; or by grade, which is by each column in turn.",
        "COLUMN",
        complete.complete_sort,
    ),
    "worst_first": Words("Sort by grade, the worst first."),
    "same_forces": Words("Only forces that have a grade in each of the rounds shown."),
    "sources": Words("Number the sources of each grade, and list them below."),
    "beside": Words(
        "Show this force's grades beside", "FORCE", complete.complete_force, ("--with",)
    ),
    "by": Words("Name who prepared the page, on the page.", "NAME"),
    "only": Words("Only this kind", "KIND", complete.complete_kind),
    "before": Words(
        "A round: 2018, 2018/19, 2023-25, previous, latest. Without rounds: the latest two that "
        "can be compared.",
        "[FROM]",
        complete.complete_round,
    ),
    "after": Words("Another round.", "[TO]", complete.complete_round),
}
"""The options of questions by parameter; a question's `Form` words those that it alone has."""

A_ROUND = "A round: 2018, 2018/19, 2023-25, previous ...; the latest if none is named."
"""The help of `--round` where it takes one."""


def option(name: str, about: str = "", *, several: bool = False) -> Any:  # noqa: ANN401 - as Typer
    """Return an option by the name of its parameter, with other words or its own."""
    words = WORDS.get(name, Words(about))
    about = about or words.about
    return typer.Option(
        *(words.flags or (f"--{name.replace('_', '-')}",)),
        metavar=words.metavar,
        help=f"{about.removesuffix('.')}. Repeatable." if several else about,
        autocompletion=words.offers,
    )


def argument(name: str, about: str = "", metavar: str | None = None) -> Any:  # noqa: ANN401 - as Typer
    """Return an argument by the name of its parameter, with other words or its own."""
    words = WORDS[name]
    return typer.Argument(
        metavar=metavar or words.metavar, help=about or words.about, autocompletion=words.offers
    )


def format_option(formats: Iterable[str]) -> Any:  # noqa: ANN401 - as Typer
    """Return `--format` with the names of its formats."""
    *others, last = formats
    return typer.Option(
        "--format",
        metavar="FORMAT",
        help=f"{', '.join(others)} or {last}.",
        autocompletion=complete.complete_format,
    )


Groups = Annotated[Texts, option("group", several=True)]
Rounds = Annotated[Texts, option("round", several=True)]
Pause = Annotated[
    float,
    typer.Option(
        "--pause",
        metavar="SECONDS",
        min=0,
        help="How many seconds to wait between two requests to a host.",
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask before writing.")]
GroupsFile = Annotated[
    Path | None,
    typer.Option(
        "--groups",
        metavar="FILE",
        envvar="PEEL_GROUPS",
        show_envvar=True,
        help="A file of your own groups of forces.",
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DAY", help="Only grades published by then: 2017-03-01."),
]
Format = Annotated[str | None, format_option(formats_of())]
Fragment = Annotated[
    bool, typer.Option("--fragment", help="Write HTML without the page around it.")
]
Json = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
Title = Annotated[
    str | None,
    typer.Option("--title", metavar="TEXT", help="A picture's title, in place of its own."),
]
Subtitle = Annotated[
    str | None, typer.Option("--subtitle", metavar="TEXT", help="The line below a picture's title.")
]
Width = Annotated[
    int | None,
    typer.Option("--width", metavar="PIXELS", help="A picture's width: 390, 688 or 1200."),
]
Themes = Annotated[
    Theme | None,
    typer.Option("--theme", help="The colours of a picture or fragment; light if not named."),
]
Highlight = Annotated[
    str | None,
    typer.Option(
        "--highlight",
        metavar="GRADE|FORCE",
        help="The grade or force that a picture makes stand out.",
    ),
]
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
DropComments = Annotated[
    bool,
    typer.Option("--drop-comments", help="Rewrite files even where that loses comments."),
]


def data_is_typed(data: Path | None) -> bool:
    """Return whether --data was written, rather than found in the environment."""
    return data is not None and str(data) != os.environ.get("PEEL_DATA")


def is_agreed(count: int, into: Path, *, yes: bool) -> bool:
    """Return whether the user wants the changes. Raises UsageError where nobody can be asked."""
    if yes:
        return True
    if not (sys.stdin and sys.stdin.isatty()):
        raise UsageError("nothing was written; say --yes, or --dry-run to only look")
    return typer.confirm(f"Write {count} changes to {into}?", err=True)
