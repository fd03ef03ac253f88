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
    """Show the grades of one force in every round, the latest on top.

    \b
    Examples:
      peel show derbyshire --sources
      peel show gmp --round 2017 --questions
    """
    from peelcli import load
    from peelcli.output import write_answer

    dataset = load(data).as_of(day)
    answer = dataset.show(
        force,
        round=round_,
        pillar=pillar,
        questions=questions,
        details=details,
        sources=sources,
    )
    write_answer(answer, format_, output, as_json=as_json, fragment=fragment)
