"""`peel overview`: all forces in one round."""

from typing import Annotated

import typer

from peelcli import options as opt
from peelcli.complete import complete_sort


def command(
    round_: opt.RoundOrLatest = None,
    sort: Annotated[
        str,
        typer.Option(
            "--sort",
            metavar="COLUMN",
            help="By name; by a pillar, question or area, best grade first; or by grade, which is "
            "by each column in turn.",
            autocompletion=complete_sort,
        ),
    ] = "name",
    by_region: Annotated[
        bool, typer.Option("--by-region", help="A table for each region.")
    ] = False,
    force: opt.Forces = None,
    region: opt.Regions = None,
    nation: opt.Nations = None,
    pillar: opt.Pillars = None,
    question: opt.OneQuestion = None,
    questions: opt.Questions = False,
    sources: opt.Sources = False,
    day: opt.AsOf = None,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    fragment: opt.Fragment = False,
    data: opt.Data = None,
) -> None:
    """Show all forces' grades in one round, the latest unless another is named.

    \b
    Examples:
      peel overview --sort investigating-crime
      peel overview 2018/19 --by-region --nation wales
    """
    from peelcli import finding
    from peelcli.filters import judgment_filter
    from peelcli.loading import load_dataset
    from peelcli.output import write_answer
    from peelcli.queries.as_of import as_of
    from peelcli.queries.overview import overview
    from peelcli.report.answer import Answer
    from peelcli.terms import Level

    dataset = as_of(load_dataset(data), finding.find_day(day))
    wanted = judgment_filter(dataset, forces=force, regions=region, nations=nation)
    pillars = finding.find_pillars(dataset, pillar)
    asked = finding.find_questions(dataset, question)
    found = overview(
        dataset,
        finding.find_round(dataset, round_ or finding.LATEST, wanted.forces, pillars, asked),
        wanted=wanted,
        pillars=pillars,
        questions=asked,
        level=Level.of(questions=questions),
        sort=sort,
        by_region=by_region,
    )
    options = {"is_latest": round_ is None, "sources": sources}
    answer = Answer("overview", found, dataset, found.undated, options)
    write_answer(answer, format_, output, as_json=as_json, fragment=fragment)
