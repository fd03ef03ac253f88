"""`peel diff`: what improved and declined between two rounds."""

import typer

from peelcli.errors import ExitCode
from peelcli.options import (
    All,
    Anyway,
    Data,
    ExitCodeOption,
    Forces,
    Format,
    FromRound,
    Json,
    Nations,
    Only,
    Output,
    Pillars,
    Questions,
    Regions,
    ToRound,
)


def command(
    from_round: FromRound,
    to_round: ToRound,
    force: Forces = None,
    region: Regions = None,
    nation: Nations = None,
    pillar: Pillars = None,
    questions: Questions = False,
    only: Only = None,
    show_all: All = False,
    anyway: Anyway = False,
    exit_code: ExitCodeOption = False,
    format_: Format = None,
    as_json: Json = False,
    output: Output = None,
    data: Data = None,
) -> None:
    """Compare two rounds: which forces' grades improved or declined.

    \b
    Examples:
      peel diff 2016 2017 --pillar legitimacy
      peel diff 2017 2018/19 --questions --region wales --all
    """
    from peelcli import names
    from peelcli.loading import load
    from peelcli.output import write_answer
    from peelcli.queries.diff import diff
    from peelcli.report.diff import diff_answer

    dataset = load(data)
    found = diff(
        dataset,
        names.find_round(dataset, from_round),
        names.find_round(dataset, to_round),
        wanted=names.force_filter(dataset, force, region, nation),
        pillars=names.find_pillars(dataset, pillar),
        level=names.level_named(questions=questions),
        kinds=names.kinds_named(only, everything=show_all, anyway=anyway),
    )
    answer = diff_answer(found)
    write_answer(answer, format_, output, as_json=as_json)
    if exit_code and found.summary.moves:
        raise typer.Exit(ExitCode.DIFFERENT)
