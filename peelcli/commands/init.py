"""`peel init`: a dataset of one's own."""

import os
import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from peelcli import options as opt
from peelcli.errors import UsageError, refuse_beside


def command(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FOLDER]",
            help="A new folder; with --diff or --merge, the folder of your dataset.",
        ),
    ] = None,
    empty: Annotated[
        bool, typer.Option("--empty", help="Start with forces and rounds, but no judgments.")
    ] = False,
    from_: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE.zip", help="Start from a packed dataset."),
    ] = None,
    diff: Annotated[
        bool, typer.Option("--diff", help="Say how your dataset differs from the shipped one.")
    ] = False,
    merge: Annotated[
        bool, typer.Option("--merge", help="Bring in what the shipped dataset has and yours lacks.")
    ] = False,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    data: opt.Data = None,
) -> None:
    """Make a dataset of your own, or bring in what is new.

    It prints the line that makes the dataset the default.

    \b
    Examples:
      peel init data
      peel init --merge data
    """
    from peelcli.answers.answer import Answer
    from peelcli.keeper.importing.state import state_of
    from peelcli.keeper.loading import shipped_dataset
    from peelcli.keeper.own_dataset import begin, merged, unpacked
    from peelcli.keeper.revision import REVISION, revisions
    from peelcli.output import say, write_answer, write_utf8
    from peelcli.text import counted

    shipped = shipped_dataset()
    if diff or merge:
        named = "--merge" if merge else "--diff"
        refuse_beside(named, {"--empty": empty, "--from": from_, "--diff": merge and diff})
        own = folder or data
        if own is None:
            raise UsageError(f"name the dataset: peel init {named} FOLDER, or set PEEL_DATA")
        if diff:
            found = revisions(state_of(shipped), state_of(own))
        else:
            done = merged(own, shipped)
            found = done.conflicts
            for came in done.brought:
                say(f"{came} came in")
            if done.left:
                say(f"no force, round or area came in: {done.left}")
            for differing in done.differing:
                say(f"{own} describes {differing} otherwise; that stays as it is")
            say(f"{counted(done.added, 'judgment')} added to {own}; what differs stays as it is")
        write_answer(Answer(REVISION, found), format_, output, as_json=as_json)
        return
    if folder is None:
        raise UsageError("name a new folder: peel init FOLDER")
    refuse_beside("making a dataset", {"--format": format_, "--json": as_json, "-o": output})
    if from_ is not None:
        with unpacked(from_) as reference:
            made = begin(folder, reference, empty=empty)
    else:
        made = begin(folder, data or shipped, empty=empty)
    count = sum(map(len, made.by_force.values()))
    sizes = counted(len(made.forces), "force"), counted(len(made.rounds), "round")
    say(f"{folder} has {', '.join(sizes)}, {counted(count, 'judgment')}; to make it the default:")
    write_utf8(f"{_default(folder.resolve())}\n")


def _default(folder: Path) -> str:
    """Return the line that makes a dataset the default, for the shell at hand."""
    if sys.platform == "win32":
        return f"set PEEL_DATA={folder}"
    return f"export PEEL_DATA={shlex.quote(os.fspath(folder))}"
