"""The command line: arguments in, one query, one renderer.

Commands import what they need when they run, so that a call pays only for its own work.
"""

from pathlib import Path
from typing import Annotated

import typer

from peelcli import __version__
from peelcli.errors import ExitCode
from peelcli.export import ExportFormat
from peelcli.options import (
    All,
    Anyway,
    Data,
    Details,
    DropComments,
    ExitCodeOption,
    ForceArgument,
    Forces,
    FromRound,
    Grades,
    Json,
    Nations,
    OneQuestion,
    Only,
    Output,
    Pillars,
    Questions,
    Regions,
    RoundArguments,
    Statuses,
    ToRound,
    Years,
)
from peelcli.queries.coverage import CoverageBy

app = typer.Typer(
    name="peel",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"peel {__version__}")
        raise typer.Exit


@app.callback()
def peel(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Compare the grades that police forces in England and Wales get from the inspectorate.

    Options whose help ends in * can be given more than once.

    \b
    Example:
      peel show derbyshire
    """


@app.command()
def show(
    force: ForceArgument,
    year: Years = None,
    pillar: Pillars = None,
    questions: Questions = False,
    details: Details = False,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Show one force's grades in every round.

    \b
    Example:
      peel show derbyshire --questions
    """
    from peelcli import names
    from peelcli.load import load
    from peelcli.output import write_document, write_report
    from peelcli.queries.show import show as query
    from peelcli.report.show import show_document, show_report

    dataset = load(data)
    answer = query(
        dataset,
        names.find_force(dataset, force),
        years=names.find_years(dataset, year),
        pillars=names.find_pillars(dataset, pillar),
        level=names.level_named(questions=questions),
    )
    if as_json:
        write_document(show_document(answer))
    else:
        write_report(show_report(answer, details=details))


@app.command()
def diff(
    from_round: FromRound,
    to_round: ToRound,
    force: Forces = None,
    region: Regions = None,
    pillar: Pillars = None,
    questions: Questions = False,
    only: Only = None,
    show_all: All = False,
    anyway: Anyway = False,
    exit_code: ExitCodeOption = False,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Compare two rounds: which forces' grades improved or declined.

    \b
    Example:
      peel diff 2016 2017 --pillar legitimacy
    """
    from peelcli import names
    from peelcli.load import load
    from peelcli.output import write_document, write_report
    from peelcli.queries.diff import diff as query
    from peelcli.report.diff import diff_document, diff_report

    dataset = load(data)
    answer = query(
        dataset,
        names.find_round(dataset, from_round),
        names.find_round(dataset, to_round),
        forces=names.find_forces(dataset, force),
        regions=names.find_regions(dataset, region),
        pillars=names.find_pillars(dataset, pillar),
        level=names.level_named(questions=questions),
        kinds=names.kinds_named(only, everything=show_all, anyway=anyway),
    )
    if as_json:
        write_document(diff_document(answer))
    else:
        write_report(diff_report(answer))
    if exit_code and answer.summary.moves:
        raise typer.Exit(ExitCode.DIFFERENT)


@app.command()
def coverage(
    year: RoundArguments = None,
    by: Annotated[
        CoverageBy, typer.Option("--by", help="A row per pillar and level, or per force.")
    ] = CoverageBy.PILLAR,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Show how much of each round is in the dataset, and what it rests on.

    \b
    Example:
      peel coverage 2018 2021
    """
    from peelcli import names
    from peelcli.load import load
    from peelcli.output import write_document, write_report
    from peelcli.queries.coverage import coverage as query
    from peelcli.report.coverage import coverage_document, coverage_report

    dataset = load(data)
    answer = query(dataset, years=names.find_years(dataset, year), by=by)
    if as_json:
        write_document(coverage_document(answer))
    else:
        write_report(coverage_report(answer))


@app.command()
def check(
    path: Annotated[
        Path | None,
        typer.Argument(metavar="[PATH]", help="A dataset's folder; the one in use if not named."),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit 3 for departures from the layout too.")
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Put files into the canonical layout.")
    ] = False,
    drop_comments: DropComments = False,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Check a dataset, and list everything that is wrong with it.

    \b
    Example:
      peel check --strict
    """
    from peelcli.checking import check as query
    from peelcli.checking import fix_layout
    from peelcli.load import shipped_dataset
    from peelcli.output import say, write_document, write_for_people
    from peelcli.report.check import check_document, check_lines, check_summary

    folder = path or data or shipped_dataset()
    if fix:
        fix_layout(folder, drop_comments=drop_comments)
    answer = query(folder)
    if as_json:
        write_document(check_document(answer))
    else:
        write_for_people(check_lines(answer))
    say(check_summary(answer))
    if answer.problems or (strict and answer.layout):
        raise typer.Exit(ExitCode.DATASET)


@app.command()
def export(
    wanted: Annotated[
        ExportFormat, typer.Option("--format", help="What to write.")
    ] = ExportFormat.CSV,
    output: Output = None,
    force: Forces = None,
    year: Years = None,
    pillar: Pillars = None,
    question: OneQuestion = None,
    grade: Grades = None,
    status: Statuses = None,
    region: Regions = None,
    nation: Nations = None,
    data: Data = None,
) -> None:
    """Write the judgments, flat and with all fields, for other tools.

    \b
    Example:
      peel export --format csv --year 2018 --region wales
    """
    from peelcli import names
    from peelcli.export import export as write_export
    from peelcli.load import load
    from peelcli.queries.select import Filter, select

    dataset = load(data)
    wanted_judgments = Filter(
        forces=names.find_forces(dataset, force),
        years=names.find_years(dataset, year),
        pillars=names.find_pillars(dataset, pillar),
        questions=names.find_questions(dataset, question),
        grades=names.find_grades(grade),
        statuses=names.find_statuses(status),
        regions=names.find_regions(dataset, region),
        nations=names.find_nations(dataset, nation),
    )
    write_export(dataset, select(dataset, wanted_judgments), wanted, output)


@app.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE.csv", help="Rows with the columns of `peel export`.")
    ],
    into: Annotated[
        Path,
        typer.Option(
            "--into", metavar="FOLDER", help="The dataset to merge into, or an empty folder."
        ),
    ],
    replace: Annotated[
        bool, typer.Option("--replace", help="Let rows replace judgments that differ.")
    ] = False,
    drop_comments: DropComments = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what would change, and change nothing.")
    ] = False,
    data: Data = None,
) -> None:
    """Merge the rows of a CSV file into a dataset, all or nothing.

    \b
    Example:
      peel import grades.csv --into data --dry-run
    """
    from peelcli.importing.merge import carry_out, plan_import
    from peelcli.load import shipped_dataset
    from peelcli.output import say, write_for_people
    from peelcli.progress import shown
    from peelcli.report.importing import import_diff, import_summary

    plan = plan_import(
        file,
        into,
        data or shipped_dataset(),
        replace=replace,
        drop_comments=drop_comments,
        watched=lambda rows: shown(rows, "rows read"),
    )
    if dry_run:
        write_for_people(import_diff(plan))
    else:
        carry_out(plan)
    say(import_summary(plan, dry_run=dry_run))
