"""`peel map`: one question, all forces, each where it roughly lies."""

from peelcli import options as opt


def command(
    round_: opt.RoundOrLatest = None,
    pillar: opt.Pillars = None,
    question: opt.OneQuestion = None,
    force: opt.OutlinedForces = None,
    group: opt.OutlinedGroups = None,
    sources: opt.Sources = False,
    day: opt.AsOf = None,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    fragment: opt.Fragment = False,
    groups: opt.GroupsFile = None,
    data: opt.Data = None,
) -> None:
    """Draw a map of the grades of all forces for one question.

    \b
    Examples:
      peel map --question investigating-crime
      peel map 2018/19 --pillar legitimacy --group wales
    """
    from peelcli import load
    from peelcli.output import write_answer

    dataset = load(data, groups).as_of(day)
    answer = dataset.map(
        round_, pillar=pillar, question=question, force=force, group=group, sources=sources
    )
    write_answer(answer, format_, output, as_json=as_json, fragment=fragment)
