"""`peel round`: a new round, its areas, and what can be compared with it."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peelcli import options as opt
from peelcli.complete import complete_round
from peelcli.errors import UsageError

if TYPE_CHECKING:
    from peelcli.keeper.round import Area


ABOUT = """Add a round to your dataset, and say what compares with it.

\b
Examples:
  peel round add 2025-27 --from-report page.html --data data
  peel round comparable 2023-25 2025-27 --source https://example.org/peel --data data
"""


def add(
    round_: Annotated[str, typer.Argument(metavar="ROUND", help="Its years, like 2025-27.")],
    from_report: Annotated[
        str | None,
        typer.Option(
            "--from-report", metavar="PAGE", help="Take the areas that a saved report grades."
        ),
    ] = None,
    areas: Annotated[
        Path | None,
        typer.Option(
            "--areas", metavar="FILE", help="Take the areas from a file with a title on each line."
        ),
    ] = None,
    like: Annotated[
        str | None,
        typer.Option(
            "--like",
            metavar="ROUND",
            help="Take the areas of another round.",
            autocompletion=complete_round,
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="ADDRESS", help="The page that describes the round."),
    ] = None,
    data: opt.Data = None,
) -> None:
    """Add a round, or areas to a round, and say what was assumed.

    \b
    Examples:
      peel round add 2025-27 --from-report page.html --data data
      peel round add 2027-29 --like 2023-25 --source https://example.org/peel --data data
    """
    from peelcli import load
    from peelcli.finding import find_round
    from peelcli.keeper.loading.folder import read_sound
    from peelcli.keeper.pages.text import saved_page
    from peelcli.keeper.round import (
        add_round,
        areas_like,
        areas_of_list,
        areas_of_report,
        first_year,
    )
    from peelcli.output import say, write_answer
    from peelcli.text import counted, inert

    if sum(each is not None for each in (from_report, areas, like)) != 1:
        raise UsageError("say which areas it has: one of --from-report, --areas and --like")
    folder = _own(data)
    dataset = read_sound(folder).dataset
    page = saved_page(from_report) if from_report else None
    wanted: Sequence[Area]
    if page is not None:
        wanted = areas_of_report(page, dataset, folder)
    elif areas is not None:
        wanted = areas_of_list(_lines_of(areas), dataset)
    else:
        wanted = areas_like(find_round(dataset, like or ""))
    if source is None and first_year(round_) not in dataset.rounds:
        source = _address(page.address if page else None, round_)
    made = add_round(folder, round_, wanted, source=source, like=like, page=page)
    say(f"{made.round.label} has {counted(len(made.added), 'new area')}; assumed:")
    for sentence in made.assumed:
        say(f"  {inert(sentence)}")
    write_answer(load(folder).questions(made.round.label))


def comparable(
    before: Annotated[
        str,
        typer.Argument(metavar="ROUND", help="A round.", autocompletion=complete_round),
    ],
    after: Annotated[
        str,
        typer.Argument(metavar="ROUND", help="Another round.", autocompletion=complete_round),
    ],
    source: Annotated[
        str, typer.Option("--source", metavar="ADDRESS", help="The page that says so.")
    ],
    area: Annotated[
        list[str] | None, typer.Option("--area", metavar="AREA", help="Only this area. Repeatable.")
    ] = None,
    data: opt.Data = None,
) -> None:
    """Say that the grades of two rounds can be compared.

    \b
    Examples:
      peel round comparable 2023-25 2025-27 --source https://example.org/peel --data data
      peel round comparable 2023 2025 --area leadership --source https://a.example/x --data data
    """
    from peelcli.keeper.round import say_comparable
    from peelcli.output import say
    from peelcli.text import counted

    folder = _own(data)
    one, other, asked = say_comparable(folder, before, after, area or (), source)
    names = "; ".join(question.name for question in asked)
    say(f"{one.label} and {other.label} compare in {counted(len(asked), 'area')}: {names}")


def _own(data: Path | None) -> Path:
    if data is None:
        raise UsageError(
            "name the dataset with --data FOLDER, or set PEEL_DATA; `peel init FOLDER` makes one"
        )
    return data


def _lines_of(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise UsageError(f"{str(path)!r} can't be read: {reason}") from error


def _address(of_page: str | None, round_: str) -> str | None:
    """Return the address of a new round: the report's, or what somebody at a terminal says."""
    if of_page is not None or not (sys.stdin and sys.stdin.isatty()):
        return of_page
    return str(typer.prompt(f"Which address describes {round_}?", err=True))
