"""`peel diff`: grades that improved or declined between two rounds."""

from typing import Annotated

import typer

from peelcli import options as opt
from peelcli.errors import ExitCode
from peelcli.queries.diff import DiffSort


def command(
    from_round: opt.FromRound = None,
    to_round: opt.ToRound = None,
    sort: Annotated[
        DiffSort,
        typer.Option("--sort", help="By force, by question, or the largest move up first."),
    ] = DiffSort.FORCE,
    force: opt.Forces = None,
    region: opt.Regions = None,
    nation: opt.Nations = None,
    pillar: opt.Pillars = None,
    question: opt.OneQuestion = None,
    questions: opt.Questions = False,
    only: opt.Only = None,
    show_all: opt.All = False,
    anyway: opt.Anyway = False,
    exit_code: opt.ExitCodeOption = False,
    sources: opt.Sources = False,
    day: opt.AsOf = None,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    fragment: opt.Fragment = False,
    data: opt.Data = None,
) -> None:
    """Compare two rounds: which forces' grades improved or declined.

    Without rounds, the latest two that can be compared.

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
    from peelcli.queries.diff import diff, rounds_to_compare, why_not_newer
    from peelcli.report.answer import Answer
    from peelcli.terms import Level

    dataset = as_of(load_dataset(data), finding.find_day(day))
    wanted = judgment_filter(dataset, forces=force, regions=region, nations=nation)
    before, after = rounds_to_compare(dataset, from_round, to_round, wanted.forces)
    found = diff(
        dataset,
        before,
        after,
        wanted=wanted,
        pillars=finding.find_pillars(dataset, pillar),
        questions=finding.find_questions(dataset, question),
        level=Level.of(questions=questions),
        kinds=kinds_meant(only, everything=show_all, anyway=anyway),
        sort=sort,
    )
    newest = None if from_round else why_not_newer(dataset, after)
    options = {"why_not_newer": newest, "sources": sources}
    answer = Answer("diff", found, dataset, found.undated, options)
    write_answer(answer, format_, output, as_json=as_json, fragment=fragment)
    if exit_code and found.summary.moves:
        raise typer.Exit(ExitCode.DIFFERENT)
