"""`peel help`: the commands, the options of one, and what all of them share."""

from typing import TYPE_CHECKING, Annotated

import typer

from peelcli.complete import completion_of
from peelcli.errors import MEANINGS, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def _topics() -> "Iterable[str]":
    from peelcli.cli import COMMANDS

    return (*COMMANDS, *TOPICS)


def command(
    topic: Annotated[
        str | None,
        typer.Argument(
            metavar="[TOPIC]",
            help="A command, formats, exit-codes or data; the commands if none is named.",
            autocompletion=completion_of(_topics),
        ),
    ] = None,
    man: Annotated[bool, typer.Option("--man", help="Print the manual page, for man -l.")] = False,
) -> None:
    """Print the commands, the options of one, or what all of them share.

    \b
    Examples:
      peel help brief
      peel help exit-codes
    """
    from peelcli.cli import COMMANDS, help_of
    from peelcli.output import write_for_people
    from peelcli.text import did_you_mean, quoted

    if man:
        from peelcli.manual import manual

        if topic is not None:
            raise UsageError("--man is the page of all commands; name none")
        write_for_people(manual())
    elif topic is None or topic in COMMANDS:
        write_for_people(help_of(topic))
    elif topic in TOPICS:
        write_for_people(TOPICS[topic]())
    else:
        hint = did_you_mean(topic, _topics())
        raise UsageError(
            f"there is no help on {quoted(topic)}"
            f"{hint or '; name a command, formats, exit-codes or data'}"
        )


def formats() -> str:
    """Return the formats, each with its file endings and the commands that have it."""
    from peelcli.render import FORMATS, ONLY_OF

    rows = [
        (name, " ".join(endings), f"only {', '.join(ONLY_OF[name])}" if name in ONLY_OF else "all")
        for name, endings in FORMATS.items()
    ]
    return (
        "--format FORMAT, or the ending of -o FILE, says how an answer is written.\n\n"
        f"{_columns([('format', 'endings', 'commands'), *rows])}\n"
        "peel export also writes sqlite, datapackage (a folder) and zip (the dataset's files).\n"
        "parquet, xlsx, docx, pdf, png and read need an extra; the error names it.\n"
    )


def exit_codes() -> str:
    """Return what the exit codes say."""
    from textwrap import wrap

    lines = []
    for code, meaning in MEANINGS.items():
        first, *rest = wrap(meaning.replace("`", ""), 70)
        lines += [f"  {code:>3}  {first}", *(f"       {line}" for line in rest)]
    return "\n".join(["The exit code of every command:", "", *lines, ""])


def data() -> str:
    """Return where the dataset comes from, and how to use another one."""
    return """\
peel carries a dataset: judgments of the inspectorate as YAML, each with the page
that states it. peel --version says which.

  peel check                    is it valid
  peel coverage                 how much of each round is in it
  peel init data                a copy of your own, as files
  export PEEL_DATA=$PWD/data    use that one; --data FOLDER does it for one command
  peel update --into data       fetch official pages, and take their grades
  peel import grades.csv        take the rows of a sheet
  peel export --panel -o x.csv  a row for every force, round and question

A grade is inspected, carried over from an earlier round, or not graded. One that is
not in the dataset may exist.
"""


TOPICS: "dict[str, Callable[[], str]]" = {
    "formats": formats,
    "exit-codes": exit_codes,
    "data": data,
}


def _columns(rows: list[tuple[str, ...]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
    return "".join(f"  {line}\n" for line in lines)
