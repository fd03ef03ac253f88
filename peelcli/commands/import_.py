"""`peel import`: the rows of a sheet into a dataset."""

from pathlib import Path
from typing import Annotated

import typer

from peelcli import options as opt

_PAGES = (".html", ".htm", ".mhtml", ".webarchive", ".pdf", ".docx", ".md", ".txt")
"""How the names of saved reports end."""


def command(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="CSV or Excel, with the columns of `peel export` or of --template; or a saved "
            "report, as `peel read` takes it. - is CSV from standard input.",
        ),
    ],
    round_: Annotated[
        str | None, typer.Argument(metavar="[ROUND]", help="With --template: the round.")
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option(
            "--into",
            metavar="FOLDER",
            help="The dataset to merge into, or an empty folder; else that of --data.",
        ),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Let rows replace judgments that differ.")
    ] = False,
    ignore_extra: Annotated[
        bool, typer.Option("--ignore-extra", help="Ignore columns that peel does not know.")
    ] = False,
    drop_comments: opt.DropComments = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what would change, and change nothing.")
    ] = False,
    yes: opt.Yes = False,
    template: Annotated[
        bool,
        typer.Option(
            "--template", help="Make a sheet to fill in: peel import --template kent 2025-27."
        ),
    ] = False,
    as_yaml: Annotated[
        bool, typer.Option("--yaml", help="With --template: YAML, with the report's lines.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="PATH",
            help="With --template: write there; .xlsx is Excel, with a list to choose from.",
            readable=False,
        ),
    ] = None,
    data: opt.Data = None,
) -> None:
    """Merge a sheet's rows, or a report's grades, into a dataset.

    It writes all of them or none. A row without a grade says nothing. A row that changes a grade
    needs --replace. What a report says is shown first, and written once you agree.

    \b
    Examples:
      peel import grades.csv --into data --dry-run
      peel import grades.csv --into data --replace
    """
    from peelcli.errors import UsageError, refuse_beside
    from peelcli.keeper.importing.merge import import_rows, is_to_be_made, plan_import
    from peelcli.keeper.importing.summary import import_diff, import_summary
    from peelcli.keeper.loading import shipped_dataset
    from peelcli.output import say, write_for_people
    from peelcli.progress import spinner

    if into and opt.data_is_typed(data) and (template or not is_to_be_made(into)):
        refuse_beside("--into FOLDER", {"--data": True})
    if template:
        given = {"--replace": replace, "--ignore-extra": ignore_extra, "--dry-run": dry_run}
        refuse_beside("--template", given | {"--drop-comments": drop_comments})
        _make_template(str(file), round_, into or data, output, as_yaml=as_yaml)
        return
    if round_ is not None or as_yaml or output is not None:
        raise UsageError("a round, --yaml and -o go with --template")
    into = into or data
    if into is None:
        raise UsageError(
            "name the dataset with --into FOLDER, or set PEEL_DATA; `peel init FOLDER` makes one"
        )
    if file.suffix.casefold() in _PAGES:
        refuse_beside("a saved report", {"--replace": replace, "--ignore-extra": ignore_extra})
        _import_page(file, into, dry_run=dry_run, yes=yes)
        return
    with spinner("importing"):
        plan = (plan_import if dry_run else import_rows)(
            file,
            into,
            data or shipped_dataset(),
            replace=replace,
            drop_comments=drop_comments,
            ignore_extra=ignore_extra,
        )
    if dry_run:
        write_for_people(import_diff(plan))
    say(import_summary(plan, dry_run=dry_run))


def _import_page(page: Path, into: Path, *, dry_run: bool, yes: bool) -> None:
    """Show what a report says, and write it where the user agrees."""
    from peelcli import load
    from peelcli.answers.answer import Answer
    from peelcli.errors import UsageError
    from peelcli.keeper.importing.summary import import_summary
    from peelcli.keeper.pages import Page
    from peelcli.keeper.read import READ
    from peelcli.keeper.update import said_by, take_pages
    from peelcli.output import say, write_answer

    dataset = load(into)
    said = said_by([Page(str(page))], dataset, into)
    if said.refused:
        raise UsageError(said.refused[0])
    write_answer(Answer(READ, said.found, dataset))
    changes = len(said.taken) + len(said.reports)
    if not changes:
        say("nothing of it is new")
    elif not dry_run and opt.is_agreed(changes, into, yes=yes):
        say(import_summary(take_pages(said, dataset, into), dry_run=False))


def _make_template(
    force: str, round_: str | None, data: Path | None, output: Path | None, *, as_yaml: bool
) -> None:
    """Write a sheet to fill in, to a new file or standard output."""
    from peelcli import load
    from peelcli.errors import OutputError, UsageError
    from peelcli.finding import find_force, find_round
    from peelcli.keeper.importing.template import template_csv, template_excel, template_yaml
    from peelcli.output import is_stdout, replacing, say, write_utf8
    from peelcli.text import counted

    dataset = load(data)
    whose, of = find_force(dataset, force), find_round(dataset, round_ or "latest")
    is_excel = output is not None and output.suffix.casefold() == ".xlsx"
    if as_yaml and is_excel:
        raise UsageError("--yaml is text; name another file")
    if output is not None and not is_stdout(output) and output.exists():
        # It may have been filled in.
        raise OutputError(f"{str(output)!r} is there already; name a new file")
    if of.begun and not of.pillars:
        asked = counted(len(of.graded_questions), "area")
        say(f"{of.label} has {asked} in the dataset; `peel round add` adds others")
    if output is not None and is_excel:
        written = template_excel(whose, of, dataset)
        with replacing(output) as file:
            file.write(written)
        return
    write_utf8((template_yaml if as_yaml else template_csv)(whose, of, dataset), output)
