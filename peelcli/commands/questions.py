"""`peel questions`: the questions of the rounds."""

from peelcli import options as opt


def command(
    round_: opt.RoundArguments = None,
    pillar: opt.Pillars = None,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    fragment: opt.Fragment = False,
    data: opt.Data = None,
) -> None:
    """List the questions of the rounds, and the rounds that they compare with.

    \b
    Examples:
      peel questions 2018 --pillar legitimacy
      peel questions 2021 2023
    """
    from peelcli.finding import find_pillars, find_years
    from peelcli.loading import load_dataset
    from peelcli.output import write_answer
    from peelcli.queries.rounds import questions
    from peelcli.report.answer import Answer

    dataset = load_dataset(data)
    years, pillars = find_years(dataset, round_), find_pillars(dataset, pillar)
    found = questions(dataset, years=years, pillars=pillars)
    answer = Answer("questions", found, dataset)
    write_answer(answer, format_, output, as_json=as_json, fragment=fragment)
