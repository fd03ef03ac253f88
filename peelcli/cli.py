"""The command line: arguments in, one query, one renderer.

Commands import what they need when they run, so that a call pays only for its own work.
"""

from typing import Annotated

import typer

from peelcli import __version__
from peelcli.errors import ExitCode
from peelcli.options import (
    All,
    Anyway,
    Details,
    ExitCodeOption,
    ForceArgument,
    Forces,
    FromRound,
    Json,
    Only,
    Pillars,
    Questions,
    Regions,
    ToRound,
    Years,
)

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

    dataset = load()
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

    dataset = load()
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
