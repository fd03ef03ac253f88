"""`peel show`: one force's grades in every round."""

from peelcli import options as opt


def command(
    force: opt.ForceArgument,
    year: opt.Years = None,
    pillar: opt.Pillars = None,
    questions: opt.Questions = False,
    details: opt.Details = False,
    day: opt.AsOf = None,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    data: opt.Data = None,
) -> None:
    """Show one force's grades in every round.

    \b
    Examples:
      peel show derbyshire --questions
      peel show gmp --year 2017 --details
    """
    from peelcli import finding
    from peelcli.loading import load_dataset
    from peelcli.output import write_answer
    from peelcli.queries.as_of import as_of
    from peelcli.queries.show import show
    from peelcli.report.answer import Answer
    from peelcli.terms import Level

    dataset = as_of(load_dataset(data), finding.find_day(day))
    found = show(
        dataset,
        finding.find_force(dataset, force),
        years=finding.find_years(dataset, year),
        pillars=finding.find_pillars(dataset, pillar),
        level=Level.of(questions=questions),
    )
    answer = Answer("show", found, dataset.day, found.undated, {"details": details})
    write_answer(answer, format_, output, as_json=as_json)
