"""`peel rank`: forces by the mean of their grades."""

from peelcli import options as opt


def command(
    year: opt.RoundArgument,
    force: opt.Forces = None,
    region: opt.Regions = None,
    nation: opt.Nations = None,
    pillar: opt.Pillars = None,
    questions: opt.Questions = False,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    data: opt.Data = None,
) -> None:
    """Order forces by the mean position of their grades in one round.

    The inspectorate publishes no ranking; the answer says how this one is made.

    \b
    Examples:
      peel rank 2018
      peel rank 2017 --questions --region south-east
    """
    from peelcli import names
    from peelcli.loading import load
    from peelcli.output import write_answer
    from peelcli.queries.rank import rank
    from peelcli.report.rank import rank_answer

    dataset = load(data)
    found = rank(
        dataset,
        names.find_round(dataset, year),
        pillars=names.find_pillars(dataset, pillar),
        level=names.level_named(questions=questions),
        wanted=names.force_filter(dataset, force, region, nation),
    )
    answer = rank_answer(found)
    write_answer(answer, format_, output, as_json=as_json)
