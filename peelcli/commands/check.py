"""`peel check`: every problem of a dataset."""

from pathlib import Path
from typing import Annotated

import typer

from peelcli import options as opt
from peelcli.errors import ExitCode, UsageError, refuse_beside


def command(
    path: Annotated[
        Path | None,
        typer.Argument(metavar="[PATH]", help="A dataset's folder; the one in use if not named."),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit 3 for departures from the layout too.")
    ] = False,
    fix: Annotated[
        bool,
        typer.Option("--fix", help="Put the files of the named dataset into the canonical layout."),
    ] = False,
    drop_comments: opt.DropComments = False,
    pages: Annotated[
        Path | None,
        typer.Option(
            "--pages",
            metavar="FOLDER",
            help="Compare the dataset with the saved pages in a folder.",
        ),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            "--against",
            metavar="OLD",
            help="Say what changed since another state: a dataset's folder, or a data package.",
        ),
    ] = None,
    exit_code: Annotated[
        bool,
        typer.Option("--exit-code", help="With --against: exit 1 if something changed, else 0."),
    ] = False,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    fragment: opt.Fragment = False,
    data: opt.Data = None,
) -> None:
    """Check a dataset, and list its problems.

    \b
    Examples:
      peel check
      peel check --strict --json
    """
    from peelcli.answers.answer import Answer
    from peelcli.keeper.check import CHECK, check_summary
    from peelcli.keeper.layout.checkup import check, fix_layout
    from peelcli.keeper.loading import shipped_dataset
    from peelcli.output import say, write_answer
    from peelcli.progress import spinner

    folder = path or data or shipped_dataset()
    if fix + (against is not None) + (pages is not None) > 1:
        raise UsageError("use only one of --fix, --against and --pages")
    if drop_comments and not fix:
        raise UsageError("--drop-comments goes with --fix")
    if exit_code and against is None:
        raise UsageError("--exit-code goes with --against; `check` alone exits 3 for a problem")
    if path is not None and opt.data_is_typed(data):
        raise UsageError("PATH and --data both name the dataset; name it once")
    if against is not None:
        refuse_beside("--against", {"--strict": strict})
    if pages is not None:
        refuse_beside("--pages", {"--strict": strict})
    if against is not None:
        from peelcli.keeper.importing.state import state_of
        from peelcli.keeper.revision import REVISION, revisions

        changed = revisions(state_of(against), state_of(folder))
        write_answer(Answer(REVISION, changed), format_, output, as_json=as_json, fragment=fragment)
        if exit_code and changed:
            raise typer.Exit(ExitCode.DIFFERENT)
        return
    if pages is not None:
        from peelcli.keeper.pages import read_folder
        from peelcli.keeper.read import READ

        found_in = read_folder(pages, folder)
        write_answer(Answer(READ, found_in), format_, output, as_json=as_json, fragment=fragment)
        return
    if fix and folder not in (path, data):
        raise UsageError("--fix rewrites files; name the dataset's folder: peel check --fix FOLDER")
    with spinner("checking"):
        if fix:
            fix_layout(folder, drop_comments=drop_comments)
        found = check(folder)
    answer = Answer(CHECK, found)
    write_answer(answer, format_, output, as_json=as_json, fragment=fragment)
    say(check_summary(found))
    if found.problems or (strict and found.layout):
        raise typer.Exit(ExitCode.DATASET)
