"""`peel questions`: what the rounds asked."""

from peelcli import options as opt


def command(
    year: opt.RoundArguments = None,
    pillar: opt.Pillars = None,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    data: opt.Data = None,
) -> None:
    """List what the rounds asked, and what it compares with.

    \b
    Examples:
      peel questions 2018 --pillar legitimacy
      peel questions 2021 2023
    """
    from peelcli import names
    from peelcli.loading import load
    from peelcli.output import write_answer
    from peelcli.queries.reference import questions
    from peelcli.report.reference import questions_answer

    dataset = load(data)
    years = names.find_years(dataset, year)
    pillars = names.find_pillars(dataset, pillar)
    answer = questions_answer(questions(dataset, years=years, pillars=pillars))
    write_answer(answer, format_, output, as_json=as_json)
