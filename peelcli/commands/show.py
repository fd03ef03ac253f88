"""`peel show`: one force's grades in every round."""

from peelcli import options as opt


def command(
    force: opt.ForceArgument,
    round_: opt.Rounds = None,
    pillar: opt.Pillars = None,
    questions: opt.Questions = False,
    details: opt.Details = False,
    sources: opt.Sources = False,
    day: opt.AsOf = None,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    fragment: opt.Fragment = False,
    data: opt.Data = None,
) -> None:
    """Show one force's grades in every round, the latest on top.

    \b
    Examples:
      peel show derbyshire --sources
      peel show gmp --round 2017 --questions
    """
    from peelcli import finding
    from peelcli.loading import load_dataset
    from peelcli.output import write_answer
    from peelcli.queries.as_of import as_of
    from peelcli.queries.show import show
    from peelcli.report.answer import Answer
    from peelcli.terms import Level

    dataset = as_of(load_dataset(data), finding.find_day(day))
    one = finding.find_force(dataset, force)
    pillars = finding.find_pillars(dataset, pillar)
    found = show(
        dataset,
        one,
        years=finding.find_years(dataset, round_, [one.id], pillars),
        pillars=pillars,
        level=Level.of(questions=questions),
    )
    answer = Answer("show", found, dataset, found.undated, {"details": details, "sources": sources})
    write_answer(answer, format_, output, as_json=as_json, fragment=fragment)
