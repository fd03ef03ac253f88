"""`peel diff`: grades that improved or declined between two rounds."""

import typer

from peelcli import options as opt
from peelcli.errors import ExitCode


def command(
    from_round: opt.FromRound,
    to_round: opt.ToRound,
    force: opt.Forces = None,
    region: opt.Regions = None,
    nation: opt.Nations = None,
    pillar: opt.Pillars = None,
    questions: opt.Questions = False,
    only: opt.Only = None,
    show_all: opt.All = False,
    anyway: opt.Anyway = False,
    exit_code: opt.ExitCodeOption = False,
    day: opt.AsOf = None,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    data: opt.Data = None,
) -> None:
    """Compare two rounds: which forces' grades improved or declined.

    \b
    Examples:
      peel diff 2016 2017 --pillar legitimacy
      peel diff 2017 2018/19 --questions --region wales --all
    """
    from peelcli import finding
    from peelcli.filters import judgment_filter
    from peelcli.loading import load_dataset
    from peelcli.output import write_answer
    from peelcli.queries.as_of import as_of
    from peelcli.queries.change import kinds_meant
    from peelcli.queries.diff import diff
    from peelcli.report.answer import Answer
    from peelcli.terms import Level

    dataset = as_of(load_dataset(data), finding.find_day(day))
    found = diff(
        dataset,
        finding.find_round(dataset, from_round),
        finding.find_round(dataset, to_round),
        wanted=judgment_filter(dataset, forces=force, regions=region, nations=nation),
        pillars=finding.find_pillars(dataset, pillar),
        level=Level.of(questions=questions),
        kinds=kinds_meant(only, everything=show_all, anyway=anyway),
    )
    answer = Answer("diff", found, dataset.day, found.undated)
    write_answer(answer, format_, output, as_json=as_json)
    if exit_code and found.summary.moves:
        raise typer.Exit(ExitCode.DIFFERENT)
