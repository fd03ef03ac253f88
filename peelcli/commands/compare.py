"""`peel compare`: forces side by side."""

from typing import Annotated

import typer

from peelcli import options as opt
from peelcli.complete import complete_force, complete_sort
from peelcli.errors import UsageError


def command(
    force: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FORCE]...", help="Forces.", autocompletion=complete_force),
    ] = None,
    region_of: Annotated[
        str | None,
        typer.Option(
            "--region-of",
            metavar="FORCE",
            help="Compare this force with the others of its region.",
            autocompletion=complete_force,
        ),
    ] = None,
    round_: opt.Rounds = None,
    all_years: Annotated[
        bool, typer.Option("--all-years", help="Short for --round all.", hidden=True)
    ] = False,
    sort: Annotated[
        str | None,
        typer.Option(
            "--sort",
            metavar="COLUMN",
            help="Order the forces by name; by a pillar, question or area, best grade first; or "
            "by grade, which is by each in turn.",
            autocompletion=complete_sort,
        ),
    ] = None,
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
    """Show forces side by side.

    In the latest round in which all of them have grades, unless rounds are named.

    \b
    Examples:
      peel compare derbyshire notts
      peel compare --region-of kent --round all --pillar legitimacy
    """
    from peelcli import finding
    from peelcli.loading import load_dataset
    from peelcli.output import write_answer
    from peelcli.queries.as_of import as_of
    from peelcli.queries.compare import compare, forces_meant
    from peelcli.report.answer import Answer
    from peelcli.terms import Level

    if all_years and round_:
        raise UsageError("--all-years and --round contradict each other; give one")
    dataset = as_of(load_dataset(data), finding.find_day(day))
    forces = forces_meant(dataset, force, region_of)
    pillars = finding.find_pillars(dataset, pillar)
    asked = finding.find_questions(dataset, question)
    found = compare(
        dataset,
        forces,
        years=finding.find_years(
            dataset,
            [finding.ALL] if all_years else round_,
            [one.id for one in forces],
            pillars,
            asked,
        ),
        pillars=pillars,
        questions=asked,
        level=Level.of(questions=questions),
        sort=sort,
    )
    options = {"is_latest": not (round_ or all_years), "sources": sources}
    answer = Answer("compare", found, dataset, found.undated, options)
    write_answer(answer, format_, output, as_json=as_json, fragment=fragment)
